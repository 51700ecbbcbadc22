"""Files under a password are opened with the right one, asked for without one."""

import struct
from hashlib import md5
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.rc4 import DocumentRC4
from openpyxl import load_workbook
from openpyxl.workbook.protection import WorkbookProtection
from xlwt.CompoundDoc import XlsDoc

from camdash.intake.opening import Opened, open_file
from camdash.intake.passwords import EVERYBODYS
from camdash.problems import Problem
from tests.sheets import workbook

PLAIN = workbook("| STT | Vị trí lắp đặt | Số lượng |\n| 1 | Ngã tư | 2 |")
ROWS = [["STT", "Vị trí lắp đặt", "Số lượng"], [1.0, "Ngã tư", 2.0]]
PASSWORD = "Đội Cấn 2024"  # noqa: S105 - of files made here
_BOF, _BOUNDSHEET, _FILE_PASS, _RC4_HEADER = 0x809, 0x85, 0x2F, struct.pack("<HHH", 1, 1, 1)


def encrypted_xlsx(password: str) -> bytes:
    """Put a password on the plain workbook as Excel does since 2007."""
    out = BytesIO()
    OOXMLFile(BytesIO(PLAIN)).encrypt(password, out)
    return out.getvalue()


def rc4(data: bytes, password: str, salt: bytes) -> bytes:
    """Encrypt or decrypt, which is the same, as Excel 97 does."""
    return bytes(DocumentRC4.decrypt(password, salt, BytesIO(data), blocksize=1024).read())


def encrypted_xls(password: str) -> bytes:
    """Write ROWS as .xls and put a password on it as Excel 97 to 2003 did (MS-XLS 2.2.10)."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for number, row in enumerate(ROWS):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    salt, verifier = bytes(range(16)), b"0123456789abcdef"
    checked = rc4(verifier + md5(verifier).digest(), password, salt)  # noqa: S324 - the format's own
    file_pass = struct.pack("<HH", _FILE_PASS, 54) + _RC4_HEADER + salt + checked
    plain = _with_record(book.get_biff_data(), file_pass)
    plain += struct.pack("<HH", 0, -len(plain) % 4) + bytes(-len(plain) % 4)  # zeros that follow must be records, too
    hidden = bytearray(rc4(plain, password, salt))
    at = 0
    while at < len(plain):
        kind, size = struct.unpack_from("<HH", plain, at)
        bare = 4 + (size if kind in {_BOF, _FILE_PASS} else 4 if kind == _BOUNDSHEET else 0)
        hidden[at : at + bare] = plain[at : at + bare]
        at += 4 + size
    out = BytesIO()
    XlsDoc().save(out, bytes(hidden))
    return out.getvalue()


def _with_record(stream: bytes, record: bytes) -> bytes:
    """Insert a record behind the first, and move the places of the sheets, which the stream tells, by its length."""
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    out = bytearray(stream[:first] + record + stream[first:])
    at = 0
    while at < len(out):
        kind, size = struct.unpack_from("<HH", out, at)
        if kind == _BOUNDSHEET:
            struct.pack_into("<I", out, at + 4, struct.unpack_from("<I", out, at + 4)[0] + len(record))
        at += 4 + size
    return bytes(out)


def opened(content: bytes, *passwords: str) -> str | list[list[object]]:
    """Give the rows of the first sheet, or the code of the refusal."""
    found = open_file("Mẫu 1.xlsx", content, passwords)
    return found.code if isinstance(found, Problem) else [list(row) for row in found.sheets[0].rows]


@pytest.mark.parametrize("content", [encrypted_xlsx(PASSWORD), encrypted_xls(PASSWORD)], ids=["xlsx", "xls"])
def test_password_opens_or_is_asked_for(content: bytes) -> None:
    """Without a password the file asks for one, a wrong one is told as such, any of several may be right."""
    assert opened(content) == "password_protected"
    assert opened(content, "khác") == "password_wrong"
    assert opened(content, "khác", PASSWORD) == ROWS


def test_decrypted_bytes_are_the_ones_to_keep() -> None:
    """What is kept of a file is no longer under a password."""
    found = open_file("a.xlsx", encrypted_xlsx(PASSWORD), (PASSWORD,))
    assert isinstance(found, Opened)
    assert found.content.startswith(b"PK")
    assert open_file("a.xlsx", found.content) == found


def test_decrypted_bytes_pass_the_gate() -> None:
    """A file is no less checked for having been under a password."""
    with ZipFile(BytesIO(PLAIN)) as plain, ZipFile(bomb := BytesIO(), "w", ZIP_DEFLATED) as packed:
        for name in plain.namelist():
            packed.writestr(name, plain.read(name))
        packed.writestr("xl/sharedStrings2.xml", bytes(64 * 2**20))
    OOXMLFile(bomb).encrypt(PASSWORD, out := BytesIO())
    assert opened(out.getvalue(), PASSWORD) == "too_large"


@pytest.mark.parametrize("content", [encrypted_xlsx(EVERYBODYS), encrypted_xls(EVERYBODYS)], ids=["xlsx", "xls"])
def test_the_password_that_excel_knows_is_not_asked_for(content: bytes) -> None:
    """A workbook protected against changes only is encrypted with a password that every Excel knows."""
    assert opened(content) == ROWS


def test_protection_of_sheet_and_workbook_is_no_password() -> None:
    """What may not be changed may be read."""
    book, out = load_workbook(BytesIO(PLAIN)), BytesIO()
    book.security = WorkbookProtection(workbookPassword="ABCD", lockStructure=True)
    book.worksheets[0].protection.set_password("x")
    book.save(out)
    assert opened(out.getvalue()) == ROWS


@pytest.mark.parametrize("cut", [600, 3000, 6000])
def test_broken_encryption_is_damage(cut: int) -> None:
    """Half an encrypted file is refused, whatever the library raises over it."""
    assert opened(encrypted_xlsx(PASSWORD)[:cut], PASSWORD) in {"damaged", "not_a_workbook"}
