"""Where the tables of a sheet begin, and which column holds which field."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from camdash.forms.fields import FORMS
from camdash.forms.headings import NOT_A_BRAND, PAIR, SECRET, SPLIT, heading_book
from camdash.intake.workbook import Cell, Sheet
from camdash.text.fold import clean

MIN_FIELDS = 3
MIN_SHARE = 0.5
MAX_HEADING_ROWS = 4
LONGEST_HEADING = 90
_NUMBER_MARK = re.compile(r"^\(?\s*(\d{1,2})\s*[a-z]?\s*\)?(?:\s*[=+].*)?$", re.IGNORECASE)
_ADDRESS_OF_MACHINE = re.compile(r"^\s*(?:https?://|rtsp://)?(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?(?:/.*)?\s*$")
_LOOK_AT = 50


@dataclass(slots=True)
class Heading:
    """A heading block: its rows (0-based, inclusive) and for each column the texts from top to bottom."""

    first: int
    last: int
    paths: dict[int, tuple[str, ...]]


@dataclass(slots=True)
class Columns:
    """Which 0-based column holds what; `named` keeps the heading text of every column that has one."""

    fields: dict[str, int] = field(default_factory=dict)
    pair: int | None = None
    split: dict[str, int] = field(default_factory=dict)
    unit_price: int | None = None
    unmapped: dict[int, str] = field(default_factory=dict)
    secret: dict[int, str] = field(default_factory=dict)
    doubled: dict[int, str] = field(default_factory=dict)
    named: dict[int, str] = field(default_factory=dict)

    @property
    def known(self) -> int:
        """How many columns were understood."""
        return len(self.fields) + (self.pair is not None) + len(self.split)


@lru_cache(maxsize=1 << 16)
def _is_heading(text: str) -> bool:
    if len(text) > LONGEST_HEADING:
        return False
    book = heading_book()
    return any(book.target(form, text) for form in FORMS)


def find_headings(sheet: Sheet) -> list[Heading]:
    """Find every heading block of a sheet, repeated page headings included, from top to bottom."""
    found: list[Heading] = []
    after = 0
    for number, row in enumerate(sheet.rows):
        if number < after or not _could_head(row):
            continue
        texts = [cell for cell in row if isinstance(cell, str) and cell]
        known = {clean(t) for t in texts if _is_heading(t)}
        if len(known) >= MIN_FIELDS and len(known) >= MIN_SHARE * len(texts):
            heading = _block(sheet, number)
            found.append(heading)
            after = heading.last + 1
    return found


def _could_head(row: list[Cell]) -> bool:
    """Rule out data rows cheaply: headings are texts only."""
    seen = 0
    for cell in row:
        if cell == "":
            continue
        if not isinstance(cell, str):
            return False
        seen += 1
    return seen >= MIN_FIELDS


def _block(sheet: Sheet, row: int) -> Heading:
    spans = [m for m in sheet.merges if m[2] > m[0] and m[0] <= row <= m[2] and m[2] - m[0] < MAX_HEADING_ROWS]
    first = min([row, *(m[0] for m in spans)])
    last = max([row, *(m[2] for m in spans)])
    while last == row and last + 1 < len(sheet.rows) and last - first + 1 < MAX_HEADING_ROWS:
        if not _is_lower_heading(sheet.rows[last], sheet.rows[last + 1]):
            break
        last += 1
        row = last
    return Heading(first, last, _paths(sheet, first, last))


def _is_lower_heading(upper: list[Cell], lower: list[Cell]) -> bool:
    """Whether `lower` names parts of headings in `upper`: texts only, most known, below or right of a parent."""
    texts = [(c, cell) for c, cell in enumerate(lower) if cell != ""]
    if not texts or is_number_row(lower) or not all(isinstance(cell, str) for _, cell in texts):
        return False
    known = 0
    for column, cell in texts:
        parent = next((upper[c] for c in range(min(column, len(upper) - 1), -1, -1) if upper[c] != ""), "")
        known += _is_heading(str(cell)) or _is_heading(f"{parent} {cell}")
    return known >= MIN_SHARE * len(texts) and len(texts) < sum(cell != "" for cell in upper)


def is_number_row(row: Iterable[Cell]) -> bool:
    """Whether a row only numbers the columns: "(1) (2) (3)", "A B 1 2", "1 2 3=4+5"."""
    filled = [cell for cell in row if cell != ""]
    if not filled or not (_mark(filled[0]) in {0, 1, 2} or _is_letter(filled[0])):
        return False
    numbers = [m for m in map(_mark, filled) if m is not None]
    if len(numbers) < MIN_FIELDS or len(numbers) + sum(map(_is_letter, filled)) < len(filled):
        return False
    steps = sum(b - a == 1 for a, b in pairwise(numbers))
    return steps >= 0.8 * (len(numbers) - 1)


def _is_letter(cell: Cell) -> bool:
    return isinstance(cell, str) and len(text := cell.strip("() ")) == 1 and text.isalpha()


def _mark(cell: Cell) -> int | None:
    if isinstance(cell, float | int):
        return int(cell) if cell == int(cell) and 0 <= cell < 100 else None  # noqa: PLR2004 - two digits
    match = _NUMBER_MARK.match(cell) if isinstance(cell, str) else None
    return int(match[1]) if match else None


def _paths(sheet: Sheet, first: int, last: int) -> dict[int, tuple[str, ...]]:
    width = max(len(sheet.rows[r]) for r in range(first, last + 1))
    texts = [_spread(sheet, r, width, final=r == last) for r in range(first, last + 1)]
    paths: dict[int, tuple[str, ...]] = {}
    for column in range(width):
        path = tuple(dict.fromkeys(t for t in (row[column] for row in texts) if t))
        if path:
            paths[column] = path
    return paths


def _spread(sheet: Sheet, row: int, width: int, *, final: bool) -> list[str]:
    """Give a heading row's texts with merged cells filled in; unmerged parents reach right over named parts."""
    cells = [clean(str(c)) if c != "" else "" for c in sheet.rows[row]]
    cells += [""] * (width - len(cells))
    merges = [m for m in sheet.merges if m[0] <= row <= m[2] and m[2] - m[0] < MAX_HEADING_ROWS]
    for top, left, _, right in merges:
        anchor = sheet.rows[top][left] if left < len(sheet.rows[top]) else ""
        for column in range(left, min(right, width - 1) + 1):
            cells[column] = cells[column] or (clean(str(anchor)) if anchor != "" else "")
    if not final and not any(m[3] > m[1] for m in merges):
        below = sheet.rows[row + 1]
        for column in range(1, width):
            if not cells[column] and column < len(below) and below[column] != "" and below[column - 1] != "":
                cells[column] = cells[column - 1]
    return cells


