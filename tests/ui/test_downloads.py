"""Every download of a table opened, and compared with what is on screen."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import openpyxl
import orjson
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING, records
from camdash.analysis.snapshot import Snapshot
from camdash.palette import palette
from camdash.store.store import Store
from camdash.ui.data_tables import Asked
from camdash.ui.downloads import Download, dashboard_of, downloads_of
from camdash.ui.view import View
from camdash.words import Words
from tests.analysis.conftest import make_snapshot, make_version
from tests.reports.conftest import EXISTING, NEEDED

CHOSEN = ["unit", "position_name", "district", "quantity", "camera_type", "purposes"]


@pytest.fixture(scope="module")
def view() -> View:
    """Give what a page works with, over a picture by hand."""
    return View(Words(), palette(), Store.__new__(Store), picture())


def picture() -> Snapshot:
    """Make a picture of both forms."""
    return make_snapshot([(make_version(1, "001", "form1"), EXISTING), (make_version(2, "002", "form2"), NEEDED)])


def read(one: Download) -> tuple[list[str], list[Sequence[Any]]]:
    """Open a table's file and give its headings and rows."""
    content = one.make()
    match one.kind:
        case "csv":
            head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
            return head, rows
        case "parquet":
            table = pq.read_table(io.BytesIO(content))
            return table.column_names, [tuple(row.values()) for row in table.to_pylist()]
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]
    head, *rows = page.iter_rows(values_only=True)
    return [str(cell) for cell in head], rows


def files(
    view: View, names: Sequence[str], *, by: Sequence[str] = (), where: Filter = EVERYTHING
) -> Mapping[str, Download]:
    """Give the downloads of existing cameras by their kind."""
    asked = Asked("form1", tuple(by), where, tuple(names), date(2024, 4, 2))
    return {one.kind: one for one in downloads_of(view, asked)}


WHERE = st.builds(
    lambda district, kind: Filter.of(district=district, camera_type=kind),
    st.lists(st.sampled_from(["001", "002", None]), max_size=2),
    st.lists(st.sampled_from(["ptz", None]), max_size=1),
)


@settings(max_examples=20)
@given(where=WHERE, chosen=st.lists(st.sampled_from(CHOSEN), min_size=1, unique=True))
def test_records_come_in_five_formats_with_the_same_rows(where: Filter, chosen: list[str]) -> None:
    """Rows, chosen columns and cameras are those of the screen; points and what is no point add up to them."""
    view = View(Words(), palette(), Store.__new__(Store), picture())
    frame = records(view.snapshot, "form1", where)
    found = files(view, list(dict.fromkeys(("unit", *chosen, "quantity"))), where=where)
    assert list(found) == ["xlsx", "csv", "parquet", "geojson", "kml"]
    total = int(frame["quantity"].sum())
    for kind in ("xlsx", "csv", "parquet"):
        head, rows = read(found[kind])
        assert len(rows) == len(frame), kind
        at = head.index("quantity" if kind == "parquet" else "Số lượng")
        assert sum(int(row[at] or 0) for row in rows) == total
    told = orjson.loads(found["geojson"].make())
    marks = etree.fromstring(found["kml"].make()).iterfind(".//{*}Placemark")
    left = told["metadata"]["without_coordinates"] + told["metadata"]["withheld_sensitive"]
    assert len(told["features"]) + left == told["metadata"]["rows"] == len(frame)
    assert sum(1 for _ in marks) == len(told["features"])


def test_counts_come_as_tables_with_their_total(view: View) -> None:
    """No points; the total of the filter stands above the headings of the workbook."""
    found = files(view, ["district", "cameras"], by=["district"])
    assert list(found) == ["xlsx", "csv", "parquet"]
    head, rows = read(found["xlsx"])
    assert (head[:2], rows[0][:2]) == (["Tổng số", "21"], ("Quận/huyện", "Số camera"))
    assert sum(row[1] for row in rows[1:]) == sum(int(row[1]) for row in read(found["csv"])[1]) == 21


def test_names_say_what_is_in_the_files(view: View) -> None:
    """The same for every format, as a CSV cannot say it inside."""
    names = {one.name for one in files(view, CHOSEN).values()}
    stem = "hien-trang_tinh-den-20240402-0900_2-tep_1-dong-chua-tinh"
    assert names == {f"{stem}.{kind}" for kind in ("xlsx", "csv", "parquet", "geojson", "kml")}


def test_the_dashboard_is_one_workbook(view: View) -> None:
    """Under the filter of the page."""
    one = dashboard_of(view, Filter.of(district="001"))
    book = openpyxl.load_workbook(io.BytesIO(one.make()))
    assert one.name == "bang-dieu-khien_tinh-den-20240402-0900_2-tep_0-dong-chua-tinh.xlsx"
    assert [cell.value for cell in book["Camera theo loại"][4]][:4] == ["Tổng số", 1, 0, 3]
