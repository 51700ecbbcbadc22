"""What two records say of being the same camera, or of asking for it: each point as same, differs or not told."""

import dataclasses
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from camdash.forms.registry import Unit
from camdash.forms.vocabulary import vocabulary
from camdash.planning.overlap.likeness import Called, called, encoded, fold_all, houses_shared, likeness, numbers_differ

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Told = npt.NDArray[np.int8]
"""1 same, 0 differs, -1 not told by one of the two."""

SAME, DIFFERS, UNTOLD = 1, 0, -1

ONE_VIEW_DEG = 60.0
"""Bearings up to so far apart are one view: they are told as eight winds of 45° each, and rounded."""

STREET_ONLY = 0.8
"""What the likeness of two addresses counts without a shared number: a street is longer than a place."""

HOUSE = 0.95
"""What it counts where they share a number: the house is the same, whatever the place is called."""

RESOLUTION_MP = 0.3
"""Full HD is written as 2, 2.0, 2.07 and 1080p."""

COMPARED = (
    "unit", "position_name", "address", "purposes", "camera_type", "area_class", "bearing_deg", "camera_code",
    "owner_unit", "resolution_mp", "install_year", "brand", "quantity", "need_kind",
)  # fmt: skip
"""What is compared, as far as a form has it."""

_PLAIN_CODES = ("cam", "camera", "c", "cs", "vt", "ip", "ptz", "no", "so", "tt", "stt", "m", "d")
_LONG_NUMBER = 8
_OF_EXISTING = frozenset({"replace", "upgrade", "relocate", "integrate"})
_SHORTEST_OWNER = 5


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """The records of one side, in arrays; codes of texts are -1 and numbers NaN where nothing is told."""

    names: Called
    addresses: Called
    texts: pd.DataFrame
    purposes: Ints
    types: Called
    areas: Called
    bearing: Floats
    codes: Called
    schemes: npt.NDArray[np.object_]
    units: npt.NDArray[np.object_]
    owners: npt.NDArray[np.object_]
    resolution: Floats
    year: Floats
    brands: Called
    quantity: Floats
    about: Flags

    @classmethod
    def of(cls, frame: pd.DataFrame, units: tuple[Unit, ...]) -> "Side":
        """Take them from a frame as camdash.planning.positions gives it; Form 2 tells less."""
        codes = called_exactly(_column(frame, "camera_code"))
        return cls(
            called(frame["position_name"]),
            called(frame["address"]),
            frame[["position_name", "address"]],
            purposes_of(frame["purposes"]),
            called_exactly(frame["camera_type"]),
            called_exactly(frame["area_class"]),
            frame["bearing_deg"].to_numpy(float, na_value=np.nan),
            codes,
            _schemes(codes.plain),
            frame["unit"].astype(object).to_numpy(),
            _owning_units(_column(frame, "owner_unit"), units),
            _column(frame, "resolution_mp").to_numpy(float, na_value=np.nan),
            _column(frame, "install_year").to_numpy(float, na_value=np.nan),
            called_exactly(_column(frame, "brand")),
            frame["quantity"].to_numpy(float, na_value=np.nan),
            _about_existing(_column(frame, "need_kind")),
        )


def _column(frame: pd.DataFrame, name: str) -> pd.Series:
    return frame[name] if name in frame else pd.Series(pd.NA, index=frame.index, dtype="object")


def _about_existing(kinds: pd.Series) -> Flags:
    """Tell which needs are of what stands there already."""
    told = encoded(kinds)
    said = [place for place, kind in enumerate(told.dictionary.to_pylist()) if kind in _OF_EXISTING]
    return np.isin(told.indices.fill_null(-1).to_numpy(zero_copy_only=False), said)


def called_exactly(texts: pd.Series) -> Called:
    """Give codes of texts by their letters and digits alone."""
    raw = encoded(texts)
    found = pc.replace_substring_regex(pc.utf8_lower(raw.dictionary), r"[^\p{L}\p{N}]+", "")
    codes = raw.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    plain = found.to_numpy(zero_copy_only=False)
    codes[np.isin(codes, np.flatnonzero(plain == ""))] = -1
    return Called(codes, plain, plain, plain)


