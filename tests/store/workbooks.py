"""Small workbooks in the layout of the returns, for tests that read them through the program."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

HEADING = ("STT", "Vị trí lắp đặt", "Địa chỉ", "Quận/huyện", "Số lượng", "Loại camera")


def write_form1(path: Path, unit: str, positions: Sequence[tuple[str, object]]) -> None:
    """Write a Form 1 of `unit` (its name) with (position, quantity) rows."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Mau so 1")
        sheet.write(0, 0, f"ỦY BAN NHÂN DÂN {unit.upper()}")
        sheet.write(2, 0, "MẪU SỐ 1")
        sheet.write(3, 0, f"BIỂU TỔNG HỢP HIỆN TRẠNG HỆ THỐNG CAMERA GIÁM SÁT TRÊN ĐỊA BÀN {unit.upper()}")
        sheet.write_row(5, 0, HEADING)
        for serial, (position, quantity) in enumerate(positions, start=1):
            sheet.write_row(5 + serial, 0, (serial, position, "Đường 1", unit, quantity, "Cố định"))


def write_returns(folder: Path) -> int:
    """Write six units' returns, one corrected, one sent twice, one with a row without quantity; give the cameras."""
    folder.mkdir(parents=True, exist_ok=True)
    units = ("Huyện Ba Vì", "Huyện Mê Linh", "Quận Ba Đình", "Quận Hà Đông", "Thị xã Sơn Tây", "Huyện Gia Lâm")
    for serial, unit in enumerate(units, start=1):
        places = [(f"{unit} điểm {n}", serial) for n in range(12)]
        write_form1(folder / f"Mau 1 {unit}.xlsx", unit, places)
    doubled = [(f"Huyện Ba Vì điểm {n}", 2) for n in range(12)]
    write_form1(folder / "Mau 1 Huyện Ba Vì lan 2.xlsx", "Huyện Ba Vì", doubled)
    missing = [(f"Huyện Mê Linh điểm {n}", 2 if n else "") for n in range(12)]
    write_form1(folder / "Mau 1 Huyện Mê Linh lan 2.xlsx", "Huyện Mê Linh", missing)
    twice = folder / "Mau 1 Quận Ba Đình.xlsx"
    (folder / "Mau 1 Quận Ba Đình (1).xlsx").write_bytes(twice.read_bytes())
    return 12 * 2 + 11 * 2 + 12 * (3 + 4 + 5 + 6)
