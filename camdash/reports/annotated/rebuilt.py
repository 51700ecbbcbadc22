"""A workbook made anew from cells as they were read, for files whose own look no .xlsx can carry."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from camdash.intake.workbook import Cell, Sheet
from camdash.words import Words

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_NARROW, _WIDE = 8, 40
_LOOKED_AT = 200
_LONGEST_TEXT = 32_767


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


def rebuilt(sheets: Sequence[Sheet], names: Mapping[str, str]) -> bytes:
    """Write the sheets' cells, merges and hidden rows into a new workbook."""
    out = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    plain = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True}
    looks = {
        (struck, kind): book.add_format({**plain, "font_strikeout": struck, "num_format": pattern})
        for struck in (False, True)
        for kind, pattern in {
            "plain": "General",
            "day": "dd/mm/yyyy",
            "moment": "dd/mm/yyyy hh:mm",
            "time": "hh:mm:ss",
        }.items()
    }
    for sheet in sheets:
        page = book.add_worksheet(names[sheet.name])
        _fill(page, sheet, looks)
        if sheet.hidden and sheet is not sheets[0]:
            page.hide()
    book.close()
    return out.getvalue()


def _fill(page: Worksheet, sheet: Sheet, looks: Mapping[tuple[bool, str], Format]) -> None:
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width)
    for top, left, bottom, right in sheet.merges:
        if bottom > top or right > left:
            page.merge_range(top, left, bottom, right, "", looks[False, "plain"])
    for number, row in enumerate(sheet.rows):
        if number + 1 in sheet.hidden_rows:
            page.set_row(number, None, None, {"hidden": True})
        for column, cell in enumerate(row):
            if cell != "":
                _write(page, (number, column), cell, looks, struck=number + 1 in sheet.struck_rows)


def _write(
    page: Worksheet, place: tuple[int, int], cell: Cell, looks: Mapping[tuple[bool, str], Format], *, struck: bool
) -> None:
    match cell:
        case bool():
            page.write_boolean(*place, cell, looks[struck, "plain"])
        case int() | float():
            page.write_number(*place, cell, looks[struck, "plain"])
        case datetime():
            page.write_datetime(*place, cell.replace(tzinfo=None), looks[struck, "moment"])
        case date():
            page.write_datetime(*place, cell, looks[struck, "day"])
        case time() | timedelta():
            page.write_datetime(*place, cell, looks[struck, "time"])
        case _:
            page.write_string(*place, str(cell)[:_LONGEST_TEXT], looks[struck, "plain"])


def _widths(sheet: Sheet) -> list[int]:
    """Give each column the width of its longest line among the first rows, within bounds; merged cells do not count."""
    merged = {(top, left) for top, left, _, right in sheet.merges if right > left}
    widths: dict[int, int] = {}
    for number, row in enumerate(sheet.rows[:_LOOKED_AT]):
        filled = sum(cell != "" for cell in row)
        for column, cell in enumerate(row):
            if cell != "" and filled > 2 and (number, column) not in merged:  # noqa: PLR2004 - titles reach over
                longest = max(len(line) for line in str(cell).split("\n"))
                widths[column] = max(widths.get(column, 0), longest)
    last = max((len(row) for row in sheet.rows), default=0)
    return [min(_WIDE, max(_NARROW, widths.get(column, 0) + 2)) for column in range(min(last, 2**14))]
