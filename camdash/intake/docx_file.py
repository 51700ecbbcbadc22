"""Tables of Word documents as sheets, with the lines standing above each table as rows above it."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from camdash.intake.grid import Grid
from camdash.intake.html_file import NUMBERED
from camdash.intake.stamps import first_stamp
from camdash.intake.workbook import Cell, Sheet

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_BODY, _P, _TBL, _TR, _TC = (f"{_W}{tag}" for tag in ("body", "p", "tbl", "tr", "tc"))
_T, _TAB, _BR, _CR, _HYPHEN = (f"{_W}{tag}" for tag in ("t", "tab", "br", "cr", "noBreakHyphen"))
_MARKS = {_TAB: "\t", _BR: "\n", _CR: "\n", _HYPHEN: "-"}
_VAL = f"{_W}val"
_WRAPPERS = frozenset(f"{_W}{tag}" for tag in ("sdt", "sdtContent", "ins", "customXml", "smartTag"))
_ELSEWHERE = frozenset((f"{_W}txbxContent", f"{_W}tabs", _TBL))
_MIN_ROWS, _MIN_COLUMNS = 2, 3
_MOST_COLUMNS = 1000
_FOREIGN = re.compile(r"word/(?:header|footer)\d*\.xml", re.IGNORECASE)


class BrokenDocumentError(Exception):
    """The document's XML cannot be read."""


def read_docx(parts: Mapping[str, bytes]) -> list[Sheet]:
    """Read the tables of a document that could be forms; BrokenDocumentError where its XML is broken."""
    body = parse(parts.get("word/document.xml", b"")).find(_BODY)
    sheets: list[Sheet] = []
    letterhead: list[list[Cell]] = []
    titles: list[list[Cell]] = []
    for block in _children(body if body is not None else (), {_P, _TBL}):
        if block.tag == _P:
            titles += [[line] for line in _text(block).split("\n") if line.strip()]
            continue
        table = _table(block, [])
        if _could_be_form(table):
            sheet = _table(block, [*letterhead, *titles])
            sheets += _numbered(sheet, len(sheets) + 1)
            titles = []
        elif table is not None and not sheets:
            letterhead += table.rows
    return sheets


def stamp_in_docx(parts: Mapping[str, bytes]) -> str | None:
    """Find a stamp among the lines of a document, those of tables, text boxes, headers and footers included."""
    for name, xml in parts.items():
        if name == "word/document.xml" or _FOREIGN.fullmatch(name):
            stamp = first_stamp(_paragraph(p) for p in parse(xml).iter(_P))
            if stamp:
                return stamp
    return None


def parse(xml: bytes) -> etree._Element:
    """Parse XML without entities, network or great depth; BrokenDocumentError where that fails."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(xml.replace(_STRICT, _W[1:-1].encode()), parser)
    except (etree.LxmlError, ValueError) as error:
        raise BrokenDocumentError(str(error)) from error


def _could_be_form(table: Sheet | None) -> bool:
    """Tell a table of rows and columns from a letterhead or a block of signatures."""
    return table is not None and len(table.rows) >= _MIN_ROWS and len(table.rows[0]) >= _MIN_COLUMNS


def _numbered(sheet: Sheet | None, number: int) -> list[Sheet]:
    if sheet is None:
        return []
    sheet.name = NUMBERED.format(number=number)
    return [sheet]


def _children(element: Iterable[etree._Element], tags: set[str]) -> Iterator[etree._Element]:
    """Give the children with one of `tags`, also those that a content control or a tracked insertion holds."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tags)


def _table(table: etree._Element, above: list[list[Cell]]) -> Sheet | None:
    """Lay out a table below the rows `above`; None where it is beyond measure."""
    rows = [list(_cells(row)) for row in _children(table, {_TR})]
    spans = _spans(rows)
    grid = Grid(above)
    for at, row in enumerate(rows):
        grid.start_row()
        for column, across, cell in row:
            if _merged(cell) == "continue" and (at, column) not in spans:
                continue
            if not grid.put_at(column, _content(cell), spans.get((at, column), 1), across):
                return None
    return grid.sheet()


def _cells(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Give each cell of a row with its first grid column and how many it spans."""
    column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
    for cell in _children(row, {_TC}):
        across = max(1, _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1))
        yield column, across, cell
        column += across


def _number(element: etree._Element | None, default: int) -> int:
    text = "" if element is None else str(element.get(_VAL, ""))
    return min(int(text), _MOST_COLUMNS) if text.isascii() and text.isdigit() else default


def _merged(cell: etree._Element) -> str:
    """Tell how a cell takes part in a merge down the rows: "restart", "continue" or "" for not at all."""
    mark = cell.find(f"{_W}tcPr/{_W}vMerge")
    return "" if mark is None else str(mark.get(_VAL, "continue"))


def _spans(rows: list[list[tuple[int, int, etree._Element]]]) -> dict[tuple[int, int], int]:
    """Count the rows of each merge by the row and column it begins at."""
    spans: dict[tuple[int, int], int] = {}
    begun: dict[int, int] = {}
    for at, row in enumerate(rows):
        marks = {column: _merged(cell) for column, _, cell in row}
        begun = {column: start for column, start in begun.items() if marks.get(column) == "continue"}
        begun |= {column: at for column, mark in marks.items() if mark and column not in begun}
        begun |= {column: at for column, mark in marks.items() if mark == "restart"}
        spans.update({(start, column): at - start + 1 for column, start in begun.items()})
    return spans


def _content(cell: etree._Element) -> str:
    return "\n".join(line for p in _children(cell, {_P}) if (line := _text(p).strip()))


def _text(paragraph: etree._Element) -> str:
    """Give a paragraph's own text, without that of text boxes anchored in it."""
    return "".join(_runs(paragraph))


def _runs(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == _T:
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[str(child.tag)]
        elif child.tag not in _ELSEWHERE:
            yield from _runs(child)


def _paragraph(paragraph: etree._Element) -> str:
    return "".join(t.text or "" for t in paragraph.iter(_T))
