"""Coordinates in every notation of the returns; one point, the corner of Hoàn Kiếm lake, in most of them."""

import sys
from subprocess import run
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from camdash.text.coordinates import LAT_MAX, LAT_MIN, LON_MAX, LON_MIN, read_lat_lon, read_pair

LAT, LON = 21.0287, 105.8525
GRIDS = {epsg: Transformer.from_crs(4326, epsg, always_xy=True) for epsg in (5897, 3405)}
ONE_METRE = 1e-5  # degrees, about
PLACE = "https://www.google.com/maps/place/X/@21.1,105.8,17z/data=!3d21.0287!4d105.8525"

PAIRS = [
    *((text, "wgs84", None) for text in (
        "21.0287, 105.8525", "21.0287,105.8525", "21,0287; 105,8525", "21,0287,105,8525", "21,0287 105,8525",
        "21,0287, 105,8525",
        "21.0287/105.8525", "21.0287\n105.8525", "21.0287\t105.8525", "21.0287 - 105.8525", "21.0287-105.8525",
        "(21.0287, 105.8525)",
        "'21.0287, 105.8525", "21.0287\u00a0105.8525", "21.0287, 105.8525.", "lat: 21.0287, lng: 105.8525",
        "Vĩ độ: 21.0287; Kinh độ: 105.8525", "21.0287N 105.8525E", "N21.0287, E105.8525", "21.0287° B, 105.8525° Đ",
        "21, 0287; 105, 8525",
    )),
    *((text, "dms", None) for text in (
        "21°01'43.32\"N 105°51'09\"E", "21°01’43,32” B, 105°51’09” Đ", "21º01'43.32'' 105º51'9''",
        "21o01'43,32'' B - 105o51'09'' Đ",
        "21˚1.722'N, 105˚51.15'E", "21 01 43,32 105 51 09", "21 01 43.32, 105 51 09", "21 1.722 105 51.15",
        "21:01:43,32 105:51:09",
        "21 độ 01 phút 43,32 giây, 105 độ 51 phút 09 giây", "N 21° 01' 43.32\", E 105° 51' 09\"",
        "21°01′43.32″105°51′09″",
    )),
    *((text, "vn2000_tm3", "coordinates_converted") for text in (
        "2326366.51 588415.11", "588415.11; 2326366.51", "2.326.366,51; 588.415,11", "X=2326366.51; Y=588415.11",
        "2326366,51 588415,11",
        "VN2000: 2326366.51, 588415.11",
    )),
    ("UTM 48N 588388.59 2325668.53", "utm48", "coordinates_converted"),
    *((text, "repaired", "coordinates_repaired") for text in ("210287 1058525", "21.028.700; 105.852.500",
    "210287; 105.8525")),
    *((text, "map_link", None) for text in (
        "https://www.google.com/maps/@21.0287,105.8525,17z", "https://maps.google.com/?q=21.0287,105.8525", PLACE,
        "https://www.google.com/maps?q=21.0287%2C105.8525", "https://www.google.com/maps/search/21.0287,+105.8525",
        "geo:21.0287,105.8525",
        "https://www.google.com/maps/place/21%C2%B001'43.32%22N+105%C2%B051'09.0%22E/",
        "https://osm.org/#map=17/21.0287/105.8525",
    )),
    ("105.8525, 21.0287", "wgs84", "coordinates_swapped"),
    ("POINT(105.8525 21.0287)", "wgs84", "coordinates_swapped"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "source", "code"), PAIRS)
def test_pair_in_one_cell(cell: str, source: str, code: str | None) -> None:
    """The same point in one cell, in all its notations, within a metre."""
    reading = read_pair(cell)
    assert reading[:2] == (pytest.approx(LAT, abs=ONE_METRE), pytest.approx(LON, abs=ONE_METRE))
    assert (reading.source, reading.code) == (source, code)


