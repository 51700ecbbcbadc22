"""A whole workbook in, records and problems out."""

from io import BytesIO

import xlsxwriter

from camdash.forms.registry import Campaign
from camdash.intake.reader import read_bytes
from camdash.intake.workbook import _NO_VALUE
from tests.intake.conftest import Read

FORM1 = """
| UBND THÀNH PHỐ HÀ NỘI | | | | |
| UBND QUẬN BA ĐÌNH | | | | |
| MẪU SỐ 1 | | | | |
| STT | Vị trí lắp đặt | Số lượng | Loại camera | Tình trạng hoạt động |
| (1) | (2) | (3) | (4) | (5) |
| 1 | Ngã tư Kim Mã | 3 | PTZ | Đang hoạt động |
| 2 | Chợ Ngọc Hà | vài cái | Cố định | Hỏng |
| 3 | Phố Đội Cấn | | | |
| Tổng cộng | | 3 | | |
| NGƯỜI LẬP BIỂU | | | | |
"""


def test_plain_form_is_read_whole(read: Read) -> None:
    """Unit, form, heading row, records, skipped rows and totals all come out."""
    table = read(FORM1).tables[0]
    assert (table.form, table.unit, table.header_rows) == ("form1", "001", [4])
    assert [r["row"] for r in table.records] == [6, 7, 8]
    assert table.records[0]["camera_type"] == "ptz"
    assert table.skipped_rows == {1: "title", 2: "title", 3: "title", 5: "column_numbers", 9: "total", 10: "signature"}
    assert (table.stated_total, table.computed_total) == (3, 3)


def test_rows_without_a_readable_quantity_are_excluded_and_said(read: Read) -> None:
    """A missing or unreadable quantity is an error at its cell; the row is kept."""
    reading = read(FORM1)
    errors = [(p.code, p.cell, p.value) for p in reading.problems if p.severity == "error"]
    assert errors == [("quantity_unreadable", "C7", "vài cái"), ("quantity_missing", "C8", "")]
    assert [bool(r.get("excluded")) for r in reading.tables[0].records] == [False, True, True]


def test_stated_total_that_differs_is_said(read: Read) -> None:
    """A total that is not the sum of the rows is a warning at the total's cell."""
    reading = read(FORM1.replace("| Tổng cộng | | 3 |", "| Tổng cộng | | 9 |"))
    assert [(p.code, p.cell) for p in reading.problems if p.code == "total_differs"] == [("total_differs", "C9")]


def test_merged_two_row_heading_is_mapped(read: Read) -> None:
    """Columns below a merged parent are understood by parent and child together."""
    table = read(
        """
        | STT | Vị trí lắp đặt | Tọa độ | | Số lượng | | |
        | | | Vĩ độ | Kinh độ | Tổng số | Đang hoạt động | Hỏng |
        | 1 | Ngã tư | 21,0287 | 105,8525 | 5 | 4 | 1 |
        """,
        merges=("A1:A2", "B1:B2", "C1:D1", "E1:G1"),
    ).tables[0]
    assert table.columns["quantity_working"] == ["F"]
    assert table.header_rows == [1, 2]
    record = table.records[0]
    assert (record["lat"], record["lon"], record["quantity"], record["quantity_broken"]) == (21.0287, 105.8525, 5, 1)


def test_mixed_types_in_one_cell_become_records_of_one_row(read: Read) -> None:
    """Make two records of the same row out of "02 PTZ + 03 cố định"."""
    records = read(FORM1.replace("| 3 | PTZ |", "| 02 PTZ + 03 cố định | |")).tables[0].records
    assert [(r["row"], r["quantity"], r["camera_type"]) for r in records[:2]] == [(6, 2, "ptz"), (6, 3, "fixed")]


def test_quantity_columns_by_type_become_records_of_one_row(read: Read) -> None:
    """Two quantity columns PTZ and Cố định give one record per type."""
    table = read(
        """
        | STT | Vị trí lắp đặt | Số lượng | |
        | | | PTZ | Cố định |
        | 1 | Ngã tư | 2 | 3 |
        | 2 | Chợ | | 4 |
        """,
        merges=("A1:A2", "B1:B2", "C1:D1"),
    ).tables[0]
    assert [(r["row"], r["quantity"], r["camera_type"]) for r in table.records] == [
        (3, 2, "ptz"),
        (3, 3, "fixed"),
        (4, 4, "fixed"),
    ]
    assert table.columns["quantity"] == ["C", "D"]


