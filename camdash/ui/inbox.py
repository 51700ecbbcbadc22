"""What one reader has uploaded and not yet stored: the readings, the answers given, the queue, what became of it.

It lives in the session. Storing takes one file after the other off the queue, so that a second click, or a rerun in
the middle, goes on with the rest and never stores a file twice.
"""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

import streamlit as st
from streamlit.typing import UploadedFile

from camdash.forms.registry import Campaign
from camdash.intake.members import is_junk
from camdash.intake.model import FileReading, Meanings
from camdash.problems import Severity
from camdash.store.collect import Means, Read, Say, read_files, save_read
from camdash.store.gather import TAKEN, Incoming, place
from camdash.store.model import Outcome
from camdash.store.names import plain
from camdash.store.store import Store

_KEY = "inbox"
_LOCKED = frozenset({"password_protected", "password_wrong"})


@dataclass(frozen=True, slots=True)
class Item:
    """One file as read: the upload it came in (a container's members share theirs), its number, how often it was read.

    `number` names it within the session; two files may have the same name.
    """

    upload: str
    read: Read
    number: int = 0
    turn: int = 0

    @property
    def reading(self) -> FileReading:
        """What was read from the file."""
        return self.read.reading

    @property
    def needs_unit(self) -> bool:
        """Whether a table of it names no unit that the campaign knows."""
        return any(
            table.unit is None and any(record.get("unit") is None for record in table.records or [{}])
            for table in self.reading.tables
        )

    @property
    def understood(self) -> bool:
        """Whether it was read, or is a letter or report to be kept."""
        return self.reading.readable or self.reading.paper is not None

    @property
    def locked(self) -> bool:
        """Whether it waits for its password."""
        return self.has(*_LOCKED)

    @property
    def classified(self) -> bool:
        """Whether it bears the stamp of a state secret."""
        return self.has("classified")

    def has(self, *codes: str) -> bool:
        """Tell whether it has a problem of one of these kinds."""
        return any(problem.code in codes for problem in self.reading.problems)

    def count(self, severity: Severity) -> int:
        """Count its problems of one severity."""
        return sum(problem.severity is severity for problem in self.reading.problems)

    def lightened(self, *, secret: bool = False) -> "Item":
        """Let go of the upload's bytes, which only a locked member of an archive still needs, and of all of a secret's.

        `secret` says that another file of the same upload is a state secret.
        """
        keep = self.locked and not self.read.content and not secret
        source = self.read.incoming.source if keep else b""
        read = dataclasses.replace(self.read, incoming=dataclasses.replace(self.read.incoming, source=source))
        return dataclasses.replace(self, read=dataclasses.replace(read, content=b"") if self.classified else read)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a file gave when it was read."""

    records: int
    cameras: int
    errors: int

    @classmethod
    def of(cls, item: Item) -> "Figures":
        """Add up a file's tables."""
        tables = item.reading.tables
        return cls(
            sum(len(table.records) for table in tables),
            sum(table.computed_total for table in tables),
            item.count(Severity.ERROR),
        )


@dataclass(frozen=True, slots=True)
class Change:
    """What reading a file again changed."""

    file: str
    before: Figures
    after: Figures


@dataclass(slots=True)
class Inbox:
    """Everything one session has uploaded; `round` grows when the uploader is emptied.

    `kept` are uploads whose files stay though the uploader was emptied; `changes` tell of the last reading again.
    """

    campaign: str
    round: int = 0
    items: list[Item] = field(default_factory=list)
    units: dict[int, str] = field(default_factory=dict)
    queue: list[Item] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    stored: int = 0
    kept: set[str] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)
    numbered: int = 0

    def forget_uploads(self) -> None:
        """Let go of the uploaded bytes and start with an empty uploader."""
        self.items.clear()
        self.units.clear()
        self.kept.clear()
        self.changes.clear()
        self.round += 1

    def empty_uploader(self) -> None:
        """Start with an empty uploader and keep what was read."""
        self.kept |= {item.upload for item in self.items}
        self.round += 1

    def confirm(self, received_on: date) -> None:
        """Queue what was read in order of receipt; a second click finds nothing more to queue."""
        if self.queue:
            return
        self.outcomes, self.stored = [], 0
        dated = [(day_of(item, received_on), item) for item in self.items]
        self.queue = [i for _, i in sorted(dated, key=lambda pair: place(pair[0], pair[1].reading.file))]

    def next_number(self) -> int:
        """Give a number no file of this session has had."""
        self.numbered += 1
        return self.numbered


def inbox_of(campaign: Campaign) -> Inbox:
    """Give this session's inbox for a campaign; another campaign starts with an empty one."""
    kept = st.session_state.get(_KEY)
    if not isinstance(kept, Inbox) or kept.campaign != campaign.code:
        kept = Inbox(campaign.code)
        st.session_state[_KEY] = kept
    return kept


def wanted(uploads: Iterable[UploadedFile]) -> list[UploadedFile]:
    """Take from a folder only what can be a form, letter, mail or archive, as `camdash import` does."""
    return [u for u in uploads if PurePosixPath(u.name).suffix.lower() in TAKEN and not is_junk(u.name)]


def unread(inbox: Inbox, uploads: Iterable[UploadedFile]) -> list[UploadedFile]:
    """Forget what the reader took out of the uploader, and list what is not read yet."""
    present = {upload.file_id: upload for upload in uploads}
    inbox.items = [item for item in inbox.items if item.upload in present or item.upload in inbox.kept]
    known = {item.upload for item in inbox.items}
    return [upload for key, upload in present.items() if key not in known]


def read_new(
    inbox: Inbox, uploads: Iterable[UploadedFile], campaign: Campaign, meanings: Meanings | None = None
) -> Iterator[str]:
    """Read uploads, two at a time, in the order their names tell; yields each file's name when it is done.

    Of an upload in which there is a state secret no bytes are kept but those of its other files.
    """
    incoming = [Incoming(plain(PurePosixPath(upload.name).name), upload.getvalue(), date.min) for upload in uploads]
    origins = {id(one): upload.file_id for one, upload in zip(incoming, uploads, strict=True)}
    for read in read_files(campaign, incoming, Means(meanings=meanings)):
        inbox.items.append(Item(origins[id(read.incoming)], read, inbox.next_number()))
        yield read.reading.file
    secret = {item.upload for item in inbox.items if item.classified}
    inbox.items = [item.lightened(secret=item.upload in secret) for item in inbox.items]


def day_of(item: Item, received_on: date) -> date:
    """Tell the day of a file's receipt: that of its mail, else the one chosen on the page."""
    return dataclasses.replace(item.read.incoming, received_on=received_on).day_of(
        item.reading.file, item.reading.received_on
    )


def store_queue(inbox: Inbox, store: Store, received_on: date) -> Iterator[str]:
    """Store the queued files one by one; yields the name of each before it is stored."""
    while inbox.queue:
        item = inbox.queue[0]
        yield item.reading.file
        incoming = dataclasses.replace(item.read.incoming, received_on=received_on)
        saved = save_read(
            store,
            inbox.campaign,
            dataclasses.replace(item.read, incoming=incoming),
            Say(unit=inbox.units.get(item.number)),
        )
        inbox.queue.pop(0)
        inbox.stored += 1
        inbox.outcomes.extend(saved.outcomes)
