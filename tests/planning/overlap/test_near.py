"""Pairs within reach, against every pair measured."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.planning.overlap import near

METRES = st.integers(0, 90).map(float)
POINTS = st.lists(st.tuples(METRES, METRES, st.integers(0, 2)), max_size=25)


def parted(points: list[tuple[float, float, int]]) -> tuple[near.Floats, near.Ints]:
    """Give places and bodies."""
    table = np.array(points, dtype=float).reshape(-1, 3)
    return table[:, :2], table[:, 2].astype(np.int64)


@given(POINTS, POINTS)
def test_across_two_sides_every_pair_in_reach_is_found(
    these: list[tuple[float, float, int]], those: list[tuple[float, float, int]]
) -> None:
    """As every pair measured says, the edge included, in the order of rows."""
    (here, _), (there, _) = parted(these), parted(those)
    a, b, distance = near.across(here, there, 30)
    apart = np.hypot(here[:, None, 0] - there[:, 0], here[:, None, 1] - there[:, 1])
    assert list(zip(a, b, strict=True)) == list(zip(*np.nonzero(apart <= 30), strict=True))
    assert distance == pytest.approx(apart[a, b])


@given(POINTS)
def test_among_one_side_pairs_are_of_two_bodies_and_stand_once(points: list[tuple[float, float, int]]) -> None:
    """Points of one body at one place are taken together and come apart again."""
    places, bodies = parted(points)
    a, b, _ = near.among(places, bodies, 30)
    apart = np.hypot(places[:, None, 0] - places[:, 0], places[:, None, 1] - places[:, 1])
    wanted = (apart <= 30) & (bodies[:, None] != bodies) & (np.arange(len(places))[:, None] < np.arange(len(places)))
    assert list(zip(a, b, strict=True)) == list(zip(*np.nonzero(wanted), strict=True))


@given(POINTS, POINTS)
def test_sides_may_be_exchanged(these: list[tuple[float, float, int]], those: list[tuple[float, float, int]]) -> None:
    """The same pairs the other way round."""
    (here, _), (there, _) = parted(these), parted(those)
    a, b, _ = near.across(here, there, 30)
    c, d, _ = near.across(there, here, 30)
    assert sorted(zip(a, b, strict=True)) == sorted(zip(d, c, strict=True))


def test_many_points_are_measured_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of any size find the same."""
    rng = np.random.default_rng(3)
    here, there = rng.random((300, 2)) * 200, rng.random((400, 2)) * 200
    whole = near.across(here, there, 30)
    monkeypatch.setattr(near, "_AT_ONCE", 50)
    assert all((one == other).all() for one, other in zip(whole, near.across(here, there, 30), strict=True))
