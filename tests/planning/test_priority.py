"""The order of sites: criteria, weights by comparison, how firm the order is, and fairness."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.planning.priority import ahp, compared, criteria, draws, gini, scores, weighted, worst
from camdash.planning.sites import sites
from camdash.planning.standards import CRITERIA, default
from tests.planning.records import existing, needs

D = default()
ASKED = needs(
    {"key": "a", "x_m": 0, "y_m": 0, "area_class": "airport", "priority": "high", "purposes": ["defence", "premises"]},
    {"key": "b", "x_m": 0, "y_m": 0, "unit": "002", "ai_needs": ["speed"]},
    {"key": "c", "x_m": 100, "y_m": 0, "priority": "low", "ai_needs": ["none"], "purposes": ["traffic"]},
    {"key": "d"},
)
THERE = existing({"key": "e", "x_m": 350, "y_m": 0, "operating_state": "working"})
SITES = sites(ASKED, THERE, D)[0].set_index("site", drop=False).loc[["sa", "sc", "sd", "se"]].reset_index(drop=True)


def test_criteria_are_numbers_from_0_to_1() -> None:
    """The most important answer of the members; what is not told stands in the middle or at its default."""
    found = criteria(SITES, D)
    assert found["area_class"].tolist() == [0.9, 0.3, 0.3, 0.3]
    assert found["priority"].tolist() == [1, 0, 0.5, 0.5]
    assert found["purpose"].tolist() == [1, 0.7, 0.3, 0.3]
    assert found["gap"].tolist() == [0.7, 0.5, 0.5, 0]
    assert found["ai"].tolist() == [1, 0, 0, 0]
    assert found["units"].tolist() == [0.5, 0, 0, 0]


def test_without_a_working_camera_the_gap_is_full() -> None:
    """Everywhere that has coordinates."""
    found = criteria(sites(ASKED, existing(), D)[0], D)
    assert set(found["gap"]) == {1.0, 0.5}


def test_the_score_is_the_weighted_sum() -> None:
    """Only the ratios of weights count; with one criterion it is that one."""
    found = scores(SITES, D)
    assert found["score"].iloc[0] == pytest.approx(0.25 * 0.9 + 0.25 + 0.15 + 0.15 * 0.7 + 0.1 + 0.1 * 0.5)
    only = {name: 3.0 * (name == "gap") for name in CRITERIA}
    assert scores(SITES, D, only)["score"].tolist() == found["gap"].tolist()
    with pytest.raises(ValueError, match="gap"):
        weighted(found, {**only, "gap": 0.0})
    with pytest.raises(ValueError, match="gap"):
        weighted(found, {"gap": 1.0})


def test_draws_keep_close_to_the_weights_and_come_again() -> None:
    """Each sums to one, a weight of nothing stays nothing, and the seed decides."""
    weights = {**D.weights, "ai": 0.0}
    drawn = draws(weights, 4_000, seed=7)
    assert drawn.sum(axis=1) == pytest.approx(1)
    told = np.array([weights[name] for name in CRITERIA])
    assert drawn.mean(axis=0) == pytest.approx(told / told.sum(), abs=0.01)
    assert (drawn[:, CRITERIA.index("ai")] == 0).all()
    assert (draws(weights, 9, seed=7) == draws(weights, 9, seed=7)).all()
    assert (draws(weights, 9, seed=7) != draws(weights, 9, seed=8)).any()


def test_a_comparison_worked_out_by_hand() -> None:
    """Five, nine and three times more: the greatest eigenvalue is 3.029, the ratio 0.0145 / 0.58."""
    judged = ahp(compared({(1, 0): 5, (2, 0): 9, (2, 1): 3}, 3))
    assert judged.weights == pytest.approx((0.063, 0.265, 0.672), abs=0.001)
    assert judged.consistency_ratio == pytest.approx(0.025, abs=0.001)
    assert judged.consistent


@given(st.lists(st.floats(0.1, 10), min_size=1, max_size=10))
def test_consistent_judgements_give_their_weights_back(weights: list[float]) -> None:
    """Ratios of weights as judgements: the weights come out, and the ratio of consistency is nothing."""
    told = np.array(weights)
    judged = ahp(told[:, None] / told)
    assert judged.weights == pytest.approx(told / told.sum())
    assert judged.consistency_ratio == pytest.approx(0, abs=1e-6)


def test_contradictions_are_told() -> None:
    """One before two before three before one."""
    assert not ahp(compared({(0, 1): 9, (1, 2): 9, (2, 0): 9}, 3)).consistent


@pytest.mark.parametrize("matrix", [np.ones((2, 3)), np.array([[1.0, 2], [2, 1]]), np.zeros((2, 2)), np.ones((11, 11))])
def test_what_is_no_comparison_is_refused(matrix: np.ndarray) -> None:
    """Not square, not reciprocal, not positive, too large."""
    with pytest.raises(ValueError, match="pairwise"):
        ahp(matrix)


def test_gini_and_the_worst_district() -> None:
    """All alike is 0, one of four having all is 3/4; districts that need more weigh more; not known is left out."""
    assert gini([0.4, 0.4, 0.4]) == pytest.approx(0)
    assert gini([0, 0, 0, 1]) == pytest.approx(0.75)
    assert gini([0, 1], [3, 1]) == pytest.approx(gini([0, 0, 0, 1]))
    assert gini([0.2, math.nan, 0.2]) == pytest.approx(0)
    assert gini([0, 0]) == 0
    assert math.isnan(gini([]))
    assert worst({"002": 0.1, "001": 0.1, "003": math.nan, "004": 0.5}) == ("001", 0.1)
    assert worst({"001": math.nan}) is None