def map_columns(heading: Heading, form: str, rows: list[list[Cell]]) -> Columns:
    """Map a heading's columns to the fields of `form`; `rows` are the data rows, looked at for secrets only."""
    columns = Columns(named={c: " – ".join(path) for c, path in heading.paths.items()})
    children = Counter(path[0] for path in heading.paths.values() if len(path) > 1)
    for column, path in heading.paths.items():
        target = _target(form, path, only_child=children[path[0]] <= 1)
        if target == SECRET or (target is None and _holds_machine_addresses(rows, column)):
            columns.secret[column] = columns.named[column]
        elif target is None or target == NOT_A_BRAND:
            columns.unmapped[column] = columns.named[column]
        else:
            _place(columns, target, column)
    if columns.pair is not None and {"lat", "lon"} <= columns.fields.keys():
        columns.doubled[columns.pair], columns.pair = "lat", None
    return columns


def _place(columns: Columns, target: str, column: int) -> None:
    if target == PAIR and columns.pair is None:
        columns.pair = column
    elif target == "unit_price" and columns.unit_price is None:
        columns.unit_price = column
    elif target.startswith(SPLIT):
        columns.split.setdefault(target.removeprefix(SPLIT), column)
    elif target in columns.fields or target in {PAIR, "unit_price"}:
        columns.doubled[column] = target
    else:
        columns.fields[target] = column


def _target(form: str, path: tuple[str, ...], *, only_child: bool) -> str | None:
    book = heading_book()
    tries = [" ".join(path), path[-1], *([path[0]] if only_child else [])]
    tries += [" ".join(path[i:]) for i in range(1, len(path) - 1)]
    return next((t for t in (book.target(form, text) for text in tries) if t), None)


def _holds_machine_addresses(rows: list[list[Cell]], column: int) -> bool:
    texts = [r[column] for r in rows[: _LOOK_AT * 4] if column < len(r) and isinstance(r[column], str) and r[column]][
        :_LOOK_AT
    ]
    hits = sum(bool(_ADDRESS_OF_MACHINE.match(str(t))) for t in texts)
    return hits > 0 and hits >= MIN_SHARE * len(texts)
