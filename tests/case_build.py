"""Writers of the cases' files: workbooks of every format, texts, pages and documents, and what wraps them."""

import csv
import html
import io
import subprocess
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import msoffcrypto.format.ooxml
import xlsxwriter
import xlwt
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from tests.case_files import Case, Content, Fault, Formula, Page, load, load_all
from tests.case_fonts import to_tcvn3, to_vni, tones_apart

_MADE = datetime(2024, 3, 25, tzinfo=UTC).replace(tzinfo=None)
_ENCODINGS: dict[str, Callable[[str], str]] = {
    "nfd": lambda text: unicodedata.normalize("NFD", text),
    "tcvn3": to_tcvn3,
    "vni": to_vni,
}


def build(case: Case) -> bytes:
    """Write the case's file as the clerk sent it."""
    made = _WRITERS[case.told.get("writer", Path(case.file).suffix.lstrip("."))](case)
    password = case.told.get("locked_with")
    return _lock(made, password) if password else made


def build_all(folders: list[str]) -> None:
    """Write the workbooks of the named cases, or of all, into their folders."""
    for case in [load(Path(name)) for name in folders] or load_all():
        case.path.write_bytes(build(case))


def span(name: str) -> tuple[int, int, int, int]:
    """Turn "B2:C5" or "B2" into first row, first column, last row, last column, 0-based."""
    first, _, last = name.partition(":")
    return (*xl_cell_to_rowcol(first), *xl_cell_to_rowcol(last or first))


def spoken(page: Page, content: Content) -> Content:
    """Put a text into the sheet's encoding."""
    encode = _ENCODINGS.get(page.dressing.get("encoding", ""))
    return encode(content) if encode and isinstance(content, str) else content


# ------------------------------------------------------------------------------------------------ Excel


def _xlsx(case: Case) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _MADE})
    for page in case.pages:
        _Sheet(book, page).write()
    for name, target in case.told.get("names", {}).items():
        book.define_name(name, target)
    book.close()
    return out.getvalue()


class _Sheet:
    """Writes one page into an xlsx."""

    def __init__(self, book: Any, page: Page) -> None:
        self.book, self.page = book, page
        self.sheet = book.add_worksheet(page.name)
        self.looks: dict[tuple[tuple[str, Any], ...], Any] = {}

    def write(self) -> None:
        """Write merges, blank styled cells, then the cells, then what is hidden."""
        told = self.page.dressing
        for merge in told.get("merges", []):
            self.sheet.merge_range(merge, "", self.look({"border": 1}))
        for name in told.get("styled", []):
            self._style(*span(name))
        for (row, column), content in self.page.cells.items():
            self._cell(row, column, spoken(self.page, content))
        self._hide(told)

    def look(self, properties: dict[str, Any]) -> Any:
        """Give the format of some properties, made once."""
        key = tuple(sorted(properties.items()))
        return self.looks.setdefault(key, self.book.add_format(properties) if key not in self.looks else None)

    def _style(self, top: int, left: int, bottom: int, right: int) -> None:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                self.sheet.write_blank(row, column, None, self.look({"border": 1}))

    def _look_of(self, row: int, column: int, content: Content) -> Any:
        told = self.page.dressing
        properties: dict[str, Any] = {"num_format": "dd/mm/yyyy"} if isinstance(content, date) else {}
        for name, number_format in told.get("formats", {}).items():
            top, left, bottom, right = span(name)
            if top <= row <= bottom and left <= column <= right:
                properties["num_format"] = number_format
        if row + 1 in told.get("struck", []) or where(row, column) in told.get("struck", []):
            properties["font_strikeout"] = True
        if "font" in told:
            properties["font_name"] = told["font"]
        return self.look(properties) if properties else None

    def _cell(self, row: int, column: int, content: Content) -> None:
        look = self._look_of(row, column, content)
        if isinstance(content, Formula):
            self.sheet.write_formula(row, column, content.text, look, "" if content.value is None else content.value)
        elif isinstance(content, Fault):
            self.sheet.write_formula(row, column, "=#REF!", look, content.text)
        elif isinstance(content, date):
            self.sheet.write_datetime(row, column, datetime(content.year, content.month, content.day), look)  # noqa: DTZ001
        elif isinstance(content, str):
            self.sheet.write_string(row, column, content, look)
        else:
            self.sheet.write_number(row, column, content, look)

    def _hide(self, told: dict[str, Any]) -> None:
        for row in told.get("hidden_rows", []):
            self.sheet.set_row(row - 1, None, None, {"hidden": True})
        for letters in told.get("hidden_columns", []):
            self.sheet.set_column(f"{letters}:{letters}", None, None, {"hidden": True})
        if "filter" in told:
            self.sheet.autofilter(told["filter"])
        if told.get("hidden"):
            self.sheet.hide()
        if "header" in told:
            self.sheet.set_header(told["header"])


