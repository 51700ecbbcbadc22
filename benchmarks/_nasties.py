"""Files made by hand to harm: far cells, endless entities, deep nesting, bombs, lying sizes, loops."""

import gzip
import io
import struct
import tarfile
import zipfile
from collections.abc import Iterator

from benchmarks._seeds import pdf, seeds, text, xls
from tests.packing import gzipped, mail, mailbox, tarred, zipped

_NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
_LAUGHS = f'<!DOCTYPE x [<!ENTITY e0 "ha ha ha">{_ENTITIES}]>'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def members_of(name: str) -> dict[str, bytes]:
    """Take a good archive apart."""
    with zipfile.ZipFile(io.BytesIO(seeds()[name])) as archive:
        return {member: archive.read(member) for member in archive.namelist()}


def with_sheet(body: str, doctype: str = "", **others: bytes) -> bytes:
    """Write a workbook with a sheet of our own making."""
    members = members_of("form.xlsx")
    members["xl/worksheets/sheet1.xml"] = f"{_HEAD}{doctype}<worksheet {_NAMES}>{body}</worksheet>".encode()
    return zipped({**members, **others})


def with_content(body: str, doctype: str = "") -> bytes:
    """Write an OpenDocument workbook with rows of our own making."""
    members = members_of("form.ods")
    head, _, rest = members["content.xml"].decode().partition("<table:table-row>")
    tail = rest[rest.rindex("</table:table>") :]
    members["content.xml"] = (head.replace("?>", f"?>{doctype}") + body + tail).encode()
    return zipped(members)


def cell(place: str, value: str = "1") -> str:
    """Write a cell."""
    return f'<c r="{place}"><v>{value}</v></c>'


def nasties(*, heavy: bool = True) -> Iterator[tuple[str, bytes]]:
    """Give each file with a name that tells what it is, those that take long if they are wanted."""
    yield from _workbooks()
    yield from _opendocuments()
    yield from _archives()
    yield from _mails()
    yield from _texts()
    if heavy:
        yield from _heavy()


def _workbooks() -> Iterator[tuple[str, bytes]]:
    far = f'<row r="1">{cell("A1")}</row><row r="1048576">{cell("XFD1048576")}</row>'
    yield "far cells.xlsx", with_sheet(f"<sheetData>{far}</sheetData>")
    yield "far cell without row.xlsx", with_sheet(f"<sheetData><row>{cell('A1')}{cell('XFD1048576')}</row></sheetData>")
    yield "far cells in single quotes.xlsx", with_sheet(f"<sheetData>{far}</sheetData>".replace('"', "'"))
    yield "far cells, odd space.xlsx", with_sheet(f"<sheetData>{far}</sheetData>".replace(' r="', '\n\tr = "'))
    yield "far dimension.xlsx", with_sheet(f'<dimension ref="A1:XFD1048576"/><sheetData>{far[:40]}</row></sheetData>')
    yield "laughs.xlsx", with_sheet("<sheetData><row><c t='str'><v>&e9;</v></c></row></sheetData>", _LAUGHS)
    strings = f"{_HEAD}{_LAUGHS}<sst {_NAMES}><si><t>&e9;</t></si></sst>".encode()
    yield "laughs in strings.xlsx", zipped({**members_of("form.xlsx"), "xl/sharedStrings.xml": strings})
    late = f"{_HEAD}<!--{'x' * 5000}-->{_LAUGHS}<sst {_NAMES}><si><t>&e9;</t></si></sst>".encode()
    yield "laughs after a comment.xlsx", zipped({**members_of("form.xlsx"), "xl/sharedStrings.xml": late})
    yield "deep.xlsx", with_sheet("<a>" * 100_000)
    yield "deep, closed.xlsx", with_sheet("<sheetData>" + "<row>" * 100_000 + "</row>" * 100_000 + "</sheetData>")
    merges = "".join(f'<mergeCell ref="A{n}:XFD{n + 1000}"/>' for n in range(1, 20_000))
    yield (
        "merges.xlsx",
        with_sheet(f'<sheetData><row r="1">{cell("A1")}</row></sheetData><mergeCells>{merges}</mergeCells>'),
    )
    wide = "".join(cell(f"A{n}", "9" * 300) for n in range(1, 3000))
    yield "long numbers.xlsx", with_sheet(f"<sheetData><row>{wide}</row></sheetData>")
    yield "null bytes.xlsx", b"PK\x03\x04" + bytes(10**6)
    old = bytearray(xls())
    yield "fat loop.xls", bytes(old[:512] + old[512:].replace(b"\xfd\xff\xff\xff", b"\x00\x00\x00\x00"))
    struct.pack_into("<I", old, 44, 0x7FFFFFFF)
    yield "many fat sectors.xls", bytes(old)


def _opendocuments() -> Iterator[tuple[str, bytes]]:
    one = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
    wide = one.format(' table:number-columns-repeated="16384"')
    yield (
        "repeated.ods",
        with_content(f'<table:table-row table:number-rows-repeated="1048576">{wide}</table:table-row>'),
    )
    endless = one.format(' table:number-columns-repeated="2000000000"')
    yield "endless row.ods", with_content(f"<table:table-row>{endless}</table:table-row>")
    yield (
        "laughs.ods",
        with_content(f"<table:table-row>{one.format('').replace('x', '&e9;')}</table:table-row>", _LAUGHS),
    )
    yield "deep.ods", with_content("<table:table-row><table:table-cell>" + "<text:p>" * 100_000)
    spaces = '<table:table-cell><text:p><text:s text:c="2000000000"/></text:p></table:table-cell>'
    yield "spaces.ods", with_content(f"<table:table-row>{spaces}</table:table-row>")
    document = members_of("table.docx")
    body = document["word/document.xml"].decode()
    spans = body.replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2000000000"/>')
    yield "spans.docx", zipped({**document, "word/document.xml": spans.encode()})
    deep = body.replace("<w:tbl>", "<w:tbl><w:tr><w:tc>" * 50_000, 1)
    yield "deep.docx", zipped({**document, "word/document.xml": deep.encode()})
    laughs = body.replace("?>", f"?>{_LAUGHS}", 1).replace("<w:t>", "<w:t>&e9;")
    yield "laughs.docx", zipped({**document, "word/document.xml": laughs.encode()})


