"""Where each district lies, as the boxes of its wards: enough to tell that a point is somewhere else."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from camdash.settings import DATA

MARGIN_DEG = 0.004
"""About 400 m: the boxes are of simplified outlines, and cameras stand on the far side of border roads too."""


class Box(NamedTuple):
    """A box in degrees WGS84."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, lat: float, lon: float, margin: float) -> bool:
        """Whether a point lies in the box or within `margin` degrees of it."""
        inside = self.south - margin <= lat <= self.north + margin
        return inside and self.west - margin <= lon <= self.east + margin


Square = tuple[int, int]
_SQUARE_DEG = 0.02
_SPOT_DEG = 0.002


def _square(lat: float, lon: float) -> Square:
    return int(lat / _SQUARE_DEG), int(lon / _SQUARE_DEG)


@dataclass(frozen=True)
class DistrictAreas:
    """The ward boxes of each district by GSO code, the box around them, and the boxes near each square of a grid."""

    boxes: Mapping[str, Sequence[Box]]
    hulls: Mapping[str, Box]
    near: Mapping[Square, Sequence[tuple[str, Box]]]
    surely: dict[tuple[str, int, int], bool] = field(default_factory=dict)

    def may_hold(self, district: str, lat: float, lon: float) -> bool:
        """Whether a point can lie in a district (GSO code); a district without boxes may hold any.

        The boxes do not cover every forest and lake: within the hull a point that is in nobody's box is let pass.
        """
        if self.surely_holds(district, lat, lon) or any(
            d == district and box.holds(lat, lon, MARGIN_DEG) for d, box in self._near(lat, lon)
        ):
            return True
        hull = self.hulls.get(district)
        return hull is None or (hull.holds(lat, lon, 0.0) and not self._inside(lat, lon))

    def surely_holds(self, district: str, lat: float, lon: float) -> bool:
        """Whether a point lies so well within a district's boxes that no closer look is needed; cheap."""
        spot = (district, int(lat / _SPOT_DEG), int(lon / _SPOT_DEG))
        surely = self.surely.get(spot)
        if surely is None:
            surely = self.surely[spot] = self._surely(*spot)
        return surely

    def _surely(self, district: str, south: int, west: int) -> bool:
        """Whether a whole spot lies in one of a district's boxes, so that its points need no look of their own."""
        lats, lons = ((n * _SPOT_DEG, (n + 1) * _SPOT_DEG) for n in (south, west))
        return any(
            box.holds(lats[0], lons[0], MARGIN_DEG) and box.holds(lats[1], lons[1], MARGIN_DEG)
            for box in self.boxes.get(district, ())
        )

    def _near(self, lat: float, lon: float) -> Sequence[tuple[str, Box]]:
        return self.near.get(_square(lat, lon), ())

    def _inside(self, lat: float, lon: float) -> list[str]:
        return list(dict.fromkeys(whose for whose, box in self._near(lat, lon) if box.holds(lat, lon, 0.0)))

    def around(self, lat: float, lon: float) -> list[str]:
        """List the districts with a ward box around a point, else the one whose box centre is nearest."""
        near = self._inside(lat, lon)
        return near or [min(self.boxes, key=lambda d: min(_apart(b, lat, lon) for b in self.boxes[d]))]


def _apart(box: Box, lat: float, lon: float) -> float:
    return ((box.south + box.north) / 2 - lat) ** 2 + ((box.west + box.east) / 2 - lon) ** 2


@cache
def district_areas() -> DistrictAreas:
    """Read the ward boxes of data/geo/ward_points_2024.csv (WGS84)."""
    boxes: dict[str, list[Box]] = {}
    with (DATA / "geo" / "ward_points_2024.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            box = Box(*(float(row[side]) for side in ("south", "west", "north", "east")))
            boxes.setdefault(row["district_code"], []).append(box)
    near: dict[Square, list[tuple[str, Box]]] = {}
    for district, of_district in boxes.items():
        for box in of_district:
            for square in _squares(box):
                near.setdefault(square, []).append((district, box))
    return DistrictAreas(boxes, {d: _hull(b) for d, b in boxes.items()}, near)


def _squares(box: Box) -> list[Square]:
    """List the squares that a box with its margin touches."""
    south, west = _square(box.south - MARGIN_DEG, box.west - MARGIN_DEG)
    north, east = _square(box.north + MARGIN_DEG, box.east + MARGIN_DEG)
    return [(y, x) for y in range(south, north + 1) for x in range(west, east + 1)]


def _hull(boxes: Sequence[Box]) -> Box:
    south, west, north, east = zip(*boxes, strict=True)
    return Box(min(south), min(west), max(north), max(east))
