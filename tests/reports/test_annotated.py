"""The workbook that goes back to the unit: marks, notes, the first sheet, and reading it again."""

import dataclasses
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from camdash.forms.fields import headings
from camdash.forms.registry import Campaign, default_campaign
from camdash.intake.model import FileReading
from camdash.intake.reader import read_bytes
from camdash.problems import problem
from camdash.reports.annotated import Annotated, ClassifiedError, annotate, annotate_many
from camdash.reports.annotated.styles import TINTS, argb
from camdash.words import Words
from tests.sheets import workbook

NAME = "Mau so 1 - Quan Ba Dinh.xlsx"
SUMMARY = "Kết quả kiểm tra"
TABLE = """
    | STT | Vị trí lắp đặt | Số lượng | Năm lắp đặt | Ghi chú |
    | 1 | Ngã tư Kim Mã | vài cái | 2019 | |
    | 2 | Hồ Ngọc Khánh | 2 | 1905 | xong |
    | 3 | Chợ Long Biên | | 2020 | |
    | | Tổng cộng | 7 | | |
"""
Mark = Callable[..., tuple[Annotated, FileReading]]


@pytest.fixture(scope="session")
def campaign() -> Campaign:
    """Give the 2024 survey."""
    return default_campaign()


@pytest.fixture(scope="session")
def mark(campaign: Campaign, words: Words) -> Mark:
    """Give a function that reads a file and marks it."""

    def marked(content: bytes, name: str = NAME) -> tuple[Annotated, FileReading]:
        reading = read_bytes(name, content, campaign)
        return annotate(name, content, reading, words, headings(), campaign=campaign), reading

    return marked


def opened(content: bytes) -> Workbook:
    """Open a workbook with another library than ours."""
    return openpyxl.load_workbook(io.BytesIO(content))


def ground(book: Workbook, sheet: str, cell: str) -> str:
    """Give the colour behind a cell, "" where there is none."""
    fill = book[sheet][cell].fill
    return str(fill.fgColor.rgb) if fill.patternType else ""


def said(book: Workbook) -> list[str]:
    """List all texts of the first sheet."""
    return [str(cell.value) for row in book[SUMMARY].iter_rows() for cell in row if cell.value is not None]


def understood(reading: FileReading) -> tuple[Any, ...]:
    """Give all of a reading but whose bytes it was."""
    return reading.readable, reading.nil_return, reading.tables, reading.problems


# ------------------------------------------------------------------------------------------- reading it again


def test_returns_of_the_test_city_read_the_same(shared: Path, campaign: Campaign, mark: Mark) -> None:
    """Marked copies give the same tables and findings, and each finding at a cell has its note there."""
    for path in sorted((shared / "real" / "city" / "returns").glob("*.xlsx"))[::5]:
        marked, reading = mark(path.read_bytes(), path.name)
        assert understood(read_bytes(marked.name, marked.content, campaign)) == understood(reading), path.name
        book = opened(marked.content)
        for each in reading.problems[:200]:
            assert not each.cell or "camdash" in book[each.sheet][each.cell].comment.author


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_messy_cases_read_the_same(ending: str, campaign: Campaign, mark: Mark) -> None:
    """So do messy cases of these tests; one of another format is no longer in an old font's letters."""
    cases = sorted((Path(__file__).parents[1] / "cases").glob(f"*/*.{ending}"))
    assert cases != []
    for path in cases[::3]:
        reading = read_bytes(path.name, path.read_bytes(), campaign)
        if not reading.readable:
            continue
        marked, _ = mark(path.read_bytes(), path.name)
        if ending != "xlsx":
            reading.problems = [p for p in reading.problems if p.code != "encoding_legacy"]
        assert understood(read_bytes(path.name, marked.content, campaign)) == understood(reading), path


@given(
    st.lists(st.sampled_from(["2", "vài cái", "", "O5", "01 bộ (04 mắt)", "=2", "2,5", "3 PTZ; 1 dome"]), max_size=8)
)
def test_any_quantities_read_the_same(quantities: list[str]) -> None:
    """Whatever stands in the quantity, the marked copy reads as the file did."""
    rows = "\n".join(f"| {n} | Vị trí {n} | '{text} | 2 MP |" for n, text in enumerate(quantities))
    content = workbook(f"| STT | Vị trí lắp đặt | Số lượng | Độ phân giải |\n{rows}")
    survey = default_campaign()
    reading = read_bytes(NAME, content, survey)
    marked = annotate(NAME, content, reading, Words(), headings(), campaign=survey)
    assert understood(read_bytes(NAME, marked.content, survey)) == understood(reading)


