"""Coordinates in every notation seen in returns, as WGS84 degrees inside Hanoi's box, or a problem.

The order of two numbers is decided by their magnitude, never by the heading: latitude 20.53..21.40, longitude
105.27..106.05; northing about 2.3 million metres, easting about 0.57 million.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from camdash.text.dms import angles, even_signs, spaced_angles
from camdash.text.fold import clean, is_stated_absence, is_unknown
from camdash.text.map_links import is_link, point_of_link, points_of_plus_code
from camdash.text.numbers import is_number
from camdash.text.numerals import decimal
from camdash.text.projections import grid_of, to_degrees
from camdash.text.reading import NO_PARAMS, Cell, Param

LAT_MIN, LAT_MAX = 20.53, 21.40
LON_MIN, LON_MAX = 105.27, 106.05
_NORTHING_MIN, _NORTHING_MAX = 2_260_000, 2_380_000
_EASTING_MIN, _EASTING_MAX = 430_000, 620_000
DECIMALS = 6
_LONGEST = 2_000


class CoordinateReading(NamedTuple):
    """A point in degrees (WGS84) with how it was written, or no point and the problem's code."""

    lat: float | None
    lon: float | None
    source: str = "none"
    code: str | None = None
    params: Mapping[str, Param] = NO_PARAMS


class _Number(NamedTuple):
    """One of the two numbers: what it is (lat, lon, north, east, far, odd) and how it was written."""

    axis: str
    value: float
    source: str


_NOTHING = CoordinateReading(None, None)
_UNREADABLE = CoordinateReading(None, None, code="coordinates_unreadable")
_INCOMPLETE = CoordinateReading(None, None, code="coordinates_incomplete")
_OUTSIDE = CoordinateReading(None, None, code="coordinates_outside")
_SHORT_LINK = CoordinateReading(None, None, code="coordinates_short_link")
_ODD = _Number("odd", 0.0, "none")

_PLAIN_PAIR = re.compile(r"\s*(2[01]\.\d+)\s*[,;\s]\s*(10[56]\.\d+)\s*", re.ASCII)
_PLAIN_DEGREES = re.compile(r"(?:2[01]|10[56])[.,]\d{4,}", re.ASCII)
_LABEL = re.compile(
    r"wgs\s*-?\s*84|vn\s*-?\s*2000|tm\s*-?\s*3|utm(?:\s*48\s*n)?|múi\s*\d+|epsg:?\s*\d+"
    r"|(?:vĩ|kinh|tọa|toạ|vi|toa)\s*(?:độ|do)|latitude|longitude|lat|long|lon|lng|gps|point|bắc|đông|[xynbeđd](?![^\W\d_])",
)
_HINT = re.compile(r"wgs|vn\s*-?\s*2000|utm|105\s*[°º]?\s*(?:30|45)|106\s*[°º]")
_DECORATION = re.compile(r"[()\[\]{}'\"°:=]|(?<![^\W\d])m\b")
_STRONG = re.compile(r"\s*[;|/]\s*")
_WEAK = re.compile(r"\s*,\s+|\s+,\s*|\s+-\s+|\s+")
_INNER_BLANK = re.compile(r"(?<=\d)\s*([.,])\s*(?=\d)")
_TOKEN = re.compile(r"(-?)(\d+(?:[.,]\d+)*|\d{1,3}(?: \d{3})+(?:[.,]\d+)?)")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?e\+?0?\d")
_DECIMAL_DEGREES = re.compile(r"[.,]\d+\s*°")


def read_lat_lon(cell_a: Cell, cell_b: Cell, crs_hint: str = "") -> CoordinateReading:
    """Read latitude and longitude (or grid metres) from two cells; `crs_hint` is their heading."""
    if isinstance(cell_a, float) and isinstance(cell_b, float) and in_box(cell_a, cell_b):
        return CoordinateReading(round(cell_a, DECIMALS), round(cell_b, DECIMALS), "wgs84")
    empty_a, empty_b = _is_empty(cell_a), _is_empty(cell_b)
    if empty_a and empty_b:
        return _NOTHING
    if empty_a or empty_b:
        return read_pair(cell_b if empty_a else cell_a, crs_hint)
    first, second = _component(cell_a), _component(cell_b)
    if "odd" in (first.axis, second.axis) and (cell_a == cell_b or isinstance(cell_a, str)):
        whole = read_pair(cell_a, crs_hint)
        if whole.lat is not None and (cell_a == cell_b or read_pair(cell_b, crs_hint)[:2] == whole[:2]):
            return whole
    return _joined(first, second, crs_hint, f"{cell_a} {cell_b}")


