"""Office sheets composed at random, with what stands in them known: letterhead, tables, totals, gaps, signatures.

Nothing here knows how tables are found. What a person could not tell either is not composed: two tables of like rows
side by side without a running number of the second, or a table of texts of two columns.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from camdash.intake.workbook import Cell, Merge, Sheet

LEFT_HEADS = ("ỦY BAN NHÂN DÂN QUẬN A", "SỞ VĂN HÓA", "PHÒNG QUẢN LÝ ĐÔ THỊ", "CÔNG TY TNHH B", "Số: 12/BC-UBND")
RIGHT_HEADS = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Hà Nội, ngày 12 tháng 3 năm 2024")
TITLES = ("BẢNG TỔNG HỢP TÀI SẢN", "Danh sách thiết bị năm 2024", "PHỤ LỤC I", "(Kèm theo Công văn số 15/UBND-VX)")
FIELDS = ("Đơn vị báo cáo:", "Kỳ báo cáo: Quý I/2024", "Người lập: Nguyễn Văn A", "Địa chỉ:")
NOTES = ("Ghi chú:", "* Số liệu tính đến 31/12/2023", "- Cột 4 ghi theo hóa đơn", "1. Đơn giá đã gồm thuế")
SIGNERS = ("NGƯỜI LẬP BIỂU", "KẾ TOÁN TRƯỞNG", "THỦ TRƯỞNG ĐƠN VỊ")
GROUPS = ("Thông tin chung", "Kế hoạch", "Thực hiện", "Năm trước", "Kinh phí", "Vị trí", "Nhân sự")
PLACES = ("Chợ Hôm", "Trường Tiểu học A", "Ngã tư Sở", "Tổ 5", "Công ty May 10", "Nhà văn hóa", "Bến xe phía Nam")
TOTALS = ("Tổng cộng", "TỔNG CỘNG", "Cộng", "Tổng số", "Tổng cộng:", "Total")

Column = tuple[str, Callable[[Random, int], Cell]]


def _name(random: Random, number: int) -> Cell:
    return f"{random.choice(PLACES)} {number}"


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
    """What one table is to be like."""

    columns: list[Column]
    running: bool
    rows: int
    levels: int


def compose(seed: int) -> tuple[Sheet, list[Truth]]:
    """Compose a sheet of one or two tables and tell where they stand."""
    paper = Paper(Random(seed))
    random = paper.random
    left, top = random.randint(0, 3), random.randint(0, 2)
    plan = _plan(paper)
    width = len(plan.columns)
    row = _title(paper, _letterhead(paper, top, left, width), left, width)
    end = _table(paper, row, left, plan)
    kind = random.choice(("one", "one", "below", "beside"))
    if kind == "beside":
        end = max(end, _beside(paper, row, left + width, plan))
    elif kind == "below":
        end = _below(paper, end, left)
    _closing(paper, end, left, width)
    return paper.sheet(), paper.tables


# ------------------------------------------------------------------------------------------------ around a table


def _letterhead(paper: Paper, row: int, left: int, width: int) -> int:
    random = paper.random
    lines, right = random.randint(0, 6), left + max(2, width // 2)
    for number in range(min(lines, 3)):
        paper.put(row + number, left, LEFT_HEADS[number] if paper.chance(0.8) else "")
        paper.put(row + number, right, RIGHT_HEADS[number] if paper.chance(0.8) else "")
        if paper.chance(0.4) and (row + number, left) in paper.cells:
            paper.merges.append((row + number, left, row + number, right - 1))
        if paper.chance(0.4) and (row + number, right) in paper.cells:
            paper.merges.append((row + number, right, row + number, left + max(width - 1, right - left + 1)))
    for number in range(3, lines):
        paper.put(row + number, left + random.randint(0, 1), random.choice(FIELDS))
        if paper.chance(0.3):
            paper.put(row + number, left + 3, random.choice(("Quận A", "Năm 2024", 2024.0)))
    return row + lines + random.randint(0, 2)


def _title(paper: Paper, row: int, left: int, width: int) -> int:
    """Write title rows; a blank row may follow them, or the heading at once."""
    random = paper.random
    for text in random.sample(TITLES, random.randint(0, 2)):
        column = left + random.randint(0, max(0, width // 3))
        paper.put(row, column, text)
        if paper.chance(0.5):
            paper.merges.append((row, column, row, max(column + 1, left + width - 1)))
        row += 1
    if paper.chance(0.25) and width > 3:
        paper.put(row, left + width - 2, "Đơn vị tính: triệu đồng")
        row += 1
    return row + random.randint(0, 2)


def _closing(paper: Paper, row: int, left: int, width: int) -> None:
    """Write what follows the last table: notes, parameters, signatures, or nothing."""
    random = paper.random
    row += random.randint(0, 2)
    if paper.chance(0.3):
        for text in random.sample(NOTES, random.randint(1, 3)):
            paper.put(row, left, text)
            row += 1
        row += random.randint(0, 1)
    if paper.chance(0.15):
        for name in ("Năng suất một người", "Tỷ lệ hao hụt", "Đơn giá giờ công"):
            paper.put(row + 1, left + 1, name)
            paper.put(row + 1, left + 2, float(random.randint(1, 90)))
            row += 1
        row += 2
    if paper.chance(0.6):
        if paper.chance(0.5):
            paper.put(row, left + width // 2, RIGHT_HEADS[2])
            row += 1
        places = sorted({left, left + width // 2, left + max(2, width - 2)})
        for column, signer in zip(places, SIGNERS, strict=False):
            paper.put(row, column, signer)
            paper.put(row + 1, column, "(Ký, ghi rõ họ tên)")
            paper.put(row + 5, column, "Nguyễn Văn A")


# ------------------------------------------------------------------------------------------------ a table


def _plan(paper: Paper) -> Plan:
    """Choose columns: mixed, or texts only where there are enough of them to tell a table."""
    random = paper.random
    running = paper.chance(0.7)
    texts = [random.choice(NAMES), *random.sample(TEXTS, random.randint(0, 4))]
    numbers = random.sample(NUMBERS, random.randint(0 if running or len(texts) > 3 else 1, 4))
    columns = [*texts[:1], *random.sample([*texts[1:], *numbers], len(texts) + len(numbers) - 1)]
    if running:
        columns.insert(0, (random.choice(("STT", "TT", "Số TT", "No.")), lambda _, number: float(number)))
    rows = random.choice((0, 1, 2, 3, 5, 8, 13, 30, 60))
    if len(columns) - len(numbers) < 4 and not running:
        rows = max(rows, 2)
    if rows == 0 and len(columns) < 4:
        rows = 3
    levels = random.choice((1, 1, 1, 2, 2, 3)) if len(columns) > 3 else 1
    return Plan(columns, running, rows, levels)


def _table(paper: Paper, row: int, left: int, plan: Plan) -> int:
    """Write a table and note where it stands; gives the first row below it."""
    last_heading = _heading(paper, row, left, plan)
    row = last_heading + 1
    if len(plan.columns) > 2 and paper.chance(0.25):
        for number in range(len(plan.columns)):
            paper.put(row, left + number, f"({number + 1})" if paper.chance(1) else "")
        row += 1
    top = plan.rows > 1 and paper.chance(0.1)
    total = row if top else None
    if top:
        _total(paper, row, left, plan)
        row += 1
    first, last, row = _records(paper, row, left, plan)
    if plan.rows > 1 and not top and paper.chance(0.45):
        total = row
        _total(paper, row, left, plan)
        row += 1
    paper.tables.append(Truth(last_heading, first, last, total))
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
    for number, (title, _) in enumerate(plan.columns):
        at = bottom if number in grouped else row
        paper.put(at, left + number, title)
        if at < bottom and merged:
            paper.merges.append((at, left + number, bottom, left + number))
    names = random.sample(GROUPS, len(GROUPS))
    for at, (first, last) in enumerate(groups):
        for level in range(row, bottom):
            paper.put(level, left + first, names[at % len(names)] if level == row else f"Trong đó {at + 1}")
            if merged:
                paper.merges.append((level, left + first, level, left + last))
    return bottom if groups else row


def _records(paper: Paper, row: int, left: int, plan: Plan) -> tuple[int | None, int | None, int]:
    """Write the records with sections and gaps between; gives the first and last of them and the row below."""
    random = paper.random
    sections, gaps = paper.chance(0.15) and len(plan.columns) > 3, paper.chance(0.1) and plan.running
    skipped = random.choice((0.0, 0.0, 0.1))
    first = last = None
    for number in range(1, plan.rows + 1):
        if sections and (number == 1 or paper.chance(0.1)):
            paper.put(row, left + (0 if plan.running else 1), "I")
            paper.put(row, left + 1, f"Khu vực {random.choice(PLACES)}")
            row += 1
        elif gaps and number > 1 and paper.chance(0.1):
            row += random.randint(1, 2)
        first = row if first is None else first
        last = row
        for at, (_, make) in enumerate(plan.columns):
            keep = at < 2 or not paper.chance(skipped)
            paper.put(row, left + at, make(random, number) if keep else "")
        row += 1
    return first, last, row


def _total(paper: Paper, row: int, left: int, plan: Plan) -> None:
    """Write a total under the first texts, with sums of the numbers that can be summed."""
    label = 1 if plan.running and paper.chance(0.5) else 0
    paper.put(row, left + label, paper.random.choice(TOTALS))
    for at, (title, _) in enumerate(plan.columns):
        if at > label and title in {"Số lượng", "Thành tiền (đồng)", "Diện tích\n(m2)"}:
            paper.put(row, left + at, float(paper.random.randint(100, 900)))
    if label == 0 and plan.running and paper.chance(0.5):
        paper.merges.append((row, left, row, left + 1))


def _below(paper: Paper, row: int, left: int) -> int:
    """Write a second table under the first, with a title or without, at another width."""
    plan = _plan(paper)
    row += paper.random.randint(1, 3)
    if paper.chance(0.5):
        row = _title(paper, row, left, len(plan.columns))
    return _table(paper, row, left, plan)


def _beside(paper: Paper, row: int, left: int, first: Plan) -> int:
    """Write a second table right of the first; where both begin in one row something tells them apart."""
    plan = _plan(paper)
    gap, lower = paper.random.randint(1, 4), paper.random.choice((0, 0, 1, 2, 5))
    alike = lower == 0 and gap < 3 and plan.columns[0][0] not in {"STT", "TT", "Số TT", "No."}
    if alike:
        plan.columns.insert(0, ("STT", lambda _, number: float(number)))
        plan.running = True
    plan.levels = min(plan.levels, first.levels) if lower == 0 else 1
    return _table(paper, row + lower, left + gap, plan)