def _schemes(plain: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Name the system a code belongs to by its letters; codes that anybody would give ("CAM 01") belong to none."""
    found = []
    for code in plain:
        letters = "".join(c for c in str(code) if not c.isdigit())
        own = letters not in _PLAIN_CODES and bool(letters)
        long = not letters and len(str(code)) >= _LONG_NUMBER
        found.append((letters if own else "#") if own or long else "")
    return np.array(found, dtype=object)


def _owning_units(owners: pd.Series, units: tuple[Unit, ...]) -> npt.NDArray[np.object_]:
    """Name the unit whose name the owner's name contains, the longest first; empty where none is found."""
    names = [(said, unit.code) for unit in units for said in (unit.name, *unit.aliases)]
    folded = _folded([said for said, _ in names])
    known = {(f" {said} ", code) for said, (_, code) in zip(folded, names, strict=True) if len(said) >= _SHORTEST_OWNER}
    longest = sorted(known, key=lambda pair: (-len(pair[0]), pair))
    texts = owners.astype(object).where(owners.notna(), "")
    told = [text for text in texts.unique() if text]
    found = {text: _owning_unit(f" {said} ", longest) for text, said in zip(told, _folded(told), strict=True)}
    return texts.map({**found, "": ""}).to_numpy(dtype=object)


def _owning_unit(text: str, names: list[tuple[str, str]]) -> str:
    return next((code for name, code in names if name in text), "")


def _folded(texts: list[str]) -> list[str]:
    return list(fold_all(pa.array(texts, pa.large_string())).to_pylist())


def purposes_of(column: pd.Series) -> Ints:
    """Write lists of purposes as bits, in the order of the vocabulary; 0 where none is told."""
    lists = pa.array(column, type=pa.list_(pa.string()), from_pandas=True)
    lists = lists.combine_chunks() if isinstance(lists, pa.ChunkedArray) else lists
    bits = np.zeros(len(lists), dtype=np.int64)
    said, rows = pc.list_flatten(lists), pc.list_parent_indices(lists).to_numpy()
    for place, code in enumerate(vocabulary("purposes").codes):
        bits[rows[pc.equal(said, code).fill_null(False).to_numpy(zero_copy_only=False)]] |= np.int64(1 << place)  # noqa: FBT003
    return bits


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What speaks for and against each pair; distance in metres (NaN without places), likeness 0 to 100 (or NaN)."""

    distance: Floats
    likeness: Floats
    names: Floats
    purpose: Told
    shared_purposes: Ints
    type: Told
    view: Told
    area: Told
    code: Told
    number: Told
    house: Told
    one_numbered: Flags
    owner: Flags
    agreeing: Ints
    differing: Ints
    about: Flags

    def only(self, kept: Flags) -> "Evidence":
        """Keep some pairs."""
        return Evidence(**{field.name: getattr(self, field.name)[kept] for field in dataclasses.fields(self)})


def compare(one: Side, other: Side, a: Ints, b: Ints, distance: Floats) -> Evidence:
    """Compare the rows `a` of one side with the rows `b` of the other, pair by pair."""
    names, house = likeness(one.names, other.names, a, b), _house(one, other, a, b)
    shared = one.purposes[a] & other.purposes[b]
    attributes = _attributes(one, other, a, b)
    return Evidence(
        distance,
        _likeness(one, other, (a, b), names, house == SAME),
        names,
        _told(shared != 0, (one.purposes[a] != 0) & (other.purposes[b] != 0)),
        shared,
        _equal(one.types, other.types, a, b),
        _view(one.bearing[a], other.bearing[b]),
        _equal(one.areas, other.areas, a, b),
        _code(one, other, a, b),
        _told(np.zeros(len(a), bool), numbers_differ(one.names, other.names, a, b)),
        house,
        _one_numbered(one.names, other.names, a, b),
        _owner_named(one, other, a, b),
        (attributes == SAME).sum(axis=0),
        (attributes == DIFFERS).sum(axis=0),
        one.about[a] | other.about[b],
    )


def _told(same: Flags, told: Flags) -> Told:
    return np.where(told, same.astype(np.int8), np.int8(UNTOLD))


def _likeness(one: Side, other: Side, rows: tuple[Ints, Ints], names: Floats, same_house: Flags) -> Floats:
    """Weigh names and addresses: a name tells a place, an address without its number only a street."""
    a, b = rows
    street = np.full(len(a), np.nan)
    needed = np.flatnonzero(np.isnan(names) | same_house)
    addresses = likeness(one.addresses, other.addresses, a[needed], b[needed])
    street[needed] = addresses * np.where(same_house[needed], HOUSE, STREET_ONLY)
    found: Floats = np.fmax(names, street)
    neither = np.flatnonzero(np.isnan(found))
    here, there = _whole(one.texts.iloc[a[neither]]), _whole(other.texts.iloc[b[neither]])
    row = np.arange(len(neither))
    weight = np.where(houses_shared(here, there, row, row), HOUSE, STREET_ONLY)
    found[neither] = likeness(here, there, row, row) * weight
    return found


def _whole(texts: pd.DataFrame) -> Called:
    """Take name and address as one text."""
    return called(texts["position_name"].fillna("") + ", " + texts["address"].fillna(""))


def _one_numbered(one: Called, other: Called, a: Ints, b: Ints) -> Flags:
    """Tell where only one of two names has a number: the second camera of a junction, or a part left out."""
    left, right = one.codes[a], other.codes[b]
    if not len(one.numbers) or not len(other.numbers):
        return np.zeros(len(a), dtype=bool)
    differ = (one.numbers[left] == "") != (other.numbers[right] == "")
    return np.asarray(differ & (left >= 0) & (right >= 0), dtype=bool)


def _house(one: Side, other: Side, a: Ints, b: Ints) -> Told:
    differ = numbers_differ(one.addresses, other.addresses, a, b)
    same = ~differ
    same[same] = houses_shared(one.addresses, other.addresses, a[same], b[same])
    return _told(same, same | differ)


def _equal(one: Called, other: Called, a: Ints, b: Ints) -> Told:
    left, right = one.codes[a], other.codes[b]
    same = one.plain[left] == other.plain[right] if len(one.plain) and len(other.plain) else np.zeros(len(a), bool)
    return _told(np.asarray(same, dtype=bool), (left >= 0) & (right >= 0))


def _view(left: Floats, right: Floats) -> Told:
    apart = _turned(left, right)
    return _told(apart <= ONE_VIEW_DEG, ~np.isnan(apart))


def _turned(left: Floats, right: Floats) -> Floats:
    apart: Floats = np.abs((left - right + 180.0) % 360.0 - 180.0)
    return apart


def one_view(one: float, other: float) -> bool:
    """Tell whether two bearings (degrees) are taken as one view."""
    return bool(_turned(np.array(one), np.array(other)) <= ONE_VIEW_DEG)


def _code(one: Side, other: Side, a: Ints, b: Ints) -> Told:
    """Compare codes of one system only; what two bodies number each in its own way says nothing."""
    equal = _equal(one.codes, other.codes, a, b)
    if not len(one.schemes) or not len(other.schemes):
        return equal
    left, right = one.schemes[one.codes.codes[a]], other.schemes[other.codes.codes[b]]
    return np.where((left == right) & (left != ""), equal, np.int8(UNTOLD))


def _owner_named(one: Side, other: Side, a: Ints, b: Ints) -> Flags:
    """Tell where the list of one body names the other one as the owner."""
    left, right = one.units[a], other.units[b]
    named = (one.owners[a] == right) & (one.owners[a] != "") | (other.owners[b] == left) & (other.owners[b] != "")
    return np.asarray(named & (left != right), dtype=bool)


def _attributes(one: Side, other: Side, a: Ints, b: Ints) -> npt.NDArray[np.int8]:
    """Compare what is measured or bought: resolution, year, make and number of cameras."""
    told = []
    for left, right, room in (
        (one.resolution[a], other.resolution[b], RESOLUTION_MP),
        (one.year[a], other.year[b], 0.0),
        (one.quantity[a], other.quantity[b], 0.0),
    ):
        apart = np.abs(left - right)
        told.append(_told(apart <= room, ~np.isnan(apart)))
    return np.stack([*told, _equal(one.brands, other.brands, a, b)])
