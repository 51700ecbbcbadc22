"""Totals shared out and cut up stay what they were."""

from hypothesis import given
from hypothesis import strategies as st

from camdash.sample.plan import plan_existing, plan_needs
from camdash.sample.shares import apportion, apportion_within, chance, cut

WEIGHTS = st.dictionaries(st.integers(), st.floats(0, 1000, allow_subnormal=False), min_size=1, max_size=12)


@given(st.integers(0, 100_000), WEIGHTS)
def test_shares_add_up_and_are_near_their_due(total: int, weights: dict[int, float]) -> None:
    """No share is more than one away from its exact part."""
    shares, whole = apportion(total, weights), sum(weights.values())
    assert sum(shares.values()) == (total if whole else 0)
    assert all(abs(shares[k] - total * w / whole) <= 1 + 1e-6 for k, w in weights.items() if whole)


@given(st.integers(0, 500), WEIGHTS, st.integers(0, 100))
def test_nobody_gets_more_than_there_is_room_for(total: int, weights: dict[int, float], room: int) -> None:
    """What is over goes to the others as long as anyone has room."""
    most = dict.fromkeys(weights, room)
    shares = apportion_within(total, weights, most)
    open_room = room * sum(1 for w in weights.values() if w > 0)
    assert all(shares[k] <= room for k in weights)
    assert sum(shares.values()) == min(total, open_room)


@given(st.integers(0, 5000), st.integers())
def test_cut_quantities_add_up(total: int, seed: int) -> None:
    """Pieces are positive, of the sizes given, and sum to the whole."""
    pieces = cut(total, {1: 3, 2: 2, 6: 1}, chance(seed))
    assert sum(pieces) == total
    assert all(0 < piece <= 6 for piece in pieces)


@given(st.integers(0, 50_000), st.integers(0, 5))
def test_any_survey_adds_up(total: int, seed: int) -> None:
    """Plans for any size give out exactly what was asked, never a negative number."""
    existing, needs = plan_existing(total, seed), plan_needs(total, seed)
    assert sum(sum(p.types.values()) for p in existing.values()) == total
    assert all(0 <= p.idle <= sum(p.types.values()) and min(p.types.values()) >= 0 for p in existing.values())
    assert sum(n for plan in needs.values() for n in plan.values()) == total
    assert all(n >= 0 for plan in needs.values() for n in plan.values())
