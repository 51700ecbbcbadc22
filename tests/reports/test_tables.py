"""Frames as files: FORMS.md §8, types kept, formulas defused."""

import csv
import io
from datetime import date
from typing import Any

import openpyxl
import orjson
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdash.analysis.labels import Labels
from camdash.forms.registry import default_campaign
from camdash.reports import _workbook
from camdash.reports.tables import frame_to_csv, frame_to_json, frame_to_parquet, frame_to_xlsx
from camdash.words import Words

LABELS = Labels(Words("vi"), default_campaign())
DANGEROUS = ["=1+1", "+84", "-2", "@SUM(A1)", "\t=1", "\r=1"]


def frame() -> pd.DataFrame:
    """Make two records as the analysis gives them."""
    return pd.DataFrame(
        {
            "unit": pd.array(["001", None], pd.StringDtype("pyarrow", na_value=pd.NA)),
            "camera_code": ["007", "=cmd|'/c calc'!A0"],
            "district": ["002", None],
            "quantity": pd.array([3, None], pd.Int64Dtype()),
            "camera_type": ["ptz", None],
            "purposes": [["traffic", "violations"], None],
            "night_vision": pd.array([True, None], pd.BooleanDtype()),
            "lat": [21.0287, None],
            "received_on": [date(2024, 3, 20), None],
        }
    )


def sheet_of(content: bytes, name: str = "Mẫu số 1") -> list[list[Any]]:
    """Read back a sheet of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


def test_json_has_codes_labels_and_nulls() -> None:
    """Null is null, lists are joined, units have their name beside."""
    first, second = orjson.loads(frame_to_json(frame(), "form1", LABELS))
    assert first == {
        "unit": "001",
        "unit_label": "Quận Ba Đình",
        "camera_code": "007",
        "district": "002",
        "district_label": "Quận Hoàn Kiếm",
        "quantity": 3,
        "camera_type": "ptz",
        "purposes": "traffic; violations",
        "night_vision": True,
        "lat": 21.0287,
        "received_on": "2024-03-20",
    }
    assert {name for name, value in second.items() if value is not None} == {"camera_code"}


def test_csv_opens_in_a_spreadsheet_program() -> None:
    """UTF-8 with byte-order mark, codes, empty where not told, no formula."""
    content = frame_to_csv(frame(), "form1", LABELS)
    assert content.startswith(b"\xef\xbb\xbfunit,unit_label,camera_code,")
    first, second = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert (first["camera_code"], first["purposes"]) == ("007", "traffic; violations")
    assert (second["unit"], second["quantity"], second["camera_code"]) == ("", "", "'=cmd|'/c calc'!A0")


def test_csv_with_headings_for_people() -> None:
    """The tables page gives labels instead of codes."""
    text = frame_to_csv(frame(), "form1", LABELS, headings="labels", by=["unit"]).decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(text))
    assert (first["Đơn vị"], first["Loại camera"], first["Hồng ngoại"]) == ("Quận Ba Đình", "Quay quét (PTZ)", "Có")
    assert (second["Đơn vị"], second["Loại camera"]) == ("Chưa có thông tin", "")


def test_parquet_keeps_types() -> None:
    """Numbers, truth values and days are what they were."""
    table = pq.read_table(io.BytesIO(frame_to_parquet(frame(), "form1", LABELS)))
    kinds = {f.name: str(f.type) for f in table.schema}
    assert (kinds["quantity"], kinds["night_vision"], kinds["lat"], kinds["received_on"], kinds["purposes"]) == (
        "int64",
        "bool",
        "double",
        "date32[day]",
        "string",
    )


def test_xlsx_has_headings_labels_and_typed_cells() -> None:
    """Numbers are numbers, days are days, leading zeros stay, nothing is a formula."""
    heading, first, second = sheet_of(frame_to_xlsx(frame(), "form1", LABELS))
    told = dict(zip(heading, first, strict=True))
    assert told["Đơn vị"] == "Quận Ba Đình"
    assert (told["Mã camera"], told["Vĩ độ"], told["Mục đích sử dụng"][:10]) == ("007", 21.0287, "Giao thông")
    assert told["Ngày nhận"].date() == date(2024, 3, 20)
    assert [value for value in second if value is not None] == ["=cmd|'/c calc'!A0", "Chưa có thông tin"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_a_formula(text: str) -> None:
    """In xlsx it is a string cell, in csv it has an apostrophe before it."""
    one = pd.DataFrame({"note": [text]})
    book = openpyxl.load_workbook(io.BytesIO(frame_to_xlsx(one, "form1", LABELS)))
    assert book["Mẫu số 1"]["A2"].data_type in {"s", "inlineStr"}
    said = list(csv.reader(io.StringIO(frame_to_csv(one, "form1", LABELS).decode("utf-8-sig"), newline="")))[1]
    assert said == ["'" + text]


@settings(max_examples=50)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1), min_size=1))
def test_text_comes_back_from_csv(texts: list[str]) -> None:
    """Quotes, commas and letters of any script survive; only what looks like a formula is changed."""
    content = frame_to_csv(pd.DataFrame({"note": texts}), "form1", LABELS).decode("utf-8-sig")
    said = [row[0] for row in csv.reader(io.StringIO(content, newline=""))][1:]
    assert said == [f"'{text}" if text[0] in "=+-@" else text for text in texts]


def test_the_first_sheet_says_what_the_figures_are() -> None:
    """Notes come first, the data sheet is the one that opens."""
    content = frame_to_xlsx(frame(), "form1", LABELS, notes=[("Tính đến", "09:00 02/04/2024")])
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Ghi chú", "Mẫu số 1"]
    assert book.active is not None
    assert book.active.title == "Mẫu số 1"
    assert sheet_of(content, "Ghi chú")[2] == ["Tính đến", "09:00 02/04/2024"]


def test_totals_stand_above_the_headings() -> None:
    """Only when asked for."""
    cut = pd.DataFrame({"unit": ["001"], "cameras": [7]})
    above, heading, _ = sheet_of(frame_to_xlsx(cut, "form1", LABELS, totals={"cameras": 7}), "Dữ liệu")
    assert (above, heading) == (["Tổng số", 7], ["Đơn vị", "Số camera"])


def test_the_sheet_has_a_filter_and_frozen_headings() -> None:
    """Both reach over the headings and all rows."""
    sheet = openpyxl.load_workbook(io.BytesIO(frame_to_xlsx(frame(), "form1", LABELS)))["Mẫu số 1"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:I3")


def test_more_rows_than_a_sheet_holds_go_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is cut off."""
    monkeypatch.setattr(_workbook, "ROWS_OF_A_SHEET", 2)
    content = frame_to_xlsx(pd.DataFrame({"row": [1, 2, 3]}), "form1", LABELS)
    assert [sheet_of(content, n)[1:] for n in ("Mẫu số 1", "Mẫu số 1 (2)")] == [[[1], [2]], [[3]]]


@pytest.mark.parametrize("write", [frame_to_csv, frame_to_json, frame_to_parquet, frame_to_xlsx])
def test_a_table_without_rows_is_still_a_file(write: Any) -> None:
    """Headings without rows."""
    assert write(frame().iloc[:0], "form1", LABELS)


def test_text_longer_than_a_cell_holds_is_cut() -> None:
    """The workbook opens."""
    rows = sheet_of(frame_to_xlsx(pd.DataFrame({"note": ["a" * 40_000]}), "form1", LABELS))
    assert len(rows[1][0]) == 32_767