def read_pair(cell: Cell, crs_hint: str = "") -> CoordinateReading:
    """Read a pair of coordinates, a map link or a plus code from one cell; `crs_hint` is its heading."""
    if isinstance(cell, str):
        plain = _PLAIN_PAIR.fullmatch(cell)
        if plain and in_box(float(plain[1]), float(plain[2])):
            return _point(float(plain[1]), float(plain[2]), "wgs84")
    if _is_empty(cell):
        return _NOTHING
    if isinstance(cell, str) and len(cell) <= _LONGEST:
        return _of_cell_text(clean(cell).lstrip("'’‘ "), crs_hint)
    return _UNREADABLE if _component(cell).axis == "odd" else _INCOMPLETE


def _of_cell_text(text: str, crs_hint: str) -> CoordinateReading:
    if is_link(text):
        return _of_link(text)
    from_code = points_of_plus_code(text)
    if from_code:
        inside = [point for point in from_code if in_box(*point)]
        return _point(*inside[0], "map_link") if inside else _OUTSIDE
    return _of_text(even_signs(text), crs_hint)


def _is_empty(cell: Cell) -> bool:
    return is_unknown(cell) or is_stated_absence(cell)


def in_box(lat: float, lon: float) -> bool:
    """Whether a point in degrees lies in the box around Hanoi."""
    return LAT_MIN <= lat <= LAT_MAX and LON_MIN <= lon <= LON_MAX


def _point(lat: float, lon: float, source: str) -> CoordinateReading:
    return CoordinateReading(round(lat, DECIMALS), round(lon, DECIMALS), source)


def _of_link(text: str) -> CoordinateReading:
    point = point_of_link(text)
    if point is None:
        return _SHORT_LINK
    return _point(*point, "map_link") if in_box(*point) else _OUTSIDE


def _of_text(text: str, crs_hint: str) -> CoordinateReading:
    """Read a pair from text with evened signs."""
    for found in (angles(text) if "°" in text else None, spaced_angles(text)):
        if found is not None and len(found) == 2:  # noqa: PLR2004 - a pair
            source = _source_of_angle(text)
            return _joined(_degrees(found[0], source), _degrees(found[1], source), crs_hint, text)
    chunks = _two_chunks(text)
    pair = _UNREADABLE if chunks is None else _joined(_component(chunks[0]), _component(chunks[1]), crs_hint, text)
    return _INCOMPLETE if pair.lat is None and _component(text).axis not in ("odd", "far") else pair


def _two_chunks(text: str) -> tuple[str, str] | None:
    """Part a pair where its separator stands, also "21,0287,105,8525" with decimal commas."""
    text = _DECORATION.sub(" ", _LABEL.sub(" ", text)).strip(" .,;")
    for pattern in (_STRONG, _WEAK):
        chunks = [chunk for chunk in pattern.split(text) if chunk.strip(" .,")]
        if len(chunks) == 2:  # noqa: PLR2004 - a pair
            return chunks[0], chunks[1]
    groups = re.split("[.,]", re.sub(r"\s", "", text))
    if len(groups) == 4 and len({*re.findall("[.,]", text)}) == 1:  # noqa: PLR2004 - whole and fraction, twice
        return f"{groups[0]}.{groups[1]}", f"{groups[2]}.{groups[3]}"
    for mark in (",", "-"):
        first, separator, second = text.partition(mark)
        if separator and mark not in second:
            return first, second
    return None


def _component(cell: Cell) -> _Number:
    """Read one of the two numbers and tell by its magnitude what it is."""
    if is_number(cell):
        return _classified([float(cell)], str(int(cell)) if float(cell).is_integer() else "")
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return _ODD
    if _PLAIN_DEGREES.fullmatch(cell):
        return _degrees(float(cell.replace(",", ".")), "wgs84")
    text = even_signs(clean(cell).lstrip("'’‘ "))
    for found in (angles(text) if "°" in text else None, spaced_angles(text)):
        if found is not None:
            return _degrees(found[0], _source_of_angle(text)) if len(found) == 1 else _ODD
    if _SCIENTIFIC.fullmatch(text):
        value = float(text.replace(",", "."))
        return _classified([value], str(int(value)))
    return _of_digits(_DECORATION.sub(" ", _LABEL.sub(" ", text)).strip(" .,;"))


