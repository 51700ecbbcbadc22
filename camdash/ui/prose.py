"""Other people's texts within ours: file names, headings and cells that markdown shall not read as marks."""

import re

_MARKS = re.compile(r"[\\*\[\]$~`<>:#]|(?<![^\W_])_|_(?![^\W_])")


def literal(text: str) -> str:
    r"""Escape what markdown would take for marks.

    >>> literal("khong_ten.xlsx"), literal("*a* [b]")
    ('khong_ten.xlsx', '\\*a\\* \\[b\\]')
    """
    return _MARKS.sub(lambda mark: f"\\{mark[0]}", text)
