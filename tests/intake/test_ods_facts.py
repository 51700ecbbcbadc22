"""OpenDocument sheets tell of struck-out and hidden rows and of errors, and no bytes make that fail."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdash.forms.registry import Campaign
from camdash.intake.ods_facts import look_into_ods
from camdash.intake.opening import Opened, open_file
from camdash.intake.reader import read_bytes
from camdash.intake.workbook import Sheet

SPACES = "".join(f' xmlns:{p}="urn:{p}"' for p in ("office", "style", "table", "text", "calcext"))
STYLES = """
<style:style style:name="gone" style:family="table-cell">
  <style:text-properties style:text-line-through-style="solid" style:text-line-through-type="single"/></style:style>
<style:style style:name="heir" style:family="table-cell" style:parent-style-name="gone"><style:text-properties/>
</style:style>
<style:style style:name="back" style:family="table-cell" style:parent-style-name="gone">
  <style:text-properties style:text-line-through-style="none"/></style:style>
<style:style style:name="ring" style:family="table-cell" style:parent-style-name="ring"/>
<style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-type="double"/>
</style:style>
<style:style style:name="T2" style:family="text"><style:text-properties style:text-line-through-type="none"/>
</style:style>"""


def content(rows: str, styles: str = STYLES) -> bytes:
    """Write the content of an ods of one sheet."""
    return (
        f"<office:document-content{SPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    ).encode()


def ods(rows: str) -> bytes:
    """Make an ods of one sheet."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<m/>")
        archive.writestr("content.xml", content(rows))
    return out.getvalue()


def cell(inner: str, style: str = "", more: str = "") -> str:
    """Write a cell of text; `inner` may be XML."""
    named = f' table:style-name="{style}"' if style else ""
    return f'<table:table-cell{named} office:value-type="string" {more}><text:p>{inner}</text:p></table:table-cell>'


def row(*cells: str, more: str = "") -> str:
    """Write a row."""
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def seen(rows: str) -> Sheet:
    """Open an ods of these rows."""
    opened = open_file("a.ods", ods(rows))
    assert isinstance(opened, Opened)
    return opened.sheets[0]


@pytest.mark.parametrize(
    ("struck", "xml"),
    [
        (True, cell("x", "gone")),
        (True, cell("x", "heir")),
        (False, cell("x", "back")),
        (False, cell("x", "ring") + cell("y", "unknown")),
        (False, cell("x", "gone") + cell("y")),
        (True, cell("x", "gone") + cell("y", "gone") + cell("z")),
        (True, cell('<text:span text:style-name="T1">a</text:span>')),
        (False, cell('<text:span text:style-name="T1">a</text:span>b')),
        (False, cell('<text:span text:style-name="T2">a</text:span>', "gone")),
        (True, cell('<text:span text:style-name="other">a</text:span>', "gone")),
        (True, '<table:table-cell office:value-type="float" office:value="2" table:style-name="gone"/>'),
        (False, cell("x") + '<table:table-cell table:style-name="gone" table:number-columns-repeated="9"/>'),
        (False, cell("x") + cell("", "gone") + cell("", "gone")),
    ],
)
def test_a_row_is_struck_where_most_of_its_text_is(xml: str, struck: bool) -> None:  # noqa: FBT001 - of the table above
    """Styles are inherited, spans go before the cell's style, and blank cells do not count."""
    assert seen(row(xml)).struck_rows == ({1} if struck else set())


def test_styles_of_rows_and_columns_hold_for_cells_without() -> None:
    """A cell without a style has that of its row, or else that of its column."""
    columns = (
        '<table:table-column table:number-columns-repeated="2" table:default-cell-style-name="back"/>'
        '<table:table-column table:default-cell-style-name="gone" table:visibility="collapse"/>'
    )
    blank = '<table:table-cell table:number-columns-repeated="2"/>'
    whole = row(cell("x"), more='table:default-cell-style-name="gone"')
    sheet = seen(columns + row(blank, cell("x")) + row(cell("x")) + whole)
    assert sheet.struck_rows == {1, 3}
    assert sheet.hidden_columns == {2}


def test_repeated_rows_count_and_hidden_ones_end_with_the_sheet() -> None:
    """A repeated row is many rows; the million hidden ones below the last are none."""
    blank = "<table:table-cell/>"
    unseen = row(cell("x"), more='table:visibility="filter"')
    sheet = seen(
        row(blank, more='table:number-rows-repeated="3"')
        + row(cell("x", "gone"), more='table:number-rows-repeated="2"')
        + f"<table:table-header-rows>{unseen}</table:table-header-rows>"
        + row(cell("end"))
        + row(blank, more='table:number-rows-repeated="1048569" table:visibility="collapse"')
    )
    assert (len(sheet.rows), sheet.struck_rows, sheet.hidden_rows) == (7, {4, 5}, {6})


