"""Which places stand within a few metres of one another: stars around the densest place, never a chain along a street.

A place is one pair of coordinates. The place with the most records in reach becomes the middle of a pole and takes all
places within reach; of the rest again the densest, and so on. So no pole is wider than twice the reach.
"""

from threading import Lock

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from camdash.analysis.snapshot import Snapshot

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_METRES_A_DEGREE = 111_195.0
"""Of latitude, on a sphere of 6,371 km; over a few metres the sphere is right within half a per cent."""

_MERIDIAN = 105.7
"""In the middle of Hanoi's box: measured from there, meridians that draw together move nothing by more than a cm."""

_NONE = np.int64(-1)
_MAKING = Lock()

_PLACES = """
    SELECT lat, lon, count(*) AS records FROM form1 WHERE located AND NOT sensitive GROUP BY ALL ORDER BY lat, lon"""


def pole_table(snapshot: Snapshot, within_m: float) -> str:
    """Give the name of the table of places that share a pole (lat, lon, pole, pole_lat, pole_lon), made once.

    WGS84 degrees. Only located records that are not sensitive are looked at, and only places of more than one record
    or with a neighbour stand in it. ValueError: `within_m` is not above 0 and at most 50.
    """
    if not 0 < within_m <= 50:  # noqa: PLR2004 - wider than any crossing's corner it would join whole streets
        raise ValueError(within_m)
    name = f"poles_{round(within_m * 100)}"
    with _MAKING, snapshot.con.cursor() as cursor:
        known = {row[0] for row in cursor.sql("SELECT table_name FROM duckdb_tables()").fetchall()}
        if name not in known:
            _make(cursor, name, within_m)
    return name


def _make(cursor: duckdb.DuckDBPyConnection, name: str, within_m: float) -> None:
    found = cursor.sql(_PLACES).fetchnumpy()
    lat, lon, records = (np.ma.getdata(found[column]) for column in ("lat", "lon", "records"))
    a, b = neighbours(lat, lon, within_m)
    middle = stars(records.astype(np.int64), a, b)
    alone = np.bincount(middle, minlength=len(lat))[middle] < 2  # noqa: PLR2004 - itself only
    kept = np.flatnonzero(~alone | (records > 1))
    of = middle[kept]
    columns = {"lat": lat[kept], "lon": lon[kept], "pole_lat": lat[of], "pole_lon": lon[of]}
    cursor.register("made", pa.table(columns))
    cursor.execute(f"""
        CREATE TABLE {name} AS SELECT *, printf('%.6f,%.6f', pole_lat, pole_lon) AS pole FROM made""")
    cursor.unregister("made")


def neighbours(lat: Floats, lon: Floats, within_m: float) -> tuple[Ints, Ints]:
    """Find the pairs of places (WGS84 degrees) within reach, each both ways, by a grid as wide as the reach."""
    x, y = (lon - _MERIDIAN) * np.cos(np.radians(lat)) * _METRES_A_DEGREE, lat * _METRES_A_DEGREE
    row = np.int64(1 << 31)
    cell = np.floor(x / within_m).astype(np.int64) * row + np.floor(y / within_m).astype(np.int64)
    order = np.argsort(cell, kind="stable")
    ordered = cell[order]
    found: list[tuple[Ints, Ints]] = []
    for step in (dx * row + dy for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
        first = np.searchsorted(ordered, ordered + step, side="left")
        many = np.searchsorted(ordered, ordered + step, side="right") - first
        a = np.repeat(np.arange(len(order)), many)
        b = np.arange(len(a)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)
        a, b = order[a], order[b]
        near = (a != b) & ((x[a] - x[b]) ** 2 + (y[a] - y[b]) ** 2 <= within_m**2)
        found.append((a[near], b[near]))
    return np.concatenate([a for a, _ in found]), np.concatenate([b for _, b in found])


def stars(records: Ints, a: Ints, b: Ints) -> Ints:
    """Give each place the middle of its star: `a` and `b` are pairs of neighbours, each pair both ways.

    In each round every place that is denser than all its free neighbours becomes a middle and takes them; of two such
    middles in reach the denser one takes the place. Ties go to the first place.
    """
    size = len(records)
    density = records.copy()
    np.add.at(density, a, records[b])
    rank = np.empty(size, np.int64)
    rank[np.lexsort((np.arange(size), -density))] = np.arange(size)[::-1]
    middle = np.full(size, _NONE)
    while len(a):
        best = np.full(size, _NONE)
        np.maximum.at(best, a, rank[b])
        chosen = (middle == _NONE) & (rank > best)
        middle[chosen] = np.flatnonzero(chosen)
        taken = chosen[b] & ~chosen[a]
        strongest = np.full(size, _NONE)
        np.maximum.at(strongest, a[taken], rank[b[taken]])
        won = taken & (rank[b] == strongest[a])
        middle[a[won]] = b[won]
        free = (middle[a] == _NONE) & (middle[b] == _NONE)
        a, b = a[free], b[free]
    rest = middle == _NONE
    middle[rest] = np.flatnonzero(rest)
    return middle
