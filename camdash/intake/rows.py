"""What each row below a heading is: a record, or one of the things that are not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from camdash.forms.headings import heading_book
from camdash.forms.vocabulary import vocabulary
from camdash.intake.layout import is_number_row
from camdash.intake.mapping import Columns
from camdash.intake.outline import heads_of_groups
from camdash.intake.totals import begins_with_numeral, is_total, without_numeral
from camdash.intake.workbook import Cell, Sheet
from camdash.text.fold import accent_key, clean, fold

_ROMAN = re.compile(r"^[\s(]*(?:[IVXL]{1,6}|[A-ZĐ])[\s.)]*$")
_ORDINAL = re.compile(r"^\s*\d+(?:[.,]0)?(?:\.\d+)*\.?\s*$")
_PLACE_AND_DATE = re.compile(r"^[^\d]{0,40}\bngày\b.{0,14}\btháng\b.{0,14}\bnăm\b.{0,14}$", re.IGNORECASE)
_SECTION_CELLS = 3
_OPENS_EXAMPLE = frozenset(("vd", "ví", "vi", "v.", "v ", "mẫ", "ma", "mâ", "hư", "hu", "dò", "do"))
_LONG = 25


@dataclass(slots=True)
class Body:
    """The rows of one table, told apart; row numbers are 0-based sheet rows.

    `sections` maps the first row of a section to its words; `totals` keeps the rows that state totals.
    """

    data: list[int] = field(default_factory=list)
    skipped: dict[int, str] = field(default_factory=dict)
    sections: dict[int, str] = field(default_factory=dict)
    totals: list[int] = field(default_factory=list)
    nil: int | None = None


def tell_rows(sheet: Sheet, start: int, stop: int, columns: Columns, heading: Mapping[int, tuple[str, ...]]) -> Body:
    """Tell apart the rows from `start` up to `stop` (0-based, half-open) of a table."""
    body = Body()
    judge = _Judge(columns, heading, sheet)
    plain = judge.plainest(start, stop)
    signed = False
    for number in sorted(set(range(start, stop)) - plain):
        row = sheet.rows[number]
        if not signed and judge.plainly_data(number, row):
            body.data.append(number)
            continue
        filled = [
            (c, cell) for c, cell in enumerate(row) if cell != "" and not (isinstance(cell, str) and not cell.strip())
        ]
        if not filled:
            body.skipped[number] = "blank"
            continue
        if judge.merely_numbered(filled):
            body.skipped[number] = "blank"
            continue
        kind = "signature" if signed else judge.kind(number, row, filled)
        if kind == "data" and body.totals and judge.is_remark(filled):
            kind = "footnote"
        if kind == "signature" and not signed:
            signed = True
            late = {n for n in plain if n > number}
            plain -= late
            body.skipped.update(dict.fromkeys(late, "signature"))
        _note(body, number, kind, judge.words(filled))
    body.data = sorted([*plain, *body.data]) if plain else body.data
    heads = heads_of_groups(sheet, body.data, judge.number_column)
    if heads:
        body.data = [number for number in body.data if number not in heads]
        body.sections.update(heads)
        body.skipped.update(dict.fromkeys(heads, "section"))
    _trim_blanks(body)
    return body


def _note(body: Body, number: int, kind: str, words: str) -> None:
    if kind == "data":
        body.data.append(number)
        return
    if kind == "nil":
        body.nil = number
        kind = "footnote"
    if kind == "section":
        body.sections[number] = words
    if kind == "total":
        body.totals.append(number)
    body.skipped[number] = kind


def _trim_blanks(body: Body) -> None:
    """Blank rows count as skipped only between the first and the last record."""
    first, last = (body.data[0], body.data[-1]) if body.data else (0, -1)
    body.skipped = {n: why for n, why in body.skipped.items() if why != "blank" or first < n < last}


@dataclass(slots=True)
class _Judge:
    columns: Columns
    heading: Mapping[int, tuple[str, ...]]
    sheet: Sheet
    number_column: int | None = None
    heading_texts: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.number_column = self.columns.fields.get("row_no")
        self.heading_texts = frozenset(fold(text) for path in self.heading.values() for text in path)

    def plainest(self, start: int, stop: int) -> set[int]:
        """Give the rows that begin with their number, a text and two more cells: most of most forms, told cheaply."""
        if self.number_column != 0 or len(self.heading) <= _SECTION_CELLS:
            return set()
        rows = self.sheet.rows
        numbered = (
            number
            for number in range(start, stop)
            if len(row := rows[number]) > _SECTION_CELLS
            and type(row[0]) is float
            and type(text := row[1]) is str
            and len(text) > 1
            and text[0].isalpha()
            and text[:2].casefold() not in _OPENS_EXAMPLE
            and row[2] != ""
            and row[3] != ""
        )
        return set(numbered) - {row - 1 for row in self.sheet.struck_rows}

    def plainly_data(self, number: int, row: list[Cell]) -> bool:
        """Recognise the ordinary row cheaply: numbered, several cells, a text that is no example."""
        column = self.number_column
        if column is None or column >= len(row) or not isinstance(row[column], float):
            return False
        if number + 1 in self.sheet.struck_rows:
            return False
        if "" in row[: _SECTION_CELLS + 1] and len(row) - row.count("") <= _SECTION_CELLS:
            return False
        beside = row[1] if column == 0 else ""  # the first text, as a rule
        text = beside if isinstance(beside, str) and beside else next((c for c in row if isinstance(c, str) and c), "")
        return len(text) > 1 and text[0].isalpha() and not (text[:2].casefold() in _OPENS_EXAMPLE and _is_example(text))

    def is_remark(self, filled: list[tuple[int, Cell]]) -> bool:
        """Recognise a lone text below a total, which is a closing sentence and no camera."""
        column, cell = filled[0]
        return len(filled) == 1 and isinstance(cell, str) and column <= min(self.heading) + 1

    def merely_numbered(self, filled: list[tuple[int, Cell]]) -> bool:
        """Recognise a row of a blank form, which holds nothing but its running number."""
        column, cell = filled[0]
        return len(filled) == 1 and column == self.number_column and bool(_ORDINAL.match(str(cell)))

    def kind(self, number: int, row: list[Cell], filled: list[tuple[int, Cell]]) -> str:
        """Name what a row that is not blank is; `data` where nothing speaks against it."""
        first_column, first = filled[0]
        numbered = self._numbered(row)
        if not isinstance(first, str) and number + 1 not in self.sheet.struck_rows and len(filled) > _SECTION_CELLS:
            numbers = len(filled) >= len(self.heading) - 1 and is_number_row(row)
            if numbers:
                return "column_numbers"
            return "example" if _is_example(self.words(filled)) else "data"
        if number + 1 in self.sheet.struck_rows:
            return "struck_out"
        words = self.words(filled)
        for test, name in ((self._column_numbers, "column_numbers"), (self._repeats_heading, "repeated_heading")):
            if test(row, filled):
                return name
        return self._by_words(words, filled, first_column, numbered=numbered)

    def _by_words(self, words: str, filled: list[tuple[int, Cell]], first_column: int, *, numbered: bool) -> str:
        if is_total(words) and not numbered:
            return "total"
        if len(filled) <= _SECTION_CELLS and _says_nil(words):
            return "nil"
        if _begins(words, heading_book().rows.example):
            return "example"
        return "data" if numbered else self._unnumbered(words, filled, first_column)

    def _unnumbered(self, words: str, filled: list[tuple[int, Cell]], first_column: int) -> str:
        if len(filled) <= _SECTION_CELLS and any(_signs(str(cell)) for _, cell in filled):
            return "signature"
        if self._is_section(filled, words):
            return "section"
        noted = words.startswith("*") or _begins(words, heading_book().rows.footnote)
        return "footnote" if noted and len(filled) == 1 and first_column <= min(self.heading) + 1 else "data"

    def words(self, filled: list[tuple[int, Cell]]) -> str:
        """Give the row's leading words: its first text that is not a mere number or numeral."""
        texts = [clean(str(cell)) for _, cell in filled[:_SECTION_CELLS] if isinstance(cell, str)]
        spoken = [t for t in texts if not _ROMAN.match(t) and not _ORDINAL.match(t)]
        return spoken[0] if spoken else (texts[0] if texts else "")

    def _numbered(self, row: list[Cell]) -> bool:
        if self.number_column is None or self.number_column >= len(row):
            return False
        cell = row[self.number_column]
        return isinstance(cell, int | float) or (isinstance(cell, str) and bool(_ORDINAL.match(cell)))

    def _column_numbers(self, row: list[Cell], filled: list[tuple[int, Cell]]) -> bool:
        return (
            len(filled) >= min(_SECTION_CELLS, len(self.heading))
            and is_number_row(row)
            and len(filled) >= len(self.heading) // 2
        )

    def _repeats_heading(self, _row: list[Cell], filled: list[tuple[int, Cell]]) -> bool:
        texts = [fold(cell) for _, cell in filled if isinstance(cell, str)]
        hits = sum(t in self.heading_texts for t in texts)
        return len(texts) == len(filled) and hits >= max(2, 0.7 * len(texts))

    def _is_section(self, filled: list[tuple[int, Cell]], words: str) -> bool:
        """Recognise a numeral, ward or area class alone on its row, perhaps with a count; a data row has more."""
        texts = [(c, clean(cell)) for c, cell in filled if isinstance(cell, str)]
        if len(filled) > _SECTION_CELLS or not texts:
            return False
        if _ROMAN.match(texts[0][1]) or begins_with_numeral(texts[0][1]):
            return True
        spans = (
            any(r0 == r1 and c1 > c0 and c0 == texts[0][0] for r0, c0, r1, c1 in self.sheet.merges) and len(filled) == 1
        )
        if self.number_column is None:
            return len(filled) == 1 and texts[0][0] == min(self.heading) and _names_ward(words)
        return (spans or len(filled) == 1) and names_place_class(words)


