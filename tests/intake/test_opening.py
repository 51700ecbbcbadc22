"""Every kind of file opens as what its bytes are, and no bytes raise."""

from functools import cache
from io import BytesIO

import pytest
import xlwt
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfWriter

from camdash.intake.opening import Opened, open_file
from camdash.problems import Problem
from tests.intake.test_extent import CELL, ROW, ods
from tests.intake.test_passwords import PASSWORD, encrypted_xls, encrypted_xlsx
from tests.sheets import workbook

XLSX = workbook("| STT | Vị trí lắp đặt | Số lượng |\n| 1 | Ngã tư | 2 |", merges=["A1:B1"])
HTML = "<html><body><p>MẪU SỐ 1</p><table><tr><td>STT</td><td>Vị trí</td></tr></table></body></html>".encode()
CSV = "STT;Vị trí;Số lượng\n1;Ngã tư;2\n".encode()


def xls() -> bytes:
    """Write a small .xls."""
    book = xlwt.Workbook()
    book.add_sheet("S").write(0, 0, "Vị trí")
    book.save(out := BytesIO())
    return out.getvalue()


def docx() -> bytes:
    """Write a small document with a table."""
    document = Document()
    document.add_paragraph("MẪU SỐ 1")
    document.add_table(2, 3).cell(0, 0).text = "STT"
    document.save(out := BytesIO())
    return out.getvalue()


def pdf() -> bytes:
    """Write a page without text, as scanners do."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(out := BytesIO())
    return out.getvalue()


ODS = ods(ROW.format("", CELL.format("")))
FILES = {"xlsx": XLSX, "xls": xls(), "ods": ODS, "docx": docx(), "pdf": pdf(), "html": HTML, "csv": CSV}


def opened(name: str, content: bytes) -> Opened:
    """Open what must open."""
    found = open_file(name, content)
    assert isinstance(found, Opened)
    return found


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", ["a.{}", "a.xls", "A.XLSX", "Mẫu 1"])
def test_bytes_tell_the_kind(kind: str, name: str) -> None:
    """The name does not matter, save that only names of text files make text a table."""
    found = open_file(name.format(kind), FILES[kind])
    if kind == "csv" and "{" not in name:
        assert isinstance(found, Problem)
        assert found.code == "not_a_workbook"
    else:
        assert isinstance(found, Opened)
        assert (found.kind, found.content) == (kind, FILES[kind])


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"\xff\xd8\xff\xe0", "image"), (b"\x89PNG\r\n\x1a\n", "image"), (b"II*\0", "image"), (b"MM\0*", "image")],
)
def test_pictures_are_papers(start: bytes, kind: str) -> None:
    """Scans are kept and never looked into."""
    found = opened("Cong van.xlsx", start + bytes(99))
    assert (found.kind, found.paper, found.sheets) == (kind, True, [])


def test_pdf_is_a_paper() -> None:
    """A PDF is kept as it is; its tables are not read."""
    found = opened("a.pdf", FILES["pdf"])
    assert (found.paper, found.sheets) == (True, [])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("~$Mau 1.xlsx", XLSX, "office_lock_file"),
        ("thư mục/._Mau 1.csv", CSV, "office_lock_file"),
        ("a.xls", b"Khong co gi\n", "not_a_workbook"),
        ("a.xlsx", b"", "not_a_workbook"),
        ("a.csv", b"", "not_a_workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        ("a.xlsx", XLSX[:-40], "damaged"),
        ("a.docx", FILES["docx"][:2000], "damaged"),
    ],
)
def test_refusals(name: str, content: bytes, code: str) -> None:
    """What is no file of a unit has its own sentence."""
    found = open_file(name, content)
    assert isinstance(found, Problem)
    assert found.code == code


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_old_fonts_are_turned_into_unicode(name: str) -> None:
    """TCVN3 text comes out as Unicode, the sheet's name with it, and the encoding is told."""
    table = "| STT | VÞ trÝ l¾p ®Æt | Sè l­îng |\n| 1 | Ng· t­ §éi CÊn | 2 |"
    lines = "STT;VÞ trÝ l¾p ®Æt;Sè l­îng\r\n1;Ng· t­ §éi CÊn;2"
    content = workbook(table, sheet="BiÓu sè 1") if name == "a.xlsx" else lines.encode("latin-1")
    sheet = opened(name, content).sheets[0]
    assert sheet.rows[0] == ["STT", "Vị trí lắp đặt", "Số lượng"]
    assert (sheet.encoding, sheet.name) == ("tcvn3", "Biểu số 1" if name == "a.xlsx" else "")


def test_hidden_columns_and_rows_are_told() -> None:
    """What a clerk hid is marked by its place."""
    book = load_workbook(BytesIO(XLSX))
    book.worksheets[0].column_dimensions["B"].hidden = True
    book.worksheets[0].row_dimensions[2].hidden = True
    book.save(out := BytesIO())
    sheet = opened("a.xlsx", out.getvalue()).sheets[0]
    assert (sheet.hidden_columns, sheet.hidden_rows) == ({1}, {2})


@cache
def under_password(kind: str) -> bytes:
    """Put a password on a file, which takes a while."""
    return encrypted_xls(PASSWORD) if kind.endswith("xls") else encrypted_xlsx(PASSWORD)


@pytest.mark.parametrize("kind", [*FILES, "password xls", "password xlsx"])
@settings(max_examples=60)
@given(data=st.data())
def test_no_mutation_raises(kind: str, data: st.DataObject) -> None:
    """Flipped, cut and doubled bytes are read or refused, for every kind of file."""
    content = bytearray(FILES.get(kind) or under_password(kind))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(1, 4))] = data.draw(st.binary(max_size=6))
    found = open_file(f"a.{kind}", bytes(content), (PASSWORD,))
    assert isinstance(found, Opened | Problem)


@given(
    content=st.binary(max_size=300),
    start=st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7"]),
)
def test_no_bytes_raise(content: bytes, start: bytes) -> None:
    """Any bytes behind the mark of any kind are opened or refused."""
    assert isinstance(open_file("a.csv", start + content), Opened | Problem)
