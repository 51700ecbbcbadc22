"""What may come in: kind, size, compression and extent of a file are checked before any parser sees it.

Limits follow measurements of ordinary returns (compression about 7, a few MB): they are far above any real form and
far below what would hurt. A workbook parser allocates rows × columns between the first and the last cell, so two
cells at A1 and XFD1048576 in a 14 KB file are enough to end a process; hence the extent check on the raw XML.
"""

import lzma
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from typing import Literal

from camdash.problems import Problem, problem

MAX_BYTES = 100 * 2**20
MAX_UNPACKED = 600 * 2**20
MAX_RATIO = 120
RATIO_COUNTS_FROM = 30 * 2**20
MAX_MEMBERS = 5_000
MAX_CELLS = 20_000_000

Kind = Literal["xlsx", "xls", "ods"]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FAR = re.compile(rb'\br="(?:[A-Z]{3}\d+|[A-Z]{1,2}\d{6,7})"')
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>/]*>(?!</)')


@dataclass(slots=True)
class Passed:
    """A file that may be parsed: its kind, and for xlsx the raw XML parts that later looks need."""

    kind: Kind
    parts: dict[str, bytes] = field(default_factory=dict)


def inspect(name: str, content: bytes) -> Passed | Problem:
    """Let a file through or say in one problem why not."""
    base = PurePosixPath(name.replace("\\", "/")).name
    if base.startswith(("~$", "._")):
        return problem("office_lock_file")
    if len(content) > MAX_BYTES:
        return problem("too_large", detail=f"{len(content) // 2**20} MB")
    if content[:4] == b"PK\x03\x04":
        return _inspect_zip(content)
    if content[:8] == _OLE:
        return problem("password_protected") if _ENCRYPTED in content else Passed("xls")
    return _not_a_workbook(content[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower())


def _not_a_workbook(head: bytes) -> Problem:
    """Name what a file is that is no workbook, where its first bytes tell."""
    if head.startswith((b"<!doctype html", b"<html", b"<table")):
        return problem("unsupported", kind="HTML")
    return problem("unsupported", kind="PDF") if head.startswith(b"%pdf") else problem("not_a_workbook")


def _inspect_zip(content: bytes) -> Passed | Problem:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _inspect_members(archive, len(content))
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError):
        return problem("damaged")


def _inspect_members(archive: zipfile.ZipFile, packed: int) -> Passed | Problem:
    members = archive.infolist()
    unpacked = sum(m.file_size for m in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
        return problem("too_large", detail=f"{unpacked // 2**20} MB")
    if unpacked > RATIO_COUNTS_FROM and unpacked > MAX_RATIO * packed:
        return problem("too_large", detail=f"1:{unpacked // packed}")
    if any(m.flag_bits & 1 for m in members):
        return problem("password_protected")
    return _inspect_kind(archive, {m.filename for m in members})


def _inspect_kind(archive: zipfile.ZipFile, names: set[str]) -> Passed | Problem:
    if "xl/workbook.xml" in names or "xl/_rels/workbook.xml.rels" in names:
        return _inspect_xlsx(archive, names) if "xl/workbook.bin" not in names else problem("unsupported", kind="xlsb")
    if "xl/workbook.bin" in names:
        return problem("unsupported", kind="xlsb")
    if "content.xml" in names:
        return _inspect_ods(archive)
    kind = "docx" if "word/document.xml" in names else "zip"
    return problem("unsupported", kind=kind)


def _inspect_ods(archive: zipfile.ZipFile) -> Passed | Problem:
    if b"<!ENTITY" in _read(archive, "content.xml")[:4096]:
        return problem("damaged")
    return Passed("ods")


def _inspect_xlsx(archive: zipfile.ZipFile, names: set[str]) -> Passed | Problem:
    wanted = [n for n in names if n.startswith("xl/worksheets/") and n.endswith(".xml") and n.count("/") == 2]  # noqa: PLR2004 - parts of a path
    wanted += [n for n in ("xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels") if n in names]
    parts = {name: _read(archive, name) for name in wanted}
    for name, xml in parts.items():
        if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml[:4096]:
            return problem("damaged")
        if name.startswith("xl/worksheets/") and _extent(xml) > MAX_CELLS:
            return problem("too_large", detail=f"{_extent(xml):,}".replace(",", "."))
    return Passed("xlsx", parts)


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read a member, trusting its stated size no further than the limit."""
    with archive.open(name) as file:
        data = file.read(MAX_UNPACKED + 1)
    if len(data) > MAX_UNPACKED:
        message = f"{name} unpacks to more than it states"
        raise ValueError(message)
    return data


def _extent(xml: bytes) -> int:
    """Count the cells between the first and the last cell that holds something; 0 where no cell lies far out."""
    if not _FAR.search(xml):
        return 0
    columns = [0, 0]
    rows = [2**20, 0]
    columns[0] = 2**14
    for match in _CELL.finditer(xml):
        column, row = column_number(match[1].decode()), int(match[2])
        columns = [min(columns[0], column), max(columns[1], column)]
        rows = [min(rows[0], row), max(rows[1], row)]
    return max(0, columns[1] - columns[0] + 1) * max(0, rows[1] - rows[0] + 1)


def column_number(letters: str) -> int:
    """Turn spreadsheet column letters into a 1-based number (A = 1, XFD = 16384)."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Turn a 1-based column number into its letters."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
