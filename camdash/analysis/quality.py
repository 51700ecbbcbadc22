"""How good the cameras are: six criteria beside one another, by unit or any column, and what other thresholds change.

Cameras that are not told of stand apart and are never counted as bad.
"""

import pandas as pd

from camdash.analysis.coding import codes, key
from camdash.analysis.cuts import CAMERAS, gathered, narrowed
from camdash.analysis.filters import Filter
from camdash.analysis.frames import to_frame
from camdash.analysis.grading import CRITERIA, GRADES, criteria_expressions, grade_expressions, usable
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.snapshot import Snapshot
from camdash.analysis.thresholds import Thresholds

__all__ = ["CRITERIA", "GRADES", "USABLE", "grade_expressions", "matrix", "preview", "summary"]

USABLE = "usable"
"""The criterion "usable now" where it stands beside the six: the column `grade`."""

FEW = 30
"""Cameras below which a share swings with every single one: whoever has fewer stands after the others."""

_INPUTS = {
    "resolution": ("resolution_mp", "camera_type", "ai_features"),
    "retention": ("retention_days", "area_class", "storage_places"),
    "age": ("install_year",),
}
"""What the criteria that rest on thresholds look at: records are gathered by it before they are graded anew."""

_LISTS = {"ai_features", "storage_places"}
_GRADE_COLUMNS = tuple(f"grade_{criterion}" for criterion in CRITERIA)


def matrix(snapshot: Snapshot, where: Filter = EVERYTHING, by: str = "unit") -> pd.DataFrame:
    """Count cameras by `by` and criterion; the worst of `by` first, then those of few cameras, the unknown last.

    Columns: by, criterion, pass, partial, fail, unknown (cameras), share_fail (of the known of this criterion, missing
    where none is), overall (share of fails over all criteria, by which the rows are sorted; whoever has less than FEW
    cameras stands after those with more, where there are any). Six rows for each `by`.
    """
    found, params = gathered("form1", by, where, *_GRADE_COLUMNS)
    sql = f"""
        WITH gathered AS {found},
        long AS (SELECT key, criterion, grade, cameras FROM ({_long("gathered", "key")})),
        wide AS (
            SELECT key, criterion, {", ".join(f"{_of(grade)} AS {grade}" for grade in GRADES)},
                   coalesce(sum(cameras) FILTER (grade IS NULL), 0)::BIGINT AS unknown
            FROM long GROUP BY ALL)
        SELECT key AS "{by}", criterion, pass, partial, fail, unknown,
               fail / nullif(pass + partial + fail, 0) AS share_fail,
               sum(fail) OVER same / nullif(sum(pass + partial + fail) OVER same, 0) AS overall
        FROM wide WINDOW same AS (PARTITION BY key)
        ORDER BY key IS NULL, overall IS NULL, max(pass + partial + fail + unknown) OVER (PARTITION BY key) < {FEW},
                 overall DESC, key, list_position({list(CRITERIA)}, criterion)"""
    return to_frame(snapshot.query(sql, params))


def summary(snapshot: Snapshot, where: Filter = EVERYTHING) -> pd.DataFrame:
    """Count cameras and positions by criterion and grade (missing: not told); each criterion sums to all cameras.

    Columns: criterion (the six, then "usable"), grade, cameras, positions; in display order, not told last.
    """
    source, params = narrowed("form1", where)
    names = [*_GRADE_COLUMNS, "grade"]
    sql = f"""
        WITH gathered AS (
            SELECT {", ".join(names)}, {CAMERAS} AS cameras, count(*) AS positions FROM {source} GROUP BY ALL)
        SELECT * FROM (
            SELECT criterion, grade, sum(cameras)::BIGINT AS cameras, sum(positions)::BIGINT AS positions
            FROM ({_long("gathered", "positions", usable_too=True)}) GROUP BY ALL)
        ORDER BY list_position({[*CRITERIA, USABLE]}, criterion), list_position({list(GRADES)}, grade) NULLS LAST"""
    return to_frame(snapshot.query(sql, params))


def preview(snapshot: Snapshot, thresholds: Thresholds, where: Filter = EVERYTHING) -> pd.DataFrame:
    """Count the cameras whose grade other thresholds would change, before anyone saves them.

    Columns: criterion (of the six, or "usable"), old, new (missing: not told), cameras; most cameras first. The other
    three criteria rest on no threshold.
    """
    fresh = criteria_expressions(thresholds, snapshot.campaign.year)
    kinds, parts, params = [], [], list[object]()
    for criterion, inputs in _INPUTS.items():
        source, own = narrowed("form1", where)
        params += own
        old = f"grade_{criterion}"
        usable_too = ", grade_state, grade" if criterion == "resolution" else ""
        seen = ", ".join(key(n) if n in _LISTS else n for n in inputs)
        lists = "".join(f", {codes(n)} AS {n}" for n in inputs if n in _LISTS)
        gathered = f"SELECT {old}{usable_too}, {seen}, {CAMERAS} AS cameras FROM {source} GROUP BY ALL"
        kinds.append(f"{criterion} AS MATERIALIZED ({gathered})")  # else each record is graded before it is gathered
        made = f"(SELECT *, ({fresh[old]}) AS made FROM (SELECT *{lists} FROM {criterion}))"
        parts.append(f"SELECT '{criterion}' AS criterion, {old} AS old, made AS new, cameras FROM {made}")
        if usable_too:
            parts.append(f"SELECT '{USABLE}', grade, {usable('grade_state', 'made')}, cameras FROM {made}")
    sql = f"""
        WITH {", ".join(kinds)}
        SELECT criterion, old, new, sum(cameras)::BIGINT AS cameras FROM ({" UNION ALL ".join(parts)})
        WHERE old IS DISTINCT FROM new GROUP BY ALL ORDER BY cameras DESC, criterion, old, new"""
    return to_frame(snapshot.query(sql, params))


def _long(table: str, also: str, *, usable_too: bool = False) -> str:
    """Turn the grade columns of a gathered table into rows."""
    pairs = [(criterion, f"grade_{criterion}") for criterion in CRITERIA] + [(USABLE, "grade")] * usable_too
    return " UNION ALL ".join(
        f"SELECT {also}, '{criterion}' AS criterion, {name} AS grade, cameras FROM {table}" for criterion, name in pairs
    )


def _of(grade: str) -> str:
    return f"coalesce(sum(cameras) FILTER (grade = '{grade}'), 0)::BIGINT"
