"""The stamp of the blank forms this program hands out: their version, the survey and the unit they were made for."""

import re
from dataclasses import dataclass

TEMPLATE_VERSION = "2024.1"
_STAMP = re.compile(r"Mẫu camdash (\S+) – (\S+) – (\S+)")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a blank form's stamp says."""

    version: str
    campaign: str
    unit: str

    def __str__(self) -> str:
        return f"Mẫu camdash {self.version} – {self.campaign} – {self.unit}"


def read_stamp(text: str) -> Stamp | None:
    """Find the stamp in a text; None where there is none.

    >>> read_stamp("Mẫu camdash 2023.1 – HN2023 – 001")
    Stamp(version='2023.1', campaign='HN2023', unit='001')
    """
    match = _STAMP.search(text)
    return Stamp(*match.groups()) if match else None
