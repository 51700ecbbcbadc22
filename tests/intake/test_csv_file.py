"""Separated values: whatever the encoding and the separator, the cells come out as written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.intake.csv_file import MAX_CELLS, read_csv
from camdash.intake.workbook import Sheet
from camdash.problems import Problem

ROWS = [
    ["STT", "Vị trí lắp đặt", "Số lượng", "Vĩ độ"],
    ["1", "Ngã tư Đội Cấn; cổng chợ", "2", "21,0287"],
    ["2", "Phố Huế", "1", ""],
]


def rows(content: bytes) -> list[list[object]]:
    """Give the rows of a file that must be readable."""
    sheet = read_csv(content)
    assert isinstance(sheet, Sheet)
    return [list(row) for row in sheet.rows]


def written(delimiter: str) -> str:
    """Write ROWS with every cell in quotation marks that needs them."""
    return "\r\n".join(delimiter.join(f'"{c}"' if delimiter in c else c for c in row) for row in ROWS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_separators(encoding: str, delimiter: str) -> None:
    """Unicode with and without byte order mark, split by any of four separators, reads the same."""
    assert rows(written(delimiter).encode(encoding)) == ROWS


def in_1258(text: str) -> bytes:
    """Write Vietnamese as Windows-1258 does: with tones as marks behind their letters."""
    out = b""
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = next((m for m in marks[1:] if m in "\u0300\u0301\u0303\u0309\u0323"), "")
        out += (unicodedata.normalize("NFC", marks.replace(tone, "")) + tone if tone else letter).encode("cp1258")
    return out


def test_windows_1258_comes_out_composed() -> None:
    """Windows-1258 is told from UTF-8 and from older fonts, and its marks are composed with their letters."""
    assert rows(in_1258(written(";"))) == ROWS


def test_tcvn3_bytes_stay_as_latin_1() -> None:
    """Bytes of the fonts before Unicode are kept for the decoder that knows them."""
    text = "STT;VÞ trÝ l¾p ®Æt;§é ph©n gi¶i\r\n1;Ng· t­ §éi CÊn;2 MP"
    assert rows(text.encode("latin-1")) == [line.split(";") for line in text.split("\r\n")]


def test_line_breaks_within_quotation_marks() -> None:
    """A quoted cell may hold line breaks, separators and doubled quotation marks."""
    assert rows(b'a,b\r\n"x\ny, ""z""",2\r\n') == [["a", "b"], ['x\ny, "z"', "2"]]


def test_separator_line_of_excel() -> None:
    """`sep=;` names the separator and is no row."""
    assert rows(b"sep=;\r\na,1;b,2\r\n") == [["a,1", "b,2"]]


def test_decimal_commas_are_no_separators() -> None:
    """Numbers with decimal commas do not outvote the semicolons between them."""
    text = "Vĩ độ;Kinh độ;Tầm xa\n" + "21,0287;105,8525;1,5\n" * 9
    assert rows(text.encode())[1] == ["21,0287", "105,8525", "1,5"]


def test_lone_quotation_mark_swallows_nothing() -> None:
    """A ditto mark that opens a cell and is never closed stays a character."""
    text = "STT,Phường,SL\n" + '1,",2\n' + "2,Đội Cấn,1\n" * 99 + "3,x,1"
    assert rows(text.encode())[1] == ["1", '"', "2"]


def test_nothing_is_guessed_of_numbers() -> None:
    """Leading zeros and dates stay the texts they are."""
    assert rows(b"a;b\n001;1/6/2021\n") == [["a", "b"], ["001", "1/6/2021"]]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "not_a_workbook"), (b"\0\1\2binary\7", "not_a_workbook"), (b"a," * (MAX_CELLS + 1), "too_large")],
)
def test_what_is_no_table(content: bytes, code: str) -> None:
    """Empty files, binary ones and endless ones are refused."""
    refused = read_csv(content)
    assert isinstance(refused, Problem)
    assert refused.code == code


@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """No bytes raise, and rows are all of one width."""
    found = read_csv(content)
    assert isinstance(found, Problem) or len({len(row) for row in found.rows}) <= 1
