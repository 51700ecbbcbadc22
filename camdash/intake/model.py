"""What reading a file yields: tables of records, and problems; the JSON contract of `camdash read`."""

from dataclasses import dataclass, field
from typing import Any, Literal

from camdash.problems import Problem
from camdash.words import Words

Issuer = Literal["committee", "police", "other"]
Record = dict[str, Any]


@dataclass(slots=True)
class Table:
    """One table of one sheet: where it stood, how it was understood, and its records.

    `row` and `header_rows` are 1-based sheet rows; `columns` names the spreadsheet columns of each field; `nil` says
    that the unit states to have none (the file's `nil_return` is told of files without any record).
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
    """All that was read from one file; `sha256` is of its bytes, lower-case hex."""

    file: str
    sha256: str
    readable: bool = True
    nil_return: bool = False
    tables: list[Table] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

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
