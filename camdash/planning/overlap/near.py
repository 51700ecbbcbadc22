"""Pairs of points within reach of each other in the plane, by a grid as wide as the reach.

Both sides are sorted by cell, row by row, so that the neighbours of a point lie in three unbroken runs and memory is
read in order: at a million points this takes less than building the trees of a k-d tree join.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Near = tuple[Ints, Ints, Floats]
"""Rows of one side, rows of the other, and how far apart they are (m), in the order of rows."""

_ROW = np.int64(1 << 31)
_AT_ONCE = 4_000_000
"""So many pairs are measured at once, which bounds the memory where many points stand close together."""

_ROOM = 1 + 1e-9
"""Squares are compared with this much room; what they let through is measured again."""


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Points in the order of their cells: cell, row before sorting, x, y."""

    cell: Ints
    row: Ints
    x: Floats
    y: Floats

    @classmethod
    def of(cls, points: Floats, corner: Floats, reach: float) -> "_Sorted":
        column, line = np.floor((points - corner) / reach).astype(np.int64).T
        cell = line * _ROW + column
        order = np.argsort(cell, kind="stable")
        return cls(cell[order], order, points[order, 0], points[order, 1])


def across(these: Floats, those: Floats, within_m: float) -> Near:
    """Find the pairs of `these` and `those`, rows of (x, y) in metres, at most `within_m` apart, the edge included."""
    if not len(these) or not len(those):
        return _nothing()
    corner = np.minimum(these.min(axis=0), those.min(axis=0))
    return _collected(_runs(_Sorted.of(these, corner, within_m), _Sorted.of(those, corner, within_m), within_m))


def among(points: Floats, bodies: Ints, within_m: float) -> Near:
    """Find the pairs of `points` of two bodies, each pair once with the smaller row first.

    A body's points at one place are taken together, so that a stand-in for hundreds of places costs no more than one.
    """
    if not len(points):
        return _nothing()
    order = np.lexsort((points[:, 1], points[:, 0], bodies))
    x, y, body = points[order, 0], points[order, 1], bodies[order]
    fresh = np.r_[True, (np.diff(x) != 0) | (np.diff(y) != 0) | (np.diff(body) != 0)]
    first = np.flatnonzero(fresh)
    many = np.diff(np.r_[first, len(order)])
    places = _Sorted.of(np.column_stack([x[first], y[first]]), points.min(axis=0), within_m)
    apart = ((a, b, d) for a, b, d in _runs(places, places, within_m, body[first]))
    a, b, distance = _collected(apart)
    return _spread(a, b, distance, (order, first, many))


def _runs(these: _Sorted, those: _Sorted, within_m: float, bodies: Ints | None = None) -> Iterator[Near]:
    """Measure the pairs of neighbouring cells in pieces; with `bodies` only pairs of two of them, each once."""
    for step in (-_ROW, np.int64(0), _ROW):
        first = np.searchsorted(those.cell, these.cell + step - 1, side="left")
        many = np.searchsorted(those.cell, these.cell + step + 1, side="right") - first
        for start, end in _pieces(many):
            i, j = _crossed(start, many[start:end], first[start:end])
            across, along = these.x[i] - those.x[j], these.y[i] - those.y[j]
            likely = np.flatnonzero(across**2 + along**2 <= within_m**2 * _ROOM)
            a, b = these.row[i[likely]], those.row[j[likely]]
            distance = np.hypot(across[likely], along[likely])
            kept = distance <= within_m
            if bodies is not None:
                kept &= (a < b) & (bodies[a] != bodies[b])
            yield a[kept], b[kept], distance[kept]


def _crossed(start: int, many: Ints, first: Ints) -> tuple[Ints, Ints]:
    """Pair each row from `start` on with its run of `many` rows from `first`."""
    i = np.repeat(np.arange(start, start + len(many)), many)
    j = np.arange(len(i)) - np.repeat(np.cumsum(many) - many - first, many)
    return i, j


def _pieces(many: Ints) -> Iterator[tuple[int, int]]:
    """Cut rows into pieces of about `_AT_ONCE` pairs; a row is never cut."""
    ends = np.cumsum(many)
    start = 0
    while start < len(many):
        before = ends[start - 1] if start else 0
        end = max(int(np.searchsorted(ends, before + _AT_ONCE, side="right")), start + 1)
        yield start, end
        start = end


def _spread(a: Ints, b: Ints, distance: Floats, groups: tuple[Ints, Ints, Ints]) -> Near:
    """Turn pairs of places into pairs of the rows that stand there."""
    order, first, many = groups
    times = many[a] * many[b]
    pair = np.repeat(np.arange(len(a)), times)
    at = np.arange(len(pair)) - np.repeat(np.cumsum(times) - times, times)
    left = order[first[a[pair]] + at // many[b[pair]]]
    right = order[first[b[pair]] + at % many[b[pair]]]
    low, high = np.minimum(left, right), np.maximum(left, right)
    return _in_order(low, high, distance[pair])


def _collected(pieces: Iterator[Near]) -> Near:
    found = list(pieces)
    return _in_order(*(np.concatenate(part) for part in zip(*found, strict=True)))


def _in_order(a: Ints, b: Ints, distance: Floats) -> Near:
    order = np.lexsort((b, a))
    return a[order], b[order], distance[order]


def _nothing() -> Near:
    none = np.empty(0, np.int64)
    return none, none, np.empty(0)
