"""A return written as a workbook, in the layout the units use: letterhead, title, headings, rows, total, signatures."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from itertools import groupby
from random import Random

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from camdash.forms.fields import Field, all_fields
from camdash.reports import template_words as wording
from camdash.reports.template_columns import headings_over
from camdash.sample import tables
from camdash.sample.hand import Hand
from camdash.sample.scene import Row
from camdash.sample.shares import chance
from camdash.sample.styles import Cell
from camdash.sample.survey import Return

_CREATED = datetime(2024, 3, 1)  # noqa: DTZ001 - a workbook's date has no time zone; fixed, so that bytes repeat
_HEADING, _NUMBERS = 7, 9
_WIDTHS = {"row_no": 5, "position_name": 36, "address": 28, "note": 24, "justification": 32, "problem": 44, "field": 20}
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_NUMBERED, _TOTALLED = 0.85, 0.9


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet: what stands above it and how a row fills it; `total` sums what it counts."""

    field: Field
    write: Callable[[Row, int], Cell]
    total: Callable[[Row], int] | None = None


def workbook_of(sent: Return, seed: int) -> bytes:
    """Write a return; the same return and seed give the same bytes."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": tables.phrases()["label"], "created": _CREATED})
        formats = _Formats.of(book)
        names: dict[str, list[str]] = tables.phrases()["file_names"]
        for form in sent.tables:
            rng = chance(seed, "sheet", sent.unit.code, form)
            name = wording.SHEETS[form] if form == "ai_needs" else rng.choice(names["sheets"]).format(number=form[-1])
            _Sheet(book.add_worksheet(name), formats, sent, form, rng).write()
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Formats:
    bold: Format
    centred: Format
    label: Format
    heading: Format
    number: Format
    body: Format
    border: Format

    @classmethod
    def of(cls, book: Workbook) -> "_Formats":
        font = {"font_name": "Times New Roman", "font_size": 11, "text_wrap": True}
        centre = {**font, "align": "center", "valign": "vcenter"}
        return cls(
            bold=book.add_format({**centre, "bold": True}),
            centred=book.add_format({**centre, "italic": True}),
            label=book.add_format({**centre, "bold": True, "font_color": "#C00000"}),
            heading=book.add_format({**centre, "bold": True, "border": 1}),
            number=book.add_format({**centre, "italic": True, "border": 1, "font_size": 9}),
            body=book.add_format({**font, "valign": "top"}),
            border=book.add_format({"border": 1}),
        )


class _Sheet:
    def __init__(self, sheet: Worksheet, formats: _Formats, sent: Return, form: str, rng: Random) -> None:
        self.sheet, self.formats, self.sent, self.form, self.rng = sheet, formats, sent, form, rng
        self.hand, self.rows = sent.tables[form]
        self.hand.begin(rng)
        self.columns = columns_of(self.hand)
        self.last = len(self.columns) - 1
        self.at = _NUMBERS

    def write(self) -> None:
        self._letterhead()
        self._headings()
        first = self.at
        if self.sent.nil:
            self._line(tables.phrases()["nil"])
        else:
            self._rows()
            if self.rng.random() < _TOTALLED:
                self._total()
        self.sheet.conditional_format(
            first,
            0,
            max(first, self.at - 1),
            self.last,
            {
                "type": "formula",
                "criteria": "=TRUE",
                "format": self.formats.border,
            },
        )
        self._signatures()

    def _letterhead(self) -> None:
        unit = self.sent.unit
        head = wording.police_letterhead(unit) if self.sent.police else wording.letterhead(unit)
        left, right = min(5, self.last // 2), max(self.last - 7, self.last // 2 + 1)
        for row, (body, nation) in enumerate(((head.superior, wording.COUNTRY), (head.issuer, wording.MOTTO))):
            self._across(row, 0, left, body, self.formats.bold)
            self._across(row, right, self.last, nation, self.formats.bold)
        self._across(2, right, self.last, "Hà Nội, ngày ….. tháng 3 năm 2024", self.formats.centred)
        lines = (wording.FORM_NUMBERS[self.form], wording.title(self.form, unit), wording.enclosure(2024))
        for row, text in enumerate(lines, start=3):
            self._across(row, 0, self.last, text, self.formats.centred if row == len(lines) + 2 else self.formats.bold)
        self._across(6, 0, self.last, tables.phrases()["label"], self.formats.label)
        self.sheet.set_row(0, 32)

    def _across(self, row: int, first: int, last: int, text: str, style: Format) -> None:
        if first < last:
            self.sheet.merge_range(row, first, row, last, text, style)
        else:
            self.sheet.write_string(row, first, text, style)

    def _headings(self) -> None:
        for at, column in enumerate(self.columns):
            self.sheet.set_column(at, at, _WIDTHS.get(column.field.name, 13), self.formats.body)
        for cell in headings_over(tuple(c.field for c in self.columns)):
            place = (_HEADING + cell.top, cell.first, _HEADING + cell.bottom, cell.last)
            if place[:2] == place[2:]:
                self.sheet.write_string(*place[:2], cell.text, self.formats.heading)
            else:
                self.sheet.merge_range(*place, cell.text, self.formats.heading)
        if self.rng.random() < _NUMBERED:
            for at in range(self.last + 1):
                self.sheet.write_string(self.at, at, f"({at + 1})", self.formats.number)
            self.at += 1
        self.sheet.freeze_panes(self.at, 1)

    def _rows(self) -> None:
        number = 0
        for index, (ward, run) in enumerate(groupby(self.rows, key=lambda row: row[0].get("ward", "")), start=1):
            if self.hand.manner.wards == "section" and self.form != "ai_needs":
                self.sheet.write_string(self.at, 0, roman(index), self.formats.body)
                self.sheet.write_string(self.at, 1, ward, self.formats.body)
                self.at += 1
            first, members = self.at, list(run)
            for row in members:
                number += 1
                self._row(row, number)
            if self.hand.manner.wards == "merged" and len(members) > 1:
                self._merge_ward(first, members[0])

    def _row(self, row: Row, number: int) -> None:
        for at, column in enumerate(self.columns):
            cell = column.write(row, number)
            if isinstance(cell, str):
                if cell:
                    self.sheet.write_string(self.at, at, cell)
            else:
                self.sheet.write_number(self.at, at, cell)
        self.at += 1

    def _merge_ward(self, first: int, row: Row) -> None:
        for at, column in enumerate(self.columns):
            if column.field.name == "ward":
                self.sheet.merge_range(first, at, self.at - 1, at, column.write(row, 0), self.formats.body)

    def _line(self, text: str) -> None:
        self._across(self.at, 0, self.last, text, self.formats.body)
        self.at += 1

    def _total(self) -> None:
        totalled = [at for at, column in enumerate(self.columns) if column.total]
        if not totalled:
            return
        self._across(self.at, 0, totalled[0] - 1, tables.phrases()["total"], self.formats.bold)
        for at in totalled:
            total = self.columns[at].total
            self.sheet.write_number(self.at, at, sum(map(total, self.rows)) if total else 0, self.formats.bold)
        self.at += 1

    def _signatures(self) -> None:
        phrases = tables.phrases()
        kind = "police" if self.sent.police else "committee" if self.sent.unit.is_district else "other"
        at, right = self.at + 1, max(self.last - 5, self.last // 2 + 1)
        self._across(at, 0, min(5, self.last // 2), phrases["author"], self.formats.bold)
        self._across(at, right, self.last, phrases["signature"][kind], self.formats.bold)
        self.sheet.set_row(at, 64)
        for row, text in enumerate(phrases["addressees"], start=at + 5):
            self.sheet.write_string(row, 0, text)


def columns_of(hand: Hand) -> tuple[Column, ...]:
    """Lay out a hand's columns; points in one cell and quantities by type take the place of the form's own columns."""
    columns: list[Column] = []
    for field in hand.columns:
        if field.name == "lat" and hand.manner.points == "pair":
            columns.append(Column(replace(field, name="pair", vi="Tọa độ", group=""), lambda row, _: hand.pair(row[0])))
        elif field.name == "quantity" and hand.manner.two_counts:
            columns += [_typed(field, "ptz", "PTZ"), _typed(field, "fixed", "Cố định")]
        elif field.name != "lon" or hand.manner.points != "pair":
            columns.append(_column(field, hand))
    return tuple(columns)


def _column(field: Field, hand: Hand) -> Column:
    if field.name == "row_no":
        return Column(field, lambda _, number: number)
    if field.name == "quantity":
        return Column(field, lambda row, _: hand.quantity(row), lambda row: sum(r.get("quantity") or 0 for r in row))
    if field.column == "int" and field.group == all_fields()["quantity"].group:
        return Column(field, lambda row, _: hand.cell(field, row[0]), lambda row: row[0].get(field.name) or 0)
    return Column(field, lambda row, _: hand.cell(field, row[0]))


def _typed(field: Field, kind: str, leaf: str) -> Column:
    def count(row: Row) -> int:
        return sum(r["quantity"] for r in row if r["camera_type"] == kind)

    return Column(replace(field, name=kind, vi=leaf, leaf=leaf), lambda row, _: count(row) or "", count)


def roman(number: int) -> str:
    """Write a number the way section rows are numbered.

    >>> roman(14)
    'XIV'
    """
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
