"""GeoJSON features of districts: which property carries the code, and which shape is whose."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import shapely
from shapely.geometry.base import BaseGeometry

_CODE_WIDTH = 3
_USUAL_NAMES = ("code", "gso", "gso_code", "ma", "ma_huyen", "maquanhuyen", "ma_qh", "district_code", "id")


@dataclass(frozen=True, slots=True)
class Shape:
    """One feature: its place in the file (from 1), the known code it carries or None, its polygon(s) or None."""

    number: int
    code: str | None
    geometry: BaseGeometry | None
    written: str = ""


def read_shapes(content: Any, codes: Sequence[str]) -> list[Shape]:
    """Read the features of a GeoJSON FeatureCollection; the code is found by its values, whatever its name.

    Raises ValueError when `content` is not a FeatureCollection with features. Coordinates are left as they are, heights
    are dropped. A geometry that is no polygon, or cannot be built, is None.
    """
    features = content.get("features") if isinstance(content, Mapping) else None
    if not isinstance(features, list) or not features or not all(isinstance(each, Mapping) for each in features):
        raise ValueError("not a GeoJSON FeatureCollection")
    properties = [each.get("properties") for each in features]
    records = [each if isinstance(each, Mapping) else {} for each in properties]
    name = code_property(records, codes)
    return [
        _shape(number, record.get(name), each.get("geometry"), codes)
        for number, (record, each) in enumerate(zip(records, features, strict=True), start=1)
    ]


def _shape(number: int, written: Any, geometry: Any, codes: Sequence[str]) -> Shape:
    code = spelt_code(written)
    text = "" if written is None else str(written)
    return Shape(number, code if code in codes else None, read_polygon(geometry), text)


def code_property(records: Sequence[Mapping[str, Any]], codes: Sequence[str]) -> str:
    """Name the property whose values are the most known codes; of equals the one with a usual name, else ""."""
    found: Counter[str] = Counter()
    for name in dict.fromkeys(name for record in records for name in record):
        found[name] = len({spelt_code(record.get(name)) for record in records} & set(codes))
    usual = {name: rank for rank, name in enumerate(reversed(_USUAL_NAMES), start=1)}
    best = max(found, key=lambda name: (found[name], usual.get(name.casefold(), 0)), default="")
    return best if found[best] else ""


def spelt_code(value: Any) -> str | None:
    """Write a code with three digits (`1`, `"1"`, `1.0` and `"001"` are 001); None for what is no code."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value).strip()
    return text.zfill(_CODE_WIDTH) if text.isascii() and text.isdigit() else None


def read_polygon(geometry: Any) -> BaseGeometry | None:
    """Build a Polygon or MultiPolygon from its GeoJSON (in the file's own coordinates); None for anything else."""
    if not isinstance(geometry, Mapping) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return None
    shape: BaseGeometry | None = shapely.from_geojson(orjson.dumps(geometry), on_invalid="ignore")
    return None if shape is None or shape.is_empty else shapely.force_2d(shape)
