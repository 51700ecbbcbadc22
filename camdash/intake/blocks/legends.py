"""Legends beside a table: pairs of texts below one merged heading."""

from collections import deque

from camdash.intake.blocks.block import Block
from camdash.intake.blocks.grid import TEXT, Grid

_FEWEST = 2


def find_legends(grid: Grid, blocks: list[Block]) -> list[Block]:
    """Find the lists of two columns that stand beside the tables already found."""
    found: list[Block] = []
    waiting = deque(sorted(blocks, key=lambda b: b.first_row))
    near: list[Block] = []
    for row, left in sorted(place for place, right in grid.across.items() if right == place[1] + 1):
        while waiting and waiting[0].first_row <= row:
            near.append(waiting.popleft())
        near = [b for b in near if b.last_row >= row]
        if near and all(b.last_column < left or b.first_column > left + 1 for b in near):
            legend = _legend(grid, row, left)
            found += legend
            near += legend
    return found


def _legend(grid: Grid, row: int, left: int) -> list[Block]:
    """Read the legend whose merged heading stands here, if there is one."""
    last = row
    while grid.kind(row, left) == TEXT and _is_pair(grid, last + 1, left):
        last += 1
    if last - row < _FEWEST:
        return []
    path = (grid.text(row, left),)
    return [
        Block(
            row,
            last,
            left,
            left + 1,
            (row,),
            None,
            row + 1,
            last,
            None,
            "side_table",
            dict.fromkeys((left, left + 1), path),
        )
    ]


def _is_pair(grid: Grid, row: int, left: int) -> bool:
    """Whether this column and the next hold a text each."""
    return grid.kind(row, left) == TEXT == grid.kind(row, left + 1)
