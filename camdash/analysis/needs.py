"""What is asked for beside what there is, place by place and period by period."""

import pandas as pd

from camdash.analysis.cuts import CAMERAS, narrowed
from camdash.analysis.filters import Filter, find_column
from camdash.analysis.frames import to_frame
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.snapshot import Snapshot

_NEW = "coalesce(need_kind = 'new', TRUE)"
_BY_KIND = f"""
    coalesce(sum(quantity) FILTER (NOT excluded AND {_NEW}), 0)::BIGINT AS needed_new,
    coalesce(sum(quantity) FILTER (NOT excluded AND NOT {_NEW}), 0)::BIGINT AS needed_other,
    sum(cost_vnd) FILTER (NOT excluded)::BIGINT AS cost_vnd"""


def against_existing(snapshot: Snapshot, where: Filter = EVERYTHING, by: str = "district") -> pd.DataFrame:
    """Set needs beside existing cameras by a single-valued column that both forms have; FilterError: there is none.

    Columns: by (for "ward" also district, since wards of two districts may share a name), existing, working (missing:
    no record tells), needed_new (of no told kind included), needed_other (to be replaced, moved, joined), cost_vnd
    (đồng, missing: none is told). Most needed first, not told last.
    """
    keys = ["district", "ward"] if by == "ward" else [by]
    for form in ("form1", "form2"):
        find_column(by, form)
    there, of_there = narrowed("form1", where)
    asked, of_asked = narrowed("form2", where)
    names = ", ".join(f'"{name}"' for name in keys)
    same = " AND ".join(f'e."{name}"::VARCHAR IS NOT DISTINCT FROM n."{name}"::VARCHAR' for name in keys)
    select = ", ".join(f'coalesce(e."{name}"::VARCHAR, n."{name}"::VARCHAR) AS "{name}"' for name in keys)
    sql = f"""
        SELECT * FROM (
        SELECT {select}, coalesce(existing, 0) AS existing, working, coalesce(needed_new, 0) AS needed_new,
               coalesce(needed_other, 0) AS needed_other, cost_vnd
        FROM (SELECT {names}, {CAMERAS} AS existing, sum(working) FILTER (NOT excluded)::BIGINT AS working
              FROM {there} GROUP BY ALL) e
        FULL JOIN (SELECT {names}, {_BY_KIND} FROM {asked} GROUP BY ALL) n ON {same})
        ORDER BY "{by}" IS NULL, needed_new DESC, existing DESC, {", ".join(f'"{name}"' for name in keys)}"""
    return to_frame(snapshot.query(sql, [*of_there, *of_asked]))


def by_period(snapshot: Snapshot, where: Filter = EVERYTHING) -> pd.DataFrame:
    """Count needs by the period planned, in its order of time, not told last.

    Columns: planned_period (as units write it), first_year, last_year (missing: no year in it), positions, needed_new,
    needed_other, cost_vnd (đồng, missing: none is told).
    """
    source, params = narrowed("form2", where)
    sql = f"""
        WITH written AS (SELECT planned_period, count(*) AS positions, {_BY_KIND} FROM {source} GROUP BY ALL),
        told AS (
            SELECT trim(planned_period) AS planned_period, sum(positions)::BIGINT AS positions,
                   sum(needed_new)::BIGINT AS needed_new, sum(needed_other)::BIGINT AS needed_other,
                   sum(cost_vnd)::BIGINT AS cost_vnd
            FROM written GROUP BY 1),
        dated AS (SELECT *, regexp_extract_all(planned_period, '\\b(?:19|20)\\d\\d\\b')::INT[] AS years FROM told)
        SELECT planned_period, list_min(years)::BIGINT AS first_year, list_max(years)::BIGINT AS last_year, positions,
               needed_new, needed_other, cost_vnd
        FROM dated ORDER BY planned_period IS NULL, first_year NULLS LAST, last_year, planned_period"""
    return to_frame(snapshot.query(sql, params))
