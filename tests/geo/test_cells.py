"""Cells: counts are kept, the resolution fits, and the bits of an ancestor are those of the h3 library."""

import h3
import numpy as np
import pandas as pd
import pytest
from h3.api import numpy_int
from hypothesis import given
from hypothesis import strategies as st

from camdash.geo.cells import MAX_CELLS, gather, index, parents


def _points(count: int, seed: int = 1) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "lat": random.uniform(20.6, 21.3, count),
            "lon": random.uniform(105.3, 106.0, count),
            "cameras": random.integers(0, 9, count),
            "operating_state": random.choice(["working", "broken", None], count),
        }
    )


@given(st.floats(20.5, 21.4), st.floats(105.2, 106.1), st.integers(0, 10))
def test_ancestors_by_bits_are_the_library_s_own(lat: float, lon: float, resolution: int) -> None:
    """Setting the resolution and filling the unused digits gives `cell_to_parent`."""
    cells = index(np.array([lat]), np.array([lon]), 10)
    assert int(parents(cells, resolution)[0]) == numpy_int.cell_to_parent(int(cells[0]), resolution)


@pytest.mark.parametrize("count", [0, 1, 50, 30_000])
def test_nothing_is_lost(count: int) -> None:
    """Positions and cameras of the cells, and their make-up, add up to the points."""
    points = _points(count)
    cells = gather(points, "operating_state")
    assert len(cells.frame) <= MAX_CELLS
    assert int(cells.frame["positions"].sum()) == count
    assert int(cells.frame["cameras"].sum()) == int(points["cameras"].sum())
    assert (cells.frame[list(cells.codes)].sum(axis=1) == cells.frame["cameras"]).all()
    assert set(cells.codes) <= {"working", "broken", "unknown"}


def test_the_closer_the_view_the_finer_the_cells() -> None:
    """Points of a small extent are gathered into finer cells than those of the whole city."""
    city = _points(30_000)
    near = city.assign(lat=21.0 + (city["lat"] - 21) / 20, lon=105.8 + (city["lon"] - 105.8) / 20)
    assert gather(near).resolution > gather(city).resolution


def test_cells_lie_where_their_points_lie() -> None:
    """A point in Hoàn Kiếm stands in the cell that covers it; latitude and longitude are not exchanged."""
    cells = gather(pd.DataFrame({"lat": [21.0287], "lon": [105.8525], "cameras": [2]}))
    lat, lon = h3.cell_to_latlng(cells.frame["cell"].iloc[0])
    assert (lat, lon) == pytest.approx((21.0287, 105.8525), abs=0.002)
