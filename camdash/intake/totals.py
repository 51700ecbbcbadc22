"""Which words state a total, with accents or without."""

import re
from collections.abc import Sequence
from functools import lru_cache

from camdash.forms.headings import heading_book
from camdash.text.fold import accent_key, fold

_LONGEST = 50
_LEADS = ("tổng cộng", "tổng số", "tổng", "cộng")
_NUMERAL_LEAD = re.compile(r"^\s*(?:[IVXL]{1,6}|[A-ZĐ])\s*[.)\-–:]\s+(?=\S)")
_OPENS_COUNT = frozenset("(0123456789")


def without_numeral(words: str) -> str:
    """Strip the Roman numeral or letter that a section or a total begins with."""
    return _NUMERAL_LEAD.sub("", words)


def begins_with_numeral(words: str) -> bool:
    """Whether words begin with a Roman numeral or letter and go on after it."""
    return bool(_NUMERAL_LEAD.match(words))


@lru_cache(maxsize=1 << 14)
def is_total(words: str) -> bool:
    """Whether a row's leading words state a total: "Tổng cộng", "Cộng (I)", "TỔNG SỐ PHƯỜNG …"; not "Tổng công ty"."""
    if len(words) > _LONGEST:
        return False
    key = accent_key(without_numeral(words)).rstrip(" .:;*")
    book = heading_book().rows
    if key.isascii():  # written without accents: "cong" may be a gate, so only what follows a total tells
        return _leads_total(key, frozenset(map(fold, book.total)), [*map(fold, _LEADS[:-1])], book.total_next_plain)
    return _leads_total(key, book.total, _LEADS, book.total_next)


def _leads_total(key: str, whole: frozenset[str], leads: Sequence[str], following: frozenset[str]) -> bool:
    if key in whole:
        return True
    for lead in leads:
        if key.startswith((f"{lead} ", f"{lead}(", f"{lead}:")):
            tail = key[len(lead) :].lstrip(" :")
            return tail[:1] in _OPENS_COUNT or tail.split()[0] in following
    return False
