"""Blank forms: what stands in them, and that one filled in as its hints say reads back without a problem."""

import re
from io import BytesIO
from itertools import permutations
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from camdash.forms.areas import district_areas
from camdash.forms.registry import Unit, default_campaign
from camdash.forms.vocabulary import vocabulary
from camdash.intake.model import FileReading
from camdash.intake.reader import read_bytes
from camdash.reports import template_words as wording
from camdash.reports.template import FIRST_ROW, HEADING_ROW, blank_form
from camdash.reports.template_columns import columns_of
from camdash.reports.template_rules import answers, hints

CAMPAIGN = default_campaign()
FORMS = ("form1", "form2")
UNITS = ("001", "269", "271", "CATP", "SGTVT", "BTLTD", "BQLPC", "VOVGT")
_PROPERTY = re.compile(r'name="([^"]+)"><vt:lpwstr>([^<]*)<')
_SOME_WARD = "Phường Đội Cấn"


def opened(form: str, code: str = "001") -> openpyxl.Workbook:
    """Open a fresh blank form of a unit."""
    return openpyxl.load_workbook(BytesIO(blank_form(form, CAMPAIGN.unit(code), CAMPAIGN)))


def read(book: openpyxl.Workbook) -> FileReading:
    """Save a workbook the way an office program does and read it."""
    out = BytesIO()
    book.save(out)
    return read_bytes("to khai.xlsx", out.getvalue(), CAMPAIGN)


def point_in(unit: Unit) -> dict[str, float]:
    """Give the middle of some ward of the district filled in; the hints' example lies in Quận Hoàn Kiếm."""
    boxes = district_areas().boxes
    south, west, north, east = boxes.get(unit.code, boxes["001"])[0]
    return {"lat": round((south + north) / 2, 6), "lon": round((west + east) / 2, 6)}


def fill(book: openpyxl.Workbook, form: str, unit: Unit, rows: list[dict[str, Any]]) -> None:
    """Write rows into a form's sheet; what a row does not say is filled in as the hints' examples."""
    sheet = book[wording.SHEETS[form]]
    for number, row in enumerate([point_in(unit) | row for row in rows], start=FIRST_ROW + 1):
        for at, field in enumerate(columns_of(form), start=1):
            example = hints()[field.name].example
            known = example if example is not None else next(iter(answers(field, unit, CAMPAIGN)), _SOME_WARD)
            sheet.cell(number, at, row.get(field.name, known))


def filled(form: str, code: str, rows: list[dict[str, Any]] | None = None) -> FileReading:
    """Fill every column of a unit's blank form and read it back."""
    book, unit = opened(form, code), CAMPAIGN.unit(code)
    for each in (form, "ai_needs") if form == "form2" else (form,):
        fill(book, each, unit, rows or [{}, {}])
    return read(book)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("code", UNITS)
def test_a_filled_form_reads_back_without_a_problem(form: str, code: str) -> None:
    """Every column filled in as its hint says gives a record with every field, of the right unit, and no finding."""
    reading = filled(form, code)
    assert reading.problems == []
    for table in reading.tables:
        assert (table.unit, len(table.records)) == (code, 2)
        assert {f.name for f in columns_of(table.form)} - {"unit"} <= table.records[0].keys()
    assert [t.form for t in reading.tables] == ([form] if form == "form1" else [form, "ai_needs"])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("code", UNITS)
def test_a_blank_form_is_empty_and_not_a_nil_return(form: str, code: str) -> None:
    """An untouched form is told to be empty; its instructions and lists are not taken for data or a nil return."""
    reading = read(opened(form, code))
    assert not reading.nil_return
    assert not any(table.records for table in reading.tables)
    assert {p.code for p in reading.problems} == {"empty_form"}


def test_a_form_without_ai_needs_reads_back_without_a_problem() -> None:
    """A unit that wants no AI leaves that sheet blank, which is no problem."""
    book = opened("form2")
    fill(book, "form2", CAMPAIGN.unit("001"), [{}])
    reading = read(book)
    assert reading.problems == []
    assert [t.form for t in reading.tables] == ["form2"]


