"""One core solved: greedy, a bound, the linear program, its rounding, the exact rest, and search while it pays.

Values and bounds count what the core has settled (`base`), so those of nested cores compare.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from camdash.planning.siting.combining import combined
from camdash.planning.siting.core import Core, reduce
from camdash.planning.siting.greedy import greedy, pruned
from camdash.planning.siting.multipliers import ascend
from camdash.planning.siting.problem import PROVED, ROOM, Effort, Flags, Floats, Ints
from camdash.planning.siting.program import Relaxed, branch, relax
from camdash.planning.siting.search import improve
from camdash.planning.siting.watch import Watch

_ASCENTS = 250
_FIRST_ROUNDS = 1500
_ROUNDED = 400
_LIGHT = 6.0
"""Up to so many entries of the matrix per row and column, the linear program is quick (see docs/decisions.md)."""
_TINY = 3000
"""Below so many entries the exact solver alone is quickest."""
_SIMPLEX = 60_000
_REST = 500
"""How many undecided sites are left to the exact solver in a large core."""
_FEW = 200
"""Nodes for those."""
_SURE = 1e-6


@dataclass(frozen=True, eq=False)
class Found:
    """The best choice (original rows, settled ones included; None: none found), its value, and the bound."""

    sites: Ints | None
    value: float
    bound: float
    impossible: bool = False


def optimum(core: Core, effort: Effort, watch: Watch) -> Found:
    """Solve a core."""
    work = _Work(core, effort, watch)
    work.begin()
    if work.impossible or work.done():
        return work.found()
    small = len(core.sites) <= effort.exact_below
    if small and core.covers.nnz <= _TINY:
        work.exactly(core)
        return work.found()
    light = is_light(core)
    if not (small or light):
        work.offer(improve(core, work.rows(core), (min(_FIRST_ROUNDS, effort.iterations), effort.seed), watch))
    if not small:
        work.bind(core, ascend(core, work.value - core.base, watch, _ASCENTS if light else 6 * _ASCENTS))
    if not work.done() and (small or light):
        work.by_program()
    if not work.done() and work.relaxed is not None and not light:
        work.offer(combined(core, work.rows(core), work.relaxed, effort, watch))
    elif not work.done():
        work.offer(improve(core, work.rows(core), (effort.iterations, effort.seed), watch, work.bound))
    return work.found()


def is_light(core: Core) -> bool:
    """Tell whether the linear program of a core is quick."""
    return core.covers.nnz <= _LIGHT * (len(core.sites) + len(core.weights))


class _Work:
    """The best choice and bound so far."""

    def __init__(self, core: Core, effort: Effort, watch: Watch) -> None:
        self.core, self.effort, self.watch = core, effort, watch
        self.sites: Ints | None = None
        self.value = -math.inf
        self.bound = core.base + float(core.weights.sum())
        self.relaxed: Relaxed | None = None
        self.impossible = False

    def begin(self) -> None:
        """Choose greedily, or exactly where the floors are too tight for that."""
        rows = greedy(self.core)
        if rows is not None:
            self.offer(rows)
            return
        exact = branch(self.core, self.watch, self.effort.nodes, None)
        self.impossible = exact.impossible
        if exact.rows is not None:
            self.offer(exact.rows)
        self.tighten(exact.bound + self.core.base)
        self.impossible = self.impossible or self.sites is None

    def offer(self, rows: Ints | None, core: Core | None = None) -> None:
        """Keep rows of a core (this one, or one nested in it) if they are allowed and better."""
        if rows is None:
            return
        mine = rows if core is None else np.flatnonzero(np.isin(self.core.sites, core.original(rows)))
        value = self.core.value(mine)
        if value > self.value and self.core.holds(mine) and _within(self.core, mine):
            self.sites, self.value = self.core.original(mine), value
            self.watch.objective = value

    def bind(self, core: Core, relaxed: Relaxed) -> None:
        """Take over a bound of a core; keep the one whose reduced values fix most."""
        self.tighten(relaxed.bound + core.base)
        self.relaxed = relaxed

    def tighten(self, bound: float) -> None:
        """Lower the bound; whole weights make whole values."""
        safe = bound + _SURE if self.core.whole else bound + ROOM * max(1.0, abs(bound))
        self.bound = max(self.value, min(self.bound, float(np.floor(safe)) if self.core.whole else safe))
        self.watch.bound = self.bound

    def done(self) -> bool:
        """Tell whether there is nothing to win, or the work was cut."""
        if self.watch.cut or self.sites is None:
            return True
        exact = len(self.core.sites) <= self.effort.exact_below
        allowed = PROVED if exact else max(self.effort.gap, PROVED)
        return self.bound - self.value <= allowed * max(self.bound, 1e-300)

    def rows(self, core: Core) -> Ints:
        """Give the best choice as rows of a core, as far as it is in there."""
        return np.flatnonzero(np.isin(core.sites, [] if self.sites is None else self.sites))

    def by_program(self) -> None:
        """Solve the linear program of what cannot be fixed yet, round it, and solve the rest exactly."""
        inner = self.narrowed(self.core, self.relaxed)
        if inner is None:
            self.tighten(self.value)
            return
        lp = relax(inner, self.watch, _SIMPLEX)
        outside = self.value  # what was fixed away is no better than this
        self.tighten(max(outside, lp.bound + inner.base))
        if lp.shares is None or self.done():
            return
        self.round(inner, lp.shares)
        if not self.done():
            self.finish(inner, lp)

    def round(self, core: Core, shares: Floats) -> None:
        """Take what the program takes whole, fill up greedily, and improve that."""
        sure = np.flatnonzero(shares > 1 - _SURE)
        rows = greedy(core, sure[np.argsort(-shares[sure], kind="stable")])
        if rows is not None:
            self.offer(rows, core)
            rounds = 0 if self.done() else min(_ROUNDED, self.effort.iterations)
            self.offer(improve(core, rows, (rounds, self.effort.seed), self.watch, self.bound), core)

    def finish(self, core: Core, lp: Relaxed) -> None:
        """Leave what is undecided to the exact solver: all of it if that is little, else the closest calls."""
        if self.closed(core, lp):
            return
        close = np.abs(lp.reduced)
        last = min(_REST, len(close)) - 1
        limit = max(_SURE, float(np.partition(close, last)[last]))
        rest = settled(core, lp.reduced > limit, lp.reduced < -limit)
        if rest is not None:
            self.offer(branch(rest, self.watch, min(_FEW, self.effort.nodes), self.start(rest)).rows, rest)
        if not self.done():
            self.closed(core, lp)

    def closed(self, core: Core, lp: Relaxed) -> bool:
        """Solve exactly what can still be better, if that is little; False where it is too much."""
        inner = self.narrowed(core, lp)
        if inner is None:
            self.tighten(self.value)
        elif len(inner.sites) <= self.effort.exact_below:
            self.exactly(inner)
        else:
            return False
        return True

    def exactly(self, core: Core) -> None:
        """Solve a core, from which only what is no better was fixed away, by branch and bound."""
        before = self.value
        exact = branch(core, self.watch, self.effort.nodes, self.start(core))
        self.offer(exact.rows, core)
        self.tighten(max(before, exact.bound + core.base))

    def start(self, core: Core) -> Ints | None:
        """Give the best choice as rows of a nested core if it is a choice there."""
        rows = self.rows(core)
        return rows if core.holds(rows) and _within(core, rows) else None

    def narrowed(self, core: Core, relaxed: Relaxed | None) -> Core | None:
        """Fix every site whose other answer cannot give more than the best value; None: no answer can."""
        if relaxed is None:
            return core
        better = 1.0 if self.core.whole else ROOM * max(1.0, self.value)
        worth = relaxed.bound + core.base - np.abs(relaxed.reduced) + _SURE
        fixed: Flags = worth < self.value + better
        return settled(core, fixed & (relaxed.reduced > 0), fixed & (relaxed.reduced < 0))

    def found(self) -> Found:
        """Give what was found, without what is not needed."""
        if self.sites is None:
            return Found(None, 0.0, 0.0, self.impossible)
        rows = pruned(self.core, self.rows(self.core))
        more = greedy(self.core, rows)  # what is left out may pay for something else
        rows = rows if more is None or self.core.value(more) <= self.core.value(rows) else more
        self.tighten(max(self.bound, self.core.value(rows)))
        return Found(self.core.original(rows), self.core.value(rows), max(self.bound, self.value))


def _within(core: Core, rows: Ints) -> bool:
    return float(core.costs[rows].sum()) <= core.budget + ROOM * max(1.0, core.budget)


def settled(core: Core, take: Flags, leave: Flags) -> Core | None:
    """Reduce a core; None where what is taken does not go together or costs too much."""
    if len(core.conflicts) and take[core.conflicts].all(axis=1).any():
        return None
    return reduce(core, take, leave) if _within(core, np.flatnonzero(take)) else None


def unlimited(core: Core) -> Core:
    """Give the core as if money did not matter."""
    return replace(core, budget=float(core.costs.sum()) + 1.0)
