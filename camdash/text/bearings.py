"""Where a camera looks, in degrees from north: "Đông Bắc", "ĐB", "45°", "360" all round."""

import re
from typing import Final

from camdash.text.fold import accent_key, clean, fold
from camdash.text.numbers import is_number, says_nothing
from camdash.text.numerals import decimal
from camdash.text.reading import EMPTY, Cell, Reading

ALL_ROUND: Final = "all_round"
_UNREADABLE = Reading(None, "bearing_unreadable")
_IS_ANGLE = Reading(None, "bearing_is_angle")
_RANGE = Reading(None, "number_range", {"low": 0, "high": 360})
_FULL_CIRCLE = 360.0
_LONGEST = 80

_WIND = {
    "bắc": 0,
    "đông": 90,
    "nam": 180,
    "tây": 270,
    "bac": 0,
    "dong": 90,
    "tay": 270,
    "north": 0,
    "east": 90,
    "south": 180,
    "west": 270,
}
_SHORT = {
    "b": 0,
    "đ": 90,
    "t": 270,
    "đb": 45,
    "đn": 135,
    "tn": 225,
    "tb": 315,
    "db": 45,
    "dn": 135,
    "bđ": 45,
    "nđ": 135,
    "bt": 315,
    "e": 90,
    "w": 270,
    "ne": 45,
    "se": 135,
    "sw": 225,
    "nw": 315,
    "bđb": 22.5,
    "đđb": 67.5,
    "đđn": 112.5,
    "nđn": 157.5,
    "ntn": 202.5,
    "ttn": 247.5,
    "ttb": 292.5,
    "btb": 337.5,
}
_FILLER = frozenset((
    "hướng", "huong", "phía", "phia", "về", "ve", "chính", "chinh", "quay", "nhìn", "nhin", "chiếu", "chieu", "ra",
    "sang", "quan", "sát", "camera", "mặt", "từ", "góc", "theo", "độ", "do",
))  # fmt: skip
_ROUND = re.compile(
    r"\b(?:toan canh|moi huong|da huong|toan bo|xung quanh|cac huong|tat ca cac huong|4 huong|bon huong"
    r"|4 phia|bon phia|moi phia|vong tron)\b"
)
_DEGREES = re.compile(
    r"(?:(?:hướng|huong|góc|goc|xoay|quay|phương vị|azimuth|khoảng|~|bao quát|quét)\s*+:?+\s*+)*+"
    r"(-?\d+(?:[.,]\d+)?)\s*(?:°|º|˚|⁰|o|độ|do|deg)?"
)
_SPLIT = re.compile(r"\s*[-–—/]\s*|\s+")
_REMARK = re.compile(r"\([^)]*\)")


def read_bearing(cell: Cell, *, compass_only: bool = False) -> Reading:
    """Read a direction as float degrees 0..360 clockwise from north, or ALL_ROUND.

    `compass_only` is for columns such as "Góc quan sát": a bare number there is an angle of view (`bearing_is_angle`).
    """
    if is_number(cell):
        return _of_degrees(float(cell), compass_only=compass_only)
    if says_nothing(cell):
        return EMPTY
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return _UNREADABLE
    text = clean(cell).strip("'’‘.;, ").casefold()
    degrees = _DEGREES.fullmatch(text)
    if degrees:
        value = decimal(degrees[1].lstrip("-"))
        signed = -1.0 if value is None or degrees[1].startswith("-") else value
        return _of_degrees(signed, compass_only=compass_only)
    if _ROUND.search(fold(text)):
        return Reading(ALL_ROUND)
    return _of_words(text)


def _of_degrees(value: float, *, compass_only: bool) -> Reading:
    if value == _FULL_CIRCLE:
        return Reading(ALL_ROUND)
    if compass_only:
        return _IS_ANGLE
    return Reading(value) if 0 <= value < _FULL_CIRCLE else _RANGE


def _of_words(text: str) -> Reading:
    """Read compass words, with degrees beside them only when both agree ("Đông Bắc (45°)")."""
    angle = _of_compass(_REMARK.sub(" ", text))
    remark = _REMARK.search(text)
    degrees = _DEGREES.fullmatch(remark[0].strip("() ")) if remark else None
    value = decimal(degrees[1]) if degrees else None
    if angle is None:
        return _UNREADABLE
    if value is not None and abs((value - angle + 180) % 360 - 180) > 22.5:  # noqa: PLR2004 - half a wind
        return _UNREADABLE
    return Reading(float(angle) if value is None else value % _FULL_CIRCLE)


def _of_compass(text: str) -> float | None:
    if re.search(r"[,;+&]|\bvà\b", text):
        return None
    words = [w for w in (word.strip(":.") for word in _SPLIT.split(text)) if w and w not in _FILLER]
    if len(words) == 1 and words[0] in _SHORT:
        return _SHORT[words[0]]
    winds = [_WIND.get(accent_key(word)) for word in words]
    if not 1 <= len(winds) <= 3 or None in winds:  # noqa: PLR2004 - as in Bắc Đông Bắc
        return None
    return _between([wind for wind in winds if wind is not None])


def _between(winds: list[int]) -> float | None:
    """Give the angle of one, two (Đông Bắc) or three (Bắc Đông Bắc) winds; opposite ones have none."""
    if len(winds) == 1:
        return float(winds[0])
    *rest, first, second = winds
    if (first - second) % 180 == 0:
        return None
    half = (first + ((second - first + 180) % 360 - 180) / 2) % _FULL_CIRCLE
    if not rest:
        return half
    if rest[0] not in (first, second):
        return None
    return (half + ((rest[0] - half + 180) % 360 - 180) / 2) % _FULL_CIRCLE