@pytest.mark.parametrize(
    ("first", "second", "source", "code"),
    [
        (21.0287, 105.8525, "wgs84", None),
        ("21,0287", "105,8525", "wgs84", None),
        ("21.0287N", "105.8525E", "wgs84", None),
        (105.8525, 21.0287, "wgs84", "coordinates_swapped"),
        ("105.8525", "21.0287", "wgs84", "coordinates_swapped"),
        (210287.0, 1058525.0, "repaired", "coordinates_repaired"),
        ("21.028.700", "105.852.500", "repaired", "coordinates_repaired"),
        (2326366.51, 588415.11, "vn2000_tm3", "coordinates_converted"),
        (588415.11, 2326366.51, "vn2000_tm3", "coordinates_converted"),
        ("2.326.366,51", "588.415,11", "vn2000_tm3", "coordinates_converted"),
        ("21 01 43,32", "105 51 09", "dms", None),
        ("21°1.722'", "105°51.15'", "dms", None),
        ("21.0287, 105.8525", "", "wgs84", None),
        ("21.0287, 105.8525", "21.0287, 105.8525", "wgs84", None),
    ],
)
def test_two_cells(first: Any, second: Any, source: str, code: str | None) -> None:
    """The same point in two cells, whichever comes first."""
    reading = read_lat_lon(first, second)
    assert reading[:2] == (pytest.approx(LAT, abs=ONE_METRE), pytest.approx(LON, abs=ONE_METRE))
    assert (reading.source, reading.code) == (source, code)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("10.7769, 106.7009", "coordinates_outside"), ("0, 0", "coordinates_outside"), ("-21.0287, 105.8525",
        "coordinates_outside"),
        ("21.0287", "coordinates_incomplete"), ("21,0287", "coordinates_incomplete"),
        (21.0287, "coordinates_incomplete"),
        ("trước cổng chợ", "coordinates_unreadable"), ("21.02, 105.85, 12", "coordinates_unreadable"),
        (True, "coordinates_unreadable"),
        ("21°61'00\" 105°51'09\"", "coordinates_unreadable"), ("https://maps.app.goo.gl/AbCd12",
        "coordinates_short_link"),
        ("goo.gl/maps/xyz", "coordinates_short_link"), ("", None), ("-", None), ("chưa có", None), (None, None),
    ],
)  # fmt: skip
def test_no_point(cell: Any, code: str | None) -> None:
    """What is no point in Hanoi leaves both null, with the reason."""
    assert read_pair(cell) == (None, None, "none", code, {})


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (21.0287, None, "coordinates_incomplete"),
        ("", "105,8525", "coordinates_incomplete"),
        (21.0287, 95.1, "coordinates_outside"),
        (21.03, 21.03, "coordinates_outside"),
        (0.0, 0.0, "coordinates_outside"),
        ("x", "y", "coordinates_unreadable"),
        (float("inf"), 105.85, "coordinates_unreadable"),
        ("", "", None),
    ],
)
def test_two_cells_without_a_point(first: Any, second: Any, code: str | None) -> None:
    """Half a pair, a point elsewhere and no numbers are told apart."""
    assert read_lat_lon(first, second) == (None, None, "none", code, {})


def test_heading_tells_utm_from_tm3() -> None:
    """The two grids differ by 700 m and only the heading can tell them: TM-3 unless it says UTM."""
    utm = read_lat_lon(2325668.53, 588388.59, crs_hint="Tọa độ VN-2000 UTM múi 48N")
    assert utm[:3] == (pytest.approx(LAT, abs=ONE_METRE), pytest.approx(LON, abs=ONE_METRE), "utm48")
    assert read_lat_lon(2325668.53, 588388.59, "Tọa độ VN2000").source == "vn2000_tm3"


@pytest.mark.parametrize(
    ("hint", "epsg"), [("VN2000, KTT 105°45'", 9210), ("KTT 106°00'", 9211), ("UTM 48N WGS84", 32648)]
)
def test_heading_names_another_grid(hint: str, epsg: int) -> None:
    """A central meridian or datum named in the heading is used."""
    easting, northing = Transformer.from_crs(4326, epsg, always_xy=True).transform(LON, LAT)
    assert read_lat_lon(northing, easting, hint)[:2] == (LAT, LON)


