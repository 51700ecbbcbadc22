"""Web pages named .xls: tables come out as sheets, spans as merges, whatever the encoding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.intake.html_file import looks_like_html, read_html
from camdash.intake.workbook import Sheet
from camdash.problems import Problem

SPANS = """<table><tr><th rowspan=2>STT</th><th colspan="2">Tọa độ</th><th rowspan="2">SL</th></tr>
<tr><th>Vĩ độ</th><th>Kinh độ</th></tr><tr><td>1</td><td>21,0287</td><td>105,8525</td><td>2</td></tr></table>"""


def sheets(html: str, encoding: str = "utf-8") -> list[Sheet]:
    """Read a page that must be readable."""
    found = read_html(html.encode(encoding))
    assert not isinstance(found, Problem)
    return found


def test_spans_become_merges() -> None:
    """A value stands in the first cell of its span, as in a workbook."""
    sheet = sheets(SPANS)[0]
    assert sheet.rows == [["STT", "Tọa độ", "", "SL"], ["", "Vĩ độ", "Kinh độ", ""], ["1", "21,0287", "105,8525", "2"]]
    assert sheet.merges == [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_without_a_declaration(encoding: str) -> None:
    """A page that declares nothing is read by its bytes."""
    assert sheets(SPANS, encoding)[0].rows[0][1] == "Tọa độ"


@pytest.mark.parametrize("declared", ['<meta charset="cp1258">', '<meta content="text/html; charset=windows-1258">'])
def test_declared_encoding_counts(declared: str) -> None:
    """A page is read in the encoding it declares."""
    html = f"<html><head>{declared}</head><table><tr><td>Cô\u0323t đe\u0300n</td></tr></table></html>"
    assert sheets(html, "cp1258")[0].rows == [["Cột đèn"]]


def test_titles_stand_above_their_table() -> None:
    """What a page says between tables becomes rows of the table below."""
    html = "<body><p>UBND <b>QUẬN BA ĐÌNH</b></p><h2>MẪU SỐ 1<br>Hiện trạng</h2><table><tr><td>STT</td></tr></table>"
    assert sheets(html)[0].rows == [["UBND QUẬN BA ĐÌNH"], ["MẪU SỐ 1"], ["Hiện trạng"], ["STT"]]


def test_every_innermost_table_is_a_sheet() -> None:
    """Tables that only hold tables are layout."""
    html = (
        "<table><tr><td><table><tr><td>a</td></tr></table></td><td><table><tr><td>b</td></tr></table></td></tr></table>"
    )
    assert [(s.name, s.rows) for s in sheets(html)] == [("Bảng 1", [["a"]]), ("Bảng 2", [["b"]])]


def test_exact_numbers_and_names_of_excel() -> None:
    """Excel's own pages carry the exact number beside the shown one, and the sheet's name."""
    html = (
        "<html><!--[if gte mso 9]><xml><x:Name>Mẫu 1</x:Name></xml><![endif]-->"
        "<table><tr style='display:none'><td x:num='21.028712'>21,03</td><td x:num>7</td></tr></table>"
    )
    sheet = sheets(html)[0]
    assert (sheet.name, sheet.rows, sheet.hidden_rows) == ("Mẫu 1", [[21.028712, "7"]], {1})


def test_line_breaks_are_kept() -> None:
    """Lines of a cell stay lines; spaces of the source do not count."""
    assert sheets("<table><tr><td>Số\n  lượng<br>(cái)<p>tổng</p></td></tr></table>")[0].rows == [
        ["Số lượng\n(cái)\ntổng"]
    ]


def test_endless_spans_are_refused() -> None:
    """A few bytes may not ask for millions of cells."""
    found = read_html(b"<table>" + b"<tr><td colspan=16000>x</td></tr>" * 999 + b"</table>")
    assert isinstance(found, Problem)
    assert found.code == "too_large"


def test_deep_nesting_does_not_hurt() -> None:
    """A hundred thousand open tags are read or refused."""
    found = read_html(b"<div>" * 100_000 + b"<table><tr><td>a</td></tr></table>")
    assert isinstance(found, Problem) or found is not None


@pytest.mark.parametrize(
    "start", ["<html>", "\ufeff<!DOCTYPE html>", "  <table>", "<?xml version='1.0'?><html xmlns='x'>", "<HEAD>"]
)
def test_pages_are_told_by_their_start(start: str) -> None:
    """What begins as a page is one; XML of another kind is not."""
    assert looks_like_html(start.encode())
    assert not looks_like_html(b"<?xml version='1.0'?><Workbook>")


@given(
    content=st.lists(
        st.sampled_from(
            ["<table>", "<tr>", "<td rowspan=9>", "<td colspan=3>", "</tr>", "</table>", "a", "<br>", "<p>"]
        )
    ).map("".join)
)
def test_any_tags_are_read(content: str) -> None:
    """No order of tags raises, rows are of one width and merges lie within them."""
    for sheet in sheets(f"<html>{content}"):
        assert len({len(row) for row in sheet.rows}) <= 1
        assert all(r1 < len(sheet.rows) and c1 < len(sheet.rows[0]) for _, _, r1, c1 in sheet.merges)
