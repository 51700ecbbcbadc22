"""File bytes to sheets, or to a paper that is kept as it is, or to the one problem that keeps both from being."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal, TypeVar

from camdash.intake.csv_file import read_csv
from camdash.intake.docx_file import BrokenDocumentError, read_docx, stamp_in_docx
from camdash.intake.gate import Passed, RefusedError, inspect, refuse_by_name_or_size
from camdash.intake.html_file import looks_like_html, read_html
from camdash.intake.ole import MAGIC, ole_stream, ole_streams
from camdash.intake.paper_text import paper_lines
from camdash.intake.passwords import unlock
from camdash.intake.stamps import first_stamp, stamp_in_doc, stamp_in_ods, stamp_in_rows, stamp_in_xls, stamp_in_xlsx
from camdash.intake.workbook import DamagedError, Sheet, read_sheets
from camdash.problems import Problem, problem
from camdash.text.legacy import repair_sheet, repair_text

Kind = Literal["xlsx", "xls", "ods", "csv", "html", "docx", "doc", "pdf", "image"]

_T = TypeVar("_T")
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_PDF, _PDF_WITHIN = b"%PDF-", 1024
_TEXT_NAMES = (".csv", ".tsv", ".txt")


@dataclass(slots=True)
class Opened:
    """What a file is: its sheets, the bytes to keep (no longer under a password), and whether it may be a paper."""

    kind: Kind
    sheets: list[Sheet] = field(default_factory=list)
    content: bytes = b""
    paper: bool = False


def open_file(name: str, content: bytes, passwords: tuple[str, ...] = ()) -> Opened | Problem:
    """Open one file's bytes, trying `passwords` where it asks for one; nothing is raised, whatever the bytes."""
    try:
        return _open(name, content, passwords)
    except RefusedError as refusal:
        return refusal.why
    except (DamagedError, BrokenDocumentError):
        return problem("damaged")


def _open(name: str, content: bytes, passwords: tuple[str, ...]) -> Opened:
    _refuse(refuse_by_name_or_size(name, content))
    streams = ole_streams(content) if content.startswith(MAGIC) else set()
    plain = _unless_problem(unlock(content, streams, passwords)) if streams else content
    if plain.startswith((MAGIC, b"PK")):
        return _open_office(name, plain, streams)
    if _PDF in plain[:_PDF_WITHIN]:
        _refuse_stamp(first_stamp(paper_lines(plain, "pdf")))
        return Opened("pdf", [], plain, paper=True)
    if plain.startswith(_IMAGES):
        return Opened("image", [], plain, paper=True)
    return _open_text(name, plain)


def _open_office(name: str, content: bytes, streams: set[str]) -> Opened:
    """Open a workbook or document of an office program."""
    if "worddocument" in streams:
        _refuse_stamp(stamp_in_doc(ole_stream(content, "WordDocument")))
        return Opened("doc", [], content, paper=True)
    passed = _unless_problem(inspect(name, content))
    if passed.kind == "docx":
        _refuse_stamp(stamp_in_docx(passed.parts))
        return Opened("docx", _finished(read_docx(passed.parts)), content, paper=True)
    _refuse_stamp(_stamp_around(passed))
    return Opened(passed.kind, _finished(read_sheets(content, passed)), content)


def _stamp_around(passed: Passed) -> str | None:
    """Find a stamp in what a cell reader does not give: headers, footers, shapes."""
    if passed.kind == "xlsx":
        return stamp_in_xlsx({n: xml for n, xml in passed.parts.items() if n in passed.looks or "drawing" in n})
    if passed.kind == "ods":
        return stamp_in_ods(passed.parts.get("styles.xml", b""))
    return stamp_in_xls(passed.parts.get("workbook", b""))


def _open_text(name: str, content: bytes) -> Opened:
    """Open a web page, under whatever name, or separated values under a name of such."""
    if looks_like_html(content):
        return Opened("html", _finished(_unless_problem(read_html(content))), content)
    if PurePosixPath(name.casefold()).suffix not in _TEXT_NAMES:
        _refuse(problem("not_a_workbook"))
    return Opened("csv", _finished([_unless_problem(read_csv(content))]), content)


def _finished(sheets: list[Sheet]) -> list[Sheet]:
    """Turn texts of the fonts before Unicode into Unicode, and let no file with a stamp through."""
    for sheet in sheets:
        sheet.rows, encoding = repair_sheet(sheet.rows)
        sheet.encoding = encoding or ""
        if not sheet.name.isascii():
            sheet.name = repair_text(sheet.name)[0]
        _refuse_stamp(stamp_in_rows(sheet.rows))
    return sheets


def _unless_problem(found: _T | Problem) -> _T:
    if isinstance(found, Problem):
        raise RefusedError(found)
    return found


def _refuse(why: Problem | None) -> None:
    if why:
        raise RefusedError(why)


def _refuse_stamp(stamp: str | None) -> None:
    if stamp:
        raise RefusedError(problem("classified", stamp=stamp))
