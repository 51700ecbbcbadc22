"""Where each district lies, as the boxes of its wards: enough to tell that a point is somewhere else."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class DistrictAreas:
    """The ward boxes of each district by GSO code, and the box around them."""

    boxes: Mapping[str, Sequence[Box]]
    hulls: Mapping[str, Box]

    def may_hold(self, district: str, lat: float, lon: float) -> bool:
        """Whether a point can lie in a district (GSO code); a district without boxes may hold any.

        The boxes do not cover every forest and lake: within the hull a point that is in nobody's box is let pass.
        """
        if district not in self.boxes or any(b.holds(lat, lon, MARGIN_DEG) for b in self.boxes[district]):
            return True
        return self.hulls[district].holds(lat, lon, 0.0) and not self._inside(lat, lon)

    def _inside(self, lat: float, lon: float) -> list[str]:
        return [d for d, boxes in self.boxes.items() if any(b.holds(lat, lon, 0.0) for b in boxes)]

    def around(self, lat: float, lon: float) -> list[str]:
        """List the districts with a ward box around a point, else the one whose box centre is nearest."""
        return self._inside(lat, lon) or [
            min(self.boxes, key=lambda d: min(_apart(b, lat, lon) for b in self.boxes[d]))
        ]


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
    return DistrictAreas(boxes, {d: _hull(b) for d, b in boxes.items()})


def _hull(boxes: Sequence[Box]) -> Box:
    south, west, north, east = zip(*boxes, strict=True)
    return Box(min(south), min(west), max(north), max(east))
