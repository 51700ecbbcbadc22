"""What can be wrong with a file, a table or a cell: stable codes, severities, and the sentence for each.

A sentence says where, what, and what to do. Anything a clerk can mend is a `Problem`, collected and shown;
exceptions are for what the program itself cannot go on from.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from camdash.problems.codes import CODES, Code, Severity
from camdash.problems.spoken import spoken
from camdash.words import Words

__all__ = ["CODES", "Code", "Param", "Problem", "Severity", "problem"]

Param = str | int | float


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding at one place of one file; `value` is the cell's text as it stood."""

    code: str
    severity: Severity
    sheet: str = ""
    cell: str = ""
    row: int | None = None
    field: str = ""
    value: str = ""
    params: Mapping[str, Param] = dataclasses.field(default_factory=dict)

    def message(self, words: Words, heading: str = "") -> str:
        """Say the whole sentence in `words`; `heading` is the field's name as the reader knows it."""
        place = self._place(words, heading)
        params = {name: spoken(name, value, words) for name, value in self.params.items()}
        sentence = words.t(CODES[self.code].sentence, value=self.value, **params)
        return f"{place}: {sentence}" if place else sentence

    def _place(self, words: Words, heading: str) -> str:
        if self.cell and heading:
            return words.t("Cell {cell} ({heading})", cell=self.cell, heading=heading)
        if self.cell:
            return words.t("Cell {cell}", cell=self.cell)
        if self.row is not None:
            return words.t("Row {row}", row=self.row)
        if self.sheet:
            return words.t("Sheet “{sheet}”", sheet=self.sheet)
        return ""


def problem(
    code: str,
    /,
    *,
    sheet: str = "",
    cell: str = "",
    row: int | None = None,
    field: str = "",
    value: str = "",
    **params: Param,
) -> Problem:
    """Make a problem of a known code with that code's severity; an unknown code raises KeyError."""
    return Problem(code, CODES[code].severity, sheet, cell, row, field, value, params)
