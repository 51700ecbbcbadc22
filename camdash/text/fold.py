"""Vietnamese text made comparable: cleaned, folded to plain letters, or keyed with its accents kept."""

import re
import unicodedata
from functools import lru_cache

from camdash.text.reading import Cell

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_ANY_INVISIBLE = re.compile(f"[{''.join(map(chr, _INVISIBLE))}]")
_MARKS = re.compile("[\u0300-\u036f]+")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def clean(text: str) -> str:
    """Compose to NFC, drop invisible characters, make every run of white space one blank, strip."""
    if not text.isascii():
        if _ANY_INVISIBLE.search(text):
            text = text.translate(_INVISIBLE)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Reduce to lower-case letters without accents (đ = d) and digits, words parted by one blank."""
    text = text.casefold()
    if not text.isascii():
        bare = _MARKS.sub("", unicodedata.normalize("NFD", text.translate(_INVISIBLE)))
        text = unicodedata.normalize("NFC", bare).replace("đ", "d")
    return _NOT_A_LETTER.sub(" ", text).strip()


def _tone_pairs() -> dict[str, str]:
    """Map `oà`, `oè`, `uỳ` … (tone on the second vowel) to `òa`, `òe`, `ùy` …."""
    pairs = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            new, old = first + second + tone, first + tone + second
            pairs[unicodedata.normalize("NFC", new)] = unicodedata.normalize("NFC", old)
    return pairs


_TONE_PAIRS = _tone_pairs()
_TONE_PAIR = re.compile("|".join(_TONE_PAIRS))
_I_TO_Y = {unicodedata.normalize("NFC", "i" + t): unicodedata.normalize("NFC", "y" + t) for t in ("", *_TONES)}
_OPEN_I = re.compile(rf"\b([hklmst]|qu)([{''.join(_I_TO_Y)}])\b")
_UY_TONE = re.compile("q([ùúủũụ])y")
_UY = dict(zip("ùúủũụ", ("uỳ", "uý", "uỷ", "uỹ", "uỵ"), strict=True))


@lru_cache(maxsize=1 << 16)
def accent_key(text: str) -> str:
    """Lower-case with accents kept, but spelling habits evened out: hoà = hòa, thuỵ = thụy, mĩ = mỹ."""
    text = clean(text).casefold()
    if text.isascii():
        return _OPEN_I.sub(_open_y, text)
    text = _TONE_PAIR.sub(lambda m: _TONE_PAIRS[m[0]], unicodedata.normalize("NFC", text))
    text = _UY_TONE.sub(lambda m: "q" + _UY[m[1]], text)
    return _OPEN_I.sub(_open_y, text)


def _open_y(match: re.Match[str]) -> str:
    return match[1] + _I_TO_Y[match[2]]


_UNKNOWN = frozenset(
    (
        "n/a",
        "na",
        "n.a",
        "n.a.",
        "#n/a",
        "null",
        "nan",
        "unknown",
        "/",
        "không rõ",
        "chưa rõ",
        "ko rõ",
        "k rõ",
        "không biết",
        "chưa biết",
        "không có thông tin",
        "chưa có thông tin",
        "ko có thông tin",
        "không thông tin",
        "không xác định",
        "chưa xác định",
        "chưa thống kê",
        "không nhớ",
        "chưa cập nhật",
        "đang cập nhật",
        "không áp dụng",
        "khong ro",
        "chua ro",
        "ko ro",
        "k ro",
        "khong biet",
        "khong co thong tin",
        "chua co thong tin",
        "khong xac dinh",
        "chua xac dinh",
        "khong ap dung",
    )
)
_ABSENT = frozenset(
    (
        "không",
        "không có",
        "chưa có",
        "chưa",
        "ko",
        "ko có",
        "k có",
        "k",
        "kh",
        "không co",
        "chưa co",
        "none",
        "no",
        "khong",
        "khong co",
        "chua co",
        "chua",
        "ko co",
        "k co",
    )
)
LONGEST_UNKNOWN = 4 + max(map(len, _UNKNOWN))
_DASHES = frozenset("-–—−_.…?·•")
_FIRST_OF_UNKNOWN = frozenset(t[0] for t in _UNKNOWN)
_EDGES = " \t().,;:!'’‘"


def is_unknown(cell: Cell) -> bool:
    """Tell whether the cell says nothing: empty, dashes, dots, "N/A", "không rõ" and their like."""
    if cell is None:
        return True
    if isinstance(cell, float):
        return cell != cell  # noqa: PLR0124 - NaN is the only value unequal to itself
    if not isinstance(cell, str):
        return False
    return says_nothing(clean(cell))


def says_nothing(text: str) -> bool:
    """Tell the same of a text that is already clean."""
    if len(text) > LONGEST_UNKNOWN:
        return False
    first = text[:1]
    if first.isalpha() and first.casefold() not in _FIRST_OF_UNKNOWN:
        return False
    if not text.strip("'’‘") or _DASHES.issuperset(text.replace(" ", "")):
        return True
    return accent_key(text) in _UNKNOWN or accent_key(text).strip(_EDGES) in _UNKNOWN


def is_stated_absence(cell: Cell) -> bool:
    """Tell whether the cell says that there is none: "không", "không có", "chưa có", "chưa"."""
    return isinstance(cell, str) and accent_key(cell).strip(_EDGES) in _ABSENT
