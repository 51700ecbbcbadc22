"""A whole column of free text read at once: most columns are tidy already, which one look over all cells tells."""

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from typing import Any

from camdash.intake.cells import read_text
from camdash.intake.model import Record
from camdash.intake.workbook import Cell
from camdash.text.fold import LONGEST_UNKNOWN

_BETWEEN = "\0"
_DIGIT = re.compile(r"\d")
_DIGITS = frozenset("0123456789")
_UNTIDY = re.compile("[\t-\x1f\x85\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2060\u3000\ufeff]|  |\0[ ']|[ ]\0")


def read_texts(cells: Sequence[Cell]) -> list[str | None]:
    """Read cells as free text, each as `cells.read_text` reads it; None where a cell says nothing."""
    if bool in set(map(type, cells)):  # True == 1, but they are not the same text
        return [read_text(c).value if c != "" else None for c in cells]
    different = set(cells)
    return _read(cells, different, joined(different))


def joined(cells: Collection[Cell]) -> str:
    """Join the different texts among cells into one, for looks that ask whether any of them is of some kind."""
    return _BETWEEN.join(["", *[c for c in cells if isinstance(c, str)], ""])


def write_texts(records: list[Record], name: str, cells: Sequence[Cell]) -> str:
    """Write a column of free text into the records it belongs to; gives its different texts as `joined` does."""
    different = set(cells)
    whole = joined(different)
    texts = read_texts(cells) if bool in set(map(type, cells)) else _read(cells, different, whole)
    for record, text in zip(records, texts, strict=True):
        if text is not None:
            record[name] = text
    return whole


def _read(cells: Sequence[Cell], different: set[Cell], whole: str) -> list[str | None]:
    spared = _is_tidy(whole)
    read: dict[Any, str | None] = {c: read_text(c).value for c in different if not (spared and _says_something(c))}
    read[""] = None
    tell: Callable[[Any, Any], str | None] = read.get
    return [tell(c, c) for c in cells]


def _says_something(cell: Cell) -> bool:
    """Whether a tidy text is none of the ways to say nothing, which are short and hold no digit."""
    if not isinstance(cell, str) or not cell:
        return False
    return len(cell) > LONGEST_UNKNOWN or cell[-1] in _DIGITS or bool(_DIGIT.search(cell))


def _is_tidy(whole: str) -> bool:
    """Whether cleaning would leave every one of the joined texts as it is."""
    return not _UNTIDY.search(whole) and unicodedata.is_normalized("NFC", whole)
