"""What is kept of a workbook that goes back, what becomes of other formats, and files that mean harm."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from camdash.forms.fields import headings
from camdash.forms.registry import Campaign, default_campaign
from camdash.intake.model import FileReading
from camdash.intake.reader import read_bytes
from camdash.intake.workbook import Sheet
from camdash.problems import problem
from camdash.reports.annotated import Annotated, Annotator, ClassifiedError, annotate, annotate_safely
from camdash.reports.annotated.findings import without_ours
from camdash.reports.annotated.rebuilt import rebuilt, sheet_names
from camdash.reports.annotated.text import fit_for_xml
from camdash.words import Words
from tests.sheets import workbook

NAME = "Mau so 1 - Quan Ba Dinh.xlsx"
SUMMARY = "Kết quả kiểm tra"
TABLE = "| STT | Vị trí lắp đặt | Số lượng |\n| 1 | Ngã tư | vài cái |\n| 2 | Hồ | 2 |"
CASES = Path(__file__).parents[1] / "cases"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"".join(
    struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    for kind, data in (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\0\0\0")),
        (b"IEND", b""),
    )
)


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    """Give the 2024 survey."""
    return default_campaign()


@pytest.fixture(scope="module")
def rich() -> bytes:
    """Write a workbook with most of what Office can put into one."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    other, page = book.add_worksheet("Bìa"), book.add_worksheet("Quận 'Ba' Đình")
    page.write_row(0, 0, ["STT", "Vị trí lắp đặt", "Số lượng", "Ghi chú"])
    page.write_row(1, 0, [1, "Ngã tư", "vài cái"], book.add_format({"num_format": "0.00", "border": 1, "bold": True}))
    page.write_row(2, 0, [2, "Hồ", 2])
    page.write_row(3, 1, ["Tổng cộng"])
    page.write_formula(3, 2, "=SUM(C2:C3)", None, 2)
    page.write_rich_string(2, 3, "chữ ", book.add_format({"bold": True}), "đậm")
    page.data_validation("C2:C3", {"validate": "list", "source": ["1", "2"]})
    page.conditional_format(
        "C2:C3", {"type": "cell", "criteria": ">", "value": 9, "format": book.add_format({"bold": 1})}
    )
    page.insert_image("F2", "a.png", {"image_data": io.BytesIO(PICTURE)})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Quận ''Ba'' Đình'!$C$2:$C$3"})
    page.insert_chart("F9", chart)
    page.print_area("A1:D4")
    page.repeat_rows(0)
    page.autofilter("A1:D3")
    page.protect()
    other.write(0, 0, "Bìa")
    page.activate()
    book.close()
    return out.getvalue()


def marked(content: bytes, name: str = NAME) -> Annotated:
    """Read a file and mark it."""
    survey = default_campaign()
    return annotate(name, content, read_bytes(name, content, survey), Words(), headings(), campaign=survey)


def parts(content: bytes) -> dict[str, bytes]:
    """Give the parts of an Office file."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def with_parts(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Write an Office file anew with some parts changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**parts(content), **changed}.items():
            archive.writestr(name, data)
    return out.getvalue()


# ------------------------------------------------------------------------------------------------ what is kept


def test_what_needs_no_change_is_kept_byte_for_byte(rich: bytes) -> None:
    """Chart, picture, texts, theme: every part but those that bear marks or list the parts."""
    before, after = parts(rich), parts(marked(rich).content)
    changed = {name for name, data in before.items() if after.get(name) != data}
    assert {"xl/charts/chart1.xml", "xl/media/image1.png", "xl/drawings/drawing1.xml"} <= before.keys() - changed
    assert changed == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/_rels/sheet2.xml.rels",
    }


def test_a_marked_cell_keeps_all_but_its_ground(rich: bytes) -> None:
    """Number format, border and bold stay; results of formulas, drop-downs and protection too."""
    content = marked(rich).content
    page = openpyxl.load_workbook(io.BytesIO(content))["Quận 'Ba' Đình"]
    cell = page["C2"]
    assert (cell.number_format, cell.border.left.style, cell.font.b) == ("0.00", "thin", True)
    assert page.data_validations.dataValidation[0].sqref.ranges != []
    assert page.protection.sheet
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Quận 'Ba' Đình"]
    assert values["C4"].value == 2


def test_names_follow_their_sheets(rich: bytes) -> None:
    """Print areas, titles and filters still belong to the sheet they were set for, ours has its own."""
    book = openpyxl.load_workbook(io.BytesIO(marked(rich).content))
    assert book.sheetnames == [SUMMARY, "Bìa", "Quận 'Ba' Đình"]
    page = book["Quận 'Ba' Đình"]
    assert (page.print_area, page.print_title_rows) == ("'Quận ''Ba'' Đình'!$A$1:$D$4", "$1:$1")
    assert re.fullmatch(r"\$\d+:\$\d+", book[SUMMARY].print_title_rows or "")


def test_only_our_sheet_is_selected(rich: bytes) -> None:
    """Sheets selected together would be edited together."""
    book = openpyxl.load_workbook(io.BytesIO(marked(rich).content))
    assert book.active.title == SUMMARY
    assert [page.sheet_view.tabSelected for page in book.worksheets] == [True, None, None]


def test_our_sheet_prints_on_a4_across(rich: bytes) -> None:
    """As wide as the paper, with the panes frozen below the file's name."""
    page = openpyxl.load_workbook(io.BytesIO(marked(rich).content))[SUMMARY]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight) == (True, 0)
    assert page.freeze_panes == "A3"


