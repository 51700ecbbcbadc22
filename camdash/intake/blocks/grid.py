"""A sheet as a grid that answers quickly: what kind of thing stands in a cell, how far a merged cell reaches."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from camdash.intake.workbook import Cell, Merge, Sheet
from camdash.text.fold import clean

BLANK, NUMBER, TEXT, MARK = "", "number", "text", "mark"
"""Kinds of cells: NUMBER holds dates and digits in text too, MARK is a dash or dots for "nothing to tell"."""

LONGEST_MERGE = 50
"""Rows that a cell merged downwards may hold together as one record."""


@lru_cache(maxsize=1 << 16)
def _kind_of_text(text: str) -> str:
    if any(map(str.isalpha, text)):
        return TEXT
    if any(map(str.isdigit, text)):
        return NUMBER
    return MARK if text.strip() else BLANK


def kind_of(cell: Cell) -> str:
    """Tell the kind of one cell."""
    return _kind_of_text(cell) if type(cell) is str else NUMBER


@dataclass(slots=True)
class Grid:
    """The rows of a sheet with their merged cells; `across` and `down` give the last column and row of a merge.

    `filled` counts each row's cells that hold anything; `far` is a column beyond all cells and merged cells.
    """

    rows: list[list[Cell]]
    filled: list[int]
    width: int
    far: int
    across: dict[tuple[int, int], int]
    down: dict[tuple[int, int], int]
    merged_down: dict[int, list[Merge]]

    @classmethod
    def of(cls, sheet: Sheet) -> "Grid":
        """Look at every row once: how many of its cells are filled."""
        rows = sheet.rows
        filled = [len(row) - row.count("") for row in rows]
        merged_down: dict[int, list[Merge]] = defaultdict(list)
        for merge in sheet.merges:
            if merge[0] < merge[2] <= merge[0] + LONGEST_MERGE:
                for row in range(merge[0] + 1, min(merge[2], len(rows) - 1) + 1):
                    merged_down[row].append(merge)
        across = {(m[0], m[1]): m[3] for m in sheet.merges if m[3] > m[1]}
        down = {(m[0], m[1]): m[2] for m in sheet.merges if m[2] > m[0]}
        width = max(map(len, rows), default=0)
        far = max([width, *(right + 1 for right in across.values())])
        return cls(rows, filled, width, far, across, down, merged_down)

    def free(self, row: int, taken: Sequence[tuple[int, int]]) -> list[list[int]]:
        """List the filled columns of a row before, between and after the windows `taken` (first and last column)."""
        cells = self.rows[row]
        groups: list[list[int]] = []
        start = 0
        for first, last in [*taken, (len(cells), len(cells))]:
            between = cells[start:first]
            if len(between) - between.count("") > 1:
                groups.append([c for c, cell in enumerate(between, start) if cell != "" and kind_of(cell)])
            start = max(start, last + 1)
        return groups

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def cell(self, row: int, column: int) -> Cell:
        """Give a cell, blank beyond the sheet's used part."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else []
        return cells[column] if 0 <= column < len(cells) else ""

    def kind(self, row: int, column: int) -> str:
        """Tell the kind of the cell at a place."""
        return kind_of(self.cell(row, column))

    def text(self, row: int, column: int) -> str:
        """Give a cell's text, cleaned."""
        return clean(str(self.cell(row, column)))

    def kinds(self, row: int, columns: range) -> list[str]:
        """Tell the kinds of a row's cells within a window of columns."""
        cells = self.rows[row][columns.start : columns.stop]
        return [kind_of(cell) for cell in cells] + [BLANK] * (len(columns) - len(cells))

    def filled_columns(self, row: int, columns: range) -> list[int]:
        """List the filled columns of a row within a window."""
        if not self.filled[row]:
            return []
        return [column for column, kind in zip(columns, self.kinds(row, columns), strict=True) if kind]

    def right_of(self, row: int, column: int) -> int:
        """Give the last column of the (merged) cell that begins here."""
        return self.across.get((row, column), column)

    def bottom_of(self, row: int, column: int) -> int:
        """Give the last row of the (merged) cell that begins here."""
        return self.down.get((row, column), row)

    def touching(self, row: int, columns: range) -> list[int]:
        """List the filled cells of a row within a window and those that adjoin them outside."""
        start, stop = columns.start, columns.stop
        while start > 0 and self.kind(row, start - 1) and self.kind(row, start):
            start -= 1
        while self.kind(row, stop) and self.kind(row, stop - 1):
            stop += 1
        return self.filled_columns(row, range(start, min(stop, self.width)))

    def is_text_only(self, row: int, columns: Iterable[int]) -> bool:
        """Whether no cell among `columns` of a row holds anything but text."""
        return all(self.kind(row, column) == TEXT for column in columns)

    def below(self, row: int, columns: range, most: int, blanks: int) -> list[int]:
        """List the next filled rows under `row` within a window: at most so many, over at most so many blank ones."""
        found: list[int] = []
        missed = 0
        for number in range(row + 1, self.height):
            if self.filled[number] and any(self.kinds(number, columns)):
                found.append(number)
                missed = 0
                if len(found) == most:
                    break
            else:
                missed += 1
                if missed > blanks:
                    break
        return found


def is_number_row(grid: Grid, row: int, columns: range) -> bool:
    """Whether a row only numbers the columns: "(1) (2) (3)", "A B 1 2", "1 2 3=1+2"."""
    texts = [grid.text(row, c) for c in grid.filled_columns(row, columns)]
    marks = [_column_mark(text) for text in texts]
    if len(texts) < 2 or any(mark is None for mark in marks):  # noqa: PLR2004 - one number is no row of numbers
        return False
    numbers = [m for m in marks if m]
    return _counts_up(numbers) and (len(numbers) > 2 or all(t.startswith("(") for t in texts))  # noqa: PLR2004 - "1 2" may be data


def _column_mark(text: str) -> int | None:
    """Read a column's number; 0 for a letter, None for anything else."""
    bare = text.split("=", maxsplit=1)[0].strip("() .").removesuffix(".0")
    if len(bare) == 1 and bare.isalpha():
        return 0
    return int(bare) if bare.isdecimal() and len(bare) < 3 else None  # noqa: PLR2004 - no sheet has 100 headings


def _counts_up(numbers: Sequence[int]) -> bool:
    steps = sum(b - a == 1 for a, b in pairwise(numbers))
    return len(numbers) > 1 and numbers[0] in {0, 1, 2} and steps >= 0.8 * (len(numbers) - 1)
