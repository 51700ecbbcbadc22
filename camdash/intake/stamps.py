"""The stamps of state secrets: a cell, header, footer or line that is only MẬT, TỐI MẬT or TUYỆT MẬT."""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain

from camdash.text.legacy import ENCODINGS, decode

_LONGEST = 48
_SIGNS = re.compile(r"[^\w]|_")
_STAMP = re.compile(r"(?:(?:độ|dấu|mức|cấp)(?:độ)?mật)?(tuyệtmật|tốimật|mật)")
_AROUND = " \t\r\n\u00a0.,;:*()[]{}<>\"'“”‘’«»/\\|_-–—+#=~!?•"
_LEVELS = {"mật": "MẬT", "tốimật": "TỐI MẬT", "tuyệtmật": "TUYỆT MẬT"}
_END = re.compile("[\u1ead\u1eac\u0302\u0323\u00eb\u00cb\u00e4\u00c4][tT]")
"""How Mật ends: composed, in the orders it can be decomposed in, in TCVN3 and in VNI, small or capital."""

_CLOSELY = 200
"""So many rows from the start and from the end of a sheet are looked at cell by cell."""

_HEADER_FOOTER = re.compile(rb"<(?:\w+:)?((?:odd|even|first)(?:Header|Footer))\b[^>]*>(.*?)</(?:\w+:)?\1>", re.DOTALL)
_SECTION = re.compile(r"&[LCR]")
_CODE = re.compile(r'&(?:"[^"]*"|K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|\d+|[A-Z+-])', re.IGNORECASE)
_SHAPE = re.compile(rb"</(?:\w+:)?(?:sp|txBody|txbxContent|textbox)>")
_PARAGRAPH = re.compile(rb"</(?:\w+:)?p>")
_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*>([^<]*)</(?:\w+:)?t>")
_ODS_PLACE = re.compile(
    rb"<style:(header|footer|region-\w+|header-left|footer-left)\b[^>]*>(.*?)</style:\1>", re.DOTALL
)
_ODS_LINE = re.compile(rb"<text:p\b[^>]*>(.*?)</text:p>", re.DOTALL)
_TAG = re.compile(rb"<[^>]*>")
_DOC_LINE = re.compile("[\r\x07\x0b\x0c]")
_DOC_LOOKED_AT = 2**22
_BIFF_HEADER = re.compile(rb"[\x14\x15]\0([\x04-\xff])([\0\x01])(.)\0([\0\x01])", re.DOTALL)


def stamp_in(text: str) -> str | None:
    """Give the stamp a text is, in capitals; None where it is anything else.

    >>> stamp_in("* Tối mật *"), stamp_in("Độ mật: Mật"), stamp_in("Độ mật:"), stamp_in("Mật khẩu")
    ('TỐI MẬT', 'MẬT', None, None)
    """
    if len(text) > _LONGEST:
        return None
    return _plain_stamp(text) or (None if text.isascii() else _legacy_stamp(text))


def _plain_stamp(text: str) -> str | None:
    match = _STAMP.fullmatch(_SIGNS.sub("", unicodedata.normalize("NFC", text)).casefold())
    return _LEVELS[match[1]] if match else None


def _legacy_stamp(text: str) -> str | None:
    """Read the few stamps that a sheet's repair had no reason to touch."""
    return next((stamp for encoding in ENCODINGS if (stamp := _plain_stamp(decode(text, encoding)))), None)


def first_stamp(texts: Iterable[str]) -> str | None:
    """Give the first stamp among texts, each taken line by line."""
    lines = chain.from_iterable(text.splitlines() for text in texts)
    return next((stamp for line in lines if line and (stamp := stamp_in(line))), None)


def stamp_in_rows(rows: Sequence[Sequence[object]]) -> str | None:
    """Find a cell that is a stamp: amid a long sheet as stamps are usually written, elsewhere in any way."""
    middle = rows[_CLOSELY:-_CLOSELY]
    usual = _usual_stamps()
    stamped = [] if usual.isdisjoint(chain.from_iterable(middle)) else [r for r in middle if not usual.isdisjoint(r)]
    near = chain(rows[:_CLOSELY], rows[-_CLOSELY:], stamped)
    short = {c for row in near for c in row if isinstance(c, str) and len(c) <= _LONGEST}
    if not _END.search("\n".join(short)):
        return None
    return next((stamp for c in short if c.strip(_AROUND)[-1:] in {"t", "T"} and (stamp := stamp_in(c))), None)


