"""An Arrow table as a sheet of an xlsx: typed cells, frozen headings, a filter, widths; text never a formula."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

ROWS_OF_A_SHEET = 1_000_000
"""Excel holds 1,048,576 rows; what is beyond goes on the next sheet."""

Notes = Sequence[tuple[str, str]]

_LONGEST_TEXT = 32_767
_NARROW, _WIDE = 9, 48
_FIRST_AMOUNT = 10_000
_FORMATS: Mapping[str, Mapping[str, Any]] = {
    "heading": {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E8ECF2", "bottom": 1},
    "total": {"bold": True, "num_format": "#,##0", "bottom": 1},
    "text": {"num_format": "@"},
    "whole": {"num_format": "0"},
    "amount": {"num_format": "#,##0"},
    "broken": {"num_format": "General"},
    "day": {"num_format": "dd/mm/yyyy", "align": "left"},
    "note": {"text_wrap": True, "valign": "top"},
    "title": {"bold": True, "font_size": 13},
}


class Book:
    """A workbook in the making, in memory; `close` gives its bytes, the same for the same content and `made_at`."""

    def __init__(self, made_at: datetime | None = None) -> None:
        self._bytes = io.BytesIO()
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(self._bytes, options)
        if made_at is not None:
            self._book.set_properties({"created": made_at.replace(tzinfo=None)})
        self._formats: dict[str, Format] = {n: self._book.add_format(dict(f)) for n, f in _FORMATS.items()}

    def close(self) -> bytes:
        """Finish the workbook."""
        self._book.close()
        return self._bytes.getvalue()

    def add_notes(self, name: str, title: str, notes: Notes) -> None:
        """Add a sheet that says what the figures are: a title, then one line a note."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 90)
        sheet.write_string(0, 0, title, self._formats["title"])
        for row, (what, said) in enumerate(notes, start=2):
            sheet.write_string(row, 0, what, self._formats["note"])
            sheet.write_string(row, 1, said[:_LONGEST_TEXT], self._formats["note"])

    def add_table(self, name: str, table: pa.Table, totals: Mapping[str, str | int] | None = None) -> None:
        """Add a table, on several sheets where one cannot hold it; `totals`, by heading, stand above the headings."""
        for start in range(0, max(len(table), 1), ROWS_OF_A_SHEET):
            sheet = self._book.add_worksheet(name if start == 0 else f"{name} ({start // ROWS_OF_A_SHEET + 1})")
            if start == 0:
                sheet.activate()
            self._fill(sheet, table.slice(start, ROWS_OF_A_SHEET), totals or {})

    def _fill(self, sheet: Worksheet, table: pa.Table, totals: Mapping[str, str | int]) -> None:
        top = 1 if totals else 0
        for index, width in enumerate(_widths(table)):
            sheet.set_column(index, index, width)
        sheet.freeze_panes(top + 1, 1)
        sheet.autofilter(top, 0, top + len(table), max(table.num_columns - 1, 0))
        for index, heading in enumerate(table.column_names):
            if heading in totals:
                sheet.write(0, index, totals[heading], self._formats["total"])
        for index, heading in enumerate(table.column_names):
            sheet.write_string(top, index, heading, self._formats["heading"])
        self._write(sheet, table, top + 1)

    def _write(self, sheet: Worksheet, table: pa.Table, first: int) -> None:
        cells = [self._cells(sheet, column) for column in table.columns]
        values = zip(*(column.to_pylist() for column in table.columns), strict=True)
        for row, line in enumerate(values, start=first):
            for index, ((write, style), value) in enumerate(zip(cells, line, strict=True)):
                if value is not None:
                    write(row, index, value, style)

    def _cells(self, sheet: Worksheet, column: pa.ChunkedArray) -> tuple[Any, Format]:
        """Choose how a column's cells are written and look."""
        kind = column.type
        if pa.types.is_integer(kind):
            return sheet.write_number, self._formats["amount" if _is_amount(column) else "whole"]
        if pa.types.is_floating(kind):
            return sheet.write_number, self._formats["broken"]
        if pa.types.is_date(kind):
            return sheet.write_datetime, self._formats["day"]
        return sheet.write_string, self._formats["text"]


def fit(table: pa.Table) -> pa.Table:
    """Make a table fit for cells: text no longer than a cell holds, no number that is not one."""
    return pa.Table.from_arrays([_fit(column) for column in table.columns], names=table.column_names)


def _fit(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_floating(column.type):
        return pc.if_else(pc.is_finite(column), column, None)
    return pc.utf8_slice_codeunits(column, 0, _LONGEST_TEXT) if pa.types.is_string(column.type) else column


def _is_amount(column: pa.ChunkedArray) -> bool:
    """Whether thousands want a separator: not so years, which are below this bound."""
    return (pc.max(column).as_py() or 0) >= _FIRST_AMOUNT


def _widths(table: pa.Table) -> Iterable[int]:
    for heading, column in zip(table.column_names, table.columns, strict=True):
        longest = pc.max(pc.utf8_length(column)).as_py() if pa.types.is_string(column.type) else 12
        yield max(_NARROW, min(_WIDE, max(len(heading) * 2 // 3, longest or 0) + 2))
