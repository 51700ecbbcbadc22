"""The cells of one column for the data rows of a table, with merged cells and ditto marks carried down."""

from dataclasses import dataclass, field

from camdash.intake.workbook import Cell, Sheet

_DITTO = frozenset(
    {'"', "''", "nt", "n.t", "NT", "như trên", "Như trên", "//", "-nt-", "- nt -", "-//-", "”", "“", '- " -', '-"-'}
)


@dataclass(slots=True)
class ColumnCells:
    """Gives whole columns of a sheet for chosen rows (0-based)."""

    sheet: Sheet
    rows: list[int]
    _cells: list[list[Cell]] = field(default_factory=list)
    _width: int = 0
    _tall: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the vertical merges that lie within the data rows by column."""
        self._cells = [self.sheet.rows[n] for n in self.rows]
        self._width = min(map(len, self._cells), default=0)
        if not self.rows:
            return
        for top, left, bottom, right in self.sheet.merges:
            if bottom > top and self.rows[0] <= bottom and top <= self.rows[-1]:
                for column in range(left, min(right, left + 64) + 1):
                    self._tall.setdefault(column, []).append((top, bottom))

    def of(self, column: int, *, carried: bool = False) -> list[Cell]:
        """Give the column's cells, "" where a row is shorter; `carried` fills merged and ditto cells from above."""
        if column < self._width:
            cells = [row[column] for row in self._cells]
        else:
            cells = [row[column] if column < len(row) else "" for row in self._cells]
        if carried:
            self._carry_merged(column, cells)
            if not _DITTO.isdisjoint(cells):
                _carry_ditto(cells)
        return cells

    def _carry_merged(self, column: int, cells: list[Cell]) -> None:
        where = {number: at for at, number in enumerate(self.rows)} if column in self._tall else {}
        for top, bottom in self._tall.get(column, ()):
            row = self.sheet.rows[top]
            anchor = row[column] if column < len(row) else ""
            for number in range(top, bottom + 1):
                if number in where and cells[where[number]] == "":
                    cells[where[number]] = anchor


def _carry_ditto(cells: list[Cell]) -> None:
    above: Cell = ""
    for at, cell in enumerate(cells):
        if isinstance(cell, str) and cell.strip() in _DITTO:
            cells[at] = above
        elif cell != "":
            above = cell