def _of_digits(text: str) -> _Number:
    """Read digits with points and commas, in every way their marks can be meant."""
    match = _TOKEN.fullmatch(_INNER_BLANK.sub(r"\1", text))
    if match is None:
        return _ODD
    meant = {decimal(match[2]), decimal(match[2], thousands=True)}
    sign = -1 if match[1] else 1
    digits = re.sub("[., ]", "", match[2])
    lost = sign > 0 and decimal(match[2], thousands=True) == float(digits) and _is_no_degree(match[2])
    return _classified([sign * value for value in meant if value is not None], digits if lost else "")


def _is_no_degree(text: str) -> bool:
    """Tell digits whose marks can only part thousands: none or several of them, or one in a number above 180."""
    return len(re.findall("[.,]", text)) != 1 or float(text.replace(",", ".")) > 180  # noqa: PLR2004 - no angle is


def _source_of_angle(text: str) -> str:
    return "wgs84" if _DECIMAL_DEGREES.search(text) else "dms"


def _degrees(value: float, source: str) -> _Number:
    if LAT_MIN <= value <= LAT_MAX:
        return _Number("lat", value, source)
    if LON_MIN <= value <= LON_MAX:
        return _Number("lon", value, source)
    return _Number("far", value, source)


def _classified(values: list[float], digits: str) -> _Number:
    """Choose the meaning that lies in Hanoi: degrees, metres, or degrees that lost their point."""
    for value in values:
        number = _degrees(value, "wgs84")
        if number.axis != "far":
            return number
        if _NORTHING_MIN <= value <= _NORTHING_MAX:
            return _Number("north", value, "metres")
        if _EASTING_MIN <= value <= _EASTING_MAX:
            return _Number("east", value, "metres")
    repaired = _with_point(digits)
    if repaired is not None:
        return _degrees(repaired, "repaired")
    if any(abs(value) <= 180 or 100_000 <= value <= 3_000_000 for value in values):  # noqa: PLR2004 - some place on earth
        return _Number("far", values[0], "wgs84")
    return _ODD


def _with_point(digits: str) -> float | None:
    """Put a lost decimal point back when exactly one power of ten (at least two decimals) lands in the box."""
    if not 4 <= len(digits) <= 18:  # noqa: PLR2004 - two decimals at least, a float's digits at most
        return None
    options = [int(digits) / 10**power for power in range(2, len(digits))]
    inside = [value for value in options if _degrees(value, "").axis != "far"]
    return inside[0] if len(inside) == 1 else None


def _joined(first: _Number, second: _Number, crs_hint: str, text: str) -> CoordinateReading:
    by_axis = {first.axis: first, second.axis: second}
    if "odd" in by_axis:
        return _UNREADABLE
    if by_axis.keys() == {"lat", "lon"}:
        return _of_degrees(by_axis["lat"], by_axis["lon"], swapped=first.axis == "lon")
    if by_axis.keys() == {"north", "east"}:
        hint = f"{crs_hint} {text}" if _HINT.search(text.casefold()) else crs_hint
        return _of_metres(by_axis["east"].value, by_axis["north"].value, hint)
    return _OUTSIDE


def _of_degrees(lat: _Number, lon: _Number, *, swapped: bool) -> CoordinateReading:
    sources = {lat.source, lon.source}
    source = next(name for name in ("repaired", "dms", "wgs84") if name in sources)
    point = _point(lat.value, lon.value, source)
    if source == "repaired":
        return _said(point, "coordinates_repaired")
    return _said(point, "coordinates_swapped") if swapped else point


def _of_metres(easting: float, northing: float, hint: str) -> CoordinateReading:
    grid = grid_of(hint)
    lat, lon = to_degrees(easting, northing, grid)
    return _said(_point(lat, lon, grid.source), "coordinates_converted") if in_box(lat, lon) else _OUTSIDE


def _said(point: CoordinateReading, code: str) -> CoordinateReading:
    return point._replace(code=code, params={"read": f"{point.lat}, {point.lon}"})
