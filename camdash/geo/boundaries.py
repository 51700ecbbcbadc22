"""Official boundaries that an administrator supplies: checked as a whole, installed only when nothing is wrong.

Tolerances: neighbours may overlap, or leave a gap, of up to one hectare (`SLIVER_KM2`; drawing programs round
coordinates to a metre); a gap open to the outside counts when it is narrower than 100 m; the city's area must be
within 1 % of 3,359.8 km2; a district must lie mostly where the schematic draws it (intersection over union at least
0.4), which finds exchanged codes. Areas are measured in EPSG:5897.
"""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from camdash.geo.districts import District, official_file, schematic
from camdash.geo.features import Shape, read_shapes
from camdash.geo.projection import BOX, to_metres
from camdash.problems import Problem, Severity, problem

CITY_AREA_KM2 = 3359.8
CITY_TOLERANCE = 0.01
SLIVER_KM2 = 0.01
GAP_WIDTH_M = 100.0
SAME_PLACE = 0.4
MAX_BYTES = 50_000_000

_KM2 = 1e6


def check_boundaries(content: Any) -> list[Problem]:
    """Check a GeoJSON object (WGS84): the 30 units once each, valid, in place, without overlaps or gaps, right in area.

    A later check runs only on what the earlier ones left whole. Never raises for bad content.
    """
    known = {each.code: each for each in schematic().districts}
    try:
        shapes = read_shapes(content, tuple(known))
    except ValueError:
        return [problem("boundary_not_geojson")]
    found = [*_codes(shapes, known), *_geometries(shapes), *_places(shapes)]
    if found:
        return found
    metres = {shape.code: to_metres(shape.geometry) for shape in shapes if shape.code and shape.geometry}
    names = {code: known[code].name for code in metres}
    return [*_moved(metres, names), *_overlaps(metres, names), *_gaps(metres, names), *_area(metres)]


def install_boundaries(home: Path, content: bytes) -> list[Problem]:
    """Check the file's bytes and put them in place at one stroke; nothing changes when there is an error."""
    if len(content) > MAX_BYTES:
        return [problem("too_large", detail=f"{len(content) / 1e6:.0f} MB")]
    try:
        parsed = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        return [problem("boundary_not_geojson")]
    found = check_boundaries(parsed)
    if not any(each.severity is Severity.ERROR for each in found):
        _replace(official_file(home), orjson.dumps(parsed))
    return found


def remove_boundaries(home: Path) -> bool:
    """Go back to the schematic; False when no official boundaries were installed."""
    file = official_file(home)
    existed = file.exists()
    file.unlink(missing_ok=True)
    return existed


def _replace(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _codes(shapes: Sequence[Shape], known: Mapping[str, District]) -> Iterator[Problem]:
    counted = [shape.code for shape in shapes]
    for shape in shapes:
        if shape.code is None:
            yield problem("boundary_unknown_unit", number=shape.number, value=shape.written)
    for code, district in known.items():
        if code not in counted:
            yield problem("boundary_missing_unit", name=district.name, code=code)
        if counted.count(code) > 1:
            yield problem("boundary_doubled_unit", name=district.name, code=code, count=counted.count(code))


def _geometries(shapes: Sequence[Shape]) -> Iterator[Problem]:
    for shape in shapes:
        if shape.geometry is None:
            yield problem("boundary_not_polygon", number=shape.number, value=shape.written)
        elif not shape.geometry.is_valid:
            reason = shapely.is_valid_reason(shape.geometry)
            yield problem("boundary_invalid", number=shape.number, value=shape.written, reason=reason)


def _places(shapes: Sequence[Shape]) -> Iterator[Problem]:
    box = shapely.box(*BOX)
    swapped = 0
    for shape in shapes:
        if shape.geometry is None or box.contains(shape.geometry):
            continue
        if box.contains(shapely.transform(shape.geometry, lambda points: points[:, ::-1])):
            swapped += 1
        else:
            yield problem("boundary_outside", number=shape.number, value=shape.written)
    if swapped:
        yield problem("boundary_swapped", count=swapped)


def _moved(metres: Mapping[str, BaseGeometry], names: Mapping[str, str]) -> Iterator[Problem]:
    for feature in schematic().features["features"]:
        code = feature["properties"]["code"]
        drawn = to_metres(shapely.from_geojson(orjson.dumps(feature["geometry"])))
        shared = metres[code].intersection(drawn).area / metres[code].union(drawn).area
        if shared < SAME_PLACE:
            yield problem("boundary_misplaced", name=names[code], code=code)


def _overlaps(metres: Mapping[str, BaseGeometry], names: Mapping[str, str]) -> Iterator[Problem]:
    codes, geometries = list(metres), list(metres.values())
    tree = shapely.STRtree(geometries)
    for first, second in sorted(tree.query(geometries, predicate="intersects").T.tolist()):
        if first < second:
            area = geometries[first].intersection(geometries[second]).area / _KM2
            if area > SLIVER_KM2:
                one, other = names[codes[first]], names[codes[second]]
                yield problem("boundary_overlap", first=one, second=other, area=round(area, 3))


def _gaps(metres: Mapping[str, BaseGeometry], names: Mapping[str, str]) -> Iterator[Problem]:
    """Find holes of the city, and slits between neighbours that are narrower than `GAP_WIDTH_M`."""
    city = shapely.union_all(list(metres.values()))
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(city) for ring in part.interiors]
    closed = city.buffer(GAP_WIDTH_M / 2).buffer(-GAP_WIDTH_M / 2).difference(city)
    slits = shapely.get_parts(closed).tolist()
    for gap in [*holes, *(slit for slit in slits if not any(hole.intersects(slit) for hole in holes))]:
        around = sorted(names[code] for code, shape in metres.items() if shape.distance(gap) < 1)
        is_hole = gap in holes
        if gap.area / _KM2 > SLIVER_KM2 and (is_hole or len(around) > 1):
            yield problem("boundary_gap", units=", ".join(around), area=round(gap.area / _KM2, 3))


def _area(metres: Mapping[str, BaseGeometry]) -> Iterator[Problem]:
    total = shapely.union_all(list(metres.values())).area / _KM2
    if abs(total / CITY_AREA_KM2 - 1) > CITY_TOLERANCE:
        yield problem("boundary_area", area=round(total, 1), expected=CITY_AREA_KM2)
