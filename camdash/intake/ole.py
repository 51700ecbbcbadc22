"""The containers of Office before 2007 (OLE, also called CFB): their streams, and whether their chains end."""

import struct
from collections.abc import Iterator, Sequence
from io import BytesIO

import olefile

from camdash.intake.faults import PARSER_FAULTS

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_SECTOR = 512


def ole_streams(content: bytes) -> set[str]:
    """Name the streams of an OLE file, in lower case; none where it is broken.

    Chains of sectors that run in a circle are broken: parsers follow them until memory ends.
    """
    try:
        with olefile.OleFileIO(BytesIO(content)) as ole:
            if any(_is_endless(table, start) for table, start in _chains(ole, content)):
                return set()
            return {"/".join(path).casefold() for path in ole.listdir()}
    except PARSER_FAULTS:
        return set()


def ole_stream(content: bytes, name: str) -> bytes:
    """Give the bytes of one stream of an OLE file, none where it is broken or has no such stream."""
    try:
        with olefile.OleFileIO(BytesIO(content)) as ole, ole.openstream(name) as stream:
            return bytes(stream.read())
    except PARSER_FAULTS:
        return b""


def _chains(ole: olefile.OleFileIO, content: bytes) -> Iterator[tuple[Sequence[int], int]]:
    """Give where each chain of the file starts, with the table that says how it goes on."""
    yield ole.fat, ole.first_dir_sector
    yield ole.fat, ole.first_mini_fat_sector
    yield _tables_of_tables(content, ole.sector_size), ole.first_difat_sector
    ole.loadminifat()
    for entry in ole.direntries:
        if entry is not None and entry.entry_type in {olefile.STGTY_STREAM, olefile.STGTY_ROOT}:
            small = entry.size < ole.mini_stream_cutoff_size and entry.entry_type == olefile.STGTY_STREAM
            yield (ole.minifat if small else ole.fat), entry.isectStart


def _tables_of_tables(content: bytes, size: int) -> list[int]:
    """Give what follows each sector where it is one of those that list the tables: its last number."""
    ends = range(_HEADER_SECTOR + size - 4, len(content) - 3, size)
    return [struct.unpack_from("<I", content, at)[0] for at in ends]


def _is_endless(table: Sequence[int], start: int) -> bool:
    """Tell whether a chain runs in a circle."""
    steps = 0
    while start < len(table) and steps <= len(table):
        start = table[start]
        steps += 1
    return steps > len(table)
