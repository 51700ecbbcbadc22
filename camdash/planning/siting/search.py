"""Local search: a few neighbouring sites are taken out and put back greedily, kept or not by simulated annealing.

Ruin and recreate (Schrimpf et al. 2000; for routing Christiaens and Vanden Berghe 2020). Work is counted in rounds; the
draws are seeded. A round costs some products of a small matrix for each site that is moved: what a site would newly
cover is kept up to date for all sites that share demand with one that moves.
"""

import math
import random
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from camdash.planning.siting.core import Core, spread
from camdash.planning.siting.greedy import divisors
from camdash.planning.siting.problem import ROOM, Flags, Floats, Ints
from camdash.planning.siting.watch import Watch

_REMEMBERED = 30_000_000
"""Numbers that the surroundings of sites may hold before they are forgotten: 240 MB."""


_FAR = 6.0
"""Sites that add less than the best by so many times the heat are not drawn: one in 400 would be."""


@dataclass(frozen=True, slots=True)
class Cooling:
    """Temperatures as shares of what a chosen site covers on average, and how many sites a round takes out at most."""

    first: float = 0.05
    last: float = 0.01
    most: int = 2
    far: float = 0.2  # how often one more is taken out somewhere else
    skip: float = 0.02  # how often the second best is taken
    ban: float = 0.3  # how often a site just taken out may not come back at once


_UNLIKE = Cooling(first=0.1, last=0.002, most=3, far=0.0)
"""Where costs differ, sites are put in by their rate, which leaves more to the removals."""


@dataclass(frozen=True, eq=False, slots=True)
class Near:
    """A site's surroundings: its demand, the sites that share some of it, and weights (sites x demand)."""

    demand: Ints
    sites: Ints
    weights: npt.NDArray[np.float64]
    own: Floats


