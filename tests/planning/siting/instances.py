"""Random problems, and the same problems solved by an exact solver that shares nothing with the one tested."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from camdash.planning.siting import Floor, Problem


def small_problem(seed: int) -> Problem:
    """Make one of up to 14 sites and 30 demand points, each kind of constraint with some chance."""
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(1, 15)), int(rng.integers(1, 31))
    covers = csr_array((rng.random((n, m)) < rng.uniform(0.05, 0.4)).astype(float))
    whole = rng.random() < 0.5
    weights = rng.integers(0, 9, m).astype(float) if whole else np.round(rng.random(m), 3)
    costs = np.ones(n) if rng.random() < 0.3 else rng.integers(0, 6, n).astype(float)
    budget = float(np.round(costs.sum() * rng.uniform(0.1, 0.8), 1))
    some = lambda size, share: rng.random(size) < share if rng.random() < 0.5 else None  # noqa: E731 - a short word
    groups = int(rng.integers(1, 4))
    of_site, of_demand = rng.integers(0, groups, n), rng.integers(0, groups, m)
    floors = tuple(
        Floor(g, int(rng.integers(0, 3)), float(np.round(rng.uniform(0, 0.4), 2)))
        for g in range(groups)
        if rng.random() < 0.4
    )
    pairs = rng.integers(0, n, (int(rng.integers(0, 4)), 2))
    return Problem(
        weights, covers, costs, (budget,),
        mandatory=some(n, 0.1), excluded=some(n, 0.2), covered=some(m, 0.2),
        group_of_site=of_site, group_of_demand=of_demand, floors=floors,
        conflicts=pairs[pairs[:, 0] != pairs[:, 1]],
    )  # fmt: skip


def exact(problem: Problem, chosen_from: np.ndarray | None = None) -> float | None:  # noqa: C901 - a row a constraint
    """Give the greatest coverage, existing included, by scipy's own formulation; None where nothing fits."""
    n, m = problem.covers.shape
    covers = problem.covers.toarray()
    covered = np.zeros(m, dtype=bool) if problem.covered is None else problem.covered
    rows, low, high = [], [], []

    def row(site: np.ndarray, demand: np.ndarray, least: float, most: float) -> None:
        rows.append(np.concatenate([site, demand]))
        low.append(least)
        high.append(most)

    none, off = np.zeros(n), np.zeros(m)
    for i in range(m):
        row(-covers[:, i], np.eye(m)[i], -np.inf, float(covered[i]))
    row(problem.costs, off, -np.inf, problem.budgets[-1])
    for floor in problem.floors:
        row((problem.group_of_site == floor.group).astype(float), off, floor.min_sites, np.inf)
        weights = problem.weights * (problem.group_of_demand == floor.group)
        row(none, weights, floor.min_share * weights.sum() - 1e-9, np.inf)
    for one, other in [] if problem.conflicts is None else problem.conflicts:
        row(np.eye(n)[one] + np.eye(n)[other], off, -np.inf, 1)
    least = np.zeros(n + m)
    most = np.ones(n + m)
    if problem.mandatory is not None:
        least[:n][problem.mandatory] = 1
    if problem.excluded is not None:
        most[:n][problem.excluded] = 0
    if chosen_from is not None:
        most[:n][~chosen_from] = 0
    if (least > most).any():
        return None
    found = milp(
        -np.concatenate([none, problem.weights]),
        constraints=LinearConstraint(np.array(rows), low, high),
        bounds=Bounds(least, most),
        integrality=np.concatenate([np.ones(n), off]),
        options={"mip_rel_gap": 0},
    )
    return None if found.x is None else -float(found.fun)


def broken(problem: Problem, chosen: np.ndarray) -> list[str]:
    """Name the constraints that a choice breaks."""
    mine = np.zeros(len(problem.costs), dtype=bool)
    mine[chosen] = True
    covered = np.asarray(problem.covers[chosen].sum(axis=0)).ravel() > 0
    if problem.covered is not None:
        covered |= problem.covered
    faults = ["budget"] if problem.costs[mine].sum() > problem.budgets[-1] + 1e-9 else []
    if problem.mandatory is not None and not mine[problem.mandatory].all():
        faults.append("mandatory")
    if problem.excluded is not None and mine[problem.excluded].any():
        faults.append("excluded")
    if problem.conflicts is not None and any(mine[one] and mine[other] for one, other in problem.conflicts):
        faults.append("conflict")
    for floor in problem.floors:
        if floor.min_sites and mine[problem.group_of_site == floor.group].sum() < floor.min_sites:
            faults.append(f"sites of {floor.group}")
        weights = problem.weights * (problem.group_of_demand == floor.group)
        if weights @ covered < floor.min_share * weights.sum() - 1e-9:
            faults.append(f"share of {floor.group}")
    return faults


def city(sites: int, demand: int, radius: float = 75.0, seed: int = 1, share: float = 0.1) -> Problem:
    """Make a larger one: places spread evenly at 40 m from each other, whole weights, costs of 20 to 80."""
    from camdash.planning.coverage import coverage  # noqa: PLC0415

    rng = np.random.default_rng(seed)
    side = float(np.sqrt(demand) * 40.0)
    there, here = rng.random((demand, 2)) * side, rng.random((sites, 2)) * side
    costs = rng.integers(20, 81, sites).astype(float)
    weights = rng.integers(1, 11, demand).astype(float)
    return Problem(weights, coverage(here, there, radius), costs, (float(np.round(costs.sum() * share)),))
