"""Records as planning takes them."""

import numpy as np
import pytest

from camdash.analysis.filters import Filter
from camdash.planning.positions import metres, positions
from tests.analysis.conftest import make_form

ROWS = [
    {"position_name": "A", "quantity": 2, "lat": 21.0287, "lon": 105.8525, "district": "002"},
    {"position_name": "B", "district": "001", "excluded": True},
    {"position_name": "C", "quantity": 1, "purposes": ["defence"], "lat": 21.0, "lon": 105.8, "district": "001"},
]


def test_all_records_come_with_places_in_metres() -> None:
    """Excluded and sensitive ones too, marked; no coordinates, no metres."""
    found = positions(make_form("form1", ROWS), "form1")
    assert list(found["position_name"]) == ["A", "B", "C"]
    assert list(found["excluded"]) == [False, True, False]
    assert list(found["sensitive"]) == [False, False, True]
    assert list(np.isfinite(found["x_m"])) == [True, False, True]


def test_a_filter_narrows() -> None:
    """Only what the filter lets through, a column the form lacks does not narrow."""
    found = positions(make_form("form2", ROWS), "form2", Filter.of(district="001", operating_state="broken"))
    assert list(found["position_name"]) == ["B", "C"]


def test_metres_are_those_of_utm48() -> None:
    """The check value of Hoàn Kiếm; VN-2000's UTM is some 200 m off, so within 250 m of it."""
    x, y = metres(np.array([21.0287]), np.array([105.8525]))
    assert (x[0], y[0]) == pytest.approx((588388.59, 2325668.53), abs=250)
