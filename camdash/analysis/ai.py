"""AI: what units want, and which functions several units could share."""

import pandas as pd

from camdash.analysis.ai_existing import serving
from camdash.analysis.coding import codes, key
from camdash.analysis.cuts import CAMERAS, narrowed
from camdash.analysis.filters import Filter
from camdash.analysis.frames import to_frame
from camdash.analysis.grading import listed
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.snapshot import Snapshot
from camdash.analysis.thresholds import function_needs

_WANTED = f"""
    SELECT 'ai_needs' AS source, field, NULL AS need_group, function, unit, sum(cameras)::BIGINT AS cameras,
           count(*) AS rows
    FROM (SELECT field, unnest(list_distinct(ai_needs)) AS function, unit, quantity AS cameras
          FROM {{table}} WHERE NOT excluded)
    GROUP BY ALL
    UNION ALL
    SELECT 'form2', NULL, need_group::VARCHAR, function, unit, sum(cameras)::BIGINT, sum(rows)::BIGINT
    FROM (SELECT need_group, unit, unnest({codes("ai_needs")}) AS function, cameras, rows FROM (
              SELECT need_group, unit, {key("ai_needs")},
                     {CAMERAS} AS cameras, count(*) AS rows
              FROM {{places}} WHERE NOT excluded AND ai = 'some' GROUP BY ALL))
    GROUP BY ALL"""


def functions() -> tuple[str, ...]:
    """Name the AI functions (FORMS.md §3, without none and other)."""
    return tuple(function_needs())


def matrix(snapshot: Snapshot, where: Filter = EVERYTHING) -> pd.DataFrame:
    """Count what units want, by the unit's own field of work (AI table) or group of the decision (Form 2).

    Columns: source (ai_needs, form2), field, need_group, function, unit, cameras (missing: no row tells), rows. A row
    with several functions stands under each. Most rows first.
    """
    sql, params = _wanted(where)
    named = f"SELECT * FROM ({sql}) WHERE function <> 'none'"
    order = "ORDER BY rows DESC, cameras DESC NULLS LAST, source, field, need_group, function, unit"
    return to_frame(snapshot.query(f"{named} {order}", params))


def platforms(snapshot: Snapshot, where: Filter = EVERYTHING) -> pd.DataFrame:
    """List the functions that at least two units want: candidates for one platform that all share.

    Columns: function, units, unit_codes, cameras_wanted (of each unit the greater of its AI table and its Form 2, so
    that a need told twice is counted once; missing: no row tells), cameras_has, cameras_able (could serve it besides),
    cameras_missing (do not tell enough); most units first.
    """
    sql, params = _wanted(where)
    wanted = f"""
        SELECT function, count(*) AS units, list(unit::VARCHAR ORDER BY unit) AS unit_codes,
               sum(cameras)::BIGINT AS cameras_wanted
        FROM (SELECT function, unit, max(cameras) AS cameras
              FROM (SELECT source, function, unit, sum(cameras) AS cameras FROM ({sql}) GROUP BY ALL) GROUP BY ALL)
        WHERE function IN ({listed(functions())}) AND unit IS NOT NULL
        GROUP BY ALL HAVING count(*) >= 2 ORDER BY units DESC, cameras_wanted DESC NULLS LAST, function"""
    found = to_frame(snapshot.query(wanted, params))
    able = serving(snapshot, where).set_index("function")
    for name, answer in (("cameras_has", "has"), ("cameras_able", "yes"), ("cameras_missing", "missing")):
        found[name] = found["function"].map(able[answer]).astype("Int64")
    return found


def _wanted(where: Filter) -> tuple[str, list[object]]:
    table, of_table = narrowed("ai_needs", where)
    places, of_places = narrowed("form2", where)
    return _WANTED.format(table=table, places=places), [*of_table, *of_places]
