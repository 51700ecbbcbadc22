"""What a cell reader does not tell of an .xls: hidden rows and columns, struck-out rows, errors, missing results.

A workbook of Excel 97-2003 (BIFF8) or 95 (BIFF5) is one stream of records of two-byte kind and size. They are gone
through once, from first to last, and every step leads on: no bytes make this take long or fail.
"""

import struct
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from camdash.intake.gate import column_letters
from camdash.intake.struck import struck_out

if TYPE_CHECKING:
    from camdash.intake.workbook import Sheet

Seen: TypeAlias = tuple["Sheet", Counter[int]]
"""A worksheet, and how many cells of each of its rows (from 1) are struck out."""

_FORMULA, _END, _FONT, _COLUMNS, _BOUND_SHEET, _NUMBERS, _FORMAT = 0x06, 0x0A, 0x31, 0x7D, 0x85, 0xBD, 0xE0
_TRUTH_OR_ERROR, _ROW, _BEGIN = 0x0205, 0x0208, 0x0809
_LEAST_OF_RESULTS = {_FORMULA: 14, _TRUTH_OR_ERROR: 8}
_LEAST_OF_CELLS = {
    **_LEAST_OF_RESULTS,
    **dict.fromkeys((_NUMBERS, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x027E), 6),  # texts and numbers, however stored
}
"""How many bytes a cell's record has at least, as far as it is read here. Blank cells have records of other kinds."""

_LEAST_OF_OTHERS = {_FONT: 3, _FORMAT: 2, _BOUND_SHEET: 6, _ROW: 13, _COLUMNS: 9}
_NEVER = 2**16
_FIVE = struct.Struct("<5H").unpack_from
_TWO = struct.Struct("<HH").unpack_from
_WORD = struct.Struct("<H").unpack_from
_HEAD, _PADDING = 4, bytes(20)
_STRUCK, _HIDDEN_ROW, _HIDDEN_COLUMN = 0x08, 0x20, 0x01
_NO_SUCH_FONT = 4
_WORKSHEET = 0
_NO_NUMBER, _IS_ERROR, _IS_EMPTY = 0xFFFF, 2, 3
_NUMBER_IN_A_ROW = 6
_MOST_COLUMNS = 2**8
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_OTHER_ERROR = "#ERROR!"


def look_into_xls(sheets: Sequence["Sheet"], stream: bytes) -> None:
    """Add to the worksheets, all and in the order of the workbook, what its BIFF stream tells beyond their cells."""
    seen = [(sheet, Counter[int]()) for sheet in sheets]
    _Walk(seen, stream).go()
    for sheet, struck in seen:
        sheet.struck_rows = struck_out(sheet.rows, struck)


class _Walk:
    """One walk through the records: first fonts, formats and the list of sheets, then sheet after sheet."""

    def __init__(self, sheets: Sequence[Seen], stream: bytes) -> None:
        self._sheets = sheets
        self._end, self._stream = len(stream), stream + _PADDING
        self._fonts = 0
        self._struck_fonts: set[int] = set()
        self._fonts_of_formats: list[int] = []
        self._struck: set[int] = set()
        self._cells = _LEAST_OF_RESULTS
        self._offsets: list[int] = []

    def go(self) -> None:
        """Walk up to the first record that reaches beyond the end of the stream."""
        begins: dict[int, Seen] | None = None
        seen: Seen | None = None
        at = depth = 0
        while at + _HEAD <= self._end:
            kind, size, row, column, formatted = _FIVE(self._stream, at)
            after = at + _HEAD + size
            if after > self._end:
                return
            if seen and depth == 1 and size >= self._cells.get(kind, _NEVER):
                self._see_cell(seen, kind, (row, column, formatted), range(at, after))
            elif kind == _BEGIN:
                if begins is None and at > 0:
                    begins = self._begins()
                seen, depth = (begins[at], 1) if begins and at in begins else (seen, depth + 1)
            elif kind == _END:
                depth -= 1
            elif depth == 1 and size >= _LEAST_OF_OTHERS.get(kind, _NEVER):
                self._see_other(seen, kind, at + _HEAD)
            at = after

    def _begins(self) -> dict[int, Seen]:
        """Give each worksheet by the place where its records begin, now that the list of sheets is known."""
        fonts = [number - (number > _NO_SUCH_FONT) for number in self._fonts_of_formats]
        self._struck = {number for number, font in enumerate(fonts) if font in self._struck_fonts}
        self._cells = _LEAST_OF_CELLS if self._struck else _LEAST_OF_RESULTS
        return dict(zip(self._offsets, self._sheets, strict=True)) if len(self._offsets) == len(self._sheets) else {}

    def _see_cell(self, seen: Seen, kind: int, cell: tuple[int, int, int], where: range) -> None:
        row, column, formatted = cell
        sheet, struck = seen
        if kind == _NUMBERS:
            struck[row + 1] += self._struck_numbers(where)
        elif formatted in self._struck:
            struck[row + 1] += 1
        at = where.start + _HEAD + 6
        if kind == _TRUTH_OR_ERROR and self._stream[at + 1]:
            sheet.errors[_name(row, column)] = _ERRORS.get(self._stream[at], _OTHER_ERROR)
        elif kind == _FORMULA and _WORD(self._stream, at + 6)[0] == _NO_NUMBER:
            if self._stream[at] == _IS_ERROR:
                sheet.errors[_name(row, column)] = _ERRORS.get(self._stream[at + 2], _OTHER_ERROR)
            elif self._stream[at] == _IS_EMPTY:
                sheet.no_value.add(_name(row, column))

    def _struck_numbers(self, where: range) -> int:
        """Count the struck cells among those that a record of several numbers holds."""
        formats = range(where.start + _HEAD + 4, where.stop - _NUMBER_IN_A_ROW - 1, _NUMBER_IN_A_ROW)
        return sum(_WORD(self._stream, at)[0] in self._struck for at in formats)

    def _see_other(self, seen: Seen | None, kind: int, at: int) -> None:
        """Take note of a font, a format, an entry in the list of sheets, a hidden row or hidden columns."""
        first, last = _TWO(self._stream, at)
        if kind == _FONT:
            self._struck_fonts.update({self._fonts} if last & _STRUCK else ())
            self._fonts += 1
        elif kind == _FORMAT:
            self._fonts_of_formats.append(first)
        elif kind == _BOUND_SHEET and self._stream[at + 5] == _WORKSHEET:
            self._offsets.append(first + (last << 16))
        elif kind == _ROW and seen and self._stream[at + 12] & _HIDDEN_ROW:
            seen[0].hidden_rows.add(first + 1)
        elif kind == _COLUMNS and seen and self._stream[at + 8] & _HIDDEN_COLUMN:
            seen[0].hidden_columns.update(range(first, min(last + 1, _MOST_COLUMNS)))


def _name(row: int, column: int) -> str:
    return f"{column_letters(column + 1)}{row + 1}"
