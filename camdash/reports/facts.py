"""What stands behind an exported table, said alike by every format: survey, moment, files, filter, what is left out.

A CSV cannot carry it inside without getting in the way of the program that reads it, so the names of files say it too.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from camdash.analysis.columns import FORM_TABLES
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING, counts
from camdash.analysis.labels import Labels
from camdash.analysis.snapshot import Snapshot
from camdash.text.fold import fold
from camdash.words import N_, Words

PLACED = ("form1", "form2")
"""The tables whose records stand somewhere, and can be written as points."""

NEEDED_OF_POINTS = ("lat", "lon", "sensitive", "district")
"""Columns that a frame must have to be written as points in folders."""

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "form1": N_("Existing state"),
        "form2": N_("Needs"),
        "ai_needs": N_("AI needs"),
        "progress": N_("Progress"),
        "problems": N_("Problems found"),
    }
)
_MARKS_IN_NUMBERS = re.compile(r"(?<=\d)[.,](?=\d)")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Facts:
    """What an export is of; `as_of` has its zone, `excluded_rows` are rows of the export that add no cameras yet.

    `table` is one of TABLES, or any name for what is of several; `where` is the filter as a sentence, "" for none.
    """

    table: str
    title: str
    survey: str
    as_of: datetime
    files: int
    excluded_rows: int
    where: str = ""

    def to_codes(self) -> dict[str, str | int]:
        """Give them for programs: English names, the moment in ISO 8601."""
        return {
            "title": self.title,
            "survey": self.survey,
            "as_of": self.as_of.isoformat(timespec="seconds"),
            "files": self.files,
            "excluded_rows": self.excluded_rows,
            "filter": self.where,
        }

    def sentences(self, words: Words) -> list[str]:
        """Say them in the reader's words, one line each."""
        said = [
            self.survey,
            words.t(N_("as of {moment}"), moment=words.moment(self.as_of)),
            words.n("{count} form", "{count} forms", self.files),
            words.n("{count} row not counted", "{count} rows not counted", self.excluded_rows),
        ]
        return [*said, f"{words.t(N_('Filter'))}: {self.where}"] if self.where else said


def facts_of(snapshot: Snapshot, name: str, labels: Labels, where: Filter = EVERYTHING) -> Facts:
    """Give what stands behind the table `name` filtered by `where`.

    The rows not counted are those of the filtered table; for progress and problems, which have none, those of both
    forms of the whole survey.
    """
    return Facts(
        name,
        labels.title(name),
        snapshot.campaign.name,
        snapshot.as_of,
        snapshot.files,
        excluded_rows(snapshot, (name,) if name in FORM_TABLES else FORM_TABLES, where),
        labels.sentence(where, name),
    )


def excluded_rows(snapshot: Snapshot, forms: Sequence[str], where: Filter = EVERYTHING) -> int:
    """Count the rows of `forms` that are kept but not counted; a condition narrows the forms that have its column."""
    if not set(forms) <= set(FORM_TABLES):
        return 0
    found = (counts(snapshot, form, where=where.only(form)) for form in forms)
    return sum(int(frame["excluded_positions"].iloc[0]) for frame in found)


def file_name(facts: Facts, words: Words, ending: str, by: Sequence[str] = ()) -> str:
    """Name the file of an export in plain letters: what it is, as of when, of how many forms, how much is left out.

    `by` are the headings of the columns it is cut by; the moment is that of the office. The name never says "form"
    beside a number, which would be read as that of a form when the file comes back.
    """
    moment = facts.as_of.strftime("%Y%m%d-%H%M")
    parts = [
        words.t(_NAMES[facts.table]) if facts.table in _NAMES else facts.title,
        *([words.t(N_("by {columns}"), columns=", ".join(by))] if by else []),
        words.t(N_("as of {moment}"), moment=moment),
        words.n("{count} file", "{count} files", facts.files),
        words.n("{count} row not counted", "{count} rows not counted", facts.excluded_rows),
    ]
    return f"{'_'.join(map(_slug, parts))}.{ending}"


def _slug(text: str) -> str:
    """Write a text in plain letters, digits and hyphens.

    >>> _slug("1.245 dòng chưa tính")
    '1245-dong-chua-tinh'
    """
    plain = fold(_MARKS_IN_NUMBERS.sub("", text)).encode("ascii", "ignore").decode()
    return "-".join(plain.split())[:_LONGEST_NAME].rstrip("-")
