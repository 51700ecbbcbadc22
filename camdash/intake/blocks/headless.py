"""Tables without a heading: rows alike, numbered 1, 2, 3 … or with numbers in the same columns."""

from camdash.intake.blocks.block import Block
from camdash.intake.blocks.body import walk
from camdash.intake.blocks.grid import NUMBER, Grid
from camdash.intake.blocks.profile import SAMPLE, Profile, learn, running_number

_FEWEST_COLUMNS = 3
_FEWEST_NUMBERED = 2
_FEWEST = 3
_MOST, _NEARLY_ALL = 0.6, 0.8


def find_headless(grid: Grid, blocks: list[Block]) -> list[Block]:
    """Find tables without a heading in the rows that no other table holds."""
    found: list[Block] = []
    row = 0
    while row < grid.height:
        taken = [b.last_row for b in [*blocks, *found] if b.first_row <= row <= b.last_row]
        if taken:
            row = max(taken) + 1
            continue
        block = _begun_at(grid, row, alone=not blocks) if grid.filled[row] >= _FEWEST_COLUMNS else None
        if block:
            found.append(block)
        row = block.last_row + 1 if block else row + 1
    return found


def long_headless(grid: Grid, row: int, blocks: list[Block]) -> list[Block]:
    """Find a long table without a heading that begins in a row, before its rows of texts are taken for headings."""
    if grid.filled[row] < _FEWEST_COLUMNS or any(b.first_row <= row <= b.last_row for b in blocks):
        return []
    filled = grid.filled_columns(row, range(grid.width))
    if grid.is_text_only(row, filled) or grid.filled[row + 1 : row + SAMPLE].count(0):
        return []
    block = _begun_at(grid, row, alone=True)
    return [block] if block and block.last_row - row >= SAMPLE else []


def _begun_at(grid: Grid, row: int, *, alone: bool) -> Block | None:
    filled = grid.filled_columns(row, range(grid.width))
    window = range(filled[0], max(grid.right_of(row, c) for c in filled) + 1)
    profile = learn(grid, window, row)
    if not (_counts(grid, profile, row) or (alone and _is_uniform(grid, profile))):
        return None
    body = walk(grid, profile, None, row)
    if body.first_data is None:
        return None
    right = max(
        [window.stop - 1, *(grid.right_of(r, c) for r in profile.rows for c in window if grid.cell(r, c) != "")]
    )
    last = body.last_data
    return Block(row, body.last, window.start, right, (), None, body.first_data, last, body.total, "no_heading")


def _counts(grid: Grid, profile: Profile, row: int) -> bool:
    """Whether all rows are numbered from 1 on in the first column, each with more than one cell beside."""
    if profile.running != profile.columns.start or running_number(grid, row, profile.columns.start) != 1:
        return False
    numbers = [running_number(grid, r, profile.columns.start) for r in profile.rows]
    full = all(len(grid.filled_columns(r, profile.columns)) >= _FEWEST_COLUMNS for r in profile.rows)
    return full and len(numbers) >= _FEWEST_NUMBERED and numbers == list(range(1, len(numbers) + 1))


def _is_uniform(grid: Grid, profile: Profile) -> bool:
    """Whether every row is about as full as the others and has numbers where they have."""
    if len(profile.rows) < _FEWEST or profile.usual < _FEWEST_COLUMNS or not profile.numeric:
        return False
    starts = [grid.filled_columns(row, profile.columns)[0] for row in profile.rows]
    fullest = max(sum(grid.kind(row, c) == NUMBER for row in profile.rows) for c in profile.numeric)
    full = [len(grid.filled_columns(row, profile.columns)) >= _MOST * profile.usual for row in profile.rows]
    least = _NEARLY_ALL * len(profile.rows)
    return min(starts.count(min(starts)), fullest) >= least and all(full)
