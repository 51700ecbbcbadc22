"""What comes in is checked before any parser sees it."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.forms.registry import Campaign
from camdash.intake import gate
from camdash.intake.reader import read_bytes
from camdash.problems import Problem
from tests.sheets import workbook

FIRST = b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
GOOD = workbook("| STT | Vị trí lắp đặt | Số lượng |\n| 1 | Ngã tư | 2 |")


def refusal(name: str, content: bytes) -> str:
    """Give the code a file is refused with, "" where it passes."""
    passed = gate.inspect(name, content)
    return passed.code if isinstance(passed, Problem) else ""


def archive(members: dict[str, bytes]) -> bytes:
    """Make a zip file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("~$Mau 1.xlsx", GOOD, "office_lock_file"),
        ("._Mau 1.xlsx", GOOD, "office_lock_file"),
        ("a.xlsx", b"", "not_a_workbook"),
        ("a.xls", b"Some text", "not_a_workbook"),
        ("a.xlsx", b"PK\x03\x04 but nothing more", "damaged"),
        ("a.xlsx", GOOD[: len(GOOD) // 2], "damaged"),
        ("a.zip", archive({"a.txt": b"text"}), "unsupported"),
        ("a.xlsb", archive({"xl/workbook.bin": b""}), "unsupported"),
        ("a.ods", archive({"content.xml": b"", "META-INF/manifest.xml": b"<encryption-data/>"}), "password_protected"),
    ],
)
def test_each_kind_of_bad_file_has_its_own_code(name: str, content: bytes, code: str) -> None:
    """A file that is no readable workbook is refused with the reason."""
    assert refusal(name, content) == code


def test_good_file_passes() -> None:
    """An ordinary workbook comes through with its sheet's XML."""
    passed = gate.inspect("a.xlsx", GOOD)
    assert not isinstance(passed, Problem)
    assert "xl/worksheets/sheet1.xml" in passed.parts


def test_two_cells_far_apart_are_refused() -> None:
    """Cells at A1 and XFD1048576 would make a parser allocate 17 billion cells."""
    xml = FIRST + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    content = archive({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": xml})
    assert refusal("a.xlsx", content) == "too_large"


def test_zip_bomb_is_refused() -> None:
    """A member that unpacks a thousandfold is refused unread."""
    content = archive({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * (64 * 2**20)})
    assert refusal("a.xlsx", content) == "too_large"


def test_entities_are_refused() -> None:
    """XML that declares entities is no spreadsheet's."""
    xml = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'
    assert refusal("a.xlsx", archive({"xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": xml})) == "damaged"


@given(at=st.integers(0, len(GOOD) - 1), byte=st.integers(0, 255))
def test_a_flipped_byte_never_raises(campaign: Campaign, at: int, byte: int) -> None:
    """A damaged file is read or refused, with a problem, and never an exception."""
    content = GOOD[:at] + bytes([byte]) + GOOD[at + 1 :]
    reading = read_bytes("Mau 1 Ba Dinh.xlsx", content, campaign)
    assert reading.readable or [p.severity for p in reading.problems] == ["error"]


@given(number=st.integers(1, 16384))
def test_column_letters_and_numbers_agree(number: int) -> None:
    """Letters and numbers of columns are each other's inverse."""
    assert gate.column_number(gate.column_letters(number)) == number
