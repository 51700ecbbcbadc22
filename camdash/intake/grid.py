"""Cells that span rows and columns, as web pages and Word documents give them, laid out as a sheet."""

from camdash.intake.workbook import Cell, Merge, Sheet

MAX_CELLS = 2_000_000


class Grid:
    """A sheet in the making: cells are put one after the other and find their places beside those from above."""

    def __init__(self, rows: list[list[Cell]] | None = None) -> None:
        """Begin below the `rows` given."""
        self._rows: list[list[Cell]] = list(rows or [])
        self._merges: list[Merge] = []
        self._hidden: set[int] = set()
        self._taken: dict[int, int] = {}
        self._column = 0
        self._cells = 0

    def start_row(self, *, hidden: bool = False) -> None:
        """Begin a row."""
        self._rows.append([])
        self._column = 0
        if hidden:
            self._hidden.add(len(self._rows))

    def put(self, value: Cell, down: int = 1, across: int = 1) -> bool:
        """Put a cell that spans so many rows and columns; False once the sheet is beyond measure."""
        while self._taken.get(self._column, 0) >= len(self._rows):
            self._skip()
        return self._put(value, down, across)

    def put_at(self, column: int, value: Cell, down: int = 1, across: int = 1) -> bool:
        """Put a cell at a column (0-based) that lies behind those put before; False once beyond measure."""
        while self._column < column:
            self._skip()
        return self._put(value, down, across)

    def _put(self, value: Cell, down: int, across: int) -> bool:
        row = len(self._rows) - 1
        first, self._column = self._column, self._column + across
        self._cells += across
        if self._cells > MAX_CELLS:
            return False
        self._rows[row] += [value, *[""] * (across - 1)]
        if down > 1:
            self._taken.update(dict.fromkeys(range(first, self._column), row + down))
        if down > 1 or across > 1:
            self._merges.append((row, first, row + down - 1, self._column - 1))
        return True

    def _skip(self) -> None:
        self._rows[-1].append("")
        self._column += 1
        self._cells += 1

    def sheet(self, name: str = "") -> Sheet | None:
        """Give the sheet, its rows of one width, its merges no longer than it is; None where it is beyond measure."""
        width, last = max(map(len, self._rows), default=0), len(self._rows) - 1
        if width * len(self._rows) > MAX_CELLS:
            return None
        rows = [[*row, *[""] * (width - len(row))] for row in self._rows]
        merges = [(r, c, min(to_r, last), to_c) for r, c, to_r, to_c in self._merges]
        return Sheet(name, rows, [m for m in merges if m[0] < m[2] or m[1] < m[3]], hidden_rows=self._hidden)
