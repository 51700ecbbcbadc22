"""The cells of one worksheet part: found by row and column, made where they are missing, given another format."""

import re
from bisect import bisect_right

from lxml import etree

from camdash.intake.gate import column_letters, column_number
from camdash.reports.annotated.package import MAIN, Element, parse, write

_LETTERS = re.compile(r"[A-Z]+")
_TALLEST_LISTED = 1_000
_AFTER_LEGACY_DRAWING = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
"""What newer programs wrap controls in, which stand behind the notes."""

_PIXELS_A_CHARACTER = 7
_PIXELS_A_POINT = 4 / 3


class Grid:
    """A worksheet part in the making; rows and columns are 1-based."""

    def __init__(self, xml: bytes) -> None:
        self.root = parse(xml)
        self.namespace = etree.QName(self.root).namespace or MAIN
        data = self.root.find(self.tag("sheetData"))
        self._data = data if data is not None else etree.SubElement(self.root, self.tag("sheetData"))
        self._rows: dict[int, Element] = {}
        last = 0
        for row in self._data.iterchildren(self.tag("row")):
            last = _whole(row.get("r")) or last + 1
            self._rows.setdefault(last, row)
        self._order = sorted(self._rows)
        self._known: dict[int, dict[int, Element]] = {}
        self._spelled_out = False
        self._widths: dict[int, int] = {}
        self._merges, self._tall = self._read_merges()

    def tag(self, name: str) -> str:
        """Name an element in the part's own vocabulary."""
        return f"{{{self.namespace}}}{name}"

    def to_bytes(self) -> bytes:
        """Write the part."""
        return write(self.root)

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Give the cell that shows at this place: the first of its merged cells, else itself."""
        for top, left, bottom, right in [*self._merges.get(row, ()), *self._tall]:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def first_filled(self, row: int) -> int:
        """Give the column of a row's first cell that holds something; 1 where none does."""
        cells = self._cells(row) if row in self._rows else {}
        return next((c for c, cell in sorted(cells.items()) if len(cell)), 1)

    def format_of(self, row: int, column: int) -> int:
        """Give the number of the format of a cell, or of what a cell made here would have."""
        cell = self._cells(row).get(column) if row in self._rows else None
        if cell is not None:
            return _whole(cell.get("s"))
        line = self._rows.get(row)
        if line is not None and line.get("customFormat") in {"1", "true"}:
            return _whole(line.get("s"))
        return next((_whole(c.get("style")) for c in self._columns() if _spans(c, column)), 0)

    def set_format(self, row: int, column: int, number: int) -> None:
        """Give a cell another format; a cell that is not there yet is made."""
        self._cell(row, column).set("s", str(number))

    def reformat(self, numbers: dict[str, str]) -> bool:
        """Exchange formats throughout the sheet; tells whether there was any."""
        found = [cell for cell in self._data.iter(self.tag("c")) if cell.get("s") in numbers] if numbers else []
        for cell in found:
            cell.set("s", numbers[cell.get("s", "")])
        return bool(found)

    def point_to_notes(self, relation: str, office: str) -> None:
        """Name the drawing of the notes, in the place that the order of a worksheet gives it."""
        later = {self.tag(name) for name in _AFTER_LEGACY_DRAWING}
        at = next((n for n, each in enumerate(self.root) if each.tag in later | {_ALTERNATIVES}), len(self.root))
        self.root.insert(at, etree.Element(self.tag("legacyDrawing"), {f"{{{office}}}id": relation}))

    def width(self, column: int) -> int:
        """Give a column's width in pixels, 0 where it is hidden."""
        if column not in self._widths:
            self._widths[column] = self._width(column)
        return self._widths[column]

    def _width(self, column: int) -> int:
        default = self.root.find(self.tag("sheetFormatPr"))
        characters = _number(default.get("defaultColWidth") if default is not None else None, 8.43)
        for each in self._columns():
            if _spans(each, column):
                if each.get("hidden") in {"1", "true"}:
                    return 0
                characters = _number(each.get("width"), characters)
        return int(characters * _PIXELS_A_CHARACTER) + 5

    def height(self, row: int) -> int:
        """Give a row's height in pixels."""
        default = self.root.find(self.tag("sheetFormatPr"))
        points = _number(default.get("defaultRowHeight") if default is not None else None, 15)
        line = self._rows.get(row)
        if line is not None:
            points = 0 if line.get("hidden") in {"1", "true"} else _number(line.get("ht"), points)
        return round(points * _PIXELS_A_POINT)

    def _columns(self) -> list[Element]:
        return self.root.findall(f"{self.tag('cols')}/{self.tag('col')}")

    def _cells(self, row: int) -> dict[int, Element]:
        """Index the cells of a row, whose places need not be written."""
        if row not in self._known:
            cells: dict[int, Element] = {}
            last = 0
            for cell in self._rows[row].iterchildren(self.tag("c")):
                letters = _LETTERS.match(cell.get("r", ""))
                last = column_number(letters[0]) if letters else last + 1
                cells.setdefault(last, cell)
            self._known[row] = cells
        return self._known[row]

    def _cell(self, row: int, column: int) -> Element:
        line = self._rows[row] if row in self._rows else self._add_row(row)
        cells = self._cells(row)
        if column not in cells:
            self._spell_out(row)
            number = self.format_of(row, column)
            cell = etree.Element(self.tag("c"), r=f"{column_letters(column)}{row}", s=str(number))
            line.insert(sum(c < column for c in cells), cell)
            line.attrib.pop("spans", "")
            cells[column] = cell
        return cells[column]

    def _spell_out(self, row: int) -> None:
        """Write the place of each cell of a row, which a cell put among them makes necessary."""
        for column, cell in self._cells(row).items():
            cell.set("r", f"{column_letters(column)}{row}")

    def _add_row(self, row: int) -> Element:
        if not self._spelled_out:
            self._spelled_out = True
            for number, line in self._rows.items():
                line.set("r", str(number))
        at = bisect_right(self._order, row)
        line = etree.Element(self.tag("row"), r=str(row))
        if at < len(self._order):
            self._rows[self._order[at]].addprevious(line)
        else:
            self._data.append(line)
        self._order.insert(at, row)
        self._rows[row] = line
        return line

    def _read_merges(self) -> tuple[dict[int, list[tuple[int, int, int, int]]], list[tuple[int, int, int, int]]]:
        """Index merged cells by row; those of very many rows are kept apart."""
        listed: dict[int, list[tuple[int, int, int, int]]] = {}
        tall = []
        for each in self.root.iterfind(f"{self.tag('mergeCells')}/{self.tag('mergeCell')}"):
            corners = [re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", end) for end in each.get("ref", "").split(":")]
            if len(corners) != 2 or corners[0] is None or corners[1] is None:  # noqa: PLR2004 - two corners
                continue
            (left, top), (right, bottom) = ((column_number(c[1]), int(c[2])) for c in corners if c)
            merge = (top, left, bottom, right)
            if bottom - top > _TALLEST_LISTED:
                tall.append(merge)
            for row in range(top, bottom + 1) if bottom - top <= _TALLEST_LISTED else ():
                listed.setdefault(row, []).append(merge)
        return listed, tall


def _spans(column: Element, number: int) -> bool:
    return _whole(column.get("min")) <= number <= _whole(column.get("max"))


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() else 0


def _number(text: str | None, default: float) -> float:
    try:
        return float(text) if text is not None else default
    except ValueError:
        return default
