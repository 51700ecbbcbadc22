"""Coordinates inside links to maps and inside plus codes; links are read as text, never followed."""

import re
from urllib.parse import unquote

from camdash.text.dms import angles, even_signs

_NUMBER = r"(-?\d{1,3}\.\d+)"
_LINK = re.compile(r"://|\bwww\.|\bgoo\.gl\b|\bmaps\.app\b|/maps\b|^geo:", re.IGNORECASE)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"!3d{_NUMBER}!4d{_NUMBER}",
        rf"[?&#](?:q|query|ll|sll|destination|daddr|loc|markers|cp|point)=(?:loc:)?\s*{_NUMBER}\s*[,~+ ]\s*{_NUMBER}",
        rf"mlat={_NUMBER}&(?:amp;)?mlon={_NUMBER}",
        rf"/(?:search|place|dir)/(?:[^/]*/)?\s*{_NUMBER}\s*,[\s+]*{_NUMBER}",
        rf"@{_NUMBER},\s*{_NUMBER}",
        rf"[?&](?:center|viewpoint)=\s*{_NUMBER}\s*,\s*{_NUMBER}",
        rf"#map=\d+(?:\.\d+)?/{_NUMBER}/{_NUMBER}",
        rf"geo:{_NUMBER},{_NUMBER}",
    )
)
_PLACE = re.compile(r"/(?:place|search)/([^/@]*°[^/@]*)")

_ALPHABET = "23456789CFGHJMPQRVWX"
_PLUS_CODE = re.compile(rf"(?<![\w+])([{_ALPHABET}]{{8}}|[{_ALPHABET}]{{4}})\+([{_ALPHABET}]{{2,7}})(?![\w+])")
_AREAS_OF_HANOI = ("7PG7", "7PG8", "7PH7", "7PH8")  # latitude 20 or 21, longitude 105 or 106


def is_link(text: str) -> bool:
    """Tell whether the text is a link to somewhere."""
    return _LINK.search(text) is not None


def point_of_link(text: str) -> tuple[float, float] | None:
    """Find the point a map link carries as (lat, lon) in degrees, the marker before the view's centre."""
    text = unquote(text)
    for pattern in _PATTERNS:
        match = pattern.search(text)
        if match:
            return float(match[1]), float(match[2])
    place = _PLACE.search(text)
    found = angles(even_signs(place[1].replace("+", " "))) if place else None
    return (found[0], found[1]) if found and len(found) == 2 else None  # noqa: PLR2004 - a pair


def points_of_plus_code(text: str) -> list[tuple[float, float]]:
    """Give the centres (lat, lon) a plus code can mean: one for a full code, one for each degree cell of Hanoi else."""
    match = _PLUS_CODE.search(text)
    if match is None:
        return []
    code, ending = match[1], match[2]
    heads = [""] if len(code) == 8 else _AREAS_OF_HANOI  # noqa: PLR2004 - digits of a full code
    return [_decoded(head + code, ending) for head in heads]


def _decoded(code: str, ending: str) -> tuple[float, float]:
    """Decode an open location code of 10 to 15 digits to the centre of its cell."""
    digits = [_ALPHABET.index(char) for char in code + ending[:2]]
    lat, lon, step = -90.0, -180.0, 400.0
    for north, east in zip(digits[::2], digits[1::2], strict=True):
        step /= 20
        lat, lon = lat + north * step, lon + east * step
    height = width = step
    for digit in ending[2:]:  # from the eleventh on each is one of 5 rows and 4 columns
        row, column = divmod(_ALPHABET.index(digit), 4)
        height, width = height / 5, width / 4
        lat, lon = lat + row * height, lon + column * width
    return lat + height / 2, lon + width / 2
