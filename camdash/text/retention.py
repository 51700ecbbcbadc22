"""How long recordings are kept, in days: "≥30 ngày", "15-30", "1 tháng", "72h"."""

import re
from datetime import timedelta

from camdash.text.fold import clean
from camdash.text.numbers import is_number, says_nothing
from camdash.text.numerals import decimal, leading_words
from camdash.text.reading import EMPTY, Cell, Reading

_UNREADABLE = Reading(None, "retention_unreadable")
_LONGEST_DAYS = 3650
_LONGEST = 120
_DAYS = {
    "ngày": 1,
    "ngay": 1,
    "ng": 1,
    "n": 1,
    "d": 1,
    "day": 1,
    "days": 1,
    "tuần": 7,
    "tuan": 7,
    "week": 7,
    "weeks": 7,
    "tháng": 30,
    "thang": 30,
    "th": 30,
    "month": 30,
    "months": 30,
    "năm": 365,
    "nam": 365,
    "year": 365,
    "giờ": 1 / 24,
    "gio": 1 / 24,
    "tiếng": 1 / 24,
    "tieng": 1 / 24,
    "h": 1 / 24,
    "hours": 1 / 24,
}
_UNIT = "|".join(sorted(_DAYS, key=len, reverse=True))
_ONE = rf"(\d+(?:[.,]\d+)?)\s*({_UNIT})?(?![^\W\d_])(?:\s*đêm)?"
_AT_LEAST = (
    r"(?:(?:lưu trữ|lưu|trong|được|thời gian|tối thiểu|toi thieu|tối đa|ít nhất"
    r"|it nhat|không dưới|khoảng|khoang|tầm|trên|hơn|từ|đủ|min|max)\b[\s:]*+"
    r"|(?:≥|>=|>|=>|~|≈|\+)\s*+)*+"
)
_RANGE = re.compile(
    rf"{_AT_LEAST}{_ONE}(?:\s*(?:-|–|—|÷|/|~|;|, |đến|den|tới|và|hoặc)\s*{_ONE})?"
    r"\s*(?:trở lên|tro len|\+|hình ảnh|dữ liệu)?(?:\s*\([^)]*\))?[.;]?",
)
_ROUND_THE_CLOCK = re.compile(r"^24\s*[/x]\s*(?:7|24)(?!\d)")
_NOT_KEPT = re.compile(r"^(?:không|ko|khong) (?:lưu|luu)(?: (?:trữ|tru))?$")


def read_retention_days(cell: Cell) -> Reading:
    """Read a retention time as int days; a range gives its shortest with `retention_range`."""
    if is_number(cell):
        return _whole(float(cell))
    if says_nothing(cell):
        return EMPTY
    if isinstance(cell, timedelta):
        return _whole(cell / timedelta(days=1))
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return _UNREADABLE
    text = clean(cell).strip("'’‘ ").casefold()
    if _NOT_KEPT.match(text):
        return EMPTY  # "not kept" is an answer to where, not a number of days
    match = None if _ROUND_THE_CLOCK.match(text) else _RANGE.fullmatch(_in_digits(text))
    return _UNREADABLE if match is None else _of_match(match)


def _in_digits(text: str) -> str:
    """Put digits for a number in words at the start: "ba mươi ngày", "một tháng", "nửa tháng"."""
    if text in ("nửa tháng", "nua thang"):
        return "15 ngày"
    words = text.split()
    lead = leading_words(" ".join(words[:-1])) if len(words) > 1 and words[-1] in _DAYS else None
    return f"{lead[0]} {words[-1]}" if lead and not lead[1] else text


def _of_match(match: re.Match[str]) -> Reading:
    first, unit, second, second_unit = match.groups()
    shortest = _days(first, unit or second_unit)
    if second is None:
        return _whole(shortest)
    other = _days(second, second_unit or unit)
    reading = _whole(min(shortest, other))
    if shortest == other or reading.value is None:
        return reading
    return Reading(reading.value, "retention_range", {"read": reading.value})


def _days(number: str, unit: str | None) -> float:
    value = decimal(number)
    return -1.0 if value is None else round(value * _DAYS[unit or "ngày"], 6)


def _whole(days: float) -> Reading:
    if not 0 <= days <= _LONGEST_DAYS:
        return Reading(None, "number_range", {"low": 0, "high": _LONGEST_DAYS})
    if days == int(days):
        return Reading(int(days))
    return Reading(int(days), "number_rounded", {"read": int(days)})
