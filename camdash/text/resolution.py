"""Image resolution in megapixels: "2.0 MP", "Full HD", "1920x1080", "2MP/4MP"."""

import re
from typing import NamedTuple

from camdash.text.fold import clean
from camdash.text.numbers import is_number, says_nothing
from camdash.text.numerals import decimal
from camdash.text.reading import EMPTY, Cell, Reading

_LINES = {"2160": 8.29, "1440": 3.69, "1080": 2.07, "960": 1.23, "720": 0.92, "576": 0.41}
_NAMES = {
    "8k": 33.18,
    "4k": 8.29,
    "uhd": 8.29,
    "ultrahd": 8.29,
    "2k": 3.69,
    "wqhd": 3.69,
    "qhd": 3.69,
    "fullhd": 2.07,
    "fhd": 2.07,
    "hd": 0.92,
}
_UNREADABLE = Reading(None, "resolution_unreadable")
_LOWEST_MP, _HIGHEST_MP = 0.05, 200.0
_SAME = 0.88  # two names of one resolution ("2MP (Full HD)") differ less than this ratio
_LONGEST = 200

_MP = (
    r"(?:mega\s*-?\s*pi?xels?|megapixels?|megapixcel|megapx|mega|mpx|mpix|mp|m"
    r"|triệu điểm ảnh|triệu pixel|triệu px|trieu diem anh)(?![\w])"
)
_TOKEN = re.compile(
    r"(?P<width>\d{3,5})\s*[x×*]\s*(?P<height>\d{3,5})"
    rf"|(?P<mp>\d+(?:[.,]\d+)?(?:\s*(?:-|–|/|~|;|,\s|đến|tới|và|hoặc)\s*\d+(?:[.,]\d+)?)*)\s*{_MP}"
    r"|(?:(?:full[\s-]*hd|fhd|uhd|qhd|hd)[\s-]*)?(?<!\d)(?P<lines>2160|1440|1080|960|720|576)\s*[pi]?(?![\w])"
    r"|(?<![a-z0-9])(?P<name>8\s*k|4\s*k|2\s*k|ultra[\s-]*hd|wqhd|qhd|uhd|full[\s-]*hd|fhd|hd)(?![a-z0-9])",
)
_ADJECTIVE_GAP = re.compile(r"[\s(-]*")
_BARE = re.compile(r"\d+(?:[.,]\d+)?(?:\s*(?:-|–|/|~|;|,\s|đến|và|hoặc)\s*\d+(?:[.,]\d+)?)*")
_SEPARATED = re.compile(r"\s*(?:-|–|/|~|;|,\s|đến|tới|và|hoặc)\s*")


class _Found(NamedTuple):
    start: int
    end: int
    megapixels: float
    bare_hd: bool


def read_resolution_mp(cell: Cell) -> Reading:
    """Read a resolution as float MP; several give the smallest with `resolution_several`."""
    if is_number(cell):
        return _of_number(float(cell))
    if says_nothing(cell):
        return EMPTY
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return _UNREADABLE
    text = clean(cell).strip("'’‘ ").casefold()
    found = [token for match in _TOKEN.finditer(text) for token in _found(match)]
    if found:
        return _smallest([f.megapixels for f in _without_adjectives(found, text)])
    readings = (
        [_of_number(decimal(part)) for part in _SEPARATED.split(text)] if _BARE.fullmatch(text) else [_UNREADABLE]
    )
    return _UNREADABLE if _UNREADABLE in readings else _smallest([r.value for r in readings])


def _of_number(value: float | None) -> Reading:
    """Read a bare number: lines of a standard picture (1080) or megapixels."""
    if value is None:
        return _UNREADABLE
    lines = _LINES.get(f"{value:g}")
    if lines is not None:
        return Reading(lines)
    return Reading(value) if _LOWEST_MP <= value <= 64 else _UNREADABLE  # noqa: PLR2004 - bare numbers above are no MP


def _found(match: re.Match[str]) -> list[_Found]:
    start, end = match.span()
    if match["width"]:
        return [_Found(start, end, int(match["width"]) * int(match["height"]) / 1e6, bare_hd=False)]
    if match["lines"]:
        return [_Found(start, end, _LINES[match["lines"]], bare_hd=False)]
    if match["name"]:
        name = re.sub(r"[\s-]", "", match["name"])
        return [_Found(start, end, _NAMES[name], bare_hd=name == "hd")]
    values = [decimal(part) for part in _SEPARATED.split(match["mp"])]
    return [_Found(start, end, value, bare_hd=False) for value in values if value is not None]


def _without_adjectives(found: list[_Found], text: str) -> list[_Found]:
    """Leave out an "HD" that only stands beside a figure, as in "HD 2MP" or "2MP HD"."""
    return [
        token
        for token in found
        if not token.bare_hd or not any(_beside(token, other, text) for other in found if not other.bare_hd)
    ]


def _beside(token: _Found, other: _Found, text: str) -> bool:
    first, second = sorted((token, other))
    return _ADJECTIVE_GAP.fullmatch(text[first.end : second.start]) is not None


def _smallest(values: list[float]) -> Reading:
    low, high = min(values), max(values)
    if low < _LOWEST_MP or high > _HIGHEST_MP:
        return _UNREADABLE
    if low >= _SAME * high:
        return Reading(values[0])
    return Reading(low, "resolution_several", {"read": f"{low:g}"})
