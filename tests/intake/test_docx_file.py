"""Word documents: tables that may be forms come out as sheets, with the lines above them."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as Doc

from camdash.intake.gate import inspect
from camdash.intake.opening import Opened, open_file
from camdash.problems import Problem


def written(write: Callable[[Doc], None]) -> bytes:
    """Write a document."""
    document, out = Document(), BytesIO()
    write(document)
    document.save(out)
    return out.getvalue()


def table(document: Doc, rows: list[list[str]]) -> None:
    """Write a table."""
    made = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            made.cell(number, column).text = text


def form(document: Doc) -> None:
    """Write a letterhead, a title and a form with a heading of two rows."""
    table(document, [["UBND QUẬN BA ĐÌNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]])
    document.add_paragraph("MẪU SỐ 1")
    made = document.add_table(3, 4)
    made.cell(0, 0).merge(made.cell(1, 0)).text = "STT"
    made.cell(0, 1).merge(made.cell(0, 2)).text = "Tọa độ"
    for place, text in {(1, 1): "Vĩ độ", (1, 2): "Kinh độ", (0, 3): "Số lượng", (2, 0): "1", (2, 3): "2"}.items():
        made.cell(*place).text = text


def opened(content: bytes) -> Opened:
    """Open what must be readable."""
    found = open_file("Mau 1.docx", content)
    assert isinstance(found, Opened)
    return found


def test_table_with_merges_and_the_lines_above() -> None:
    """Letterhead and title stand above the table, merged cells are merges."""
    found = opened(written(form))
    assert (found.kind, found.paper, [s.name for s in found.sheets]) == ("docx", True, ["Bảng 1"])
    assert found.sheets[0].rows[:4] == [
        ["UBND QUẬN BA ĐÌNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", ""],
        ["MẪU SỐ 1", "", "", ""],
        ["STT", "Tọa độ", "", "Số lượng"],
        ["", "Vĩ độ", "Kinh độ", ""],
    ]
    assert found.sheets[0].merges == [(2, 0, 3, 0), (2, 1, 2, 2)]


def test_letter_without_a_form_is_a_paper() -> None:
    """A letterhead and signatures laid out in tables are no forms."""
    found = opened(written(lambda d: table(d, [["Nơi nhận:", "CHỦ TỊCH"], ["- Như trên", "Nguyễn Văn A"]])))
    assert (found.paper, found.sheets) == (True, [])


def test_second_table_keeps_the_letterhead() -> None:
    """The letterhead speaks for every table of the document, a title for the one below it."""

    def two(document: Doc) -> None:
        form(document)
        document.add_paragraph("MẪU SỐ 2")
        table(document, [["STT", "Vị trí", "Số lượng"], ["1", "Ngã tư", "2"]])

    second = opened(written(two)).sheets[1]
    assert [row[0] for row in second.rows] == ["UBND QUẬN BA ĐÌNH", "MẪU SỐ 2", "STT", "1"]


def patched(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change one part of a document."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, change(data) if part == name else data)
    return out.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml,
        lambda xml: xml[: len(xml) // 2],
        lambda _: b"<a>" * 100_000,
        lambda xml: xml.decode().encode("utf-16"),
    ],
    ids=["entity", "half", "deep", "utf-16"],
)
def test_hostile_xml_is_damage(change: Callable[[bytes], bytes]) -> None:
    """Entities, halves, depth and other encodings are refused."""
    found = open_file("a.docx", patched(written(form), "word/document.xml", change))
    assert isinstance(found, Problem)
    assert found.code == "damaged"


def test_deleted_text_is_not_read() -> None:
    """What a reviewer struck out of the document does not count, what he put in does."""
    old, new = (
        b"<w:r><w:t>1</w:t></w:r>",
        b"<w:del><w:r><w:delText>1</w:delText></w:r></w:del><w:ins><w:r><w:t>7</w:t></w:r></w:ins>",
    )
    content = patched(written(form), "word/document.xml", lambda xml: xml.replace(old, new))
    assert opened(content).sheets[0].rows[4][0] == "7"


def test_zip_bomb_in_a_document_is_refused() -> None:
    """A document passes the same gate as a workbook."""
    content = patched(written(form), "word/document.xml", lambda _: bytes(64 * 2**20))
    found = inspect("a.docx", content)
    assert isinstance(found, Problem)
    assert found.code == "too_large"
