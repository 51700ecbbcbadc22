"""No way to write a worksheet hides from the gate that its cells lie far apart."""

import re
import struct
import warnings
import zipfile
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.intake.extent import count_cells, look
from camdash.intake.gate import MAX_CELLS, column_letters
from camdash.intake.opening import Opened, open_file
from camdash.problems import Problem

SHEET = "xl/worksheets/sheet1.xml"
FIRST = b'<row r="1"><c r="A1"><v>1</v></c></row>'
FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
VALUE = b"<v>1</v>"


def sheet(data: bytes, prefix: str = "") -> bytes:
    """Wrap rows as a worksheet, every element with a namespace prefix where one is given."""
    xml = b"<worksheet><sheetData>" + data + b"</sheetData></worksheet>"
    return re.sub(rb"<(/?)(\w)", rb"<\1" + prefix.encode() + rb"\2", xml)


def workbook(xml: bytes, path: str = SHEET, more: dict[str, bytes] | None = None) -> bytes:
    """Make a workbook of one sheet's XML, which may lie anywhere."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = '<Relationships><Relationship Id="rId1" Type="{}/{}" Target="/{}"/></Relationships>'
    named = '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>'
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relation.format(office, "officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns:r="{office}">{named}</workbook>',
        "xl/_rels/workbook.xml.rels": relation.format(office, "worksheet", path),
        path: xml,
        **(more or {}),
    }
    with zipfile.ZipFile(out := BytesIO(), "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def refusal(content: bytes, name: str = "a.xlsx") -> str:
    """Give the code a file is refused with, "" where it is read."""
    found = open_file(name, content)
    return found.code if isinstance(found, Problem) else ""


@pytest.mark.parametrize(
    "data",
    [
        FIRST + FAR,
        FAR,
        FAR + FIRST,
        FIRST + FAR.replace(b'"', b"'"),
        FIRST + FAR.replace(b'c r="', b'c  t="n"\n r = "'),
        FIRST + FAR.replace(b"XFD", b"xfd"),
        FIRST + b'<row r="2"><c r="XFD1048576"><v>1</v></c></row>',
        FIRST + b'<row r="99999">' + b"<c><v>1</v></c>" * 16384 + b"</row>",
        FIRST + b'<row r="99999">' + b'<c r="&#65;1"><v>1</v></c>' * 16384 + b"</row>",
        FIRST + b"<row></row>" * 200_000 + b'<row><c r="BZ1"><v>1</v></c><c><v>1</v></c></row>',
        FIRST + b"</row>" * 200_000 + b'<c t="n"><v>1</v></c><c r="BZ1"><v>1</v></c>',
        FIRST + b'<row r="1048576"><!-- <c r="A1"/> --><c s="0" r="XFD1048576"><v>1</v></c></row>',
        FIRST + b'<row r="1048576" a=">"><c a=">" r="XFD1048576"><v>1</v></c></row>',
    ],
)
@pytest.mark.parametrize("prefix", ["", "x:", "long_er.1:"])
def test_far_cells_are_refused_however_written(data: bytes, prefix: str) -> None:
    """Quotes, spaces, prefixes, order, missing names and comments do not hide the extent."""
    assert refusal(workbook(sheet(data, prefix))) == "too_large"


@pytest.mark.parametrize(
    "path", ["xl/other/place.dat", "a.xml", "xl/worksheets/deep/er.xml", "XL/WorkSheets/Sheet1.XML"]
)
def test_worksheets_anywhere_are_looked_at(path: str) -> None:
    """A relationship may name any part as a worksheet."""
    assert refusal(workbook(sheet(FIRST + FAR), path)) == "too_large"


def test_worksheet_under_the_name_of_a_picture_is_damage() -> None:
    """Pictures are not unpacked, so none may be a worksheet."""
    assert refusal(workbook(sheet(FIRST + FAR), "xl/media/image1.png")) == "damaged"


def test_wide_characters_are_damage() -> None:
    """UTF-16 would blind every search for bytes; no office program writes it."""
    assert refusal(workbook(sheet(FIRST + FAR).decode().encode("utf-16"))) == "damaged"


def test_declared_type_behind_a_long_comment_is_damage() -> None:
    """A document type is refused wherever it stands before the first element."""
    assert refusal(workbook(b"<!--" + b" " * 9999 + b"--><!DOCTYPE a>" + sheet(FIRST))) == "damaged"


def test_two_members_of_one_name_are_damage() -> None:
    """One parser takes the first, another the last."""
    out = BytesIO(workbook(sheet(FIRST)))
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as file:
        warnings.simplefilter("ignore")
        file.writestr(SHEET, sheet(FIRST + FAR))
    assert refusal(out.getvalue()) == "damaged"


def test_two_directories_are_damage() -> None:
    """A second end record in the comment shows another archive to another parser."""
    content = workbook(sheet(FIRST))
    end = content.rfind(b"PK\x05\x06")
    assert refusal(content[: end + 20] + struct.pack("<H", 22) + content[end:]) == "damaged"


@pytest.mark.parametrize("stated", [40, 60, 2**31])
def test_lying_sizes_are_refused(stated: int) -> None:
    """A member must unpack to just the size it states, whatever checksum goes with that."""
    xml = sheet(FIRST + FAR)
    content = bytearray(workbook(xml))
    at = content.rfind(SHEET.encode()) - 46
    struct.pack_into("<I", content, at + 24, stated)
    struct.pack_into("<I", content, at + 16, zlib.crc32(xml[:stated]))
    assert refusal(bytes(content)) in {"damaged", "too_large"}


def test_sizes_of_zip64_are_believed_no_more() -> None:
    """An extra field may state any size; it is refused before anything is unpacked."""
    content = bytearray(workbook(sheet(FIRST)))
    at = content.rfind(SHEET.encode()) - 46
    struct.pack_into("<II", content, at + 20, 2**32 - 1, 2**32 - 1)
    assert refusal(bytes(content)) in {"damaged", "too_large"}


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/styles.xml"])
def test_deep_nesting_does_not_hurt(part: str) -> None:
    """A hundred thousand nested elements are refused or read."""
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    data = sheet(b'<row r="1"><c r="A1">' + deep + b"</c></row>") if part == SHEET else deep
    assert refusal(workbook(data if part == SHEET else sheet(FIRST), more={} if part == SHEET else {part: data})) in {
        "",
        "damaged",
    }


def test_bomb_in_shared_strings_is_refused() -> None:
    """Every member counts against the ratio."""
    assert refusal(workbook(sheet(FIRST), more={"xl/sharedStrings.xml": b"<si/>" * 10_000_000})) == "too_large"


def test_styled_cells_far_out_are_no_extent() -> None:
    """Formatting down to the last cell holds no value and does no harm, nor does a merge over all."""
    empty = b'<row r="1048576"><c r="XFC1048576" s="1"/><c r="XFD1048576" s="1"></c><c r="XFD9" s="1"><v/></c></row>'
    xml = sheet(FIRST + empty).replace(
        b"</worksheet>", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    found = open_file("a.xlsx", workbook(xml))
    assert isinstance(found, Opened)
    assert [(s.rows, s.merges) for s in found.sheets] == [([[1.0]], [])]


@given(
    cells=st.lists(st.tuples(st.integers(1, 2000), st.integers(1, 120)), min_size=1, max_size=30),
    quote=st.sampled_from([b'"', b"'"]),
    last=st.booleans(),
)
def test_the_look_never_says_too_little(cells: list[tuple[int, int]], quote: bytes, last: bool) -> None:  # noqa: FBT001
    """Whatever the cells, the look bounds them and the count is exact."""
    row, column = max(r for r, _ in cells), max(c for _, c in cells)
    names = [f"{column_letters(c)}{r}".encode() for r, c in cells]
    data = b"".join(
        b"<row><c " + (b's="1" r=' if last else b"r=") + quote + name + quote + b">" + VALUE + b"</c></row>"
        for name in names
    )
    assert count_cells(sheet(data)) == row * column
    assert row * column <= look(sheet(data), MAX_CELLS).cells


def ods(rows: str) -> bytes:
    """Make an ods of one sheet."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f'<office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet>'
    with zipfile.ZipFile(out := BytesIO(), "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", "<manifest/>")
        file.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body>{body}</office:body></office:document-content>",
        )
    return out.getvalue()


