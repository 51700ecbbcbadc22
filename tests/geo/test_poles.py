"""Several cameras on one pole: which they are, and that each is seen at its own place around it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from camdash.geo.poles import fan, poles

GEOD = Geod(ellps="WGS84")
POINTS = st.lists(st.tuples(st.floats(105.8, 105.8002), st.floats(21.0, 21.0002)), min_size=1, max_size=25)


def _metres(one: np.ndarray, other: np.ndarray) -> float:
    return float(GEOD.inv(one[0], one[1], other[0], other[1])[2])


def test_what_is_within_two_metres_shares_a_pole() -> None:
    """A metre apart is one pole, five metres are two."""
    metre = 1 / 111_370 / np.cos(np.radians(21))
    found = poles(np.array([[105.8, 21.0], [105.8 + metre, 21.0], [105.8 + 6 * metre, 21.0]]))
    assert found[0] == found[1] != found[2]


@given(POINTS)
def test_no_two_marks_of_a_pole_cover_each_other(told: list[tuple[float, float]]) -> None:
    """Around a pole marks stand 2 m apart or more; a lone point stays where it is."""
    points = np.array(told)
    drawn, together = fan(points)
    pole = poles(points)
    for number, place in enumerate(drawn):
        mates = [other for other in range(len(points)) if other != number and pole[other] == pole[number]]
        assert together[number] == len(mates) + 1
        assert mates or (place == points[number]).all()
        assert all(_metres(place, drawn[other]) > 2 for other in mates)


def test_the_first_of_a_pole_stands_in_the_north() -> None:
    """Four cameras stand in the north, east, south and west of their pole."""
    drawn, together = fan(np.array([[105.8, 21.0]] * 4))
    assert together.tolist() == [4] * 4
    azimuths = [GEOD.inv(105.8, 21.0, lon, lat)[0] % 360 for lon, lat in drawn]
    assert np.allclose(azimuths, [0, 90, 180, 270], atol=1)


def test_nothing_gives_nothing() -> None:
    """No points, no poles."""
    assert len(fan(np.empty((0, 2)))[0]) == 0