def _archives() -> Iterator[tuple[str, bytes]]:
    yield "small bomb.zip", zipped({"zeros.xlsx": bytes(40 * 2**20)})
    yield "many members.zip", zipped({f"{n}.txt": b"" for n in range(6000)})
    nested = seeds()["form.xlsx"]
    for _ in range(10):
        nested = zipped({"a.zip": nested})
    yield "nested.zip", nested
    lying = bytearray(zipped({"a.xlsx": b"a" * 5000}))
    struct.pack_into("<I", lying, lying.index(b"PK\x01\x02") + 24, 0xFFFFFFF0)
    yield "lying size.zip", bytes(lying)
    yield "gz in gz.gz", gzipped(gzipped(gzipped(gzipped(gzipped(b"x")))))
    info = tarfile.TarInfo("a.xlsx")
    info.size = 2**40
    yield "lying size.tar", info.tobuf() + bytes(1024)


def _heavy() -> Iterator[tuple[str, bytes]]:
    """Give those that take their time to make or to refuse."""
    rows = "".join(f'<row r="{n}">{cell(f"A{n}")}</row>' for n in range(1, 200_000))
    yield "many rows.xlsx", with_sheet(f"<sheetData>{rows}</sheetData>")
    styles = f"<styleSheet {_NAMES}><cellXfs count='1000000'>{'<xf/>' * 1_000_000}</cellXfs></styleSheet>".encode()
    yield "many styles.xlsx", zipped({**members_of("form.xlsx"), "xl/styles.xml": styles})
    many = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 20_000))
    book = members_of("form.xlsx")["xl/workbook.xml"].decode()
    head, tail = book.split("<sheets>")[0], book.split("</sheets>")[1]
    yield (
        "one sheet many times.xlsx",
        zipped({**members_of("form.xlsx"), "xl/workbook.xml": f"{head}<sheets>{many}</sheets>{tail}".encode()}),
    )
    zeros = bytes(90 * 2**20)
    yield "bomb.zip", zipped({"zeros.xlsx": zeros})
    flat = zipped({"a": zeros[: 29 * 2**20]})
    yield "bombs under the limit.zip", zipped({f"{n}.zip": flat for n in range(80)}, method=zipfile.ZIP_STORED)
    yield "bomb as sheet.xlsx", zipped({**members_of("form.xlsx"), "xl/worksheets/sheet1.xml": zeros})
    yield "bomb.gz", gzip.compress(zeros) * 30
    yield "links.tar", tarfile.TarInfo("a").tobuf() * 30_000
    yield "bomb.tgz", tarred({f"{n}.xlsx": zeros for n in range(3)})


def _mails() -> Iterator[tuple[str, bytes]]:
    head = b"From: a@b.vn\nDate: x\nSubject: x\nMIME-Version: 1.0\n"
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(5000))
    yield "deep parts.eml", head + parts
    yield "many parts.eml", head + b"Content-Type: multipart/mixed; boundary=B\n\n" + b"--B\n\nx\n" * 100_000
    yield "long header.eml", head + b"X: " + b"=?utf-8?q?" * 200_000 + b"\n\nx"
    yield "long subject.eml", b"Subject: " + b"=?utf-8?q?a?= " * 50_000 + b"\n" + head + b"\nx"
    yield (
        "long name.eml",
        head
        + b"Content-Disposition: attachment; "
        + b"".join(b"filename*%d*=UTF-8''%%41; " % n for n in range(20_000))
        + b"\n\nx",
    )
    inner = mail({"a.xlsx": b"x"})
    for _ in range(30):
        inner = mail(forwarded=[inner])
    yield "forwarded.eml", inner
    yield "separators.mbox", b"From x 12:12" + b" 12:12" * 100_000 + b"\n\n" + b"From x 12:12 2024\n\n" * 30_000
    yield "half.mbox", mailbox(mail({"a.xlsx": b"x" * 9999}))[:5000]


def _texts() -> Iterator[tuple[str, bytes]]:
    yield "one line.csv", b"a;" * 10**7
    yield "quotes.csv", b'"' * 10**6
    yield "blank lines.csv", text().encode() + b"\n" * 3_000_000
    yield "spans.xls", b"<html><table><tr><td colspan=1000000000 rowspan=1000000000>x</table></html>"
    yield "deep.html", b"<html>" + b"<table><tr><td>" * 100_000
    yield "open tags.html", b"<html><table>" + b"<tr><td><b>" * 300_000
    yield "entities.html", b"<html><table><tr><td>" + b"&#99999999;&amp" * 100_000
    yield "loop.pdf", pdf().replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")
    yield "count.pdf", pdf().replace(b"/Count 1", b"/Count 999999999")
    yield "deep.pdf", pdf("[" * 100_000)
    yield "xref.pdf", pdf().replace(b"startxref\n", b"startxref\n9")
    yield "parents.pdf", pdf().replace(b"/Contents 4 0 R", b"/Contents 3 0 R")
    yield "empty.xlsx", b""
    yield "one byte.xlsx", b"P"
