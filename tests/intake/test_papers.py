"""What a letter or report says of itself: proposed where it is surely there, left empty where it is not."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from camdash.forms.registry import default_campaign
from camdash.intake.model import Paper
from camdash.intake.papers import propose
from camdash.intake.signers import signer_of
from tests.case_fonts import to_tcvn3, to_vni

CAMPAIGN = default_campaign()
PDFS = Path(__file__).with_name("papers")
MOTTO = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
BODY = "Thực hiện Kế hoạch số 45/KH-UBND, ngày 10 tháng 02 năm 2024 của UBND Thành phố, Huyện gửi biểu."
BLOCK = ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "(Đã ký)", "", "Nguyễn Thị Thu Hà"]


def word(
    *head: str, body: Sequence[str] = (BODY,), end: Sequence[str] = BLOCK, write: Callable[[str], str] = str
) -> bytes:
    """Make a Word file: the head and the end in tables of two columns, as offices do."""
    document, out = Document(), BytesIO()
    row = document.add_table(1, 2).rows[0].cells
    row[0].text, row[1].text = write("\n".join(head[:-1])), write("\n".join([*MOTTO, *head[-1:]]))
    for paragraph in body:
        document.add_paragraph(write(paragraph))
    row = document.add_table(1, 2).rows[0].cells
    row[0].text, row[1].text = write("Nơi nhận:\n- Như trên;\n- Lưu: VT."), write("\n".join(end))
    document.save(out)
    return out.getvalue()


def proposed(content: bytes, name: str = "x.docx", kind: str = "docx", sender: str = "") -> Paper:
    """Propose within the default campaign."""
    return propose(name, content, kind, CAMPAIGN, sender)


def test_a_letter_in_pdf() -> None:
    """Two columns above, two below, a rank before the name."""
    content = (PDFS / "cong_van.pdf").read_bytes()
    told = Paper("letter", "123", "CAH-PV01", "2024-03-05", "Nguyễn Văn An", "271")
    assert proposed(content, "scan0001.pdf", "pdf") == told


def test_a_report_still_to_be_numbered() -> None:
    """Neither number nor date is taken from the papers it refers to."""
    content = (PDFS / "bao_cao.pdf").read_bytes()
    assert proposed(content, "x.pdf", "pdf") == Paper("report", "", "BC-UBND", "", "Trần Thị Bích Ngọc", "001")


@pytest.mark.parametrize("write", [str, to_tcvn3, to_vni])
def test_a_letter_in_word(write: Callable[[str], str]) -> None:
    """In Unicode, and in the fonts of before it."""
    content = word(
        "UBND THÀNH PHỐ HÀ NỘI",
        "UBND HUYỆN SÓC SƠN",
        "Số: 218 /UBND-VP",
        "Hà Nội, ngày 07 tháng 3 năm 2024",
        write=write,
    )
    told = Paper("letter", "218", "UBND-VP", "2024-03-07", "Nguyễn Thị Thu Hà", "016")
    assert proposed(content) == told


@pytest.mark.parametrize(
    ("line", "number", "sign", "kind"),
    [
        ("Số: 123/UBND-CA", "123", "UBND-CA", "letter"),
        ("Số:      /BC-CAH", "", "BC-CAH", "report"),
        ("Số: ……/BC-UBND", "", "BC-UBND", "report"),
        ("Số 45/KH-UBND", "45", "KH-UBND", "plan"),
        ("Số: 12/2024/QĐ-UBND", "12/2024", "QĐ-UBND", "decision"),
        ("Số: 1045 /TTr-SGTVT", "1045", "TTr-SGTVT", "proposal"),
        ("Số: 622-CV/BCSĐ", "622", "CV/BCSĐ", "letter"),
        ("SỐ: 7/UBND-KT&HT", "7", "UBND-KT&HT", "letter"),
        ("Số điện thoại: 024", "", "", "other"),
    ],
)
def test_numbers_and_signs(line: str, number: str, sign: str, kind: str) -> None:
    """As offices write them, blanks to be filled in included."""
    found = proposed(word("UBND HUYỆN BA VÌ", line, ""))
    assert (found.number, found.sign, found.kind) == (number, sign, kind)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Hà Nội, ngày 05 tháng 3 năm 2024", "2024-03-05"),
        ("Ba Vì ngày 5 tháng 12 năm 2023", "2023-12-05"),
        ("Thạch Thất, ngày 05/3/2024", "2024-03-05"),
        ("Ba Đình, ngày … tháng … năm 2024", ""),
        ("Ba Đình, ngày      tháng 3 năm 2024", ""),
        ("Ba Đình, ngày 31 tháng 02 năm 2024", ""),
        ("Quyết định của UBND Thành phố ngày 05 tháng 3 năm 2024", ""),
        ("", ""),
    ],
)
def test_dates(line: str, day: str) -> None:
    """Only the complete date beside the place is the paper's own."""
    assert proposed(word("UBND HUYỆN BA VÌ", "Số: 1/UBND-VP", line)).issued_on == day


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["TRƯỞNG CÔNG AN HUYỆN", "Đại tá Đỗ Văn Bình"], "Đỗ Văn Bình"),
        (["GIÁM ĐỐC", "", "ĐỖ QUANG HUY"], "Đỗ Quang Huy"),
        (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Hồng Sơn"], "Lê Hồng Sơn"),
        (["NGƯỜI LẬP BIỂU      CHỦ TỊCH", "Trần Thị Mai      Phạm Quý Tiên"], "Phạm Quý Tiên"),
        (["- Lưu: VT.      KT. GIÁM ĐỐC", "                PHÓ GIÁM ĐỐC", "- Như trên;      Vũ Hà"], "Vũ Hà"),
        (["Người ký: Nguyễn Văn An"], "Nguyễn Văn An"),
        (["CHỦ TỊCH", "Hà Nội", "quận Hoàng Mai", "UBND QUẬN HÀ ĐÔNG"], ""),
        (["Chủ tịch Nguyễn Văn An đã họp."], ""),
        ([], ""),
    ],
)
def test_signers(lines: list[str], name: str) -> None:
    """The name below the last title of office, never a place."""
    assert signer_of(lines) == name


