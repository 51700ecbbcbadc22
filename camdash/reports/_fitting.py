"""How a table fits a sheet: kinds of columns, their widths, lines of text, and the names of sheets."""

import re
from collections.abc import Sequence

import pyarrow as pa

_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_NARROWEST, _WIDEST, _NUMBER_WIDTH = 11, 52, 13


def kind_of(of: pa.DataType, *, shared: bool) -> str:
    if shared:
        return "share"
    if pa.types.is_integer(of):
        return "number"
    if pa.types.is_floating(of):
        return "decimal"
    return "day" if pa.types.is_date(of) else "text"


def width_of(heading: str, kind: str, column: pa.ChunkedArray) -> int:
    if kind != "text":
        return max(_NUMBER_WIDTH, max(map(len, heading.split()), default=0) + 3)
    longest = max((len(text) for text in column.to_pylist() if text), default=0)
    return max(_NARROWEST, min(_WIDEST, max(longest, len(heading) // 2) + 3))


def lines_of(text: str, width: int) -> int:
    """Estimate on how many lines a text stands in a column, broken at words."""
    lines, room = 1, width - 1
    for word in text.split():
        if len(word) > room and room < width - 1:
            lines, room = lines + 1, width - 1
        room -= len(word) + 1
    return lines


def names_of(titles: Sequence[str]) -> list[str]:
    """Name the sheets by their titles as Excel allows it: 31 characters, some signs forbidden, each name once."""
    names: list[str] = []
    for title in titles:
        plain = " ".join(_NOT_IN_NAMES.sub(" ", title).split()) or "–"
        name, number = _cut(plain, _LONGEST_NAME), 1
        while name.casefold() in {known.casefold() for known in names}:
            number += 1
            name = f"{_cut(plain, _LONGEST_NAME - 4)} ({number})"
        names.append(name)
    return names


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,-–") + "…"


def link_to(name: str) -> str:
    return f"internal:'{name}'!A1"
