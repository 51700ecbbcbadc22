"""How far the cells of a worksheet's XML reach, found without parsing it.

A workbook parser allocates every cell between A1 and the last one, so two cells at A1 and XFD1048576 in a 14 KB file
are enough to end a process. Looking at each cell takes as long as parsing. So the XML is first reduced to an outline:
classes of characters stand for themselves, most of the text is gone, all ways to write an attribute look alike. It is
half as long, and a few searches in it prove of ordinary sheets that they are small. Others are gone through.
"""

import re
import struct
from typing import NamedTuple

_KEPT = {
    **dict.fromkeys(b"AB", b"A"),
    **dict.fromkeys(b"CDEFGHIJKLMNOPQRSTUVWXYZ", b"Z"),
    **dict.fromkeys(b"0123456789", b"0"),
    **dict.fromkeys(b"\"'>", b'"'),
    **dict.fromkeys(b"<:", b"<"),
    **{byte: bytes([byte]) for byte in b"/&cefr"},
}
_CLASSES = b"".join(_KEPT.get(byte, b"\0") for byte in range(256))
_DROPPED = bytes(byte for byte in range(256) if byte not in _KEPT)
_SHEET_DATA, _END_OF_SHEET_DATA, _FORMULA = b"<eeZ", b"</eeZ", b"<f"
_ERROR = b't="e"'
_ODD_CELL = re.compile(rb'<c(?!r"A?[AZ]0{1,5}")')
_WIDEST, _TALLEST = 78, 99_999
"""Column BZ and row 99999: where every cell begins with a name up to there, no row can move one farther out."""

_NOT_MARKUP = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_TAG = re.compile(
    rb"""<(/?)(?:[\w.-]+:)?(row|c)(?![\w.:-])([^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*)>"""
    rb"""(?=(\s*(?:<(?:[\w.-]+:)?v\s*/>|<(?:[\w.-]+:)?v\s*></(?:[\w.-]+:)?v\s*>)?\s*</)?)""",
)
_NAME = re.compile(rb"""(?:^|[\s"'])r\s*=\s*(?:"([^"&]*)"|'([^'&]*)')""")
_REFERENCE = re.compile(rb"([A-Za-z]*)0*(\d+)")
_LONGEST_LETTERS, _LONGEST_DIGITS = 3, 7
ENDLESS = 2**40
"""Said of names of cells that lie outside of any sheet."""


class Look(NamedTuple):
    """What an outline tells of a worksheet: cells between A1 and the last one, at most; errors; formulas."""

    cells: int
    errors: bool
    formulas: bool


def look(xml: bytes, most: int) -> Look:
    """Look at a worksheet's XML; `cells` is exact where it is more than `most`, else no less than the truth."""
    outline = xml.translate(_CLASSES, _DROPPED)
    start, end = max(0, outline.find(_SHEET_DATA)), outline.rfind(_END_OF_SHEET_DATA) + 1 or len(outline)
    odd = most < _WIDEST * _TALLEST or _ODD_CELL.search(outline, start, end)
    cells = count_cells(xml) if odd else _WIDEST * _TALLEST
    return Look(cells, _ERROR in xml, outline.find(_FORMULA, start, end) >= 0)


def count_cells(xml: bytes) -> int:
    """Count the cells between A1 and the last one that holds something, tag by tag, as a parser would place them."""
    xml = _NOT_MARKUP.sub(b"", xml) if b"<!" in xml else xml
    row = column = last_row = last_column = 0
    for tag in _TAG.finditer(xml):
        close, element, attributes, empty = tag.groups()
        alone = attributes.endswith(b"/")
        if element == b"row":
            row, column = (row if close else max(row, _placed(attributes, row, 0)[0])), 0
            row += bool(close or alone)
        elif not close:
            at_row, column = _placed(attributes, row, column)
            if not (alone or empty):
                last_row, last_column = max(last_row, at_row + 1), max(last_column, column + 1)
            column += 1
    return last_row * last_column


def _placed(attributes: bytes, row: int, column: int) -> tuple[int, int]:
    """Give the 0-based place an element names, `row` and `column` where it names none."""
    name = _NAME.search(attributes)
    reference = _REFERENCE.fullmatch(name[1] or name[2] or b"") if name else None
    if reference is None:
        return row, column
    letters, digits = reference[1].upper(), reference[2]
    if len(letters) > _LONGEST_LETTERS or len(digits) > _LONGEST_DIGITS:
        return ENDLESS, column
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return max(0, int(digits) - 1), number - 1 if letters else column


_ODS_ROW = re.compile(rb"<table:table-row(?=[\s/>])")
_ODS_REPEATED = re.compile(rb"""\b(rows|columns)-repeated\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ODS_SHEET = b"</table:table>"


def ods_cells(content: bytes) -> int:
    """Count, at most, the cells of all sheets of an ods up to the last one that holds something.

    Repeated empty rows and cells at the end, which every ods has, do not count.
    """
    return sum(map(_ods_sheet, content.split(_ODS_SHEET)))


def _ods_sheet(xml: bytes) -> int:
    rows = width = last = 0
    for piece in _ODS_ROW.split(xml)[1:]:
        tag = piece[: piece.find(b">")]
        row = piece[: max(len(tag), piece.rfind(b"</table:table-row"))]
        rows += sum(_repeats(tag, b"rows")) or 1
        end = max(row.rfind(b"office:"), row.rfind(b"<text:"))
        if end >= 0:
            held = row[: row.find(b">", end)]
            last = rows
            width = max(width, held.count(b"table-cell") + sum(_repeats(held, b"columns")))
    return last * width


def _repeats(xml: bytes, of: bytes) -> list[int]:
    values = [m[2] or m[3] or b"" for m in _ODS_REPEATED.finditer(xml) if m[1] == of] if b"repeated" in xml else []
    return [int(value) if value.isdigit() else ENDLESS for value in values]


_BIFF_CELLS = frozenset((0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E))
_BIFF_CELLS_IN_A_ROW = 0x00BD
_BIFF_BEGIN = 0x0809
_BIFF_RECORD = struct.Struct("<HH")


def xls_cells(stream: bytes) -> int:
    """Count the cells of all sheets of a BIFF stream, of each up to the last one that holds something."""
    record, end = _BIFF_RECORD.unpack_from, len(stream) - 8
    at = cells = rows = columns = 0
    while at <= end:
        kind, size = record(stream, at)
        if kind in _BIFF_CELLS:
            row, column = record(stream, at + 4)
            if kind == _BIFF_CELLS_IN_A_ROW:
                column = stream[at + 2 + size] + 256 * stream[at + 3 + size] if at + 4 + size <= len(stream) else 0
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        elif kind == _BIFF_BEGIN:
            cells, rows, columns = cells + rows * columns, 0, 0
        at += 4 + size
    return cells + rows * columns