@pytest.mark.parametrize("form", [*FORMS, "ai_needs"])
def test_every_answer_of_every_drop_down_reads_back(form: str) -> None:
    """Each offered answer, chosen in turn, is understood as its own code."""
    coded = [f for f in columns_of(form) if f.vocabulary]
    longest = max(len(vocabulary(f.vocabulary or "").codes) for f in coded)
    codes = [{f.name: vocabulary(f.vocabulary or "").codes for f in coded} for _ in range(longest)]
    chosen = [{name: known[at % len(known)] for name, known in row.items()} for at, row in enumerate(codes)]
    labelled = [{f.name: vocabulary(f.vocabulary or "").label(row[f.name]) for f in coded} for row in chosen]
    reading = filled("form2" if form == "ai_needs" else form, "001", labelled)
    assert reading.problems == []
    table = next(t for t in reading.tables if t.form == form)
    told = [{f.name: [row[f.name]] if f.kind == "codes" else row[f.name] for f in coded} for row in chosen]
    assert [{name: record[name] for name in row} for record, row in zip(table.records, told, strict=True)] == told


@pytest.mark.parametrize("form", FORMS)
def test_any_two_answers_parted_by_a_semicolon_read_back(form: str) -> None:
    """The hints ask for lists parted by semicolons; any two labels are understood so, also those with commas."""
    for field in (f for f in columns_of(form) if f.kind == "codes"):
        known = vocabulary(field.vocabulary or "")
        for pair in permutations([c for c in known.codes if c not in {"none", "other"}], 2):
            matched = known.read("; ".join(map(known.label, pair)))
            assert (matched.codes, matched.unknown) == (pair, ())


def test_quantities_and_points_are_limited() -> None:
    """The sheet itself refuses what the reader would have to question."""
    sheet = opened("form1")[wording.SHEETS["form1"]]
    names = [f.name for f in columns_of("form1")]
    rules = {names[next(iter(v.sqref.ranges)).min_col - 1]: v for v in sheet.data_validations.dataValidation}
    assert (rules["quantity"].type, rules["quantity"].formula1) == ("whole", "1")
    assert (float(rules["lat"].formula1), float(rules["lat"].formula2)) == (20.53, 21.40)
    assert (float(rules["lon"].formula1), float(rules["lon"].formula2)) == (105.27, 106.05)
    assert rules["camera_type"].showErrorMessage
    assert not rules["purposes"].showErrorMessage
    assert all(rules[name].prompt for name in names)


@pytest.mark.parametrize("form", FORMS)
def test_the_stamp_tells_version_campaign_and_unit(form: str) -> None:
    """Later versions can tell an old template by its property and by the line above the headings."""
    content = blank_form(form, CAMPAIGN.unit("020"), CAMPAIGN)
    with ZipFile(BytesIO(content)) as parts:
        properties = dict(_PROPERTY.findall(parts.read("docProps/custom.xml").decode()))
    book = openpyxl.load_workbook(BytesIO(content))
    assert properties[wording.STAMP_PROPERTY] == wording.TEMPLATE_VERSION
    assert (properties["camdash_unit"], properties["camdash_form"]) == ("020", form)
    assert book.worksheets[0].cell(HEADING_ROW, 1).value == "Mẫu camdash 2024.1 – 2024 – 020"


def test_the_same_form_is_the_same_bytes() -> None:
    """A blank form does not depend on the hour it is made."""
    unit = CAMPAIGN.unit("SGTVT")
    assert blank_form("form2", unit, CAMPAIGN) == blank_form("form2", unit, CAMPAIGN)


def test_a_form_prints_on_a3_with_its_headings_on_each_page() -> None:
    """Landscape A3, fitted to the width, headings repeated and frozen."""
    sheet = opened("form1").worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
    assert sheet.print_title_rows == "$8:$10"
    assert str(sheet.freeze_panes).endswith("11")


def test_every_column_has_a_hint_that_fits() -> None:
    """Excel shows at most 255 characters beside a cell; no column is left without words."""
    fields = {f.name for form in (*FORMS, "ai_needs") for f in columns_of(form)}
    assert fields <= hints().keys()
    assert all(0 < len(hints()[name].hint) <= 255 for name in fields)
