"""What a cell reader does not tell of an .ods: hidden rows and columns, struck-out rows, errors, missing results.

The XML is listened to, never built up in memory. Repeated rows and cells stay ranges until they are cut to the rows
that the cell reader found. Elements go by the prefixes that office programs write and the cell reader asks for.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING
from xml.parsers.expat import ParserCreate

from camdash.intake.faults import PARSER_FAULTS
from camdash.intake.gate import column_letters
from camdash.intake.ods_styles import Styles
from camdash.intake.struck import struck_out

if TYPE_CHECKING:
    from camdash.intake.workbook import Sheet

Attributes = dict[str, str]
Area = tuple[range, range]

_BODY = b"<office:body"
_ROW, _END_OF_ROW = b"<table:table-row", b"</table:table-row>"
_BROKEN = (b"table:formula=", b'value-type="error"')
_UNSEEN_ANYWHERE = b"table:visibility="
_UNSEEN = frozenset(("collapse", "filter"))
_ERROR = re.compile(r"#[A-Z0-9/_]+[!?]?|Err:\d{3}")
_OTHER_ERROR = "#ERROR!"
_LONGEST_SHOWN = 40
_MOST_DIGITS = 9
_MOST_COLUMNS = 2**14
_MOST_BROKEN = 50_000
"""Cells of a sheet that are named as errors, and as without a result: one element may repeat a million of them."""


def look_into_ods(sheets: Sequence["Sheet"], parts: Mapping[str, bytes]) -> None:
    """Add to the worksheets what content.xml tells beyond their cells; cells that show an error become empty."""
    content = parts.get("content.xml", b"")
    start = max(0, content.find(_BODY))
    listener = _Listener()
    try:
        _parse(listener, parts.get("styles.xml", b""), b"")
        listener = _Listener(listener.styles)
        _parse(listener, content[:start], content[start:])
    except PARSER_FAULTS:
        return
    for sheet in sheets:
        if sheet.name in listener.found:
            _add(sheet, listener.found[sheet.name])


def _parse(listener: "_Listener", head: bytes, body: bytes) -> None:
    """Listen to the styles, and to the body only where they or it hold anything that is asked for here."""
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = listener.start, listener.end
    parser.CharacterDataHandler = listener.text
    parser.Parse(head, False)  # noqa: FBT003 - says that there is more; takes no keyword
    listener.strikes = listener.styles.strikes()
    if listener.strikes:
        parser.Parse(body, True)  # noqa: FBT003
    elif _UNSEEN_ANYWHERE in body or any(word in body for word in _BROKEN):
        parser.Parse(_outline(body), True)  # noqa: FBT003


def _outline(body: bytes) -> bytes:
    """Leave out the cells of rows that hold no formula and no error: where nothing is struck they tell nothing."""
    return body if b"<!" in body else _ROW.join(map(_outline_of_row, body.split(_ROW)))


def _outline_of_row(row: bytes) -> bytes:
    end = row.rfind(_END_OF_ROW)
    return row if end < 0 or any(word in row for word in _BROKEN) else row[: row.find(b">") + 1] + row[end:]


@dataclass(slots=True)
class _Found:
    """What was found in one sheet: rows and columns as 0-based ranges."""

    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    struck_cells: list[tuple[range, int]] = field(default_factory=list)
    errors: list[tuple[Area, str]] = field(default_factory=list)
    no_value: list[Area] = field(default_factory=list)


def _add(sheet: "Sheet", found: _Found) -> None:
    height = len(sheet.rows)
    sheet.hidden_rows = {row + 1 for rows in found.hidden_rows for row in range(rows.start, min(rows.stop, height))}
    struck = {row + 1: count for rows, count in found.struck_cells for row in range(rows.start, min(rows.stop, height))}
    sheet.struck_rows = struck_out(sheet.rows, struck)
    sheet.hidden_columns = {column for columns in found.hidden_columns for column in columns}
    errors = ((place, shown) for area, shown in found.errors for place in _places(area, height))
    for (row, column), shown in islice(errors, _MOST_BROKEN):
        sheet.errors[_name(row, column)] = shown
        if column < len(sheet.rows[row]):
            sheet.rows[row][column] = ""
    empty = (place for area in found.no_value for place in _places(area, height))
    sheet.no_value = {_name(row, column) for row, column in islice(empty, _MOST_BROKEN)}


def _places(area: Area, height: int) -> Iterator[tuple[int, int]]:
    rows, columns = area
    return ((row, column) for row in range(rows.start, min(rows.stop, height)) for column in columns)


def _name(row: int, column: int) -> str:
    return f"{column_letters(column + 1)}{row + 1}"


class _Listener:
    """What the elements of an .ods add up to, one after another; `found` goes by the names of sheets."""

    def __init__(self, styles: Styles | None = None) -> None:
        self.styles = styles or Styles()
        self.strikes = False
        self.found: dict[str, _Found] = {}
        self._sheet = _Found()
        self._depth = self._table_depth = self._cell_depth = self._paragraph_depth = 0
        self._style = ("", "")
        self._rows = self._columns = range(0)
        self._row_style = ""
        self._struck_in_row = 0
        self._column_ends: list[int] = []
        self._column_styles: list[str] = []
        self._cell: Attributes = {}
        self._listens = False
        self._states: list[bool] = []
        self._texts: set[bool] = set()
        self._shown = ""
        self._starts = {
            "style:style": self._style_begins,
            "style:text-properties": self._style_says,
            "table:table": self._table_begins,
            "table:table-column": self._column,
            "table:table-row": self._row_begins,
            "table:table-cell": self._cell_begins,
            "table:covered-table-cell": self._cell_begins,
            "text:p": self._paragraph_begins,
            "text:span": self._span_begins,
        }
        self._ends = {
            "style:style": self._style_ends,
            "table:table": self._table_ends,
            "table:table-row": self._row_ends,
            "table:table-cell": self._cell_ends,
            "table:covered-table-cell": self._cell_ends,
            "text:p": self._paragraph_ends,
            "text:span": self._span_ends,
        }

    def start(self, tag: str, attributes: Attributes) -> None:
        """Hear an element begin."""
        self._depth += 1
        if tag in self._starts:
            self._starts[tag](attributes)

    def end(self, tag: str) -> None:
        """Hear an element end."""
        if tag in self._ends:
            self._ends[tag]()
        self._depth -= 1

    def text(self, data: str) -> None:
        """Hear text: of a cell only its own paragraphs count, not those of a note on it."""
        if self._paragraph_depth and (data := data.strip()):
            self._texts.add(self._states[-1])
            self._shown = (self._shown + data)[:_LONGEST_SHOWN]

    def _style_begins(self, attributes: Attributes) -> None:
        self._style = (attributes.get("style:family", ""), attributes.get("style:name", ""))
        self.styles.note(self._style, attributes.get("style:parent-style-name", ""))

    def _style_says(self, attributes: Attributes) -> None:
        if self._style[1]:
            self.styles.say(self._style, attributes)

    def _style_ends(self) -> None:
        self._style = ("", "")

    def _table_begins(self, attributes: Attributes) -> None:
        if not self._table_depth:
            self._table_depth = self._depth
            self._sheet = self.found[attributes.get("table:name", "")] = _Found()
            self._rows, self._column_ends, self._column_styles = range(0), [], []

    def _table_ends(self) -> None:
        if self._depth == self._table_depth:
            self._table_depth = 0

    def _column(self, attributes: Attributes) -> None:
        if self._cell_depth or not self._table_depth:
            return
        first = self._column_ends[-1] if self._column_ends else 0
        end = min(first + _repeats(attributes, "table:number-columns-repeated"), _MOST_COLUMNS)
        self._column_ends.append(end)
        self._column_styles.append(attributes.get("table:default-cell-style-name", ""))
        if attributes.get("table:visibility") in _UNSEEN:
            self._sheet.hidden_columns.append(range(first, end))

    def _row_begins(self, attributes: Attributes) -> None:
        if self._cell_depth or not self._table_depth:
            return
        first = self._rows.stop
        self._rows = range(first, first + _repeats(attributes, "table:number-rows-repeated"))
        self._columns, self._struck_in_row = range(0), 0
        self._row_style = attributes.get("table:default-cell-style-name", "")
        if attributes.get("table:visibility") in _UNSEEN:
            self._sheet.hidden_rows.append(self._rows)

    def _row_ends(self) -> None:
        if self._struck_in_row and not self._cell_depth:
            self._sheet.struck_cells.append((self._rows, self._struck_in_row))
            self._struck_in_row = 0

    def _cell_begins(self, attributes: Attributes) -> None:
        if self._cell_depth or not self._table_depth:
            return
        first = self._columns.stop
        self._columns = range(first, first + _repeats(attributes, "table:number-columns-repeated"))
        self._cell_depth, self._cell = self._depth, attributes
        broken = "table:formula" in attributes or attributes.get("calcext:value-type") == "error"
        self._listens = broken or (self.strikes and "office:value-type" in attributes)
        if self._listens:
            self._states, self._texts, self._shown = [self._is_struck(attributes)], set(), ""

    def _is_struck(self, attributes: Attributes) -> bool:
        """Tell whether the cell's own style, or else that of its row or column, strikes out."""
        name = attributes.get("table:style-name") or self._row_style
        if not name and self._column_ends:
            at = min(bisect_right(self._column_ends, self._columns.start), len(self._column_ends) - 1)
            name = self._column_styles[at]
        return self.strikes and self.styles.struck("table-cell", name) is True

    def _cell_ends(self) -> None:
        if self._depth != self._cell_depth:
            return
        self._cell_depth = 0
        if not self._listens:
            return
        self._listens = False
        kind, holds = self._cell.get("office:value-type", ""), self._cell.get("office:string-value") or self._texts
        if holds or kind not in {"", "string"}:
            self._struck_in_row += len(self._columns) * (False not in (self._texts or set(self._states)))
        if self._cell.get("calcext:value-type") == "error":
            self._sheet.errors.append(((self._rows, self._columns), self._shown or _OTHER_ERROR))
        elif "table:formula" in self._cell and _ERROR.fullmatch(self._shown):
            self._sheet.errors.append(((self._rows, self._columns), self._shown))
        elif "table:formula" in self._cell and not holds and kind in {"", "string"}:
            self._sheet.no_value.append((self._rows, self._columns))

    def _paragraph_begins(self, _: Attributes) -> None:
        if self._listens and self._depth == self._cell_depth + 1:
            self._paragraph_depth = self._depth

    def _paragraph_ends(self) -> None:
        if self._depth == self._paragraph_depth:
            self._paragraph_depth = 0

    def _span_begins(self, attributes: Attributes) -> None:
        if self._paragraph_depth:
            said = self.styles.struck("text", attributes.get("text:style-name", ""))
            self._states.append(self._states[-1] if said is None else said)

    def _span_ends(self) -> None:
        if self._paragraph_depth:
            self._states.pop()


def _repeats(attributes: Attributes, name: str) -> int:
    number = attributes.get(name, "1")
    return int(number) if number.isdecimal() and len(number) <= _MOST_DIGITS else 1
