"""A bound without a linear program: each demand's weight is shared out to the sites that cover it.

Lagrangian relaxation of "covered only by a chosen site" (Fisher 1981; for maximal covering Galvão and ReVelle 1996),
its multipliers moved by a deflected subgradient. What is left is a continuous knapsack, solved by sorting. Floors and
conflicts are not looked at, so the bound holds with them too.
"""

import numpy as np

from camdash.planning.siting.core import Core
from camdash.planning.siting.greedy import divisors
from camdash.planning.siting.problem import Floats
from camdash.planning.siting.program import Relaxed
from camdash.planning.siting.watch import Watch

_STALL = 20
_KEEP = 0.9
"""How much of the last direction is kept."""


def ascend(core: Core, target: float, watch: Watch, rounds: int) -> Relaxed:
    """Improve the multipliers `rounds` times; `target` is a value that is reached (`base` left out)."""
    by = divisors(core)
    counts = np.maximum(np.diff(core.by_demand.indptr), 1)
    shares = np.minimum(core.weights, 3 * core.weights / counts)
    best = _bounded(core, shares, by)
    step, stall, way = 2.0, 0, np.zeros(len(shares))
    for turn in range(rounds):
        if watch.stop("multipliers", turn / rounds):
            break
        bound, _, taken = now = _bounded(core, shares, by)
        stall = 0 if bound < best[0] * (1 - 1e-6) else stall + 1
        if bound < best[0]:
            best = now
        if stall > _STALL:
            step, stall = step / 1.5, 0
        way = _KEEP * way + (1 - _KEEP) * (core.by_demand @ taken - 1.0)
        free = np.where(((shares <= 0) & (way > 0)) | ((shares >= core.weights) & (way < 0)), 0.0, way)
        length = float(free @ free)
        if length < 1e-12 or bound <= target:  # noqa: PLR2004 - nothing to go along
            break
        shares = np.clip(shares - step * (bound - target) / length * free, 0.0, core.weights)
    return Relaxed(best[0], best[1])


def _bounded(core: Core, shares: Floats, by: Floats) -> tuple[float, Floats, Floats]:
    """Bound by these shares: the bound, each site's reduced value, how much of each site the knapsack takes."""
    worth = core.covers @ shares
    order = np.argsort(-worth / by, kind="stable")
    spent = np.cumsum(core.costs[order])
    full = int(np.searchsorted(spent, core.budget, side="right"))
    taken = np.zeros(len(worth))
    taken[order[:full]] = 1.0
    price = 0.0
    if full < len(order):
        last = order[full]
        before = float(spent[full - 1]) if full else 0.0
        taken[last] = min(1.0, max(0.0, (core.budget - before) / by[last]))
        price = max(0.0, float(worth[last] / by[last]))
    reduced = worth - price * core.costs
    bound = price * core.budget + float(np.maximum(reduced, 0.0).sum()) + float((core.weights - shares).sum())
    return bound, reduced, taken
