"""Points gathered into H3 cells: counts and make-up of each hexagon, as fine as the browser still draws at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from h3.api import numpy_int as h3

MAX_CELLS = 1_500
FINEST = 10
COARSEST = 4
"""H3 resolutions: cells of 0.015 km2 (10), 0.7 km2 (8), 5 km2 (7), 1,770 km2 (4)."""

UNKNOWN = "unknown"

Cell64 = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of one resolution. Columns of `frame`: cell (H3 index as text), positions, cameras, cameras by code."""

    resolution: int
    frame: pd.DataFrame
    codes: tuple[str, ...]


def gather(
    points: pd.DataFrame,
    by: str | None = None,
    *,
    also: Sequence[str] = (),
    max_cells: int = MAX_CELLS,
    finest: int = FINEST,
) -> Cells:
    """Gather points (columns lat, lon in WGS84 degrees, cameras and `by`) into at most `max_cells` cells.

    The finest resolution that fits is taken; a null of `by` counts as `unknown`; the columns `also` are summed as well.
    Cells come sorted, most cameras first.
    """
    finest_cells = index(points["lat"].to_numpy(dtype=float), points["lon"].to_numpy(dtype=float), finest)
    resolution = finest
    cells = finest_cells
    while resolution > COARSEST and len(np.unique(cells)) > max_cells:
        resolution -= 1
        cells = parents(finest_cells, resolution)
    frame, codes = _sums(points, cells, by, also)
    return Cells(resolution, frame, codes)


def index(lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64], resolution: int) -> Cell64:
    """Find the H3 cell of each point (WGS84 degrees); about a second for a million points."""
    cells = map(h3.latlng_to_cell, lat.tolist(), lon.tolist(), [resolution] * len(lat))
    return np.fromiter(cells, dtype=np.uint64, count=len(lat))


def parents(cells: Cell64, resolution: int) -> Cell64:
    """Give the ancestors of cells at a coarser resolution, by the bits of the index (4 of resolution, 3 a digit)."""
    unused = np.uint64((1 << 3 * (15 - resolution)) - 1)
    bare = cells & np.uint64(~(0xF << 52) & 0xFFFF_FFFF_FFFF_FFFF)
    return np.asarray(bare | np.uint64(resolution << 52) | unused)


def _sums(
    points: pd.DataFrame, cells: Cell64, by: str | None, also: Sequence[str]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    columns: dict[str, Any] = {"cell": cells, "cameras": points["cameras"].to_numpy(dtype=np.int64)}
    columns |= {name: points[name].to_numpy() for name in also}
    if by is not None:
        columns["code"] = points[by].astype("object").where(points[by].notna(), UNKNOWN).to_numpy()
    rows = pd.DataFrame(columns)
    grouped = rows.groupby("cell", sort=True)
    frame = pd.DataFrame({"positions": grouped.size(), **{name: grouped[name].sum() for name in ("cameras", *also)}})
    codes: tuple[str, ...] = ()
    if by is not None:
        make_up = rows.pivot_table(index="cell", columns="code", values="cameras", aggfunc="sum", fill_value=0)
        codes = tuple(map(str, make_up.columns))
        frame = frame.join(make_up)
    frame = frame.sort_values(["cameras", "positions"], ascending=False, kind="stable").reset_index()
    frame["cell"] = [h3.int_to_str(cell) for cell in frame["cell"].tolist()]
    return frame, codes
