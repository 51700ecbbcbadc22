"""Tables written at random into a sheet in the making, with where their rows stand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from camdash.intake.workbook import Cell, Merge, Sheet

GROUPS = ("Thông tin chung", "Kế hoạch", "Thực hiện", "Năm trước", "Kinh phí", "Vị trí", "Nhân sự")
PLACES = ("Chợ Hôm", "Trường Tiểu học A", "Ngã tư Sở", "Tổ 5", "Công ty May 10", "Nhà văn hóa", "Bến xe phía Nam")
TOTALS = ("Tổng cộng", "TỔNG CỘNG", "Cộng", "Tổng số", "Tổng cộng:", "Total")

SUBTOTALS = ("Cộng nhóm", "Tổng khu vực", "Cộng mục I")
RUNNING = ("STT", "TT", "Số TT", "No.")
SUMMED = ("Số lượng", "Thành tiền (đồng)", "Diện tích\n(m2)")

Column = tuple[Cell, Callable[[Random, int], Cell]]


def _name(random: Random, number: int) -> Cell:
    return f"{random.choice(PLACES)} {number}"


def _running(random: Random, number: int) -> Cell:
    del random
    return float(number)


def _amount(random: Random, number: int) -> Cell:
    del number
    return float(random.randint(1, 900))


def _text(*choices: str) -> Callable[[Random, int], Cell]:
    return lambda random, _: random.choice(choices)


NUMBERS: tuple[Column, ...] = (
    ("Số lượng", lambda r, _: float(r.randint(1, 40))),
    ("Diện tích\n(m2)", lambda r, _: round(r.random() * 900, 2)),
    ("Thành tiền (đồng)", lambda r, _: float(r.randint(1, 900)) * 1e6),
    ("Năm sử dụng", lambda r, _: float(r.randint(2001, 2024))),
    ("Ngày nhận", lambda r, _: date(2023, r.randint(1, 12), r.randint(1, 28))),
    ("Mã số", lambda r, n: f"{n + r.randint(1, 3) * 100:05d}"),
    ("Tỷ lệ (%)", lambda r, _: f"{r.randint(1, 99)},{r.randint(0, 9)}"),
    ("Đơn giá", lambda r, _: f"{r.randint(1, 99)}.{r.randint(100, 999)}.000"),
)
NAMES: tuple[Column, ...] = (("Tên tài sản", _name), ("Địa điểm", _name), ("Nội dung công việc", _name))
TEXTS: tuple[Column, ...] = (
    ("Đơn vị tính", _text("Cái", "Bộ", "Chiếc")),
    ("Tình trạng", _text("Tốt", "Hỏng", "Đang sửa chữa", "")),
    ("Bộ phận sử dụng", _text("Phòng Hành chính", "Phòng Kế toán", "Tổ bảo vệ")),
    ("Ghi chú", _text("", "", "", "đã thanh lý", "mua mới")),
    ("Nguồn kinh phí", _text("Ngân sách", "Xã hội hóa", "")),
    ("Người quản lý", _text("Nguyễn Văn A", "Trần Thị B", "Lê C")),
)


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a table stands; rows and columns are 0-based."""

    header_row: int
    first_data_row: int | None
    last_data_row: int | None
    total_row: int | None


