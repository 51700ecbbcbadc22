"""Words that state totals, rows that head groups, names that are ranges."""

import unicodedata
from typing import Literal

import pytest

from camdash.intake.outline import heads_of_groups
from camdash.intake.ranges import cameras_in_range
from camdash.intake.totals import is_total
from camdash.intake.workbook import Cell, Sheet
from tests.intake.conftest import Read


@pytest.mark.parametrize(
    "words",
    ["Tổng cộng", "CỘNG (I)", "II. Cộng mục II", "TONG CONG", "Cộng trang 2", "Tổng số phường", "Tổng cộng: 03 camera"],
)
def test_totals_are_told(words: str) -> None:
    """With accents, without, numbered, by page, with the count in the same cell."""
    assert is_total(words)


@pytest.mark.parametrize(
    "words", ["Tổng công ty Điện lực", "Cổng làng", "Cong lang", "Cong so 1", "Cộng Hòa", "Tổng đài 113"]
)
def test_names_that_begin_alike_are_no_totals(words: str) -> None:
    """A company, a gate and a street are places."""
    assert not is_total(words)


@pytest.mark.parametrize(
    "words", ["VD: Ngã tư", "Ví dụ: chợ", "vi du", "VÍ DỤ 1", "Mẫu điền", "HƯỚNG DẪN GHI", "Dòng mẫu"]
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_examples_are_never_plain_rows(read: Read, words: str, form: Literal["NFC", "NFD"]) -> None:
    """However it is written, an example of the blank form is no camera, be it numbered or not."""
    reading = read(f"""
        | STT | Vị trí lắp đặt | Số lượng | Loại camera | Ghi chú |
        | 1 | {unicodedata.normalize(form, words)} | 2 | PTZ | a |
        | 2 | Chợ Hôm | 3 | PTZ | b |
    """)
    assert reading.tables[0].skipped_rows == {2: "example"}
    assert [r["quantity"] for r in reading.tables[0].records] == [3]


def test_whole_numbers_head_the_rows_numbered_below_them() -> None:
    """Row 1 heads 1.1 and 1.2; row 2, which nothing follows, is a record."""
    rows: list[list[Cell]] = [[1.0, "Phường Phúc Xá", 5.0], [1.1, "Chợ", 3.0], [1.2, "Bến", 2.0], [2.0, "Ga", 1.0]]
    assert heads_of_groups(Sheet("S", rows), [0, 1, 2, 3], 0) == {0: "Phường Phúc Xá"}


@pytest.mark.parametrize(
    ("text", "is_code", "count"),
    [
        ("Cam 01 – Cam 16", False, 16),
        ("Camera số 3 đến số 5", False, 3),
        ("BD01-BD04", True, 4),
        ("LADA001-03", True, None),
        ("Km 12 - Km 15", False, None),
        ("Số 12 - 16 Kim Mã", False, None),
        ("Cam 16 - Cam 01", False, None),
    ],
)
def test_ranges_of_cameras(text: str, is_code: bool, count: int | None) -> None:  # noqa: FBT001 - a parameter of cases
    """Only ranges that speak of cameras count, codes with two numbers do not."""
    assert cameras_in_range(text, is_code=is_code) == count
