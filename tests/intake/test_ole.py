"""Containers of old Office files whose chains never end are refused before a parser follows them."""

import struct
from io import BytesIO

import pytest
import xlwt

from camdash.intake.ole import ole_stream, ole_streams
from camdash.intake.opening import Opened, open_file
from camdash.problems import Problem


def xls() -> bytes:
    """Write a workbook that fills several sectors."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row in range(300):
        sheet.write(row, 0, f"Ngã tư {row}")
    book.save(out := BytesIO())
    return out.getvalue()


def test_streams_are_named() -> None:
    """The stream of a workbook is found and read, whatever case its name is asked in."""
    assert ole_streams(xls()) == {"workbook"}
    assert ole_stream(xls(), "Workbook").startswith(b"\x09\x08")
    assert ole_stream(xls(), "nothing") == b""
    assert ole_streams(b"nothing") == set()


@pytest.mark.parametrize("back", [0, 1, 2])
def test_circles_of_sectors_are_damage(back: int) -> None:
    """A sector said to be followed by an earlier one of its chain would be read for ever."""
    content = bytearray(xls())
    assert isinstance(open_file("a.xls", bytes(content)), Opened)
    table = 512 + 512 * struct.unpack_from("<I", content, 76)[0]
    struct.pack_into("<I", content, table + 4 * 5, 5 - back)
    found = open_file("a.xls", bytes(content))
    assert isinstance(found, Problem)
    assert found.code == "damaged"
