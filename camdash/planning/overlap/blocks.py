"""Candidates where a side has no place on the map: records of one district that share a ward, or a name or street.

Where a ward holds few records all of them are compared, which finds what typing errors hide; else those that share a
folded name or street. A name so common that its block would be large is not compared at all, and that is said.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from camdash.planning.overlap.likeness import called

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SMALL_BLOCK = 5_000
"""Pairs of one block that are compared; larger blocks of wards are parted by name, larger ones of names left out."""

STAND_IN = 40
"""More records of one unit at one point than this share a stand-in (a seat, a district's middle), not a place: the
densest real pole of the test city carries 22."""

_SHORTEST = 4
"""Letters a name must have to stand for a place."""

_NO_DIGITS = str.maketrans("", "", "0123456789")
_WIDTH = np.int64(1 << 31)


Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Keys:
    """By what records can be found without coordinates: rows with the hash of what they share.

    `names` are names and streets with their district, `in_ward` the same with their ward where it is told; `ward` is
    the hash of each row's district and ward, 0 where it is not told.
    """

    wards: tuple[Ints, Hashes]
    names: tuple[Ints, Hashes]
    in_ward: tuple[Ints, Hashes]
    ward: Hashes

    @classmethod
    def of(cls, frame: pd.DataFrame) -> "Keys":
        """Take them from a frame with district, ward, position_name and address."""
        district = frame["district"].astype(object).where(frame["district"].notna(), "").to_numpy(dtype=object)
        known = np.asarray(district != "", dtype=bool)
        said = called(frame["ward"])
        wards = np.where(said.codes >= 0, _hash(said.plain)[said.codes] if len(said.plain) else np.uint64(0), 0)
        own = _hash(district)
        ward = np.where(known & (said.codes >= 0), _mixed(own, wards), np.uint64(0))
        streets = (
            frame["address"].astype(object).map({text: _street(text) for text in frame["address"].dropna().unique()})
        )
        found = [_named(texts) for texts in (frame["position_name"], streets)]
        rows, names = (np.concatenate(part) for part in zip(*found, strict=True))
        rows, names = rows[known[rows]], names[known[rows]]
        inside = ward[rows] != 0
        in_ward = rows[inside], _mixed(ward[rows[inside]], names[inside])
        placed = np.flatnonzero(ward)
        return cls((placed, ward[placed]), (rows, _mixed(own[rows], names)), in_ward, ward)


def _street(address: str) -> str:
    """Take the first part of an address that has a word in it, without its numbers."""
    for part in address.split(","):
        bare = part.translate(_NO_DIGITS).strip()
        if len(bare) >= _SHORTEST:
            return bare
    return ""


def _named(texts: pd.Series) -> tuple[Ints, Hashes]:
    """Give the rows whose text can stand for a place, with the hash of its words whatever their order."""
    found = called(texts)
    spelled = [" ".join(sorted(str(plain).split())) for plain in found.plain]
    telling = np.array([len(each) >= _SHORTEST and any(map(str.isalpha, each)) for each in spelled], dtype=bool)
    rows = np.flatnonzero(found.codes >= 0)
    rows = rows[telling[found.codes[rows]]] if len(rows) else rows
    return rows, _hash(np.array(spelled, dtype=object))[found.codes[rows]] if len(rows) else np.empty(0, np.uint64)


def _hash(texts: npt.NDArray[np.object_]) -> Hashes:
    return pd.util.hash_array(texts, categorize=True) if len(texts) else np.empty(0, np.uint64)


def _mixed(one: Hashes, other: Hashes) -> Hashes:
    return one * np.uint64(0x9E3779B97F4A7C15) ^ other


@dataclass(frozen=True, slots=True)
class Blocked:
    """Pairs of rows to compare, and how many rows stand in blocks too large to be compared."""

    one: Ints
    other: Ints
    left_out: int = 0


def candidates(one: pd.DataFrame, other: pd.DataFrame | None, placed: Flags, other_placed: Flags) -> Blocked:
    """Pair what has no place (`placed` false) with whatever shares its ward, name or street.

    `other` None pairs `one` with itself, each pair once with the smaller row first.
    """
    if placed.all() and other_placed.all():
        return Blocked(np.empty(0, np.int64), np.empty(0, np.int64))
    mine = Keys.of(one)
    theirs = mine if other is None else Keys.of(other)
    everyone = np.ones(len(other_placed), bool)
    sides = [(~placed, everyone)] if other is None else [(~placed, everyone), (placed, ~other_placed)]
    found: list[Ints] = []
    left_out = set[int]()
    for these, those in sides:
        for pairs, lost in _joined(mine, theirs, these, those):
            found.append(pairs)
            left_out |= lost
    a, b = np.divmod(np.unique(np.concatenate(found)) if found else np.empty(0, np.int64), _WIDTH)
    if other is None:
        a, b = np.divmod(np.unique(np.minimum(a, b) * _WIDTH + np.maximum(a, b)), _WIDTH)
        a, b = a[a != b], b[a != b]
    return Blocked(a, b, len(left_out))


def _joined(mine: Keys, theirs: Keys, these: Flags, those: Flags) -> Iterator[tuple[Ints, set[int]]]:
    """Give the pairs of each way to meet, with the rows whose block is too large.

    Who shares a small ward is compared whole; in large wards, and where a ward is not told, a name is needed.
    """
    large = set[int]()
    for a, b, fits in _blocks(mine.wards, theirs.wards, these, those):
        if fits:
            yield _crossed(a, b), set()
        else:
            large.update(a.tolist())
    crowded = np.zeros(len(these), dtype=bool)
    crowded[list(large)] = True
    told, theirs_told = mine.ward != 0, theirs.ward != 0
    by_name = (
        (mine.in_ward, theirs.in_ward, these & crowded, those),
        (mine.names, theirs.names, these & ~told, those),
        (mine.names, theirs.names, these & told, those & ~theirs_told),
    )
    for keys, their_keys, some, others in by_name:
        for a, b, fits in _blocks(keys, their_keys, some, others):
            yield (_crossed(a, b), set()) if fits else (np.empty(0, np.int64), set(a.tolist()))


def _crossed(a: Ints, b: Ints) -> Ints:
    pairs: Ints = (a[:, None] * _WIDTH + b).ravel()
    return pairs


def _blocks(
    mine: tuple[Ints, Hashes],
    theirs: tuple[Ints, Hashes],
    these: Flags,
    those: Flags,
) -> Iterator[tuple[Ints, Ints, bool]]:
    """Give the rows of each key that both sides have, and whether their pairs are few enough."""
    rows, keys = _in_order(mine, these)
    others, theirs_keys = _in_order(theirs, those)
    both = np.intersect1d(keys, theirs_keys)
    starts, ends = (np.searchsorted(keys, both, side=side) for side in ("left", "right"))
    other_starts, other_ends = (np.searchsorted(theirs_keys, both, side=side) for side in ("left", "right"))
    for start, end, first, last in zip(starts, ends, other_starts, other_ends, strict=True):
        yield rows[start:end], others[first:last], int(end - start) * int(last - first) <= SMALL_BLOCK


def _in_order(keyed: tuple[Ints, Hashes], wanted: Flags) -> tuple[Ints, Hashes]:
    rows, keys = keyed
    kept = np.flatnonzero(wanted[rows])
    order = kept[np.argsort(keys[kept], kind="stable")]
    return rows[order], keys[order]


def stand_ins(frame: pd.DataFrame) -> Flags:
    """Tell which records share a point with so many of their unit that it is no place of theirs."""
    x, y = (frame[name].to_numpy(float) for name in ("x_m", "y_m"))
    points = x.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15) ^ y.view(np.uint64)
    order = np.argsort(points)
    _, first, many = np.unique(points[order], return_index=True, return_counts=True)
    found = np.zeros(len(frame), dtype=bool)
    for start, size in zip(first[many > STAND_IN], many[many > STAND_IN], strict=True):
        rows = order[start : start + size]
        rows = rows[np.isfinite(x[rows])]
        for unit_rows in frame.iloc[rows].reset_index(drop=True).groupby(["unit", "x_m", "y_m"]).indices.values():
            found[rows[unit_rows]] = len(unit_rows) > STAND_IN
    return found
