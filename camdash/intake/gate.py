"""What may come in: kind, size, compression and extent of a file are checked before any parser sees it.

Limits follow measurements of ordinary returns (compression about 7, a few MB): they are far above any real form and
far below what would hurt.
"""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from typing import Literal
from xml.parsers.expat import ParserCreate

from camdash.intake.extent import Look, look, ods_cells, xls_cells
from camdash.intake.faults import PARSER_FAULTS
from camdash.intake.ole import MAGIC, ole_stream, ole_streams
from camdash.problems import Problem, problem

MAX_BYTES = 100 * 2**20
MAX_UNPACKED = 300 * 2**20
MAX_RATIO = 120
RATIO_COUNTS_FROM = 30 * 2**20
MAX_MEMBERS = 5_000
MAX_CELLS = 12_000_000

Kind = Literal["xlsx", "xls", "ods", "docx"]
_ZIP = b"PK\x03\x04"
_END = b"PK\x05\x06"
_END_SEARCHED = 2**16 + 22
_PROLOGUE = re.compile(rb"(?>\s+|\xef\xbb\xbf|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL | re.IGNORECASE)
_STEP = 2**16
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_WORKSHEET = b"sheetData"
_PICTURE = re.compile(r"(?:xl|word|pictures|thumbnails)/(?:media/)?[^/]+\.(?:png|jpe?g|gif|emf|wmf|tiff?|bmp|svm|svg)")
_RELATIONS = "xl/_rels/workbook.xml.rels"
_DOCX_PARTS = re.compile(r"word/(?:document|(?:header|footer)\d*)\.xml")


@dataclass(slots=True)
class Passed:
    """A file that may be parsed: its kind, the raw XML parts (their names in lower case), and what worksheets show."""

    kind: Kind
    parts: dict[str, bytes] = field(default_factory=dict)
    looks: dict[str, Look] = field(default_factory=dict)


class RefusedError(Exception):
    """The file may not come in, for the problem it carries."""

    def __init__(self, why: Problem) -> None:
        super().__init__(why.code)
        self.why = why


def inspect(name: str, content: bytes) -> Passed | Problem:
    """Let a workbook or Word document through or say in one problem why not."""
    if refused := refuse_by_name_or_size(name, content):
        return refused
    if content.startswith(MAGIC):
        return _inspect_xls(content)
    if not content.startswith(_ZIP):
        return problem("not_a_workbook")
    try:
        return _inspect_zip(content)
    except RefusedError as refusal:
        return refusal.why
    except PARSER_FAULTS:
        return problem("damaged")


def refuse_by_name_or_size(name: str, content: bytes) -> Problem | None:
    """Refuse what Office or an operating system left behind, and what is beyond measure."""
    if PurePosixPath(name.replace("\\", "/")).name.startswith(("~$", "._")):
        return problem("office_lock_file")
    return problem("too_large", detail=f"{len(content) // 2**20} MB") if len(content) > MAX_BYTES else None


def _inspect_xls(content: bytes) -> Passed | Problem:
    streams = ole_streams(content)
    if not streams & {"workbook", "book"}:
        return problem("not_a_workbook" if streams else "damaged")
    stream = ole_stream(content, "Workbook" if "workbook" in streams else "Book")
    cells = xls_cells(stream)
    return problem("too_large", detail=_said(cells)) if cells > MAX_CELLS else Passed("xls", {"workbook": stream})


def _inspect_zip(content: bytes) -> Passed:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = archive.infolist()
    unpacked = sum(m.file_size for m in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
        raise RefusedError(problem("too_large", detail=f"{unpacked // 2**20} MB"))
    if unpacked > RATIO_COUNTS_FROM and unpacked > MAX_RATIO * len(content):
        raise RefusedError(problem("too_large", detail=f"1:{unpacked // len(content)}"))
    if any(m.flag_bits & 1 for m in members):
        raise RefusedError(problem("password_protected"))
    named = {m.filename.replace("\\", "/").casefold(): m for m in members}
    if len(named) < len(members) or content[-_END_SEARCHED:].count(_END) != 1:
        raise RefusedError(problem("damaged"))  # two parsers may see two different archives in it
    return _inspect_kind(content, named)


def _inspect_kind(content: bytes, named: dict[str, zipfile.ZipInfo]) -> Passed:
    if "xl/workbook.bin" in named:
        raise RefusedError(problem("unsupported", kind="xlsb"))
    if "xl/workbook.xml" in named or _RELATIONS in named:
        return _inspect_xlsx(content, named)
    if "content.xml" in named:
        return _inspect_ods(content, named)
    if "word/document.xml" in named:
        return Passed(
            "docx", _unpacked(content, [m for n, m in named.items() if _DOCX_PARTS.fullmatch(n)], strict=True)
        )
    raise RefusedError(problem("unsupported", kind="zip"))


def _inspect_xlsx(content: bytes, named: dict[str, zipfile.ZipInfo]) -> Passed:
    """Unpack all parts but pictures: a worksheet may lie anywhere, under any name."""
    parts = _unpacked(content, [m for n, m in named.items() if not _PICTURE.fullmatch(n)], strict=False)
    relations = parts.get(_RELATIONS, b"").lower()
    if b"&" in relations or b".png" in relations or b".j" in relations or b"/media/" in relations:
        raise RefusedError(problem("damaged"))  # a worksheet under the name of a picture
    looks: dict[str, Look] = {}
    for name, xml in parts.items():
        if _WORKSHEET in xml:
            looks[name] = look(xml, MAX_CELLS)
            if looks[name].cells > MAX_CELLS:
                raise RefusedError(problem("too_large", detail=_said(looks[name].cells)))
    return Passed("xlsx", parts, looks)


def _inspect_ods(content: bytes, named: dict[str, zipfile.ZipInfo]) -> Passed:
    """Pass only well-formed content: its parser would wait for ever for an end that does not come."""
    wanted = [m for n, m in named.items() if n in {"content.xml", "styles.xml", "meta-inf/manifest.xml"}]
    parts = _unpacked(content, wanted, strict=True)
    if b"encryption-data" in parts.get("meta-inf/manifest.xml", b""):
        raise RefusedError(problem("password_protected"))
    ParserCreate().Parse(parts["content.xml"], True)  # noqa: FBT003 - says that this is all; takes no keyword
    cells = ods_cells(parts["content.xml"])
    if cells > MAX_CELLS:
        raise RefusedError(problem("too_large", detail=_said(cells)))
    return Passed("ods", parts)


def _unpacked(content: bytes, members: list[zipfile.ZipInfo], *, strict: bool) -> dict[str, bytes]:
    """Unpack parts; XML that declares entities or is not of one byte a letter is no office program's."""
    parts = {m.filename.replace("\\", "/").casefold(): _unpack(content, m) for m in members}
    for name, data in parts.items():
        wide = data[:2] in _WIDE or (name.endswith((".xml", ".rels")) and b"\0" in data)
        if wide or _PROLOGUE.match(data) or (strict and b"<!ENTITY" in data):
            raise RefusedError(problem("damaged"))
    return parts


def _unpack(content: bytes, member: zipfile.ZipInfo) -> bytes:
    """Unpack one member; ValueError where it does not unpack to just the size it states."""
    at = member.header_offset
    name, extra = struct.unpack_from("<HH", content, at + 26)
    start = at + 30 + name + extra
    packed = memoryview(content)[start : start + member.compress_size]
    data = bytes(packed) if member.compress_type == zipfile.ZIP_STORED else _inflate(packed, member.file_size)
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} or len(data) != member.file_size:
        message = f"{member.filename} does not unpack to the size it states"
        raise ValueError(message)
    return data


def _inflate(packed: memoryview, size: int) -> bytes:
    """Inflate no further than one byte above `size`; nothing where the stream does not end there."""
    unpacker, pieces, left = zlib.decompressobj(-zlib.MAX_WBITS), [], size + 1
    for at in range(0, len(packed), _STEP):
        pieces.append(unpacker.decompress(packed[at : at + _STEP], left))
        left -= len(pieces[-1])
        if left <= 0:
            return b""
    return b"".join(pieces) if unpacker.eof else b""


def _said(cells: int) -> str:
    return f"{cells:,}".replace(",", ".")


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
