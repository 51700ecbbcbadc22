"""Where the records that a filter means stand on a map, so that what it shows and what it does not add up to the table.

A record with its own coordinates is a point; else it stands in the number of its ward, else of its district, else
nowhere. A sensitive record (camdash.forms.sensitive) is only ever part of a district's number, whatever else is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from camdash.analysis.columns import columns
from camdash.analysis.derived import MAPPABLE
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.snapshot import Snapshot
from camdash.geo.districts import schematic
from camdash.geo.places import Tally, middle_of_ward, total
from camdash.geo.poles import ONE_POLE_M
from camdash.geo.projection import METRES_EAST, METRES_NORTH

Row = dict[str, Any]

POINT = MAPPABLE
"""The condition of a record that may have a dot of its own, or stand in a cell, as DuckDB SQL."""

_NO_POINT = f"NOT {MAPPABLE}"

CAMERAS = "coalesce(CASE WHEN NOT excluded THEN quantity END, 0)"
"""The cameras of one record: none where it is excluded."""

ID = "version_id || '.' || record"
"""A record's id as text."""

_SUMS = f"count(*) AS positions, coalesce(sum({CAMERAS}), 0)::BIGINT AS cameras"
_PARTED = f"""
    SELECT TRUE AS point, NULL AS district, NULL AS ward, FALSE AS sensitive, {_SUMS}
    FROM {{form}} WHERE ({{where}}) AND {POINT}
    UNION ALL
    SELECT FALSE, district, CASE WHEN NOT sensitive THEN ward END AS ward, sensitive, {_SUMS}
    FROM {{form}} WHERE ({{where}}) AND {_NO_POINT} GROUP BY ALL
"""
_OF_POINTS = (
    "position_name",
    "address",
    "ward",
    "district",
    "camera_type",
    "operating_state",
    "grade",
    "priority",
    "bearing_deg",
    "all_round",
    "fov_deg",
    "range_m",
)


@dataclass(frozen=True, slots=True)
class Placed:
    """What stands in a ward, or (`ward` None) a district, by its name only; lat, lon are the ward's middle."""

    district: str
    counted: Tally
    ward: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """Records parted by where they are drawn: located + wards + districts + nowhere = all of them.

    `restricted` counts the sensitive records, which are already in `districts` or `nowhere`.
    """

    located: Tally
    wards: tuple[Placed, ...]
    districts: tuple[Placed, ...]
    nowhere: Tally
    restricted: Tally

    @property
    def in_wards(self) -> Tally:
        """Count what stands in the number of a ward."""
        return total([each.counted for each in self.wards])

    @property
    def in_districts(self) -> Tally:
        """Count what stands in the number of a district only."""
        return total([each.counted for each in self.districts])

    @property
    def unlocated(self) -> Tally:
        """Count what has no dot: in wards, in districts and nowhere."""
        return self.in_wards + self.in_districts + self.nowhere

    @property
    def total(self) -> Tally:
        """Count everything; equals the table."""
        return self.located + self.unlocated

    def by_district(self) -> dict[str, Tally]:
        """Sum what is placed by name only, in wards or districts, by district (GSO code)."""
        sums: dict[str, Tally] = {}
        for each in (*self.districts, *self.wards):
            sums[each.district] = sums.get(each.district, Tally()) + each.counted
        return sums


def places(snapshot: Snapshot, form: str, where: Filter = EVERYTHING) -> Places:
    """Part a form's records by where they are drawn; a condition on a column that the form lacks narrows nothing."""
    clause, params = where.only(form).sql(form)
    found = snapshot.query(_PARTED.format(form=form, where=clause), [*params, *params]).to_pylist()
    known = {each.code for each in schematic().districts}
    located, nowhere, restricted = Tally(), Tally(), Tally()
    wards: list[Placed] = []
    districts: dict[str, Tally] = {}
    for row in found:
        counted = Tally(row["positions"], row["cameras"])
        restricted += counted if row["sensitive"] else Tally()
        middle = middle_of_ward(row["district"], row["ward"])
        if row["point"]:
            located += counted
        elif row["district"] not in known:
            nowhere += counted
        elif middle:
            wards.append(Placed(row["district"], counted, row["ward"], *middle))
        else:
            districts[row["district"]] = districts.get(row["district"], Tally()) + counted
    by_name = sorted(wards, key=lambda each: (-each.counted.positions, each.district, each.ward or ""))
    own = tuple(Placed(code, districts[code]) for code in sorted(districts))
    return Places(located, tuple(by_name), own, nowhere, restricted)


