"""Metres of the Vietnamese grids turned into degrees of WGS84 (Hanoi: TM-3, EPSG:5897; UTM 48N, EPSG:3405)."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from camdash.text.fold import fold

if TYPE_CHECKING:
    from pyproj import Transformer

_DECIMALS = 6


class Grid(NamedTuple):
    """A plane grid by its EPSG number, and the source name a record keeps."""

    epsg: int
    source: str


TM3_HANOI = Grid(5897, "vn2000_tm3")  # central meridian 105°, factor 0.9999
_UTM48 = Grid(3405, "utm48")  # VN-2000 / UTM 48N
_UTM48_WGS84 = Grid(32648, "utm48")
_NEIGHBOURS = (
    (re.compile(r"\b105 ?30\b"), Grid(9209, "vn2000_tm3")),
    (re.compile(r"\b105 ?45\b"), Grid(9210, "vn2000_tm3")),
    (re.compile(r"\b106(?: ?00)?\b"), Grid(9211, "vn2000_tm3")),
)


_NAMES_GRID = re.compile(r"\b(?:utm|vn ?2000|wgs ?84|tm ?3)\b")


def grid_of(hint: str) -> Grid:
    """Choose the grid a heading names; without a name Hanoi's own TM-3 zone, for UTM is told only by its name."""
    if not hint:
        return TM3_HANOI
    words = fold(hint)
    if "utm" in words:
        return _UTM48_WGS84 if "wgs" in words else _UTM48
    return next((grid for pattern, grid in _NEIGHBOURS if pattern.search(words)), TM3_HANOI)


def names_grid(text: str) -> bool:
    """Whether a text names the coordinate system that a table's coordinates are in."""
    return bool(_NAMES_GRID.search(fold(text)))


@lru_cache(maxsize=8)
def _transformer(epsg: int) -> "Transformer":
    from pyproj import Transformer  # noqa: PLC0415 - 100 ms, and only files with metres need it

    return Transformer.from_crs(epsg, 4326, always_xy=True)


def to_degrees(easting_m: float, northing_m: float, grid: Grid) -> tuple[float, float]:
    """Turn easting and northing in metres into latitude and longitude in degrees (WGS84, EPSG:4326)."""
    lon, lat = _transformer(grid.epsg).transform(easting_m, northing_m)
    return round(lat, _DECIMALS), round(lon, _DECIMALS)