def test_section_rows_give_ward_and_area_class(read: Read) -> None:
    """Rows below "I. Phường Đội Cấn" stand in that ward, below "II. Trường học" at schools."""
    records = (
        read(
            """
        | STT | Vị trí lắp đặt | Số lượng |
        | I | Phường Đội Cấn | |
        | 1 | Ngã tư | 2 |
        | II | Trường học | |
        | 1 | Cổng trường | 1 |
        """,
        )
        .tables[0]
        .records
    )
    assert records[0]["ward"] == "Phường Đội Cấn"
    assert records[1]["area_class"] == "school"
    assert "ward" not in records[1]


def test_nil_return_is_a_return(read: Read) -> None:
    """A form that says "báo không có" has a unit, a form, no records and no problem."""
    reading = read("""
        | UBND QUẬN BA ĐÌNH | | |
        | MẪU SỐ 1 | | |
        | STT | Vị trí lắp đặt | Số lượng |
        | Đơn vị báo không có | | |
    """)
    assert reading.nil_return
    assert (reading.tables[0].unit, reading.tables[0].records, reading.problems) == ("001", [], [])


def test_form_with_headings_only_is_not_a_return(read: Read) -> None:
    """An empty form is said to be empty."""
    reading = read("| STT | Vị trí lắp đặt | Số lượng |")
    assert not reading.nil_return
    assert [p.code for p in reading.problems] == ["empty_form"]


def test_zero_rows_are_skipped_not_counted(read: Read) -> None:
    """Quantity 0 or "không" is a skipped row."""
    table = read("""
        | STT | Vị trí lắp đặt | Số lượng |
        | 1 | Ngã tư | 0 |
        | 2 | Chợ | không |
        | 3 | Bến xe | 2 |
    """).tables[0]
    assert table.skipped_rows == {2: "zero", 3: "zero"}
    assert table.computed_total == 2


def test_secret_columns_are_dropped_unread(read: Read) -> None:
    """A column of passwords or of machine addresses is reported and never reaches a record."""
    reading = read("""
        | STT | Vị trí lắp đặt | Số lượng | Mật khẩu | Máy |
        | 1 | Ngã tư | 2 | abc@123 | 192.168.1.10 |
    """)
    table = reading.tables[0]
    assert table.dropped_columns == {"D": "Mật khẩu", "E": "Máy"}
    assert "abc@123" not in str(reading)
    assert "192.168.1.10" not in str(reading)


def test_unknown_columns_are_listed(read: Read) -> None:
    """No column vanishes unseen."""
    reading = read("""
        | STT | Vị trí lắp đặt | Số lượng | Cán bộ đầu mối |
        | 1 | Ngã tư | 2 | Ông A |
    """)
    assert reading.tables[0].unmapped_columns == {"D": "Cán bộ đầu mối"}
    assert [p.code for p in reading.problems] == ["column_unmapped"]


def test_two_tables_of_two_forms_on_one_sheet(read: Read) -> None:
    """Form 2 below Form 1 on one sheet is a table of its own."""
    reading = read(
        """
        | MẪU SỐ 1 | | | |
        | STT | Vị trí lắp đặt | Số lượng | Tình trạng hoạt động |
        | 1 | Ngã tư | 2 | Tốt |
        | | | | |
        | MẪU SỐ 2 | | | |
        | STT | Vị trí lắp đặt | Số lượng | Hình thức |
        | 1 | Chợ | 4 | Lắp mới |
    """,
        name="CAQ Ba Đình.xlsx",
    )
    assert [(t.form, t.computed_total, t.issuer) for t in reading.tables] == [
        ("form1", 2, "police"),
        ("form2", 4, "police"),
    ]


def test_headings_repeated_on_a_page_are_skipped(read: Read) -> None:
    """The heading printed again on a second page is no new table."""
    table = read("""
        | STT | Vị trí lắp đặt | Số lượng |
        | 1 | Ngã tư | 2 |
        | STT | Vị trí lắp đặt | Số lượng |
        | 2 | Chợ | 1 |
    """).tables[0]
    assert table.skipped_rows == {3: "repeated_heading"}
    assert [r["row"] for r in table.records] == [2, 4]


