"""Places in files of analysts."""

import pytest

from camdash.planning.point_files import PointFileError, read_points
from camdash.planning.scenario import Point

CSV = "\ufefflat,lon,weight,name\n21.0287,105.8525,3,Bờ Hồ\n,,,\n21.03,105.85,,\n"
SEMICOLONS = "Tên;Vĩ độ;Kinh độ\nBờ Hồ;21,0287;105,8525\n"
GEOJSON = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Point", "coordinates":'
    ' [105.8525, 21.0287]}, "properties": {"Tên": "Bờ Hồ", "weight": 2}}]}'
)


def test_csv_with_and_without_weight() -> None:
    """A blank weight is one; blank lines are none."""
    assert read_points("a.csv", CSV.encode()) == (Point(21.0287, 105.8525, 3.0, "Bờ Hồ"), Point(21.03, 105.85))


def test_vietnamese_headings_and_decimal_commas() -> None:
    """As a Vietnamese spreadsheet program saves it."""
    assert read_points("a.csv", SEMICOLONS.encode()) == (Point(21.0287, 105.8525, 1.0, "Bờ Hồ"),)


def test_geojson() -> None:
    """Longitude first, as RFC 7946 has it."""
    assert read_points("a.geojson", GEOJSON.encode()) == (Point(21.0287, 105.8525, 2.0, "Bờ Hồ"),)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"lat,lon\n", "no place"),
        (b"a,b\n1,2\n", "names no columns"),
        (b"lat,lon\n48.1,11.5\n", "Row 2: “48.1, 11.5”"),
        (b"lat,lon,weight\n21.03,105.85,-1\n", "the weight “-1”"),
        ("lat,lon,tên\n21.03,105.85,Đ\n".encode("utf-16"), "not UTF-8"),
        (b"{", "not valid GeoJSON"),
        (b'{"features": [{"geometry": {"type": "Polygon", "coordinates": []}}]}', "Feature 1 is not a point"),
    ],
)
def test_what_cannot_be_taken_is_said(content: bytes, said: str) -> None:
    """With the row and what to do."""
    with pytest.raises(PointFileError, match=said):
        read_points("a.csv", content)
