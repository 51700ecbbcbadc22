"""Why these sites, in this order, why not the others, and why money is left: codes and figures, no sentences.

camdash.planning.spoken says them.
"""

from dataclasses import dataclass

import numpy as np

from camdash.planning.siting.core import Core, core_of, got
from camdash.planning.siting.greedy import Choice
from camdash.planning.siting.problem import ROOM, Flags, Floats, Ints, Problem, Solution


@dataclass(frozen=True, slots=True)
class Bought:
    """A chosen site at its turn: what it newly covers, its cost, and the next one that was compared with it."""

    site: int
    phase: int
    order: int  # from 1, over all phases
    adds: float
    cost: float
    mandatory: bool
    covered: float  # by all so far and what exists
    runner_up: int | None = None  # the best of the same phase still to buy
    runner_up_adds: float = 0.0
    runner_up_cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that was not chosen: a code, what it would add to the plan, and its cost.

    `other`: the site in conflict, or the worse site that a floor needs; `least`: what the least of the bought ones
    gives for its cost; `left`: the money left.
    """

    site: int
    code: str
    adds: float
    cost: float
    other: int | None = None
    least: float = 0.0
    left: float = 0.0


@dataclass(frozen=True, slots=True)
class Left:
    """The money left and why: a code, and the cheapest useful candidate where that is the reason."""

    amount: float
    code: str
    site: int | None = None
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Explanation:
    """The order of purchase, the candidates that were not bought (by row), and what is left."""

    bought: tuple[Bought, ...]
    rejected: tuple[Rejected, ...]
    left: Left


def explain(problem: Problem, solution: Solution) -> Explanation:
    """Explain a solution of a problem; an infeasible one has nothing to explain (ValueError)."""
    if solution.status == "infeasible":
        raise ValueError("nothing was chosen: the solution's own reason says why")
    core = core_of(problem)
    choice = Choice(core)
    bought = tuple(_purchases(problem, solution, choice))
    left = max(0.0, problem.budgets[-1] - solution.cost)
    needed = _needed(core, solution.chosen)
    return Explanation(bought, tuple(_rejected(problem, choice, bought, needed, left)), _left(problem, choice, left))


def _purchases(problem: Problem, solution: Solution, choice: Choice) -> list[Bought]:
    """Buy within each phase by what is newly covered per cost, mandatory sites first."""
    mandatory = np.zeros(len(problem.costs), dtype=bool) if problem.mandatory is None else problem.mandatory
    base = problem.total - float(choice.core.weights.sum())
    bought: list[Bought] = []
    for phase in range(len(problem.budgets)):
        todo = solution.chosen[solution.phase == phase]
        while len(todo):
            first = todo[mandatory[todo]]
            row, second = _two_best(choice, first if len(first) else todo, todo)
            adds, more = float(choice.gains[row]), float(choice.gains[second]) if second is not None else 0.0
            choice.add(row)
            covered = base + float(choice.core.weights[~choice.open].sum())
            cost = float(problem.costs[row])
            other = 0.0 if second is None else float(problem.costs[second])
            told = (row, phase, len(bought) + 1, adds, cost, bool(mandatory[row]), covered, second, more, other)
            bought.append(Bought(*told))
            todo = todo[todo != row]
    return bought


def _two_best(choice: Choice, first: Ints, todo: Ints) -> tuple[int, int | None]:
    def best(rows: Ints) -> int:
        return int(rows[np.argmax(choice.gains[rows] / choice.by[rows])])

    row = best(first)
    rest = todo[todo != row]
    return row, best(rest) if len(rest) else None


def _rejected(
    problem: Problem, choice: Choice, bought: tuple[Bought, ...], needed: Flags, left: float
) -> list[Rejected]:
    n = len(problem.costs)
    mine = np.zeros(n, dtype=bool)
    mine[[each.site for each in bought]] = True
    rivals = _rivals(problem.conflicts, mine, n)
    excluded = np.zeros(n, dtype=bool) if problem.excluded is None else problem.excluded
    free = [each for each in bought if not each.mandatory and not needed[each.site]]
    least = min((each.adds / choice.by[each.site] for each in free), default=0.0)
    held = [each for each in bought if needed[each.site] and not each.mandatory]
    found: list[Rejected] = []
    for site in np.flatnonzero(~mine).tolist():
        adds, cost = max(0.0, float(choice.gains[site])), float(problem.costs[site])
        rate = adds / choice.by[site]
        code, other = "over_budget", None
        if excluded[site]:
            code = "excluded"
        elif rivals[site] >= 0:
            code, other = "conflict", int(rivals[site])
        elif adds <= choice.least:
            code = "nothing_new"
        elif (worse := _worse(held, rate, cost, left, choice.by)) is not None:
            code, other = "no_room_under_floor", worse
        elif free and rate < least:
            code = "less_per_dong"
        found.append(Rejected(site, code, adds, cost, other, float(least), left))
    return found


def _worse(held: list[Bought], rate: float, cost: float, left: float, by: Floats) -> int | None:
    """Find a site that a floor holds, gives less for its cost, and would pay for this one."""
    fits = (each for each in held if each.adds / by[each.site] < rate and cost <= left + each.cost)
    return next((each.site for each in fits), None)


def _rivals(conflicts: Ints | None, mine: Flags, n: int) -> Ints:
    """Give each site a chosen one that it conflicts with, or -1."""
    rivals = np.full(n, -1, dtype=np.int64)
    if conflicts is not None and len(conflicts):
        for pair in (conflicts, conflicts[:, ::-1]):
            hit = mine[pair[:, 0]]
            rivals[pair[hit, 1]] = pair[hit, 0]
    return rivals


def _needed(core: Core, chosen: Ints) -> Flags:
    """Flag the chosen sites without which a floor is not met."""
    needed = np.zeros(len(core.sites), dtype=bool)
    if not core.needs:
        return needed
    mine = needed.copy()
    mine[chosen] = True
    covers = core.covers[chosen]
    times = np.asarray(covers.sum(axis=0)).ravel()
    for need in core.needs:
        spare = got(need, mine, times > 0, core.weights) - need.least
        if need.sites is not None:
            needed |= mine & need.sites & (spare < 1)
        else:
            alone = np.asarray(covers @ (core.weights * (need.demand & (times == 1))))
            needed[chosen[alone > spare + ROOM * max(1.0, need.least)]] = True
    return needed


def _left(problem: Problem, choice: Choice, left: float) -> Left:
    if left <= ROOM * max(1.0, problem.budgets[-1]):
        return Left(0.0, "all_spent")
    useful = choice.gains > choice.least
    useful[choice.rows] = False
    if problem.excluded is not None:
        useful &= ~problem.excluded
    open_ = np.flatnonzero(useful & choice.free)
    if not len(open_):
        return Left(left, "only_conflicts_left" if useful.any() else "nothing_left_to_cover")
    cheapest = int(open_[np.argmin(problem.costs[open_])])
    cost = float(problem.costs[cheapest])
    return Left(left, "cheapest_costs_more" if cost > left else "not_searched_further", cheapest, cost)
