"""Several records at one place: which stand on one pole, and where each is drawn around it so that all are seen."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely

from camdash.geo.projection import METRES_EAST, METRES_NORTH

ONE_POLE_M = 2.0
"""Records within so many metres of each other stand on one pole."""

_SMALLEST_M = 3.0
_APART_M = 2.4
"""Marks around a pole stand at least so far from each other."""


Points = npt.NDArray[np.float64]


def poles(points: Points) -> npt.NDArray[np.int64]:
    """Give each point the number of its pole (rows of lon, lat in WGS84 degrees); what touches what shares a pole."""
    metres = _metres(points)
    marks = np.asarray(shapely.points(metres))
    tree = shapely.STRtree(marks)
    one, other = tree.query(marks, predicate="dwithin", distance=ONE_POLE_M)
    pole = np.arange(len(points))
    for first, second in zip(one.tolist(), other.tolist(), strict=True):
        if first < second and pole[first] != pole[second]:
            low, high = sorted((pole[first], pole[second]))
            pole[pole == high] = low
    return pole


def fan(points: Points) -> tuple[Points, npt.NDArray[np.int64]]:
    """Move points that share a pole onto a ring around it, first in the north, then clockwise.

    Gives where each is drawn (lon, lat in WGS84 degrees) and how many stand on its pole; a lone point stays.
    """
    drawn = points.copy()
    counts = np.ones(len(points), dtype=np.int64)
    if not len(points):
        return drawn, counts
    pole = poles(points)
    order = np.argsort(pole, kind="stable")
    starts = np.flatnonzero(np.diff(pole[order], prepend=-1))
    for start, end in pairwise([*starts.tolist(), len(order)]):
        members = order[start:end]
        if len(members) > 1:
            counts[members] = len(members)
            drawn[members] = points[members].mean(axis=0) + _ring(len(members), float(points[members[0], 1]))
    return drawn, counts


def _ring(count: int, lat: float) -> Points:
    radius = max(_SMALLEST_M, _APART_M / (2 * np.sin(np.pi / count)))
    angles = np.arange(count) * 2 * np.pi / count
    east = np.sin(angles) * radius / (METRES_EAST * np.cos(np.radians(lat)))
    return np.column_stack([east, np.cos(angles) * radius / METRES_NORTH])


def _metres(points: Points) -> Points:
    east = points[:, 0] * METRES_EAST * np.cos(np.radians(points[:, 1].mean() if len(points) else 0.0))
    return np.column_stack([east, points[:, 1] * METRES_NORTH])
