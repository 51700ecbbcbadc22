"""The year of a text, a number or a date cell: "Quý II/2020", "T6/2022", "2019-2021", 44197, "'21"."""

import re
from datetime import date, timedelta

from camdash.text.fold import clean
from camdash.text.numbers import is_number, says_nothing
from camdash.text.reading import EMPTY, Cell, Reading

_UNREADABLE = Reading(None, "year_unreadable")
_IMPROBABLE = Reading(None, "year_improbable")
_FIRST, _LAST = 1980, 2079  # cameras on streets; two digits are read into this century window
_SERIAL_ZERO = date(1899, 12, 30)
_LONGEST = 120

_FOUR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT_END = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–/]\s*(\d\d)(?![\d/.-])")
_NOT_EXACT = re.compile(r"\b(?:trước|sau|truoc|before|after|từ trước)\b|[<>]")
_IMPOSSIBLE = re.compile(r"(?<!\d)(?:1[0-8]\d\d|2[1-9]\d\d|[3-9]\d{3})(?!\d)")
_PERIOD_SHORT = re.compile(r"(?:quý|quy|q|tháng|thang|t)\s*(?:iv|i{1,3}|1[0-2]|0?\d)\s*(?:[/.-]|năm)\s*'?(\d\d)")
_DAY_SHORT = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]'?(\d\d)")
_MONTH_SHORT = re.compile(r"(\d{1,2})\s*([/.-])\s*'?(\d\d)")
_YEAR_SHORT = re.compile(r"(?:năm|nam|n)?\s*['’‘]?\s*(\d\d)")
_COMPACT = re.compile(r"\d{5,8}")


def read_year(cell: Cell) -> Reading:
    """Read an installation year as int; several give the latest with `year_range`.

    A year before 1980 is kept with `year_doubtful`; a date of 1905 is a year typed into a date cell (`year_repaired`).
    """
    if is_number(cell):
        return _of_number(float(cell))
    if says_nothing(cell):
        return EMPTY
    if isinstance(cell, date):
        return _of_date(cell)
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return _UNREADABLE
    return _of_text(clean(cell).strip("'’‘.;, ").casefold())


def _of_text(text: str) -> Reading:
    if _NOT_EXACT.search(text):
        return _UNREADABLE
    years = {int(year) for year in _FOUR.findall(text)} | {_ending(*pair) for pair in _SHORT_END.findall(text)}
    years.discard(0)
    if len(years) > 1:
        return Reading(max(years), "year_range", {"read": max(years)})
    if years:
        return _plausible(years.pop())
    if _COMPACT.fullmatch(text):
        return _of_compact(text)
    short = _of_short(text)
    if short is not None:
        return short
    return _IMPROBABLE if _IMPOSSIBLE.search(text) else _UNREADABLE


def _ending(start: str, end: str) -> int:
    """Give the last year of "2019-21", 0 where the two digits may be a month ("2020-05")."""
    year = int(start[:2] + end)
    return year if int(end) > 12 and year > int(start) else 0  # noqa: PLR2004 - months of a year


def _of_short(text: str) -> Reading | None:
    """Read years of two digits: "T6/22", "15/03/19", "12/21", "19-21", "'21"."""
    if match := _PERIOD_SHORT.fullmatch(text):
        return _plausible(_century(match[1]))
    if match := _DAY_SHORT.fullmatch(text):
        return _plausible(_century(match[3])) if _is_day(match[1], match[2]) else _UNREADABLE
    if match := _MONTH_SHORT.fullmatch(text):
        return _of_pair(match[1], match[2], match[3])
    if match := _YEAR_SHORT.fullmatch(text):
        return _plausible(_century(match[1]))
    return None


def _of_pair(first: str, mark: str, second: str) -> Reading:
    """Read month and year ("12/21") or two years ("19-21"); a day and month is no year."""
    if int(second) <= 12:  # noqa: PLR2004 - "6/12" may be a day and a month
        return _UNREADABLE
    if 1 <= int(first) <= 12:  # noqa: PLR2004
        return _plausible(_century(second))
    if len(first) == 2 and mark != "." and _century(second) > _century(first):  # noqa: PLR2004 - digits
        return Reading(_century(second), "year_range", {"read": _century(second)})
    return _UNREADABLE


def _is_day(day: str, month: str) -> bool:
    first, second = int(day), int(month)
    return 1 <= min(first, second) <= 12 and 1 <= max(first, second) <= 31  # noqa: PLR2004 - the calendar


def _century(digits: str) -> int:
    return (1900 if int(digits) >= _FIRST % 100 else 2000) + int(digits)


def _plausible(year: int) -> Reading:
    return Reading(year) if _FIRST <= year <= _LAST else Reading(year, "year_doubtful", {"read": year})


def _of_number(value: float) -> Reading:
    if not value.is_integer():
        month, _, year = f"{value:.4f}".partition(".")
        if 1 <= int(value) <= 12 and _FIRST <= int(year) <= _LAST and len(month) < 3:  # noqa: PLR2004 - 12.2021
            return Reading(int(year))
        return _UNREADABLE
    if 1900 <= value <= 2099:  # noqa: PLR2004 - a year of four digits
        return _plausible(int(value))
    if 10 <= value <= 99:  # noqa: PLR2004 - a year of two digits
        return _plausible(_century(f"{int(value):02d}"))
    if 10_000 <= value <= 99_999_999:  # noqa: PLR2004
        return _of_compact(str(int(value)))
    return _IMPROBABLE if value >= 100 else _UNREADABLE  # noqa: PLR2004 - 0 to 9 are no years at all


def _of_compact(digits: str) -> Reading:
    """Read an Excel day number, or digits of a date run together when all ways to read them agree on the year."""
    if len(digits) == 5:  # noqa: PLR2004
        return _of_date(_SERIAL_ZERO + timedelta(days=int(digits)))
    years = set()
    if len(digits) == 6:  # noqa: PLR2004
        a, b, c = digits[:2], digits[2:4], digits[4:]
        years = {int(a + b)} if _month(c) and _is_year(a + b) else set()
        years |= {int(b + c)} if _month(a) and _is_year(b + c) else set()
        years |= {_century(a)} if _month(b) and _day(c) and _century(a) <= _LAST - 30 else set()
        years |= {_century(c)} if _month(b) and _day(a) and _century(c) <= _LAST - 30 else set()
    elif len(digits) == 8:  # noqa: PLR2004
        years = {int(digits[:4])} if _is_year(digits[:4]) and _month(digits[4:6]) and _day(digits[6:]) else set()
        years |= {int(digits[4:])} if _is_year(digits[4:]) and _month(digits[2:4]) and _day(digits[:2]) else set()
    return Reading(years.pop()) if len(years) == 1 else _IMPROBABLE


def _is_year(digits: str) -> bool:
    return _FIRST <= int(digits) <= _LAST


def _month(digits: str) -> bool:
    return 1 <= int(digits) <= 12  # noqa: PLR2004 - the calendar


def _day(digits: str) -> bool:
    return 1 <= int(digits) <= 31  # noqa: PLR2004 - the calendar


def _of_date(day: date) -> Reading:
    """Read a date cell; a date of 1905 is a year that was typed into a cell formatted as a date."""
    if _FIRST <= day.year <= _LAST:
        return Reading(day.year)
    serial = day.toordinal() - _SERIAL_ZERO.toordinal()
    if _FIRST <= serial <= _LAST:
        return Reading(serial, "year_repaired", {"read": serial})
    return _IMPROBABLE
