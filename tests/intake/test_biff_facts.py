"""Old Excel files tell of struck-out and hidden rows and of errors, and no bytes make that fail."""

import struct
from io import BytesIO

import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from camdash.forms.registry import Campaign
from camdash.intake.biff_facts import look_into_xls
from camdash.intake.ole import ole_stream
from camdash.intake.opening import Opened, open_file
from camdash.intake.reader import read_bytes
from camdash.intake.workbook import Sheet

STRUCK = xlwt.easyxf("font: struck_out on")
OTHERS = [xlwt.easyxf(f"font: height {200 + 20 * n}") for n in range(4)]  # so that a font of number 5 and 6 is in use


def saved(book: xlwt.Workbook) -> bytes:
    """Give the bytes of a workbook."""
    book.save(out := BytesIO())
    return out.getvalue()


def form() -> xlwt.Workbook:
    """Make a form of three cameras: the second struck out, the third hidden."""
    book = xlwt.Workbook()
    page = book.add_sheet("Biểu 1")
    heading = ["STT", "Vị trí lắp đặt", "Xã", "Số lượng", "Loại camera", "Ghi chú"]
    places = ["Chợ Bưởi", "Ngã tư Sở", "Bến xe"]
    for column, title in enumerate(heading):
        page.write(0, column, title)
    for row, place in enumerate(places, 1):
        for column, cell in enumerate([row, place, "Phường Kim Mã", 2, "PTZ"]):
            page.write(row, column, cell, STRUCK if row == 2 else OTHERS[row])
    page.row(3).hidden = True
    page.write(1, 5, "cũ", STRUCK)
    page.write(1, 6, "", STRUCK)
    return book


def sheets_of(content: bytes, name: str = "a.xls") -> list[Sheet]:
    """Open a file that can be opened."""
    opened = open_file(name, content)
    assert isinstance(opened, Opened)
    return opened.sheets


def test_struck_and_hidden_rows_are_seen() -> None:
    """A row most of whose cells are struck out is struck; one struck note, and blank struck cells, are nothing."""
    (sheet,) = sheets_of(saved(form()))
    assert (sheet.struck_rows, sheet.hidden_rows, sheet.hidden_columns) == ({3}, {4}, set())


def test_a_struck_row_is_no_camera(campaign: Campaign) -> None:
    """Reading an .xls leaves a struck row out and says which rows are hidden."""
    reading = read_bytes("Mau so 1 - Quan Ba Dinh.xls", saved(form()), campaign)
    (table,) = reading.tables
    assert [record["row"] for record in table.records] == [2, 4]
    assert {"hidden_rows"} <= {p.code for p in reading.problems}


def test_hidden_sheets_and_columns_are_seen() -> None:
    """What is seen belongs to its sheet, whatever stands before it."""
    book = form()
    page = book.add_sheet("Ẩn")
    page.visibility = 1
    page.write(4, 3, 1)
    page.col(2).hidden = True
    first, second = sheets_of(saved(book))
    assert (first.hidden, first.hidden_columns) == (False, set())
    assert (second.hidden, second.hidden_columns, second.struck_rows) == (True, {2}, set())


def test_numbers_in_a_row_are_looked_at_one_by_one() -> None:
    """Several numbers side by side stand in one record, each with a format of its own."""
    book = xlwt.Workbook()
    page = book.add_sheet("S")
    for row, struck in enumerate([(0, 1, 1), (0, 0, 1), (1, 0, 1), (0, 0, 0)]):
        for column, each in enumerate(struck):
            page.write(row, column, column, *[STRUCK] * each)
    (sheet,) = sheets_of(saved(book))
    assert sheet.struck_rows == {1, 3}


def test_errors_and_missing_results_are_named() -> None:
    """An error cell names its error; a formula that was never computed has no value."""
    book = xlwt.Workbook()
    page = book.add_sheet("S")
    for column, code in enumerate((0x07, 0x2A)):
        page.row(1).set_cell_error(column, code)
    page.row(1).set_cell_boolean(2, 1)
    page.write(2, 27, xlwt.Formula("A1+1"))
    stream = ole_stream(saved(book), "Workbook")
    look_into_xls([sheet := Sheet("S", [[]])], stream)
    assert sheet.errors == {"A2": "#DIV/0!", "B2": "#N/A"}
    assert sheet.no_value == {"AB3"}
    assert sheets_of(saved(book))[0].no_value == {"AB3"}


def record(kind: int, body: bytes) -> bytes:
    """Write one record of a stream."""
    return struct.pack("<HH", kind, len(body)) + body


def test_a_formula_tells_its_error_and_excel_95_is_read() -> None:
    """The result of a formula stands in it; the records of a chart within the sheet are not the sheet's."""
    begin, end = record(0x0809, b"\0\5\5\0" + bytes(4)), record(0x0A, b"")
    name = b"\0\0\1S"
    result = struct.pack("<3H", 4, 1, 0) + b"\2\0\x17\0\0\0\xff\xff"
    chart = begin + record(0x0205, struct.pack("<3HBB", 9, 9, 0, 7, 1)) + end
    lead = len(begin + record(0x85, bytes(4) + name) + end)
    stream = begin + record(0x85, struct.pack("<I", lead) + name) + end + begin + chart + record(6, result) + end
    look_into_xls([sheet := Sheet("S", [])], stream)
    assert sheet.errors == {"B5": "#REF!"}


def test_other_sheets_than_the_streams_are_left_alone() -> None:
    """Where the stream names more or fewer worksheets than were read, nothing is said of any."""
    stream = ole_stream(saved(form()), "Workbook")
    sheets = [Sheet(name, [["x"]] * 9) for name in "ab"]
    look_into_xls(sheets, stream)
    assert not any(sheet.struck_rows or sheet.hidden_rows for sheet in sheets)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=20), st.integers(0, 10**6))
def test_no_bytes_make_it_fail(flips: list[tuple[int, int]], cut: int) -> None:
    """Changed bytes and cut streams tell less, or nonsense of rows that are there, and raise nothing."""
    stream = bytearray(STREAM)
    for at, byte in flips:
        stream[at % len(stream)] = byte
    sheet = Sheet("S", [["x"] * 6 for _ in range(4)])
    look_into_xls([sheet], bytes(stream)[: cut % len(stream) + 1])
    assert sheet.struck_rows <= {1, 2, 3, 4}


@given(st.binary(max_size=400))
def test_noise_tells_nothing(noise: bytes) -> None:
    """Bytes that are no stream at all raise nothing."""
    look_into_xls([Sheet("S", [])], noise)


STREAM = ole_stream(saved(form()), "Workbook")
