"""The measures of the two forms, one reader a field; all of them keep the rules of the data dictionary."""

import re

from camdash.text.bearings import ALL_ROUND, read_bearing
from camdash.text.fold import accent_key, is_stated_absence, is_unknown
from camdash.text.money import read_money_vnd
from camdash.text.numbers import is_number, read_measure
from camdash.text.reading import EMPTY, Cell, Reading
from camdash.text.resolution import read_resolution_mp
from camdash.text.retention import read_retention_days
from camdash.text.years import read_year

__all__ = [
    "ALL_ROUND",
    "read_bandwidth_mbps",
    "read_bearing",
    "read_fov_deg",
    "read_height_m",
    "read_money_vnd",
    "read_range_m",
    "read_resolution_mp",
    "read_retention_days",
    "read_year",
    "read_yes_no",
]

_METRES = {"": 1.0, "m": 1.0, "met": 1.0, "mét": 1.0, "metre": 1.0, "metres": 1.0, "cm": 0.01, "km": 1000.0}
_DEGREES = {"": 1.0, "°": 1.0, "º": 1.0, "do": 1.0, "o": 1.0, "deg": 1.0}
_MBPS = {
    **dict.fromkeys(("", "m", "mb", "mbps", "mbit", "mbits", "mbit s", "mb s", "mega", "mbs"), 1.0),
    **dict.fromkeys(("g", "gb", "gbps", "gbit", "gb s", "gbit s"), 1000.0),
    **dict.fromkeys(("k", "kb", "kbps", "kbit", "kb s", "kbit s"), 0.001),
}
_LARGEST_MBPS = 1_000_000
_LARGEST_RANGE_M = 50_000


def read_height_m(cell: Cell) -> Reading:
    """Read a mounting height as float metres, 1..60."""
    return read_measure(cell, _METRES, 1, 60)


def read_fov_deg(cell: Cell) -> Reading:
    """Read an angle of view as float degrees, 1..360."""
    cell = re.sub("[º˚⁰]", "°", cell) if isinstance(cell, str) else cell
    return read_measure(cell, _DEGREES, 1, 360)


def read_range_m(cell: Cell) -> Reading:
    """Read a viewing range as float metres; "1.000 m" is a thousand."""
    return read_measure(cell, _METRES, 1, _LARGEST_RANGE_M, thousands=True)


def read_bandwidth_mbps(cell: Cell) -> Reading:
    """Read a bandwidth as float Mbps: "1 Gbps" is 1000, "512 kbps" 0.512."""
    return read_measure(cell, _MBPS, 0, _LARGEST_MBPS, thousands=True)


_TICKS = frozenset(
    ("x", "v", "×", "✓", "✔", "√", "☑", "✅", "1", "yes", "y", "true", "ok", "rồi", "đúng", "có", "co", "c")
)
_CROSSES = frozenset(("0", "false", "no", "n", "✗", "✘", "✕", "❌", "☐", "□", "không", "khong", "chưa", "chua"))
_NO = re.compile(r"(?:không|khong|chưa|chua|ko|k)\b")
_YES = re.compile(r"(?:có|co|đã|da|được|đạt|hỗ trợ|sẵn sàng|đầy đủ|rồi)\b")
_BUT = re.compile(r"\b(?:nhưng|một phần|một số|không|chưa|ko|đang)\b")
_METRES_OF_INFRARED = re.compile(r"(?:hồng ngoại |ir )?[≤≥<>~]*\s*[1-9]\d*\s*(?:m|mét)?|(?:có )?(?:hồng ngoại|ir)")
_LONGEST = 80


def read_yes_no(cell: Cell) -> Reading:
    """Read yes or no as bool: ticks, "có", "đã đổi", "30 m" of infrared; "không", "chưa" come first."""
    if is_unknown(cell):
        return EMPTY
    if isinstance(cell, bool) or (is_number(cell) and cell in (0, 1)):
        return Reading(bool(cell))
    if is_stated_absence(cell):
        return Reading(value=False)
    said = _said(accent_key(cell).strip("'’‘.;,!() ")) if isinstance(cell, str) and len(cell) <= _LONGEST else None
    return Reading(None, "yes_no_unreadable") if said is None else Reading(said)


def _said(text: str) -> bool | None:
    """Tell yes from no by the words; "có, nhưng …" and the like are neither."""
    if text in _CROSSES or _NO.match(text):
        return False
    if text in _TICKS or (_YES.match(text) and not _BUT.search(text)):
        return True
    return True if _METRES_OF_INFRARED.fullmatch(text) and not text.isdigit() else None
