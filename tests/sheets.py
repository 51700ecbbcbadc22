"""Sheets written as pipe tables in the test body, turned into workbook bytes."""

from collections.abc import Iterable
from io import BytesIO

import xlsxwriter

Merge = tuple[str, str]


def cells(table: str) -> list[list[str | float]]:
    r"""Turn `| a | 2 |` lines into rows; plain numbers become numbers, `'2` stays text, `\\n` breaks a line."""
    lines = [line.strip() for line in table.strip().splitlines()]
    return [[_cell(text) for text in line.strip("|").split("|")] if line else [] for line in lines]


def _cell(text: str) -> str | float:
    text = text.strip().replace("\\n", "\n")
    if text.startswith("'"):
        return text[1:]
    try:
        return float(text)
    except ValueError:
        return text


def workbook(
    table: str, *, sheet: str = "Sheet1", merges: Iterable[str] = (), more: dict[str, str] | None = None
) -> bytes:
    """Write an xlsx of one pipe table, or of several sheets with `more`; `merges` are ranges such as "A8:A9"."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, text in {sheet: table, **(more or {})}.items():
        page = book.add_worksheet(name)
        for number, row in enumerate(cells(text)):
            for column, cell in enumerate(row):
                if cell != "":
                    page.write(number, column, cell)
        for merge in merges if name == sheet else ():
            first = merge.split(":")[0]
            page.merge_range(merge, "")
            page.write(first, _at(text, first))
    book.close()
    return out.getvalue()


def _at(table: str, name: str) -> str | float:
    column, row = ord(name[0]) - 65, int(name[1:]) - 1
    return cells(table)[row][column]
