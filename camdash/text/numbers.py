"""Plain numbers, counts, and measures with a unit and a possible range."""

import re
from collections.abc import Mapping
from typing import TypeGuard

from camdash.text.fold import clean, fold, is_stated_absence, is_unknown
from camdash.text.numerals import NUMBER, decimal, spelled
from camdash.text.reading import EMPTY, Cell, Reading

_UNREADABLE = Reading(None, "number_unreadable")
_LARGEST_COUNT = 1_000_000
_LARGEST_FLOAT = 1e300  # infinity, and whole numbers no float can hold, are no numbers of a form
_LONGEST = 200  # characters a number can sensibly take
_APPROX = (
    r"(?:(?:khoảng|khoang|chừng|ước|tầm|từ|tối thiểu|tối đa|ít nhất"
    r"|trên|lớn hơn|không dưới|cao|độ cao|góc|xa|h|min|max)\b[ :=]*+"
    r"|[~≈≥>=±:]\s*+)*+"
)
_TAIL = r"(?:trở lên|tro len|(?:\+|\.|;))?(?:\s*\([^)]*\))?"
_UNIT = r"[^\W\d_]+(?:/[^\W\d_]+)?|°|%|"
_MEASURE = re.compile(
    rf"{_APPROX}(?P<minus>-?)(?P<first>{NUMBER})\s*(?P<unit1>{_UNIT})"
    rf"(?:\s*(?:-|–|—|÷|/|;|, |đến|tới|den|toi|và|hoặc)\s*(?P<second>{NUMBER})\s*(?P<unit2>{_UNIT}))?\s*{_TAIL}",
    re.IGNORECASE,
)
_WORDS_AFTER = re.compile(
    rf"{_APPROX}(?P<minus>[-−]?)\s*(?P<number>{NUMBER})(?:\s*[^\W\d_%°²/.-][^\d/-]*|\s*[%°²])?\.?", re.IGNORECASE
)


def is_number(cell: Cell) -> TypeGuard[float]:
    """Tell whether the cell is a finite number and not a truth value."""
    return isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < _LARGEST_FLOAT


def says_nothing(cell: Cell) -> bool:
    """Tell whether the cell is unknown, or states an absence a number has no value for."""
    return is_unknown(cell) or is_stated_absence(cell)


def read_number(cell: Cell, *, decimals: bool = True) -> Reading:
    """Read a number as float; without `decimals` a lone "1.250" is 1250, with them 1.25."""
    if is_number(cell):
        return Reading(float(cell))
    if says_nothing(cell):
        return EMPTY
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return _UNREADABLE
    text = clean(cell).strip("'’‘ ")
    match = _WORDS_AFTER.fullmatch(text)
    if match is None:
        words = spelled(text)
        return _UNREADABLE if words is None else Reading(float(words))
    value = decimal(match["number"], thousands=not decimals)
    if value is None:
        return _UNREADABLE
    return Reading(-value if match["minus"] else value)


def read_count(cell: Cell) -> Reading:
    """Read a whole number of things as int, 0 for a stated absence."""
    if is_stated_absence(cell):
        return Reading(0)
    value, code, params = read_number(cell, decimals=False)
    if value is None:
        return Reading(None, code, params)
    if not 0 <= value <= _LARGEST_COUNT:
        return Reading(None, "number_range", {"low": 0, "high": _LARGEST_COUNT})
    if not value.is_integer():
        return Reading(None, "number_not_whole")
    return Reading(int(value))


def read_measure(
    cell: Cell,
    units: Mapping[str, float],
    low: float,
    high: float,
    *,
    thousands: bool = False,
) -> Reading:
    """Read a number with one of `units` (folded name → factor, "" for none), between `low` and `high`.

    Two numbers ("6-8 m") give the smaller with `number_several`; out of range gives None with `number_range`.
    """
    if is_number(cell):
        return _within(float(cell), low, high)
    if says_nothing(cell):
        return EMPTY
    text = clean(cell).strip("'’‘ ") if isinstance(cell, str) and len(cell) <= _LONGEST else ""
    match = _MEASURE.fullmatch(text)
    values = [] if match is None else _values_of(match, units, thousands=thousands)
    if not values:
        return _UNREADABLE
    reading = _within(min(values), low, high)
    if reading.code or min(values) == max(values):
        return reading
    return Reading(reading.value, "number_several", {"read": f"{reading.value:g}"})


def _values_of(match: re.Match[str], units: Mapping[str, float], *, thousands: bool) -> list[float]:
    """Give the one or two numbers of a measure in its base unit; none when one is not understood."""
    unit = match["unit1"] or match["unit2"] or ""
    values = [_times(match["first"], unit, units, thousands=thousands)]
    if match["second"] is not None:
        values.append(_times(match["second"], match["unit2"] or unit, units, thousands=thousands))
    sure = [-value if match["minus"] else value for value in values if value is not None]
    return sure if len(sure) == len(values) else []


def _times(number: str, unit: str, units: Mapping[str, float], *, thousands: bool) -> float | None:
    factor = units.get(unit if unit in units else fold(unit))
    value = decimal(number, thousands=thousands)
    return None if factor is None or value is None else value * factor


def _within(value: float, low: float, high: float) -> Reading:
    if low <= value <= high:
        return Reading(value)
    return Reading(None, "number_range", {"low": low, "high": high})
