"""One row of texts may head several tables side by side: where it falls apart."""

from dataclasses import dataclass

from camdash.intake.blocks.grid import Grid
from camdash.intake.blocks.words import heads_running_numbers, is_total

_LOOK_AT = 12
_WIDE_GAP = 3
_SOME = 0.3
_LEVELS = 3
_FAR = 200
_WIDEST = 60


@dataclass(slots=True)
class Part:
    """Filled cells of a row that may head one table, and the columns they reach over."""

    cells: list[int]
    columns: range


def parts_of(grid: Grid, row: int, free: list[int]) -> list[list[int]]:
    """Split the filled cells of a row into those of each table."""
    runs = _runs(grid, row, free)
    below = grid.below(row, range(free[0], max(run.columns.stop for run in runs)), _LOOK_AT, 1)
    joined = runs[:1]
    for run in runs[1:]:
        left = joined[-1]
        empty = [c for c in range(left.columns.stop, run.columns.start) if not _is_used(grid, c, row, below)]
        if empty:
            left.columns = range(left.columns.start, empty[0])
            run.columns = range(empty[-1] + 1, run.columns.stop)
        if not empty or _belong_together(grid, row, left, run, below):
            joined[-1] = Part(left.cells + run.cells, range(left.columns.start, run.columns.stop))
        else:
            joined.append(run)
    return [part.cells for part in joined]


def _runs(grid: Grid, row: int, free: list[int]) -> list[Part]:
    """Group cells that adjoin each other, merged cells at their full width."""
    runs: list[Part] = []
    for column in free:
        stop = grid.right_of(row, column) + 1
        if runs and column <= runs[-1].columns.stop:
            last = runs[-1]
            runs[-1] = Part([*last.cells, column], range(last.columns.start, max(stop, last.columns.stop)))
        else:
            runs.append(Part([column], range(column, stop)))
    return runs


def _belong_together(grid: Grid, row: int, left: Part, right: Part, below: list[int]) -> bool:
    """Whether two parts with empty columns between them are one table all the same."""
    if right.columns.start - left.columns.stop >= _WIDE_GAP:
        return False
    if any(_repeats(grid, r, left, right) for r in [row, *below[:1]]):
        return False
    if len(left.columns) == 1 or len(right.columns) == 1:
        return True
    return not _end_apart(grid, row, left, right)


def _is_used(grid: Grid, column: int, row: int, below: list[int]) -> bool:
    """Whether a column without a heading holds data, or lies below a merged cell."""
    if not below:
        return False
    used = [r for r in below if grid.cell(r, column) != "" or _is_covered(grid, r, column)]
    touching = [r for at, r in enumerate(below[:_LEVELS]) if r == row + 1 + at]
    return any(r in used for r in touching) or len(used) >= max(2, _SOME * len(below))


def _is_covered(grid: Grid, row: int, column: int) -> bool:
    return any(grid.right_of(row, c) >= column for c in range(max(0, column - 8), column))


def _repeats(grid: Grid, row: int, left: Part, right: Part) -> bool:
    """Whether the right part has the left one's headings again, or running numbers of its own."""
    lefts, rights = ({grid.text(row, c) for c in part.columns[-_WIDEST:]} - {""} for part in (left, right))
    if len(lefts & rights) >= max(2, 0.5 * min(len(lefts), len(rights))):
        return True
    return heads_running_numbers(grid.text(row, right.columns.start))


def _end_apart(grid: Grid, row: int, left: Part, right: Part) -> bool:
    """Whether one part's rows end before the other's, with nothing of it further down."""
    ends = [_end(grid, row, part.columns) for part in (left, right)]
    if ends[0] == ends[1]:
        return False
    early = left if ends[0] < ends[1] else right
    rest = range(min(ends) + 1, min(max(ends) + 1, grid.height))
    return not any(grid.filled_columns(r, early.columns) for r in rest)


def _end(grid: Grid, row: int, columns: range) -> int:
    """Find the last of the unbroken filled rows below a heading, totals not counted."""
    stop = min(grid.height, row + _FAR)
    while row + 1 < stop and (filled := grid.filled_columns(row + 1, columns)):
        if is_total(grid.text(row + 1, filled[0])):
            break
        row += 1
    return row
