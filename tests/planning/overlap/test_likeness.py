"""How alike positions are called."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdash.planning.overlap.likeness import called, houses_shared, likeness, numbers_differ

FIRST = np.array([0])


def alike(one: str | None, other: str | None) -> float:
    """Compare two texts."""
    return float(likeness(called(pd.Series([one])), called(pd.Series([other])), FIRST, FIRST)[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ngã tư Láng Hạ - Thái Hà", "NGA TU LANG HA - THAI HA"),
        ("Ngã tư Láng Hạ - Thái Hà", "Nút giao Thái Hà - Láng Hạ"),
        ("Số 12 đường Tràng Tiền", "Số nhà 12, phố Tràng Tiền, Q. Hoàn Kiếm"),
        ("Chợ Hôm", "Chợ Hôm (phố Huế)"),
        ("Bệnh viện Tai-Mũi-Họng", "Bệnh viện Tai Mũi Họng"),
    ],
)
def test_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    """Lost accents, another order, other words for the kind of place, and parts left out."""
    assert alike(one, other) >= 90


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khách sạn Hanoi Cozy", "Khách sạn Hanoi Orchid"),
        ("Chùa Bộc", "Bến xe Mỹ Đình"),
        ("Phố Bạch Mai", "Phố Tây Sơn"),
    ],
)
def test_a_common_kind_of_place_makes_no_likeness(one: str, other: str) -> None:
    """Hotels are not alike for being hotels in Hanoi."""
    assert alike(one, other) < 60


def test_names_are_not_taken_for_kinds() -> None:
    """Ngô, Sở and Phương are names though they sound like ngõ, số and phường."""
    plain = called(pd.Series(["Ngô Quyền", "Ngã tư Sở", "Phương Mai", "Phố", "An Dương Vương"])).plain
    assert list(plain) == ["ngo quyen", "so", "phuong mai", "pho", "an duong vuong"]


def test_nothing_told_is_like_nothing() -> None:
    """An empty text is no name."""
    assert np.isnan(alike(None, "Chợ Hôm"))
    assert np.isnan(alike(" - ", "Chợ Hôm"))


@given(st.lists(st.text(max_size=20), min_size=10, max_size=10))
@settings(max_examples=40)
def test_likeness_goes_both_ways(texts: list[str]) -> None:
    """Whatever is written."""
    found = called(pd.Series(texts))
    a, b = np.repeat(np.arange(10), 10), np.tile(np.arange(10), 10)
    assert np.array_equal(likeness(found, found, a, b), likeness(found, found, b, a), equal_nan=True)


@pytest.mark.parametrize(
    ("one", "other", "differ", "shared"),
    [
        ("Số 12 Tràng Tiền", "Số 14 Tràng Tiền", True, False),
        ("Số 12, ngõ 3", "12 ngõ 5", False, True),
        ("Thôn 3, xã Ngũ Hiệp", "Thôn 3", False, False),
        ("Tràng Tiền", "Số 14 Tràng Tiền", False, False),
    ],
)
def test_numbers_of_houses_tell_apart(one: str, other: str, *, differ: bool, shared: bool) -> None:
    """A village's number is no house's."""
    left, right = called(pd.Series([one])), called(pd.Series([other]))
    assert bool(numbers_differ(left, right, FIRST, FIRST)[0]) is differ
    assert bool(houses_shared(left, right, FIRST, FIRST)[0]) is shared