@dataclass(slots=True)
class Paper:
    """A sheet in the making."""

    random: Random
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    tables: list[Truth] = field(default_factory=list)

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Write a cell; a blank one leaves the sheet as it is."""
        if cell != "":
            self.cells[row, column] = cell

    def chance(self, share: float) -> bool:
        """Say yes in such a share of cases."""
        return self.random.random() < share

    def sheet(self) -> Sheet:
        """Give the sheet, with formatted but empty rows and columns about it now and then."""
        height = max((r for r, _ in self.cells), default=-1) + 1
        width = max((c for _, c in self.cells), default=-1) + 1
        height += self.random.choice((0, 0, 0, 3, 1000))
        width += self.random.choice((0, 0, 2))
        rows: list[list[Cell]] = [[""] * width for _ in range(height)]
        for (row, column), cell in self.cells.items():
            rows[row][column] = cell
        return Sheet("Sheet1", rows, [m for m in self.merges if m[0] < height])


@dataclass(slots=True)
class Plan:
    """What one table is to be like; `habits` are the odd things that its author does."""

    columns: list[Column]
    running: bool
    rows: int
    levels: int
    habits: set[str] = field(default_factory=set)

    @property
    def summed(self) -> list[int]:
        """The places of columns that a total can sum."""
        return [at for at, (title, _) in enumerate(self.columns) if title in SUMMED]


def plan_table(paper: Paper) -> Plan:
    """Choose columns: mixed, or texts only where there are enough of them to tell a table."""
    random = paper.random
    running = paper.chance(0.7)
    texts = [random.choice(NAMES), *random.sample(TEXTS, random.randint(0, 4))]
    numbers = random.sample(NUMBERS, random.randint(0 if running or len(texts) > 3 else 1, 4))
    columns = [*texts[:1], *random.sample([*texts[1:], *numbers], len(texts) + len(numbers) - 1)]
    if running:
        columns.insert(0, (random.choice(RUNNING), _running))
    rows = random.choice((0, 1, 2, 3, 5, 8, 13, 30, 60))
    if len(columns) - len(numbers) < 4 and not running:
        rows = max(rows, 2)
    if rows == 0 and len(columns) < 4:
        rows = 3
    levels = random.choice((1, 1, 1, 2, 2, 3)) if len(columns) > 3 else 1
    plan = Plan(columns, running, rows, levels)
    _take_habits(paper, plan)
    return plan


def _take_habits(paper: Paper, plan: Plan) -> None:
    """Give a table some of the habits that suit it."""
    plain = plan.levels == 1 and plan.rows > 3
    suits = {
        "as text": True,
        "padded": plan.running,
        "on pages": plan.running and plain,
        "merged down": plan.running and plan.rows > 3 and len(plan.columns) > 3,
        "subtotals": plan.running and plan.rows > 7 and bool(plan.summed),
        "money lines": plan.running and len(plan.columns) > 3 and bool(plan.summed),
        "free row": plan.running and plain and len(plan.columns) > 3,
        "units": plan.running and plain and len(plan.summed) > 1,
        "unnamed": plain and len(plan.columns) > 4,
        "years": plan.running and plain,
        "prefilled": plan.running and plain,
        "no heading": plan.running and plain and len(plan.columns) > 3,
    }
    plan.habits = {habit for habit, suited in suits.items() if suited and paper.chance(0.07)}
    if "years" in plan.habits:
        plan.columns += [(year, _amount) for year in (2021.0, 2022.0, 2023.0)]
    if "no heading" in plan.habits:
        plan.habits -= {"on pages"}
    if plan.habits & {"on pages", "merged down", "no heading"}:
        plan.habits -= {"free row", "units", "unnamed", "prefilled"}


def write_table(paper: Paper, row: int, left: int, plan: Plan) -> int:
    """Write a table and note where it stands; gives the first row below it."""
    last_heading = -1
    if "no heading" not in plan.habits:
        last_heading = _heading(paper, row, left, plan)
        row = last_heading + 1
        if len(plan.columns) > 2 and paper.chance(0.25):
            for number in range(len(plan.columns)):
                paper.put(row, left + number, f"({number + 1})")
            row += 1
    row += "free row" in plan.habits
    top = plan.rows > 1 and last_heading >= 0 and "free row" not in plan.habits and paper.chance(0.1)
    total = row if top else None
    if top:
        _total(paper, row, left, plan, TOTALS)
        row += 1
    first, last, row = _records(paper, row, left, plan)
    if plan.rows > 1 and not top and paper.chance(0.45):
        total = row
        _total(paper, row, left, plan, TOTALS)
        row = _below_total(paper, row + 1, left, plan)
    elif "prefilled" in plan.habits:
        for number in range(plan.rows + 1, plan.rows + 8):
            paper.put(row, left, float(number))
            row += 1
    paper.tables.append(Truth(last_heading, first, last, total))
    return row


def _below_total(paper: Paper, row: int, left: int, plan: Plan) -> int:
    if "money lines" in plan.habits:
        for text in ("Thuế GTGT 8%", "Thành tiền sau thuế:"):
            paper.put(row, left + plan.summed[-1] - 1, text)
            paper.put(row, left + plan.summed[-1], float(paper.random.randint(100, 900)))
            row += 1
    return row


def _heading(paper: Paper, row: int, left: int, plan: Plan) -> int:
    """Write 1 to 3 heading rows, the upper ones over groups of columns; gives the last of them."""
    random, width = paper.random, len(plan.columns)
    bottom, merged = row + plan.levels - 1, paper.chance(0.7)
    groups: list[tuple[int, int]] = []
    column = random.randint(1, 2)
    while plan.levels > 1 and column + 1 < width:
        size = random.randint(2, min(4, width - column))
        groups.append((column, column + size - 1))
        column += size + random.randint(0, 2)
    grouped = {c for first, last in groups for c in range(first, last + 1)}
    unnamed = random.randint(2, width - 2) if "unnamed" in plan.habits else -1
    for number, (title, _) in enumerate(plan.columns):
        at = bottom if number in grouped else row
        paper.put(at, left + number, title if number != unnamed else "")
        if at < bottom and merged:
            paper.merges.append((at, left + number, bottom, left + number))
    _groups(paper, range(row, bottom), left, groups, merged=merged)
    if "units" in plan.habits:
        for at in plan.summed:
            paper.put(row + 1, left + at, random.choice(("cái", "m2", "đơn vị (đồng)", "(triệu đồng)")))
        return row + 1
    return bottom if groups else row


def _groups(paper: Paper, levels: range, left: int, groups: list[tuple[int, int]], *, merged: bool) -> None:
    """Write the headings over groups of columns."""
    names = paper.random.sample(GROUPS, len(GROUPS))
    for at, (first, last) in enumerate(groups):
        for level in levels:
            paper.put(level, left + first, names[at % len(names)] if level == levels[0] else f"Trong đó {at + 1}")
            if merged:
                paper.merges.append((level, left + first, level, left + last))


def _records(paper: Paper, row: int, left: int, plan: Plan) -> tuple[int | None, int | None, int]:
    """Write the records with what stands between; gives the first and last of them and the row below."""
    random = paper.random
    sections, gaps = paper.chance(0.15) and len(plan.columns) > 3, paper.chance(0.1) and plan.running
    skipped = random.choice((0.0, 0.0, 0.1))
    first = last = None
    begun = row
    for number in range(1, plan.rows + 1):
        if "on pages" in plan.habits and number > 1 and number % 13 == 1:
            row = _heading(paper, row, left, plan) + 1
        if "subtotals" in plan.habits and number % 5 == 0 and number < plan.rows:
            _total(paper, row, left, plan, SUBTOTALS)
            row += 1
        elif sections and (number == 1 or paper.chance(0.1)):
            paper.put(row, left + (0 if plan.running else 1), "I")
            paper.put(row, left + 1, f"Khu vực {random.choice(PLACES)}")
            row += 1
        elif gaps and number > 1 and paper.chance(0.1):
            row += random.randint(1, 2)
            begun = row
        first = row if first is None else first
        last = row
        _record(paper, row, left, plan, (number, skipped))
        if "merged down" in plan.habits and row > begun and paper.chance(0.4) and (row - 1, left) in paper.cells:
            _merge_with_above(paper, row, left)
        row += 1
    return first, last, row


def _record(paper: Paper, row: int, left: int, plan: Plan, how: tuple[int, float]) -> None:
    """Write one record: its number, and the share of its cells that is left blank."""
    number, skipped = how
    for at, (_, make) in enumerate(plan.columns):
        cell = make(paper.random, number) if at < 2 or not paper.chance(skipped) else ""
        if "padded" in plan.habits and at == 0:
            cell = f"{number:02d}"
        elif "as text" in plan.habits and isinstance(cell, float):
            cell = str(int(cell) if cell.is_integer() else cell)
        paper.put(row, left + at, cell)


def _merge_with_above(paper: Paper, row: int, left: int) -> None:
    """Let the number and the name of the row above stand for this row too."""
    for column in (left, left + 1):
        if paper.cells.pop((row, column), None) is not None:
            paper.merges.append((row - 1, column, row, column))


def _total(paper: Paper, row: int, left: int, plan: Plan, words: tuple[str, ...]) -> None:
    """Write a total under the first texts, with sums of the numbers that can be summed."""
    label = 1 if plan.running and paper.chance(0.5) else 0
    paper.put(row, left + label, paper.random.choice(words))
    for at in plan.summed:
        if at > label:
            paper.put(row, left + at, float(paper.random.randint(100, 900)))
    if label == 0 and plan.running and paper.chance(0.5):
        paper.merges.append((row, left, row, left + 1))
