"""File bytes to sheets of plain cells, with what a cell reader does not tell: hidden, struck out, erroneous."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from camdash.intake.biff_facts import look_into_xls
from camdash.intake.gate import MAX_CELLS, Passed, RefusedError
from camdash.intake.ods_facts import look_into_ods
from camdash.intake.spared import spared
from camdash.intake.struck import struck_out
from camdash.problems import problem

Cell = str | float | int | bool | date | datetime | time | timedelta
Merge = tuple[int, int, int, int]

_ROW_HIDDEN = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d+)"[^>]*?\bhidden="(?:1|true)"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_COLUMN_ATTRIBUTE = re.compile(rb'\b(min|max|hidden)="(\w+)"')
_ERROR = re.compile(rb'<(?:\w+:)?c r="([A-Z]+\d+)"[^>]*\bt="e"[^>]*>.*?<(?:\w+:)?v>([^<]*)<', re.DOTALL)
_NO_VALUE = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]+\d+)"(?![^>]*\bt="str")[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)",
)
_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')
_FONT = re.compile(rb"<(?:\w+:)?font\b(?:[^>]*/>|.*?</(?:\w+:)?font>)", re.DOTALL)
_STRIKE = re.compile(rb'<(?:\w+:)?strike\s*(?:/>|val="(?:1|true)")')
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_FONT_ID = re.compile(rb'\bfontId="(\d+)"')
_STYLED = re.compile(rb'<(?:\w+:)?c r="[A-Z]+(\d+)"[^>]*\bs="(\d+)"[^>]*(?<!/)>(?!</)')
_MOST_COLUMNS = 2**14


class DamagedError(Exception):
    """The workbook cannot be opened or one of its sheets cannot be read."""


@dataclass(slots=True)
class Sheet:
    """One worksheet: `rows` of cells from A1 on; rows and columns in `merges` are 0-based and inclusive.

    `hidden_rows` and `struck_rows` are 1-based, `hidden_columns` 0-based; `errors` maps cell names to what they show,
    `no_value` names formula cells without a result; `encoding` names the legacy encoding (`tcvn3`, `vni`) that texts
    were written in, "" where they are Unicode.
    """

    name: str
    rows: list[list[Cell]]
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    encoding: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    no_value: set[str] = field(default_factory=set)


def read_sheets(content: bytes, passed: Passed) -> list[Sheet]:
    """Read all worksheets; DamagedError where the parser gives up, RefusedError where they hold too much together."""
    try:
        sheets = list(_sheets(spared(content, passed)))
    except (CalamineError, OSError, ValueError) as error:
        raise DamagedError(str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what Rust's panics become; it has no name to import
            raise
        raise DamagedError(str(error)) from error
    if passed.kind == "xlsx":
        _look_closer(sheets, passed)
    elif passed.kind == "xls":
        look_into_xls(sheets, passed.parts.get("workbook", b""))
    elif passed.kind == "ods":
        look_into_ods(sheets, passed.parts)
    return sheets


def _sheets(file: BytesIO) -> Iterator[Sheet]:
    book = CalamineWorkbook.from_filelike(file)
    cells = 0
    for number, about in enumerate(book.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = _sheet(book, number, about.name)
        sheet.hidden = about.visible != SheetVisibleEnum.Visible
        cells += sum(map(len, sheet.rows))
        if cells > MAX_CELLS:
            raise RefusedError(problem("too_large", detail=f"{cells:,}".replace(",", ".")))
        yield sheet


def _sheet(book: CalamineWorkbook, number: int, name: str) -> Sheet:
    sheet = book.get_sheet_by_index(number)
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    height, width = len(rows), len(rows[0]) if rows else 0
    merges = [
        (r0, c0, min(r1, height - 1), min(c1, width - 1))
        for (r0, c0), (r1, c1) in sheet.merged_cell_ranges or ()
        if r0 < height and c0 < width
    ]
    return Sheet(name, rows, [m for m in merges if m[0] < m[2] or m[1] < m[3]])


def _look_closer(sheets: list[Sheet], passed: Passed) -> None:
    """Add what only the raw XML tells; each regular expression runs only where its word occurs at all."""
    parts = passed.parts
    paths = _sheet_paths(parts)
    struck_formats = _struck_formats(parts.get("xl/styles.xml", b""))
    for sheet in sheets:
        path = paths.get(sheet.name, "")
        xml, seen = parts.get(path, b""), passed.looks.get(path)
        if b" hidden=" in xml:
            sheet.hidden_rows = {int(m[1]) for m in _ROW_HIDDEN.finditer(xml)}
            sheet.hidden_columns = _hidden_columns(xml[: xml.find(b"sheetData")])
        if seen and seen.errors:
            sheet.errors = {m[1].decode(): m[2].decode("utf-8", "replace") for m in _ERROR.finditer(xml)}
        if seen and seen.formulas:
            sheet.no_value = {m[1].decode() for m in _NO_VALUE.finditer(xml)}
        if struck_formats:
            struck = Counter(int(m[1]) for m in _STYLED.finditer(xml) if m[2] in struck_formats)
            sheet.struck_rows = struck_out(sheet.rows, struck)


def _hidden_columns(xml: bytes) -> set[int]:
    hidden: set[int] = set()
    for tag in _COLUMN.findall(xml):
        about = dict(_COLUMN_ATTRIBUTE.findall(tag))
        first, last = about.get(b"min", b""), about.get(b"max", b"")
        if about.get(b"hidden") in {b"1", b"true"} and first.isdigit() and last.isdigit():
            hidden.update(range(int(first) - 1, min(int(last), _MOST_COLUMNS)))
    return hidden


def _sheet_paths(parts: dict[str, bytes]) -> dict[str, str]:
    """Give the path of each sheet's part, in lower case, by the sheet's name."""
    relations: dict[bytes, str] = {}
    for match in _RELATION.finditer(parts.get("xl/_rels/workbook.xml.rels", b"")):
        attributes = dict(_ATTRIBUTE.findall(match[0]))
        target = attributes.get(b"Target", b"").decode("utf-8", "replace").casefold()
        relations[attributes.get(b"Id", b"")] = target[1:] if target.startswith("/") else f"xl/{target}"
    return {
        html.unescape(m[1].decode("utf-8", "replace")): relations.get(m[2], "")
        for m in _SHEET.finditer(parts.get("xl/workbook.xml", b""))
    }


def _struck_formats(styles: bytes) -> set[bytes]:
    if b"strike" not in styles:
        return set()
    struck_fonts = {number for number, m in enumerate(_FONT.finditer(styles)) if _STRIKE.search(m[0])}
    formats = _CELL_FORMATS.search(styles)
    found = _FORMAT.findall(formats[0])[0:] if formats else []
    return {
        str(number).encode()
        for number, xf in enumerate(found)
        if (font := _FONT_ID.search(xf)) and int(font[1]) in struck_fonts
    }
