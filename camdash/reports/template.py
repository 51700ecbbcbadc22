"""The blank Form 1 and Form 2 of a unit: drop-downs, hints, limits, instructions and a version stamp.

A form filled in as its hints say reads back without a problem.
"""

from datetime import datetime
from io import BytesIO
from math import ceil

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from camdash.forms.fields import Field
from camdash.forms.registry import Campaign, Unit
from camdash.forms.template import TEMPLATE_VERSION
from camdash.reports import template_words as wording
from camdash.reports.template_columns import columns_of, headings_over
from camdash.reports.template_guide import write_guide
from camdash.reports.template_rules import Lists, rule

HEADING_ROW, NUMBER_ROW, FIRST_ROW, LAST_ROW = 7, 9, 10, 5009
_RULED_TO = 60
_A3 = 8
_COLUMNS_PER_PAGE = 18
_WIDTHS = {"row_no": 5, "position_name": 34, "address": 26, "note": 24, "justification": 30, "problem": 40, "field": 22}
_NUMBER_FORMATS = {"lat": "0.000000", "lon": "0.000000", "cost_vnd": "#,##0"}
_TEXT_KINDS = frozenset({"text", "code", "codes", "ward", "district", "bool"})
_CREATED = datetime(2024, 1, 1)  # noqa: DTZ001 - a workbook's date has no time zone; fixed, so that bytes repeat


def blank_form(form: str, unit: Unit, campaign: Campaign) -> bytes:
    """Write the blank workbook of `form` ("form1" or "form2") for a unit; the same arguments give the same bytes."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        _stamp(book, form, unit, campaign)
        forms = (form, "ai_needs") if form == "form2" else (form,)
        sheets = [book.add_worksheet(wording.SHEETS[f]) for f in forms]
        guide = book.add_worksheet("Hướng dẫn")
        lists = Lists(book)
        for sheet, name in zip(sheets, forms, strict=True):
            _Form(book, sheet, name, unit, campaign).write(lists)
        write_guide(book, guide, forms, unit, campaign)
    return out.getvalue()


def _stamp(book: Workbook, form: str, unit: Unit, campaign: Campaign) -> None:
    book.set_properties({"title": wording.title(form, unit), "author": "camdash", "created": _CREATED})
    book.set_custom_property(wording.STAMP_PROPERTY, TEMPLATE_VERSION)
    book.set_custom_property("camdash_campaign", campaign.code)
    book.set_custom_property("camdash_unit", unit.code)
    book.set_custom_property("camdash_form", form)


class _Form:
    """Writes one form's sheet."""

    def __init__(self, book: Workbook, sheet: Worksheet, form: str, unit: Unit, campaign: Campaign) -> None:
        self.book, self.sheet, self.form, self.unit, self.campaign = book, sheet, form, unit, campaign
        self.columns = columns_of(form)

    def write(self, lists: Lists) -> None:
        """Write everything of the sheet."""
        self._set_columns()
        self._write_letterhead()
        self._write_headings()
        self._add_rules(lists)
        self._set_up_print()

    def _style(self, **properties: object) -> Format:
        return self.book.add_format({"font_name": "Times New Roman", "font_size": 11, **properties})

    def _set_columns(self) -> None:
        for at, field in enumerate(self.columns):
            style = self._style(num_format=_number_format(field), valign="top", text_wrap=True)
            self.sheet.set_column(at, at, _WIDTHS.get(field.name, 14), style)

    def _write_letterhead(self) -> None:
        last = len(self.columns) - 1
        left, right = min(4, last // 2), max(last - 7, last // 2 + 1)
        head = wording.letterhead(self.unit)
        lines = ((head.superior, wording.COUNTRY), (head.issuer, wording.MOTTO))
        for row, (body, nation) in enumerate(lines):
            style = self._style(bold=row == 1 or not head.superior, align="center", text_wrap=True)
            self.sheet.merge_range(row, 0, row, left, body, style)
            self.sheet.merge_range(row, right, row, last, nation, self._style(bold=True, align="center"))
        self.sheet.set_row(0, 32)
        day = f"Hà Nội, ngày ….. tháng ….. năm {self.campaign.year}"
        self.sheet.merge_range(2, right, 2, last, day, self._style(italic=True, align="center"))
        self._write_title(last)

    def _write_title(self, last: int) -> None:
        bold = self._style(bold=True, align="center", font_size=14)
        self.sheet.merge_range(3, 0, 3, last, wording.FORM_NUMBERS[self.form], bold)
        self.sheet.merge_range(4, 0, 4, last, wording.title(self.form, self.unit), bold)
        enclosure = wording.enclosure(self.campaign.year)
        self.sheet.merge_range(5, 0, 5, last, enclosure, self._style(italic=True, align="center"))
        self.sheet.write(6, 0, wording.stamp(self.unit, self.campaign), self._style(font_size=8, font_color="#808080"))

    def _write_headings(self) -> None:
        style = self._style(bold=True, align="center", valign="vcenter", text_wrap=True, border=1, bg_color="#D9E2EF")
        for cell in headings_over(self.columns):
            place = (HEADING_ROW + cell.top, cell.first, HEADING_ROW + cell.bottom, cell.last)
            if place[:2] == place[2:]:
                self.sheet.write(*place[:2], cell.text, style)
            else:
                self.sheet.merge_range(*place, cell.text, style)
        numbers = self._style(italic=True, align="center", border=1, font_size=9)
        self.sheet.write_row(NUMBER_ROW, 0, [f"({n})" for n in range(1, len(self.columns) + 1)], numbers)
        self.sheet.set_row(HEADING_ROW, 30)
        self.sheet.set_row(HEADING_ROW + 1, 36)

    def _add_rules(self, lists: Lists) -> None:
        for at, field in enumerate(self.columns):
            made = rule(field, self.unit, self.campaign, lists)
            self.sheet.data_validation(FIRST_ROW, at, LAST_ROW, at, made)
        first, last = FIRST_ROW + 1, xl_col_to_name(len(self.columns) - 1)
        ruled = f"=OR(ROW()<={_RULED_TO},COUNTA($A{first}:${last}{first})>0)"
        border = {"type": "formula", "criteria": ruled, "format": self.book.add_format({"border": 1})}
        self.sheet.conditional_format(FIRST_ROW, 0, LAST_ROW, len(self.columns) - 1, border)

    def _set_up_print(self) -> None:
        frozen = next((at + 1 for at, f in enumerate(self.columns) if f.name == "position_name"), 1)
        self.sheet.freeze_panes(FIRST_ROW, frozen)
        self.sheet.set_landscape()
        self.sheet.set_paper(_A3)
        self.sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        self.sheet.fit_to_pages(ceil(len(self.columns) / _COLUMNS_PER_PAGE), 0)
        self.sheet.repeat_rows(HEADING_ROW, NUMBER_ROW)
        self.sheet.repeat_columns(0, frozen - 1)
        self.sheet.set_footer("&R&9&P/&N")


def _number_format(field: Field) -> str:
    text = "@" if field.kind in _TEXT_KINDS else "General"
    return _NUMBER_FORMATS.get(field.name, text)
