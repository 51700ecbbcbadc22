"""Heading rows: where one may begin, how many levels it has, and what each column is called."""

from collections.abc import Sequence
from dataclasses import dataclass

from camdash.intake.blocks.grid import TEXT, Grid, is_number_row
from camdash.intake.blocks.profile import learn
from camdash.intake.blocks.words import heads_running_numbers, is_ending, is_mark, is_motto
from camdash.text.fold import fold

MAX_LEVELS = 4
FEWEST = 2
LONGEST = 300
LONGEST_UNIT = 25
FIRST_YEAR, LAST_YEAR = 1990, 2060


@dataclass(slots=True)
class Heading:
    """Heading rows (0-based, inclusive) with the columns they span and each column's texts from top to bottom."""

    first: int
    last: int
    columns: range
    paths: dict[int, tuple[str, ...]]
    number_row: int | None = None

    @property
    def body(self) -> int:
        """The first row below the heading and the column numbers."""
        return (self.last if self.number_row is None else self.number_row) + 1

    @property
    def titles(self) -> dict[int, str]:
        """The lowest text of each column."""
        return {column: path[-1] for column, path in self.paths.items()}


def could_head(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    """Whether the cells of a row could be headings: texts (or years), not fields, marks, mottos or signatures."""
    kinds = [grid.kind(row, c) for c in columns]
    if kinds.count(TEXT) < FEWEST or any(
        k != TEXT and not _is_year(grid, row, c) for c, k in zip(columns, kinds, strict=True)
    ):
        return False
    texts = [grid.text(row, c) for c in columns]
    if is_mark(texts[0]) or texts[0].endswith(":") or max(map(len, texts)) > LONGEST:
        return False
    fields = sum(":" in text for text in texts)
    return not any(is_motto(t) or is_ending(t) for t in texts) and fields < 0.5 * len(texts)


def _is_year(grid: Grid, row: int, column: int) -> bool:
    text = grid.text(row, column).removesuffix(".0")
    return text.isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR


@dataclass(frozen=True, slots=True)
class Room:
    """Where a heading may lie: down from row `top`, within `columns`."""

    top: int
    columns: range

    def clip(self, window: range) -> range:
        """Keep a window of columns within the room."""
        return range(max(window.start, self.columns.start), min(window.stop, self.columns.stop))


def read_heading(grid: Grid, row: int, columns: Sequence[int], room: Room) -> Heading:
    """Read the heading whose cells stand in a row's `columns`, with the levels below and above it within its room."""
    window = room.clip(range(columns[0], max(grid.right_of(row, c) for c in columns) + 1))
    last, window = _lower_levels(grid, row, window, room)
    first = _upper_levels(grid, row, window, range(room.top, last + 1))
    heading = Heading(first, last, window, _paths(grid, first, last, window))
    if not _is_numbered_at(grid, last + 1, window) and _is_row_of_units(grid, heading):
        heading.last = last + 1
        heading.paths = _paths(grid, first, last + 1, window)
    if _is_numbered_at(grid, heading.last + 1, window):
        heading.number_row = heading.last + 1
    return heading


def _is_numbered_at(grid: Grid, row: int, window: range) -> bool:
    return row < grid.height and is_number_row(grid, row, window)


def _lower_levels(grid: Grid, row: int, window: range, room: Room) -> tuple[int, range]:
    """Go down while merged cells reach on or a row names parts of what stands above it."""
    last = row
    while last - row + 1 < MAX_LEVELS and last + 1 < grid.height:
        reach = _reach(grid, row, last, window)
        if reach > last:
            last = reach
            continue
        wider = room.clip(_with_neighbours(grid, last + 1, window))
        if not _names_parts(grid, row, last, wider):
            wider = room.clip(_with_neighbours(grid, last + 2, window))
            if not _names_groups(grid, row, last, wider):
                break
        last, window = last + 1, wider
    return last, window


def _reach(grid: Grid, first: int, last: int, window: range) -> int:
    """Follow cells merged downwards, as far as only texts stand beside them."""
    bottoms = [grid.bottom_of(r, c) for r in range(first, last + 1) for c in window if grid.cell(r, c) != ""]
    bottom = max([last, *(b for b in bottoms if b < first + MAX_LEVELS)])
    for row in range(last + 1, min(bottom, grid.height - 1) + 1):
        if not grid.is_text_only(row, grid.filled_columns(row, window)):
            return last
    return bottom


def _with_neighbours(grid: Grid, row: int, window: range) -> range:
    """Widen a window by the cells of a row that adjoin it."""
    start, stop = window.start, window.stop
    if row >= grid.height:
        return window
    while start > 0 and grid.kind(row, start - 1) == TEXT and grid.cell(row, start) != "":
        start -= 1
    while grid.kind(row, stop) == TEXT and grid.cell(row, stop - 1) != "":
        stop = grid.right_of(row, stop) + 1
    return range(start, stop)


def _names_parts(grid: Grid, first: int, last: int, window: range) -> bool:
    """Whether the row below `last` holds texts only, each under a heading that spans several columns or under none."""
    lower = grid.filled_columns(last + 1, window)
    if len(lower) < FEWEST or not could_head(grid, last + 1, lower):
        return False
    open_to = _open_columns(grid, first, last, window)
    parents = [open_to.get(column) for column in lower]
    if any(parent is None for parent in parents):
        return False
    named = [parent for parent in parents if parent is not None and parent >= 0]
    return any(named.count(parent) > 1 for parent in named)


def _names_groups(grid: Grid, first: int, last: int, window: range) -> bool:
    """Whether the row below `last` names groups again, one under each, which the row after it divides."""
    groups = grid.filled_columns(last + 1, window)
    if not groups or last + 2 >= grid.height or not grid.is_text_only(last + 1, groups):
        return False
    open_to = _open_columns(grid, first, last, window)
    if any(open_to.get(c) != c or grid.text(last + 1, c).endswith(":") for c in groups):
        return False
    return _names_parts(grid, first, last + 1, window)


def _open_columns(grid: Grid, first: int, last: int, window: range) -> dict[int, int]:
    """Map the columns that may still be divided to the column of what spans them, -1 where nothing stands above."""
    result = dict.fromkeys(window, -1)
    for row in range(first, last + 1):
        filled = grid.filled_columns(row, window)
        for at, column in enumerate(filled):
            merged = grid.right_of(row, column)
            free = filled[at + 1] - 1 if at + 1 < len(filled) else window.stop - 1
            right = merged if merged > column or grid.bottom_of(row, column) > row else free
            for covered in range(column, right + 1):
                result[covered] = column
            if right == column or grid.bottom_of(row, column) > last:
                result.pop(column, None)
    return result


def _upper_levels(grid: Grid, row: int, window: range, rows: range) -> int:
    """Go up while rows hold nothing but headings merged over some of the columns."""
    first = row
    while first > rows.start and rows.stop - first < MAX_LEVELS:
        near = grid.filled_columns(first - 1, window)
        if not near or not all(_spans_some(grid, first - 1, c, window) for c in near):
            break
        first -= 1
    return first


def _spans_some(grid: Grid, row: int, column: int, window: range) -> bool:
    right, text = grid.right_of(row, column), grid.text(row, column)
    partly = column < right < window.stop and right - column + 1 <= 0.7 * len(window)
    return partly and grid.kind(row, column) == TEXT and ":" not in text and text[0] not in "(*" and not is_motto(text)


def _is_row_of_units(grid: Grid, heading: Heading) -> bool:
    """Whether the row below names units of measure: texts where the rows below it hold numbers, none in front."""
    row = heading.last + 1
    if row >= grid.height:
        return False
    filled = grid.filled_columns(row, heading.columns)
    if not filled or filled[0] == heading.columns[0] or not grid.is_text_only(row, filled):
        return False
    text = grid.text(row, filled[0])
    if len(filled) == 1 and not (text.startswith("(") and len(text) <= LONGEST_UNIT):
        return False
    below = learn(grid, heading.columns, row + 1, heading.titles)
    return len(below.rows) > 1 and all(c in below.numeric for c in filled)


def _paths(grid: Grid, first: int, last: int, window: range) -> dict[int, tuple[str, ...]]:
    levels = [_level(grid, row, window, final=row == last) for row in range(first, last + 1)]
    found = {c: tuple(dict.fromkeys(level[c] for level in levels if c in level)) for c in window}
    return {column: path for column, path in found.items() if path}


def _level(grid: Grid, row: int, window: range, *, final: bool) -> dict[int, str]:
    """Give the text over each column at one level; an unmerged heading reaches right over the parts below it."""
    texts: dict[int, str] = {}
    for column in grid.filled_columns(row, window):
        for covered in range(column, min(grid.right_of(row, column), window.stop - 1) + 1):
            texts[covered] = grid.text(row, column)
    if not final and not any(grid.right_of(row, c) > c for c in window):
        for column in window[1:]:
            if (
                column not in texts
                and column - 1 in texts
                and grid.cell(row + 1, column) != "" != grid.cell(row + 1, column - 1)
            ):
                texts[column] = texts[column - 1]
    return texts


def is_repeated(grid: Grid, heading: Heading, row: int) -> bool:
    """Whether a row repeats the heading's top or lowest row, as on each printed page, in whatever spelling."""
    here = [_key(grid, row, column) for column in heading.columns]
    for level in {heading.first, heading.last}:
        own = [_key(grid, level, column) for column in heading.columns]
        same = sum(a == b != "" for a, b in zip(own, here, strict=True))
        if same >= max(FEWEST, 0.8 * sum(map(bool, own))):
            return True
    return False


def _key(grid: Grid, row: int, column: int) -> str:
    text = grid.text(row, column)
    return "stt" if heads_running_numbers(text) else fold(text)
