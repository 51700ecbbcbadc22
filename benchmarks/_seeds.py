"""Small good files of every kind that comes in, most with a form of five cameras at Quận Ba Đình."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache

import docx
import xlwt  # type: ignore[import-untyped]  # ships no types

from tests.packing import gzipped, mail, mailbox, outlook_mail, protected, tarred, zipped
from tests.sheets import workbook

TITLE = "ỦY BAN NHÂN DÂN QUẬN BA ĐÌNH"
ROWS: Sequence[Sequence[str]] = (
    ("STT", "Vị trí lắp đặt", "Quận/huyện", "Vĩ độ", "Kinh độ", "Số lượng", "Loại camera"),
    ("1", "Ngã tư Kim Mã", "Quận Ba Đình", "21.0287", "105.8252", "2", "PTZ"),
    ("2", "Chợ Châu Long", "Quận Ba Đình", "21,0412", "105,8431", "3", "Cố định"),
)
PIPES = f"| {TITLE} |\n| MẪU SỐ 1 |\n\n" + "\n".join("| " + " | ".join(row) + " |" for row in ROWS)


def xls() -> bytes:
    """Write a workbook of the old kind."""
    out, book = io.BytesIO(), xlwt.Workbook()
    sheet = book.add_sheet("Mau 1")
    for at, row in enumerate([[TITLE], ["MẪU SỐ 1"], [], *ROWS]):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell)
    book.save(out)
    return out.getvalue()


def ods() -> bytes:
    """Write an OpenDocument workbook."""
    lines = [[TITLE], ["MẪU SỐ 1"], *ROWS]
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(f"<table:table-row>{''.join(map(cell.format, line))}</table:table-row>" for line in lines)
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{names}office:1.0" '
        f'xmlns:table="{names}table:1.0" xmlns:text="{names}text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Mau 1">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{names}manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return zipped(
        {"mimetype": kind.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    )


def text(separator: str = ";") -> str:
    """Write separated values."""
    return "\n".join(separator.join(line) for line in [[TITLE], ["MẪU SỐ 1"], *ROWS])


def windows(told: str) -> bytes:
    """Encode as Vietnamese Windows does: letters with their hats and horns, tones by themselves."""
    tones = re.compile("([\u0300\u0301\u0303\u0309\u0323])")
    apart = ("".join(unicodedata.normalize("NFC", p) for p in _in_order(tones.split(_apart(c)))) for c in told)
    return "".join(apart).encode("cp1258")


def _apart(letter: str) -> str:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFD", letter)
    return letter


def _in_order(pieces: Sequence[str]) -> Sequence[str]:
    """Let the tone of a letter follow all that belongs to its shape."""
    return ["".join(pieces[::2]), *pieces[1::2]]


def html() -> bytes:
    """Write a web page, as some systems do under the name of a workbook."""
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    return f"<html><meta charset=utf-8><p>{TITLE}</p><p>MẪU SỐ 1</p><table border=1>{rows}</table></html>".encode()


def document() -> bytes:
    """Write a Word document with a table."""
    out, file = io.BytesIO(), docx.Document()
    file.add_paragraph(TITLE)
    file.add_paragraph("MẪU SỐ 1")
    table = file.add_table(len(ROWS), len(ROWS[0]))
    for at, row in enumerate(ROWS):
        for column, cell in enumerate(row):
            table.cell(at, column).text = cell
    file.save(out)
    return out.getvalue()


def pdf(body: str = "BT /F1 12 Tf 72 720 Td (Cong van so 12/UBND-VP) Tj ET") -> bytes:
    """Write a page of PDF."""
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(body)}>>stream\n{body}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    whole, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(whole))
        whole += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = f"startxref\n{len(whole)}\n%%EOF"
    return f"{whole}xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\n{start}".encode("latin-1")


def steady(office: bytes) -> bytes:
    """Take the moment of its writing out of an Office file."""
    with zipfile.ZipFile(io.BytesIO(office)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    core = members["docProps/core.xml"]
    return zipped({**members, "docProps/core.xml": re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2024-03-12T01:15:00Z", core)})


@cache
def seeds() -> Mapping[str, bytes]:
    """Give a good file of each kind by its name; only the salt of the protected one differs from run to run."""
    form = steady(workbook(PIPES))
    inside = {"Mẫu số 1 - Ba Đình.xlsx": form}
    letter = mail({**inside, "Công văn.pdf": pdf()})
    return {
        "form.xlsx": form,
        "form.xls": xls(),
        "form.ods": ods(),
        "form.csv": text().encode("utf-8-sig"),
        "tabs.csv": text("\t").encode("utf-16"),
        "windows.csv": windows(text()),
        "page.xls": html(),
        "table.docx": steady(document()),
        "letter.pdf": pdf(),
        "protected.xlsx": protected(form, "123"),
        "form.zip": zipped({**inside, "thư.eml": letter}),
        "letter.eml": letter,
        "forwarded.eml": mail(forwarded=[letter]),
        "office.mbox": mailbox(letter, mail(), letter),
        "outlook.msg": outlook_mail(inside),
        "export.tgz": tarred({"1.eml": letter, "2.zip": zipped(inside)}),
        "export.tar": tarred(inside, compressed=False),
        "box.mbox.gz": gzipped(mailbox(letter)),
    }