def test_a_workbook_with_macros_keeps_them() -> None:
    """And its name ending, without which Excel would not open it."""
    plain = workbook(TABLE)
    types = parts(plain)["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    result = marked(
        with_parts(plain, {"[Content_Types].xml": types, "xl/vbaProject.bin": b"macros"}), "Mau 1 Ba Dinh.xlsm"
    )
    assert result.name.endswith(".xlsm")
    assert parts(result.content)["xl/vbaProject.bin"] == b"macros"


def test_a_digital_signature_is_taken_out_and_told() -> None:
    """It would only be shown as invalid."""
    plain = workbook(TABLE)
    kind = b"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    link = b'<Relationship Id="rId9" Type="%s" Target="_xmlsignatures/origin.sigs"/></Relationships>' % kind
    signed = {
        "_rels/.rels": parts(plain)["_rels/.rels"].replace(b"</Relationships>", link),
        "_xmlsignatures/origin.sigs": b"",
    }
    content = marked(with_parts(plain, signed)).content
    assert "_xmlsignatures/origin.sigs" not in parts(content)
    page = openpyxl.load_workbook(io.BytesIO(content))[SUMMARY]
    assert any("Chữ ký số" in str(cell.value) for row in page.iter_rows() for cell in row)


# ---------------------------------------------------------------------------------------------- other formats


def test_a_file_of_another_format_comes_back_as_xlsx() -> None:
    """With its cells, its marks, and a line that its own look could not be kept."""
    content = (CASES / "024_old_xls" / "sent.xls").read_bytes()
    result = marked(content, "Mau 1 Ba Dinh.xls")
    book = openpyxl.load_workbook(io.BytesIO(result.content))
    told = [str(cell.value) for row in book[SUMMARY].iter_rows() for cell in row]
    assert result.name == "Mau 1 Ba Dinh - kết quả kiểm tra.xlsx"
    assert any("định dạng .xls" in text for text in told)
    assert len(book.sheetnames) > 1


def test_what_is_made_anew_holds_no_secrets() -> None:
    """Columns of login data come back empty, and such data in texts masked."""
    text = "STT,Vị trí lắp đặt,Số lượng,Mật khẩu,Ghi chú\n1,Ngã tư,2,Abc@123,user admin pass: Xyz@789 \n"
    result = marked(text.encode(), "Mau 1 Ba Dinh.csv")
    page = openpyxl.load_workbook(io.BytesIO(result.content)).worksheets[1]
    assert [page["B2"].value, page["D1"].value, page["D2"].value] == ["Ngã tư", "Mật khẩu", None]
    assert not any(b"Abc@123" in data or b"Xyz@789" in data for data in parts(result.content).values())


def test_sheets_get_names_that_office_allows() -> None:
    """Signs that it forbids go, long names are cut, doubles are numbered, one without a name gets one."""
    long = "Phường " * 9
    names = sheet_names([Sheet(name, []) for name in ("", "Bảng: 1/2", long, f"{long}2", "'a'")], Words())
    assert list(names.values()) == [
        "Dữ liệu",
        "Bảng  1 2",
        "Phường Phường Phường Phường Phư",
        "Phường Phường Phường Phư (2)",
        "a",
    ]


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5, unique=True))
def test_any_sheets_can_be_made_anew(names: list[str]) -> None:
    """Whatever they are called."""
    sheets = [Sheet(name, [["=1", 2.0, True]]) for name in names]
    book = openpyxl.load_workbook(io.BytesIO(rebuilt(sheets, sheet_names(sheets, Words()))))
    assert [page["A1"].data_type for page in book.worksheets] == ["s"] * len(names)


# ------------------------------------------------------------------------------------------------ harmful files


def test_a_file_that_is_too_much_gives_the_sheet_alone(campaign: Campaign) -> None:
    """A child that is out of time is ended, the parent goes on with the next file."""
    content = workbook(TABLE)
    reading = read_bytes(NAME, content, campaign)
    with Annotator(campaign, seconds=-1.0) as hasty:
        alone = hasty.annotate(NAME, content, reading)
    assert openpyxl.load_workbook(io.BytesIO(alone.content)).sheetnames == [SUMMARY]
    whole = annotate_safely(NAME, content, reading, campaign)
    assert openpyxl.load_workbook(io.BytesIO(whole.content)).sheetnames == [SUMMARY, "Sheet1"]


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("xml", [b"", b"<a", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"<a>" * 10_000])
def test_parts_that_are_not_what_they_should_be(campaign: Campaign, part: str, xml: bytes) -> None:
    """Whatever a part holds, something is given back and nothing is raised."""
    content = workbook(TABLE)
    reading = read_bytes(NAME, content, campaign)
    broken = with_parts(content, {part: xml})
    result = annotate(NAME, broken, reading, Words(), headings(), campaign=campaign)
    assert openpyxl.load_workbook(io.BytesIO(result.content)).sheetnames[0] == SUMMARY


def test_a_classified_file_starts_no_child(campaign: Campaign) -> None:
    """The bytes are handed to nobody."""
    reading = FileReading("a.xlsx", "", readable=False, problems=[problem("classified", stamp="MẬT")])
    with pytest.raises(ClassifiedError):
        annotate_safely("a.xlsx", b"", reading, campaign)


def test_texts_are_fit_for_xml() -> None:
    """Control characters go; what looks like an escape stays what it looks like."""
    assert fit_for_xml("a\x00b\ud800\x1fc_x0041_") == "abc_x005F_x0041_"


def test_only_our_lines_leave_a_note() -> None:
    """What the clerk wrote above, below or instead stays."""
    ours = "Kết quả kiểm tra\nLỗi: Ô C2: sai.\nLưu ý: Ô C2: xem."
    assert without_ours(f"Lan: chờ\n{ours}\nĐã sửa") == "Lan: chờ\nĐã sửa"
    assert without_ours(ours) == ""
    assert without_ours("Lỗi: của đơn vị ghi\n") == "Lỗi: của đơn vị ghi\n"
