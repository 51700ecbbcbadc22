"""Tables are found by their structure: what each feature of a sheet does to them."""

from itertools import pairwise

import pytest

from camdash.intake.blocks import Block, find_blocks
from camdash.intake.gate import column_number
from camdash.intake.workbook import Merge, Sheet
from tests.sheets import cells


def find(table: str, *merges: str) -> list[Block]:
    """Find the tables of a pipe table whose `merges` are ranges such as "A1:B2"."""
    rows = cells(table)
    width = max(map(len, rows))
    return find_blocks(
        Sheet("Sheet1", [[*row, *[""] * (width - len(row))] for row in rows], [_merge(m) for m in merges])
    )


def _merge(name: str) -> Merge:
    first, last = name.split(":")
    return (int(first[1:]) - 1, column_number(first[0]) - 1, int(last[1:]) - 1, column_number(last[0]) - 1)


def rows_of(block: Block) -> tuple[int | None, ...]:
    """Give the last heading row, first and last data rows and total of a table, 1-based."""
    told = block.to_json()
    return tuple(told[key] for key in ("header_row", "first_data_row", "last_data_row", "total_row"))


def test_letterhead_title_and_signature_are_no_part() -> None:
    """Only the heading, the data and the total are the table's."""
    (block,) = find(
        """
        | SỞ VĂN HÓA | | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
        | | | Độc lập - Tự do - Hạnh phúc |
        | DANH SÁCH TÀI SẢN |
        | STT | Tên | Giá |
        | 1 | Bàn | 5 |
        | 2 | Ghế | 7 |
        | | Tổng cộng | 12 |
        | | | Hà Nội, ngày 5 tháng 3 năm 2024 |
        | NGƯỜI LẬP | | THỦ TRƯỞNG ĐƠN VỊ |
        """
    )
    assert rows_of(block) == (4, 5, 6, 7)
    assert block.cells == "A4:C7"


def test_heading_of_three_levels_names_each_column_from_the_top() -> None:
    """Merged cells span their parts; the numbers below the heading are no data."""
    (block,) = find(
        """
        | STT | Vị trí | | | Ghi chú |
        | | Địa chỉ | Tọa độ | | |
        | | | Vĩ độ | Kinh độ | |
        | (1) | (2) | (3) | (4) | (5) |
        | 1 | Chợ | 21.02 | 105.8 | mới |
        """,
        *("A1:A3", "B1:D1", "E1:E3", "B2:B3", "C2:D2"),
    )
    assert rows_of(block) == (3, 5, 5, None)
    assert (block.header_rows, block.number_row) == ((0, 1, 2), 3)
    assert block.paths[3] == ("Vị trí", "Tọa độ", "Kinh độ")
    assert block.paths[0] == ("STT",)


def test_unmerged_group_names_reach_over_their_parts() -> None:
    """A heading with free cells right of it heads what stands below them."""
    (block,) = find(
        """
        | Tên | Số tiền | | Ngày |
        | | Năm trước | Năm nay | |
        | Bàn | 5 | 7 | '01/02/2024 |
        | Ghế | 6 | 8 | '02/02/2024 |
        """
    )
    assert rows_of(block) == (2, 3, 4, None)
    assert block.paths[2] == ("Số tiền", "Năm nay")


def test_tables_one_under_another_without_a_blank_row() -> None:
    """A heading of running numbers ends the table above it."""
    first, second = find(
        """
        | STT | Tên | Giá |
        | 1 | Bàn | 5 |
        | 2 | Ghế | 7 |
        | Cộng | | 12 |
        | TT | Lĩnh vực | Bài toán | Ghi chú |
        | 1 | Y tế | Đếm người | |
        """
    )
    assert rows_of(first) == (1, 2, 3, 4)
    assert rows_of(second) == (5, 6, 6, None)


def test_tables_side_by_side_with_one_free_column() -> None:
    """The second one's own running numbers part them; an empty column alone does not."""
    left, right = find(
        "| TT | Tên | Giá | | TT | Tên | Giá |\n| 1 | a | 5 | | 1 | b | 6 |\n| 2 | c | 5 | | 2 | d | 6 |"
    )
    assert (left.cells, right.cells) == ("A1:C3", "E1:G3")
    (one,) = find("| TT | Tên | Giá | | Loại | Năm |\n| 1 | a | 5 | | x | 2020 |\n| 2 | c | 5 | | y | 2021 |")
    assert one.cells == "A1:F3"