def _xls(case: Case) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    for page in case.pages:
        sheet = book.add_sheet(page.name)
        for (row, column), content in page.cells.items():
            look = xlwt.easyxf(num_format_str="DD/MM/YYYY") if isinstance(content, date) else xlwt.Style.default_style
            sheet.write(row, column, spoken(page, content), look)
        for merge in page.dressing.get("merges", []):
            top, left, bottom, right = span(merge)
            sheet.merge(top, bottom, left, right)
        for row in page.dressing.get("hidden_rows", []):
            sheet.row(row - 1).hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _ods(case: Case) -> bytes:
    """Let LibreOffice turn the xlsx into an ods: only where the case is built, never where it is tested."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "sent.xlsx")
        source.write_bytes(_xlsx(case))
        command = ["soffice", "--headless", "--convert-to", "ods", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return source.with_suffix(".ods").read_bytes()


# ------------------------------------------------------------------------------------- texts and documents


def _csv(case: Case) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=case.told.get("delimiter", ","))
    writer.writerows([[written(spoken(case.pages[0], c)) for c in row] for row in case.pages[0].rows()])
    encoding = case.told.get("encoding", "utf-8-sig")
    text = tones_apart(out.getvalue()) if encoding == "cp1258" else out.getvalue()
    return text.encode(encoding)


def _html(case: Case) -> bytes:
    """Write what many offices' software calls an Excel file: a page with one table."""
    page = case.pages[0]
    spans = {(s[0], s[1]): s for s in map(span, page.dressing.get("merges", []))}
    covered = {
        (r, c) for at, s in spans.items() for r in range(s[0], s[2] + 1) for c in range(s[1], s[3] + 1) if (r, c) != at
    }
    body = "".join(
        f"<tr>{''.join(_td(c, spans.get((r, n))) for n, c in enumerate(row) if (r, n) not in covered)}</tr>\n"
        for r, row in enumerate(page.rows())
    )
    head = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>'
    return f'{head}<table border="1">\n{body}</table></body></html>'.encode()


def _td(content: Content, spread: tuple[int, int, int, int] | None) -> str:
    size = f' rowspan="{spread[2] - spread[0] + 1}" colspan="{spread[3] - spread[1] + 1}"' if spread else ""
    return f"<td{size}>{html.escape(written(content)).replace(chr(10), '<br>')}</td>"


def _docx(case: Case) -> bytes:
    document = docx.Document()
    for text in case.told.get("paragraphs", []):
        document.add_paragraph(text)
    for page in case.pages:
        _docx_table(document, page)
    for text in case.told.get("paragraphs_below", []):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _docx_table(document: Any, page: Page) -> None:
    rows = page.rows()
    table = document.add_table(len(rows), max(map(len, rows)))
    for r, row in enumerate(rows):
        for c, content in enumerate(row):
            table.cell(r, c).text = written(content)
    for merge in page.dressing.get("merges", []):
        top, left, bottom, right = span(merge)
        text = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = text


def written(content: Content) -> str:
    """Write a cell as text, as Excel shows it."""
    if isinstance(content, Formula):
        return written("" if content.value is None else content.value)
    if isinstance(content, Fault):
        return content.text
    if isinstance(content, date):
        return content.strftime("%d/%m/%Y")
    return str(int(content)) if isinstance(content, float) and content.is_integer() else str(content)


# --------------------------------------------------------------------------------------------- wrappings


def _raw(case: Case) -> bytes:
    return bytes.fromhex(case.told["bytes"])


def _zip(case: Case) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        member = zipfile.ZipInfo(case.told["member"], (2024, 3, 25, 8, 0, 0))
        archive.writestr(member, _xlsx(case), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _eml(case: Case) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = case.told["sender"], "camera@congan.example"
    message["Subject"], message["Date"] = case.told["subject"], "Mon, 25 Mar 2024 08:15:00 +0700"
    message.set_content("Kính gửi phòng PV01 biểu khảo sát của đơn vị.\n", cte="base64")
    kind = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    message.add_attachment(_xlsx(case), maintype="application", subtype=kind, filename=case.told["member"])
    message.set_boundary("----=_camdash_case")
    return message.as_bytes()


def _lock(content: bytes, password: str) -> bytes:
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(content)).encrypt(password, out)
    return out.getvalue()


def where(row: int, column: int) -> str:
    """Name a cell of a 0-based row and column."""
    return str(xl_rowcol_to_cell(row, column))


_WRITERS: dict[str, Callable[[Case], bytes]] = {
    "xlsx": _xlsx, "xlsm": _xlsx, "xls": _xls, "ods": _ods, "csv": _csv, "html": _html, "docx": _docx, "zip": _zip,
    "eml": _eml, "raw": _raw,
}  # fmt: skip
