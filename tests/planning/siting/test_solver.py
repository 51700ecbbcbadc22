"""The siting solver against an exact one, its bound, its constraints, and that it repeats itself."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import block_array, csr_array, eye_array, vstack

from camdash.planning.siting import Effort, Floor, Problem, Progress, Solution, solve
from tests.planning.siting.instances import broken, city, exact, small_problem

QUICK = Effort(iterations=300)
HEURISTIC = Effort(iterations=300, exact_below=0)


def covered_by(problem: Problem, chosen: np.ndarray) -> float:
    """Weigh what a choice and what exists cover."""
    covered = np.asarray(problem.covers[chosen].sum(axis=0)).ravel() > 0
    return float(problem.weights[covered if problem.covered is None else covered | problem.covered].sum())


@pytest.mark.parametrize("block", range(10))
def test_small_problems_agree_with_an_exact_solver(block: int) -> None:
    """The same optimum, proved, or the same verdict that nothing fits, with every kind of constraint."""
    for seed in range(block * 40, block * 40 + 40):
        problem = small_problem(seed)
        best, answer = exact(problem), solve(problem, QUICK)
        assert (answer.status == "infeasible") == (best is None), seed
        if best is not None:
            assert (answer.status, broken(problem, answer.chosen)) == ("optimal", []), seed
            assert answer.objective == pytest.approx(best, abs=1e-6), seed
            assert answer.objective == pytest.approx(covered_by(problem, answer.chosen)), seed


@hypothesis_settings(max_examples=60)
@given(st.integers(1000, 10**6))
def test_without_the_exact_solver_the_bound_still_holds(seed: int) -> None:
    """What the search finds breaks nothing, and the optimum lies between it and the bound."""
    problem = small_problem(seed)
    answer = solve(problem, HEURISTIC)
    best = exact(problem)
    if answer.status == "infeasible":
        assert best is None or answer.why is not None
        return
    assert best is not None
    assert broken(problem, answer.chosen) == []
    assert answer.objective <= best + 1e-6
    assert answer.bound >= best - 1e-6


@pytest.mark.parametrize("block", range(4))
def test_phases_are_nested_and_each_covers_most_of_the_final_set(block: int) -> None:
    """The first phase is the best subset of the final set within its budget, the second the best that keeps it."""
    for seed in range(2000 + block * 25, 2000 + block * 25 + 25):
        problem = small_problem(seed)
        whole = problem.budgets[0]
        problem = replace(problem, mandatory=None, floors=(), budgets=(whole * 0.4, whole * 0.7, whole))
        answer = solve(problem, QUICK)
        kept = np.zeros(len(problem.costs), dtype=bool)
        for phase, budget in enumerate(problem.budgets[:-1]):
            mine = np.isin(np.arange(len(kept)), answer.chosen)
            alone = replace(problem, budgets=(budget,), mandatory=kept, excluded=None, conflicts=None)
            kept = np.isin(np.arange(len(kept)), answer.chosen[answer.phase <= phase])
            assert problem.costs[kept].sum() <= budget + 1e-9
            assert answer.phase_objectives[phase] == pytest.approx(exact(alone, mine), abs=1e-6), seed
        assert answer.objective == pytest.approx(exact(replace(problem, budgets=(whole,))), abs=1e-6), seed


def relaxation(problem: Problem) -> float:
    """Bound a problem with a budget alone by scipy's linear program."""
    n, m = problem.covers.shape
    over = block_array([[-problem.covers.T, eye_array(m)]])
    money = csr_array(np.concatenate([problem.costs, np.zeros(m)])[None])
    rows = vstack([over, money])
    limits = np.concatenate([np.zeros(m), problem.budgets[-1:]])
    found = linprog(-np.concatenate([np.zeros(n), problem.weights]), A_ub=rows, b_ub=limits, bounds=(0, 1))
    return -float(found.fun)


@pytest.mark.parametrize("seed", [1, 2])
def test_larger_ones_lie_within_their_gap_of_the_linear_program(seed: int) -> None:
    """At 2,500 candidates: near the relaxation, under a bound that is not better than it could be."""
    problem = city(2500, 6000, seed=seed)
    answer = solve(problem)
    assert broken(problem, answer.chosen) == []
    assert answer.gap <= 0.0005
    top = relaxation(problem)
    assert answer.objective <= top + 1e-6
    assert answer.objective >= top * (1 - 0.001)


def test_the_same_question_gets_the_same_bytes() -> None:
    """Twice the same problem gives the same choice, value and bound."""
    problem = replace(city(600, 2000), budgets=(3000.0, 6000.0))

    def told(answer: Solution) -> tuple[bytes, bytes, float, float]:
        return answer.chosen.tobytes(), answer.phase.tobytes(), answer.objective, answer.bound

    first = solve(problem, HEURISTIC)
    assert told(first) == told(solve(problem, HEURISTIC))
    assert first.reproducible


