"""The phases of a chosen set: the first buys what covers most within its budget, the second adds to it, and so on."""

from dataclasses import replace

import numpy as np

from camdash.planning.siting.core import Core, reduce
from camdash.planning.siting.optimum import optimum
from camdash.planning.siting.problem import Effort, Flags, Ints, Problem, fits
from camdash.planning.siting.watch import Watch


def phased(problem: Problem, whole: Core, chosen: Ints, effort: Effort, watch: Watch) -> Ints:
    """Give the phase (from 0) of each chosen site; mandatory sites come first, as far as the budgets reach."""
    last = len(problem.budgets) - 1
    phase = np.full(len(chosen), last, dtype=np.int64)
    if not last or not len(chosen):
        return phase
    flags = np.zeros(len(problem.costs), dtype=bool)
    mandatory = flags if problem.mandatory is None else problem.mandatory.astype(bool)
    bought = flags.copy()
    plain = replace(whole, needs=(), conflicts=np.empty((0, 2), dtype=np.int64))
    mine = flags.copy()
    mine[chosen] = True
    for turn, budget in enumerate(problem.budgets[:-1]):
        at = replace(plain, budget=float(budget))
        must = mandatory & mine
        if fits(float(problem.costs[must | bought].sum()), budget):
            bought = _bought(at, must | bought, ~mine, effort, watch)
        else:
            bought = _bought(at, bought, ~must, effort, watch)
        phase[bought[chosen] & (phase == last)] = turn
    return phase


def _bought(core: Core, take: Flags, leave: Flags, effort: Effort, watch: Watch) -> Flags:
    """Choose what covers most among what is not left out, `take` in any case."""
    found = optimum(reduce(core, take, leave), effort, watch)
    bought = take.copy()
    if found.sites is not None:
        bought[found.sites] = True
    return bought
