"""How many cameras a row counts, and of which types: one column, one column a type, or types within the cell."""

from dataclasses import dataclass, field

from camdash.forms.vocabulary import vocabulary
from camdash.intake.columns import ColumnCells
from camdash.intake.gate import column_letters
from camdash.intake.mapping import Columns
from camdash.intake.model import Record
from camdash.intake.ranges import cameras_in_range
from camdash.intake.workbook import Cell, Sheet
from camdash.problems import Problem, problem
from camdash.text.fold import clean
from camdash.text.quantity import QuantityReading, read_quantity

RANGED = ("camera_code", "position_name")
_LARGE = 1_000
"""Larger counts are looked at more closely."""


@dataclass(slots=True)
class Counted:
    """A row's cameras: parts of (count, camera type or None), whether it states zero or need not, and findings."""

    parts: list[tuple[int, str | None]] = field(default_factory=list)
    zero: bool = False
    optional: bool = False
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class QuantityColumns:
    """Reads the quantity columns of a table, row by row."""

    columns: Columns
    sheet: Sheet
    optional: bool = False

    def all_whole(self, cells: ColumnCells) -> list[int]:
        """Give every row's count where one column holds nothing but plain whole numbers; nothing elsewhere."""
        column = self.columns.fields.get("quantity")
        if column is None or self.columns.split:
            return []
        values = cells.of(column)
        if set(map(type, values)) != {float}:
            return []
        plain = all(1 <= v < _LARGE and v == int(v) for v in set(values))  # type: ignore[operator,arg-type]  # floats
        return [int(v) for v in values] if plain else []  # type: ignore[arg-type]

    def read(self, number: int) -> Counted:
        """Read row `number` (0-based); where the count is `optional` a blank one is no finding."""
        counted = self._read(number)
        if self.optional:
            counted.optional = True
            counted.problems = [p for p in counted.problems if p.code != "quantity_missing"]
        return counted

    def _read(self, number: int) -> Counted:
        row = self.sheet.rows[number]
        if self.columns.split and any(_cell(row, c) != "" for c in self.columns.split.values()):
            return self._by_type(number, row)
        column = self.columns.fields.get("quantity")
        if column is None and self.columns.split:
            column = min(self.columns.split.values())
        if column is None:
            finding = problem("quantity_missing", sheet=self.sheet.name, row=number + 1, field="quantity")
            return Counted(problems=[finding])
        cell = _cell(row, column)
        reading = read_quantity(cell)
        counted = Counted(zero=reading.zero)
        if reading.code:
            counted.problems.append(self._problem(reading, number, column, cell))
        for count, words in reading.parts:
            counted.parts.append((count, self._type(words, number, column, counted)))
        return counted

    def _by_type(self, number: int, row: list[Cell]) -> Counted:
        counted = Counted()
        zeros = 0
        for camera_type, column in self.columns.split.items():
            cell = _cell(row, column)
            if cell == "":
                continue
            reading = read_quantity(cell)
            zeros += reading.zero
            if reading.code:
                counted.problems.append(self._problem(reading, number, column, cell))
            if reading.parts:
                counted.parts.append((reading.total, camera_type))
        counted.zero = zeros > 0 and not counted.parts and not counted.problems
        self._check_total(number, row, counted)
        return counted

    def _check_total(self, number: int, row: list[Cell], counted: Counted) -> None:
        """Where a total stands beside the types, it must be their sum; the types are believed."""
        column = self.columns.fields.get("quantity")
        stated = read_quantity(_cell(row, column)) if column is not None else None
        total = sum(n for n, _ in counted.parts)
        if stated and stated.parts and stated.total != total:
            counted.problems.append(
                problem(
                    "total_differs",
                    sheet=self.sheet.name,
                    cell=f"{column_letters((column or 0) + 1)}{number + 1}",
                    row=number + 1,
                    field="quantity",
                    stated=stated.total,
                    computed=total,
                )
            )

    def _type(self, words: str, number: int, column: int, counted: Counted) -> str | None:
        if not words:
            return None
        codes = vocabulary("camera_type").read(words).codes
        if len(codes) == 1:
            return codes[0]
        counted.problems.append(
            problem(
                "code_unknown" if not codes else "code_several",
                sheet=self.sheet.name,
                cell=f"{column_letters(column + 1)}{number + 1}",
                row=number + 1,
                field="camera_type",
                value=words,
            )
        )
        return None

    def _problem(self, reading: QuantityReading, number: int, column: int, cell: Cell) -> Problem:
        value = clean(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell))
        return problem(
            str(reading.code),
            sheet=self.sheet.name,
            cell=f"{column_letters(column + 1)}{number + 1}",
            row=number + 1,
            field="quantity",
            value=value,
            **reading.params,
        )


def check_range(record: Record, counted: Counted, sheet: str) -> None:
    """Compare a row's quantity with the range of cameras it names, which gives the quantity where none is written."""
    for name in RANGED:
        text = str(record.get(name) or "")
        named = cameras_in_range(text, is_code=name == "camera_code")
        if named is None:
            continue
        if not counted.parts and [p.code for p in counted.problems] == ["quantity_missing"]:
            at = counted.problems.pop()
            counted.parts.append((named, None))
            counted.problems.append(
                problem(
                    "quantity_from_range",
                    sheet=sheet,
                    cell=at.cell,
                    row=record["row"],
                    field="quantity",
                    value=text,
                    read=named,
                )
            )
        elif counted.parts and (total := sum(n for n, _ in counted.parts)) != named:
            counted.problems.append(
                problem(
                    "range_differs",
                    sheet=sheet,
                    row=record["row"],
                    field="quantity",
                    value=text,
                    named=named,
                    quantity=total,
                )
            )
        return


def _cell(row: list[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else ""