def names_place_class(words: str) -> bool:
    """Whether a lone text is a ward's name with its type word, or an area class."""
    return _names_ward(words) or bool(vocabulary("area_class").read(words).codes)


def _names_ward(words: str) -> bool:
    return accent_key(without_numeral(words)).startswith(("phường ", "xã ", "thị trấn "))


def section_words(words: str) -> str:
    """Strip the numbering from a section's words."""
    return without_numeral(words).strip()


def _says_nil(words: str) -> bool:
    return _contains(words, heading_book().rows.nil)


def _signs(text: str) -> bool:
    if len(text) >= 4 * _LONG:
        return False
    return _begins(text, heading_book().rows.signature) or bool(_PLACE_AND_DATE.match(clean(text)))


def _is_example(text: str) -> bool:
    return _begins(text, heading_book().rows.example)


@lru_cache(maxsize=1 << 14)
def _begins(words: str, openings: tuple[str, ...]) -> bool:
    folded = fold(words[: 4 * _LONG])
    return any(folded == o or folded.startswith(f"{o} ") for o in openings)


@lru_cache(maxsize=1 << 14)
def _contains(words: str, phrases: tuple[str, ...]) -> bool:
    folded = f" {fold(words)} "
    return any(f" {phrase} " in folded for phrase in phrases)