def test_heading_printed_again_on_a_page_is_no_new_table() -> None:
    """The running numbers go on, so the table does."""
    (block,) = find(
        "| STT | Tên | Giá |\n| 1 | a | 5 |\n| 2 | b | 6 |\n| Số TT | TÊN | Giá |\n| 3 | c | 7 |\n| 4 | d | 8 |"
    )
    assert rows_of(block) == (1, 2, 6, None)


def test_sections_and_subtotals_are_no_data() -> None:
    """A row with a letter or Roman number gives its rows a group; the data begin and end with records."""
    (block,) = find(
        """
        | TT | Tên | Giá |
        | I | Phường A | 5 |
        | 1 | Bàn | 5 |
        | | Cộng I | 5 |
        | II | Phường B | 7 |
        | 1 | Ghế | 7 |
        | | Cộng II | 7 |
        | | TỔNG CỘNG (I+II) | 12 |
        """
    )
    assert rows_of(block) == (1, 3, 6, 8)


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ("| STT | Tên | Giá | Ghi chú |\n\n\n| Ghi chú: gửi trước 31/3 |", "empty_form"),
        ("| STT | Tên | Giá |\n| 1 |\n| 2 |\n| 3 |", "numbered_empty_rows"),
        ("| DANH SÁCH |\n\n| 1 | Bàn | gỗ |\n| 2 | Ghế | sắt |", "no_heading"),
    ],
)
def test_kinds_of_tables_without_records_or_heading(table: str, kind: str) -> None:
    """A blank form, one with prepared numbers, and rows that nothing heads."""
    (block,) = find(table)
    assert block.kind == kind


@pytest.mark.parametrize(
    "table",
    [
        "| BÁO CÁO |\n| Phiên bản 1.1 |\n\n| 2024 |",
        "| 1 | Phạm vi | |\n| | 1 | Tổng quát |\n| | 2 | Chi tiết |\n| 2 | Chức năng | |\n| | 1 | Nhập |",
        "| Đơn vị: | Quận A |\n| Năm: | 2024 |\n| Người lập: | Nguyễn Văn A |",
        "",
    ],
)
def test_what_is_no_table_gives_none(table: str) -> None:
    """A cover page, a numbered outline, fields, an empty sheet."""
    assert find_blocks(Sheet("", list(cells(table) if table else []))) == []


def test_thousand_blank_rows_in_between_end_a_table() -> None:
    """A used range far beyond the data, with a stray note at its end."""
    rows = cells("| STT | Tên | Giá |\n| 1 | a | 5 |\n| 2 | b | 6 |")
    (block,) = find_blocks(Sheet("", [*rows, *[["", "", ""]] * 1000, ["ghi chú", "", ""]]))
    assert rows_of(block) == (1, 2, 3, None)


def test_cells_that_hold_a_blank_only_are_empty() -> None:
    """Someone pressed the space bar in the heading, in a row between and beside the table."""
    rows = cells("| STT | Tên | x | Giá |\n| 1 | a | | 5 |\n| 2 | b | | 6 |\n| x |\n| 3 | c | | 7 | | x |")
    (block,) = find_blocks(Sheet("", [[" " if cell == "x" else cell for cell in row] for row in rows]))
    assert rows_of(block) == (1, 2, 5, None)
    assert block.cells == "A1:D5"


def test_tables_are_given_from_top_to_bottom() -> None:
    """And from left to right where they begin in one row."""
    blocks = find(
        """
        | TT | Tên | Giá | | | | TT | Loại |
        | 1 | a | 5 | | | | 1 | x |
        | 2 | b | 5 |

        | No. | Ngày | Số |
        | 1 | b | 2 |
        """
    )
    assert len(blocks) == 3
    assert all((a.first_row, a.first_column) < (b.first_row, b.first_column) for a, b in pairwise(blocks))
