"""The sheet "Hướng dẫn" of the blank forms: each column, how to fill it in, an example, and the answers it knows."""

from collections.abc import Sequence
from itertools import chain
from math import ceil

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from camdash.forms.fields import Field
from camdash.forms.registry import Campaign, Unit
from camdash.reports import template_words as wording
from camdash.reports.template_columns import columns_of
from camdash.reports.template_rules import answers, hints

_INTRODUCTION = """\
Điền từ dòng ngay dưới dòng số thứ tự cột; mỗi vị trí và mỗi loại camera một dòng; không đổi tên các cột.
Điều chưa biết thì để trống, không ghi 0. Ghi “Không” hoặc chọn “Không có” chỉ khi đã biết chắc là không có.
Có thể thêm dòng “Tổng cộng” và phần ký tên bên dưới bảng.
Đơn vị không có camera hoặc không có nhu cầu: ghi một dòng “Đơn vị báo không có”.
Không ghi địa chỉ IP, tài khoản, mật khẩu. Không gửi tài liệu có dấu chỉ độ mật theo đường này.""".splitlines()
_LONGEST_LIST = 40
_POINTS_PER_LINE = 15
_COLUMNS = (("Tên cột của biểu", 30), ("Cách ghi", 70), ("Giá trị minh họa", 34), ("Các giá trị được nhận", 80))


def write_guide(book: Workbook, sheet: Worksheet, forms: tuple[str, ...], unit: Unit, campaign: Campaign) -> None:
    """Write the instructions for all columns of `forms`."""
    bold = book.add_format({"font_name": "Times New Roman", "bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"font_name": "Times New Roman", "text_wrap": True, "valign": "top"})
    for at, (_, width) in enumerate(_COLUMNS):
        sheet.set_column(at, at, width, plain)
    sheet.write(0, 0, "HƯỚNG DẪN ĐIỀN BIỂU", bold)
    sheet.write(1, 0, wording.stamp(unit, campaign), plain)
    for row, line in enumerate(_INTRODUCTION, start=2):
        sheet.merge_range(row, 0, row, len(_COLUMNS) - 1, line, plain)
    head = len(_INTRODUCTION) + 3
    sheet.write_row(head, 0, [text for text, _ in _COLUMNS], bold)
    fields = {f.name: f for f in chain.from_iterable(columns_of(form) for form in forms)}
    for row, field in enumerate(fields.values(), start=head + 1):
        told = _line(field, unit, campaign)
        sheet.write_row(row, 0, told)
        sheet.set_row(row, _POINTS_PER_LINE * _lines(told))
    sheet.freeze_panes(head + 1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _lines(texts: Sequence[str]) -> int:
    """Count the lines that the longest cell of a row needs; not every program fits rows to their text by itself."""
    return max(ceil(len(text) / width) for text, (_, width) in zip(texts, _COLUMNS, strict=True)) or 1


def _line(field: Field, unit: Unit, campaign: Campaign) -> tuple[str, str, str, str]:
    hint = hints()[field.name]
    example = "" if hint.example is None else f"{hint.example}".replace(".", "," if field.column == "float" else ".")
    offered = answers(field, unit, campaign)
    return (field.vi, hint.hint, example, "; ".join(offered) if len(offered) <= _LONGEST_LIST else "")
