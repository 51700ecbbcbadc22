"""What the parser is given in a file's stead: the same cells, the same merged cells, found sooner."""

import zipfile
from io import BytesIO

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from camdash.intake.gate import Passed, inspect
from camdash.intake.spared import merges_first, spared

MERGES = b'<mergeCells count="1"><mergeCell ref="B2:C3"/></mergeCells>'
PLACES = [((1, 1), (2, 2))]
CELLS = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="4"><c r="D4"><v>2</v></c></row>'


def workbook() -> bytes:
    """Write two sheets, one of them with merged cells."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        first = book.add_worksheet("Một")
        first.merge_range("A1:C1", "ỦY BAN")
        first.merge_range("B2:B4", "mergeCells")
        first.write("D5", 3)
        book.add_worksheet("Hai").write("A1", "không")
    return out.getvalue()


def passed(content: bytes) -> Passed:
    """Let a workbook through the gate."""
    found = inspect("a.xlsx", content)
    assert isinstance(found, Passed)
    return found


def sheet(xml: bytes) -> tuple[list[list[object]], object]:
    """Read a workbook's first sheet with its XML put in its place: its rows and merged cells."""
    content, out = workbook(), BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml if name.endswith("sheet1.xml") else old.read(name))
    read = CalamineWorkbook.from_filelike(BytesIO(out.getvalue())).get_sheet_by_index(0)
    return read.to_python(skip_empty_area=False), read.merged_cell_ranges


def worksheet(above: bytes = b"", cells: bytes = CELLS, below: bytes = b"") -> bytes:
    """Write a worksheet's XML."""
    return b"".join((b"<worksheet>", above, b"<sheetData>", cells, b"</sheetData>", below, b"</worksheet>"))


def test_a_workbook_is_read_as_it_is() -> None:
    """Every sheet gives the same rows and merged cells."""
    content = workbook()
    ours, theirs = (CalamineWorkbook.from_filelike(f) for f in (spared(content, passed(content)), BytesIO(content)))
    assert ours.sheet_names == theirs.sheet_names
    for name in ours.sheet_names:
        one, other = ours.get_sheet_by_name(name), theirs.get_sheet_by_name(name)
        assert one.to_python(skip_empty_area=False) == other.to_python(skip_empty_area=False)
        assert one.merged_cell_ranges == other.merged_cell_ranges


@pytest.mark.parametrize(
    ("above", "below", "told"),
    [
        (b"", MERGES, MERGES),
        (b"", b"", b"<mergeCells></mergeCells>"),
        (b"", b"<autoFilter/>" + MERGES + MERGES.replace(b"B2", b"A1"), MERGES),
        (b"", b"<!-- " + MERGES + b" -->", b"<mergeCells></mergeCells>"),
        (b"<!-- </sheetData> -->", MERGES, MERGES),
    ],
)
def test_merged_cells_are_told_first(above: bytes, below: bytes, told: bytes) -> None:
    """What the parser would find below the cells stands above them, and it finds the same."""
    xml = worksheet(above, below=below)
    pieces = merges_first(xml)
    assert pieces[1] == told
    assert b"".join([pieces[0], *pieces[2:]]) == xml
    assert sheet(b"".join(pieces)) == sheet(xml)


@pytest.mark.parametrize(
    "xml",
    [
        worksheet(MERGES),
        worksheet(cells=CELLS + b"<mergeCells/>"),
        worksheet(below=b"<x:mergeCells></x:mergeCells>"),
        worksheet(b"<!-- <sheetData> -->", below=MERGES),
        worksheet(below=MERGES + b"<open>"),
        worksheet(below=b"<mergeCells><mergeCells/></mergeCells>"),
        worksheet(below=b"<mergeCells/>"),
        worksheet(below=b'<mergeCells count=">"/>' + MERGES),
        b"<worksheet><sheetData/>" + MERGES + b"</worksheet>",
        b"</sheetData><sheetData>",
        worksheet(below=b"<a/>" * 2**18),
    ],
)
def test_any_doubt_leaves_a_sheet_as_it_is(xml: bytes) -> None:
    """XML of another kind than Excel's, or not well formed, goes to the parser untouched."""
    assert merges_first(xml) == [xml]


def test_the_parser_finds_merged_cells_above() -> None:
    """It takes the merged cells where they stand first."""
    assert sheet(worksheet(MERGES)) == (sheet(worksheet())[0], PLACES)