def test_errors_are_named_and_read_as_empty() -> None:
    """LibreOffice marks an error; other programs write zero and show the error; shown text is no formula's error."""
    formula, zero = 'table:formula="of:=1/0"', 'office:value-type="float" office:value="0"'
    sheet = seen(
        row(
            cell("#REF!", more=f'{formula} office:string-value="" calcext:value-type="error"'),
            f"<table:table-cell {formula} {zero}><text:p>#DIV/0!</text:p></table:table-cell>",
            cell("#1"),
            f"<table:table-cell {formula} table:number-columns-repeated='2'/>",
            cell("Err:502", more=formula),
            cell("x"),
        )
    )
    assert sheet.errors == {"A1": "#REF!", "B1": "#DIV/0!", "F1": "Err:502"}
    assert sheet.no_value == {"D1", "E1"}
    assert sheet.rows == [["", "", "#1", "", "", "", "x"]]


def test_rows_between_are_counted() -> None:
    """Rows that tell nothing by themselves still have their place, repeated or empty."""
    plain = "<table:table-rows>" + row(cell("x"), more='table:number-rows-repeated="4"') + row()
    broken = row(cell("#N/A", more='table:formula="of:=NA()"'), more='table:visibility="filter"')
    sheet = seen(plain + "<table:table-row/>" + broken + row(cell("x")) + broken + "</table:table-rows>")
    assert (sheet.errors, sheet.hidden_rows) == ({"A7": "#N/A", "A9": "#N/A"}, {7, 9})


def test_notes_on_a_cell_are_not_its_text() -> None:
    """A comment that is struck out, or not, says nothing of the cell."""
    note = '<office:annotation><text:p><text:span text:style-name="T1">n</text:span></text:p></office:annotation>'
    sheet = Sheet("S", [["a"], ["b"]])
    xml = content(row(cell("a").replace("<text:p>", note + "<text:p>", 1)) + row(cell("b", "gone")))
    look_into_ods([sheet], {"content.xml": xml})
    assert sheet.struck_rows == {2}


def test_styles_may_stand_beside_the_content() -> None:
    """A named style of the whole document strikes out as well."""
    sheet = Sheet("S", [["a"]])
    styles = (
        f"<office:document-styles{SPACES}><office:styles>{STYLES}</office:styles></office:document-styles>".encode()
    )
    look_into_ods([sheet], {"content.xml": content(row(cell("a", "gone")), ""), "styles.xml": styles})
    assert sheet.struck_rows == {1}


def test_a_million_errors_in_one_element_are_not_named_each() -> None:
    """A repeated error cell takes no memory beyond measure."""
    more = 'calcext:value-type="error" table:number-columns-repeated="100000000"'
    sheet = Sheet("S", [["a"], ["b"]])
    look_into_ods(
        [sheet], {"content.xml": content(row(cell("#N/A", more=more), more='table:number-rows-repeated="9"'))}
    )
    assert len(sheet.errors) == 50_000


def test_a_struck_row_is_no_camera(campaign: Campaign) -> None:
    """Reading an .ods leaves a struck row out."""
    heading = ["STT", "Vị trí lắp đặt", "Xã", "Số lượng", "Loại camera"]
    rows = [row(*map(cell, heading))]
    for number, place in enumerate(["Chợ Bưởi", "Ngã tư Sở", "Bến xe"], 1):
        style = "gone" if number == 2 else ""
        rows.append(row(*(cell(text, style) for text in (str(number), place, "Phường Kim Mã", "2", "PTZ"))))
    reading = read_bytes("Mau so 1 - Quan Ba Dinh.ods", ods("".join(rows)), campaign)
    assert [record["row"] for table in reading.tables for record in table.records] == [2, 4]


WHOLE = content(row(cell("x", "gone"), cell('<text:span text:style-name="T1">a</text:span>')) * 3)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=6), st.integers(0, 10**6))
def test_no_bytes_make_it_fail(flips: list[tuple[int, int]], cut: int) -> None:
    """Changed bytes and cut content tell less and raise nothing."""
    xml = bytearray(WHOLE)
    for at, byte in flips:
        xml[at % len(xml)] = byte
    for part in (bytes(xml), bytes(xml)[: cut % len(xml)]):
        look_into_ods([Sheet("S", [["x", "a"]] * 2)], {"content.xml": part, "styles.xml": part})


@given(st.lists(st.sampled_from(WHOLE.decode().replace(">", ">\n").splitlines()), max_size=60))
def test_elements_in_any_order_raise_nothing(pieces: list[str]) -> None:
    """Rows in cells, spans outside of paragraphs, ends without a start."""
    look_into_ods([Sheet("S", [["x"]])], {"content.xml": f"<a{SPACES}>{''.join(pieces)}".encode()})
