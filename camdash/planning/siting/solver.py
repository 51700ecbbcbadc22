"""The answer to a problem: what is impossible is told, the final set found, and the phases nested into it."""

import numpy as np

from camdash.planning.siting.core import Core, core_of, got, reduce
from camdash.planning.siting.greedy import greedy
from camdash.planning.siting.optimum import Found, optimum, unlimited
from camdash.planning.siting.phases import phased
from camdash.planning.siting.problem import (
    PROVED,
    ROOM,
    Effort,
    Flags,
    Floor,
    Ints,
    Problem,
    Report,
    Solution,
    Status,
    Why,
    fits,
)
from camdash.planning.siting.program import branch
from camdash.planning.siting.watch import Watch


def solve(problem: Problem, effort: Effort | None = None, progress: Report | None = None) -> Solution:
    """Choose the sites that cover most within the budget, and say how good that is.

    The same problem and effort give the same answer, unless `effort.time_limit_s` or `progress` (answering False) cuts
    the work; the best so far is given then. A problem that nothing fits gives a solution that says why.
    """
    effort = effort or Effort()
    watch = Watch(progress, effort.time_limit_s)
    mandatory, excluded = _flags(problem.mandatory, problem), _flags(problem.excluded, problem)
    why = contradiction(problem, mandatory, excluded)
    if why is not None:
        return _impossible(why)
    whole = core_of(problem)
    core = reduce(whole, mandatory, excluded)
    found = optimum(core, effort, watch)
    if found.sites is None:
        return _impossible(_reason(problem, core, effort, watch, found))
    return _answer(problem, whole, found, effort, watch)


def _flags(flags: Flags | None, problem: Problem) -> Flags:
    return np.zeros(len(problem.costs), dtype=bool) if flags is None else flags.astype(bool)


def contradiction(problem: Problem, mandatory: Flags, excluded: Flags) -> Why | None:
    """Tell what is wrong with the mandatory sites alone."""
    if (mandatory & excluded).any():
        return Why("mandatory_excluded", possible=float((mandatory & excluded).sum()))
    pairs = problem.conflicts
    if pairs is not None and len(pairs) and mandatory[pairs].all(axis=1).any():
        return Why("mandatory_conflict")
    cost = float(problem.costs[mandatory].sum())
    if not fits(cost, problem.budgets[-1]):
        return Why("mandatory_over_budget", needed=cost, possible=float(problem.budgets[-1]))
    return None


def _reason(problem: Problem, core: Core, effort: Effort, watch: Watch, found: Found) -> Why:
    """Name the floor that even everything does not meet, else what the floors lack together."""
    every = np.arange(len(core.sites))
    covered = core.covered(every)
    for need in core.needs:
        most = got(need, np.ones(len(every), dtype=bool), covered, core.weights)
        if most < need.least - ROOM * max(1.0, need.least):
            floor: Floor = problem.floors[need.floor]
            return Why("floor", floor.group, need.least, most)
    if not found.impossible:
        return Why("floors_not_found")
    rich = unlimited(core)
    possible = greedy(rich) is not None or branch(rich, watch, effort.nodes, None).rows is not None
    return Why("floors_over_budget" if possible else "floors_conflict", possible=core.budget)


def _impossible(why: Why) -> Solution:
    none: Ints = np.empty(0, dtype=np.int64)
    return Solution(none, none, 0.0, (), 0.0, 0.0, "infeasible", why=why)


def _answer(problem: Problem, whole: Core, found: Found, effort: Effort, watch: Watch) -> Solution:
    chosen = found.sites if found.sites is not None else np.empty(0, dtype=np.int64)
    phase = phased(problem, whole, chosen, effort, watch)
    values = tuple(whole.value(chosen[phase <= k]) for k in range(len(problem.budgets)))
    closed = found.bound - found.value <= PROVED * max(1.0, found.bound)
    status: Status = "optimal" if closed else "stopped" if watch.cut else "feasible"
    return Solution(
        chosen=chosen,
        phase=phase,
        objective=values[-1],
        phase_objectives=values,
        bound=max(found.bound, values[-1]),
        cost=float(problem.costs[chosen].sum()),
        status=status,
        reproducible=not watch.cut,
    )