def points(snapshot: Snapshot, form: str, where: Filter = EVERYTHING) -> list[Row]:
    """Give the records that have a dot of their own, one row each (only for few: see `places`).

    Keys: id, lat, lon (WGS84 degrees), cameras, and those of position_name, address, ward, district, camera_type,
    operating_state, grade, priority, bearing_deg, all_round, fov_deg, range_m that the form has.
    """
    clause, params = where.only(form).sql(form)
    rows: list[Row] = _rows(snapshot, form, f"({clause}) AND {POINT}", params).to_pylist()
    return rows


def in_cell(
    snapshot: Snapshot, form: str, where: Filter, cell: tuple[int, int, int], most: int = 200
) -> tuple[int, list[Row]]:
    """List up to `most` of a cell's records, and say how many there are.

    `cell` is its H3 index with the bits that make it from a finer one (camdash.geo.cells.parent_bits).
    """
    clause, params = where.only(form).sql(form)
    number, keep, fill = cell
    meant = f"({clause}) AND {POINT} AND ((h3_10 & {keep}::UBIGINT) | {fill}::UBIGINT) = {number}::UBIGINT"
    return _listed(snapshot, form, meant, params, most)


def on_pole(
    snapshot: Snapshot, form: str, where: Filter, of: tuple[str, str], most: int = 200
) -> tuple[int, list[Row]]:
    """List up to `most` records that stand with another one on its pole (ONE_POLE_M), and say how many there are.

    `of` is the other's form and id; it is listed as well where it is of the same form.
    """
    version, _, record = of[1].partition(".")
    sql = f"SELECT lat, lon FROM {of[0]} WHERE version_id = ? AND record = ? AND {POINT}"
    found = snapshot.query(sql, [int(version), int(record)]).to_pylist()
    if not found:
        return 0, []
    lat, lon = found[0]["lat"], found[0]["lon"]
    clause, params = where.only(form).sql(form)
    north, east = "? * (lat - ?)", "? * (lon - ?) * cos(radians(?))"
    apart = f"sqrt(pow({north}, 2) + pow({east}, 2)) <= ?"
    more = [METRES_NORTH, lat, METRES_EAST, lon, lat, ONE_POLE_M]
    return _listed(snapshot, form, f"({clause}) AND {POINT} AND {apart}", [*params, *more], most)


def extent(snapshot: Snapshot, where: Filter) -> tuple[float, float, float, float] | None:
    """Give the box (west, south, east, north) of the points that a filter means in both forms; None for no point."""
    boxes = []
    for form in ("form1", "form2"):
        clause, params = where.only(form).sql(form)
        sql = f"SELECT min(lon), min(lat), max(lon), max(lat) FROM {form} WHERE ({clause}) AND {POINT}"
        boxes.append([column[0].as_py() for column in snapshot.query(sql, params).columns])
    told = [box for box in boxes if box[0] is not None]
    if not told:
        return None
    west, south, east, north = (list(side) for side in zip(*told, strict=True))
    return min(west), min(south), max(east), max(north)


def _listed(snapshot: Snapshot, form: str, meant: str, params: Sequence[object], most: int) -> tuple[int, list[Row]]:
    counted = snapshot.query(f"SELECT count(*) FROM {form} WHERE {meant}", params)
    rows = _rows(snapshot, form, f"{meant} ORDER BY cameras DESC, version_id, record LIMIT {most}", params)
    return counted.columns[0][0].as_py(), rows.to_pylist()


def _rows(snapshot: Snapshot, form: str, meant: str, params: Sequence[object]) -> pa.Table:
    names = ", ".join(f'"{name}"' for name in _OF_POINTS if name in columns(form))
    sql = f"SELECT {ID} AS id, lat, lon, ({CAMERAS})::BIGINT AS cameras, {names} FROM {form} WHERE {meant}"
    return snapshot.query(sql, params)
