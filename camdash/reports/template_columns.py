"""The columns of a form as they stand in a workbook: fields in order, under one or two rows of headings."""

from dataclasses import dataclass
from itertools import groupby

from camdash.forms.fields import Field, fields_of

_AI_NEEDS = {name: at for at, name in enumerate(("row_no", "field", "problem", "ai_needs", "quantity", "note"))}
_NOT_A_COLUMN = frozenset({"unit"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A cell of the heading: its text and the columns (0-based, both ends) and rows (0 or 1) that it spans."""

    text: str
    first: int
    last: int
    top: int
    bottom: int


def columns_of(form: str) -> tuple[Field, ...]:
    """Give the fields that have a column in the blank form; the unit stands in the letterhead instead."""
    fields = [f for f in fields_of(form) if not f.derived and f.name not in _NOT_A_COLUMN]
    if form == "ai_needs":
        fields.sort(key=lambda f: _AI_NEEDS.get(f.name, len(_AI_NEEDS)))
    return tuple(fields)


def headings_over(columns: tuple[Field, ...]) -> tuple[Heading, ...]:
    """Lay out the two rows of headings: neighbours of one group share its heading, a lone field spans both rows."""
    cells: list[Heading] = []
    at = 0
    for group, members in groupby(columns, key=lambda f: f.group or f.name):
        run = tuple(members)
        if len(run) == 1:
            cells.append(Heading(run[0].vi, at, at, 0, 1))
        else:
            cells.append(Heading(group, at, at + len(run) - 1, 0, 0))
            cells += [Heading(f.leaf or f.vi, at + i, at + i, 1, 1) for i, f in enumerate(run)]
        at += len(run)
    return tuple(cells)
