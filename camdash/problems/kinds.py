"""How grave a finding is, and what makes a kind of finding."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """`error` keeps the row out of the sums, `warning` lets it count, `info` says what was repaired or assumed."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: how grave it is and the sentence (msgid) that tells a clerk of it."""

    severity: Severity
    sentence: str