def test_it_can_be_cancelled() -> None:
    """A progress report answered by False ends the work with what was found so far."""
    problem = city(2500, 6000)
    seen: list[Progress] = []

    def cancel(progress: Progress) -> bool:
        seen.append(progress)
        return False

    answer = solve(problem, Effort(), cancel)
    assert len(seen) == 1
    assert (answer.status, answer.reproducible) == ("stopped", False)
    assert broken(problem, answer.chosen) == []
    assert 0 < answer.objective <= answer.bound


def test_a_clock_limit_is_told() -> None:
    """An answer that the clock cut is allowed, bounded, and says that it may not come again."""
    problem = city(2500, 6000)
    answer = solve(problem, Effort(time_limit_s=0.001))
    assert (answer.reproducible, broken(problem, answer.chosen)) == (False, [])
    assert answer.objective <= answer.bound


PLAIN = Problem(
    weights=np.array([5.0, 3.0, 2.0]),
    covers=csr_array(np.array([[1.0, 0, 0], [0, 1, 0], [1, 1, 0]])),
    costs=np.array([1.0, 1.0, 3.0]),
    budgets=(2.0,),
    group_of_site=np.array([0, 1, 1]),
    group_of_demand=np.array([0, 1, 2]),
)


@pytest.mark.parametrize(
    ("change", "code", "group"),
    [
        ({"mandatory": np.array([False, False, True])}, "mandatory_over_budget", None),
        ({"mandatory": np.array([True, False, False]), "excluded": np.array([True, False, False])},
         "mandatory_excluded", None),
        ({"mandatory": np.array([True, True, False]), "conflicts": np.array([[0, 1]])}, "mandatory_conflict", None),
        ({"floors": (Floor(2, min_share=0.5),)}, "floor", 2),
        ({"floors": (Floor(0, min_sites=2),)}, "floor", 0),
        ({"floors": (Floor(0, min_sites=1), Floor(1, min_sites=1)), "budgets": (1.0,)}, "floors_over_budget", None),
        ({"floors": (Floor(0, min_sites=1), Floor(1, min_sites=1)), "excluded": np.array([False, False, True]),
          "conflicts": np.array([[0, 1]])}, "floors_conflict", None),
    ],
)  # fmt: skip
def test_what_cannot_be_says_why(change: dict[str, object], code: str, group: int | None) -> None:
    """The constraint that nothing meets is named."""
    answer = solve(replace(PLAIN, **change))  # type: ignore[arg-type]
    assert answer.status == "infeasible"
    assert answer.why is not None
    assert (answer.why.code, answer.why.group) == (code, group)


def test_sites_that_cost_nothing_are_taken_when_they_cover() -> None:
    """No budget is no reason to leave out what is free."""
    answer = solve(replace(PLAIN, costs=np.array([0.0, 0.0, 1.0]), budgets=(0.0,)))
    assert (answer.chosen.tolist(), answer.objective, answer.cost) == ([0, 1], 8.0, 0.0)


def test_nothing_to_do_is_done() -> None:
    """No sites, no demand, or everything covered already."""
    none = Problem(np.array([2.0]), csr_array((0, 1)), np.empty(0), (5.0,))
    assert (solve(none).status, solve(none).objective) == ("optimal", 0.0)
    empty = Problem(np.empty(0), csr_array((2, 0)), np.ones(2), (5.0,))
    assert (solve(empty).chosen.tolist(), solve(empty).gap) == ([], 0.0)
    done = replace(PLAIN, covered=np.ones(3, dtype=bool))
    assert (solve(done).chosen.tolist(), solve(done).objective) == ([], 10.0)


@pytest.mark.parametrize(
    "change",
    [
        {"weights": np.array([1.0, -1.0, 2.0])},
        {"costs": np.array([1.0, np.inf, 1.0])},
        {"costs": np.ones(2)},
        {"budgets": ()},
        {"budgets": (3.0, 2.0)},
        {"budgets": (np.nan,)},
        {"mandatory": np.zeros(2, dtype=bool)},
        {"conflicts": np.array([[0, 3]])},
        {"conflicts": np.array([[1, 1]])},
        {"floors": (Floor(0, min_share=1.5),)},
        {"floors": (Floor(0, min_sites=1),), "group_of_site": None},
        {"floors": (Floor(0, min_share=0.1),), "group_of_demand": None},
    ],
)
def test_a_question_that_makes_no_sense_is_refused(change: dict[str, object]) -> None:
    """Wrong shapes and values raise before anything is solved."""
    with pytest.raises(ValueError, match=r"must|needs|conflict"):
        replace(PLAIN, **change)  # type: ignore[arg-type]
