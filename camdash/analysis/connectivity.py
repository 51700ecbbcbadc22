"""How pictures reach the city's centre: line, protocol, storage, receiver, and what follows from their combination.

The rules of `reach` and of the classes are those of camdash.analysis.deciding: a list is gathered into one class a
camera, so that every cut sums to all cameras.
"""

from collections.abc import Mapping

import pandas as pd

from camdash.analysis.coding import codes, key
from camdash.analysis.cuts import CAMERAS, narrowed
from camdash.analysis.deciding import REACHES
from camdash.analysis.filters import Filter, find_column
from camdash.analysis.frames import to_frame
from camdash.analysis.grading import listed
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.snapshot import Snapshot
from camdash.analysis.thresholds import Thresholds

DIMENSIONS = ("transmission", "protocol_class", "storage_class", "connected_class")

ANSWERS = ("transmission", "protocols", "storage_places", "connected_to")
"""The columns that the dimensions are made of, as units answer them."""


def unit_costs_vnd(thresholds: Thresholds) -> Mapping[str, float]:
    """Give what connecting one camera costs (đồng) by its `reach`; nothing for one connected, or of which none is told.

    The costs are assumptions until the office puts in its own.
    """
    return {
        "connect_now": thresholds.cost_connect_vnd,
        "gateway": thresholds.cost_gateway_vnd,
        "replace": thresholds.cost_replace_vnd,
    }


def cross(snapshot: Snapshot, where: Filter = EVERYTHING, top: int = 0) -> pd.DataFrame:
    """Count cameras by line, protocol, storage, receiver and `reach`: the commonest combinations first.

    Columns: DIMENSIONS, reach (each missing where not told), cameras, positions. `top` 0 gives all combinations.
    """
    source, params = narrowed("form1", where)
    limit = f"LIMIT {top:d}" if top else ""
    sql = f"""
        SELECT {", ".join(DIMENSIONS)}, reach, {CAMERAS} AS cameras, count(*) AS positions
        FROM {source} GROUP BY ALL
        ORDER BY cameras DESC, {", ".join(DIMENSIONS)}, reach {limit}"""
    return to_frame(snapshot.query(sql, params))


def dimension(snapshot: Snapshot, where: Filter = EVERYTHING, name: str = "transmission") -> pd.DataFrame:
    """Count cameras by one of DIMENSIONS and `reach`; ValueError for another name.

    Columns: name, reach, cameras, positions, of_code (cameras of that code); most cameras first, not told last.
    """
    if name not in DIMENSIONS:
        raise ValueError(name)
    return _by(snapshot, where, name)


def answers(snapshot: Snapshot, where: Filter = EVERYTHING) -> Mapping[str, Mapping[str | None, int]]:
    """Count cameras by each of ANSWERS and its codes (None: not told); of a list under each of a camera's answers."""
    source, params = narrowed("form1", where)
    lists = [name for name in ANSWERS if find_column(name, "form1").storage == "list"]
    keys = ", ".join(map(key, lists))
    parts = " UNION ALL ".join(_answers(name, is_list=name in lists) for name in ANSWERS)
    sql = f"""
        WITH gathered AS (
            SELECT transmission, {keys}, {CAMERAS} AS cameras FROM {source} GROUP BY ALL)
        SELECT name, code, sum(cameras)::BIGINT FROM ({parts}) GROUP BY ALL"""
    found: dict[str, dict[str | None, int]] = {name: {} for name in ANSWERS}
    for name, code, cameras in zip(
        *(column.to_pylist() for column in snapshot.query(sql, params).columns), strict=True
    ):
        found[name][code] = cameras
    return found


def _answers(name: str, *, is_list: bool) -> str:
    code = f"unnest(coalesce({codes(name)}, [NULL]))" if is_list else name
    return f"SELECT '{name}' AS name, {code} AS code, cameras FROM gathered"


def by_unit(snapshot: Snapshot, where: Filter = EVERYTHING) -> pd.DataFrame:
    """Count cameras by unit and `reach`; columns: unit, reach, cameras, positions, of_code (cameras of the unit)."""
    return _by(snapshot, where, "unit")


def _by(snapshot: Snapshot, where: Filter, name: str) -> pd.DataFrame:
    source, params = narrowed("form1", where)
    sql = f"""
        SELECT *, sum(cameras) OVER (PARTITION BY {name})::BIGINT AS of_code
        FROM (SELECT {name}, reach, {CAMERAS} AS cameras, count(*) AS positions FROM {source} GROUP BY ALL)
        ORDER BY {name} IS NULL, of_code DESC, {name}, list_position([{listed(REACHES)}], reach) NULLS LAST"""
    return to_frame(snapshot.query(sql, params))
