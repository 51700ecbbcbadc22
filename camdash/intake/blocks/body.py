"""How far the rows below a heading belong to its table, and which of them are data."""

from dataclasses import dataclass, field

from camdash.intake.blocks.evidence import heads_a_table
from camdash.intake.blocks.grid import BLANK, NUMBER, TEXT, Grid, is_number_row, kind_of
from camdash.intake.blocks.heading import Heading, Room, could_head, is_repeated, read_heading
from camdash.intake.blocks.profile import Profile, ends_a_table, is_total_row, learn, running_number
from camdash.intake.blocks.words import heads_running_numbers, is_ending, is_mark, may_be_ending, may_be_total
from camdash.intake.workbook import Cell

FURTHEST = 40
FEW = 2


@dataclass(slots=True)
class Body:
    """The rows of a table below its heading; `last` is the last row that belongs to it at all."""

    last: int
    first_data: int | None = None
    last_data: int | None = None
    numbered: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)

    @property
    def total(self) -> int | None:
        """The row that sums up all: below the data, else above them."""
        if self.first_data is None or self.last_data is None:
            return self.totals[-1] if self.totals else None
        below = [row for row in self.totals if row > self.last_data]
        above = [row for row in self.totals if row < self.first_data]
        return below[-1] if below else next(iter(above), None)


