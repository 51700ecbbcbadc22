"""The text of a letter or report, as lines: of a PDF its first and last pages, of a Word file all; of scans none.

The head of a paper and its end stand in two columns: in a line of a PDF wide blanks part them, in a Word file they are
cells, one after the other.
"""

import logging
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from camdash.text.fold import clean
from camdash.text.legacy import repair_sheet

if TYPE_CHECKING:
    from pypdf import PageObject

FIRST_PAGES, LAST_PAGES = 3, 2
LONGEST_PAGE = 2_000_000
"""Bytes of drawing in a page above which it is a plan or a map, not a letter, and is not looked through."""

MOST_LINES = 500
"""Lines of a text that are looked at from its start, and as many from its end."""

_LONGEST_LINE = 500
_BLANK = re.compile(r"(S[ốỐôo]\s?[:.]?|ngày|tháng|năm)\s+", re.IGNORECASE)
_GAP = re.compile(r"\t|\s{3,}")
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What broken files make the libraries raise besides their own errors: pypdf's documentation says that they do."""


def paper_lines(content: bytes, kind: str) -> list[str]:
    """Give the lines of text of a file's bytes, none where there is no text or it is broken; nothing is raised."""
    readers = {"pdf": _pdf_lines, "docx": _docx_lines}
    found = [line for line in readers[kind](content) if line.strip()] if kind in readers else []
    if len(found) > 2 * MOST_LINES:
        found = [*found[:MOST_LINES], *found[-MOST_LINES:]]
    rows, _ = repair_sheet([[line[:_LONGEST_LINE]] for line in found])
    return [unicodedata.normalize("NFC", line) for (line,) in rows]


def columns(line: str) -> list[str]:
    """Part a line at its wide blanks, but not at those that were left to be filled in after “Số”, “ngày”, “tháng”.

    >>> columns("Số:         /BC-CAH          Ba Vì, ngày     tháng 3 năm 2024")
    ['Số: /BC-CAH', 'Ba Vì, ngày tháng 3 năm 2024']
    """
    return [clean(part) for part in _GAP.split(_BLANK.sub(r"\1 ", line)) if part.strip()]


def _pdf_lines(content: bytes) -> list[str]:
    from pypdf import PdfReader  # noqa: PLC0415 - 200 ms, and few files are papers
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity; nobody can mend them here
    broken = (PyPdfError, DependencyError, *_BROKEN)
    try:
        pages = PdfReader(BytesIO(content)).pages
        count = len(pages)
    except broken:
        return []
    lines: list[str] = []
    for number in sorted({*range(min(FIRST_PAGES, count)), *range(max(0, count - LAST_PAGES), count)}):
        for layout in (True, False):
            try:
                found = _page_lines(pages[number], layout=layout)
            except broken:
                continue
            if found:
                lines += found
                break
    return lines


def _page_lines(page: "PageObject", *, layout: bool) -> list[str]:
    """Give a page's lines, laid out in columns as printed or, for want of that, in the order of drawing."""
    drawing = page.get_contents()
    if drawing is None or len(drawing.get_data()) > LONGEST_PAGE:
        return []
    text = page.extract_text(extraction_mode="layout" if layout else "plain")
    return [line for line in text.splitlines() if line.strip()]


def _docx_lines(content: bytes) -> list[str]:
    from docx import Document  # noqa: PLC0415 - 100 ms, and few files are papers
    from docx.exceptions import PythonDocxError  # noqa: PLC0415
    from docx.opc.exceptions import OpcError  # noqa: PLC0415

    try:
        document = Document(BytesIO(content))
        lines = [line for section in document.sections[:1] for line in _paragraphs(section.header._element)]  # noqa: SLF001
        return [*lines, *_paragraphs(document.element.body)]
    except (PythonDocxError, OpcError, *_BROKEN):
        return []


def _paragraphs(element: Any) -> Iterator[str]:
    """Give each paragraph's text in the order of the document, those in tables included."""
    from docx.oxml.ns import qn  # noqa: PLC0415

    marks = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    for paragraph in element.iter(qn("w:p")):
        pieces = (
            p.text or "" if p.tag == qn("w:t") else marks.get(p.tag, "") for p in paragraph.iter(qn("w:t"), *marks)
        )
        yield from "".join(pieces).split("\n")
