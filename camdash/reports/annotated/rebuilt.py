"""A workbook made anew from cells as they were read, for files whose own look no .xlsx can carry."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from camdash.intake.gate import column_number
from camdash.intake.model import FileReading
from camdash.intake.workbook import Cell, Sheet
from camdash.palette import palette
from camdash.reports.annotated.findings import cell_place
from camdash.words import Words

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_NARROW, _WIDE = 8, 40
_LOOKED_AT = 200
_LONGEST_TEXT = 32_767
_FEW = 2
_DAY, _MOMENT, _TIME = "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm:ss"
_LINES = {"border": 1, "border_color": palette().border}
_ROW_LOOKS: Mapping[str, Mapping[str, object]] = {
    "title": {},
    "heading": {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", **_LINES},
    "data": {"text_wrap": True, "valign": "top", **_LINES},
}


def sheet_names(sheets: Sequence[Sheet], words: Words) -> dict[str, str]:
    """Give each sheet a name that an .xlsx allows, all different."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for sheet in sheets:
        plain = _cut(_FORBIDDEN.sub(" ", sheet.name).strip("' "), _LONGEST_NAME) or words.t("Data")
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{_cut(plain, _LONGEST_NAME - 7)} ({number})"
        taken.add(name.casefold())
        names.setdefault(sheet.name, name)
    return names


def _cut(text: str, longest: int) -> str:
    """Cut a text to what Office counts as so many characters, and off what a name may not end with."""
    while len(text.encode("utf-16-le", "replace")) > 2 * longest:
        text = text[:-1]
    return text.rstrip("' ")


def drop_secrets(sheets: Sequence[Sheet], reading: FileReading) -> None:
    """Take out of the cells what was dropped unread: columns of login data, and such data in texts."""
    rows = {sheet.name: sheet.rows for sheet in sheets}
    for table in reading.tables:
        columns = {column_number(letters) - 1 for letters in table.dropped_columns}
        for row in rows.get(table.sheet, [])[max(table.header_rows, default=0) :] if columns else ():
            row[:] = ["" if at in columns else cell for at, cell in enumerate(row)]
    for problem in reading.problems:
        place = cell_place(problem.cell)
        if problem.code == "secret_in_text" and place is not None:
            for cells in rows.get(problem.sheet, [])[place[0] - 1 : place[0]]:
                cells[place[1] - 1 : place[1]] = [problem.value]


def rebuilt(sheets: Sequence[Sheet], names: Mapping[str, str], headings: Mapping[str, set[int]] | None = None) -> bytes:
    """Write the sheets' cells, merges and hidden rows into a new workbook; `headings` are 1-based rows by sheet."""
    out = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    looks = _Looks(book)
    for sheet in sheets:
        page = book.add_worksheet(names[sheet.name])
        _fill(page, sheet, looks, (headings or {}).get(sheet.name, set()))
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        if sheet.hidden and sheet is not sheets[0]:
            page.hide()
    book.close()
    return out.getvalue()


class _Looks:
    """The formats of a workbook, made when they are first wanted."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, bool, str], Format] = {}

    def get(self, row: str, *, struck: bool = False, pattern: str = "General") -> Format:
        """Give the format for a cell of a "title", "heading" or "data" row."""
        key = (row, struck, pattern)
        if key not in self._made:
            self._made[key] = self._book.add_format(
                {
                    "font_name": "Times New Roman",
                    "font_size": 11,
                    "num_format": pattern,
                    "font_strikeout": struck,
                    **_ROW_LOOKS[row],
                }
            )
        return self._made[key]


def _fill(page: Worksheet, sheet: Sheet, looks: _Looks, headings: set[int]) -> None:
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width)
    kinds = [_kind(row, heading=number in headings) for number, row in enumerate(sheet.rows, start=1)]
    for top, left, bottom, right in sheet.merges:
        if bottom > top or right > left:
            kind = kinds[top] if top < len(kinds) else "data"
            page.merge_range(top, left, bottom, right, "", looks.get(kind))
    for number, row in enumerate(sheet.rows):
        if number + 1 in sheet.hidden_rows:
            page.set_row(number, None, None, {"hidden": True})
        for column, cell in enumerate(row):
            if cell != "" or kinds[number] != "title":
                _write(page, (number, column), cell, looks, (kinds[number], number + 1 in sheet.struck_rows))


def _kind(row: list[Cell], *, heading: bool) -> str:
    """Tell how a row looks: titles and signatures, of a cell or two, reach over the empty cells beside them."""
    if heading:
        return "heading"
    return "title" if sum(cell != "" for cell in row) <= _FEW else "data"


def _write(page: Worksheet, place: tuple[int, int], cell: Cell, looks: _Looks, row: tuple[str, bool]) -> None:
    kind, struck = row
    match cell:
        case bool():
            page.write_boolean(*place, cell, looks.get(kind, struck=struck))
        case int() | float():
            page.write_number(*place, cell, looks.get(kind, struck=struck))
        case datetime():
            page.write_datetime(*place, cell.replace(tzinfo=None), looks.get(kind, struck=struck, pattern=_MOMENT))
        case date():
            page.write_datetime(*place, cell, looks.get(kind, struck=struck, pattern=_DAY))
        case time() | timedelta():
            page.write_datetime(*place, cell, looks.get(kind, struck=struck, pattern=_TIME))
        case "":
            page.write_blank(*place, None, looks.get(kind, struck=struck))
        case _:
            page.write_string(*place, str(cell)[:_LONGEST_TEXT], looks.get(kind, struck=struck))


def _widths(sheet: Sheet) -> list[int]:
    """Give each column the width of its longest line among the first rows, within bounds; merged cells do not count."""
    merged = {(top, left) for top, left, _, right in sheet.merges if right > left}
    widths: dict[int, int] = {}
    for number, row in enumerate(sheet.rows[:_LOOKED_AT]):
        filled = sum(cell != "" for cell in row)
        for column, cell in enumerate(row):
            if cell != "" and filled > _FEW and (number, column) not in merged:
                longest = max(len(line) for line in str(cell).split("\n"))
                widths[column] = max(widths.get(column, 0), longest)
    last = max((len(row) for row in sheet.rows), default=0)
    return [min(_WIDE, max(_NARROW, widths.get(column, 0) + 2)) for column in range(min(last, 2**14))]
