"""Degrees, minutes and seconds in all their signs: 21°01'42.5"N, 21º1,708', 21o01'42'', "21 01 42,5"."""

import re

_SIGNS = str.maketrans({
    **dict.fromkeys("º˚⁰∘ᵒ", "°"),
    **dict.fromkeys("’‘′`´ʹ‛", "'"),
    **dict.fromkeys("”“″„‟〃", '"'),
})  # fmt: skip
_WORDS = (
    (re.compile(r"(?:(?<=\d)|(?<=\d )|(?<=\d  ))độ"), "°"),
    (re.compile("phút"), "'"),
    (re.compile("giây"), '"'),
    (re.compile("''"), '"'),
)
_LETTER_O = re.compile(r"(?<=\d)\s*[od]\s*(?=\d{1,2}(?:[.,]\d+)?\s*')")
_PART = r"\d{1,2}(?:[.,]\d+)?"
_ANGLE = re.compile(
    r"(?P<before>[nsewbđdt]\s*)?(?P<minus>-)?(?P<degrees>\d{1,3}(?:[.,]\d+)?)\s*°"
    rf"(?:\s*(?P<minutes>{_PART})\s*(?:'|(?=[\s\"nsewbđdt;]|,\s|$))"
    rf"(?:\s*(?P<seconds>{_PART})\s*(?:\"|'|(?!\d|°|'|[.,]\d)))?)?"
    r"(?P<after>\s*[nsewbđdt](?![^\W\d_]))?",
)
_SPACED = re.compile(r"\d{1,3}(?:[.,]\d+)?")
_DEGREES_HERE = ("20", "21", "105", "106")
_SEXAGESIMAL = 60


def even_signs(text: str) -> str:
    """Write every sign of degree, minute and second in one way (° ' and the double one), lower-case."""
    text = text.casefold().translate(_SIGNS)
    for pattern, sign in _WORDS:
        text = pattern.sub(sign, text)
    return _LETTER_O.sub("°", text)


def angles(text: str) -> list[float] | None:
    """Read all angles of a text with degree signs, in degrees; None when digits are left or a part is out of range."""
    matches = list(_ANGLE.finditer(text))
    if not matches or re.search(r"\d", _ANGLE.sub("", text)):
        return None
    values = [_of_match(match) for match in matches]
    sure = [value for value in values if value is not None]
    return sure if len(sure) == len(values) else None


def _of_match(match: re.Match[str]) -> float | None:
    value = _degrees(match["degrees"], match["minutes"], match["seconds"])
    south_or_west = any((match[side] or "").strip() in ("s", "w") for side in ("before", "after"))
    return -value if value is not None and (match["minus"] or south_or_west) else value


def _degrees(degrees: str, minutes: str | None, seconds: str | None) -> float | None:
    """Add up; only the last part may have decimals, minutes and seconds stay under 60."""
    parts = [part.replace(",", ".") for part in (degrees, minutes, seconds) if part]
    values = [float(part) for part in parts]
    if any("." in part for part in parts[:-1]) or any(value >= _SEXAGESIMAL for value in values[1:]):
        return None
    return sum((value / (1, 60, 3600)[power] for power, value in enumerate(values)), start=0.0)


def spaced_angles(text: str) -> list[float] | None:
    """Read "21 01 42,5" or "21-01-42 105-51-09" (no signs); only with the degrees of Hanoi (20, 21, 105, 106)."""
    if not re.fullmatch(r"[\d\s.,;:-]+", text) or "--" in text or text.startswith("-"):
        return None
    parts = _SPACED.findall(text)
    starts = [
        index for index, part in enumerate(parts) if part in _DEGREES_HERE and (index == 0 or index * 2 == len(parts))
    ]
    length = len(parts) // len(starts) if starts else 0
    if (
        starts not in ([0], [0, length])
        or length not in (2, 3)
        or re.search(r"\d{3}", re.sub(r"\b10[56]\b|[.,]\d+", "", text))
    ):
        return None
    values = [_degrees(*_triple(parts[start : start + length])) for start in starts]
    sure = [value for value in values if value is not None]
    return sure if len(sure) == len(values) else None


def _triple(parts: list[str]) -> tuple[str, str, str | None]:
    return parts[0], parts[1], parts[2] if len(parts) > 2 else None  # noqa: PLR2004 - degrees, minutes, seconds
