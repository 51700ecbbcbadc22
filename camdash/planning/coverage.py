"""Which sites cover which demand: sparse matrices from coordinates and service radii.

Demand is covered where it lies within the service radius, the edge included. Radii belong to the demand (by its area
class) or are one number. Vectors of places are in metres of one projection (`euclidean`: any unit of length), or
degrees of longitude and latitude on a sphere.
"""

from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

Distance = Literal["spherical", "euclidean", "projected"]
Floats = npt.NDArray[np.float64]

EARTH_M = 6_378_100.0
"""Radius of the sphere in metres, as the published instances of maximal covering take it."""

_ROOM = 1e-9
"""How much longer than the radius the tree looks, relative; what it finds is measured again."""


def coverage(sites: Floats, demand: Floats, radius: float | Floats, distance: Distance = "projected") -> csr_array:
    """Give the matrix (sites x demand) of ones where a site covers a demand point.

    `sites` and `demand` are rows of (x, y), for `spherical` of (lon, lat) in degrees with `radius` in metres; `radius`
    is one number or one for each demand point. A radius of 0 covers equal coordinates. Time: O((n + pairs) log n).
    """
    radii = np.broadcast_to(np.asarray(radius, dtype=float), (len(demand),))
    shape = (len(sites), len(demand))
    if not len(sites) or not len(demand):
        return csr_array(shape, dtype=np.float64)
    here, there = (_on_sphere(sites), _on_sphere(demand)) if distance == "spherical" else (sites, demand)
    reach = _chord(radii) if distance == "spherical" else radii
    found = cKDTree(here).query_ball_point(there, reach * (1 + _ROOM) + _ROOM, return_sorted=True)
    many = np.fromiter(map(len, found), dtype=np.int64, count=len(demand))
    of = np.repeat(np.arange(len(demand)), many)
    site = np.concatenate([np.asarray(each, dtype=np.int64) for each in found])
    near = _distances(sites[site], demand[of], distance) <= radii[of]
    return csr_array((np.ones(int(near.sum())), (site[near], of[near])), shape=shape)


def _distances(a: Floats, b: Floats, distance: Distance) -> Floats:
    if distance != "spherical":
        apart: Floats = np.hypot(a[:, 0] - b[:, 0], a[:, 1] - b[:, 1])
        return apart
    (lon_a, lat_a), (lon_b, lat_b) = np.radians(a).T, np.radians(b).T
    cosine = np.sin(lat_a) * np.sin(lat_b) + np.cos(lat_a) * np.cos(lat_b) * np.cos(lon_a - lon_b)
    same = (a == b).all(axis=1)
    return np.where(same, 0.0, EARTH_M * np.arccos(np.clip(cosine, -1.0, 1.0)))


def _on_sphere(degrees: Floats) -> Floats:
    lon, lat = np.radians(degrees).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]) * EARTH_M


def _chord(arc: Floats) -> Floats:
    """Turn a way on the sphere into the straight one through it, with room for what arccos loses at short ways."""
    straight: Floats = 2 * EARTH_M * np.sin(np.minimum(arc / (2 * EARTH_M), np.pi / 2)) + 0.2
    return straight
