"""File bytes to sheets of plain cells, with what a cell reader does not tell: hidden, struck out, erroneous."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from camdash.intake.gate import Passed

Cell = str | float | int | bool | date | datetime | time | timedelta
Merge = tuple[int, int, int, int]

_ROW_HIDDEN = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d+)"[^>]*?\bhidden="(?:1|true)"')
_ERROR = re.compile(rb'<(?:\w+:)?c r="([A-Z]+\d+)"[^>]*\bt="e"[^>]*>.*?<(?:\w+:)?v>([^<]*)<', re.DOTALL)
_NO_VALUE = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]+\d+)"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*'
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
_STYLED = re.compile(rb'<(?:\w+:)?c r="[A-Z]+(\d+)"[^>]*\bs="(\d+)"[^>]*>(?!</)')


class DamagedError(Exception):
    """The workbook cannot be opened or one of its sheets cannot be read."""


@dataclass(slots=True)
class Sheet:
    """One worksheet: `rows` of cells from A1 on; rows and columns in `merges` are 0-based and inclusive.

    `hidden_rows` and `struck_rows` are 1-based; `errors` maps cell names to what they show, `no_value` names
    formula cells without a result. `encoding` names the legacy encoding its texts were written in, "" where it is Unicode.
    """

    name: str
    rows: list[list[Cell]]
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)
    errors: dict[str, str] = field(default_factory=dict)
    no_value: set[str] = field(default_factory=set)
    encoding: str = ""


def read_sheets(content: bytes, passed: Passed) -> list[Sheet]:
    """Read all worksheets; DamagedError where the parser gives up."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [_sheet(book, m.name, m.visible) for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
    except (CalamineError, OSError, ValueError) as error:
        raise DamagedError(str(error)) from error
    if passed.kind == "xlsx":
        _look_closer(sheets, passed.parts)
    return sheets


def _sheet(book: CalamineWorkbook, name: str, visible: SheetVisibleEnum) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    merges = [(r0, c0, r1, c1) for (r0, c0), (r1, c1) in sheet.merged_cell_ranges or ()]
    return Sheet(name, sheet.to_python(skip_empty_area=False), merges, hidden=visible != SheetVisibleEnum.Visible)


def _look_closer(sheets: list[Sheet], parts: dict[str, bytes]) -> None:
    """Add what only the raw XML tells; each regular expression runs only where its word occurs at all."""
    paths = _sheet_paths(parts)
    struck_formats = _struck_formats(parts.get("xl/styles.xml", b""))
    for sheet in sheets:
        xml = parts.get(paths.get(sheet.name, ""), b"")
        if b"hidden=" in xml:
            sheet.hidden_rows = {int(m[1]) for m in _ROW_HIDDEN.finditer(xml)}
        if b't="e"' in xml:
            sheet.errors = {m[1].decode(): m[2].decode() for m in _ERROR.finditer(xml)}
        if b"<f" in xml or b":f" in xml:
            sheet.no_value = {m[1].decode() for m in _NO_VALUE.finditer(xml)}
        if struck_formats:
            sheet.struck_rows = {int(m[1]) for m in _STYLED.finditer(xml) if m[2] in struck_formats}


def _sheet_paths(parts: dict[str, bytes]) -> dict[str, str]:
    relations: dict[bytes, bytes] = {}
    for match in _RELATION.finditer(parts.get("xl/_rels/workbook.xml.rels", b"")):
        attributes = dict(_ATTRIBUTE.findall(match[0]))
        relations[attributes.get(b"Id", b"")] = attributes.get(b"Target", b"")
    return {
        _unescape(m[1].decode()): "xl/" + relations.get(m[2], b"").decode().removeprefix("/xl/")
        for m in _SHEET.finditer(parts.get("xl/workbook.xml", b""))
    }


def _unescape(text: str) -> str:
    for entity, character in (("&quot;", '"'), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


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
