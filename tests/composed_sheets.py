"""Office sheets composed at random, with what stands in them known: letterhead, tables, totals, gaps, signatures.

Nothing here knows how tables are found. What a person could not tell either is not composed: two tables of like rows
side by side without a running number of the second, or a table of texts of two columns.
"""

from random import Random

from camdash.intake.workbook import Sheet
from tests.composed_tables import Paper, Plan, Truth, plan_table, write_table

LEFT_HEADS = ("ỦY BAN NHÂN DÂN QUẬN A", "SỞ VĂN HÓA", "PHÒNG QUẢN LÝ ĐÔ THỊ", "CÔNG TY TNHH B", "Số: 12/BC-UBND")
RIGHT_HEADS = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Hà Nội, ngày 12 tháng 3 năm 2024")
TITLES = ("BẢNG TỔNG HỢP TÀI SẢN", "Danh sách thiết bị năm 2024", "PHỤ LỤC I", "(Kèm theo Công văn số 15/UBND-VX)")
FIELDS = ("Đơn vị báo cáo:", "Kỳ báo cáo: Quý I/2024", "Người lập: Nguyễn Văn A", "Địa chỉ:")
NOTES = ("Ghi chú:", "* Số liệu tính đến 31/12/2023", "- Cột 4 ghi theo hóa đơn", "1. Đơn giá đã gồm thuế")
SIGNERS = ("NGƯỜI LẬP BIỂU", "KẾ TOÁN TRƯỞNG", "THỦ TRƯỞNG ĐƠN VỊ")


def compose(seed: int) -> tuple[Sheet, list[Truth]]:
    """Compose a sheet of one or two tables and tell where they stand."""
    paper = Paper(Random(seed))
    random = paper.random
    left, top = random.randint(0, 3), random.randint(0, 2)
    kind = random.choice(("one", "one", "below", "beside"))
    plan = plan_table(paper)
    if kind == "beside":
        plan.habits -= {"no heading"}
    width = len(plan.columns)
    row = _title(paper, _letterhead(paper, top, left, width), left, width)
    end = write_table(paper, row, left, plan)
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


def _below(paper: Paper, row: int, left: int) -> int:
    """Write a second table under the first, with a title or without, at another width."""
    plan = plan_table(paper)
    plan.habits -= {"no heading"}
    row += paper.random.randint(0 if plan.running else 1, 3)
    if paper.chance(0.5):
        row = _title(paper, row, left, len(plan.columns))
    return write_table(paper, row, left, plan)


def _beside(paper: Paper, row: int, left: int, first: Plan) -> int:
    """Write a second table right of the first; where both begin in one row something tells them apart."""
    plan = plan_table(paper)
    gap, lower = paper.random.randint(1, 4), paper.random.choice((0, 0, 1, 2, 5))
    plan.habits -= {"no heading"}
    if lower == 0 and gap < 3 and not plan.running:
        plan.columns.insert(0, ("STT", lambda _, number: float(number)))
        plan.running, plan.habits = True, set()
    plan.levels = min(plan.levels, first.levels) if lower == 0 else 1
    return write_table(paper, row + lower, left + gap, plan)
