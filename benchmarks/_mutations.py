"""Ways to spoil a good file: its bytes, the parts of an archive, the numbers and marks of its XML."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random

from tests.packing import zipped

Mutation = Callable[[bytes, Random], bytes]

_HUGE = (b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x00\x00\x00\x00", b"\x00\x00\x00\x80", b"\xfe\xff\xff\xff")
_NUMBER = re.compile(rb"\d+")
_NUMBERS = (b"0", b"-1", b"1048577", b"999999999", b"4294967296", b"1e308", b"NaN", b"9" * 400, b"18446744073709551616")
_CELL = re.compile(rb'"[A-Z]{1,3}[1-9]\d{0,6}"')
_CELLS = (b'"XFD1048576"', b'"A0"', b'"ZZZZ1"', b'"A99999999999"', b'"A1:XFD1048576"', b'""')
_TAG = re.compile(rb"<[A-Za-z][^<>]{0,200}>")
_LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (b"abcdefghij"[n], b"&%c;" % b"abcdefghij"[n - 1] * 10) for n in range(1, 10))
    + b"]>"
)


def _span(content: bytes, draw: Random, most: int = 4096) -> tuple[int, int]:
    start = draw.randrange(len(content) + 1)
    return start, min(len(content), start + draw.randrange(1, most))


def flip(content: bytes, draw: Random) -> bytes:
    """Turn a few bytes into others."""
    spoilt = bytearray(content)
    for _ in range(draw.choice((1, 1, 2, 8, 64))):
        spoilt[draw.randrange(len(spoilt))] = draw.randrange(256)
    return bytes(spoilt)


def truncate(content: bytes, draw: Random) -> bytes:
    """Break off."""
    return content[: draw.randrange(len(content))]


def cut(content: bytes, draw: Random) -> bytes:
    """Take a slice out."""
    start, stop = _span(content, draw)
    return content[:start] + content[stop:]


def repeat(content: bytes, draw: Random) -> bytes:
    """Write a slice again, a few times or many."""
    start, stop = _span(content, draw)
    return content[:start] + content[start:stop] * draw.choice((2, 3, 50)) + content[stop:]


def swap(content: bytes, draw: Random) -> bytes:
    """Let two slices change places."""
    (a, b), (c, d) = sorted((_span(content, draw, 512), _span(content, draw, 512)))
    return content if b > c else content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]


def noise(content: bytes, draw: Random) -> bytes:
    """Put random bytes in."""
    at = draw.randrange(len(content) + 1)
    return content[:at] + draw.randbytes(draw.randrange(1, 300)) + content[at:]


def exaggerate(content: bytes, draw: Random) -> bytes:
    """Put the numbers into a header or table that lead farthest astray."""
    spoilt = bytearray(content)
    for _ in range(draw.choice((1, 2, 5))):
        at = draw.randrange(max(1, min(len(spoilt), draw.choice((64, 600, len(spoilt))))))
        spoilt[at : at + 4] = draw.choice(_HUGE)
    return bytes(spoilt)


def renumber(content: bytes, draw: Random) -> bytes:
    """Blow up numbers written as text."""
    return _replaced(content, _NUMBER, _NUMBERS, draw)


def move_cells(content: bytes, draw: Random) -> bytes:
    """Send cells to the far corner of the sheet."""
    return _replaced(content, _CELL, _CELLS, draw)


def _replaced(content: bytes, pattern: re.Pattern[bytes], by: Sequence[bytes], draw: Random) -> bytes:
    found = list(pattern.finditer(content))
    for match in sorted(draw.sample(found, min(len(found), draw.choice((1, 2, 6)))), key=lambda m: -m.start()):
        content = content[: match.start()] + draw.choice(by) + content[match.end() :]
    return content


def nest(content: bytes, draw: Random) -> bytes:
    """Open an element thousands of times before it is closed."""
    found = list(_TAG.finditer(content))
    if not found:
        return noise(content, draw)
    match = draw.choice(found)
    return content[: match.start()] + match[0] * draw.choice((100, 5_000, 100_000)) + content[match.end() :]


def laugh(content: bytes, draw: Random) -> bytes:
    """Declare entities that grow without end, and use them."""
    found = list(_TAG.finditer(content))
    if not found:
        return noise(content, draw)
    match = draw.choice(found)
    content = content[: match.end()] + b"&j;" + content[match.end() :]
    at = content.find(b"?>") + 2 if content.startswith(b"<?xml") else 0
    return content[:at] + _LAUGHS + content[at:]


PLAIN: Sequence[Mutation] = (flip, truncate, cut, repeat, swap, noise, exaggerate)
TEXTUAL: Sequence[Mutation] = (flip, truncate, cut, repeat, swap, noise, renumber, move_cells, nest, laugh)


def within(content: bytes, draw: Random) -> bytes:
    """Spoil one member of a zip, leave it out, double it or rename it, and pack the zip anew without a fault."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, RuntimeError, OSError, ValueError, EOFError, struct.error, zlib.error):
        return flip(content, draw)
    name = draw.choice(list(members))
    match draw.randrange(10):
        case 0:
            del members[name]
        case 1:
            members[draw.choice(list(members))] = members[name]
        case 2:
            members[name] = draw.randbytes(draw.randrange(2000))
        case 3:
            members[f"{name}{draw.choice(('/', '.xml', '../x', chr(0)))}"] = members.pop(name)
        case _:
            members[name] = draw.choice(TEXTUAL)(members[name] or b" ", draw)
    return zipped(members)


def mutated(content: bytes, draw: Random) -> bytes:
    """Spoil a file once or twice, in the ways that fit it."""
    for _ in range(draw.choice((1, 1, 1, 2))):
        content = content or b" "
        if content.startswith(b"PK\x03\x04") and draw.random() < 0.7:  # noqa: PLR2004 - most damage shows only inside
            content = within(content, draw)
        else:
            binary = content.startswith((b"PK", b"\xd0\xcf", b"\x1f\x8b"))
            content = draw.choice(PLAIN if binary else TEXTUAL)(content, draw)
    return content
