"""The look of the city: poles that stand so close that one would do (existing cameras).

Suggestions for people to judge, never a finding: several cameras on one pole are legitimate, and so are two poles at a
wide crossing. Sensitive records are never listed.
"""

import pandas as pd

from camdash.analysis.cuts import CAMERAS
from camdash.analysis.filters import Filter
from camdash.analysis.frames import to_frame
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.poles import pole_table
from camdash.analysis.snapshot import Snapshot

ADVICE = ("share_pole", "one_owner")
"""Several owners or units could share one pole; one owner has several positions there."""

WITHIN_M = 5.0

_OWNER = "replace(strip_accents(lower(trim(coalesce(owner_unit, unit)))), 'đ', 'd')"
_NAMES = 3
_SAID = "coalesce(position_name, address)"


def shared_places(
    snapshot: Snapshot, where: Filter = EVERYTHING, within_m: float = WITHIN_M, limit: int = 500
) -> pd.DataFrame:
    """List the places where at least two positions stand within `within_m` metres: most owners, then most cameras.

    Columns: pole (stable as long as its middle stands), lat, lon (WGS84), positions, cameras, units, owners (counts),
    unit_codes, district, ward, names (up to three), advice (of ADVICE). A position is a row of a file.
    """
    sql, params = _places(snapshot, where, within_m)
    order = "ORDER BY advice DESC, owners DESC, cameras DESC, pole"
    return to_frame(snapshot.query(f"SELECT * FROM ({sql}) {order} LIMIT {limit:d}", params))


def summary(snapshot: Snapshot, where: Filter = EVERYTHING, within_m: float = WITHIN_M) -> pd.DataFrame:
    """Count those places by advice; columns: advice, places, positions, cameras."""
    sql, params = _places(snapshot, where, within_m)
    return to_frame(
        snapshot.query(
            f"""
            SELECT advice, count(*) AS places, sum(positions)::BIGINT AS positions, sum(cameras)::BIGINT AS cameras
            FROM ({sql}) GROUP BY ALL ORDER BY advice DESC""",
            params,
        )
    )


def _places(snapshot: Snapshot, where: Filter, within_m: float) -> tuple[str, list[object]]:
    table = pole_table(snapshot, within_m)
    clause, params = where.only("form1").sql("form1")
    sql = f"""
        SELECT pole, any_value(pole_lat) AS lat, any_value(pole_lon) AS lon,
               count(DISTINCT place) AS positions, {CAMERAS} AS cameras,
               count(DISTINCT unit) AS units, count(DISTINCT owner) AS owners,
               list_sort(list(DISTINCT unit) FILTER (unit IS NOT NULL)) AS unit_codes,
               min(district) AS district, min(ward) AS ward,
               list_sort(list(DISTINCT said) FILTER (said IS NOT NULL))[1:{_NAMES}] AS names,
               CASE WHEN count(DISTINCT owner) > 1 OR count(DISTINCT unit) > 1 THEN 'share_pole'
                    ELSE 'one_owner' END AS advice
        FROM (SELECT p.*, quantity, excluded, unit, district, ward, {_SAID} AS said, {_OWNER} AS owner,
                     hash(version_id, sheet, row) AS place
              FROM (SELECT * FROM form1 WHERE NOT sensitive AND {clause}) r
              JOIN {table} p ON p.lat = r.lat AND p.lon = r.lon)
        GROUP BY pole HAVING count(DISTINCT place) > 1"""
    return sql, params
