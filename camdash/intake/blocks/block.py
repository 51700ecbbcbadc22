"""What a found table is."""

from dataclasses import dataclass, field
from typing import Any, Literal

from camdash.intake.gate import column_letters

BlockKind = Literal["table", "empty_form", "numbered_empty_rows", "side_table", "no_heading"]


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a sheet; all rows and columns are 0-based and inclusive.

    The extent holds the heading, the data and the total, not titles, signatures or notes. `number_row` is the row
    "(1) (2) (3)" below a heading. The data rows are None where no row is a record; where rows carry a running number
    only (kind `numbered_empty_rows`) they are the extent of those. `paths` gives each headed column's texts from top
    to bottom.
    """

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    header_rows: tuple[int, ...] = ()
    number_row: int | None = None
    first_data_row: int | None = None
    last_data_row: int | None = None
    total_row: int | None = None
    kind: BlockKind = "table"
    paths: dict[int, tuple[str, ...]] = field(default_factory=dict, hash=False)

    @property
    def cells(self) -> str:
        """Name the extent as a spreadsheet does: "A9:H20"."""
        first = f"{column_letters(self.first_column + 1)}{self.first_row + 1}"
        return f"{first}:{column_letters(self.last_column + 1)}{self.last_row + 1}"

    def to_json(self) -> dict[str, Any]:
        """Describe the table with 1-based rows, None where there is no such row."""
        rows = {
            "header_row": self.header_rows[-1] if self.header_rows else None,
            "first_data_row": self.first_data_row,
            "last_data_row": self.last_data_row,
            "total_row": self.total_row,
        }
        one_based = {name: None if row is None else row + 1 for name, row in rows.items()}
        return {"cells": self.cells, **one_based, "kind": self.kind}
