"""The dashboard's workbook opened with another library, and compared with the frames it was made of."""

import io
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from camdash.analysis.columns import columns
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING, counts, headline
from camdash.analysis.labels import Labels
from camdash.analysis.snapshot import Snapshot
from camdash.reports.dashboard import Sheet, dashboard_workbook
from camdash.reports.dashboard_tables import dashboard_tables
from camdash.words import Words

TODAY = date(2024, 4, 2)
FILTERS = [Filter(), Filter.of(district="001"), Filter.of(camera_type="ptz"), Filter.of(unit="030")]
HEAD = 5


def made(picture: Snapshot, where: Filter = EVERYTHING, language: str = "vi") -> tuple[list[Sheet], Workbook]:
    """Make the default tables and the workbook of them, and open it."""
    labels = Labels(Words("en" if language == "en" else "vi"), picture.campaign)
    tables = dashboard_tables(picture, labels, where, TODAY)
    return tables, openpyxl.load_workbook(io.BytesIO(dashboard_workbook(picture, labels, where, TODAY, tables)))


def body(page: Worksheet) -> list[list[Any]]:
    """Give the rows below a sheet's headings."""
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=HEAD + 1)]


@pytest.mark.parametrize("where", FILTERS, ids=str)
def test_every_sheet_holds_its_frame(picture: Snapshot, where: Filter) -> None:
    """As many rows, every number the same, every total above its column."""
    tables, book = made(picture, where)
    assert len(book.sheetnames) == len(tables) + 1
    for sheet, name in zip(tables, book.sheetnames[1:], strict=True):
        rows, page = body(book[name]), book[name]
        assert page["A1"].value == sheet.title
        assert len(rows) == len(sheet.frame), name
        for at, column in enumerate(sheet.frame):
            if pd.api.types.is_numeric_dtype(sheet.frame[column].dtype) and sheet.frame[column].dtype != "boolean":
                wanted = [None if pd.isna(value) else float(value) for value in sheet.frame[column]]
                assert [row[at] for row in rows] == pytest.approx(wanted), (name, column)
            if column in sheet.totals:
                assert page.cell(HEAD - 1, at + 1).value == sheet.totals[str(column)]


@pytest.mark.parametrize("where", FILTERS, ids=str)
def test_single_valued_columns_add_up_to_their_total(picture: Snapshot, where: Filter) -> None:
    """Cameras of every table whose first column holds one value, and the states of units."""
    for sheet in made(picture, where)[0]:
        known = columns(sheet.table_name).get(str(sheet.frame.columns[0]))
        if known is None or known.storage == "list":
            continue
        for name, total in sheet.totals.items():
            assert sheet.frame[name].sum() == total, (sheet.title, name)


def test_leading_figures_are_those_of_the_overview(picture: Snapshot) -> None:
    """Read from the sheet by the words beside them."""
    _, book = made(picture)
    told = {row[0]: row[1] for row in body(book[book.sheetnames[1]])}
    head = headline(picture)
    assert told["Camera hiện có"] == head.existing.cameras == 21
    assert told["Nhu cầu lắp mới"] == head.needed.cameras == 11
    assert told["Nhu cầu khác: thay thế, nâng cấp, di chuyển, kết nối"] == head.needed.other_cameras == 2


def test_needs_stand_as_new_ones_and_others(picture: Snapshot) -> None:
    """Those without a kind count as new, as in the leading figure."""
    (sheet,) = [table for table in made(picture)[0] if table.title == "Nhu cầu theo quận, huyện"]
    assert sheet.frame[["district", "new", "other", "cameras"]].to_numpy().tolist() == [
        ["001", 7, 2, 9],
        ["002", 4, 0, 4],
    ]


def test_the_first_sheet_says_what_it_is_of(picture: Snapshot) -> None:
    """Survey, moment, filter, files, rows not counted, and a link to every sheet."""
    _, book = made(picture, Filter.of(district="001", camera_type="ptz"))
    page = book["Thông tin"]
    told = {row[0].value: row[1].value for row in page.iter_rows(max_row=8) if row[0].value}
    assert told["Bộ lọc"] == "Loại camera: Quay quét (PTZ); Quận/huyện: Quận Ba Đình"
    assert (told["Tính đến"], told["Số tệp đã tính"]) == (Words().moment(picture.as_of), "3")
    assert told["Số dòng chưa tính"].startswith("0")
    linked = [cell.hyperlink.location for row in page.iter_rows() for cell in row if cell.hyperlink]
    assert {place.split("!")[0].strip("'") for place in linked} == set(book.sheetnames[1:])


def test_rows_not_counted_are_told(picture: Snapshot) -> None:
    """Without a filter there is one, of the existing cameras."""
    _, book = made(picture)
    told = {row[0].value: row[1].value for row in book["Thông tin"].iter_rows(max_row=8) if row[0].value}
    assert told["Số dòng chưa tính"].startswith("1")


def test_a_table_says_what_does_not_narrow_it(picture: Snapshot) -> None:
    """Needs have no operating state, so a filter by it leaves them whole and says so."""
    where = Filter.of(operating_state="broken")
    _, book = made(picture, where)
    assert "Không lọc theo: Tình trạng hoạt động: Hỏng" in book["Nhu cầu theo đơn vị"]["A2"].value
    assert "Không lọc" not in str(book["Camera theo loại"]["A2"].value)
    assert sum(row[3] for row in body(book["Camera theo loại"])) == int(
        counts(picture, "form1", where=where)["cameras"][0]
    )


def test_sheets_are_ready_to_print_and_sort(picture: Snapshot) -> None:
    """A4 across, headings on every page, held in place, with a filter, numbers typed, a foot that tells the moment."""
    _, book = made(picture)
    for page in book.worksheets[1:]:
        assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
        assert page.print_title_rows == f"${HEAD}:${HEAD}"
        assert (page.freeze_panes, page.auto_filter.ref.split(":")[0]) == (f"B{HEAD + 1}", f"A{HEAD}")
        assert Words().moment(picture.as_of) in page.oddFooter.left.text
    cell = book["Camera theo loại"].cell(HEAD + 1, 2)
    assert (cell.data_type, cell.number_format) == ("n", "#,##0")


def test_text_is_never_a_formula(picture: Snapshot) -> None:
    """Whatever a page's own table holds."""
    labels = Labels(Words(), picture.campaign)
    evil = Sheet("a/b: [c]", "=1", pd.DataFrame({"what": ["=1+1", "http://a"]}), "form1")
    content = dashboard_workbook(picture, labels, Filter(), TODAY, [evil, evil])
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Thông tin", "a b c", "a b c (2)"]
    cells = [cell for row in book["a b c"].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells if cell.hyperlink] == ["← Thông tin"]


def test_english_readers_get_english(picture: Snapshot) -> None:
    """Titles, headings, labels."""
    _, book = made(picture, language="en")
    assert book.sheetnames[:2] == ["About", "Leading figures"]
    assert book["Cameras by type"].cell(HEAD, 1).value == "Camera type"
