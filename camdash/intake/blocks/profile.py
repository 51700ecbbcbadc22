"""What the rows below a heading are like: which columns hold numbers, which one runs, how full a row is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from camdash.intake.blocks.grid import BLANK, MARK, NUMBER, TEXT, Grid
from camdash.intake.blocks.words import heads_running_numbers, is_ending, is_mark, is_total, may_be_total

SAMPLE = 14
LEAD_COLUMNS = 3
SECTION_CELLS = 2
_MOST = 0.6
_LONGEST_NUMBER = 100_000
_WIDEST_STEP = 3


@dataclass(slots=True)
class Profile:
    """How the rows of a table look: `numeric` columns, the `running` number's column, the `usual` number of cells."""

    columns: range
    rows: list[int]
    numeric: set[int]
    running: int | None
    usual: float
    pivot: int | None

    @property
    def narrow(self) -> float:
        """The number of cells below which a row of texts is a section, a note or a signature."""
        return max(2.0, 0.5 * self.usual)


def learn(grid: Grid, columns: range, start: int, titles: dict[int, str] | None = None) -> Profile:
    """Look at the first rows from `start` on, up to a gap; `titles` are the headings of the columns."""
    rows = _first_rows(grid, columns, start, len(titles or {}))
    kinds = [_kinds(grid, row, columns, titles or {}) for row in rows]
    numbers = [(row, k) for row, k in zip(rows, kinds, strict=True) if NUMBER in k]
    telling = [k for row, k in numbers if not is_total(_label(grid, row, columns))] or [k for _, k in numbers] or kinds
    shares = {
        column: sum(k == NUMBER for k in own) / len(own)
        for at, column in enumerate(columns)
        if (own := [k[at] for k in telling if k[at] not in {BLANK, MARK}])
    }
    numeric = {column for column, share in shares.items() if share >= _MOST}
    running = _running(grid, columns, rows, numeric, titles or {})
    numbered = [k for k in telling if running is not None and k[running - columns.start] == NUMBER]
    full = [len(k) - k.count(BLANK) for k in numbered or telling]
    usual = median([f for f in full if f > 1] or full or [0])
    pivot = running if running is not None else _fullest(columns, kinds, numeric)
    return Profile(columns, rows, numeric, running, usual, pivot)


def _kinds(grid: Grid, row: int, columns: range, titles: Mapping[int, str]) -> list[str]:
    """Tell the kinds of a row's cells; letters and Roman numbers among the running numbers are a section's mark."""
    kinds = grid.kinds(row, columns)
    for at, column in enumerate(columns[:LEAD_COLUMNS]):
        if kinds[at] == TEXT and heads_running_numbers(titles.get(column, "")) and is_mark(grid.text(row, column)):
            kinds[at] = MARK
    return kinds


def _first_rows(grid: Grid, columns: range, start: int, headed: int) -> list[int]:
    """List the filled rows next to the heading; over a blank row, only those that are clearly its data."""
    rows = grid.below(start - 1, columns, SAMPLE, 2)
    if rows and rows[0] > start and not _is_data_over_gap(grid, rows, columns, headed):
        return []
    for at, row in enumerate(rows):
        if ends_a_table(grid, row, columns):
            return rows[:at]
        if at and (row - rows[at - 1] > 1 or heads_running_numbers(grid.text(row, columns.start))):
            return rows[:at]
    return rows


def _is_data_over_gap(grid: Grid, rows: list[int], columns: range, headed: int) -> bool:
    """Whether the first row that is no section has a number, the first one or among enough cells."""
    for row in rows:
        filled = grid.filled_columns(row, columns)
        if not grid.is_text_only(row, filled):
            numbered = running_number(grid, row, filled[0]) == 1 and filled[0] == columns.start
            return numbered or len(filled) >= 0.5 * headed
        if len(filled) > SECTION_CELLS or not is_mark(grid.text(row, filled[0])):
            return False
    return False


def _fullest(columns: range, kinds: Sequence[Sequence[str]], numeric: set[int]) -> int | None:
    counts = {c: sum(k[at] == NUMBER for k in kinds) for at, c in enumerate(columns) if c in numeric}
    return max(counts, key=lambda c: counts[c]) if counts else None


def _running(grid: Grid, columns: range, rows: list[int], numeric: set[int], titles: dict[int, str]) -> int | None:
    """Find the column of running numbers among the first few."""
    first = [c for c in columns if c in titles or c in numeric][:LEAD_COLUMNS]
    for column in first:
        values = [running_number(grid, row, column) for row in rows]
        numbers = [v for v in values if v is not None]
        if column in numeric and _runs(numbers, named=heads_running_numbers(titles.get(column, ""))):
            return column
    return next((c for c in first if c in numeric and heads_running_numbers(titles.get(c, ""))), None)


def _runs(numbers: list[int], *, named: bool) -> bool:
    if len(numbers) < 2:  # noqa: PLR2004 - one number tells nothing but by its heading
        return named and bool(numbers)
    steps = [b - a for a, b in pairwise(numbers)]
    ones = steps.count(1)
    rises = numbers[0] == 1 and len(steps) > SECTION_CELLS and all(0 < step <= _WIDEST_STEP for step in steps)
    return ones >= _MOST * len(steps) or (ones > 0 and (named or rises))


def running_number(grid: Grid, row: int, column: int) -> int | None:
    """Read a whole running number, also from text such as "01" or "3."; None where there is none."""
    cell = grid.cell(row, column)
    if isinstance(cell, float | int):
        return int(cell) if cell == cell // 1 and 0 <= cell < _LONGEST_NUMBER else None
    text = str(cell).strip(" .()").split(".")[-1]
    return int(text) if text.isdecimal() and len(text) < 6 else None  # noqa: PLR2004 - as long as the number above


def ends_a_table(grid: Grid, row: int, columns: range) -> bool:
    """Whether a row holds only what follows a table: place and date, those who sign."""
    ending = False
    for column in grid.filled_columns(row, columns):
        text = grid.text(row, column)
        if is_ending(text):
            ending = True
        elif not text.startswith("("):
            return False
    return ending


def _label(grid: Grid, row: int, columns: range) -> str:
    """Give the first text of a row, which says what the row is."""
    return next((grid.text(row, c) for c in columns if grid.kind(row, c) == TEXT), "")


def is_total_row(grid: Grid, row: int, profile: Profile) -> bool:
    """Whether a row sums up others: it is labelled so and carries no running number."""
    cells = grid.rows[row][profile.columns.start : profile.columns.stop]
    if not may_be_total(next((cell for cell in cells if type(cell) is str and cell), "")):
        return False
    if not is_total(_label(grid, row, profile.columns)):
        return False
    return profile.running is None or grid.kind(row, profile.running) != NUMBER
