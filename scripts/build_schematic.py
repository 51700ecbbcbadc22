"""Build the schematic of Hanoi's 30 districts of 2024 from facts about its communes.

Each square of a fixed grid goes to the commune whose bounding box is nearest in max-norm (distance from the middle of
the box over half its sides); squares are kept, nearest first, until the city has its known area; communes dissolve into
districts; borders are smoothed and simplified together, so that neighbours share them.
The result is a drawing, not the administrative boundaries. Run: `python scripts/build_schematic.py [OUT]`.
"""

import csv
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer

DATA = Path(__file__).resolve().parent.parent / "data" / "geo"
POINTS = DATA / "ward_points_2024.csv"
OUT = DATA / "districts_2024_schematic.geojson"

CITY_AREA_KM2 = 3359.8
STEP_M = 100
MARGIN_M = 1_000
SMOOTHING_M = 300
SIMPLIFY_M = 150
DECIMALS = 5

Labels = npt.NDArray[np.int16]
_TO_METRES = Transformer.from_crs(4326, 5897, always_xy=True)
_TO_DEGREES = Transformer.from_crs(5897, 4326, always_xy=True)
_OUTSIDE = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """Squares of `STEP_M` in EPSG:5897 metres: west and south corner, middles of columns and rows."""

    west: float
    south: float
    x: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]


def read_wards(path: Path) -> list[dict[str, str]]:
    """Rows of the communes' facts (code, district, box in WGS84 degrees)."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def project_boxes(wards: list[dict[str, str]]) -> npt.NDArray[np.float64]:
    """Boxes of the communes as rows of west, south, east, north in EPSG:5897 metres."""
    degrees = np.array([[float(ward[side]) for side in ("west", "south", "east", "north")] for ward in wards])
    west, south = _TO_METRES.transform(degrees[:, 0], degrees[:, 1])
    east, north = _TO_METRES.transform(degrees[:, 2], degrees[:, 3])
    return np.column_stack([west, south, east, north])


def lay_grid(boxes: npt.NDArray[np.float64]) -> Grid:
    """Grid on whole steps that covers all boxes with a margin."""
    west, south = (np.floor((boxes[:, :2].min(axis=0) - MARGIN_M) / STEP_M) * STEP_M).tolist()
    columns, rows = np.ceil((boxes[:, 2:].max(axis=0) + MARGIN_M - [west, south]) / STEP_M).astype(int).tolist()
    return Grid(west, south, west + (np.arange(columns) + 0.5) * STEP_M, south + (np.arange(rows) + 0.5) * STEP_M)


def assign(grid: Grid, boxes: npt.NDArray[np.float64], districts: npt.NDArray[np.int16]) -> Labels:
    """District number (1..30) of each square by nearest box in max-norm; 0 outside the city's known area."""
    best = np.full((len(grid.y), len(grid.x)), np.inf)
    labels = np.zeros(best.shape, dtype=np.int16)
    for (west, south, east, north), district in zip(boxes.tolist(), districts, strict=True):
        across = np.abs(grid.x - (west + east) / 2) / ((east - west) / 2)
        along = np.abs(grid.y - (south + north) / 2) / ((north - south) / 2)
        distance = np.maximum(across[None, :], along[:, None])
        nearer = distance < best
        best[nearer] = distance[nearer]
        labels[nearer] = district
    squares = int(CITY_AREA_KM2 * 1e6 / STEP_M**2)
    limit = np.partition(best.ravel(), squares)[squares]
    labels[best > limit] = _OUTSIDE
    return labels


def smooth(labels: Labels) -> Labels:
    """Give each square to the label most common around it (two passes of a box mean), outside counting as a label."""
    reach = SMOOTHING_M // STEP_M
    best = np.zeros(labels.shape)
    result = labels.copy()
    for label in range(int(labels.max()) + 1):
        share = _box_mean(_box_mean((labels == label).astype(np.float64), reach), reach)
        more = share > best + 1e-9
        best[more] = share[more]
        result[more] = label
    return result


def _box_mean(values: npt.NDArray[np.float64], reach: int) -> npt.NDArray[np.float64]:
    for axis in (0, 1):
        padded = np.pad(values, [(reach + 1, reach) if a == axis else (0, 0) for a in (0, 1)], mode="edge")
        sums = np.cumsum(padded, axis=axis)
        width = 2 * reach + 1
        upper, lower = np.split(sums, [width], axis=axis)[1], np.split(sums, [sums.shape[axis] - width], axis=axis)[0]
        values = (upper - lower) / width
    return values


def trace(grid: Grid, labels: Labels) -> dict[int, list[shapely.Polygon]]:
    """Faces of each label, from unit edges between squares, so that neighbours have the same vertices."""
    padded = np.pad(labels, 1)
    rows, columns = np.nonzero(padded[:, 1:] != padded[:, :-1])
    upright = np.stack([np.stack([columns, rows - 1], 1), np.stack([columns, rows], 1)], 1)
    rows, columns = np.nonzero(padded[1:, :] != padded[:-1, :])
    level = np.stack([np.stack([columns - 1, rows], 1), np.stack([columns, rows], 1)], 1)
    corners = np.concatenate([upright, level]) * STEP_M + np.array([grid.west, grid.south])
    faces: dict[int, list[shapely.Polygon]] = {}
    for face in shapely.polygonize(shapely.linestrings(corners)).geoms:
        inside = face.representative_point()
        label = int(labels[int((inside.y - grid.south) // STEP_M), int((inside.x - grid.west) // STEP_M)])
        faces.setdefault(label, []).append(face)
    return faces


def join_fragments(faces: Mapping[int, list[shapely.Polygon]]) -> list[shapely.Polygon]:
    """One polygon a district, in the order of its number; each other face goes to the neighbour with the longest border."""
    main = {label: max(parts, key=lambda part: part.area) for label, parts in faces.items() if label != _OUTSIDE}
    fragments = [part for label, parts in faces.items() for part in parts if part not in (main.get(label),)]
    hull = shapely.union_all(list(main.values())).convex_hull
    for part in sorted(fragments, key=lambda part: (-part.area, part.bounds)):
        borders = {label: part.intersection(whole).length for label, whole in main.items()}
        nearest = max(borders, key=lambda label: (borders[label], -label))
        if borders[nearest] > 0.5 * part.length or (hull.contains(part) and borders[nearest] > 0):
            main[nearest] = main[nearest].union(part)
    return [main[label] for label in sorted(main)]


def fill_holes(polygons: list[shapely.Polygon]) -> list[shapely.Polygon]:
    """Give each hole of the city's outline to the district with the longest border on it."""
    outline = shapely.union_all(polygons)
    for ring in outline.interiors:
        hole = shapely.Polygon(ring)
        nearest = max(range(len(polygons)), key=lambda number: polygons[number].intersection(hole).length)
        polygons[nearest] = polygons[nearest].union(hole)
    return polygons
