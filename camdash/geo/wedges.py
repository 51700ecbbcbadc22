"""Fields of view as wedges: a direction, an opening and a range become points around the camera. North is up.

Metres become degrees by the lengths of a degree at the camera's latitude, right within 1 % anywhere in the city.
"""

import numpy as np
import numpy.typing as npt

from camdash.geo.projection import METRES_EAST, METRES_NORTH

SEGMENTS = 8
"""The arc is drawn as so many straight pieces."""

PARTS_OF_A_DEGREE = 1_000_000
"""Offsets are whole millionths of a degree (11 cm), which are short to write."""


Numbers = npt.NDArray[np.float64]


def offsets(bearing: Numbers, opening: Numbers, range_m: Numbers, lat: Numbers) -> npt.NDArray[np.int64]:
    """Give each wedge's arc as offsets from its camera: east, north, east, north, … in millionths of a degree.

    `bearing` is in degrees clockwise from north, `opening` in degrees, `range_m` in metres, `lat` in WGS84 degrees.
    The arc runs from left to right as the camera sees it; the camera itself closes the wedge.
    """
    shares = np.linspace(-0.5, 0.5, SEGMENTS + 1)
    angles = np.radians(bearing[:, None] + np.minimum(opening, 360.0)[:, None] * shares)
    east = np.sin(angles) * range_m[:, None] / (METRES_EAST * np.cos(np.radians(lat)))[:, None]
    north = np.cos(angles) * range_m[:, None] / METRES_NORTH
    degrees = np.stack([east, north], axis=2).reshape(len(bearing), -1)
    return np.asarray((degrees * PARTS_OF_A_DEGREE).round().astype(np.int64))