@pytest.mark.parametrize(
    ("name", "sender", "unit", "kind"),
    [
        ("CV Huyện Ba Vì.pdf", "", "271", "letter"),
        ("Bao_cao_CAQ_Ba_Dinh.pdf", "", "001", "report"),
        ("scan0001.pdf", "Văn thư huyện Mê Linh <vanthu_melinh@hanoi.gov.vn>", "250", "scan"),
        ("scan0001.pdf", "", None, "scan"),
    ],
)
def test_a_scan_has_but_its_name_and_its_sender(name: str, sender: str, unit: str | None, kind: str) -> None:
    """Nothing is read from a picture."""
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(out)
    found = proposed(out.getvalue(), name, "pdf", sender)
    assert (found.unit, found.kind, found.number, found.signer) == (unit, kind, "", "")
    assert proposed(b"\xff\xd8", name, "image", sender) == found


def test_the_recipient_is_not_the_sender() -> None:
    """“Kính gửi: UBND huyện Ba Vì” does not make it Ba Vì's."""
    content = word("", "", body=["Kính gửi: UBND huyện Ba Vì", BODY])
    assert proposed(content).unit is None


def mutants(content: bytes) -> st.SearchStrategy[bytes]:
    """Give a file with a piece of it cut out, or other bytes put in its place."""
    places = st.integers(0, len(content))
    return st.builds(
        lambda at, size, new: content[:at] + new + content[at + size :], places, places, st.binary(max_size=9)
    )


@settings(max_examples=60, deadline=None)
@given(st.data())
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_broken_files_raise_nothing(kind: str, data: st.DataObject) -> None:
    """Whatever the bytes, there is a proposal, be it an empty one."""
    content = (PDFS / "cong_van.pdf").read_bytes() if kind == "pdf" else word("UBND HUYỆN BA VÌ", "Số: 1/UBND-VP", "")
    assert isinstance(proposed(data.draw(mutants(content)), kind=kind), Paper)


@pytest.mark.parametrize("kind", ["doc", "image", "html", "pdf", "docx", ""])
def test_bytes_that_are_no_paper(kind: str) -> None:
    """Any kind, any bytes."""
    assert proposed(b"\0\1\2", "", kind).number == ""
