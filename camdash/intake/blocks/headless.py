"""Tables without a heading: rows alike, numbered 1, 2, 3 … or with numbers in the same columns."""

from itertools import takewhile

from camdash.intake.blocks.block import Block
from camdash.intake.blocks.body import walk
from camdash.intake.blocks.grid import NUMBER, Grid
from camdash.intake.blocks.profile import SAMPLE, Profile, is_total_row, learn, running_number
from camdash.intake.blocks.words import is_mark

_FEWEST_COLUMNS = 3
_FEWEST_NUMBERED = 2
_FEWEST = 3
_HALF, _MOST, _NEARLY_ALL = 0.5, 0.6, 0.8


def find_headless(grid: Grid, blocks: list[Block]) -> list[Block]:
    """Find tables without a heading in the rows that no other table holds."""
    taken = bytearray(grid.height)
    for block in blocks:
        taken[block.first_row : block.last_row + 1] = b"\1" * (block.last_row + 1 - block.first_row)
    found: list[Block] = []
    for row in range(grid.height):
        if not taken[row] and grid.filled[row] >= _FEWEST_COLUMNS and (not found or row > found[-1].last_row):
            found += [b for b in _begun_at(grid, row, alone=not blocks) if not any(taken[row : b.last_row + 1])]
    return found


def long_headless(grid: Grid, row: int, blocks: list[Block]) -> list[Block]:
    """Find a long table without a heading that begins in a row, before its rows of texts are taken for headings."""
    if grid.filled[row] < _FEWEST_COLUMNS or any(b.first_row <= row <= b.last_row for b in blocks):
        return []
    filled = grid.filled_columns(row, range(grid.width))
    if grid.is_text_only(row, filled) or grid.filled[row + 1 : row + SAMPLE].count(0):
        return []
    return [block for block in _begun_at(grid, row, alone=True) if block.last_row - row >= SAMPLE]


def _begun_at(grid: Grid, row: int, *, alone: bool) -> list[Block]:
    filled = grid.filled_columns(row, range(grid.width))
    window = range(filled[0], max(grid.right_of(row, c) for c in filled) + 1)
    profile = learn(grid, window, row)
    if not (_counts(grid, profile, row) or (alone and _is_uniform(grid, profile))):
        return []
    body = walk(grid, profile, None, row)
    if body.first_data is None:
        return []
    right = max(
        [window.stop - 1, *(grid.right_of(r, c) for r in profile.rows for c in window if grid.cell(r, c) != "")]
    )
    last = body.last_data
    return [Block(row, body.last, window.start, right, (), None, body.first_data, last, body.total, "no_heading")]


def _counts(grid: Grid, profile: Profile, row: int) -> bool:
    """Whether the rows are numbered from 1 on in the first column, each with more than one cell beside."""
    if profile.running != profile.columns.start or running_number(grid, row, profile.columns.start) != 1:
        return False
    near = takewhile(lambda r: _may_belong(grid, r, profile), profile.rows)
    rows = [r for r in near if not _is_section(grid, r, profile)]
    numbers = [running_number(grid, r, profile.columns.start) for r in rows]
    given = [n for n in numbers if n is not None]
    wanted = [_FEWEST_COLUMNS - (n is None) for n in numbers]
    full = all(len(grid.filled_columns(r, profile.columns)) >= w for r, w in zip(rows, wanted, strict=True))
    return full and len(given) >= max(_FEWEST_NUMBERED, _HALF * len(rows)) and given == sorted(set(given))


def _is_section(grid: Grid, row: int, profile: Profile) -> bool:
    return NUMBER not in grid.kinds(row, profile.columns)


def _may_belong(grid: Grid, row: int, profile: Profile) -> bool:
    if _is_section(grid, row, profile):
        return is_mark(grid.text(row, profile.columns.start))
    return not is_total_row(grid, row, profile)


def _is_uniform(grid: Grid, profile: Profile) -> bool:
    """Whether every row is about as full as the others and has numbers where they have."""
    if len(profile.rows) < _FEWEST or profile.usual < _FEWEST_COLUMNS or not profile.numeric:
        return False
    starts = [grid.filled_columns(row, profile.columns)[0] for row in profile.rows]
    fullest = max(sum(grid.kind(row, c) == NUMBER for row in profile.rows) for c in profile.numeric)
    full = [len(grid.filled_columns(row, profile.columns)) >= _MOST * profile.usual for row in profile.rows]
    least = _NEARLY_ALL * len(profile.rows)
    return min(starts.count(min(starts)), fullest) >= least and all(full)
