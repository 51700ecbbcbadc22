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
_SHORT = re.compile(rf"\|([^|\d]{{0,{LONGEST_UNKNOWN}}})(?=\|)")
"""Texts so short, without a digit, may be a way to say nothing."""


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
    texts = read_texts(column.cells) if column.holds_truths() else _read(column.cells, column.different, whole)
    for record, text in zip(records, texts, strict=True):
        if text is not None:
            record[name] = text
    return whole


def _read(cells: Sequence[Cell], different: set[Cell], whole: str) -> list[str | None]:
    """Read cells of which `different` are the different ones; texts that surely say something are taken as they are."""
    others = [c for c in different if not isinstance(c, str)]
    parted = whole.count(_BETWEEN) == len(different) - len(others) + 1
    doubtful = [*others, *_SHORT.findall(whole)] if parted and _is_tidy(whole) else different
    read: dict[Any, str | None] = {c: _whole(c) or read_text(c).value for c in doubtful}
    read[""] = None
    return list(map(read.get, cells, cells))  # type: ignore[arg-type]  # what is not read anew is a text


def _whole(cell: Cell) -> str:
    """Write a whole number, as most numbers in columns of text are; "" for any other cell."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else ""


def _is_tidy(whole: str) -> bool:
    """Whether cleaning would leave every one of the joined texts as it is.

    What cleaning takes out, be it blanks of other kinds or invisible signs, is nothing that Python would print.
    """
    if not whole.isprintable() or any(sign in whole for sign in _UNTIDY):
        return False
    return unicodedata.is_normalized("NFC", whole)
