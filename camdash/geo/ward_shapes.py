"""Shapes of wards that an administrator put into the installation's home; the program ships none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from camdash.forms.wards import wards_2024
from camdash.geo.features import code_property, read_polygon
from camdash.geo.projection import to_degrees, to_metres

WARDS_NAME = "wards_2024.geojson"

_CODE_WIDTH = 5
_DECIMALS = 4
_TOLERANCE_M = 40.0
_MOST_VERTICES = 16_000


@dataclass(frozen=True, slots=True)
class WardShapes:
    """Shapes by (district, official name), in WGS84, light enough for a browser, with their sizes in km2."""

    shapes: Mapping[tuple[str, str], tuple[dict[str, Any], float]]

    def features(self) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
        """Give each ward's GeoJSON geometry."""
        for key, (geometry, _) in self.shapes.items():
            yield key, geometry

    def km2(self, district: str | None, ward: str | None) -> float | None:
        """Size of a ward; None where it has no shape."""
        found = self.shapes.get((district or "", ward or ""))
        return found[1] if found else None


def ward_shapes(home: Path) -> WardShapes | None:
    """Read `wards_2024.geojson` of an installation's home; None where there is none, or no known ward in it.

    A FeatureCollection (WGS84) whose features carry the five digits of a ward's GSO code, under any name.
    """
    file = home / WARDS_NAME
    try:
        stat = file.stat()
    except FileNotFoundError:
        return None
    return _read(file, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=2)
def _read(file: Path, changed_ns: int, size: int) -> WardShapes | None:  # noqa: ARG001 - the two are the cache's key
    try:
        features = orjson.loads(file.read_bytes())["features"]
        records = [each["properties"] for each in features]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return None
    known = {ward.code: (ward.district, ward.name) for ward in wards_2024().wards}
    name = code_property([{k: _spelt(v) for k, v in record.items()} for record in records], tuple(known))
    found: dict[tuple[str, str], BaseGeometry] = {}
    for record, feature in zip(records, features, strict=True):
        key = known.get(_spelt(record.get(name)) or "")
        shape = read_polygon(feature.get("geometry")) if key else None
        if key and shape is not None and shape.is_valid:
            found[key] = to_metres(shape)
    return WardShapes(_lightened(found)) if found else None


def _spelt(value: Any) -> str | None:
    text = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return text.zfill(_CODE_WIDTH) if text.isascii() and text.isdigit() else None


def _lightened(found: Mapping[tuple[str, str], BaseGeometry]) -> dict[tuple[str, str], tuple[dict[str, Any], float]]:
    metres = list(found.values())
    areas = shapely.area(metres) / 1e6
    lighter, tolerance = metres, _TOLERANCE_M
    while shapely.get_num_coordinates(lighter).sum() > _MOST_VERTICES:
        lighter = list(shapely.coverage_simplify(metres, tolerance))
        tolerance *= 2
    rounded = [shapely.transform(to_degrees(each), lambda points: points.round(_DECIMALS)) for each in lighter]
    drawn = [orjson.loads(shapely.to_geojson(each)) for each in rounded]
    return {key: (shape, float(area)) for key, shape, area in zip(found, drawn, areas, strict=True)}
