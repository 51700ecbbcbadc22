"""How sure each site is: in how many plans it stands when the weights of the criteria are drawn again and again."""

from dataclasses import dataclass, replace

import numpy as np

from camdash.planning.siting.core import Core, core_of, reduce
from camdash.planning.siting.greedy import greedy
from camdash.planning.siting.problem import Floats, Problem, Report
from camdash.planning.siting.watch import Watch


@dataclass(frozen=True, eq=False)
class Robust:
    """By site: the share (0 to 1) of the drawn plans in which it stands; `draws` that were worked out."""

    probability: Floats
    draws: int
    reproducible: bool


def robust(problem: Problem, criteria: Floats, draws: Floats, progress: Report | None = None) -> Robust:
    """Plan greedily for each draw: demand weighs `problem.weights` times its score under the drawn weights.

    `criteria`: scores by demand and criterion (0 to 1). `draws`: weights by draw and criterion, as drawn by Dirichlet.
    Raises ValueError where their shapes do not fit. Draws in which no plan was found count as plans without sites.
    """
    if criteria.shape[0] != len(problem.weights) or draws.ndim != 2 or criteria.shape[1] != draws.shape[1]:  # noqa: PLR2004
        raise ValueError("criteria must be demand x criterion, draws must be draw x criterion")
    watch = Watch(progress)
    core = _core(problem)
    amounts = problem.weights[core.demand, None] * criteria[core.demand]
    times = np.zeros(len(problem.costs))
    done = 0
    for weights in draws:
        if watch.stop("robust", done / len(draws)):
            break
        drawn = replace(core, weights=np.maximum(amounts @ weights, 0.0))
        rows = greedy(drawn)
        times[core.chosen if rows is None else drawn.original(rows)] += 1
        done += 1
    return Robust(times / max(done, 1), done, not watch.cut)


def _core(problem: Problem) -> Core:
    """Settle mandatory and excluded sites; floors of sites hold, floors of coverage depend on the weights: left out."""
    none = np.zeros(len(problem.costs), dtype=bool)
    take = none if problem.mandatory is None else problem.mandatory
    leave = none if problem.excluded is None else problem.excluded
    core = reduce(core_of(problem), take, leave, merge=False)
    return replace(core, needs=tuple(need for need in core.needs if need.sites is not None))
