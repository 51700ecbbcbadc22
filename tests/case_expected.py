"""What a case expects of its reading, and how a reading is held against it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from camdash.forms.fields import all_fields
from camdash.intake.model import FileReading, Record, Table
from camdash.problems import Problem
from tests.case_files import Case, lines, unescape

EITHER = " OR "
FLAGGED = "!"
WITHOUT = "without "
TOLERANCE = {"lat": 2e-6, "lon": 2e-6}
CLOSE = 5e-3
CONFIDENCE = {"column_likely", "column_by_content"}
"""Warnings on how surely a heading was understood: never wrong to give, for a person looks at them on the screen."""

_INT = {"row": int}


@dataclass(frozen=True, slots=True)
class Difference:
    """One point where the reading is not as expected; `silent` when nothing tells of it."""

    place: str
    expected: object
    found: object
    silent: bool = True

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.place}: expected {self.expected!r}, got {self.found!r}{' (silent)' if self.silent else ''}"


@dataclass(frozen=True, slots=True)
class ExpectedProblem:
    """A problem that must come: one of some codes or severities, at a cell or row or anywhere, on a field or any."""

    codes: frozenset[str]
    place: str
    field: str

    def fits(self, found: Problem) -> bool:
        """Whether a problem is the expected one."""
        places = {"", "-", found.cell, str(found.row), f"sheet:{found.sheet}"}
        fields = {"", "-", *(found.field, "lat" if found.field == "lon" else found.field)}
        return (
            bool({found.code, found.severity.value, "any"} & self.codes)
            and self.place in places
            and bool(set(self.field.split(", ")) & fields)
        )

    def __str__(self) -> str:
        """Say which problem is meant."""
        return f"{'/'.join(sorted(self.codes))} at {self.place} {self.field}"


class Judge:
    """Holds one reading against its case."""

    def __init__(self, case: Case, reading: FileReading) -> None:
        self.expected: dict[str, Any] = case.told["expect"]
        self.reading = reading

    def differences(self) -> list[Difference]:
        """Give every point that is not as expected."""
        return [*self._file(), *self._tables(), *self._problems()]

    def _file(self) -> Iterator[Difference]:
        said = bool(self.reading.problems)
        for name in ("readable", "nil_return"):
            wanted, found = self.expected.get(name, name == "readable"), getattr(self.reading, name)
            if wanted != found:
                yield Difference(name, wanted, found, silent=not said)

    def _tables(self) -> Iterator[Difference]:
        wanted, found = self.expected.get("tables", []), self.reading.tables
        found = [t for t in found if t.records or t.sheet not in self.expected.get("uncounted", [])]
        names = [t["form"] for t in wanted], [t.form for t in found]
        if names[0] != names[1]:
            yield Difference("tables", *names, silent=not self.reading.problems)
        for number, (ours, theirs) in enumerate(zip(wanted, found, strict=False), 1):
            for difference in self._table(ours, theirs):
                yield Difference(f"table {number} {difference.place}", *_rest(difference))

    def _table(self, wanted: dict[str, Any], found: Table) -> Iterator[Difference]:
        told = {p.field or p.code for p in self.reading.problems if p.sheet == found.sheet}
        for name in ("sheet", "unit", "issuer", "header_rows", "stated_total"):
            value = wanted.get(name, None if name == "stated_total" else getattr(found, name))
            if name == "unit" and "unit" in wanted:
                value = wanted["unit"] or None
            value = getattr(found, name) if value == "any" else value
            if value != getattr(found, name):
                silent = name in {"unit", "stated_total"} and not any(t.startswith((name, "total")) for t in told)
                yield Difference(name, value, getattr(found, name), silent=silent)
        yield from self._layout(wanted, found)
        yield from self._records(wanted, found)

    def _layout(self, wanted: dict[str, Any], found: Table) -> Iterator[Difference]:
        columns = {name: ", ".join(letters) for name, letters in found.columns.items()}
        skipped = {str(row): why for row, why in found.skipped_rows.items()}
        given = {"columns": columns, "unmapped": found.unmapped_columns, "dropped": found.dropped_columns}
        for name, value in given.items():
            if name in wanted and wanted[name] != value:
                yield Difference(name, wanted[name], value, silent=False)
        if "skipped" in wanted and (rows := skipped_of(wanted["skipped"])) != skipped:
            yield Difference("skipped_rows", rows, skipped, silent=False)

    def _records(self, wanted: dict[str, Any], found: Table) -> Iterator[Difference]:
        expected = records_of(wanted)
        rows = [r["row"] for r in expected], [r["row"] for r in found.records]
        if rows[0] != rows[1]:
            odd = {r for r in set(rows[0]) | set(rows[1]) if rows[0].count(r) != rows[1].count(r)}
            silent = [r for r in odd if not self._flagged(found.sheet, r, "")]
            yield Difference("rows of records", *rows, silent=bool(silent))
        at = _in_order(found.records)
        for key, record in _in_order(expected).items():
            yield from self._record(found, record, at[key]) if key in at else ()

    def _record(self, table: Table, expected: Record, found: Record) -> Iterator[Difference]:
        ignored = {"row", "coordinate_source"} if found.get("coordinate_source") == "none" else {"row"}
        for name in sorted((expected.keys() | found.keys()) - ignored):
            value = found.get(name, table.unit if name == "unit" else None)
            answers = str(expected.get(name, "null")).split(EITHER)
            flagged = self._flagged(table.sheet, found["row"], name)
            if not any(self._same(name, answer, value, flagged=flagged) for answer in answers):
                place = f"row {found['row']} {name}"
                unread = value is None and self._unread(table.sheet)
                yield Difference(place, expected.get(name), value, silent=not flagged and not unread)

    @staticmethod
    def _same(name: str, answer: str, found: object, *, flagged: bool) -> bool:
        if answer.endswith(FLAGGED):
            return flagged and Judge._same(name, answer.removesuffix(FLAGGED), found, flagged=True)
        if answer.startswith(WITHOUT):
            return flagged and answer.removeprefix(WITHOUT) not in str(found)
        if answer == "null" or found is None:
            return answer == "null" and (found is None or (name == "excluded" and not found))
        if isinstance(found, bool):
            return answer == ("yes" if found else "no")
        if isinstance(found, int | float):
            return math.isclose(float(answer), found, abs_tol=TOLERANCE.get(name, CLOSE), rel_tol=0)
        return answer == ("; ".join(found) if isinstance(found, list) else found)

    def _unread(self, sheet: str) -> bool:
        """Whether a sheet's column was left unread, and that said: whatever is missing may stand there."""
        return any(p.code == "column_unmapped" and p.sheet == sheet for p in self.reading.problems)

    def _flagged(self, sheet: str, row: int, name: str) -> bool:
        """Whether a problem tells of this field of this row, of this whole row, or of this field of the whole sheet."""
        pairs = {"lat", "lon", "coordinate_source"}
        near = [p for p in self.reading.problems if p.sheet == sheet and p.row in {None, row}]
        return any(
            p.field == name or {p.field, name} <= pairs or (p.row == row and not (p.field and name)) for p in near
        )

    def _problems(self) -> Iterator[Difference]:
        wanted, allowed = problems_of(self.expected), problems_of(self.expected, "allowed")
        for problem in wanted:
            if not any(problem.fits(p) for p in self.reading.problems):
                yield Difference("problems", str(problem), [(p.code, p.cell or p.row) for p in self.reading.problems])
        for found in self.reading.problems:
            mild = found.severity.value == "info" or found.code in CONFIDENCE
            if not mild and not any(p.fits(found) for p in (*wanted, *allowed)):
                told = (found.code, found.cell or found.row, found.field, found.value, dict(found.params))
                yield Difference("problem not expected", None, told, silent=False)


