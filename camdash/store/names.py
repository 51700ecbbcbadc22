"""What file names say about which of two files is later: “bổ sung”, “lần 2”, “(1)”, “v2”, “final”, “dự thảo”.

A name that ends in “kết quả kiểm tra” is of a workbook that went back to its unit with the findings in it.
"""

import re
import unicodedata
from typing import NamedTuple

from camdash.text.fold import fold

_ROUND = re.compile(r"\b(?:lan(?: thu)?|ver|version|v|rev|phien ban(?: thu)?) ?(\d{1,2})\b")
_ROUND_WORD = re.compile(r"\blan (?:thu )?(nhat|dau|mot|hai|ba|bon|tu|nam)\b")
_COPY = re.compile(r"\((\d{1,2})\)\s*$")
_CORRECTED = re.compile(r"\b(?:bo sung|sua|chinh sua|dieu chinh|dinh chinh|cap nhat|updated?)\b")
_CHECKED = re.compile(r"[\s_-]*(?<![^\W_])k[ếe]t[\s_-]qu[ảa][\s_-]ki[ểe]m[\s_-]tra(?![^\W_])", re.IGNORECASE)
_FINAL = re.compile(r"\b(?:final|cuoi|chinh thuc|chot)\b")
_DRAFT = re.compile(r"\b(?:draft|nhap|du thao)\b")
_ORDINALS = {"nhat": 1, "dau": 1, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5}


class Rank(NamedTuple):
    """What a name says of its place in a row of files; ranks sort, but only `compare` knows if names tell."""

    firm: int = 0
    round: int = 1
    copy: int = 0
    corrected: int = 0


def rank(name: str) -> Rank:
    """Read a file's rank from its name.

    >>> rank("Mau so 1_Huyen Soc Son (bo sung lan 2).xlsx")
    Rank(firm=0, round=2, copy=0, corrected=1)
    >>> rank("Mẫu 1 Ba Vì - bản cuối (1).xlsx")
    Rank(firm=1, round=1, copy=1, corrected=0)
    """
    stem = unicodedata.normalize("NFC", name.rsplit("/", 1)[-1]).rsplit(".", 1)[0]
    checked = bool(_CHECKED.search(stem))
    copy = _COPY.search(_CHECKED.sub("", stem))
    folded = fold(stem)
    return Rank(
        firm=bool(_FINAL.search(folded)) - bool(_DRAFT.search(folded)),
        round=_round(folded),
        copy=int(copy[1]) if copy else 0,
        corrected=bool(_CORRECTED.search(folded)) + checked,
    )


def _round(folded: str) -> int:
    if number := _ROUND.search(folded):
        return int(number[1])
    word = _ROUND_WORD.search(folded)
    return _ORDINALS[word[1]] if word else 1


def compare(first: str, second: str) -> int:
    """Tell whether the first name is of a later file (1), of an earlier one (-1), or names do not tell (0).

    >>> compare("Mau 1 Ba Vi (2).xlsx", "Mau 1 Ba Vi (1).xlsx")
    1
    >>> compare("Mau 1 Ba Vi bo sung.xlsx", "Mau 1 Ba Vi lan 2.xlsx")
    0
    """
    one, two = rank(first), rank(second)
    if one.firm != two.firm:
        return _by_firmness(one, two)
    signs = {(a > b) - (a < b) for a, b in zip(one[1:], two[1:], strict=True)} - {0}
    return signs.pop() if len(signs) == 1 else 0


def _by_firmness(one: Rank, two: Rank) -> int:
    """Put a final file last, unless the other one corrects something, and a draft first."""
    sign = 1 if one.firm > two.firm else -1
    firmer, softer = (one, two) if sign > 0 else (two, one)
    return 0 if softer.firm == 0 and softer.corrected > firmer.corrected else sign


def plain(text: str) -> str:
    """Give text that every database can keep: no halves of surrogate pairs (odd file names), no NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