def test_summary_sheet_is_not_counted_twice(read: Read) -> None:
    """A "Tổng hợp" sheet that repeats the others keeps no records."""
    rows = ["| STT | Vị trí lắp đặt | Số lượng |", "| 1 | Ngã tư A | 2 |", "| 2 | Ngã tư B | 3 |"]
    reading = read("\n".join(rows[:2]), sheet="P1", more={"P2": f"{rows[0]}\n{rows[2]}", "Tổng hợp": "\n".join(rows)})
    assert [t.computed_total for t in reading.tables] == [2, 3, 0]
    assert set(reading.tables[2].skipped_rows.values()) == {"duplicate_sheet"}


def test_unknown_unit_excludes_all_rows(read: Read) -> None:
    """Without a unit the rows are kept and do not count."""
    reading = read("| STT | Vị trí lắp đặt | Số lượng |\n| 1 | Ngã tư | 2 |", name="tong hop.xlsx")
    assert reading.tables[0].unit is None
    assert reading.tables[0].computed_total == 0
    assert "unit_unresolved" in {p.code for p in reading.problems}


def test_ai_needs_table(read: Read) -> None:
    """The table of AI needs has sectors and problems, no positions."""
    table = read(
        """
        | MẪU SỐ 2 | | | |
        | STT | Lĩnh vực | Bài toán | Nhu cầu ứng dụng AI | Số lượng camera áp dụng |
        | 1 | Giao thông | Xử phạt nguội | Nhận diện biển số; vượt đèn đỏ | 20 |
    """,
        name="Mau 2 - SGTVT.xlsx",
    ).tables[0]
    assert table.form == "ai_needs"
    assert table.records[0]["ai_needs"] == ["plate_recognition", "red_light"]
    assert table.records[0]["quantity"] == 20


def test_unit_price_is_multiplied(read: Read) -> None:
    """Đơn giá times quantity, scaled by "triệu đồng", with an info."""
    reading = read("""
        | STT | Vị trí lắp đặt | Số lượng | Đơn giá (triệu đồng) |
        | 1 | Ngã tư | 3 | 5 |
    """)
    assert reading.tables[0].records[0]["cost_vnd"] == 15_000_000
    assert [p.code for p in reading.problems] == ["money_unit_price"]


def test_other_tables_are_said_not_read(read: Read) -> None:
    """A list of staff beside the form is no form, and no table vanishes unseen."""
    staff = "| STT | Tên đơn vị | Ghi chú |\n| 1 | Ba Đình | a |"
    reading = read("| STT | Vị trí lắp đặt | Số lượng |\n| 1 | Ngã tư | 2 |", more={"Cán bộ": staff})
    assert [t.sheet for t in reading.tables] == ["Sheet1"]
    assert [(p.code, p.sheet) for p in reading.problems] == [("other_table", "Cán bộ")]


def test_one_form_may_be_nil_beside_the_other(read: Read) -> None:
    """Form 1 says "báo không có", Form 2 has rows: the file is no nil return, the table is."""
    reading = read(
        """
        | MẪU SỐ 1 | | |
        | STT | Vị trí lắp đặt | Số lượng | Tình trạng hoạt động |
        | Báo không có | | |
    """,
        more={"Mau 2": "| MẪU SỐ 2 | |\n| STT | Vị trí lắp đặt | Số lượng | Hình thức |\n| 1 | Chợ | 2 | Lắp mới |"},
    )
    assert not reading.nil_return
    assert [(t.form, t.nil) for t in reading.tables] == [("form1", True), ("form2", False)]


def test_blank_cells_struck_out_strike_nothing(campaign: Campaign) -> None:
    """A record with few filled cells stays, however many blank ones beside it are struck."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, struck = book.add_worksheet(), book.add_format({"font_strikeout": True})
    sheet.write_row(0, 0, ["STT", "Vị trí lắp đặt", "Số lượng", "Ghi chú", "Hãng", "Model"])
    sheet.write_row(1, 0, [1, "Chợ Hôm", 2])
    for column in range(3, 8):
        sheet.write_blank(1, column, "", struck)
    book.close()
    reading = read_bytes("Mau 1 - Quan Ba Dinh.xlsx", out.getvalue(), campaign)
    assert ([r["quantity"] for r in reading.tables[0].records], reading.problems) == ([2], [])


def test_a_formula_that_gives_an_empty_text_has_a_value() -> None:
    """What Excel writes for =IF(…,"") is a blank; a formula without any result is not."""
    assert not _NO_VALUE.search(b'<c r="A1" s="1" t="str"><f>IF(1,"","x")</f><v></v></c>')
    assert _NO_VALUE.search(b'<c r="A1" s="1"><f>SUM(B1:B9)</f><v></v></c>')