@pytest.mark.parametrize("code", ["7PH72VH2+FX", "2VH2+FX Hoàn Kiếm, Hà Nội"])
def test_plus_code(code: str) -> None:
    """A plus code gives the centre of its cell of 14 m."""
    assert read_pair(code)[:2] == (pytest.approx(LAT, abs=1.3e-4), pytest.approx(LON, abs=1.3e-4))


def test_repaired_and_swapped_are_said() -> None:
    """What was assumed is told with the reading."""
    assert read_lat_lon(210287, 1058525).params == {"read": "21.0287, 105.8525"}


points = st.tuples(
    st.floats(LAT_MIN + 1e-4, LAT_MAX - 1e-4).map(lambda value: round(value, 6)),
    st.floats(LON_MIN + 1e-4, LON_MAX - 1e-4).map(lambda value: round(value, 6)),
)


def _sexagesimal(value: float, pattern: str) -> str:
    """Write an angle in degrees, minutes and seconds to a thousandth of a second."""
    minutes, thousandths = divmod(round(value * 3_600_000), 60_000)
    return pattern.format(minutes // 60, minutes % 60, thousandths / 1000)


@given(points, st.sampled_from(["{}°{:02d}'{:06.3f}\"", "{}º{}’{:.3f}''", "{} {:02d} {:06.3f}", "{}°{:02d}′{:06.3f}″"]))
def test_dms_round_trip(point: tuple[float, float], pattern: str) -> None:
    """Any point of Hanoi in degrees, minutes and seconds reads back, in one cell and in two."""
    lat, lon = (_sexagesimal(value, pattern) for value in point)
    for reading in (read_pair(f"{lat}, {lon}"), read_pair(f"{lat} {lon}"), read_lat_lon(lat.replace(".", ","), lon)):
        assert reading[:3] == (pytest.approx(point[0], abs=1e-6), pytest.approx(point[1], abs=1e-6), "dms")


@given(points, st.booleans())
def test_decimal_round_trip(point: tuple[float, float], comma: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    """Any point of Hanoi in decimal degrees reads back exactly, with point or comma, either way round."""
    lat, lon = (f"{value:.6f}".replace(".", "," if comma else ".") for value in point)
    readings = [read_pair(f"{lat}{mark}{lon}") for mark in (", ", "; ", " ", "\n", "/", ",")]
    readings += [read_lat_lon(lat, lon), read_lat_lon(*point), read_lat_lon(lon, lat), read_pair(f"{lon}; {lat}")]
    assert {reading[:2] for reading in readings} == {point}


@given(points)
def test_lost_points_round_trip(point: tuple[float, float]) -> None:
    """Degrees whose decimal point was eaten come back with it, and are said to be repaired."""
    lat, lon = (f"{value:.6f}".replace(".", "") for value in point)
    dotted = [f"{int(digits):,}".replace(",", ".") for digits in (lat, lon)]
    for reading in (read_lat_lon(int(lat), float(lon)), read_pair(f"{lat} {lon}"), read_lat_lon(*dotted)):
        assert reading[:3] == (*point, "repaired")


@given(points, st.sampled_from([(5897, ""), (3405, "UTM 48N")]))
def test_grid_round_trip(point: tuple[float, float], grid: tuple[int, str]) -> None:
    """Any point of Hanoi in metres of its grid reads back within a centimetre or two."""
    easting, northing = GRIDS[grid[0]].transform(point[1], point[0])
    reading = read_lat_lon(round(northing, 2), round(easting, 2), grid[1])
    assert reading[:2] == (pytest.approx(point[0], abs=1e-6), pytest.approx(point[1], abs=1e-6))
    assert read_pair(f"{easting:.2f} {northing:.2f}", grid[1])[:2] == reading[:2]


def test_importing_is_light() -> None:
    """The parsers load without the libraries for tables and projections."""
    code = (
        "import sys, camdash.text.coordinates, camdash.text.measures, camdash.text.quantity;"
        "print([m for m in ('numpy', 'pandas', 'pyproj', 'babel') if m in sys.modules])"
    )
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
