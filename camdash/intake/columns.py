"""The cells of one column for the data rows of a table, with merged cells, ditto marks and blanks carried down."""

import unicodedata
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from camdash.intake.gate import column_letters
from camdash.intake.workbook import Cell, Sheet
from camdash.problems import Problem, problem

_MARKS = (
    '"',
    "''",
    "nt",
    "n.t",
    "n/t",
    "NT",
    "như trên",
    "Như trên",
    "NHƯ TRÊN",
    "nhu tren",
    "//",
    "-nt-",
    "- nt -",
    "-//-",
)
_QUOTES = ("”", "“", '- " -', '-"-', "″", "〃")
_DITTO = frozenset(unicodedata.normalize(form, mark) for mark in (*_MARKS, *_QUOTES) for form in ("NFC", "NFD"))
_AT_ONCE = 2**7


class CarryRule(NamedTuple):
    """How like merged cells a column must be written for its blanks to be filled from above."""

    fewest: int
    share: float


class Carried(NamedTuple):
    """The cells of a column after carrying down, the places of blanks that were filled, and the different cells."""

    cells: list[Cell]
    blanks: list[int]
    different: set[Cell]

    def holds_truths(self) -> bool:
        """Whether True or False is among the cells: they equal 1 and 0, so the different cells may not show it."""
        return not self.different.isdisjoint((0, 1)) and bool in set(map(type, self.cells))


@dataclass(slots=True)
class ColumnCells:
    """Gives whole columns of a sheet for chosen rows (0-based)."""

    sheet: Sheet
    rows: list[int]
    _cells: list[list[Cell]] = field(default_factory=list)
    _width: int = 0
    _columns: list[list[Cell]] = field(default_factory=list)
    _tall: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the vertical merges that lie within the data rows by column."""
        self._cells = [self.sheet.rows[n] for n in self.rows]
        self._width = min(map(len, self._cells), default=0)
        self._columns = _turned(self._cells, self._width)
        if not self.rows:
            return
        for top, left, bottom, right in self.sheet.merges:
            if bottom > top and self.rows[0] <= bottom and top <= self.rows[-1]:
                for column in range(left, min(right, left + 64) + 1):
                    self._tall.setdefault(column, []).append((top, bottom))

    def of(self, column: int, *, carried: bool = False) -> list[Cell]:
        """Give the column's cells, "" where a row is shorter; `carried` fills merged and ditto cells from above."""
        return self.carried(column).cells if carried else self._cells_of(column)

    def carried(self, column: int, rule: CarryRule | None = None, breaks: Collection[int] = ()) -> Carried:
        """Give the column's cells with merged, then blank (by `rule`), then ditto cells filled from above.

        Nothing blank is filled over the places in `breaks`.
        """
        cells = self._cells_of(column)
        if rule or column in self._tall:
            cells = list(cells)
        self._carry_merged(column, cells)
        blanks = carry_blanks(cells, {*breaks, *self._broken(column)}, rule) if rule else []
        different = set(cells)
        if not _DITTO.isdisjoint(different):
            cells = _carry_ditto(cells)
            different = set(cells)
        return Carried(cells, blanks, different)

    def plain(self, column: int) -> Carried:
        """Give the column's cells as they stand, nothing filled in."""
        cells = self._cells_of(column)
        return Carried(cells, [], set(cells))

    def _broken(self, column: int) -> list[int]:
        """Give the places of error cells and of formulas without a value, which look blank and are not."""
        if not self.sheet.errors and not self.sheet.no_value:
            return []
        letters = column_letters(column + 1)
        names = (f"{letters}{number + 1}" for number in self.rows)
        return [at for at, name in enumerate(names) if name in self.sheet.errors or name in self.sheet.no_value]

    def _cells_of(self, column: int) -> list[Cell]:
        """Give the column's cells in a list that is not to be changed."""
        if column < self._width:
            return self._columns[column]
        return [row[column] if column < len(row) else "" for row in self._cells]

    def _carry_merged(self, column: int, cells: list[Cell]) -> None:
        where = {number: at for at, number in enumerate(self.rows)} if column in self._tall else {}
        for top, bottom in self._tall.get(column, ()):
            row = self.sheet.rows[top]
            anchor = row[column] if column < len(row) else ""
            for number in range(top, bottom + 1):
                if number in where and cells[where[number]] == "":
                    cells[where[number]] = anchor


def _turned(rows: list[list[Cell]], width: int) -> list[list[Cell]]:
    """Give the first `width` columns of rows, taken from few rows at a time: their cells lie together in memory."""
    columns: list[list[Cell]] = [[] for _ in range(width)]
    for at in range(0, len(rows), _AT_ONCE):
        for column, cells in zip(columns, zip(*rows[at : at + _AT_ONCE], strict=False), strict=False):
            column.extend(cells)
    return columns


def _carry_ditto(cells: list[Cell]) -> list[Cell]:
    """Let ditto marks repeat the cell right above them, which may be blank."""
    carried: list[Cell] = []
    above: Cell = ""
    for cell in cells:
        above = above if _is_ditto(cell) else cell
        carried.append(above)
    return carried


def _is_ditto(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip() in _DITTO


def section_breaks(rows: list[int], sections: Collection[int]) -> frozenset[int]:
    """Give the places in `rows` that come first after a section row (both 0-based sheet rows)."""
    return frozenset(bisect_left(rows, start) for start in sections)


def say_carried(problems: list[Problem], sheet: str, field: str, column: int, rows: list[int]) -> None:
    """Say once for a column which cells were filled from above; `rows` are 1-based."""
    if rows:
        cell = f"{column_letters(column + 1)}{rows[0]}"
        problems.append(problem("blank_carried", sheet=sheet, cell=cell, row=rows[0], field=field, count=len(rows)))


def carry_blanks(cells: list[Cell], breaks: Collection[int], rule: CarryRule) -> list[int]:
    """Fill blanks from above where a column is written like merged cells; gives the places filled.

    So it is written when its first cell is filled, no value comes twice but by ditto, and blanks are at least
    `rule.share` times as many as the filled cells, of which there are `rule.fewest` or more.
    """
    blanks = cells.count("")
    if not blanks:
        return []
    filled = [cell for cell in cells if cell != "" and not _is_ditto(cell)]
    if len(filled) < rule.fewest or cells[0] == "" or blanks < rule.share * len(filled):
        return []
    if len(set(map(str, filled))) < len(filled):
        return []
    carried = []
    above: Cell = ""
    for at, cell in enumerate(cells):
        above = "" if at in breaks else above
        if cell != "":
            above = above if _is_ditto(cell) else cell
        elif above != "":
            cells[at] = above
            carried.append(at)
    return carried
