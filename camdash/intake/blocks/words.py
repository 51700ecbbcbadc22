"""The few words that belong to office papers as such, whatever their subject: running numbers, totals, signatures."""

import re
from functools import lru_cache

from camdash.text.fold import clean, fold

_RUNNING = frozenset(("tt", "stt", "so tt", "so thu tu", "thu tu", "no"))
_TOTAL = re.compile(r"^(?:[ivxlA-ZĐ]{1,4}[.)]\s*)?(?:tổng|cộng|total|grand total|sum)\b", re.IGNORECASE)
_TOTAL_BARE = re.compile(r"^(?:tong(?: cong| so| hop)?|cong)$")
_NO_TOTAL = re.compile(
    r"^(?:tổng (?:công ty|cục|đài|kho|giám đốc|liên đoàn|hội|lãnh sự|bí thư|đội|trạm|thể|quan)\b"
    r"|cộng (?:đồng|hòa|hoà|tác)\b)"
)
_ENDING = re.compile(
    r"^(?:noi nhan|nguoi (?:lap|bao|ky)|thu truong|lanh dao|ke toan"
    r"|(?:tm|kt|tl|tuq) (?:uy ban|ubnd|chu tich|giam doc|truong)"
    r"|.*\bngay \d* ?thang \d* ?nam\b|ky (?:ten|ghi ro)|chu tich|giam doc|truong (?:phong|ban))\b"
)
_MOTTO = re.compile(r"^(?:cong hoa xa hoi|doc lap tu do)\b")
_FIRST_OF_TOTAL = frozenset("TtCcGgSs \n")
_FIRST_OF_ENDING = frozenset("NnTtKkLlCcGg \n")
_MARK = re.compile(r"^\(?(?:\d{1,3}(?:\.\d+)*|[IVXL]{1,6}|[A-ZĐ])[.)]?\)?$")


@lru_cache(maxsize=1 << 12)
def heads_running_numbers(text: str) -> bool:
    """Whether a heading is that of the running number: "STT", "TT", "No."."""
    return fold(text) in _RUNNING or text.strip() == "#"


@lru_cache(maxsize=1 << 14)
def is_total(text: str) -> bool:
    """Whether a row's label says that the row sums up others."""
    text = clean(text).lower()
    if not text or text[0] not in "tcgsivxlabdđ":
        return False
    return bool(_TOTAL_BARE.match(fold(text)) or (_TOTAL.match(text) and not _NO_TOTAL.match(text)))


def may_be_total(label: str) -> bool:
    """Rule out by the first letters most labels that are no total; "A. Tổng cộng" may be one."""
    return label[:1] in _FIRST_OF_TOTAL or not {".", ")"}.isdisjoint(label[:5])


@lru_cache(maxsize=1 << 12)
def is_ending(text: str) -> bool:
    """Whether a text belongs to what follows a table: place and date, who signs, who receives."""
    return bool(_ENDING.match(fold(text)))


def may_be_ending(label: str) -> bool:
    """Rule out by the first letter most labels that end no table; a line of place and date is not among these."""
    return label[:1] in _FIRST_OF_ENDING


@lru_cache(maxsize=1 << 12)
def is_motto(text: str) -> bool:
    """Whether a text is the national motto of a letterhead."""
    return bool(_MOTTO.match(fold(text)))


@lru_cache(maxsize=1 << 12)
def is_mark(text: str) -> bool:
    """Whether a text only numbers something: "1", "2.1", "IV", "A."."""
    return bool(_MARK.match(text.strip()))
