"""Text files of separated values: encoding and separator are found, the cells stay the texts they are."""

import csv
import io
import re
import unicodedata
from collections import Counter
from itertools import pairwise

from camdash.intake.workbook import Sheet
from camdash.problems import Problem, problem
from camdash.text.legacy import detect

MAX_CELLS = 3_000_000
_DELIMITERS = (";", "\t", "|", ",")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SEPARATOR_LINE = re.compile(r'\A"?sep=(.)"?\r?\n', re.IGNORECASE)
_LOOK_AT = 65_536
_NULS = 0.1
_LONGEST_CELL = 100_000
_LINES_IN_A_CELL = 60
_BINARY = re.compile(r"[\0-\x08\x0e-\x1a\x1c-\x1f]")


def read_csv(content: bytes) -> Sheet | Problem:
    """Read separated values as one nameless sheet of texts."""
    text = decode_text(content)
    if text is None or not text.strip():
        return problem("not_a_workbook")
    told = _SEPARATOR_LINE.match(text)
    text = text[told.end() :] if told else text
    delimiter = told[1] if told else _delimiter(text[:_LOOK_AT])
    rows = _rows(text, delimiter) if text.count(delimiter) + text.count("\n") <= MAX_CELLS else None
    width = max(map(len, rows or []), default=0)
    if rows is None or len(rows) * width > MAX_CELLS:
        return problem("too_large", detail=f"{len(content) // 2**20} MB")
    return Sheet("", [[*row, *[""] * (width - len(row))] for row in rows])


def decode_text(content: bytes) -> str | None:
    """Decode bytes of unnamed encoding; None for what is no text.

    Texts of the fonts before Unicode (TCVN3, VNI) come back as Latin-1 characters, as such texts stand in workbooks.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _checked(content[len(bom) :].decode(encoding, "replace"))
    nuls = content[:_LOOK_AT].count(0)
    if nuls:
        odd = content[1:_LOOK_AT:2].count(0)
        encoding = "utf-16-le" if odd > nuls - odd else "utf-16-be"
        return _checked(content.decode(encoding, "replace")) if nuls > _NULS * len(content[:_LOOK_AT]) else None
    try:
        return _checked(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _checked(_eight_bit(content))


def _checked(text: str) -> str | None:
    return None if _BINARY.search(text) else text.removeprefix("\ufeff")


def _eight_bit(content: bytes) -> str:
    """Decode one-byte text: as it is where it is of a font before Unicode, else as Windows-1258."""
    latin = content.decode("cp1252", "replace") if not _c1(content) else content.decode("latin-1")
    if detect(re.split(r"[\r\n,;\t|]+", latin[:_LOOK_AT])):
        return latin
    return unicodedata.normalize("NFC", content.decode("cp1258", "replace"))


def _c1(content: bytes) -> bool:
    """Tell whether bytes are used that Windows-1252 leaves without a character."""
    return any(byte in content for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D))


def _delimiter(text: str) -> str:
    """Choose the separator that splits most rows alike, into most cells."""
    return max(_DELIMITERS, key=lambda delimiter: _worth(text, delimiter))


def _worth(text: str, delimiter: str) -> float:
    """Rate a separator by how often it stands in a usual row and the share of such rows; no decimal commas."""
    if delimiter not in text:
        return 0.0
    rows = [row for row in _rows(text, delimiter) if any(cell.strip() for cell in row)]
    counts = Counter(len(row) - 1 - (_decimals(row) if delimiter == "," else 0) for row in rows)
    counts.pop(0, None)
    if not counts:
        return 0.0
    usual, times = max(counts.items(), key=lambda item: (item[1], item[0]))
    return usual * times / len(rows)


def _decimals(row: list[str]) -> int:
    return sum(a[-1:].isdigit() and b[:1].isdigit() for a, b in pairwise(row))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """Split into rows; where a lone quotation mark swallows many lines, such marks are plain characters."""
    try:
        csv.field_size_limit(_LONGEST_CELL)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        if all(cell.count("\n") <= _LINES_IN_A_CELL for row in rows for cell in row if "\n" in cell):
            return rows
    except csv.Error:
        pass
    return [line.split(delimiter) for line in text.splitlines()]