def test_corrected_in_the_copy_the_findings_are_gone(campaign: Campaign, mark: Mark) -> None:
    """The clerk mends the coloured cells and sends the same file back."""
    marked, reading = mark(workbook(TABLE))
    assert {p.code for p in reading.problems} >= {"quantity_unreadable", "quantity_missing", "total_differs"}
    book = opened(marked.content)
    for cell, value in {"C2": 3, "D3": 2015, "C4": 2}.items():
        book["Sheet1"][cell] = value
    out = io.BytesIO()
    book.save(out)
    assert read_bytes(marked.name, out.getvalue(), campaign).problems == []


def test_marking_again_replaces_the_marks(mark: Mark) -> None:
    """A marked copy marked again is the same: one sheet, one note, one colour; mended cells bear none any more."""
    once, _ = mark(workbook(TABLE))
    twice, _ = mark(once.content, once.name)
    assert twice.name == once.name
    book = opened(twice.content)
    assert book.sheetnames == [SUMMARY, "Sheet1"]
    assert book["Sheet1"]["C2"].comment.text.count("không phải là số") == 1
    book["Sheet1"]["C2"] = 3
    out = io.BytesIO()
    book.save(out)
    mended = opened(mark(out.getvalue())[0].content)
    assert mended["Sheet1"]["C2"].comment is None
    assert (ground(mended, "Sheet1", "C2"), ground(mended, "Sheet1", "C4")) == ("", argb(TINTS["error"]))


# ---------------------------------------------------------------------------------------------- at the cells


def test_wrong_cells_are_coloured_by_severity(mark: Mark) -> None:
    """An error, a warning, and a cell that does not exist in the file."""
    book = opened(mark(workbook(TABLE))[0].content)
    tints = [ground(book, "Sheet1", cell) for cell in ("C2", "D3", "C4", "B2")]
    assert tints == [argb(TINTS["error"]), argb(TINTS["warning"]), argb(TINTS["error"]), ""]
    note = book["Sheet1"]["C2"].comment
    assert note.text == (
        "Kết quả kiểm tra\nLỗi: Ô C2 (Số lượng): “vài cái” không phải là số. Ghi một số nguyên, ví dụ 3."
    )


def test_merged_cells_are_marked_at_the_first(campaign: Campaign, words: Words) -> None:
    """A finding in the middle of merged cells stands where they show; several are listed there."""
    content = workbook(TABLE, merges=["B2:B4"])
    reading = read_bytes(NAME, content, campaign)
    reading.problems = [
        problem("code_unknown", sheet="Sheet1", cell="B3", row=3, value="a"),
        problem("code_unknown", sheet="Sheet1", cell="B4", row=4, value="b"),
    ]
    marked = annotate(NAME, content, reading, words, headings(), campaign=campaign)
    book = opened(marked.content)
    assert [line[:14] for line in book["Sheet1"]["B2"].comment.text.splitlines()[1:]] == [
        "Cảnh báo: Ô B3",
        "Cảnh báo: Ô B4",
    ]


def test_a_finding_on_a_row_stands_at_its_first_filled_cell(campaign: Campaign, words: Words) -> None:
    """Rows without a cell of their own."""
    content = workbook(TABLE)
    reading = read_bytes(NAME, content, campaign)
    reading.problems = [
        problem("place_missing", sheet="Sheet1", row=5),
        problem("hidden_rows", sheet="Sheet1", count=2),
    ]
    book = opened(annotate(NAME, content, reading, words, headings(), campaign=campaign).content)
    assert [c.coordinate for row in book["Sheet1"].iter_rows() for c in row if c.comment] == ["B5"]


def test_the_units_own_notes_stay_above_ours(mark: Mark) -> None:
    """Also when the file comes back and is marked again."""
    book = opened(workbook(TABLE))
    book["Sheet1"]["C2"].comment = openpyxl.comments.Comment("Chờ xác nhận", "Lan")
    book["Sheet1"]["A2"].comment = openpyxl.comments.Comment("Số cũ", "Lan")
    out = io.BytesIO()
    book.save(out)
    marked = mark(mark(out.getvalue())[0].content)[0]
    page = opened(marked.content)["Sheet1"]
    assert page["A2"].comment.text == "Số cũ"
    assert page["C2"].comment.author == "Lan"
    assert page["C2"].comment.text.startswith("Chờ xác nhận\nKết quả kiểm tra\nLỗi: Ô C2")


