"""Stamps of state secrets are found wherever they stand alone, and only there."""

import unicodedata
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
import xlsxwriter
import xlwt
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from camdash.intake.opening import open_file
from camdash.intake.stamps import stamp_in, stamp_in_doc, stamp_in_rows
from camdash.problems import Problem

STAMPS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
AROUND = st.text(" \t\n.*()[]-–:“”\"'_", max_size=4)


def refusal(name: str, content: bytes) -> tuple[str, object]:
    """Give the code and the stamp a file is refused with."""
    found = open_file(name, content)
    return (found.code, found.params.get("stamp")) if isinstance(found, Problem) else ("", None)


@given(
    stamp=st.sampled_from(STAMPS),
    case=st.sampled_from([str.upper, str.lower, str.title, str.capitalize, str.swapcase]),
    form=st.sampled_from(["NFC", "NFD"]),
    label=st.sampled_from(["", "Độ mật: ", "Dấu mật : ", "ĐỘ MẬT - "]),
    around=st.tuples(AROUND, AROUND),
)
def test_stamps_in_any_writing(
    stamp: str, case: Callable[[str], str], form: str, label: str, around: tuple[str, str]
) -> None:
    """Case, composition, labels and signs around it do not hide a stamp."""
    text = unicodedata.normalize(form, around[0] + label + case(stamp) + around[1])
    assert stamp_in(text) == stamp
    assert stamp_in_rows([["", 1.0, text]]) == stamp


@pytest.mark.parametrize("text", ["MËT", "tèi mËt", "MAÄT", "TUYEÄT MAÄT", "(Toái maät)"])
def test_stamps_in_old_fonts(text: str) -> None:
    """A stamp in TCVN3 or VNI is one though nothing else of the sheet is in that encoding."""
    assert stamp_in(text)
    assert stamp_in_rows([["Quận Ba Đình"], [text]])


@pytest.mark.parametrize(
    "text",
    ["Mật khẩu", "mật độ", "Độ mật:", "Dấu mật", "Bí mật", "MAT", "Nhật", "MẬT 01", "Camera bí mật", "", "m", "tối"],
)
def test_other_words_are_no_stamps(text: str) -> None:
    """Words that only hold the word, and labels alone, are no stamps."""
    assert stamp_in(text) is None
    assert stamp_in_rows([[text, 2.5]]) is None


def test_a_stamp_amid_many_rows_is_found() -> None:
    """Stamps as usually written are found in every row of a long sheet."""
    rows: list[list[object]] = [[f"Ngã tư {n}", n, "Phường Nhật Tân"] for n in range(2_000)]
    assert stamp_in_rows(rows) is None
    rows[1_000][2] = "Tối mật"
    assert stamp_in_rows(rows) == "TỐI MẬT"


def xlsx(write: Callable[[xlsxwriter.worksheet.Worksheet], object], *, hidden: bool = False) -> bytes:
    """Write a workbook of an ordinary sheet and one that `write` writes to."""
    book = xlsxwriter.Workbook(out := BytesIO())
    book.add_worksheet("Mẫu 1").write_row(0, 0, ["STT", "Vị trí", "Số lượng"])
    sheet = book.add_worksheet("Khác")
    write(sheet)
    if hidden:
        sheet.hide()
    book.close()
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        xlsx(lambda s: s.write("B7", "TỐI MẬT")),
        xlsx(lambda s: s.write("B7", "Tối mật"), hidden=True),
        xlsx(lambda s: s.set_header('&L&"Arial,Bold"&12UBND&R&B&KFF0000TỐI MẬT')),
        xlsx(lambda s: s.set_footer("&CTrang &P&RTối mật")),
        xlsx(lambda s: s.insert_textbox("C3", "TỐI MẬT")),
    ],
    ids=["cell", "hidden sheet", "header", "footer", "text box"],
)
def test_stamped_workbooks_are_refused(content: bytes) -> None:
    """A stamp in a cell, header, footer or text box of any sheet refuses the file and is named."""
    assert refusal("a.xlsx", content) == ("classified", "TỐI MẬT")


