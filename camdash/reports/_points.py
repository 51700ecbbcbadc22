"""The records of a frame that may be shown as points, and how many may not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from camdash.analysis.labels import Labels
from camdash.reports._columns import Headings, with_headings

_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Points:
    """Points in WGS84 degrees with six decimals and what is told of each; `at` are their places in the frame.

    The rows of the frame are the points, those without coordinates, and those withheld because they are sensitive.
    """

    lat: list[float]
    lon: list[float]
    told: pa.Table
    at: np.ndarray
    without_coordinates: int
    withheld: int

    def rows(self) -> Iterator[tuple[float, float, dict[str, object]]]:
        """Give latitude, longitude and what is told (only what is) of each point."""
        lines = self.told.to_pylist()
        for lat, lon, line in zip(self.lat, self.lon, lines, strict=True):
            yield lat, lon, {name: value for name, value in line.items() if value is not None}


def points_of(frame: pd.DataFrame, name: str, labels: Labels, chosen: Sequence[str], headings: Headings) -> Points:
    """Take the points of a frame of `name` that has lat, lon and sensitive; `chosen` are the columns told of each."""
    located = (frame["lat"].notna() & frame["lon"].notna()).to_numpy(dtype=bool)
    sensitive = frame["sensitive"].fillna(value=True).to_numpy(dtype=bool)
    at = np.flatnonzero(located & ~sensitive)
    shown = frame.iloc[at]
    lat, lon = (shown[axis].astype(float).round(_DECIMALS).tolist() for axis in ("lat", "lon"))
    told = with_headings(shown[list(chosen)], name, labels, headings)
    return Points(lat, lon, told, at, int((~located).sum()), int((located & sensitive).sum()))
