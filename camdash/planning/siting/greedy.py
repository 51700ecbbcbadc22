"""A first choice: floors first, then what covers most new weight for its cost, until nothing fits."""

import numpy as np

from camdash.planning.siting.core import Core, Need, spread
from camdash.planning.siting.problem import ROOM, Flags, Floats, Ints

_FREE = 1e-12
"""What a site that costs nothing counts as, relative to the dearest: it comes first, by what it covers."""


def divisors(core: Core) -> Floats:
    """Give the costs as they divide gains: never zero."""
    dearest = float(core.costs.max(initial=0.0)) or 1.0
    return np.maximum(core.costs, dearest * _FREE)


class Choice:
    """A growing choice with what each site would newly cover (`gains`, by row of the core)."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.gains: Floats = core.covers @ core.weights
        self.open = np.ones(len(core.weights), dtype=bool)
        self.free = np.ones(len(core.sites), dtype=bool)  # neither chosen nor in conflict with one that is
        self.left = core.budget + ROOM * max(1.0, core.budget)
        self.rows: list[int] = []
        self.by = divisors(core)
        self.least = ROOM * float(core.weights.max(initial=0.0))  # less is what sums lose

    def add(self, row: int) -> None:
        """Choose a site."""
        core = self.core
        self.rows.append(row)
        self.free[row] = False
        if len(core.conflicts):
            pairs = core.conflicts[(core.conflicts == row).any(axis=1)]
            self.free[pairs.ravel()] = False
        self.left -= float(core.costs[row])
        near = core.covers.indices[core.covers.indptr[row] : core.covers.indptr[row + 1]]
        new = near[self.open[near]]
        self.open[new] = False
        sites = spread(core.by_demand, new)
        many = np.diff(core.by_demand.indptr)[new]
        self.gains -= np.bincount(sites, np.repeat(core.weights[new], many), len(core.sites))

    def fill(self) -> None:
        """Add the best per cost that still fits until nothing does."""
        while True:
            fit = self.free & (self.core.costs <= self.left) & (self.gains > self.least)
            if not fit.any():
                return
            self.add(int(np.argmax(np.where(fit, self.gains / self.by, -1.0))))

    def meet(self, need: Need, *, cheaply: bool) -> bool:
        """Add sites until a floor is met; False where what fits does not meet it."""
        core = self.core
        while (missing := need.least - self._got(need)) > ROOM * max(1.0, need.least):
            helps = self._helps(need)
            fit = self.free & (core.costs <= self.left) & (helps > 0)
            if not fit.any():
                return False
            score = np.minimum(helps, missing) / self.by
            if not cheaply:
                score = score * (1.0 + self.gains / max(float(self.gains.max()), ROOM))
            self.add(int(np.argmax(np.where(fit, score, -1.0))))
        return True

    def _got(self, need: Need) -> float:
        if need.sites is not None:
            return float(need.sites[self.rows].sum())
        return float(self.core.weights[~self.open & need.demand].sum())

    def _helps(self, need: Need) -> Floats:
        if need.sites is not None:
            return need.sites.astype(np.float64)
        return np.asarray(self.core.covers @ (self.core.weights * (need.demand & self.open)))


def greedy(core: Core, first: Ints | None = None) -> Ints | None:
    """Choose rows of the core greedily, `first` before all; None where the floors could not be met this way."""
    for cheaply in (False, True):
        choice = Choice(core)
        for row in () if first is None else first:
            if choice.free[row] and core.costs[row] <= choice.left:
                choice.add(int(row))
        if all([choice.meet(need, cheaply=cheaply) for need in core.needs]):  # noqa: C419 - all are tried in turn
            choice.fill()
            return np.sort(np.array(choice.rows, dtype=np.int64))
    return None


def pruned(core: Core, rows: Ints) -> Ints:
    """Leave out, the dearest first, what covers nothing that others do not, unless a floor needs it."""
    kept = np.zeros(len(core.sites), dtype=bool)
    kept[rows] = True
    times = np.bincount(spread(core.covers, rows), minlength=len(core.weights))
    for row in rows[np.lexsort((rows, -core.costs[rows]))]:
        near = core.covers.indices[core.covers.indptr[row] : core.covers.indptr[row + 1]]
        if (times[near] > 1).all() and _spare(core, kept, int(row)):
            kept[row] = False
            times[near] -= 1
    return np.flatnonzero(kept)


def _spare(core: Core, kept: Flags, row: int) -> bool:
    return all(need.sites is None or not need.sites[row] or (kept & need.sites).sum() > need.least
               for need in core.needs)  # fmt: skip