CELL = '<table:table-cell{} office:value-type="string"><text:p>x</text:p></table:table-cell>'
BLANK = '<table:table-cell table:number-columns-repeated="{}"/>'
ROW = "<table:table-row{}>{}</table:table-row>"
MILLION = ' table:number-rows-repeated="1048576"'


@pytest.mark.parametrize(
    "rows",
    [
        ROW.format("", BLANK.format(999_999_999) + CELL.format("")),
        ROW.format("", CELL.format(' table:number-columns-repeated="999999999"')),
        ROW.format(MILLION, CELL.format("") * 20),
        ROW.format(MILLION.replace('"', "'"), CELL.format("") * 20),
        ROW.format(' table:number-rows-repeated="&#57;999999"', CELL.format("") * 20),
        ROW.format("", CELL.format(""))
        + ROW.format(MILLION, BLANK.format(1))
        + ROW.format("", BLANK.format(99) + CELL.format("")),
    ],
)
def test_repeated_cells_of_ods_are_counted(rows: str) -> None:
    """An ods says in a few bytes that a cell or row is repeated a million times."""
    assert refusal(ods(rows), "a.ods") == "too_large"


def test_repeated_blanks_at_the_end_of_ods_do_not_count() -> None:
    """Every ods fills its sheets up to the last row and column with blanks."""
    rows = ROW.format("", CELL.format("") + BLANK.format(16383)) + ROW.format(MILLION, BLANK.format(16384))
    found = open_file("a.ods", ods(rows))
    assert isinstance(found, Opened)
    assert found.sheets[0].rows == [["x"]]