@cache
def _usual_stamps() -> frozenset[str]:
    """Write every stamp in capitals, small letters and both, composed and not, bare, labelled, between signs."""
    levels = [case(level) for level in _LEVELS.values() for case in (str.upper, str.lower, str.title, str.capitalize)]
    labels = ("", "Độ mật: ", "Dấu mật: ", "ĐỘ MẬT: ", "Độ mật:", "Dấu mật:")
    signs = (
        "{}",
        " {}",
        "{} ",
        " {} ",
        "({})",
        "[{}]",
        "*{}*",
        "***{}***",
        "“{}”",
        '"{}"',
        "- {} -",
        "{}.",
        "{}:",
        "{}\n",
    )
    texts = [sign.format(label + level) for level in levels for label in labels for sign in signs]
    return frozenset(unicodedata.normalize(form, text) for text in texts for form in ("NFC", "NFD"))


def stamp_in_xlsx(parts: Mapping[str, bytes]) -> str | None:
    """Find a stamp in the headers and footers of worksheets and in shapes drawn on them."""
    for name, xml in parts.items():
        after = xml[xml.rfind(b"sheetData") :] if "drawing" not in name.casefold() else b""
        stamp = first_stamp(chain.from_iterable(header_lines(_text(m[2])) for m in _HEADER_FOOTER.finditer(after)))
        stamp = stamp or (stamp_in_shapes(xml) if "drawing" in name.casefold() else None)
        if stamp:
            return stamp
    return None


def header_lines(coded: str) -> list[str]:
    """Split a spreadsheet's header or footer into the texts of its three sections, without their codes.

    >>> header_lines('&L&"Arial,Bold"&12UBND quận&C&BMẬT')
    ['', 'UBND quận', 'MẬT']
    """
    return [_CODE.sub("", section.replace("&&", "\0")).replace("\0", "&") for section in _SECTION.split(coded)]


def stamp_in_shapes(xml: bytes) -> str | None:
    """Find a shape, or a paragraph of one, whose runs together are a stamp."""
    for shape in _SHAPE.split(xml):
        lines = [_runs(paragraph) for paragraph in _PARAGRAPH.split(shape)]
        if stamp := first_stamp([*lines, "".join(lines)]):
            return stamp
    return None


def _runs(xml: bytes) -> str:
    return "".join(_text(text) for text in _TEXT.findall(xml))


def _text(xml: bytes) -> str:
    return html.unescape(xml.decode("utf-8", "replace"))


def stamp_in_ods(styles: bytes) -> str | None:
    """Find a stamp in the headers and footers of an ods, which stand in its styles.xml."""
    lines = (
        _text(_TAG.sub(b"", line)) for place in _ODS_PLACE.finditer(styles) for line in _ODS_LINE.findall(place[2])
    )
    return first_stamp(lines)


def stamp_in_doc(stream: bytes) -> str | None:
    """Find a line that is a stamp in the stream of a Word document before 2007, whose text lies there unpacked."""
    wide, narrow = stream[:_DOC_LOOKED_AT].decode("utf-16-le", "ignore"), stream[:_DOC_LOOKED_AT].decode("latin-1")
    return first_stamp([*_DOC_LINE.split(wide), *_DOC_LINE.split(narrow)])


def stamp_in_xls(stream: bytes) -> str | None:
    """Find a stamp in the HEADER and FOOTER records of a BIFF8 stream."""
    for match in _BIFF_HEADER.finditer(stream):
        length, count, wide = match[1][0] + 256 * match[2][0], match[3][0], match[4] == b"\1"
        text = stream[match.end() : match.end() + count * (1 + wide)]
        if length == 3 + count * (1 + wide) and (
            stamp := first_stamp(header_lines(text.decode("utf-16-le" if wide else "latin-1", "replace")))
        ):
            return stamp
    return None
