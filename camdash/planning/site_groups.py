"""Which records stand together: stars of a capped width around the densest place, and what people said of pairs.

A person's "same" or "merge" brings records together, "different" keeps them apart; nothing chains along a street.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.spatial import cKDTree

from camdash.analysis.poles import stars
from camdash.store.plans import OverlapDecision

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

JOINING = frozenset({"same", "merge"})
PEOPLE_REACH = 2
"""A person's word joins records as long as they all stand within so many diameters of one another."""


def group(x_m: Floats, y_m: Floats, names: Ints, diameter_m: float) -> Ints:
    """Give each record the number of its group: no two located ones of a group stand more than the diameter apart.

    `x_m`, `y_m` in metres of one projection, NaN without coordinates; `names` are numbers of what unlocated records
    are called together (equal number, one group). The order of the records does not matter. Time: O((n + pairs) log n).
    """
    told = np.isfinite(x_m) & np.isfinite(y_m)
    groups = np.zeros(len(x_m), dtype=np.int64)
    at, first = _places(x_m[told], y_m[told])
    points = np.column_stack([x_m[told], y_m[told]])[first]
    if len(points):
        pairs = cKDTree(points).query_pairs(diameter_m / 2, output_type="ndarray").astype(np.int64)
        a, b = np.concatenate([pairs[:, 0], pairs[:, 1]]), np.concatenate([pairs[:, 1], pairs[:, 0]])
        groups[told] = stars(np.bincount(at), a, b)[at]
    groups[~told] = len(points) + np.unique(names[~told], return_inverse=True)[1]
    return groups


def _places(x: Floats, y: Floats) -> tuple[Ints, Ints]:
    """Count off the different pairs of coordinates in their order; give each record's number, and a record of each."""
    order = np.lexsort((y, x))
    new = np.ones(len(x), dtype=bool)
    new[1:] = (np.diff(x[order]) != 0) | (np.diff(y[order]) != 0)
    numbers = np.empty(len(x), dtype=np.int64)
    numbers[order] = np.cumsum(new) - 1
    return numbers, order[new]


@dataclass(slots=True)
class Parts:
    """Records by number that belong together, as pairs come in; each is alone at first."""

    of: dict[int, int] = field(default_factory=dict)
    members: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def part(self, record: int) -> int:
        """Name the part of a record: by its first record."""
        if record not in self.of:
            self.of[record] = record
            self.members[record] = [record]
        return self.of[record]

    def join(self, one: int, other: int) -> None:
        """Make one part of two."""
        into, out = self.part(one), self.part(other)
        if into != out:
            for record in self.members[out]:
                self.of[record] = into
            self.members[into] += self.members.pop(out)

    def several(self) -> list[list[int]]:
        """List the parts of at least two records."""
        return [sorted(members) for members in self.members.values() if len(members) > 1]


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict on two records by their numbers."""

    question: str
    verdict: str
    one: int
    other: int


def verdicts(keys: pd.Series, decisions: Iterable[OverlapDecision]) -> list[Said]:
    """Find the records that decisions are of; those of records that are gone say nothing."""
    told = sorted(decisions, key=lambda d: (d.question, d.one, d.other))
    places = pd.Index(keys.astype(object))
    one, other = (places.get_indexer([getattr(d, name) for d in told]) for name in ("one", "other"))
    found = zip(told, one.tolist(), other.tolist(), strict=True)
    return [Said(d.question, d.verdict, i, j) for d, i, j in found if i >= 0 and j >= 0]


def obey(groups: Ints, said: Sequence[Said], keys: pd.Series, points: Floats, diameter_m: float) -> Ints:
    """Bring together and keep apart what people said; `points` are rows of (x, y) in metres, NaN where not told."""
    if not said:
        return groups
    apart = {frozenset((s.one, s.other)) for s in said if s.verdict == "different"}
    bundles = _bundles(said, apart, points, diameter_m * PEOPLE_REACH)
    changed = groups.copy()
    for members in bundles.several():
        chief = min(members, key=lambda m: (not np.isfinite(points[m]).all(), keys.iloc[m]))
        changed[members] = groups[chief]
    return _part(changed, apart, bundles, keys)


def _bundles(said: Sequence[Said], apart: set[frozenset[int]], points: Floats, reach_m: float) -> Parts:
    bundles = Parts()
    for each in said:
        if each.verdict in JOINING:
            one, other = (bundles.members[bundles.part(record)] for record in (each.one, each.other))
            pairs = [(i, j) for i in one for j in other if i != j]
            far = any(np.hypot(*(points[i] - points[j])) > reach_m for i, j in pairs)  # NaN is not far
            if not far and not any(frozenset(pair) in apart for pair in pairs):
                bundles.join(each.one, each.other)
    return bundles


def _part(groups: Ints, apart: set[frozenset[int]], bundles: Parts, keys: pd.Series) -> Ints:
    """Split the groups in which records stand that are different: each goes to the first part without such a one."""
    refused: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in map(sorted, apart):
        if groups[one] == groups[other]:
            refused[one].add(other)
            refused[other].add(one)
    number = int(groups.max()) + 1
    for torn in sorted({int(groups[record]) for record in refused}):
        for extra in _parts_of(np.flatnonzero(groups == torn).tolist(), refused, bundles, keys)[1:]:
            groups[extra] = number
            number += 1
    return groups


def _parts_of(
    records: Sequence[int], refused: Mapping[int, set[int]], bundles: Parts, keys: pd.Series
) -> list[list[int]]:
    units: defaultdict[int, list[int]] = defaultdict(list)
    for record in sorted(records, key=lambda r: keys.iloc[r]):
        units[bundles.of.get(record, record)].append(record)
    parts: list[list[int]] = []
    for unit in units.values():
        refusing = {other for record in unit for other in refused.get(record, ())}
        home = next((part for part in parts if refusing.isdisjoint(part)), None)
        if home is None:
            parts.append(list(unit))
        else:
            home += unit
    return parts