# ------------------------------------------------------------------------------------------- the first sheet


def test_every_finding_is_listed_with_a_link_to_its_cell(mark: Mark) -> None:
    """In the order of severity, each link leading to the cell of the file."""
    marked, reading = mark(workbook(TABLE))
    book = opened(marked.content)
    page = book[SUMMARY]
    linked = [page.cell(c.row, c.column) for row in page.iter_rows() for c in row if c.hyperlink]
    assert book.sheetnames[0] == SUMMARY
    assert len(linked) == len(reading.problems)
    for cell in linked:
        where = cell.value if cell.value[0] in "ABCDE" else "A1"
        assert cell.hyperlink.location == f"'Sheet1'!${where[0]}${where[1:]}"


def test_totals_are_compared(mark: Mark) -> None:
    """Stated against computed, and how far apart."""
    texts = said(opened(mark(workbook(TABLE))[0].content))
    assert "Tổng ghi trong biểu: 7\nCộng các dòng: 2\nChênh lệch: 5" in texts


def test_columns_are_told_as_understood(mark: Mark) -> None:
    """Known, unknown, and dropped for what it holds; the values of a dropped column stand nowhere on the sheet."""
    table = "| STT | Vị trí lắp đặt | Số lượng | Mật khẩu | Hoa hồng xanh |\n| 1 | Ngã tư | 2 | Abc@123 | x |"
    texts = said(opened(mark(workbook(table))[0].content))
    assert {"Chắc chắn", "Đã bỏ", "Không nhận ra", "Mật khẩu", "Hoa hồng xanh"} <= set(texts)
    assert not any("Abc@123" in text for text in texts)


def test_values_that_look_like_formulas_stay_text(campaign: Campaign, words: Words) -> None:
    """Nothing of the unit's text is computed on our sheet."""
    content = workbook(TABLE)
    reading = read_bytes(NAME, content, campaign)
    values = ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)"]
    reading.problems = [problem("code_unknown", sheet="Sheet1", cell="B2", row=2, value=v) for v in values]
    page = opened(annotate(NAME, content, reading, words, headings(), campaign=campaign).content)[SUMMARY]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value in values]
    assert [(c.data_type, c.quotePrefix, c.number_format) for c in cells] == [("s", True, "@")] * len(values)


def test_a_file_without_findings_is_told_so(mark: Mark) -> None:
    """The sheet says that the form was received."""
    texts = said(opened(mark(workbook("| STT | Vị trí lắp đặt | Số lượng |\n| 1 | Ngã tư | 2 |"))[0].content))
    assert "Biểu mẫu đã được nhận, không có nội dung cần sửa." in texts


def test_a_file_that_was_not_read_gives_the_reason(mark: Mark) -> None:
    """A workbook of one sheet."""
    marked, _ = mark(b"PK\x03\x04 broken", "Mau 1.xlsx")
    book = opened(marked.content)
    assert book.sheetnames == [SUMMARY]
    assert any("bị hỏng" in text for text in said(book))


def test_a_classified_file_is_not_touched(campaign: Campaign, words: Words) -> None:
    """Nothing is written of it."""
    reading = FileReading("a.xlsx", "", readable=False, problems=[problem("classified", stamp="MẬT")])
    with pytest.raises(ClassifiedError):
        annotate("a.xlsx", workbook(TABLE), reading, words, headings(), campaign=campaign)


def test_english_words(campaign: Campaign, english: Words) -> None:
    """The sheet keeps its name, by which it is left out when read."""
    content = workbook(TABLE)
    reading = read_bytes(NAME, content, campaign)
    marked = annotate(NAME, content, reading, english, headings("en"), campaign=campaign)
    assert "Findings" in said(opened(marked.content))
    again = read_bytes(NAME, marked.content, campaign)
    assert understood(again) == understood(reading)
    vietnamese = annotate(NAME, marked.content, again, Words("vi"), headings(), campaign=campaign)
    assert "Result of the check" not in opened(vietnamese.content)["Sheet1"]["C2"].comment.text


def test_many_go_into_one_zip(mark: Mark) -> None:
    """Files of one name are numbered."""
    marked, _ = mark(workbook(TABLE))
    names = zipfile.ZipFile(io.BytesIO(annotate_many([marked, marked]))).namelist()
    stem = "Mau so 1 - Quan Ba Dinh - kết quả kiểm tra"
    assert names == [f"{stem}.xlsx", f"{stem} (2).xlsx"]
    assert dataclasses.astuple(marked)[0] == names[0]
