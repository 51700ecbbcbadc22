"""Findings in the order in which they are told, and their texts for a cell's note."""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from camdash.intake.gate import column_number
from camdash.intake.model import FileReading
from camdash.problems import Problem, Severity
from camdash.words import LANGUAGES, N_, Words

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)
SEVERITY_WORDS: Mapping[Severity, str] = {
    Severity.ERROR: N_("Error"),
    Severity.WARNING: N_("Warning"),
    Severity.INFO: N_("Notice"),
}
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_MARKER = N_("Result of the check")
_TOLD_IN_A_NOTE = 8
_LONGEST_TEXT = 600


@dataclass(slots=True)
class Mark:
    """What is said at one cell, or (`column` None) at the first filled cell of a row; 1-based."""

    row: int
    column: int | None
    problems: list[Problem]


def gravest(problems: Iterable[Problem]) -> Severity:
    """Give the gravest severity among findings."""
    return min((p.severity for p in problems), key=SEVERITIES.index)


def cell_place(name: str) -> tuple[int, int] | None:
    """Turn a cell's name into its 1-based row and column."""
    match = _CELL.fullmatch(name)
    return (int(match[2]), column_number(match[1])) if match else None


def in_order(reading: FileReading) -> list[Problem]:
    """Give the findings: errors first, then as they stand in the file."""
    sheets = {sheet: at for at, sheet in enumerate(dict.fromkeys(t.sheet for t in reading.tables))}

    def place(problem: Problem) -> tuple[int, int, int, int]:
        row, column = cell_place(problem.cell) or (problem.row or 0, 0)
        return SEVERITIES.index(problem.severity), sheets.get(problem.sheet, -1), row, column

    return sorted(reading.problems, key=place)


def marks_of(problems: Iterable[Problem]) -> dict[str, list[Mark]]:
    """Gather the findings that stand at a cell or a row, by sheet."""
    found: dict[str, dict[tuple[int, int | None], Mark]] = defaultdict(dict)
    for problem in problems:
        place: tuple[int, int | None] | None = cell_place(problem.cell)
        if place is None and problem.row:
            place = (problem.row, None)
        if place is not None:
            found[problem.sheet].setdefault(place, Mark(place[0], place[1], [])).problems.append(problem)
    return {sheet: list(marks.values()) for sheet, marks in found.items()}


def sentence(problem: Problem, words: Words) -> str:
    """Say what is wrong and what to do, without the place, on one line."""
    return one_line(dataclasses.replace(problem, sheet="", cell="", row=None).message(words))


def one_line(text: str, longest: int = _LONGEST_TEXT) -> str:
    """Put a text on one line and cut it where it is endless."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def marker(words: Words) -> str:
    """Give the first line of what we write into a note."""
    return words.t(_MARKER)


def note_lines(problems: list[Problem], words: Words, headings: Mapping[str, str]) -> list[str]:
    """Say in a cell's note each finding on a line of its own, below our marker."""
    lines = [
        f"{words.t(SEVERITY_WORDS[p.severity])}: {one_line(p.message(words, headings.get(p.field, '')))}"
        for p in problems[:_TOLD_IN_A_NOTE]
    ]
    rest = len(problems) - _TOLD_IN_A_NOTE
    if rest > 0:
        more = words.n("{count} more finding here", "{count} more findings here", rest)
        lines.append(f"{words.t(SEVERITY_WORDS[Severity.INFO])}: {more}")
    return [marker(words), *lines]


def without_ours(text: str) -> str:
    """Take out of a note's text what an earlier check wrote into it; what the unit wrote stays."""
    markers = {marker(Words(language)) for language in LANGUAGES}
    openings = tuple(f"{Words(language).t(word)}: " for language in LANGUAGES for word in SEVERITY_WORDS.values())
    kept: list[str] = []
    ours = False
    for line in text.splitlines():
        ours = line.strip() in markers or (ours and line.startswith(openings))
        if not ours:
            kept.append(line)
    return "\n".join(kept).strip("\n") if len(kept) < len(text.splitlines()) else text
