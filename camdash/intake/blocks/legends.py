"""Legends beside a table: pairs of texts below one merged heading."""

from camdash.intake.blocks.block import Block
from camdash.intake.blocks.grid import TEXT, Grid

_FEWEST = 2


def find_legends(grid: Grid, blocks: list[Block]) -> list[Block]:
    """Find the lists of two columns that stand beside the tables already found."""
    found: list[Block] = []
    for (row, left), right in sorted(grid.across.items()):
        if right != left + 1 or grid.kind(row, left) != TEXT or not _is_beside(row, left, right, [*blocks, *found]):
            continue
        last = row
        while _is_pair(grid, last + 1, left):
            last += 1
        if last - row >= _FEWEST:
            title = grid.text(row, left)
            paths: dict[int, tuple[str, ...]] = {left: (title,), right: (title,)}
            found.append(Block(row, last, left, right, (row,), None, row + 1, last, None, "side_table", paths))
    return found


def _is_beside(row: int, left: int, right: int, blocks: list[Block]) -> bool:
    near = [b for b in blocks if b.first_row <= row <= b.last_row]
    return bool(near) and all(b.last_column < left or b.first_column > right for b in near)


def _is_pair(grid: Grid, row: int, left: int) -> bool:
    """Whether exactly this column and the next hold texts."""
    return all(grid.kind(row, c) == TEXT for c in (left, left + 1)) and (left, row) not in grid.across
