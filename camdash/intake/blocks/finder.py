"""Finds the tables of a sheet: headings first, then legends beside them, then tables without a heading."""

from collections import defaultdict
from collections.abc import Mapping

from camdash.intake.blocks.block import Block, BlockKind
from camdash.intake.blocks.body import Body, walk
from camdash.intake.blocks.evidence import heads_a_table
from camdash.intake.blocks.grid import TEXT, Grid
from camdash.intake.blocks.heading import FEWEST, MAX_LEVELS, Heading, Room, could_head, read_heading
from camdash.intake.blocks.headless import find_headless, long_headless
from camdash.intake.blocks.legends import find_legends
from camdash.intake.blocks.parts import parts_of
from camdash.intake.blocks.profile import learn
from camdash.intake.blocks.words import heads_running_numbers
from camdash.intake.workbook import Sheet

_HALF = 0.5
_PAIR = 2


def find_blocks(sheet: Sheet) -> list[Block]:
    """Find every table of a sheet, from top to bottom and from left to right."""
    grid = Grid.of(sheet)
    blocks = _headed(grid)
    starts: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        starts[block.first_row].append(block)
    blocks = [b for b in blocks if not _is_fields(grid, b, starts)]
    blocks += find_legends(grid, blocks)
    blocks += find_headless(grid, blocks)
    return sorted(blocks, key=lambda b: (b.first_row, b.first_column))


def _headed(grid: Grid) -> list[Block]:
    """Go down the sheet and find the tables by their headings, and long ones without."""
    blocks: list[Block] = []
    recent: list[Block] = []
    row = 0
    while row < grid.height:
        if grid.filled[row] >= FEWEST:
            recent = [b for b in recent if b.last_row >= row - MAX_LEVELS]
            found = _begun_at(grid, row, recent) or long_headless(grid, row, recent)
            blocks += found
            recent += found
        whole = [b.last_row for b in recent if b.first_column == 0 and b.last_column + 1 >= grid.width]
        row = max([row, *whole]) + 1
    return blocks


def _begun_at(grid: Grid, row: int, recent: list[Block]) -> list[Block]:
    """Find the tables whose heading's top row is this one, beside and below the `recent` ones."""
    taken = sorted((b.first_column, b.last_column) for b in recent if b.first_row <= row <= b.last_row)
    found: list[Block | None] = []
    for free in grid.free(row, taken):
        if sum(grid.kind(row, c) == TEXT for c in free) >= FEWEST:
            found += [_begun_with(grid, row, part, recent) for part in parts_of(grid, row, free)]
    return [block for block in found if block]


def _begun_with(grid: Grid, row: int, columns: list[int], recent: list[Block]) -> Block | None:
    if not could_head(grid, row, columns):
        return None
    room = _room(grid, row, columns, recent)
    heading = read_heading(grid, row, columns, room)
    profile = learn(grid, heading.columns, heading.body, heading.titles)
    if not heads_a_table(grid, heading, profile):
        return None
    window = room.clip(_widened(grid, heading, profile.rows))
    if window != heading.columns:
        profile = learn(grid, window, heading.body, heading.titles)
    return _block(grid, heading, walk(grid, profile, heading, heading.body), (window, room))


def _room(grid: Grid, row: int, columns: list[int], recent: list[Block]) -> Room:
    """Find how far a heading may reach before it meets the tables above and beside it."""
    above = [b.last_row + 1 for b in recent if b.first_column <= columns[-1] and b.last_column >= columns[0]]
    beside = [b for b in recent if b.first_row <= row <= b.last_row]
    left = [b.last_column + 1 for b in beside if b.last_column < columns[0]]
    right = [b.first_column for b in beside if b.first_column > columns[-1]]
    return Room(max([0, *(end for end in above if end <= row)]), range(max([0, *left]), min([grid.far, *right])))


def _widened(grid: Grid, heading: Heading, rows: list[int]) -> range:
    """Take in columns without a heading that adjoin the others and hold data in half of the rows."""
    start, stop = heading.columns.start, heading.columns.stop
    if len(rows) > 1:
        while start > 0 and _is_filled(grid, start - 1, rows):
            start -= 1
        while stop < grid.width and _is_filled(grid, stop, rows):
            stop += 1
    return range(start, stop)


def _is_filled(grid: Grid, column: int, rows: list[int]) -> bool:
    return sum(grid.cell(row, column) != "" for row in rows) > _HALF * len(rows)


def _block(grid: Grid, heading: Heading, body: Body, where: tuple[range, Room]) -> Block:
    window, room = where
    first, last, kind = body.first_data, body.last_data, _kind(body)
    if kind == "numbered_empty_rows":
        first, last = body.numbered[0], body.numbered[-1]
    end = max(body.last, heading.body - 1)
    if kind == "empty_form":
        end = _free_space(grid, end, window)
    return Block(
        heading.first,
        end,
        window.start,
        min(_right_end(grid, heading, body, window), room.columns.stop - 1),
        tuple(range(heading.first, heading.last + 1)),
        heading.number_row,
        first,
        last,
        body.total,
        kind,
        heading.paths,
    )


def _kind(body: Body) -> BlockKind:
    if body.first_data is not None or body.totals:
        return "table"
    return "numbered_empty_rows" if body.numbered else "empty_form"


def _free_space(grid: Grid, row: int, window: range) -> int:
    """Find the last row left free for filling in: the one above the next text, if any comes."""
    following = grid.below(row, window, 1, 60)
    return following[0] - 1 if following else row


def _right_end(grid: Grid, heading: Heading, body: Body, window: range) -> int:
    """Follow merged cells of the heading and the first rows over the right edge."""
    rows = [*range(heading.first, heading.last + 1), *range(heading.body, min(heading.body + 3, body.last + 1))]
    return max([window.stop - 1, *(grid.right_of(r, c) for r in rows for c in window if grid.cell(r, c) != "")])


def _is_fields(grid: Grid, block: Block, starts: Mapping[int, list[Block]]) -> bool:
    """Whether a narrow block is a list of fields right above a wider table: "Năm | 2024"."""
    if len(block.paths) > _PAIR or block.total_row is not None or block.first_data_row is None:
        return False
    lead = block.paths.get(block.first_column, ("",))[-1]
    if block.last_row - block.first_data_row > _PAIR or heads_running_numbers(lead):
        return False
    row = block.last_row + 1
    if row < grid.height and not grid.filled[row]:
        row += 1
    near = (b for b in starts.get(row, ()) if b.first_column <= block.last_column)
    return any(len(b.paths) > _PAIR + 1 and b.last_column >= block.first_column for b in near)
