r"""Case files: a messy workbook as readable text, what must be read from it, and the workbook itself beside them.

`python -m tests.case_files [FOLDER…]` builds the committed workbooks anew from each `case.toml` (tests/cases/README.md
tells the format). One line of a sheet is one row, `12 | a | 2 |`; the row number in front may be left out or jump
ahead, and `12..40 | {n} | a{n} |` writes rows 12 to 40 with n = 1, 2, …
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

CASES = Path(__file__).with_name("cases")

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_ERROR = re.compile(r"#(REF!|N/A|DIV/0!|VALUE!|NAME\?|NULL!|NUM!)")
_LINE = re.compile(r"^(?:(\d+)(?:\.\.(\d+))?)?\s*\|(.*)$")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|[nps\\])")
_SPOKEN = {"n": "\n", "p": "|", "s": " ", "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the result kept with it; None where none was ever computed."""

    text: str
    value: str | float | None


@dataclass(frozen=True, slots=True)
class Fault:
    """An error that a cell shows, such as #REF!."""

    text: str


Content = str | float | date | Formula | Fault


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its cells by (row, column), 0-based, and its dressing as `case.toml` words it."""

    name: str
    cells: dict[tuple[int, int], Content]
    dressing: dict[str, Any] = field(default_factory=dict)

    def rows(self) -> list[list[Content]]:
        """Give the cells as rows from the first one on, "" where a cell is empty."""
        height = max((r for r, _ in self.cells), default=-1) + 1
        widths = [max((c for r, c in self.cells if r == row), default=-1) + 1 for row in range(height)]
        return [[self.cells.get((row, c), "") for c in range(widths[row])] for row in range(height)]


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its folder, all that its `case.toml` says, and its sheets."""

    folder: Path
    told: dict[str, Any]
    pages: tuple[Page, ...]

    @property
    def name(self) -> str:
        """Name the case by its folder."""
        return self.folder.name

    @property
    def file(self) -> str:
        """Give the name under which the unit sent the file."""
        return str(self.told["file"])

    @property
    def path(self) -> Path:
        """Give the committed file's path: a plain name, for what a unit calls its file no checkout need bear."""
        return self.folder / f"sent{Path(self.file).suffix}"

    @property
    def kinds(self) -> list[int]:
        """Give the kinds of mess of DOMAIN.md §2 that the case holds."""
        return list(self.told["kinds"])


def load(folder: Path) -> Case:
    """Read the case of one folder."""
    told = tomllib.loads((folder / "case.toml").read_text("utf-8"))
    pages = tuple(
        Page(sheet.get("name", "Sheet1"), cells(sheet["rows"]), {k: v for k, v in sheet.items() if k != "rows"})
        for sheet in told.get("sheets", [])
    )
    return Case(folder, told, pages)


def load_all(root: Path = CASES) -> list[Case]:
    """Read all cases of a folder, in the order of their names."""
    return [load(file.parent) for file in sorted(root.glob("*/case.toml"))]


def cells(text: str) -> dict[tuple[int, int], Content]:
    """Turn a pipe table into cells by (row, column), 0-based; plain numbers become numbers, `'2` stays text."""
    return {
        (row, column): content
        for row, texts in lines(text)
        for column, content in enumerate(map(cell, texts))
        if content != ""
    }


def lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a pipe table as (0-based row, texts); a row number that goes back raises ValueError."""
    row = 0
    for line in filter(None, map(str.strip, text.splitlines())):
        match = _LINE.match(line)
        if match is None or (match[1] and int(match[1]) <= row):
            raise ValueError(f"not a line after row {row}: {line}")
        first = int(match[1] or row + 1)
        last = int(match[2] or first)
        for row in range(first, last + 1):
            filled = match[3].replace("{n}", str(row - first + 1)) if match[2] else match[3]
            yield row - 1, [part.strip() for part in filled.rstrip().removesuffix("|").split("|")]


def cell(text: str) -> Content:
    r"""Turn one text into a cell.

    >>> cell("2"), cell("'2"), cell(r"a\nb"), cell("@2021-06-01")
    (2.0, '2', 'a\nb', datetime.date(2021, 6, 1))
    >>> cell("=SUM(A1:A2) => 5"), cell("=A1"), cell("#REF!")
    (Formula(text='=SUM(A1:A2)', value=5.0), Formula(text='=A1', value=None), Fault(text='#REF!'))
    """
    if text.startswith("'"):
        return unescape(text[1:])
    if text.startswith("@"):
        return date.fromisoformat(text[1:])
    if text.startswith("="):
        formula, _, value = text.partition(" => ")
        return Formula(formula, _plain(value) if value else None)
    return Fault(text) if _ERROR.fullmatch(text) else _plain(text)


def _plain(text: str) -> str | float:
    return float(text) if _NUMBER.fullmatch(text) else unescape(text)


def unescape(text: str) -> str:
    r"""Speak out `\n`, `\p` (a pipe), `\s` (a space) and `\u00a0`."""
    return _ESCAPE.sub(lambda m: _SPOKEN.get(m[1]) or chr(int(m[1][1:], 16)), text)


if __name__ == "__main__":
    from tests.case_build import build_all  # the builder knows the cases, and takes a second to load

    build_all(sys.argv[1:])