def test_page_fields_and_fonts_are_no_stamps() -> None:
    """The codes of headers and ordinary words in them do not refuse a file."""
    assert refusal("a.xlsx", xlsx(lambda s: s.set_header("&CĐộ mật: không&RMật độ &P/&N"))) == ("", None)


@pytest.mark.parametrize("place", ["cell", "header", "footer"])
def test_stamped_xls(place: str) -> None:
    """The same holds of .xls, whose headers are records of the stream."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    sheet.write(0, 0, "MẬT" if place == "cell" else "STT")
    sheet._Worksheet__header_str = "&C&BMẬT" if place == "header" else "&P"  # its setter is of Python 2
    sheet._Worksheet__footer_str = "&RMẬT" if place == "footer" else "&F"
    book.save(out := BytesIO())
    assert refusal("a.xls", out.getvalue()) == ("classified", "MẬT")


def ods(styles: str, cell: str = "STT") -> bytes:
    """Write a small ods."""
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="S"><table:table-row><table:table-cell office:value-type="string">'
        f"<text:p>{cell}</text:p></table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(out := BytesIO(), "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", "<manifest/>")
        file.writestr("content.xml", content)
        file.writestr("styles.xml", styles)
    return out.getvalue()


def test_stamped_ods() -> None:
    """An ods is refused for a stamped cell as for a stamped header."""
    line = "<text:p><text:span>M</text:span>ẬT</text:p>"
    header = f"<style:header><style:region-center>{line}</style:region-center></style:header>"
    assert refusal("a.ods", ods("<x/>")) == ("", None)
    assert refusal("a.ods", ods("<x/>", "Mật")) == ("classified", "MẬT")
    assert refusal("a.ods", ods(header)) == ("classified", "MẬT")


@pytest.mark.parametrize("place", ["paragraph", "header", "footer", "cell"])
def test_stamped_documents(place: str) -> None:
    """A Word document is refused for a line of its text, a table, a header or a footer."""
    document = Document()
    document.add_paragraph("Kính gửi: Công an thành phố")
    section = document.sections[0]
    where = {"paragraph": document, "header": section.header, "footer": section.footer}.get(place)
    where = where or document.add_table(1, 2).cell(0, 1)
    where.add_paragraph("").add_run("TUYỆT ")
    where.paragraphs[-1].add_run("MẬT").bold = True
    document.save(out := BytesIO())
    assert refusal("a.docx", out.getvalue()) == ("classified", "TUYỆT MẬT")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", "STT,Vị trí\n,MẬT\n"), ("a.xls", "<html><table><tr><td>* MẬT *</td></tr></table>")],
)
def test_stamped_texts(name: str, content: str) -> None:
    """Cells of separated values and of web pages count as well."""
    assert refusal(name, content.encode()) == ("classified", "MẬT")


def test_stamp_in_the_stream_of_old_documents() -> None:
    """The text of a .doc lies in its stream, line by line."""
    assert stamp_in_doc(bytes(98) + "\rTỐI MẬT\rCông an".encode("utf-16-le")) == "TỐI MẬT"
    assert stamp_in_doc(bytes(98) + "\rMật độ camera\r".encode("utf-16-le")) is None


def pdf(text: bytes) -> bytes:
    """Write a page with one line of text, of Latin-1 letters."""
    page = b"BT /F1 12 Tf 50 150 Td (%s) Tj ET" % text
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, made in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, made)
    start = len(content)
    content += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(places) + b"trailer<</Root 1 0 R/Size 6>>\n"
    return content + b"startxref\n%d\n%%%%EOF" % start


def test_stamped_pdf() -> None:
    """A line of text of a PDF that is a stamp refuses it, here one in TCVN3."""
    assert refusal("a.pdf", pdf(b"M\xcbT")) == ("classified", "MẬT")
    assert refusal("a.pdf", pdf(b"M\xcbT \xae\xe9")) == ("", None)
