"""Why these sites and not others; what each budget covers; how sure each site is."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from scipy.sparse import csr_array

from camdash.planning.siting import Effort, Floor, Problem, Progress, solve
from camdash.planning.siting.explain import explain
from camdash.planning.siting.frontier import budgets_for, frontier
from camdash.planning.siting.robust import robust
from tests.planning.siting.instances import city, exact, small_problem

# Five sites over five places: 0 covers place 0, 1 covers 1, 2 covers 0 too, 3 covers 2, 4 covers 3; place 4 is lost.
SHOP = Problem(
    weights=np.array([8.0, 5.0, 3.0, 1.0, 9.0]),
    covers=csr_array(np.array([[1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0.0]])),
    costs=np.array([2.0, 2.0, 3.0, 4.0, 9.0]),
    budgets=(2.0, 5.0),
)


def codes(problem: Problem) -> dict[int, str]:
    """Give the code of each rejected site."""
    return {each.site: each.code for each in explain(problem, solve(problem)).rejected}


def test_purchases_come_in_order_with_their_figures() -> None:
    """By what is newly covered for the money within each phase, with the one that was compared."""
    told = explain(SHOP, solve(SHOP))
    assert [(b.site, b.phase, b.order, b.adds, b.cost, b.covered) for b in told.bought] == [
        (0, 0, 1, 8.0, 2.0, 8.0), (1, 1, 2, 5.0, 2.0, 13.0),
    ]  # fmt: skip
    assert (told.left.amount, told.left.code, told.left.site, told.left.cost) == (1.0, "cheapest_costs_more", 3, 4.0)


def test_each_rejection_has_its_reason() -> None:
    """Nothing new, less for the money, excluded, in conflict, too dear, or under a floor."""
    assert codes(SHOP) == {2: "nothing_new", 3: "less_per_dong", 4: "less_per_dong"}
    assert codes(replace(SHOP, excluded=np.arange(5) == 4))[4] == "excluded"
    assert codes(replace(SHOP, conflicts=np.array([[0, 3]])))[3] == "conflict"
    held = replace(SHOP, budgets=(9.0,), group_of_site=np.array([0, 0, 0, 0, 1]), floors=(Floor(1, min_sites=1),))
    assert codes(held)[0] == "no_room_under_floor"
    only = replace(SHOP, budgets=(2.0,), mandatory=np.arange(5) == 1)
    assert codes(only)[0] == "over_budget"


def test_money_left_is_explained() -> None:
    """All spent, nothing left to cover, or only what conflicts."""
    assert explain(replace(SHOP, budgets=(4.0,)), solve(replace(SHOP, budgets=(4.0,)))).left.code == "all_spent"
    rich = replace(SHOP, budgets=(100.0,))
    assert explain(rich, solve(rich)).left.code == "nothing_left_to_cover"
    apart = replace(SHOP, budgets=(100.0,), conflicts=np.array([[0, 4], [2, 4]]))
    assert explain(apart, solve(apart)).left.code == "only_conflicts_left"


def test_what_purchases_add_sums_up() -> None:
    """On random problems the newly covered weights and what exists sum up to the objective."""
    for seed in range(3000, 3040):
        problem = small_problem(seed)
        answer = solve(problem)
        if answer.status == "infeasible":
            with pytest.raises(ValueError, match="nothing was chosen"):
                explain(problem, answer)
            continue
        told = explain(problem, answer)
        exists = 0.0 if problem.covered is None else float(problem.weights[problem.covered].sum())
        assert sum(b.adds for b in told.bought) + exists == pytest.approx(answer.objective)
        assert sorted([b.site for b in told.bought] + [r.site for r in told.rejected]) == list(
            range(len(problem.costs))
        )


def test_the_frontier_rises_under_its_bound() -> None:
    """Coverage and bound never fall with money, and the optimum lies between them."""
    for seed in range(4000, 4015):
        problem = replace(small_problem(seed), floors=())
        points = frontier(problem)
        for before, after in pairwise(points):
            assert before.objective <= after.objective
            assert before.bound <= after.bound
        for point in points:
            best = exact(replace(problem, budgets=(point.budget,)))
            assert best is not None
            assert point.objective <= best + 1e-6 <= point.bound + 2e-6
            assert point.cost <= point.budget + 1e-9


def test_the_frontier_of_a_larger_problem_is_close() -> None:
    """Twenty budgets, each within a percent of its bound; the smallest buy too few sites to come nearer."""
    points = frontier(city(600, 2000))
    assert len(points) == 20
    assert max((p.bound - p.objective) / p.bound for p in points) < 0.01
    assert budgets_for(replace(SHOP, budgets=(1e9,)))[-1] == 20.0


def test_frontier_and_sensitivity_can_be_cancelled() -> None:
    """A report answered by False ends them."""

    def stop(_: Progress) -> bool:
        return False

    assert frontier(city(200, 600), progress=stop) == ()
    problem = city(200, 600)
    told = robust(problem, np.ones((600, 1)), np.ones((5, 1)), stop)
    assert (told.draws, told.reproducible) == (0, False)


def test_what_every_weighting_wants_is_sure() -> None:
    """A site that all criteria call for is in every plan, one that a criterion alone calls for in its draws."""
    criteria = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0], [0.0, 0.0]])
    draws = np.array([[1.0, 0.0], [0.0, 1.0], [0.9, 0.1], [0.8, 0.2]])
    told = robust(replace(SHOP, budgets=(6.0,), costs=np.array([2.0, 4.0, 9.0, 4.0, 9.0])), criteria, draws)
    assert told.probability.tolist() == [1.0, 0.75, 0.0, 0.25, 0.0]
    with pytest.raises(ValueError, match="criteria"):
        robust(SHOP, criteria[:2], draws)


def test_effort_is_a_value() -> None:
    """Efforts compare by what they say, so that they can be part of a key."""
    assert Effort() == Effort(seed=1)
    assert hash(Effort()) == hash(Effort(seed=1))
