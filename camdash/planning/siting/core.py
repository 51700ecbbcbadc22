"""The question made small: what is settled is taken out, and what stays leads back to the original rows.

Fixed and excluded sites, covered and uncoverable demand go; demand with the same covering sites is merged; sites that
cover nothing new go unless a floor may need them. Times: O(entries of the matrix).
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from camdash.planning.siting.problem import ROOM, Flags, Floats, Ints, Problem


@dataclass(frozen=True, eq=False)
class Need:
    """A floor: at least `least` of the chosen `sites`, or of the weight of the covered `demand`; flags by column."""

    floor: int
    least: float
    sites: Flags | None = None
    demand: Flags | None = None


@dataclass(frozen=True, eq=False)
class Core:
    """What is left to decide. `sites` and `demand` (the first of those merged) are original rows.

    `by_demand` is the transpose of `covers` (sites x demand).

    `chosen` original rows are decided and cost and cover something already: `base` is the weight they and what exists
    cover. Of each pair in `conflicts` (rows of this core) at most one is chosen.
    """

    sites: Ints
    demand: Ints
    covers: csr_array
    by_demand: csr_array
    weights: Floats
    costs: Floats
    budget: float
    needs: tuple[Need, ...]
    conflicts: Ints
    chosen: Ints
    base: float
    whole: bool  # all weights are whole numbers, so every objective is

    def value(self, rows: Ints) -> float:
        """Weigh what these rows cover, `base` included."""
        return self.base + float(self.weights[self.covered(rows)].sum())

    def covered(self, rows: Ints) -> Flags:
        """Flag the demand that these rows cover."""
        flags = np.zeros(len(self.weights), dtype=bool)
        flags[spread(self.covers, rows)] = True
        return flags

    def holds(self, rows: Ints) -> bool:
        """Tell whether these rows meet every floor and conflict."""
        mine = np.zeros(len(self.sites), dtype=bool)
        mine[rows] = True
        if len(self.conflicts) and mine[self.conflicts].all(axis=1).any():
            return False
        covered = self.covered(rows) if self.needs else mine
        return all(got(need, mine, covered, self.weights) >= need.least - _room(need) for need in self.needs)

    def original(self, rows: Ints) -> Ints:
        """Lead back to the original rows, with what was decided before."""
        return np.sort(np.concatenate([self.sites[rows], self.chosen]))


def got(need: Need, chosen: Flags, covered: Flags, weights: Floats) -> float:
    """Count what a choice gives towards a floor."""
    if need.sites is not None:
        return float((chosen & need.sites).sum())
    return 0.0 if need.demand is None else float(weights[covered & need.demand].sum())


def _room(need: Need) -> float:
    return ROOM * max(1.0, need.least)


def spread(matrix: csr_array, rows: npt.NDArray[np.integer]) -> Ints:
    """Give the columns of these rows, one row after the other."""
    counts = matrix.indptr[rows + 1] - matrix.indptr[rows]
    ends = np.cumsum(counts)
    if not len(ends):
        return np.empty(0, dtype=np.int64)
    offsets = np.repeat(matrix.indptr[rows] - (ends - counts), counts)
    columns: Ints = matrix.indices[offsets + np.arange(ends[-1])].astype(np.int64)
    return columns


def core_of(problem: Problem) -> Core:
    """Take the problem as it is; `reduce` makes it small."""
    n, m = problem.covers.shape
    covers = problem.covers.astype(np.float64).copy()
    covers.sum_duplicates()
    covers.eliminate_zeros()
    conflicts = np.empty((0, 2), dtype=np.int64) if problem.conflicts is None else problem.conflicts.reshape(-1, 2)
    pairs = np.unique(np.sort(conflicts, axis=1), axis=0).astype(np.int64)
    whole = bool((problem.weights == np.round(problem.weights)).all() and problem.total < 2**52)
    core = Core(
        sites=np.arange(n),
        demand=np.arange(m),
        covers=covers,
        by_demand=csr_array(covers.T.tocsr()),
        weights=problem.weights.astype(np.float64),
        costs=problem.costs.astype(np.float64),
        budget=float(problem.budgets[-1]),
        needs=_needs(problem, whole=whole),
        conflicts=pairs,
        chosen=np.empty(0, dtype=np.int64),
        base=0.0,
        whole=whole,
    )
    return core if problem.covered is None else _without_demand(core, problem.covered)


def _needs(problem: Problem, *, whole: bool) -> tuple[Need, ...]:
    needs: list[Need] = []
    for index, floor in enumerate(problem.floors):
        if floor.min_sites and problem.group_of_site is not None:
            needs.append(Need(index, float(floor.min_sites), sites=problem.group_of_site == floor.group))
        if floor.min_share and problem.group_of_demand is not None:
            members = problem.group_of_demand == floor.group
            least = floor.min_share * float(problem.weights[members].sum())
            least = float(np.ceil(least - ROOM * max(1.0, least))) if whole else least
            needs.append(Need(index, least, demand=members))
    return tuple(needs)


def _without_demand(core: Core, covered: Flags) -> Core:
    """Count this demand as covered for good."""
    keep = ~covered
    needs = tuple(
        need
        if need.demand is None
        else replace(need, least=need.least - got(need, covered, covered, core.weights), demand=need.demand[keep])
        for need in core.needs
    )
    by_demand = core.by_demand[np.flatnonzero(keep)]
    return replace(
        core,
        covers=csr_array(by_demand.T.tocsr()),
        by_demand=by_demand,
        demand=core.demand[keep],
        weights=core.weights[keep],
        needs=needs,
        base=core.base + float(core.weights[covered].sum()),
    )


def reduce(core: Core, take: Flags, leave: Flags, *, merge: bool = True) -> Core:
    """Decide that `take` is chosen and `leave` is not (by row of the core), and make the rest small.

    What is in conflict with something taken is left. `take` wins where both are set. Without `merge` each demand stays
    a column of its own.
    """
    rows = np.flatnonzero(take)
    leave = leave | take
    hit = take[core.conflicts].any(axis=1)
    leave[core.conflicts[hit].ravel()] = True
    needs = tuple(
        need if need.sites is None else replace(need, least=need.least - float((take & need.sites).sum()))
        for need in core.needs
    )
    taken = replace(
        core,
        budget=core.budget - float(core.costs[rows].sum()),
        needs=needs,
        chosen=np.sort(np.concatenate([core.chosen, core.sites[rows]])),
    )
    settled = _without_demand(taken, core.covered(rows)) if len(rows) else taken
    fewer = _with_sites(settled, ~leave)
    return _merged(fewer) if merge else fewer


def _with_sites(core: Core, keep: Flags) -> Core:
    room = core.budget + ROOM * max(1.0, core.budget)
    wanted = np.zeros(len(keep), dtype=bool)
    for need in core.needs:
        if need.sites is not None and need.least > 0:
            wanted |= need.sites
    useful = (core.covers @ core.weights > 0) | wanted
    keep = keep & useful & (core.costs <= room)
    place = np.cumsum(keep) - 1
    pairs = core.conflicts[keep[core.conflicts].all(axis=1)]
    covers = core.covers[np.flatnonzero(keep)]
    return replace(
        core,
        sites=core.sites[keep],
        covers=covers,
        by_demand=csr_array(covers.T.tocsr()),
        costs=core.costs[keep],
        needs=tuple(need if need.sites is None else replace(need, sites=need.sites[keep]) for need in core.needs),
        conflicts=place[pairs].reshape(-1, 2),
    )


def _merged(core: Core) -> Core:
    """Merge demand with the same sites and floors; drop what nothing covers or what weighs nothing."""
    counts = np.diff(core.by_demand.indptr)
    live = np.flatnonzero((counts > 0) & (core.weights > 0))
    keys = _signatures(core)[live]
    _, first, group = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(first)  # demand stays in its order
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    rows = live[first[order]]
    by_demand = core.by_demand[rows]
    needs = tuple(need if need.demand is None else replace(need, demand=need.demand[rows]) for need in core.needs)
    return replace(
        core,
        covers=csr_array(by_demand.T.tocsr()),
        by_demand=by_demand,
        demand=core.demand[rows],
        weights=np.bincount(rank[group], core.weights[live], len(rows)).astype(np.float64),
        needs=needs,
    )


def _signatures(core: Core) -> npt.NDArray[np.uint64]:
    """Give each demand a number that tells its set of sites and floors: sums of 64 random bits a member."""
    rng = np.random.default_rng(0)
    bits = rng.integers(0, 2**64, size=len(core.sites), dtype=np.uint64)
    sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(bits[core.by_demand.indices])])
    keys: npt.NDArray[np.uint64] = sums[core.by_demand.indptr[1:]] - sums[core.by_demand.indptr[:-1]]
    for need in core.needs:
        if need.demand is not None:
            keys = keys + need.demand * rng.integers(0, 2**64, dtype=np.uint64)
    return keys
