"""The shapes that are drawn: 30 units with names that fit, and the box around some of them."""

from pathlib import Path

import pytest

from camdash.geo.districts import SCHEMATIC_NOTE, district_shapes, schematic
from camdash.geo.projection import BOX
from camdash.words import Words


def test_without_a_file_the_schematic_is_drawn(tmp_path: Path) -> None:
    """The schematic says that it is one, and lies in Hanoi's box."""
    shapes = district_shapes(tmp_path)
    assert not shapes.official
    assert Words("vi").t(SCHEMATIC_NOTE) == "Sơ đồ minh họa, không phải địa giới hành chính"
    west, south, east, north = shapes.bounds
    assert BOX[0] < west < east < BOX[2]
    assert BOX[1] < south < north < BOX[3]


@pytest.mark.parametrize(
    ("code", "short", "initials"),
    [
        ("001", "Ba Đình", "BĐ"),
        ("269", "Sơn Tây", "ST"),
        ("007", "Hai Bà Trưng", "HBT"),
        ("021", "Bắc Từ Liêm", "BTL"),
    ],
)
def test_names_come_short_and_shorter(code: str, short: str, initials: str) -> None:
    """Without the type word, and as first letters."""
    district = schematic().district(code)
    assert district is not None
    assert (district.short, district.initials) == (short, initials)


def test_the_box_of_some_districts_lies_in_the_city_s() -> None:
    """Hoàn Kiếm's box is a small part of the city's; nothing known gives the whole city."""
    shapes = schematic()
    west, south, east, north = shapes.bounds_of(["002"])
    assert (east - west) * (north - south) < 0.002
    assert shapes.bounds_of(["nowhere"]) == shapes.bounds
    assert shapes.bounds_of(["001", "002"])[0] < west
    assert shapes.district("999") is None
