"""Whole reading of one large Form 1 against pandas+openpyxl merely loading it and against bare python-calamine.

`python -m benchmarks intake [--rows 20000] [--rounds 5]`. One interleaved run: each round times the three ways in turn,
and medians are compared, because machines drift. Camdash's time is gate, child process, parsing, mapping and checks.
"""

import argparse
import platform
import random
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median

import pandas as pd
import xlsxwriter
from python_calamine import CalamineWorkbook

from camdash.forms.fields import fields_of
from camdash.forms.registry import default_campaign
from camdash.intake.pool import ReaderPool

HEADINGS = [f.vi for f in fields_of("form1") if not f.derived][1:]
TYPES = ("PTZ", "Cố định", "Bán cầu", "Thân trụ", "Quay quét")
PURPOSES = ("An ninh trật tự", "Giao thông; xử lý vi phạm hành chính", "ANTT", "Môi trường", "Bảo vệ cơ quan")
STATES = ("Đang hoạt động", "Hoạt động tốt", "Hỏng", "Mất tín hiệu", "Bình thường")
COLUMNS = 22


def row(number: int, draw: random.Random) -> dict[str, object]:
    """Make one plausible row of 22 filled columns."""
    lat, lon = draw.uniform(21.032, 21.04), draw.uniform(105.815, 105.835)  # within Ba Đình, as the unit says
    return {
        "STT": number,
        "Tên hệ thống": f"Hệ thống {draw.randrange(9)}",
        "Mã camera": f"CAM-{number:05d}",
        "Vị trí lắp đặt": f"Ngã tư số {number}",
        "Địa chỉ": f"Số {draw.randrange(900)} phố {draw.randrange(300)}",
        "Phường/xã": "Phường Đội Cấn",
        "Quận/huyện": "Quận Ba Đình",
        "Vĩ độ": round(lat, 6),
        "Kinh độ": round(lon, 6),
        "Hướng quan sát": draw.choice(("Đông", "Tây Nam", "Bắc")),
        "Số lượng": draw.randrange(1, 7),
        "Loại camera": draw.choice(TYPES),
        "Độ phân giải": draw.choice(("2MP", "4 MP", "Full HD")),
        "Năm lắp đặt": draw.randrange(2012, 2024),
        "Mục đích sử dụng": draw.choice(PURPOSES),
        "Khu vực, mục tiêu": draw.choice(("Trường học", "Nút giao thông", "Chợ")),
        "Đường truyền": "Internet",
        "Nơi lưu trữ": "Đầu ghi",
        "Thời gian lưu trữ": "30 ngày",
        "Tình trạng hoạt động": draw.choice(STATES),
        "Kết nối về": "Công an phường",
        "Nguồn vốn": "Xã hội hóa",
    }


def write_form(path: Path, rows: int) -> None:
    """Write a Form 1 of Quận Ba Đình with `rows` rows: letterhead, title, heading, data, total."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Mẫu 1")
    sheet.write_row(0, 0, ["ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI"])
    sheet.write_row(1, 0, ["ỦY BAN NHÂN DÂN QUẬN BA ĐÌNH"])
    sheet.write_row(3, 0, ["MẪU SỐ 1"])
    draw = random.Random(1)
    headings = list(row(0, draw))
    sheet.write_row(5, 0, headings)
    total = 0
    for number in range(1, rows + 1):
        cells = row(number, draw)
        total += int(str(cells["Số lượng"]))
        sheet.write_row(5 + number, 0, list(cells.values()))
    sheet.write_row(6 + rows, 0, ["Tổng cộng", *[""] * 9, total])
    book.close()


def timed(work: Callable[[], object]) -> float:
    """Time one call in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(arguments: list[str]) -> None:
    """Print medians and ratios."""
    parser = argparse.ArgumentParser(prog="benchmarks intake")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, ReaderPool(default_campaign(), workers=1) as pool:
        path = Path(folder) / "Mau so 1 - Quan Ba Dinh.xlsx"
        write_form(path, options.rows)
        content = path.read_bytes()
        reading = pool.read(path.name, content)
        ways: dict[str, Callable[[], object]] = {
            "camdash, whole reading": lambda: pool.read(path.name, content),
            "camdash, child started anew": lambda: _fresh(path.name, content),
            "pandas + openpyxl, loading": lambda: pd.read_excel(BytesIO(content), engine="openpyxl", header=None),
            "bare python-calamine": lambda: (
                CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
            ),
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(options.rounds):
            for name, work in ways.items():
                times[name].append(timed(work))
    table = reading.tables[0]
    print(f"{len(table.records):,} records, {len(table.columns)} columns, {len(reading.problems)} problems")
    print(f"total {table.computed_total:,}, stated {table.stated_total:,}")
    print(f"{platform.machine()}, Python {platform.python_version()}, {options.rounds} interleaved rounds")
    ours = median(times["camdash, whole reading"])
    for name, seconds in times.items():
        spread = f"min {min(seconds):.3f}, max {max(seconds):.3f}"
        print(f"{name:30} median {median(seconds):7.3f} s  ({spread})  = {median(seconds) / ours:5.2f} x camdash")


def _fresh(name: str, content: bytes) -> None:
    with ReaderPool(default_campaign(), workers=1) as pool:
        pool.read(name, content)
