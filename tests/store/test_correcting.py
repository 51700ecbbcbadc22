"""A workbook goes back to its unit with the findings in it, and comes again corrected."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from camdash.forms.fields import headings
from camdash.intake.model import FileReading
from camdash.intake.reader import read_bytes
from camdash.reports.annotated import Annotated, annotate
from camdash.store import Outcome, Store
from camdash.words import Words
from tests.store.making import current, made, rows, save
from tests.store.workbooks import write_form1

PLACES = [(f"điểm {n}", 2) for n in range(1, 9)]
DAY = date(2024, 3, 11)


def send(store: Store, name: str, content: bytes) -> tuple[FileReading, Outcome]:
    """Read a file and save it, always on the same day."""
    found = read_bytes(name, content, store.campaign("2024"))
    (outcome,) = store.save("2024", found, content, received_on=DAY)
    return found, outcome


def go_back(store: Store, folder: Path) -> tuple[Outcome, Annotated]:
    """Send a form with a wrong quantity; give what became of it, and the workbook that goes back."""
    write_form1(folder / "Mau 1.xlsx", "Huyện Ba Vì", [*PLACES, ("điểm 9", "vài cái")])
    content = (folder / "Mau 1.xlsx").read_bytes()
    found, told = send(store, "Mau 1 Huyện Ba Vì.xlsx", content)
    words, campaign = Words(), store.campaign("2024")
    return told, annotate(found.file, content, found, words, headings(words.language), campaign=campaign)


def corrected(content: bytes) -> bytes:
    """Write a number where the quantity was wrong."""
    book, out = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    for sheet in book:
        for cell in (c for row in sheet for c in row if c.value == "vài cái" and sheet.title == "Mau so 1"):
            cell.value = 5
    book.save(out)
    return out.getvalue()


def test_the_corrected_workbook_takes_the_place_of_the_wrong_one(store: Store, tmp_path: Path) -> None:
    """On the same day, by its name; its findings are gone, and the sheet of findings is no table."""
    first, back = go_back(store, tmp_path)
    assert (first.errors, current(store)) == (1, [("271", "form1", 1, 1, 16)])
    store.return_(first.version_id or 0, "lan")
    found, told = send(store, back.name, corrected(back.content))
    assert (told.kind, told.errors, len(found.tables)) == ("new_version", 0, 1)
    assert current(store) == [("271", "form1", 1, 2, 21)]
    assert [(v.state, v.review) for v in store.versions("2024")] == [("superseded", "returned"), ("current", "")]


def test_what_went_back_uncorrected_keeps_its_findings(store: Store, tmp_path: Path) -> None:
    """Opened, saved and sent again: a newer version with the same error."""
    _, back = go_back(store, tmp_path)
    assert send(store, back.name, back.content)[1].errors == 1


@pytest.mark.parametrize(
    ("verdict", "told"),
    [("return_", ("new_version", "")), ("accept", ("held", "same_date"))],
)
def test_what_comes_after_a_return_is_the_correction(store: Store, verdict: str, told: tuple[Any, ...]) -> None:
    """Under the same name, on the same day; otherwise nobody can tell which is the later."""
    first = save(store, made(rows("a", "b")))
    getattr(store, verdict)(first.version_id, "lan")
    again = save(store, made(rows("a", "b", quantity=2)))
    assert (again.kind, again.reason) == told
