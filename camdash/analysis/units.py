"""What each unit, district or ward has and needs, side by side."""

import pandas as pd

from camdash.analysis.cuts import CAMERAS, narrowed
from camdash.analysis.filters import Filter, find_column
from camdash.analysis.frames import to_frame
from camdash.analysis.grading import CRITERIA
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.snapshot import Snapshot

_UNTOLD = " + ".join(f"(grade_{criterion} IS NULL)::INT" for criterion in CRITERIA)
_NEW = "coalesce(need_kind = 'new', TRUE)"
_HAD = f"""
    {CAMERAS} AS cameras, count(*) AS positions, sum(working) FILTER (NOT excluded)::BIGINT AS working,
    coalesce(sum(quantity * ({_UNTOLD})) FILTER (NOT excluded), 0)::BIGINT AS untold"""


def side_by_side(snapshot: Snapshot, where: Filter = EVERYTHING, by: str = "unit") -> pd.DataFrame:
    """Count existing and needed cameras by a single-valued column of both forms: most cameras first, not told last.

    Columns: by, cameras, positions, working (missing: no record tells), untold (answers to the six criteria that are
    not told, six a camera), needed (new ones), other_needs (to replace, upgrade, move, connect).
    """
    for form in ("form1", "form2"):
        find_column(by, form)
    there, of_there = narrowed("form1", where)
    asked, of_asked = narrowed("form2", where)
    sql = f"""
        WITH had AS (SELECT {by}::VARCHAR AS key, {_HAD} FROM {there} GROUP BY ALL),
        needed AS (
            SELECT {by}::VARCHAR AS key, coalesce(sum(quantity) FILTER (new), 0)::BIGINT AS needed,
                   coalesce(sum(quantity) FILTER (NOT new), 0)::BIGINT AS other_needs
            FROM (SELECT *, {_NEW} AS new FROM {asked} WHERE NOT excluded) GROUP BY ALL)
        SELECT coalesce(h.key, n.key) AS "{by}", coalesce(cameras, 0) AS cameras, coalesce(positions, 0) AS positions,
               working, coalesce(untold, 0) AS untold, coalesce(needed, 0) AS needed,
               coalesce(other_needs, 0) AS other_needs
        FROM had h FULL JOIN needed n ON h.key IS NOT DISTINCT FROM n.key
        ORDER BY "{by}" IS NULL, cameras DESC, needed DESC, "{by}" """
    return to_frame(snapshot.query(sql, [*of_there, *of_asked]))
