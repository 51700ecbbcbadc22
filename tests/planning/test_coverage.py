"""Which sites cover which demand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.planning.coverage import EARTH_M, Distance, coverage

COORDINATE = st.integers(0, 400)


@given(
    st.lists(st.tuples(COORDINATE, COORDINATE), max_size=12),
    st.lists(st.tuples(COORDINATE, COORDINATE, st.integers(0, 200)), max_size=12),
)
def test_the_plane_agrees_with_every_pair_measured(
    sites: list[tuple[int, int]], demand: list[tuple[int, int, int]]
) -> None:
    """Within the radius, the edge included; each demand point has its own radius."""
    found = coverage(
        np.array(sites, dtype=float).reshape(-1, 2),
        np.array([d[:2] for d in demand], dtype=float).reshape(-1, 2),
        np.array([d[2] for d in demand], dtype=float),
    )
    expected = [[(x - u) ** 2 + (y - v) ** 2 <= r * r for u, v, r in demand] for x, y in sites]
    assert found.toarray().astype(bool).tolist() == expected


def test_the_sphere_agrees_with_every_pair_measured() -> None:
    """By the formula of the published instances; a place covers itself."""
    rng = np.random.default_rng(1)
    places = np.column_stack([105.8 + rng.random(300) * 0.05, 21.0 + rng.random(300) * 0.05])
    lon, lat = np.radians(places).T
    cosine = np.sin(lat)[:, None] * np.sin(lat) + np.cos(lat)[:, None] * np.cos(lat) * np.cos(lon[:, None] - lon)
    apart = EARTH_M * np.arccos(np.clip(cosine, -1, 1))
    np.fill_diagonal(apart, 0)
    for radius in (0.0, 50.0, 400.0):
        found = coverage(places, places, radius, "spherical").toarray()
        assert (found.astype(bool) == (apart <= radius)).all()


@pytest.mark.parametrize("distance", ["spherical", "euclidean", "projected"])
def test_nothing_covers_nothing(distance: Distance) -> None:
    """Empty lists are no fault."""
    none = np.empty((0, 2))
    assert coverage(none, np.array([[1.0, 2.0]]), 5, distance).shape == (0, 1)
    assert coverage(np.array([[1.0, 2.0]]), none, 5, distance).shape == (1, 0)
