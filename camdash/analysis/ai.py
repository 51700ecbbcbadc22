"""AI: what units want, what the cameras there are could serve, and which functions several units could share.

Whether a camera can serve a function is told by pixel density (IEC 62676-4, data/thresholds.toml): its picture must
still have the function's pixels a metre at the function's distance. The horizontal pixels follow from the megapixels
at 16:9, which is a proxy; a field of view that is not told is "missing data", never yes.
"""

import pandas as pd

from camdash.analysis.coding import codes, key
from camdash.analysis.cuts import CAMERAS, narrowed
from camdash.analysis.filters import Filter
from camdash.analysis.frames import to_frame
from camdash.analysis.grading import listed
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.snapshot import Snapshot
from camdash.analysis.thresholds import FunctionNeeds, Thresholds, function_needs

ANSWERS = ("has", "yes", "no", "missing")
"""The camera does it already; it can; it cannot (or does not work now); the data do not tell."""

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

_WIDEST_FLAT_DEG = 170
"""Above this field of view a picture is no longer flat: its pixels are spread evenly over the arc."""

_PIXELS = "sqrt(resolution_mp * 1e6 * 16 / 9)"
_AT_ONE_METRE = f"""
    CASE WHEN fov_deg <= {_WIDEST_FLAT_DEG} THEN {_PIXELS} / (2 * tan(radians(fov_deg) / 2))
         ELSE {_PIXELS} / radians(fov_deg) END"""


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


def serving(snapshot: Snapshot, where: Filter = EVERYTHING) -> pd.DataFrame:
    """Count for each function the cameras that have it, could serve it, cannot, or do not tell enough.

    Columns: function, has, yes, no, missing, cameras (their sum, all cameras), most of has and yes first.
    """
    source, params = narrowed("form1", where)
    needs = function_needs()
    cases = ", ".join(f"{_answer(n, snapshot.thresholds)} AS {code}" for code, n in needs.items())
    counted = ", ".join(
        f"coalesce(sum(quantity) FILTER (answer = '{answer}'), 0)::BIGINT AS {answer}" for answer in ANSWERS
    )
    sql = f"""
        WITH gathered AS (
            SELECT camera_type, operating_state, grade_state, {key("ai_features")}, resolution_mp, fov_deg, range_m,
                   sum(quantity) AS quantity
            FROM {source} WHERE NOT excluded GROUP BY ALL),
        told_of AS (SELECT *, {codes("ai_features")} AS ai_features, {_AT_ONE_METRE} AS px FROM gathered),
        asked AS (SELECT quantity, {cases} FROM told_of),
        long AS (UNPIVOT asked ON {", ".join(needs)} INTO NAME function VALUE answer),
        told AS (SELECT function, {counted}, sum(quantity)::BIGINT AS cameras FROM long GROUP BY ALL)
        SELECT f.function, {", ".join(f"coalesce({answer}, 0) AS {answer}" for answer in ANSWERS)},
               coalesce(cameras, 0) AS cameras
        FROM (SELECT unnest([{listed(functions())}]) AS function) f LEFT JOIN told USING (function)
        ORDER BY has + yes DESC, missing DESC, f.function"""
    return to_frame(snapshot.query(sql, params))


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


def _answer(needs: FunctionNeeds, thresholds: Thresholds) -> str:
    """Say whether a gathered kind of camera serves a function: what speaks against it comes before what is missing."""
    density = thresholds.density_px_m(needs.level)
    unsuited = f"camera_type <> 'other' AND camera_type NOT IN ({listed(needs.types)})"
    return f"""
        CASE WHEN operating_state = 'planned' OR grade_state = 'fail' THEN 'no'
             WHEN list_contains(ai_features, '{needs.code}') THEN 'has'
             WHEN {unsuited} OR range_m < {needs.distance_m!r} OR px / {needs.distance_m!r} < {density!r} THEN 'no'
             WHEN grade_state IS NULL OR px IS NULL OR coalesce(camera_type, 'other') = 'other' THEN 'missing'
             ELSE 'yes' END"""
