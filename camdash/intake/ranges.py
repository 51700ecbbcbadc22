"""Rows that stand for a range of cameras, "Cam 01 – Cam 16": how many that names."""

import re

_RANGE = re.compile(
    r"^\W*(?:từ\s+)?(?P<name>(?:camera|cam|mắt|c|[a-zđ]{1,4}[-_.]?)\s*(?:số)?\s*)(?P<low>\d{1,4})\s*"
    r"(?:-|–|—|÷|\.{2,3}|->|→|~|đến|tới|to)\s*(?P<again>[a-zđ]*[-_.]?\s*(?:số)?\s*)(?P<high>\d{1,4})\W*$",
    re.IGNORECASE,
)
_TWO_NUMBERS = re.compile(r"\d\s*(?:[-–—÷~→]|->|\.\.|đến|tới|to)[^\d|]{0,12}\d")
_CAMERA = ("camera", "cam", "mắt")
_MOST = 500


def cameras_in_range(text: str, *, is_code: bool = False) -> int | None:
    """Count the cameras that a range of names stands for; None where the text is no such range.

    Outside a column of camera codes only ranges that speak of cameras count, as streets and kilometres have ranges too.

    >>> (
    ...     cameras_in_range("Cam 01 – Cam 16"),
    ...     cameras_in_range("Km 12 - Km 15"),
    ...     cameras_in_range("BD01-BD04", is_code=True),
    ... )
    (16, None, 4)
    """
    match = _RANGE.match(text) if may_hold_range(text) else None
    if not match:
        return None
    name, again = (re.sub(r"[\W_]|số", "", match[g].casefold()) for g in ("name", "again"))
    if again and again != name:
        return None
    if name not in _CAMERA and not (is_code and again and len(match["low"]) == len(match["high"])):
        return None  # "LADA001-03" is a code with two numbers, not a range
    count = int(match["high"]) - int(match["low"]) + 1
    return count if 1 < count <= _MOST else None


def may_hold_range(text: str) -> bool:
    """Whether two numbers with a sign of a range between them stand in a text, which may be many joined by a bar."""
    return bool(_TWO_NUMBERS.search(text))
