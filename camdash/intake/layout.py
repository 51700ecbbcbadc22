"""Where the tables of a sheet begin: their heading rows, and the texts above each column."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from camdash.forms.fields import FORMS
from camdash.forms.headings import SPLIT, heading_book, heading_key
from camdash.forms.likeness import likely_target
from camdash.intake.totals import is_total
from camdash.intake.workbook import Cell, Sheet
from camdash.text.fold import clean

MIN_FIELDS = 3
MIN_SHARE = 0.5
MAX_HEADING_ROWS = 4
LONGEST_HEADING = 90
NEAR_A_GAP = 3
"""A heading of unlisted words is looked for only so many rows below a blank or nearly blank one: data lie deeper."""

PAGE_REPEATS = 0.9
"""So many columns of a heading must mean what they meant on the page before."""

PAGE_COLUMNS = 0.75
"""So many of the columns must be headed again."""

_NUMBER_MARK = re.compile(r"^\(?\s*(\d{1,2})\s*[a-z]?\s*\)?(?:\s*[=+].*)?$", re.IGNORECASE)
_MERE_NUMBER = re.compile(r"^\s*'?\d+(?:[.,]\d+)*\s*$")
_PLACES = frozenset({"position_name", "address"})


@dataclass(slots=True)
class Heading:
    """A heading block: its rows (0-based, inclusive) and for each column the texts from top to bottom."""

    first: int
    last: int
    paths: dict[int, tuple[str, ...]]


@lru_cache(maxsize=1 << 16)
def _is_listed(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and bool(_targets(text))


@lru_cache(maxsize=1 << 14)
def _is_likely(text: str) -> bool:
    return any(likely_target(form, text) for form in FORMS)


def _targets(text: str) -> set[str]:
    book = heading_book()
    return {target for form in FORMS if (target := book.target(form, text))}


def find_headings(sheet: Sheet, remembered: Collection[str] = ()) -> list[Heading]:
    """Find every heading block of a sheet, repeated page headings included, from top to bottom.

    `remembered` are the keys of headings that people have told the meaning of.
    """

    def is_remembered(text: str) -> bool:
        return heading_key(text) in remembered

    return _find(sheet, is_remembered if remembered else None)


def _find(sheet: Sheet, is_remembered: Callable[[str], bool] | None) -> list[Heading]:
    found: list[Heading] = []
    after, gap = 0, 0
    for number, row in enumerate(sheet.rows):
        if number < after or (row and isinstance(row[0], float)):  # a numbered row, as most are
            continue
        filled = len(row) - row.count("")
        gap = number if filled < MIN_FIELDS else gap
        if filled < 2 or not _texts_only(row):  # noqa: PLR2004 - one cell alone heads no table
            continue
        texts = list(dict.fromkeys(clean(str(cell)) for cell in row if cell != ""))
        if _heads(texts, is_remembered, near_gap=number - gap <= NEAR_A_GAP):
            heading = _block(sheet, number)
            found.append(heading)
            after = heading.last + 1
    return found


def repeats(heading: Heading, earlier: Heading) -> bool:
    """Whether a heading is the earlier one on a new page, be it reworded here and there."""
    if not heading.paths.keys() <= earlier.paths.keys() or len(heading.paths) < PAGE_COLUMNS * len(earlier.paths):
        return False
    pairs = [(heading.paths[c], earlier.paths[c]) for c in heading.paths]
    same = sum(ours == theirs or bool(_meanings(ours) & _meanings(theirs)) for ours, theirs in pairs)
    return same >= PAGE_REPEATS * len(pairs)


def _meanings(path: tuple[str, ...]) -> set[str]:
    return _targets(" ".join(path)) | _targets(path[-1])


def _texts_only(row: list[Cell]) -> bool:
    return all(isinstance(cell, str) and not _MERE_NUMBER.match(cell) for cell in row)


def _heads(texts: list[str], is_remembered: Callable[[str], bool] | None, *, near_gap: bool) -> bool:
    """Whether the texts of a row are headings: listed ones, or near a gap above also told or likely ones."""
    listed = [t for t in texts if _is_listed(t)]
    if len(listed) >= MIN_FIELDS and len(listed) >= MIN_SHARE * len(texts):
        return True
    if not near_gap:
        return False
    if len(texts) < MIN_FIELDS:
        return len(listed) == len(texts) and _counts_places(listed)
    more = [t for t in texts if t not in listed and len(t) <= LONGEST_HEADING]
    more = [t for t in more if (is_remembered and is_remembered(t)) or _is_likely(t)]
    known = len(listed) + len(more)
    return known >= MIN_FIELDS and known >= MIN_SHARE * len(texts)


def _counts_places(texts: list[str]) -> bool:
    """Whether two headings alone make a form: one names places, the other counts."""
    targets = set().union(*map(_targets, texts))
    return "quantity" in targets and bool(_PLACES & targets)


def windows(sheet: Sheet, heading: Heading) -> list[tuple[Sheet, Heading]]:
    """Part a heading that runs over tables side by side: each has a place of its own and empty columns between them.

    Each window is the sheet with all other columns blanked, so that cells keep their names.
    """
    groups = _groups(heading)
    if len(groups) < 2 or not all(map(_is_table, groups)):  # noqa: PLR2004 - side by side takes two
        return [(sheet, heading)]
    edges = [min(group) for group in groups[1:]]
    parts = []
    for group, left, right in zip(groups, [0, *edges], [*edges, max(map(len, sheet.rows))], strict=True):
        rows: list[list[Cell]] = [[*([""] * left), *row[left:right]] for row in sheet.rows]
        parts.append((replace(sheet, rows=rows), replace(heading, paths=group)))
    return parts


def _groups(heading: Heading) -> list[dict[int, tuple[str, ...]]]:
    groups: list[dict[int, tuple[str, ...]]] = []
    last = None
    for column in sorted(heading.paths):
        if last is None or column - last > 1:
            groups.append({})
        groups[-1][column] = heading.paths[column]
        last = column
    return groups


def _is_table(paths: dict[int, tuple[str, ...]]) -> bool:
    targets = set().union(*(_targets(text) for path in paths.values() for text in (path[-1], " ".join(path))))
    counted = "quantity" in targets or any(t.startswith(SPLIT) for t in targets)
    return counted and bool(_PLACES & targets)


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
    if (
        not texts
        or is_number_row(lower)
        or any(is_total(str(cell)) for _, cell in texts)
        or not all(isinstance(cell, str) for _, cell in texts)
    ):
        return False
    known = 0
    for column, cell in texts:
        parent = next((upper[c] for c in range(min(column, len(upper) - 1), -1, -1) if upper[c] != ""), "")
        known += _is_known(str(cell)) or _is_known(f"{parent} {cell}")
    return known >= MIN_SHARE * len(texts) and len(texts) < sum(cell != "" for cell in upper)


def _is_known(text: str) -> bool:
    return _is_listed(text) or (len(text) <= LONGEST_HEADING and _is_likely(text))


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
