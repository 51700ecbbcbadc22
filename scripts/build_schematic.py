"""Build the schematic of Hanoi's 30 districts of 2024 from facts about its communes.

Each square of a fixed grid goes to the commune whose bounding box is nearest in max-norm (distance from the middle of
the box over half its sides); squares are kept, nearest first and with a rounded outline, until the city has its known
area; communes dissolve into districts; borders are smoothed and simplified together, so that neighbours share them.
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
from shapely.geometry.base import BaseGeometry

DATA = Path(__file__).resolve().parent.parent / "data" / "geo"
POINTS = DATA / "ward_points_2024.csv"
OUT = DATA / "districts_2024_schematic.geojson"

CITY_AREA_KM2 = 3359.8
STEP_M = 100
MARGIN_M = 8_000
SMOOTHING_M = 300
OUTLINE_SMOOTHING_M = 600
ROUNDNESS = 3.0  # exponent of the norm that draws the outline: 2 ellipses, more is nearer to boxes
FAR = 2.0
CORE_SHARE = 0.95  # part of the area that is taken before gaps are closed
CLOSING_M = 2_000
_NONE = 1e-6
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
    """District number (1..30) of each square by nearest box in max-norm, smoothed; 0 outside the city."""
    best = np.full((len(grid.y), len(grid.x)), np.inf)
    depth = np.full(best.shape, FAR)
    labels = np.zeros(best.shape, dtype=np.int16)
    for (west, south, east, north), district in zip(boxes.tolist(), districts, strict=True):
        across = np.abs(grid.x - (west + east) / 2)[None, :] / ((east - west) / 2)
        along = np.abs(grid.y - (south + north) / 2)[:, None] / ((north - south) / 2)
        distance = np.maximum(across, along)
        nearer = distance < best
        best[nearer] = distance[nearer]
        labels[nearer] = district
        np.minimum(depth, (across**ROUNDNESS + along**ROUNDNESS) ** (1 / ROUNDNESS), out=depth)
    labels = smooth(labels)
    labels[~inside_city(depth)] = _OUTSIDE
    return labels


def inside_city(depth: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Take the squares nearest to any (rounded) box, as many as make up the city's known area.

    Gaps between boxes are closed and corners blurred.
    """
    core = (depth <= _at_rank(depth, CORE_SHARE)).astype(np.float64)
    reach = CLOSING_M // STEP_M
    closed = _box_mean((_box_mean(core, reach) > _NONE).astype(np.float64), reach) > 1 - _NONE
    blurred = -closed.astype(np.float64) - 0.001 * (FAR - depth)
    for _ in range(3):
        blurred = _box_mean(blurred, OUTLINE_SMOOTHING_M // STEP_M)
    return np.asarray(blurred <= _at_rank(blurred, 1))


def _at_rank(values: npt.NDArray[np.float64], share: float) -> float:
    squares = int(share * CITY_AREA_KM2 * 1e6 / STEP_M**2)
    return float(np.partition(values.ravel(), squares)[squares])


def smooth(labels: Labels) -> Labels:
    """Give each square to the label most common around it (two passes of a box mean)."""
    reach = SMOOTHING_M // STEP_M
    best = np.zeros(labels.shape)
    result = labels.copy()
    for label in range(1, int(labels.max()) + 1):
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


def join_fragments(faces: Mapping[int, list[shapely.Polygon]]) -> list[BaseGeometry]:
    """Make one polygon a district, in the order of its number.

    Each face but the largest (holes of the city's outline too) goes to the district it shares the longest border with;
    what touches none is left out.
    """
    largest: dict[int, BaseGeometry] = {
        label: max(parts, key=lambda part: part.area) for label, parts in faces.items() if label != _OUTSIDE
    }
    rest = [part for label, parts in faces.items() for part in parts if part is not largest.get(label)]
    for part in sorted(rest, key=lambda part: (-part.area, part.bounds)):
        borders = {label: part.intersection(whole).length for label, whole in largest.items()}
        nearest = max(borders, key=lambda label: (borders[label], -label))
        if borders[nearest] > 0:
            largest[nearest] = largest[nearest].union(part)
    return [largest[label] for label in sorted(largest)]


def simplify(polygons: list[BaseGeometry]) -> list[BaseGeometry]:
    """Simplify all borders at once (neighbours keep the same vertices); not a valid coverage raises ValueError."""
    if not shapely.coverage_is_valid(polygons):
        raise ValueError("the traced districts overlap or leave gaps")
    return list(shapely.coverage_simplify(polygons, SIMPLIFY_M))


def to_degrees(shape: BaseGeometry) -> BaseGeometry:
    """Move the shape to WGS84 degrees, rounded to `DECIMALS` (about a metre)."""
    return shapely.transform(shape, lambda xy: np.round(np.column_stack(_TO_DEGREES.transform(*xy.T)), DECIMALS))


def feature(code: str, full_name: str, shape: BaseGeometry) -> dict[str, Any]:
    """GeoJSON feature of one district with a label point deep inside it and the drawn area in km2."""
    kind = next(kind for kind in ("Quận", "Huyện", "Thị xã") if full_name.startswith(kind))
    label = to_degrees(shapely.get_point(shapely.maximum_inscribed_circle([shape], tolerance=50)[0], 0))
    lon, lat = float(shapely.get_x(label)), float(shapely.get_y(label))
    properties = {
        "code": code,
        "name": full_name,
        "kind": kind,
        "label_lon": lon,
        "label_lat": lat,
        "area_km2": round(shape.area / 1e6, 2),
        "schematic": True,
    }
    rings = shapely.geometry.mapping(shapely.orient_polygons(to_degrees(shape)))
    return {"type": "Feature", "properties": properties, "geometry": rings}


def build(path: Path = POINTS) -> dict[str, Any]:
    """GeoJSON FeatureCollection of the 30 districts, in the order of their codes."""
    wards = read_wards(path)
    names = {ward["district_code"]: ward["district"] for ward in wards}
    codes = sorted(names)
    boxes = project_boxes(wards)
    numbers = np.array([codes.index(ward["district_code"]) + 1 for ward in wards], dtype=np.int16)
    grid = lay_grid(boxes)
    shapes = simplify(join_fragments(trace(grid, assign(grid, boxes, numbers))))
    features = [feature(code, names[code], shape) for code, shape in zip(codes, shapes, strict=True)]
    note = "Sơ đồ minh họa, không phải địa giới hành chính"
    return {"type": "FeatureCollection", "name": "districts_2024_schematic", "note": note, "features": features}


def main(out: Path = OUT) -> None:
    """Write the schematic, one feature a line."""
    collection = build()
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in collection.pop("features"))
    head = json.dumps(collection, ensure_ascii=False)[:-1]
    out.write_text(f'{head}, "features": [\n{lines}\n]}}\n', encoding="utf-8")
    print(f"{out}: {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
