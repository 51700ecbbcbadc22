"""Places and units found by a few letters, with or without accents, and where on the map they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from camdash.analysis.filters import Filter, districts
from camdash.analysis.places import ID, POINT, extent
from camdash.analysis.snapshot import Snapshot
from camdash.forms.wards import wards_2024
from camdash.geo.places import box_of_ward
from camdash.text.fold import fold

MOST = 20

_AROUND_DEG = 0.0025
"""A position is framed with about 250 m around it."""

_NAMED = f"""
    SELECT {ID} AS id, position_name, ward, district, lat, lon FROM {{form}}
    WHERE {POINT} AND replace(strip_accents(lower(position_name)), 'đ', 'd') LIKE ? ESCAPE '\\'
    LIMIT {MOST}
"""
# no order: the search may end at the first ones found, for nothing else keeps it short over millions of records


@dataclass(frozen=True, slots=True)
class Found:
    """One place: `kind` is district, ward, unit or position; `name` what it is called, `within` what it lies in.

    `code` is a GSO code, a ward's name, a unit's code or a record's id; a district of `bounds` None is framed by its
    shape, a unit by its records. `spot` (lon, lat) is where a position stands.
    """

    kind: str
    code: str
    name: str
    within: str = ""
    bounds: tuple[float, float, float, float] | None = None
    spot: tuple[float, float] | None = None


def find(snapshot: Snapshot, text: str) -> tuple[Found, ...]:
    """Find up to `MOST` places whose name holds `text`: districts, wards, units, then positions that may be shown."""
    wanted = fold(text)
    if not wanted:
        return ()
    named = [each for each in _named(snapshot) if wanted in fold(each.name)]
    named.sort(key=lambda each: not fold(each.name).endswith(wanted))  # "Ba Đình" before "Công an quận Ba Đình …"
    left = MOST - len(named)
    return tuple([*named, *(_positions(snapshot, wanted, left) if left > 0 else [])][:MOST])


def bounds_of(snapshot: Snapshot, found: Found) -> tuple[float, float, float, float] | None:
    """Give the box around what was found, where its records or its ward tell; None for a district."""
    if found.kind == "unit":
        return extent(snapshot, Filter.of(unit=found.code))
    return found.bounds


def _named(snapshot: Snapshot) -> Iterator[Found]:
    names = {unit.code: unit.name for unit in districts(snapshot.campaign)}
    yield from (Found("district", code, name) for code, name in names.items())
    for ward in wards_2024().wards:
        box = box_of_ward(ward.district, ward.name)
        if box:
            yield Found("ward", ward.name, ward.name, names.get(ward.district, ""), box)
    for unit in snapshot.campaign.units:
        if unit.code not in names:
            yield Found("unit", unit.code, unit.name)


def _positions(snapshot: Snapshot, wanted: str, most: int) -> list[Found]:
    like = "%" + wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    names = {unit.code: unit.name for unit in districts(snapshot.campaign)}
    found = []
    for form in ("form1", "form2"):
        for row in snapshot.query(_NAMED.format(form=form), [like]).to_pylist():
            lat, lon = row["lat"], row["lon"]
            box = (lon - _AROUND_DEG, lat - _AROUND_DEG, lon + _AROUND_DEG, lat + _AROUND_DEG)
            within = ", ".join(filter(None, (row["ward"], names.get(row["district"]))))
            found.append(Found("position", row["id"], row["position_name"], within, box, (lon, lat)))
    return found[:most]
