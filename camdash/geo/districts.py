"""Shapes of the 30 district-level units: the administrator's official file where installed, else the schematic."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import orjson
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from camdash.geo.features import read_shapes
from camdash.geo.projection import to_degrees, to_metres
from camdash.settings import DATA
from camdash.words import N_

SCHEMATIC_FILE = DATA / "geo" / "districts_2024_schematic.geojson"
SCHEMATIC_NOTE = N_("Schematic for illustration, not administrative boundaries")
OFFICIAL_NAME = "boundaries_2024.geojson"

Bounds = tuple[float, float, float, float]
"""West, south, east, north in WGS84 degrees."""

_MAX_VERTICES = 12_000
_FIRST_TOLERANCE_M = 5.0
_SNAP_M = 1.0
_DECIMALS = 5
_LABEL_TOLERANCE_M = 100.0
_ELLIPSOID = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class District:
    """One district-level unit as drawn: GSO code, names, and its label point in WGS84 degrees."""

    code: str
    name: str
    kind: str
    label_lon: float
    label_lat: float

    @property
    def short(self) -> str:
        """Name without its type word, "Ba Đình"."""
        return self.name.removeprefix(self.kind).strip()

    @property
    def initials(self) -> str:
        """First letters, for where the name does not fit, "BĐ"."""
        return "".join(word[0] for word in self.short.split())


@dataclass(frozen=True, slots=True)
class Districts:
    """All shapes for drawing (WGS84, light enough for a browser), in the order of their codes."""

    features: dict[str, Any]
    official: bool
    districts: tuple[District, ...]
    bounds: Bounds

    def district(self, code: str | None) -> District | None:
        """Look a district up by its GSO code; None when it is not one of the 30."""
        return next((each for each in self.districts if each.code == code), None)

    @property
    def areas_km2(self) -> Mapping[str, float]:
        """Size of each district (on the ellipsoid) by its code; of the schematic, only the size of its drawing."""
        pairs = ((each["properties"]["code"], each["geometry"]) for each in self.features["features"])
        return {code: _km2(orjson.dumps(geometry)) for code, geometry in pairs}

    def bounds_of(self, codes: Sequence[str]) -> Bounds:
        """Box around some districts; of the whole city when none of them is known."""
        wanted = [each for each in self.features["features"] if each["properties"]["code"] in codes]
        shapes = [shapely.from_geojson(orjson.dumps(each["geometry"])) for each in wanted]
        return _around(shapes) if shapes else self.bounds


@lru_cache(maxsize=64)
def _km2(geometry: bytes) -> float:
    area, _ = _ELLIPSOID.geometry_area_perimeter(shapely.orient_polygons(shapely.from_geojson(geometry)))
    return abs(float(area)) / 1e6


def official_file(home: Path) -> Path:
    """Where the administrator's boundaries of 2024 live in an installation's home."""
    return home / OFFICIAL_NAME


def district_shapes(home: Path) -> Districts:
    """Shapes to draw: those installed in `home`, else the schematic; read again only when the file changed."""
    file = official_file(home)
    try:
        stat = file.stat()
    except FileNotFoundError:
        return schematic()
    return _official(file, stat.st_mtime_ns, stat.st_size)


@cache
def schematic() -> Districts:
    """Read the schematic that comes with the program; it also names the 30 units of 2024."""
    content: dict[str, Any] = orjson.loads(SCHEMATIC_FILE.read_bytes())
    fields = ("code", "name", "kind", "label_lon", "label_lat")
    districts = tuple(District(*(each["properties"][name] for name in fields)) for each in content["features"])
    geometries = [shapely.from_geojson(orjson.dumps(each["geometry"])) for each in content["features"]]
    return _drawn(districts, geometries, official=False)


@lru_cache(maxsize=4)
def _official(file: Path, changed_ns: int, size: int) -> Districts:  # noqa: ARG001 - the two are the cache's key
    known = {each.code: each for each in schematic().districts}
    shapes = read_shapes(orjson.loads(file.read_bytes()), tuple(known))
    found = {shape.code: shape.geometry for shape in shapes if shape.code and shape.geometry}
    codes = sorted(found)
    geometries = _lightened([found[code] for code in codes])
    districts = (_placed(known[code], geometry) for code, geometry in zip(codes, geometries, strict=True))
    return _drawn(tuple(districts), geometries, official=True)


def _drawn(districts: tuple[District, ...], geometries: Sequence[BaseGeometry], *, official: bool) -> Districts:
    features = [
        {
            "type": "Feature",
            "properties": {"code": each.code, "name": each.name},
            "geometry": orjson.loads(shapely.to_geojson(geometry)),
        }
        for each, geometry in zip(districts, geometries, strict=True)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return Districts(collection, official, districts, _around(geometries))


def _lightened(geometries: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Simplify all borders together, more and more (5, 10, 20 … m), until a browser draws them at once; 5 decimals."""
    metres = [to_metres(each) for each in geometries]
    tolerance = _FIRST_TOLERANCE_M
    lighter = metres
    if shapely.get_num_coordinates(metres).sum() > _MAX_VERTICES:
        metres = list(shapely.coverage_clean(metres, snapping_distance=_SNAP_M))  # type: ignore[attr-defined]  # not in the stubs of 2.1
    while shapely.get_num_coordinates(lighter).sum() > _MAX_VERTICES:
        lighter = list(shapely.coverage_simplify(metres, tolerance))
        tolerance *= 2
    return [_rounded(to_degrees(each)) for each in lighter]


def _rounded(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.transform(geometry, lambda points: points.round(_DECIMALS))


def _placed(district: District, geometry: BaseGeometry) -> District:
    parts = shapely.get_parts(to_metres(geometry))
    largest = parts[shapely.area(parts).argmax()]
    circle = shapely.maximum_inscribed_circle([largest], tolerance=_LABEL_TOLERANCE_M)
    middle = to_degrees(shapely.get_point(circle, 0)[0])
    lon, lat = shapely.get_coordinates(middle)[0].round(_DECIMALS).tolist()
    return District(district.code, district.name, district.kind, lon, lat)


def _around(geometries: Iterable[BaseGeometry]) -> Bounds:
    west, south, east, north = shapely.total_bounds(list(geometries)).tolist()
    return west, south, east, north
