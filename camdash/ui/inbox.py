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
from camdash.intake.model import FileReading
from camdash.problems import Severity
from camdash.store.collect import Read, Say, read_files, save_read
from camdash.store.gather import SPREADSHEETS, Incoming
from camdash.store.model import Outcome
from camdash.store.names import plain
from camdash.store.store import Store

_KEY = "inbox"
_JUNK = ("~$", "._")


@dataclass(frozen=True, slots=True)
class Item:
    """One file as read; `upload` is the upload it came in, which for a container is that of all its members."""

    upload: str
    read: Read

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

    def count(self, severity: Severity) -> int:
        """Count its problems of one severity."""
        return sum(problem.severity is severity for problem in self.reading.problems)


@dataclass(slots=True)
class Inbox:
    """Everything one session has uploaded; `round` grows when the uploader is emptied."""

    campaign: str
    round: int = 0
    items: list[Item] = field(default_factory=list)
    units: dict[str, str | None] = field(default_factory=dict)
    queue: list[Item] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    stored: int = 0

    def forget_uploads(self) -> None:
        """Let go of the uploaded bytes and start with an empty uploader."""
        self.items.clear()
        self.units.clear()
        self.round += 1

    def confirm(self) -> None:
        """Queue what was read for storing; a second click finds nothing more to queue."""
        if not self.queue:
            self.outcomes, self.stored = [], 0
            self.queue = list(self.items)


def inbox_of(campaign: Campaign) -> Inbox:
    """Give this session's inbox for a campaign; another campaign starts with an empty one."""
    kept = st.session_state.get(_KEY)
    if not isinstance(kept, Inbox) or kept.campaign != campaign.code:
        kept = Inbox(campaign.code)
        st.session_state[_KEY] = kept
    return kept


def wanted(uploads: Iterable[UploadedFile]) -> list[UploadedFile]:
    """Take from a folder only what can be a form, as `camdash import` does."""
    named = ((PurePosixPath(upload.name), upload) for upload in uploads)
    return [upload for path, upload in named if path.suffix.lower() in SPREADSHEETS and not path.name.startswith(_JUNK)]


def unread(inbox: Inbox, uploads: Iterable[UploadedFile]) -> list[UploadedFile]:
    """Forget what the reader took out of the uploader, and list what is not read yet."""
    present = {upload.file_id: upload for upload in uploads}
    inbox.items = [item for item in inbox.items if item.upload in present]
    known = {item.upload for item in inbox.items}
    return [upload for key, upload in present.items() if key not in known]


def read_new(inbox: Inbox, uploads: Iterable[UploadedFile], campaign: Campaign) -> Iterator[str]:
    """Read uploads, two at a time, in the order their names tell; yields each file's name when it is done."""
    incoming = [Incoming(plain(PurePosixPath(upload.name).name), upload.getvalue(), date.min) for upload in uploads]
    origins = {id(one): upload.file_id for one, upload in zip(incoming, uploads, strict=True)}
    for read in read_files(campaign, incoming):
        inbox.items.append(Item(origins[id(read.incoming)], read))
        yield read.reading.file


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
            Say(unit=inbox.units.get(item.reading.file)),
        )
        inbox.queue.pop(0)
        inbox.stored += 1
        inbox.outcomes.extend(saved.outcomes)
