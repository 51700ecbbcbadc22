"""Middles and boxes of wards by their names."""

import pytest

from camdash.geo.places import box_of_ward, middle_of_ward


@pytest.mark.parametrize("ward", ["Phường Trung Tự", "Phường Phương Liên Trung Tự"])
def test_a_merged_ward_has_a_middle_by_its_code(ward: str) -> None:
    """The name of 2024 and the name after the merge lead to the same place."""
    assert middle_of_ward("006", ward) is not None


def test_spelling_habits_do_not_matter() -> None:
    """Hoà and Hòa are one; a ward is only found in its own district."""
    assert middle_of_ward("017", "Thị trấn Đông Anh") == middle_of_ward("017", "thị trấn đông anh") is not None
    assert middle_of_ward("001", "Thị trấn Đông Anh") is None
    assert middle_of_ward(None, "Thị trấn Đông Anh") is None


def test_a_ward_s_middle_lies_in_its_box() -> None:
    """Boxes are west, south, east, north."""
    box, middle = box_of_ward("001", "Phường Phúc Xá"), middle_of_ward("001", "Phường Phúc Xá")
    assert box is not None
    assert middle is not None
    assert box[0] < middle[1] < box[2]
    assert box[1] < middle[0] < box[3]
