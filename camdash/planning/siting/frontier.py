"""Coverage against money: what each of a row of budgets would cover, and what none could."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from camdash.planning.siting.core import Core, core_of, reduce
from camdash.planning.siting.greedy import greedy, pruned
from camdash.planning.siting.multipliers import ascend
from camdash.planning.siting.optimum import is_light
from camdash.planning.siting.problem import ROOM, Effort, Problem, Report
from camdash.planning.siting.program import Curve, Relaxed
from camdash.planning.siting.search import improve
from camdash.planning.siting.solver import contradiction
from camdash.planning.siting.watch import Watch

_SIMPLEX = 60_000
_ASCENTS = 100
_SURE = 1e-6


@dataclass(frozen=True, slots=True)
class Point:
    """One budget: the weight that is covered, what it costs, with how many sites, and the bound."""

    budget: float
    objective: float
    bound: float
    cost: float
    sites: int


def budgets_for(problem: Problem, count: int = 20) -> tuple[float, ...]:
    """Give evenly spaced budgets up to twice the problem's own, at most what all candidates cost."""
    top = min(2 * problem.budgets[-1], float(problem.costs.sum()))
    return tuple(float(np.round(top * (k + 1) / count)) if top > count else top * (k + 1) / count for k in range(count))


def frontier(
    problem: Problem,
    budgets: Sequence[float] | None = None,
    effort: Effort | None = None,
    progress: Report | None = None,
) -> tuple[Point, ...]:
    """Work out the points of ascending budgets; those that the mandatory sites and floors leave impossible are missing.

    Coverage never falls with more money, and the bound neither. Cancelled, the points so far are given. Each point is
    a rounding of the linear program and a short search, so a full solution may cover a little more.
    """
    effort = effort or Effort(iterations=300)
    watch = Watch(progress, effort.time_limit_s)
    line = sorted(budgets if budgets is not None else budgets_for(problem))
    none = np.zeros(len(problem.costs), dtype=bool)
    mandatory = none if problem.mandatory is None else problem.mandatory
    excluded = none if problem.excluded is None else problem.excluded
    spent = float(problem.costs[mandatory].sum())
    line = [budget for budget in line if spent <= budget + ROOM * max(1.0, budget)]
    if not line or contradiction(replace(problem, budgets=(line[-1],)), mandatory, excluded) is not None:
        return ()
    core = reduce(core_of(replace(problem, budgets=(line[-1],))), mandatory, excluded)
    return _monotone(_points(core, spent, line, effort, watch))


def _points(core: Core, spent: float, line: Sequence[float], effort: Effort, watch: Watch) -> list[Point]:
    curve = Curve(core, watch, _SIMPLEX) if is_light(core) or len(core.sites) <= effort.exact_below else None
    points: list[Point] = []
    for turn, budget in enumerate(line):
        if watch.cut or watch.stop("frontier", turn / len(line)):
            break
        at = replace(core, budget=budget - spent)
        relaxed = curve.at(at.budget) if curve else ascend(at, 0.0, watch, _ASCENTS)
        point = _point(at, relaxed, budget, effort, watch)
        if point is not None:
            points.append(replace(point, cost=point.cost + spent))
    return points


def _point(core: Core, relaxed: Relaxed, budget: float, effort: Effort, watch: Watch) -> Point | None:
    sure = None
    if relaxed.shares is not None:
        sure = np.flatnonzero(relaxed.shares > 1 - _SURE)
    rows = greedy(core, sure)
    if rows is None:
        return None
    bound = relaxed.bound + core.base
    rows = improve(core, rows, (effort.iterations, effort.seed), watch, bound * (1 - effort.gap))
    rows = pruned(core, rows)
    value = core.value(rows)
    top = core.base + float(core.weights.sum())
    cost = float(core.costs[rows].sum())
    return Point(budget, value, max(value, min(bound, top)), cost, len(rows) + len(core.chosen))


def _monotone(points: list[Point]) -> tuple[Point, ...]:
    """Let no point cover less than one before it (its choice fits here too), nor promise more than one after it."""
    for k in range(1, len(points)):
        if points[k].objective < points[k - 1].objective:
            before = points[k - 1]
            points[k] = replace(points[k], objective=before.objective, cost=before.cost, sites=before.sites,
                                bound=max(points[k].bound, before.objective))  # fmt: skip
    for k in range(len(points) - 2, -1, -1):
        points[k] = replace(points[k], bound=min(points[k].bound, points[k + 1].bound))
    return tuple(points)
