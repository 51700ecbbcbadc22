"""What reading a file yields: tables of records, and problems; the JSON contract of `camdash read`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from camdash.forms.headings import heading_key, nameless
from camdash.problems import Problem
from camdash.words import Words

Issuer = Literal["committee", "police", "other"]
Record = dict[str, Any]
Confidence = Literal["confirmed", "sure", "likely", "unknown", "secret"]
PaperKind = Literal["letter", "report", "plan", "decision", "proposal", "scan", "other"]
EVERY_UNIT = "*"
LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Meanings:
    """What people have confirmed before, of columns and of units.

    `columns` goes by (unit code or EVERY_UNIT, form, heading key), `units` by the key of a text. A column's meaning is
    a field, another target of `camdash.forms.headings`, or LEFT_OUT.
    """

    columns: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a file besides its bytes: who sent it, whose it is, passwords to try, what was confirmed."""

    sender: str = ""
    unit: str | None = None
    passwords: tuple[str, ...] = ()
    meanings: Meanings = field(default_factory=Meanings)


@dataclass(slots=True)
class ColumnReading:
    """How one column was understood: `target` is "" where it was not, `samples` are a few of its texts."""

    letters: str
    heading: str
    target: str
    confidence: Confidence
    samples: list[str] = field(default_factory=list)

    @property
    def known_as(self) -> str:
        """Give the words its meaning is remembered by: its heading, or its letters where it has none."""
        return self.heading if heading_key(self.heading) else nameless(self.letters)


@dataclass(slots=True)
class Paper:
    """A covering letter or report that came with the forms, as its own text proposes; `issued_on` is an ISO date."""

    kind: PaperKind = "other"
    number: str = ""
    sign: str = ""
    issued_on: str = ""
    signer: str = ""
    unit: str | None = None


@dataclass(slots=True)
class Table:
    """One table of one sheet: where it stood, how it was understood, and its records.

    `row` and `header_rows` are 1-based sheet rows; `columns` names the spreadsheet columns of each field; `nil` says
    that the unit states to have none (the file's `nil_return` is told of files without any record). `readings` tells
    of every column how surely it was understood; `unit_text` is the text a person's answer on an unresolved unit is
    remembered by.
    """

    form: str
    sheet: str
    unit: str | None
    issuer: Issuer = "other"
    header_rows: list[int] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)
    unmapped_columns: dict[str, str] = field(default_factory=dict)
    dropped_columns: dict[str, str] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    skipped_rows: dict[int, str] = field(default_factory=dict)
    stated_total: int | None = None
    nil: bool = False
    readings: list[ColumnReading] = field(default_factory=list)
    unit_text: str = ""

    @property
    def computed_total(self) -> int:
        """Sum of `quantity` over the records that are not excluded."""
        return sum(r.get("quantity") or 0 for r in self.records if not r.get("excluded"))

    def to_json(self) -> dict[str, Any]:
        """Give the table as FORMS.md §7 writes it."""
        return {
            "form": self.form,
            "sheet": self.sheet,
            "unit": self.unit,
            "header_rows": self.header_rows,
            "columns": self.columns,
            "unmapped_columns": self.unmapped_columns,
            "dropped_columns": self.dropped_columns,
            "records": self.records,
            "skipped_rows": {str(row): why for row, why in self.skipped_rows.items()},
            "stated_total": self.stated_total,
            "computed_total": self.computed_total,
        }


@dataclass(slots=True)
class FileReading:
    """All that was read from one file; `sha256` is of its bytes, lower-case hex.

    `sender` and `received_on` (ISO date) are those of the mail it came in; `paper` is set where it is no form but a
    letter or report to be kept beside them.
    """

    file: str
    sha256: str
    readable: bool = True
    nil_return: bool = False
    tables: list[Table] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sender: str = ""
    received_on: str = ""
    paper: Paper | None = None

    def to_json(self, words: Words, headings: dict[str, str]) -> dict[str, Any]:
        """Give the file as one line of `camdash read --json`; `headings` names each field to the reader."""
        return {
            "file": self.file,
            "sha256": self.sha256,
            "readable": self.readable,
            "nil_return": self.nil_return,
            "tables": [t.to_json() for t in self.tables],
            "problems": [problem_json(p, words, headings) for p in self.problems],
        }


def problem_json(problem: Problem, words: Words, headings: dict[str, str]) -> dict[str, Any]:
    """Give one problem as FORMS.md §7 writes it, leaving out what is empty."""
    line = {
        "code": problem.code,
        "severity": problem.severity.value,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "row": problem.row,
        "field": problem.field,
        "value": problem.value,
        "message": problem.message(words, headings.get(problem.field, "")),
    }
    return {key: value for key, value in line.items() if value not in ("", None) or key == "sheet"}
