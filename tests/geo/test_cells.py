"""Cells: the bits of an ancestor are those of the h3 library, and a cell covers its point."""

import h3
import numpy as np
import pytest
from h3.api import numpy_int
from hypothesis import given
from hypothesis import strategies as st

from camdash.geo.cells import FINEST, index, parent_bits, parents


@given(st.floats(20.5, 21.4), st.floats(105.2, 106.1), st.integers(0, 10))
def test_ancestors_by_bits_are_the_library_s_own(lat: float, lon: float, resolution: int) -> None:
    """Setting the resolution and filling the unused digits gives `cell_to_parent`."""
    cells = index(np.array([lat]), np.array([lon]), FINEST)
    keep, fill = parent_bits(resolution)
    expected = numpy_int.cell_to_parent(int(cells[0]), resolution)
    assert int(parents(cells, resolution)[0]) == (int(cells[0]) & keep) | fill == expected


def test_cells_lie_where_their_points_lie() -> None:
    """A point in Hoàn Kiếm stands in the cell that covers it; latitude and longitude are not exchanged."""
    [cell] = index(np.array([21.0287]), np.array([105.8525]), FINEST)
    lat, lon = h3.cell_to_latlng(h3.int_to_str(int(cell)))
    assert (lat, lon) == pytest.approx((21.0287, 105.8525), abs=0.002)
