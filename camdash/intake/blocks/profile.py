"""What the rows below a heading are like: which columns hold numbers, which one runs, how full a row is."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from camdash.intake.blocks.grid import BLANK, MARK, NUMBER, TEXT, Grid
from camdash.intake.blocks.words import heads_running_numbers, is_total, may_be_total

SAMPLE = 14
LEAD_COLUMNS = 3
_MOST = 0.6
_LONGEST_NUMBER = 100_000


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
    rows = _first_rows(grid, columns, start)
    kinds = [grid.kinds(row, columns) for row in rows]
    shares = {
        column: sum(k == NUMBER for k in own) / len(own)
        for at, column in enumerate(columns)
        if (own := [k[at] for k in kinds if k[at] not in {BLANK, MARK}])
    }
    numeric = {column for column, share in shares.items() if share >= _MOST}
    running = _running(grid, columns, rows, numeric, titles or {})
    full = [len(k) - k.count(BLANK) for k in kinds]
    usual = median([f for f in full if f > 1] or full or [0])
    pivot = running if running is not None else _fullest(columns, kinds, numeric)
    return Profile(columns, rows, numeric, running, usual, pivot)


def _first_rows(grid: Grid, columns: range, start: int) -> list[int]:
    """List the filled rows next to the heading; what follows a blank row belongs only if it is no text."""
    rows = grid.below(start - 1, columns, SAMPLE, 2)
    if rows and rows[0] > start and grid.is_text_only(rows[0], grid.filled_columns(rows[0], columns)):
        return []
    for at, (upper, lower) in enumerate(pairwise(rows), start=1):
        if lower - upper > 1:
            return rows[:at]
    return rows


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
    steps = sum(b - a == 1 for a, b in pairwise(numbers))
    return steps >= _MOST * (len(numbers) - 1) or (named and steps > 0)


def running_number(grid: Grid, row: int, column: int) -> int | None:
    """Read a whole running number, also from text such as "01" or "3."; None where there is none."""
    cell = grid.cell(row, column)
    if isinstance(cell, float | int):
        return int(cell) if cell == cell // 1 and 0 <= cell < _LONGEST_NUMBER else None
    text = str(cell).strip(" .()").split(".")[-1]
    return int(text) if text.isdecimal() and len(text) < 6 else None  # noqa: PLR2004 - as long as the number above


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
