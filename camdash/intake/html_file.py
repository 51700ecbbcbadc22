"""Tables of web pages, which many programs save under the name .xls: one sheet for each table."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from io import BytesIO

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from camdash.intake.csv_file import decode_text
from camdash.intake.grid import Grid
from camdash.intake.workbook import Cell, Sheet
from camdash.problems import Problem, problem

_DECLARED = re.compile(rb"""<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_NAME = re.compile(r"<x:Name>([^<]{1,60})</x:Name>")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BLOCKS = frozenset(("body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "center", "li"))
_BREAKS = frozenset(("br", "p", "div", "li"))
_SPACE = re.compile(r"[ \t\r\n]+")
_HEAD = 4096
NUMBERED = "Bảng {number}"
"""What a table without a name of its own is called, as Vietnamese documents number theirs."""


def looks_like_html(content: bytes) -> bool:
    """Tell a web page by its first tag."""
    text = content[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta", b"<style")):
        return True
    return text.startswith((b"<?xml", b"<!--", b"<div")) and (b"<html" in text or b"<table" in text)


def read_html(content: bytes) -> list[Sheet] | Problem:
    """Read every innermost table as a sheet, with the lines of text above it as rows above it."""
    text = _decoded(content)
    root = _parsed(text) if text and text.strip() else None
    if root is None:
        return problem("damaged")
    sheets: list[Sheet] = []
    titles: list[str] = []
    for element in root.iter():
        if element.tag == "table" and element.find(".//table") is None:
            sheet = _sheet(element, titles)
            if sheet is None:
                return problem("too_large", detail="HTML")
            titles = []
            sheets += [sheet] if any(cell != "" for row in sheet.rows for cell in row) else []
        elif element.tag in _BLOCKS and not any(True for _ in element.iterancestors("table")):
            titles += _lines(_own_pieces(element))
    return _named(sheets, text or "")


def _decoded(content: bytes) -> str | None:
    """Decode by what the page declares, unless its bytes tell otherwise: by a byte order mark, or by being UTF-8."""
    declared = _DECLARED.search(content[:_HEAD])
    if declared and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        for encoding in ("utf-8", declared[1].decode("ascii", "replace")):
            try:
                return unicodedata.normalize("NFC", content.decode(encoding))
            except (LookupError, ValueError):
                continue
    return decode_text(content)


def _parsed(text: str) -> HtmlElement | None:
    clean = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return etree.parse(BytesIO(clean.encode("utf-8", "replace")), parser).getroot()
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _own_pieces(element: HtmlElement) -> Iterator[str]:
    """Give the text that stands in a block itself, outside of its blocks and tables."""
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield "\n"
        elif child.tag not in {"table", "script", "style", *_BLOCKS} and child.find(".//table") is None:
            yield from _pieces(child)
        else:
            yield "\n"
        yield child.tail or ""


def _lines(pieces: Iterable[str]) -> list[str]:
    """Join pieces of text, a line feed where a line breaks, into lines without spare spaces."""
    lines = "".join(piece if piece == "\n" else _SPACE.sub(" ", piece) for piece in pieces).split("\n")
    return [line for line in (_SPACE.sub(" ", line).strip(" ") for line in lines) if line]


def _sheet(table: HtmlElement, titles: list[str]) -> Sheet | None:
    """Lay out one table; None where it is beyond measure."""
    grid = Grid([[title] for title in titles])
    for row in table.iter("tr"):
        grid.start_row(hidden=bool(_HIDDEN.search(row.get("style", ""))))
        for cell in row.iterchildren("td", "th"):
            if not grid.put(_value(cell), _span(cell, "rowspan"), _span(cell, "colspan")):
                return None
    return grid.sheet()


def _span(cell: HtmlElement, name: str) -> int:
    text = cell.get(name, "1").strip()
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= len("16384") else 1


def _value(cell: HtmlElement) -> Cell:
    """Give a cell's text with its line breaks, or the number that Excel wrote beside it."""
    number = cell.get("x:num")
    if number:
        try:
            return float(number)
        except ValueError:
            pass
    return "\n".join(_lines(_pieces(cell)))


def _pieces(cell: HtmlElement) -> Iterator[str]:
    """Give the text of an element and all in it, a line feed where a line breaks."""
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            yield "\n" if element.tag in _BREAKS else ""
            yield element.text or ""
        elif element is not cell:
            yield element.tail or ""


def _named(sheets: list[Sheet], text: str) -> list[Sheet]:
    names = _NAME.findall(text)
    own = len(names) == len(sheets)
    for number, sheet in enumerate(sheets, 1):
        sheet.name = names[number - 1].strip() if own else NUMBERED.format(number=number)
    return sheets
