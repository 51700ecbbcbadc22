"""A whole column of free text read at once: most columns are tidy already, which one look over all cells tells."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import Any

from camdash.intake.cells import read_text
from camdash.intake.columns import Carried
from camdash.intake.model import Record
from camdash.intake.workbook import Cell
from camdash.text.fold import LONGEST_UNKNOWN

_BETWEEN = "|"
_UNTIDY = ("  ", " |", "| ", "|'")
_DIGIT = re.compile(r"\d")


def read_texts(cells: Sequence[Cell]) -> list[str | None]:
    """Read cells as free text, each as `cells.read_text` reads it; None where a cell says nothing."""
    if bool in set(map(type, cells)):  # True == 1, but they are not the same text
        return [read_text(c).value if c != "" else None for c in cells]
    different = set(cells)
    return _read(cells, different, joined(different))


def joined(cells: Collection[Cell]) -> str:
    """Join the different texts among cells into one, for looks that ask whether any of them is of some kind."""
    return _BETWEEN.join(["", *[c for c in cells if isinstance(c, str)], ""])


def write_texts(records: list[Record], name: str, column: Carried) -> str:
    """Write a column of free text into the records it belongs to; gives its different texts joined."""
    whole = joined(column.different)
    odd = bool in set(map(type, column.cells))
    texts = read_texts(column.cells) if odd else _read(column.cells, column.different, whole)
    for record, text in zip(records, texts, strict=True):
        if text is not None:
            record[name] = text
    return whole


def _read(cells: Sequence[Cell], different: set[Cell], whole: str) -> list[str | None]:
    """Read cells of which `different` are the different ones; texts that surely say something are taken as they are."""
    spared = _is_tidy(whole)
    doubtful = {c for c in different if not (spared and isinstance(c, str) and c and _ends_in_digit(c[-1]))}
    read: dict[Any, str | None] = {c: read_text(c).value for c in doubtful if not (spared and _says_something(c))}
    read[""] = None
    return list(map(read.get, cells, cells))  # type: ignore[arg-type]  # what is not read anew is a text


_ends_in_digit = frozenset("0123456789").__contains__


def _says_something(cell: Cell) -> bool:
    """Whether a tidy text is none of the ways to say nothing, which are short and hold no digit."""
    return isinstance(cell, str) and (len(cell) > LONGEST_UNKNOWN or bool(_DIGIT.search(cell)))


def _is_tidy(whole: str) -> bool:
    """Whether cleaning would leave every one of the joined texts as it is.

    What cleaning takes out, be it blanks of other kinds or invisible signs, is nothing that Python would print.
    """
    if not whole.isprintable() or any(sign in whole for sign in _UNTIDY):
        return False
    return unicodedata.is_normalized("NFC", whole)
