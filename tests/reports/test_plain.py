"""Frames already said, as files."""

import csv
import io
from datetime import UTC, datetime

import openpyxl
import pandas as pd

from camdash.reports.facts import Facts
from camdash.reports.plain import plain_csv, plain_xlsx
from camdash.words import Words

FRAME = pd.DataFrame({"name": ["=1+1", None], "apart": pd.array([4, None], dtype="Int64"), "none": [None, None]})
HEADINGS = {"name": "Vị trí", "apart": "Cách, m", "none": "Ghi chú"}
FACTS = Facts("overlaps", "Trùng lắp", "Khảo sát 2024", datetime(2024, 4, 2, tzinfo=UTC), 3, 0, "Quận: Ba Đình")


def test_csv_defuses_formulas_and_leaves_blanks_empty() -> None:
    """With its headings and a byte-order mark."""
    content = plain_csv(FRAME, HEADINGS)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows == [["Vị trí", "Cách, m", "Ghi chú"], ["'=1+1", "4", ""], ["", "", ""]]


def test_a_workbook_says_what_it_is_of() -> None:
    """Its notes name survey and filter; numbers are numbers, text is never a formula."""
    notes, data = openpyxl.load_workbook(io.BytesIO(plain_xlsx(FRAME, HEADINGS, FACTS, Words("vi")))).worksheets
    told = " ".join(str(cell.value) for row in notes for cell in row)
    assert "Khảo sát 2024" in told
    assert "Quận: Ba Đình" in told
    assert [cell.value for cell in data[2]] == ["=1+1", 4, None]
    assert data["A2"].data_type == "s"
