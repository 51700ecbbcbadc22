"""From one file's reading to submissions: the rows and problems of each unit, form and issuer in it.

A file may hold both forms, several sheets of one form, or (through a column of units) the rows of several units.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from camdash.forms.registry import Campaign
from camdash.intake.model import FileReading, Record, Table
from camdash.problems import Problem, Severity
from camdash.store.places import TablePlace

UNIT_PROBLEMS = frozenset({"unit_unresolved", "unit_ambiguous"})


class Key(NamedTuple):
    """Whose rows of which form, and who in the unit sends them."""

    unit: str | None
    form: str
    issuer: str


@dataclass(slots=True)
class Submission:
    """What one unit says in one form in one file; records carry their `sheet` and `unit`."""

    key: Key
    nil: bool = False
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stated_total: int | None = None
    tables: list[TablePlace] = field(default_factory=list)

    @property
    def cameras(self) -> int:
        """Sum of quantities of the records that count."""
        return sum(r.get("quantity") or 0 for r in self.records if not r.get("excluded"))

    @property
    def excluded_positions(self) -> int:
        """Number of records that stay out of the sums."""
        return sum(bool(r.get("excluded")) for r in self.records)

    def count(self, severity: Severity) -> int:
        """Count the problems of one severity."""
        return sum(p.severity == severity for p in self.problems)


@dataclass(frozen=True, slots=True)
class Sorted:
    """A reading's submissions, and the problems that belong to none of them."""

    submissions: list[Submission]
    problems: list[Problem]


def sort_reading(reading: FileReading, campaign: Campaign, unit: str | None = None) -> Sorted:
    """Sort a reading into submissions; `unit` is whose file a person says it is, which rows of their own unit override.

    A table without rows that is no nil return is no submission.
    """
    reading = _of_unit(reading, unit) if unit is not None else reading
    found: dict[Key, Submission] = {}
    places: dict[tuple[str, int], Submission] = {}
    firsts: list[tuple[Table, Submission | None]] = []
    for table in reading.tables:
        parts = _parts(table, campaign)
        merged = [_merge(found, part) for part in parts]
        firsts.append((table, merged[0] if merged else None))
        for part, whole in zip(parts, merged, strict=True):
            places.update({(table.sheet, r["row"]): whole for r in part.records})
    loose = _give_problems(reading.problems, places, firsts)
    return Sorted(list(found.values()), loose)


def _parts(table: Table, campaign: Campaign) -> list[Submission]:
    """Part a table's records by the unit each names, the greatest part first; a nil return is a part without any."""
    by_unit: dict[str | None, list[Record]] = {}
    for record in table.records:
        owner = record.get("unit") or table.unit
        by_unit.setdefault(owner, []).append({**record, "unit": owner, "sheet": table.sheet})
    if not by_unit and table.nil:
        by_unit[table.unit] = []
    whole = len(by_unit) == 1
    parts = [
        Submission(
            Key(unit, table.form, _issuer(table, unit, campaign)),
            nil=not records,
            records=records,
            stated_total=table.stated_total if whole else None,
            tables=[TablePlace.of(table, len(records))],
        )
        for unit, records in by_unit.items()
    ]
    return sorted(parts, key=lambda p: -len(p.records))


def _issuer(table: Table, unit: str | None, campaign: Campaign) -> str:
    """Only where a committee and its police may both report does it matter who sent: not in the police's own bodies."""
    kinds = {u.code: u.kind for u in campaign.units}
    return "other" if unit and kinds.get(unit) == "police" else table.issuer


def _merge(found: dict[Key, Submission], part: Submission) -> Submission:
    """Add a table's part to what other tables of the file gave for the same key."""
    whole = found.setdefault(part.key, part)
    if whole is not part:
        totals = (whole.stated_total, part.stated_total)
        whole.stated_total = None if None in totals else sum(t for t in totals if t is not None)
        whole.nil = whole.nil and part.nil
        whole.records.extend(part.records)
        whole.tables.extend(part.tables)
    return whole


def _give_problems(
    problems: Iterable[Problem],
    places: dict[tuple[str, int], Submission],
    tables: Sequence[tuple[Table, Submission | None]],
) -> list[Problem]:
    """Give each problem to the submission of its row, else of its table, else the file's first; return the others."""
    loose: list[Problem] = []
    for problem in problems:
        owner = places.get((problem.sheet, problem.row or 0)) or _owner(problem, tables)
        (owner.problems if owner else loose).append(problem)
    return loose


def _owner(problem: Problem, tables: Sequence[tuple[Table, Submission | None]]) -> Submission | None:
    here = [(t, s) for t, s in tables if t.sheet == problem.sheet]
    if not here:
        return next((s for _, s in tables if s), None)
    above = [s for t, s in here if t.header_rows and problem.row and t.header_rows[0] <= problem.row]
    return above[-1] if above else here[0][1]


def _of_unit(reading: FileReading, unit: str) -> FileReading:
    """Read the file as `unit`'s: its tables are the unit's, and no row is left out for want of a unit."""
    problems = [p for p in reading.problems if p.code not in UNIT_PROBLEMS]
    wrong = _wrong_rows(problems)
    tables = [
        dataclasses.replace(t, unit=unit, records=t.records if t.unit else _judged(t.form, t.records, wrong, t.sheet))
        for t in reading.tables
    ]
    return dataclasses.replace(reading, tables=tables, problems=problems)


def of_unit(submission: Submission, unit: str) -> Submission:
    """Give a submission whose unit was not known to `unit`."""
    problems = [p for p in submission.problems if p.code not in UNIT_PROBLEMS]
    judged = _judged(submission.key.form, submission.records, _wrong_rows(problems))
    key = submission.key._replace(unit=unit)
    return dataclasses.replace(submission, key=key, records=[{**r, "unit": unit} for r in judged], problems=problems)


def _wrong_rows(problems: Iterable[Problem]) -> set[tuple[str, int | None]]:
    return {(p.sheet, p.row) for p in problems if p.severity == Severity.ERROR}


def _judged(form: str, records: Iterable[Record], wrong: set[tuple[str, int | None]], sheet: str = "") -> list[Record]:
    """Leave each record in the sums unless an error of its own row keeps it out."""
    judged = []
    for record in records:
        kept = {key: value for key, value in record.items() if key != "excluded"}
        lacks = form != "ai_needs" and record.get("quantity") is None
        out = lacks or (record.get("sheet", sheet), record["row"]) in wrong
        judged.append({**kept, "excluded": True} if out else kept)
    return judged
