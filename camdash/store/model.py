"""What the store tells: outcomes of an arrival, versions, receipts and events."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypedDict

from camdash.intake.model import PaperKind
from camdash.problems import Problem
from camdash.store.sentences import outcome_sentence
from camdash.words import Words

Decision = Literal["replace", "add"]
Verdict = Literal["replace", "add", "accept", "return", "withdraw"]
State = Literal["current", "superseded", "held", "withdrawn"]
Review = Literal["", "accepted", "returned"]
Kind = Literal[
    "stored",
    "new_version",
    "older_version",
    "same_file",
    "held",
    "nil_return",
    "unreadable",
    "no_table",
    "paper",
    "accepted",
    "returned",
    "withdrawn",
]


class StoreError(Exception):
    """The store cannot do what was asked: there is no such campaign, version, unit or file."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one form of one file; `reason` is a code of camdash.store.sentences, or empty.

    `version_id` is None where no version was stored, `paper_id` tells of a paper; `since` and `same_as` are when and
    under which name the same file had been received before; `problem` is why a file was refused. The last three kinds
    are of decisions.
    """

    kind: Kind
    file: str
    unit: str | None = None
    form: str | None = None
    version_id: int | None = None
    positions: int = 0
    cameras: int = 0
    errors: int = 0
    warnings: int = 0
    reason: str = ""
    unit_name: str = ""
    since: date | None = None
    same_as: str = ""
    problem: Problem | None = None
    paper_id: int | None = None

    @property
    def readable(self) -> bool:
        """Whether the file could be read at all."""
        return self.kind != "unreadable"

    def message(self, words: Words) -> str:
        """Say in one sentence what became of the file and, where it is a question, what to do."""
        params = {
            "file": self.file,
            "unit": self.unit_name or words.t("unit not recognised"),
            "positions": words.number(self.positions),
            "cameras": words.number(self.cameras),
            "date": words.date(self.since),
            "same_as": self.same_as,
        }
        sentence = outcome_sentence(words, self.kind, self.reason, self.form, params)
        return f"{sentence} {self.problem.message(words)}" if self.problem else sentence


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """One version of one part, without its records; `unit` is None while the unit is not resolved.

    `part` and `number` are None while it is held; `review` tells whether a person accepted it or sent it back.
    """

    id: int
    campaign: str
    unit: str | None
    form: str
    issuer: str
    part: int | None
    number: int | None
    state: State
    reason: str
    review: Review
    nil: bool
    file: str
    sha256: str
    receipt: int
    received_on: date
    stored_at: datetime
    by: str
    positions: int
    excluded_positions: int
    cameras: int
    errors: int
    warnings: int
    stated_total: int | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """One arrival of one file, refused and repeated ones included.

    `kind` is read, paper, same_file, unreadable or no_table; only the bytes of readable files are kept. `sender` is
    that of the mail it came in, or None.
    """

    id: int
    campaign: str
    file: str
    sha256: str
    size: int
    kind: str
    received_on: date
    arrived_at: datetime
    by: str
    sender: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One change of a pointer: who moved which version from where to where, and which version caused it."""

    id: int
    campaign: str
    version: int | None
    action: str
    before: str
    after: str
    cause: int | None
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """What a person said a heading means in a form, of one unit or of EVERY_UNIT."""

    unit: str
    form: str
    heading_key: str
    heading: str
    target: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class UnitMeaning:
    """Whose files a text stands for, as a person said."""

    text_key: str
    text: str
    unit: str
    by: str
    at: datetime


PaperState = Literal["kept", "withdrawn"]


class PaperFields(TypedDict, total=False):
    """What a person may say of a paper; a field left out stays as it was."""

    unit: str | None
    kind: PaperKind
    number: str
    sign: str
    issued_on: date | None
    signer: str
    signed: bool
    note: str


@dataclass(frozen=True, slots=True)
class PaperInfo:
    """A letter, report or scan that came beside the forms; `unit` is None until it is known whose it is.

    `signed` tells that it bears a signature: assumed of what is not a text document, corrected by the coordinator.
    `receipt` is its arrival, `sender` that of the mail it came in.
    """

    id: int
    campaign: str
    receipt: int
    sha256: str
    file: str
    unit: str | None
    kind: PaperKind
    number: str
    sign: str
    issued_on: date | None
    signer: str
    signed: bool
    note: str
    state: PaperState
    received_on: date
    stored_at: datetime
    by: str
    sender: str | None


@dataclass(frozen=True, slots=True)
class PaperEvent:
    """One change of what is said of a paper: which field, from what to what, when and by whom."""

    id: int
    paper: int
    field: str
    before: str
    after: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class SavedView:
    """A page with its filter under a name: `page` is its path in the URL, `query` what follows it."""

    id: int
    name: str
    page: str
    query: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ThresholdChange:
    """What an administrator let hold instead of the default thresholds, who and when."""

    values: Mapping[str, float]
    by: str
    at: datetime
