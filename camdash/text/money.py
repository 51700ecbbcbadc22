"""Amounts of money in đồng: "1,2 tỷ", "350 triệu", "350.000.000", "1 tỷ 200 triệu"."""

import re

from camdash.text.fold import clean
from camdash.text.numbers import is_number, says_nothing
from camdash.text.numerals import NUMBER, decimal, leading_words
from camdash.text.reading import EMPTY, Cell, Reading

_UNREADABLE = Reading(None, "money_unreadable")
_SMALLEST, _LARGEST = 1_000, 10**13  # đồng; outside, the unit is surely not đồng
_LONGEST = 100
_BILLION, _MILLION, _THOUSAND = 10**9, 10**6, 10**3
_FACTOR = {
    **dict.fromkeys(("tỷ", "tỉ", "ty", "ti"), _BILLION),
    **dict.fromkeys(("triệu", "trieu", "trđ", "trd", "tr.đ", "tr.d", "tr", "m"), _MILLION),
    **dict.fromkeys(("nghìn", "ngàn", "nghin", "ngan", "ng.đ", "nđ", "k"), _THOUSAND),
}
_CURRENCY = r"(?:việt nam đồng|vnđ|vnd|đồng|dong|đ|d)"
_WORD = "|".join(re.escape(word) for word in sorted(_FACTOR, key=len, reverse=True))
_TERM = re.compile(rf"({NUMBER})\s*(?:({_WORD})(?![^\W\d_]))?\s*")
_ABOUT = re.compile(r"^(?:khoảng|khoang|dự kiến|ước tính|ước|tầm|~|≈)\s*:?\s*")
_REMARK = re.compile(r"\s*\([^)\d]*\)$")
_ENDING = re.compile(rf"\s*\.?{_CURRENCY}\.?$|(?:,-|/-)$")
_BEGINNING = re.compile(rf"^{_CURRENCY}\s*(?=\d)")
_LONE_POINT = re.compile(r"\d{1,3}\.\d{3}")


def read_money_vnd(cell: Cell, scale: float = 1) -> Reading:
    """Read an amount as int đồng; `scale` is the heading's unit (10**6 for "triệu đồng") where the cell names none."""
    if is_number(cell):
        return _amount(float(cell) * scale)
    if says_nothing(cell):
        return EMPTY
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return _UNREADABLE
    text = _REMARK.sub("", _ABOUT.sub("", clean(cell).strip("'’‘ ;").casefold()))
    bare = _BEGINNING.sub("", _ENDING.sub("", text)).strip()
    in_dong = bare != text
    lead = leading_words(bare)
    if lead and lead[1]:
        bare = f"{lead[0]} {lead[1]}"
    return _of_terms(bare, 1 if in_dong else scale)


def _of_terms(text: str, scale: float) -> Reading:
    """Add up "1 tỷ 200 triệu": named units must fall from term to term."""
    total, position, last = 0.0, 0, float("inf")
    while position < len(text):
        match = _TERM.match(text, position)
        if match is None:
            return _UNREADABLE
        term, factor = _term(match[1], match[2], scale)
        if term is None or factor >= last or (last < float("inf") and not match[2]):
            return _UNREADABLE
        total, position, last = total + term, match.end(), factor
    return _amount(total) if text else _UNREADABLE


def _term(number: str, word: str | None, scale: float) -> tuple[float | None, float]:
    if word is None:
        value = decimal(number, thousands=scale == 1 or "." in number)
        return (None if value is None else value * scale), scale
    factor = _FACTOR[word]
    if factor == _BILLION and _LONE_POINT.fullmatch(number):
        return None, factor  # "1.250 tỷ" may be 1.25 or 1250 billion
    value = decimal(number, thousands="." in number)
    return (None if value is None else value * factor), factor


def _amount(vnd: float) -> Reading:
    if vnd == 0:
        return Reading(0)
    if not _SMALLEST <= vnd <= _LARGEST:
        return _UNREADABLE
    return Reading(round(vnd))
