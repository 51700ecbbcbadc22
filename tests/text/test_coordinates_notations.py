"""Random points of Hanoi written in every notation of the returns read back to the point; anything else gives none."""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from camdash.text.coordinates import LAT_MAX, LAT_MIN, LON_MAX, LON_MIN, CoordinateReading, read_lat_lon, read_pair

CLOSE = 1e-5  # degrees: about a metre
GRIDS = {epsg: Transformer.from_crs(4326, epsg, always_xy=True) for epsg in (5897, 3405, 32648)}
ALPHABET = "23456789CFGHJMPQRVWX"

Point = tuple[float, float]
Writer = Callable[[float, float], str]

points = st.tuples(
    st.floats(LAT_MIN + 1e-4, LAT_MAX - 1e-4).map(lambda value: round(value, 6)),
    st.floats(LON_MIN + 1e-4, LON_MAX - 1e-4).map(lambda value: round(value, 6)),
)


def close(reading: CoordinateReading, point: Point, tolerance: float = CLOSE) -> bool:
    """Tell whether a reading is the point, within a tolerance in degrees."""
    if reading.lat is None or reading.lon is None:
        return False
    return abs(reading.lat - point[0]) <= tolerance and abs(reading.lon - point[1]) <= tolerance


# ------------------------------------------------------------------------------------------------ decimal degrees


def comma(value: float) -> str:
    """Write with a decimal comma."""
    return f"{value:.6f}".replace(".", ",")


DECIMAL: dict[str, Writer] = {
    **{f"points{mark!r}": partial("{1:.6f}{0}{2:.6f}".format, mark)
       for mark in (",", ", ", ";", "; ", "/", " / ", "|", " ", "  ", "\n", "\t", " - ", "\u00a0", " ,", "\r\n")},
    **{f"commas{mark!r}": lambda lat, lon, mark=mark: comma(lat) + mark + comma(lon)
       for mark in (",", ", ", ";", "; ", "/", " / ", " ", "\n", " - ", "\t")},
    "brackets": "({:.6f}, {:.6f})".format,
    "apostrophe": "'{:.6f}, {:.6f}".format,
    "letters after": "{:.6f}N, {:.6f}E".format,
    "in words": "{:.6f} độ vĩ Bắc, {:.6f} độ kinh Đông".format,
    "in few words": "{:.6f} độ Bắc; {:.6f} độ Đông".format,
    "letters before": "N {:.6f}; E {:.6f}".format,
    "degree signs": "{:.6f}°B {:.6f}°Đ".format,
    "Vietnamese letters before": "B: {:.6f}; Đ: {:.6f}".format,
    "named": "Vĩ độ: {:.6f}, Kinh độ: {:.6f}".format,
    "named short": "lat {:.6f} long {:.6f}".format,
    "named in two lines": "Vĩ độ {:.6f}\nKinh độ {:.6f}".format,
    "X and Y": "X: {:.6f}; Y: {:.6f}".format,
    "many digits": "{:.14f},{:.14f}".format,
}  # fmt: skip


@settings(max_examples=600)
@given(st.sampled_from([*DECIMAL]), points)
def test_decimal(name: str, point: Point) -> None:
    """Decimal degrees in one cell, either way round."""
    lat, lon = point
    assert close(read_pair(DECIMAL[name](lat, lon)), point)
    turned = read_pair(DECIMAL[name](lon, lat))
    assert close(turned, point)
    assert turned.code == "coordinates_swapped"


@given(points, st.sampled_from([float, str, comma, "{:.6f}°".format, " {:.6f} ".format, "'{:.6f}".format]))
def test_decimal_in_two_cells(point: Point, write: Callable[[float], Any]) -> None:
    """Decimal degrees in two cells, as numbers or texts, either way round."""
    lat, lon = map(write, point)
    assert close(read_lat_lon(lat, lon), point)
    assert close(read_lat_lon(lon, lat), point)


# ------------------------------------------------------------------------------------- degrees, minutes, seconds


