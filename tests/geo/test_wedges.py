"""Wedges: directions, lengths and openings on the ground, measured with pyproj."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from camdash.geo.wedges import PARTS_OF_A_DEGREE, SEGMENTS, offsets

GEOD = Geod(ellps="WGS84")


def _arc(bearing: float, opening: float, range_m: float, lat: float = 21.03) -> list[tuple[float, float]]:
    """Measure each point of the arc from the camera: its azimuth (0 to 360) and distance in metres."""
    flat = offsets(*(np.array([value]) for value in (bearing, opening, range_m, lat)))[0] / PARTS_OF_A_DEGREE
    found = []
    for east, north in flat.reshape(-1, 2):
        azimuth, _, metres = GEOD.inv(105.85, lat, 105.85 + east, lat + north)
        found.append((azimuth % 360, metres))
    return found


@pytest.mark.parametrize(("name", "bearing"), [("N", 0.0), ("E", 90.0), ("S", 180.0), ("W", 270.0)])
def test_the_middle_of_the_arc_lies_in_the_bearing(name: str, bearing: float) -> None:
    """Clockwise from north."""
    azimuth, metres = _arc(bearing, 60, 100)[SEGMENTS // 2]
    assert (azimuth - bearing + 180) % 360 - 180 == pytest.approx(0, abs=0.5), name
    assert metres == pytest.approx(100, rel=0.01)


@given(st.floats(0, 360), st.floats(10, 180), st.floats(10, 500), st.floats(20.6, 21.3))
def test_the_arc_opens_to_both_sides(bearing: float, opening: float, range_m: float, lat: float) -> None:
    """From half the opening on the left to half on the right, at the range."""
    arc = _arc(bearing, opening, range_m, lat)
    for azimuth, share in ((arc[0][0], -0.5), (arc[-1][0], 0.5)):
        assert (azimuth - bearing - share * opening + 180) % 360 - 180 == pytest.approx(0, abs=1.5)
    assert all(metres == pytest.approx(range_m, rel=0.01, abs=0.2) for _, metres in arc)


def test_no_wedge_turns_over_itself() -> None:
    """More than a full circle is a full circle."""
    assert _arc(0, 400, 100) == _arc(0, 360, 100)