def _rest(difference: Difference) -> tuple[object, object, bool]:
    return difference.expected, difference.found, difference.silent


def _in_order(records: list[Record]) -> dict[tuple[int, int], Record]:
    """Key each record by its row and its place among that row's records."""
    keyed: dict[tuple[int, int], Record] = {}
    for record in records:
        place = sum(row == record["row"] for row, _ in keyed) if (record["row"], 0) in keyed else 0
        keyed[record["row"], place] = record
    return keyed


def records_of(table: dict[str, Any]) -> list[Record]:
    """Read the expected records: headings are fields, each line begins with its sheet row; `every` holds for all."""
    text = table.get("records", "")
    if not text.strip():
        return []
    heading, _, body = text.strip().partition("\n")
    names = [part.strip() for part in heading.strip().strip("|").split("|")]
    unknown = set(names) - all_fields().keys() - {"excluded"}
    if unknown:
        raise ValueError(f"no such fields: {unknown}")
    return [
        {"row": row, **table.get("every", {}), **{n: unescape(t) for n, t in zip(names, texts, strict=True) if t}}
        for row, texts in _lines_of_records(body)
    ]


def _lines_of_records(body: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines as (sheet row, texts); a row may come twice, for a cell that names two types."""
    for line in filter(None, map(str.strip, body.splitlines())):
        for row, texts in lines(line):
            yield row + 1, texts


def skipped_of(text: str) -> dict[str, str]:
    """Read the expected skipped rows: "1-5 title, 8 column_numbers"."""
    rows: dict[str, str] = {}
    for part in filter(None, map(str.strip, text.split(","))):
        numbers, why = part.split()
        first, _, last = numbers.partition("-")
        rows.update({str(row): why for row in range(int(first), int(last or first) + 1)})
    return rows


def problems_of(expected: dict[str, Any], key: str = "problems") -> list[ExpectedProblem]:
    """Read the expected problems: "code/code | F12 | quantity", one a line; place and field may be left out."""
    found = []
    told = "\n".join(part.get(key, "") for part in (expected, *expected.get("tables", [])))
    for line in filter(None, map(str.strip, told.splitlines())):
        codes, place, name = ([part.strip() for part in line.strip("|").split("|")] + ["", ""])[:3]
        found.append(ExpectedProblem(frozenset(codes.split("/")), place, name))
    return found
