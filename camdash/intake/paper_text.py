"""The text of a letter or report, as lines: of a PDF its first and last pages, of a Word file all; of scans none."""

import logging
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject

FIRST_PAGES, LAST_PAGES = 3, 2
LONGEST_PAGE = 2_000_000
"""Bytes of drawing in a page above which it is a plan or a map, not a letter, and is not looked through."""

LONGEST_TEXT = 60_000
"""Characters of a text that are looked at from its start, and as many from its end."""

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
    if kind not in readers:
        return []
    text = unicodedata.normalize("NFC", "\n".join(readers[kind](content)))
    if len(text) > 2 * LONGEST_TEXT:
        text = text[:LONGEST_TEXT] + "\n" + text[-LONGEST_TEXT:]
    return [line for line in text.splitlines() if line.strip()]


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
        try:
            lines += _page_lines(pages[number])
        except broken:
            continue
    return lines


def _page_lines(page: "PageObject") -> list[str]:
    drawing = page.get_contents()
    if drawing is None or len(drawing.get_data()) > LONGEST_PAGE:
        return []
    return page.extract_text().splitlines()


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
