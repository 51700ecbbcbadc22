"""An xlsx packed anew for the parser, from the parts the gate has unpacked, so that it need not do work twice.

For the merged cells, which stand below all cells or nowhere, the parser goes through a sheet once more from its start
and stops where it finds them. So they are told before the cells as well: a third of the parser's time is spared.
"""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.parsers.expat import ExpatError, ParserCreate

from camdash.intake.gate import Passed

MOST_BYTES = 64 * 2**20
"""A larger file is left as it is, for the sake of memory."""

_SHEET_DATA, _END_OF_SHEET_DATA, _MERGES = b"<sheetData", b"</sheetData>", b"mergeCells"
_NO_MERGES = b"<mergeCells></mergeCells>"
_ALL_MERGES = re.compile(rb"<mergeCells\b[^<>]*>.*</mergeCells>", re.DOTALL)
_LONGEST_FRAME = 2**20


def spared(content: bytes, passed: Passed) -> BytesIO:
    """Give an xlsx's unpacked parts as an archive of their own; any other file, and a very large one, as it is.

    The parser sees just what the gate has seen then.
    """
    if passed.kind != "xlsx" or sum(map(len, passed.parts.values())) > MOST_BYTES:
        return BytesIO(content)
    return _packed(passed.parts, {name: merges_first(passed.parts[name]) for name in passed.looks})


def _packed(parts: Mapping[str, bytes], sheets: Mapping[str, list[bytes | memoryview]]) -> BytesIO:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            with archive.open(zipfile.ZipInfo(name), "w") as member:
                for piece in sheets.get(name, [part]):
                    member.write(piece)
    out.seek(0)
    return out


def merges_first(xml: bytes) -> list[bytes | memoryview]:
    """Give a worksheet's XML in pieces, its merged cells told before its cells; in one piece where that is unsafe.

    >>> b"".join(merges_first(b'<w><sheetData></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></w>'))[:44]
    b'<w><mergeCells><mergeCell ref="A1:B1"/></mer'
    """
    start, end = xml.find(_SHEET_DATA), xml.rfind(_END_OF_SHEET_DATA)
    length = len(xml) - end + start
    if min(start, end - start) < 0 or length > _LONGEST_FRAME or xml.find(_MERGES, 0, end) >= 0:
        return [xml]
    merges = _merges(xml[:start] + b"<sheetData>" + xml[end:], start)
    return [xml[:start], merges, memoryview(xml)[start:]] if merges else [xml]


def _merges(frame: bytes, at: int) -> bytes | None:
    """Find the merged cells in a worksheet's XML without its cells, which must be an element that begins at `at`."""
    parser = ParserCreate()
    cells: list[int] = []
    ends: list[int] = []

    def begin(name: str, _: object) -> None:
        cells.extend([parser.CurrentByteIndex] if name == "sheetData" else [])
        finish(name)

    def finish(name: str) -> None:
        ends.extend([parser.CurrentByteIndex] if name.endswith("mergeCells") else [])

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    try:
        parser.Parse(frame, True)  # noqa: FBT003 - says that this is all; takes no keyword
    except ExpatError:
        return None
    if cells != [at] or not ends:
        return _NO_MERGES if cells == [at] else None
    merges = frame[ends[0] : frame.find(b">", ends[1]) + 1]
    return merges if _ALL_MERGES.fullmatch(merges) else None
