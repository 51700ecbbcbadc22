"""The files of the page of reuse hold what is on screen, all of it, with what it means."""

import csv
import io

import openpyxl
import pytest

from camdash.analysis.columns import columns
from camdash.analysis.filters import Filter
from camdash.palette import palette
from camdash.planning.reused import PUT_RIGHT, Decided, only, outcomes, reused
from camdash.planning.standards import default
from camdash.store.store import Store
from camdash.ui.reuse import NAMES
from camdash.ui.reuse_table import files
from camdash.ui.view import View
from camdash.words import Words
from tests.analysis.conftest import make_snapshot, make_version
from tests.reports.conftest import EXISTING, NEEDED

SNAPSHOT = make_snapshot([(make_version(1, "001", "form1"), EXISTING), (make_version(2, "002", "form2"), NEEDED)])
VIEW = View(Words(), palette(), Store.__new__(Store), SNAPSHOT)


def test_the_files_hold_every_need() -> None:
    """A row a need with the headings of the table, text as it is said; the workbook tells what the outcomes mean."""
    needs = reused(SNAPSHOT, default(), Decided())
    xlsx, text = files(VIEW, needs)
    head, *rows = csv.reader(io.StringIO(text.make().decode("utf-8-sig"), newline=""))
    book = openpyxl.load_workbook(io.BytesIO(xlsx.make()))
    top, *cells = book.worksheets[1].iter_rows(values_only=True)
    assert list(top) == head
    assert [row[3] for row in cells] == [row[3] for row in rows]
    assert len(rows) == len(needs) > 0
    remedies = {VIEW.labels.value(columns("form1")["remedy"], code) for code in PUT_RIGHT}
    assert {row[3] for row in rows} <= {Words().t(name) for name in NAMES.values()} | remedies
    notes = [row[0] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert "Lắp mới" in notes
    assert "tan-dung" in xlsx.name


@pytest.mark.parametrize("where", [Filter(), Filter.of(district="001"), Filter.of(need_kind=["new", None])])
def test_outcomes_sum_to_the_cameras_needed(where: Filter) -> None:
    """In all, and by any column."""
    needs = only(reused(SNAPSHOT, default(), Decided()), SNAPSHOT, where)
    total = outcomes(needs).iloc[0]
    assert total.drop("cameras").sum() == total["cameras"] == needs["cameras"].sum()
    assert outcomes(needs, "district")["cameras"].sum() == total["cameras"]