class Search:
    """The state of a search over one core, which starts at `rows`."""

    def __init__(self, core: Core, rows: Ints, seed: int) -> None:
        self.core = core
        self.draw = random.Random(seed)  # noqa: S311 - it shapes a search, it keeps no secret
        self.times = np.bincount(spread(core.covers, rows), minlength=len(core.weights)).astype(np.float64)
        self.gains: Floats = core.covers @ (core.weights * (self.times == 0))
        self.mine = np.zeros(len(core.sites), dtype=bool)
        self.mine[rows] = True
        self.left = core.budget + ROOM * max(1.0, core.budget) - float(core.costs[rows].sum())
        self.value = core.value(rows) - core.base
        self.by = divisors(core)
        self.least = ROOM * float(core.weights.max(initial=0.0))  # less is what sums lose
        self.alike = bool(len(core.costs)) and float(np.ptp(core.costs)) == 0 and float(core.costs[0]) > 0
        self._near: dict[int, Near] = {}
        self._held = 0
        self._rivals = _rivals(core)

    @property
    def drawn(self) -> bool:
        """Whether sites are put in by drawing: they cost the same and none excludes another."""
        return self.alike and self._rivals is None

    def near(self, row: int) -> Near:
        """Give the surroundings of a site, worked out when first asked for."""
        known = self._near.get(row)
        if known is None:
            known = self._surroundings(row)
            self._held += known.weights.size
            if self._held > _REMEMBERED:
                self._near.clear()
                self._held = known.weights.size
            self._near[row] = known
        return known

    def _surroundings(self, row: int) -> Near:
        core = self.core
        demand = core.covers.indices[core.covers.indptr[row] : core.covers.indptr[row + 1]].astype(np.int64)
        counts = np.diff(core.by_demand.indptr)[demand]
        sites, place = np.unique(spread(core.by_demand, demand), return_inverse=True)
        weights = np.zeros((len(sites), len(demand)))
        weights[place, np.repeat(np.arange(len(demand)), counts)] = 1.0
        own = core.weights[demand]
        return Near(demand, sites, weights * own, own)

    def drop(self, row: int) -> None:
        """Take a chosen site out."""
        near = self.near(row)
        times = self.times[near.demand]
        alone = (times == 1).astype(np.float64)
        self.times[near.demand] = times - 1
        self.gains[near.sites] += near.weights.dot(alone)
        self.value -= float(near.own.dot(alone))
        self.left += float(self.core.costs[row])
        self.mine[row] = False

    def add(self, row: int) -> None:
        """Choose a site."""
        near = self.near(row)
        times = self.times[near.demand]
        new = (times == 0).astype(np.float64)
        self.times[near.demand] = times + 1
        self.gains[near.sites] -= near.weights.dot(new)
        self.value += float(near.own.dot(new))
        self.left -= float(self.core.costs[row])
        self.mine[row] = True

    def victims(self, most: int) -> list[int]:
        """Draw up to `most` chosen sites around a site drawn from all."""
        draw = self.draw.random
        wanted = 1 + int(draw() * most)
        around = self.near(int(draw() * len(self.mine))).sites
        found = around[self.mine[around]]
        for _ in range(3):
            if len(found) >= wanted or not len(around):
                break
            around = self.near(int(around[int(draw() * len(around))])).sites
            found = np.unique(np.concatenate((found, around[self.mine[around]])))
        rows: list[int] = found.tolist()
        return self.draw.sample(rows, min(wanted, len(rows)))

    def redraw(self, many: int, heat: float) -> list[int]:
        """Add so many sites where all cost the same, each drawn by what it adds: by Boltzmann's law at this heat."""
        added: list[int] = []
        for _ in range(many):
            best = float(self.gains.max())
            if best <= self.least:
                break
            close = np.flatnonzero(self.gains > max(best - _FAR * heat, self.least))
            likely = np.exp((self.gains[close] - best) / heat).cumsum()
            row = int(close[min(int(likely.searchsorted(self.draw.random() * likely[-1])), len(close) - 1)])
            self.add(row)
            added.append(row)
        return added

    def refill(self, banned: list[int], skip: float) -> list[int]:
        """Add the best per cost until nothing fits; now and then the second best."""
        added: list[int] = []
        by_gain = self.alike or self.draw.random() < 0.25  # noqa: PLR2004 - the dear ones get their turn
        while True:
            row = self._best(banned, skip, by_gain=by_gain)
            if row is None:
                return added
            self.add(row)
            added.append(row)

    def _best(self, banned: list[int], skip: float, *, by_gain: bool) -> int | None:
        score = self._scores(by_gain=by_gain)
        if banned:
            score[banned] = -1.0
        row = int(score.argmax())
        if score[row] > 0 and self.draw.random() < skip:
            score[row] = -1.0
            row = int(score.argmax())
        return row if score[row] > 0 and self.gains[row] > self.least else None

    def _scores(self, *, by_gain: bool) -> Floats:
        """Score the sites that may be added, all others below 0; a copy."""
        costs = self.core.costs
        fit = (costs <= self.left) & (self.gains > self.least) & ~self.mine
        if self._rivals is not None:
            fit &= ~self._blocked()
        return np.where(fit, self.gains if by_gain else self.gains / self.by, -1.0)

    def _blocked(self) -> Flags:
        one, other = self.core.conflicts.T
        blocked = np.zeros(len(self.mine), dtype=bool)
        blocked[one[self.mine[other]]] = True
        blocked[other[self.mine[one]]] = True
        return blocked

    def run(self, rounds: int, cooling: Cooling, watch: Watch, enough: float) -> Ints:
        """Search for `rounds` or until `enough` is reached (`base` left out); give the best rows met."""
        best, found = self.value, np.flatnonzero(self.mine)
        if not len(found):
            return found
        each = best / len(found)
        heat = each * cooling.first
        slower = (cooling.last / cooling.first) ** (1.0 / max(rounds, 1))
        gains, times = self.gains.copy(), self.times.copy()
        for turn in range(rounds):
            if best >= enough or (turn % 64 == 0 and watch.stop("search", turn / rounds)):
                break
            heat *= slower
            np.copyto(gains, self.gains)
            np.copyto(times, self.times)
            before, left = self.value, self.left
            out, added = self._round(cooling, heat)
            if self._accept(before, heat):
                if self.value > best + ROOM * max(1.0, best):
                    best, found = self.value, np.flatnonzero(self.mine)
                continue
            np.copyto(self.gains, gains)
            np.copyto(self.times, times)
            self.value, self.left = before, left
            self.mine[added] = False
            self.mine[out] = True
        return found

    def _round(self, cooling: Cooling, heat: float) -> tuple[list[int], list[int]]:
        """Take some out and put some in; which."""
        out = self.victims(cooling.most)
        if self.draw.random() < cooling.far:
            out = list(dict.fromkeys([*out, *self.victims(1)]))
        for row in out:
            self.drop(row)
        if self.drawn:
            many = int(self.left // self.core.costs[0])
            return out, self.redraw(many, heat)
        return out, self.refill([row for row in out if self.draw.random() < cooling.ban], cooling.skip)

    def _accept(self, before: float, heat: float) -> bool:
        change = self.value - before
        if change < 0 and self.draw.random() >= math.exp(change / heat):
            return False
        return not self.core.needs or self.core.holds(np.flatnonzero(self.mine))


def _rivals(core: Core) -> Ints | None:
    return core.conflicts if len(core.conflicts) else None


def improve(
    core: Core,
    rows: Ints,
    effort: tuple[int, int],
    watch: Watch,
    enough: float = math.inf,
    *,
    cooling: Cooling | None = None,
) -> Ints:
    """Search from `rows` and give the best rows met, no worse than these; `enough` counts `base`.

    `effort`: the rounds and the seed.
    """
    rounds, seed = effort
    if not len(rows) or not rounds:
        return rows
    search = Search(core, rows, seed)
    cooling = cooling or (Cooling() if search.drawn else _UNLIKE)
    found = search.run(rounds, cooling, watch, enough - core.base)
    return found if core.value(found) > core.value(rows) else rows