class Walk:
    """Goes down from a heading row by row; rows that only may belong count once a row that does follows them."""

    def __init__(self, grid: Grid, profile: Profile, heading: Heading | None, start: int) -> None:
        self.grid = grid
        self.profile = profile
        self.heading = heading
        self.columns = profile.columns
        self.start = start
        self.body = Body(start - 1)
        self.titles = {str(grid.cell(heading.last, c)) for c in self.columns} if heading else set()
        self.blanks = 0
        self.texts = 0
        self.number: int | None = None
        self.narrow = profile.narrow
        self.whole = profile.columns.start == 0 and profile.columns.stop >= grid.width

    def run(self) -> Body:
        """Walk until something else begins."""
        row = self.start
        while row < self.grid.height and self.blanks <= FURTHEST:
            if not self._is_plain(row):
                follow = self._step(row)
                if follow is None:
                    break
                row = follow
            else:
                self._take(row)
            row += 1
        return self.body

    def _fill(self, row: int) -> int:
        if self.whole or not self.grid.filled[row]:
            return self.grid.filled[row]
        cells = self.grid.rows[row][self.columns.start : self.columns.stop]
        return len(cells) - cells.count("")

    def _is_plain(self, row: int) -> bool:
        """Tell most rows deep inside a table by two cells."""
        if self.blanks or self.texts or self._fill(row) < self.narrow or self._after_total():
            return False
        pivot = self.profile.pivot
        cells = self.grid.rows[row]
        if pivot is None:
            return self._is_plain_text(row, cells)
        if pivot >= len(cells) or kind_of(cells[pivot]) != NUMBER:
            return False
        if pivot == self.profile.running:
            self.number = running_number(self.grid, row, pivot)
            return True
        return self._label(cells) is not None or not is_total_row(self.grid, row, self.profile)

    def _label(self, cells: list[Cell]) -> str | None:
        """Give the first cell if it is a text that cannot be a total's label."""
        label = cells[self.columns.start]
        return label if isinstance(label, str) and label and not may_be_total(label) else None

    def _is_plain_text(self, row: int, cells: list[Cell]) -> bool:
        """Tell a full row of a table of texts by its first cell."""
        label = cells[self.columns.start] if self._fill(row) > FEW else ""
        if not isinstance(label, str) or not label or label in self.titles or heads_running_numbers(label):
            return False
        if may_be_ending(label) and is_ending(label):
            return False
        return self._label(cells) is not None or not is_total_row(self.grid, row, self.profile)

    def _take(self, row: int) -> None:
        body = self.body
        body.first_data = row if body.first_data is None else body.first_data
        body.last = body.last_data = row
        self.blanks = self.texts = 0

    def _step(self, row: int) -> int | None:
        """Tell one row; give the last row dealt with, None where the table has ended."""
        kinds = self.grid.kinds(row, self.columns)
        full = len(kinds) - kinds.count(BLANK)
        if not full:
            self.blanks += 1
            return row
        if is_total_row(self.grid, row, self.profile) and (NUMBER in kinds or full < self.profile.narrow):
            return self._total(row)
        if NUMBER not in kinds or (kinds[0] == TEXT and self._heads_anew(row)):
            return self._row_of_texts(row, full)
        if full < self.profile.narrow:
            full += self._covered(row)
        return self._row_with_numbers(row, kinds, full)

    def _covered(self, row: int) -> int:
        """Count the cells merged down into a row, where its number or first cell is one of them."""
        key = self.columns.start if self.profile.running is None else self.profile.running
        columns = [merge[1] for merge in self.grid.merged_down.get(row, ()) if merge[1] in self.columns]
        return len(columns) if key in columns else 0

    def _heads_anew(self, row: int) -> bool:
        return heads_running_numbers(self.grid.text(row, self.columns.start))

    def _total(self, row: int) -> int | None:
        if self.blanks > 2 or (self.blanks and self.body.totals):  # noqa: PLR2004 - a total stands near what it sums
            return None
        self.body.totals.append(row)
        self.body.last = row
        self.blanks = self.texts = 0
        return row

    # ---------------------------------------------------------------------------------------- rows of texts

    def _row_of_texts(self, row: int, full: int) -> int | None:
        """Deal with a row without numbers: a heading, a record, a section or the end."""
        repeated = self._repeated(row)
        if repeated is not None:
            return repeated
        if self._begins_another(row, full) or self._ends(row):
            return None
        if full >= self.profile.narrow and self._may_be_record(row, full):
            self._take(row)
        else:
            self.texts += 1
        return row

    def _repeated(self, row: int) -> int | None:
        """Give the last row of a heading printed again, where the records go on below it."""
        if self.heading is None or self.body.first_data is None or not is_repeated(self.grid, self.heading, row):
            return None
        last = row + self.heading.last - self.heading.first
        if last + 1 < self.grid.height and is_number_row(self.grid, last + 1, self.columns):
            last += 1
        following = self.grid.below(last, self.columns, 3, 2)
        return last if any(self._goes_on(r) for r in following) else None

    def _goes_on(self, row: int) -> bool:
        if self.profile.running is None:
            return not self.blanks and not self.body.totals
        number = running_number(self.grid, row, self.profile.running)
        return number is not None and self.number is not None and self.number < number <= self.number + FEW

    def _begins_another(self, row: int, full: int) -> bool:
        """Whether the heading of another table begins here."""
        cells = self.grid.touching(row, self.columns)
        if full < 2 or not could_head(self.grid, row, cells):  # noqa: PLR2004 - a table has two columns
            return False
        if not (self.blanks or self._after_total() or self._contradicts(row, cells)):
            return False
        heading = read_heading(self.grid, row, cells, Room(row, range(self.grid.far)))
        profile = learn(self.grid, heading.columns, heading.body, heading.titles)
        if not heads_a_table(self.grid, heading, profile):
            return False
        if self.profile.numeric or profile.numeric or not self.blanks:
            return True
        return self.texts > 0 or len(cells) != round(self.profile.usual)

    def _contradicts(self, row: int, cells: list[int]) -> bool:
        """Whether texts stand where this table has numbers, or a heading of running numbers where it has none."""
        if self.profile.running is None and heads_running_numbers(self.grid.text(row, cells[0])):
            return True
        numeric = [c for c in cells if c in self.profile.numeric]
        if self.profile.running in numeric:
            return heads_running_numbers(self.grid.text(row, self.profile.running)) or len(numeric) > 1
        return len(numeric) > 1 or (len(numeric) == 1 and len(self.profile.numeric) == 1)

    def _ends(self, row: int) -> bool:
        return ends_a_table(self.grid, row, self.columns) or (
            bool(self.body.totals)
            and self.body.last_data is not None
            and self.profile.running is None
            and bool(self.blanks)
        )

    def _may_be_record(self, row: int, full: int) -> bool:
        """Whether a row of texts is a record: as full as the others, without a gap above."""
        if self._after_total():
            return False
        running = self.profile.running
        if running is not None and self.grid.kind(row, running) == TEXT:
            return False
        if running is not None and not self.profile.numeric - {running}:
            return not self.blanks and full >= 0.5 * self.profile.usual
        return not self.blanks or (not self.profile.numeric and self.blanks < 3 and not self.texts)  # noqa: PLR2004

    # ------------------------------------------------------------------------------------- rows with numbers

    def _row_with_numbers(self, row: int, kinds: list[str], full: int) -> int | None:
        running = self.profile.running
        here = kinds[running - self.columns.start] if running is not None else BLANK
        if running is not None and here == NUMBER:
            return self._numbered(row, running, full)
        if self._after_total() and full < 0.8 * self.profile.usual:
            return self._line_after_total(row)
        matches = sum(kinds[c - self.columns.start] == NUMBER for c in self.profile.numeric)
        enough = max(2.0, 0.4 * self.profile.usual) if self.blanks else 2.0
        section = here == TEXT and is_mark(self.grid.text(row, running or 0))
        if section or (self.blanks and running is not None and here == BLANK):
            self.texts += 1
        elif full >= enough and matches and self._may_go_on(kinds, full):
            self._take(row)
        elif self.blanks:
            return None
        else:
            self.texts += 1
        return row

    def _numbered(self, row: int, running: int, full: int) -> int | None:
        """Deal with a row that carries a running number."""
        number = running_number(self.grid, row, running)
        goes_on = self.number is None or (number is not None and self.number < number <= self.number + FEW)
        if self.blanks and not goes_on and (full < self.profile.narrow or self.body.totals):
            return None
        if self._after_total() and not goes_on and full < self.profile.narrow:
            return None
        self.number = number
        if full > 1:
            self._take(row)
        else:
            self.body.numbered.append(row)
            self.body.last = row
            self.blanks = self.texts = 0
        return row

    def _after_total(self) -> bool:
        body = self.body
        return bool(body.totals) and body.last_data is not None and body.totals[-1] > body.last_data

    def _line_after_total(self, row: int) -> int | None:
        """Count money lines right below the total to the table's extent."""
        if self.blanks or self.texts:
            return None
        self.body.last = row
        return row

    def _may_go_on(self, kinds: list[str], full: int) -> bool:
        """Whether a record without a running number may follow what lies between it and the last one."""
        if not self.blanks:
            return True
        if self.body.totals or self.blanks > FEW or not kinds[0] or full < 0.6 * self.profile.usual:
            return False
        return not any(kinds[c - self.columns.start] == TEXT for c in self.profile.numeric)


def walk(grid: Grid, profile: Profile, heading: Heading | None, start: int) -> Body:
    """Find the rows of the table that begins at `start`."""
    return Walk(grid, profile, heading, start).run()
