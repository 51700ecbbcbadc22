"""What is to be done with the cameras, counted and costed; the rules are those of camdash.analysis.deciding.

Unit costs are thresholds, and assumptions until the office puts in its own.
"""

import pandas as pd

from camdash.analysis.cuts import CAMERAS, gathered, narrowed
from camdash.analysis.deciding import REMEDIES
from camdash.analysis.filters import Filter
from camdash.analysis.frames import to_frame
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.snapshot import Snapshot

_BROKEN = "least(coalesce(quantity_broken, quantity - quantity_working, quantity), quantity)"


def counts(snapshot: Snapshot, where: Filter = EVERYTHING, by: str = "unit") -> pd.DataFrame:
    """Count cameras and positions by `by` and remedy (missing: not told): the `by` of most cameras first.

    Columns: by, remedy, cameras, positions, of_by (cameras of that `by`).
    """
    found, params = gathered("form1", by, where, "remedy")
    sql = f"""
        SELECT key AS "{by}", remedy, cameras, positions, sum(cameras) OVER (PARTITION BY key)::BIGINT AS of_by
        FROM {found} ORDER BY key IS NULL, of_by DESC, key, list_position({list(REMEDIES)}, remedy) NULLS LAST"""
    return to_frame(snapshot.query(sql, params))


def costs(snapshot: Snapshot, where: Filter = EVERYTHING) -> pd.DataFrame:
    """Tell what each remedy would cost in đồng, dearest first, "not told" last.

    Columns: remedy, gateway (whether it is connecting by a gateway), cameras, charged_cameras (of a row told in part
    broken only the broken ones are repaired), unit_cost_vnd, cost_vnd (missing where there is no remedy).
    """
    source, params = narrowed("form1", where)
    t = snapshot.thresholds
    sql = f"""
        WITH gathered AS (
            SELECT remedy, coalesce(remedy = 'connect' AND reach = 'gateway', FALSE) AS gateway, {CAMERAS} AS cameras,
                   coalesce(sum(CASE remedy WHEN 'repair' THEN {_BROKEN} ELSE quantity END)
                            FILTER (NOT excluded), 0)::BIGINT AS charged
            FROM {source} GROUP BY ALL),
        priced AS (
            SELECT *, CASE WHEN gateway THEN {t.cost_gateway_vnd:.0f} ELSE CASE remedy
                      WHEN 'connect' THEN {t.cost_connect_vnd:.0f} WHEN 'repair' THEN {t.cost_repair_vnd:.0f}
                      WHEN 'upgrade' THEN {t.cost_upgrade_vnd:.0f} WHEN 'replace' THEN {t.cost_replace_vnd:.0f}
                      WHEN 'keep' THEN 0 END END::BIGINT AS unit_cost_vnd FROM gathered)
        SELECT remedy, gateway, cameras, CASE WHEN unit_cost_vnd > 0 THEN charged ELSE 0 END AS charged_cameras,
               unit_cost_vnd, unit_cost_vnd * charged AS cost_vnd
        FROM priced ORDER BY remedy IS NULL, cost_vnd DESC, remedy"""
    return to_frame(snapshot.query(sql, params))
