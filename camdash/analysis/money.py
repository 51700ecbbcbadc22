"""Who paid, when it was put up, when it wears out, and whose make it is."""

import math

import pandas as pd

from camdash.analysis.cuts import CAMERAS, gathered, narrowed
from camdash.analysis.filters import Filter
from camdash.analysis.frames import to_frame
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.snapshot import Snapshot

_TOLD = "NOT excluded AND cost_vnd IS NOT NULL"
_MONEY = {
    "told_cameras": f"coalesce(sum(quantity) FILTER ({_TOLD}), 0)::BIGINT",
    "cost_vnd": f"sum(cost_vnd) FILTER ({_TOLD})::BIGINT",
}
_NAME = "nullif(regexp_replace(replace(strip_accents(lower(brand)), 'đ', 'd'), '[^a-z0-9]', '', 'g'), '')"


def costs(snapshot: Snapshot, where: Filter = EVERYTHING, form: str = "form1", by: str = "funding") -> pd.DataFrame:
    """Sum money by a column of a form; a list's record stands whole under each of its codes.

    Columns: by, cameras, positions, told_cameras (of rows that tell their cost), cost_vnd (đồng, missing: none is
    told), camera_vnd (đồng a camera of those told). Dearest first, not told last. FilterError: no such column.
    """
    found, params = gathered(form, by, where, sums=_MONEY)
    sql = f"""
        SELECT key AS "{by}", cameras, positions, told_cameras, cost_vnd,
               round(cost_vnd / nullif(told_cameras, 0))::BIGINT AS camera_vnd
        FROM {found} ORDER BY key IS NULL, cost_vnd DESC NULLS LAST, cameras DESC, key"""
    return to_frame(snapshot.query(sql, params))


def years(snapshot: Snapshot, where: Filter = EVERYTHING) -> pd.DataFrame:
    """Count cameras by year of installation, not told last; columns: install_year, cameras, positions."""
    source, params = narrowed("form1", where)
    sql = f"""
        SELECT install_year, {CAMERAS} AS cameras, count(*) AS positions FROM {source} GROUP BY ALL
        ORDER BY install_year NULLS LAST"""
    return to_frame(snapshot.query(sql, params))


def wave(snapshot: Snapshot, where: Filter = EVERYTHING) -> pd.DataFrame:
    """Count the cameras that pass their age by year, from the campaign's year on, not told last.

    A camera passes it in the first year in which its age is above the threshold `age_partial_years`; those that did
    so before stand in the campaign's year. A year of installation after it is not told.
    Columns: year, cameras, positions, overdue (cameras of them that passed it in an earlier year).
    """
    source, params = narrowed("form1", where)
    year, life = snapshot.campaign.year, math.floor(snapshot.thresholds.age_partial_years) + 1
    sql = f"""
        SELECT CASE WHEN install_year <= {year} THEN greatest(install_year + {life}, {year}) END AS year,
               {CAMERAS} AS cameras, count(*) AS positions,
               coalesce(sum(quantity) FILTER (NOT excluded AND install_year + {life} < {year}), 0)::BIGINT AS overdue
        FROM {source} GROUP BY 1 ORDER BY year NULLS LAST"""
    return to_frame(snapshot.query(sql, params))


def brands(snapshot: Snapshot, where: Filter = EVERYTHING, top: int = 10) -> pd.DataFrame:
    """Count cameras by make, spellings that differ by case, accents and signs being one.

    Columns: kind (brand, others, unknown), brand (its commonest spelling, missing for the other two), cameras,
    positions, makes (how many the row holds), told_cameras, cost_vnd (đồng, missing: none is told). The `top` makes by
    cameras, then others, then not told.
    """
    source, params = narrowed("form1", where)
    sql = f"""
        WITH spelled AS (
            SELECT brand, {CAMERAS} AS cameras, count(*) AS positions,
                   coalesce(sum(quantity) FILTER ({_TOLD}), 0) AS told_cameras, sum(cost_vnd) FILTER ({_TOLD}) AS cost
            FROM {source} GROUP BY ALL),
        made AS (
            SELECT {_NAME} AS make, arg_max(brand, (positions, brand)) AS brand, sum(cameras) AS cameras,
                   sum(positions) AS positions, sum(told_cameras) AS told_cameras, sum(cost) AS cost
            FROM spelled GROUP BY make),
        ranked AS (
            SELECT *, CASE WHEN make IS NULL THEN 'unknown'
                           WHEN row_number() OVER (ORDER BY make IS NULL, cameras DESC, make) <= {top:d} THEN 'brand'
                           ELSE 'others' END AS kind FROM made)
        SELECT * FROM (SELECT kind, CASE kind WHEN 'brand' THEN brand END AS brand, sum(cameras)::BIGINT AS cameras,
               sum(positions)::BIGINT AS positions, count(make) AS makes, sum(told_cameras)::BIGINT AS told_cameras,
               sum(cost)::BIGINT AS cost_vnd
        FROM ranked GROUP BY ALL)
        ORDER BY list_position(['brand', 'others', 'unknown'], kind), cameras DESC, brand"""
    return to_frame(snapshot.query(sql, params))
