"""The sample's workbooks read back to exactly the records they were written from, whatever the unit's habits."""

from io import BytesIO
from itertools import chain
from typing import Any

import pytest
from python_calamine import load_workbook

from camdash.forms.registry import default_campaign
from camdash.intake.model import FileReading
from camdash.intake.reader import read_bytes
from camdash.sample import tables
from camdash.sample.sheet import workbook_of
from camdash.sample.survey import Return, survey

SEED = 3
OF_THE_SHEET = {"row", "row_no", "unit", "coordinate_source"}
Pair = tuple[Return, FileReading]
LABEL_ROW = 6


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    """Write a small survey and read every file of it."""
    campaign = default_campaign()
    returns = survey(800, 1_000, SEED)
    return [(sent, read_bytes(sent.file, workbook_of(sent, SEED), campaign)) for sent in returns]


def told(record: dict[str, Any]) -> dict[str, Any]:
    """Keep what the record says of the camera, numbers rounded to what can be written."""
    kept = {name: value for name, value in record.items() if name not in OF_THE_SHEET}
    return {
        name: round(value, 2 if "mp" in name else 6) if isinstance(value, float) else value
        for name, value in kept.items()
    }


def test_every_record_reads_back_as_it_was_made(pairs: list[Pair]) -> None:
    """Fields, values and order are the generator's own, in every table of every file."""
    for sent, reading in (pair for pair in pairs if not pair[0].nil):
        assert [t.form for t in reading.tables] == list(sent.tables)
        for table in reading.tables:
            made = list(chain.from_iterable(sent.tables[table.form][1]))
            assert [told(r) for r in table.records] == [told(r) for r in made], sent.file


def test_every_file_is_of_its_unit(pairs: list[Pair]) -> None:
    """Letterhead, title and file name lead to the unit that sent it, the police's files to the police."""
    for sent, reading in pairs:
        assert {t.unit for t in reading.tables} == {sent.unit.code}
        assert reading.nil_return == sent.nil
        assert all((t.issuer == "police") == sent.police for t in reading.tables)


def test_only_uncounted_quantities_are_questioned(pairs: list[Pair]) -> None:
    """The everyday mess is read without a word; the rows whose quantity nobody counted are the only findings."""
    found = {(sent.unit.code, p.code) for sent, reading in pairs for p in reading.problems}
    assert found <= {("279", "quantity_missing"), ("279", "quantity_unreadable")}
    assert found


def test_every_file_says_that_it_is_simulated(pairs: list[Pair]) -> None:
    """Name and title block are labelled, on every sheet."""
    for sent, _ in pairs:
        assert sent.file.startswith("GIA LAP - ")
        book = load_workbook(BytesIO(workbook_of(sent, SEED)))
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
        assert all(sheet[LABEL_ROW][0] == tables.phrases()["label"] for sheet in sheets)


def test_the_habits_of_units_all_occur(pairs: list[Pair]) -> None:
    """Mixed cells, points in one cell and in degrees, section rows and merged wards are in the sample."""
    hands = [hand.manner for sent, _ in pairs for hand, _ in sent.tables.values()]
    assert {"pair", "comma", "dms", "no_points", "columns"} == {m.points for m in hands}
    assert {"section", "merged", "column"} == {m.wards for m in hands}
    assert {"number", "padded", "words", "pieces"} <= {m.quantity for m in hands}
    mixed = [row for sent, _ in pairs for hand, rows in sent.tables.values() if hand.manner.shared for row in rows]
    assert any(len(row) == 2 for row in mixed)