def sexagesimal(value: float, pattern: str, comma: bool) -> str:  # noqa: FBT001 - hypothesis gives it
    """Write an angle in degrees, minutes and seconds, or with `{m}` in decimal minutes."""
    thousandths = round(value * 3_600_000)
    minutes, rest = divmod(thousandths, 60_000)
    text = pattern.format(d=minutes // 60, mi=minutes % 60, s=rest / 1000, m=thousandths / 60_000 % 60)
    return text.replace(".", ",") if comma else text


SECONDS = [
    *("{d}" + degree + "{mi:02d}" + minute + "{s:06.3f}" + second
      for degree in "°º˚⁰" for minute in "'’′´‘" for second in ('"', "''", "”", "″", "’’", "′′", "“")),
    "{d}° {mi}' {s:.3f}\"", "{d} ° {mi:02d} ' {s:.3f} \"", "{d}o{mi:02d}'{s:.3f}''", "{d}o {mi}' {s:.3f}\"",
    "{d}°{mi}'{s:.3f}", "{d} độ {mi:02d} phút {s:.3f} giây", "{d}độ{mi}phút{s:.3f}giây",
    "{d} Độ {mi} Phút {s:.3f} Giây",
]  # fmt: skip
MINUTES = [
    "{d}°{m:.5f}'", "{d}° {m:.5f}'", "{d}º{m:08.5f}’", "{d}°{m:.5f}", "{d}o{m:.5f}'", "{d} độ {m:.5f} phút",
]  # fmt: skip
SPACED = [
    "{d} {mi:02d} {s:06.3f}",
    "{d}:{mi:02d}:{s:06.3f}",
    "{d}-{mi:02d}-{s:06.3f}",
    "{d} {mi} {s:.3f}",
    "{d} {m:.5f}",
]
LETTERS = [
    ("", "", "", ""),
    ("", "N", "", "E"),
    ("", " B", "", " Đ"),
    ("N ", "", "E ", ""),
    ("B", "", "Đ", ""),
    ("", "b", "", "đ"),
    ("", " vĩ Bắc", "", " kinh Đông"),
    ("vĩ độ ", "", "kinh độ ", ""),
    ("", " vĩ độ Bắc", "", " kinh độ Đông"),
    ("Lat: ", "", "Long: ", ""),
]


@settings(max_examples=1_000)
@given(
    st.sampled_from([*SECONDS, *MINUTES]),
    points,
    st.sampled_from(LETTERS),
    st.sampled_from([", ", "; ", " ", "\n", " - ", " / "]),
    st.booleans(),
)
def test_signs_of_degrees(pattern: str, point: Point, letters: tuple[str, ...], mark: str, commas: bool) -> None:  # noqa: FBT001
    """Degrees with signs or words, letters before or after, in one cell and in two."""
    lat, lon = (sexagesimal(value, pattern, commas) for value in point)
    lat, lon = letters[0] + lat + letters[1], letters[2] + lon + letters[3]
    for reading in (read_pair(lat + mark + lon), read_lat_lon(lat, lon), read_lat_lon(lon, lat)):
        assert close(reading, point)
        assert reading.source == "dms"


@given(st.sampled_from(SPACED), points, st.sampled_from([", ", "; ", " ", "\n"]), st.booleans())
def test_degrees_without_signs(pattern: str, point: Point, mark: str, commas: bool) -> None:  # noqa: FBT001
    """Degrees, minutes and seconds parted by blanks, colons or dashes only."""
    lat, lon = (sexagesimal(value, pattern, commas) for value in point)
    for reading in (read_pair(lat + mark + lon), read_lat_lon(lat, lon)):
        assert close(reading, point)


# ----------------------------------------------------------------------------------------------------- lost points


def grouped(digits: str, mark: str) -> str:
    """Part digits in groups of thousands."""
    return f"{int(digits):,}".replace(",", mark)


WAYS_TO_LOSE: list[Callable[[str], Any]] = [
    int, float, str, lambda d: grouped(d, "."), lambda d: grouped(d, ","), lambda d: grouped(d, " "), lambda d: f"'{d}",
]  # fmt: skip


@given(points, st.integers(4, 7), st.sampled_from(WAYS_TO_LOSE), st.sampled_from(WAYS_TO_LOSE))
def test_lost_points(point: Point, decimals: int, first: Callable[[str], Any], second: Callable[[str], Any]) -> None:
    """A decimal point that a spreadsheet ate comes back, in numbers and in texts with points of thousands."""
    lat, lon = (f"{value:.{decimals}f}" for value in point)
    meant = (float(lat), float(lon))
    for reading in (
        read_lat_lon(first(lat.replace(".", "")), second(lon.replace(".", ""))),
        read_lat_lon(second(lon.replace(".", "")), first(lat.replace(".", ""))),
        read_lat_lon(first(lat.replace(".", "")), lon),
    ):
        assert close(reading, meant)
        assert (reading.source, reading.code) == ("repaired", "coordinates_repaired")


@given(points, st.sampled_from(["; ", "\n", " / "]), st.sampled_from([".", ","]))
def test_lost_points_in_one_cell(point: Point, mark: str, thousands: str) -> None:
    """The same in one cell."""
    lat, lon = (f"{value:.6f}".replace(".", "") for value in point)
    assert close(read_pair(f"{lat}{mark}{lon}"), point)
    assert close(read_pair(grouped(lat, thousands) + mark + grouped(lon, thousands)), point)


# ------------------------------------------------------------------------------------------------------ grid metres

TURNED = str.maketrans(",.", ".,")
METRES: list[Callable[[float], Any]] = [
    lambda v: round(v, 2), lambda v: f"{v:.2f}", lambda v: f"{v:.2f}".replace(".", ","), lambda v: f"{v:.2f} m",
    lambda v: f"{v:.3f}m", lambda v: f"{v:,.2f}", lambda v: f"{v:,.2f}".replace(",", " "),
    lambda v: f"{v:,.2f}".translate(TURNED), lambda v: f"{v:,.1f}".translate(TURNED) + " m",
]  # fmt: skip
HEADINGS = {
    "": 5897, "Tọa độ": 5897, "X | Y": 5897, "Tọa độ VN-2000": 5897, "VN2000, KTT 105, múi 3": 5897,
    "Tọa độ VN2000 KTT 105°00'": 5897, "UTM": 3405, "Tọa độ UTM": 3405, "VN-2000 UTM múi 48N": 3405,
    "Tọa độ UTM zone 48": 3405, "WGS84 UTM 48N": 32648, "UTM (WGS-84)": 32648,
}  # fmt: skip


@given(points, st.sampled_from(METRES), st.sampled_from(METRES), st.sampled_from([*HEADINGS]))
def test_metres_in_two_cells(
    point: Point, first: Callable[[float], Any], second: Callable[[float], Any], hint: str
) -> None:
    """Metres of the grid that the heading names, northing and easting either way round, read within a metre."""
    easting, northing = GRIDS[HEADINGS[hint]].transform(point[1], point[0])
    for reading in (
        read_lat_lon(first(northing), second(easting), hint),
        read_lat_lon(second(easting), first(northing), hint),
    ):
        assert close(reading, point)
        assert reading.source == ("vn2000_tm3" if HEADINGS[hint] == 5897 else "utm48")
        assert reading.code == "coordinates_converted"


@given(
    points, st.sampled_from(["; ", "\n", " ", " / ", ", ", " - "]), st.sampled_from(["{:.2f}", "X={:.2f}", "{:.2f} m"])
)
def test_metres_in_one_cell(point: Point, mark: str, pattern: str) -> None:
    """Metres in one cell; the cell itself may name the grid."""
    easting, northing = GRIDS[5897].transform(point[1], point[0])
    second = pattern.replace("X", "Y")
    assert close(read_pair(pattern.format(northing) + mark + second.format(easting)), point)
    assert close(read_pair(second.format(easting) + mark + pattern.format(northing), "Tọa độ"), point)
    easting, northing = GRIDS[3405].transform(point[1], point[0])
    named = read_pair(f"UTM 48N: {northing:.2f}{mark}{easting:.2f}", "Tọa độ")
    assert close(named, point)
    assert named.source == "utm48"


@pytest.mark.parametrize(
    ("cells", "hint", "source"),
    [((588415.11, 2326366.51), "", "vn2000_tm3"), ((588388.59, 2325668.53), "UTM", "utm48")],
)
def test_check_values(cells: tuple[float, float], hint: str, source: str) -> None:
    """The corner of Hoàn Kiếm lake in both grids is its place in WGS84, within a metre, in every order."""
    east, north = cells
    readings = [read_lat_lon(east, north, hint), read_lat_lon(north, east, hint), read_pair(f"{north}; {east}", hint)]
    assert {reading.source for reading in readings} == {source}
    for reading in readings:
        assert metres_apart(reading, (21.0287, 105.8525)) < 1


def metres_apart(reading: CoordinateReading, point: Point) -> float:
    """Measure between two points near each other."""
    assert reading.lat is not None
    assert reading.lon is not None
    return math.hypot((reading.lat - point[0]) * 110_700, (reading.lon - point[1]) * 103_900)


# ------------------------------------------------------------------------------------------------ links and codes

LINKS = [
    "https://www.google.com/maps/@{lat},{lon},17z",
    "https://www.google.com/maps/@{lat},{lon},123m/data=!3m1!1e3?hl=vi",
    "https://www.google.com/maps?q={lat},{lon}",
    "https://maps.google.com/?q={lat},{lon}&z=17",
    "http://maps.google.com/maps?q=loc:{lat},{lon}",
    "https://maps.google.com/maps?ll={lat},{lon}&z=16",
    "https://www.google.com/maps?z=12&t=m&q=loc:{lat}+{lon}",
    "https://www.google.com/maps/place/{lat},{lon}",
    "https://www.google.com/maps/place/{lat},{lon}/@{lat},{lon},17z",
    "https://www.google.com/maps/search/{lat},{lon}",
    "https://www.google.com/maps/search/{lat},+{lon}?entry=tts",
    "https://www.google.com/maps/search/?api=1&query={lat},{lon}",
    "https://www.google.com/maps/search/?api=1&query={lat}%2C{lon}",
    "https://www.google.com/maps/dir/?api=1&destination={lat},{lon}",
    "https://www.google.com/maps/dir//{lat},{lon}/@{lat},{lon},15z",
    "https://www.google.com/maps/place/Ch%E1%BB%A3/@21.1,105.7,17z/data=!3m1!4b1!4m6!3m5!1s0x0:0x0!8m2!3d{lat}!4d{lon}",
    "https://www.google.com/maps/place/Chợ+Đồng+Xuân/@21.1,105.7,17z/data=!4m2!3m1!1s0x0!3d{lat}!4d{lon}",
    "www.google.com/maps/@{lat},{lon},17z",
    "google.com/maps?q={lat},{lon}",
    "Cổng chợ: https://www.google.com/maps?q={lat},{lon}",
    "https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=17/21.0/105.8",
    "https://www.openstreetmap.org/#map=17/{lat}/{lon}",
    "geo:{lat},{lon}",
]


@settings(max_examples=400)
@given(st.sampled_from(LINKS), points)
def test_links(link: str, point: Point) -> None:
    """Links to maps carry the point."""
    reading = read_pair(link.format(lat=f"{point[0]:.6f}", lon=f"{point[1]:.6f}"))
    assert close(reading, point)
    assert reading.source == "map_link"


def plus_code(lat: float, lon: float, digits: int) -> str:
    """Write a point as a plus code of 10 to 15 digits."""
    finer, last, code = digits - 10, "", ""
    north, east = math.floor((lat + 90) * 8000 * 5**finer), math.floor((lon + 180) * 8000 * 4**finer)
    for _ in range(finer):
        north, at_north = divmod(north, 5)
        east, at_east = divmod(east, 4)
        last = ALPHABET[at_north * 4 + at_east] + last
    for _ in range(5):
        north, at_north = divmod(north, 20)
        east, at_east = divmod(east, 20)
        code = ALPHABET[at_north] + ALPHABET[at_east] + code
    return f"{code[:8]}+{code[8:]}{last}"


@given(
    points,
    st.sampled_from([(10, 6.4e-5), (11, 1.7e-5), (12, 1e-5), (13, 1e-5), (15, 1e-5)]),
    st.sampled_from(["{}", "{} Hà Nội", "{}, Hoàn Kiếm, Hà Nội, Việt Nam"]),
)
def test_plus_codes(point: Point, size: tuple[int, float], pattern: str) -> None:
    """A full plus code gives its cell's centre; a short one too, for Hanoi lies in four cells of a degree."""
    code = plus_code(*point, size[0])
    assert close(read_pair(pattern.format(code)), point, size[1])


# ------------------------------------------------------------------------------------------- never a wrong point

numbers = st.one_of(
    st.floats(-400, 400),
    st.floats(-1e7, 1e7),
    st.integers(-(10**7), 10**7),
    st.integers(0, 10**9),
    st.floats(),
    st.floats(19, 23),
    st.floats(104, 108),
    st.floats(2.2e6, 2.4e6),
    st.floats(4e5, 7e5),
)
written = st.one_of(numbers, numbers.map(str), numbers.map(lambda v: str(v).replace(".", ",")))


def explained(reading: CoordinateReading, first: Any, second: Any) -> bool:
    """Tell whether the numbers as written give the point: themselves, their digits, or metres."""
    if reading.source in ("vn2000_tm3", "utm48"):
        return True
    values = [float(str(value).replace(",", ".")) for value in (first, second)]
    orders = (zip(values, order, strict=True) for order in (reading[:2], reading[1::-1]))
    return any(
        all(any(abs(v / 10**k - degrees) < CLOSE for k in range(17)) for v, degrees in order) for order in orders
    )


@given(written, written)
def test_arbitrary_numbers(first: Any, second: Any) -> None:
    """Two numbers of any size give a point in Hanoi's box that they are the digits or metres of, or none and a code."""
    for reading in (read_lat_lon(first, second), read_pair(f"{first}; {second}")):
        if reading.lat is None or reading.lon is None:
            assert reading[:3] == (None, None, "none")
            assert reading.code in ("coordinates_outside", "coordinates_unreadable", "coordinates_incomplete") or (
                str(first) == str(second) == "nan"  # two empty cells
            )
        else:
            assert LAT_MIN <= reading.lat <= LAT_MAX
            assert LON_MIN <= reading.lon <= LON_MAX
            assert explained(reading, first, second)


@given(st.floats(-90, 90), st.floats(-180, 180), st.sampled_from([*DECIMAL]))
def test_points_elsewhere(lat: float, lon: float, name: str) -> None:
    """A point outside Hanoi gives none, with the code that says so."""
    assume(not (LAT_MIN - 1e-3 <= lat <= LAT_MAX + 1e-3 and LON_MIN - 1e-3 <= lon <= LON_MAX + 1e-3))
    assume(not (LAT_MIN - 1e-3 <= lon <= LAT_MAX + 1e-3 and LON_MIN - 1e-3 <= lat <= LON_MAX + 1e-3))
    reading = read_pair(DECIMAL[name](lat, lon))
    assert reading[:2] == (None, None)
    assert reading.code in ("coordinates_outside", "coordinates_unreadable")


NOT_A_PAIR = [
    "21.0287", "105,8525", "21.0287, 105.8525, 12", "21.02 21.03", "105.8 105.9", "2326366.51", "588415.11; 588416",
    "cột 12", "số 5/12", "21/105", "01/06/2021", "30 ngày", "1920x1080", "0912345678", "21°01'",
    "21°75'00\" 105°51'09\"", "21 75 00 105 51 09", "2326366, 21.02", "7PH7+", "2VH2+FX234567",
    "https://maps.app.goo.gl/AbC", "https://www.google.com/maps/place/Cho", "21.0287 N 105.8525 S", "1e5; 2e5",
    "٢١٫٠٢٨٧", "21.0287.105.8525.1", "20 km; 105 km", "210287, 210288", "VN2000",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_A_PAIR)
def test_no_notation(text: str) -> None:
    """What is no pair in any notation gives no point, and a code."""
    reading = read_pair(text)
    assert reading[:3] == (None, None, "none")
    assert reading.code is not None
