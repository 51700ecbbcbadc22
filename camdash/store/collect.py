"""Importing files: read in child processes, saved one by one in order of receipt, each told only once it is on disk."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from camdash.forms.registry import Campaign
from camdash.intake.model import FileReading
from camdash.intake.pool import ReaderPool
from camdash.store.gather import Incoming, in_order
from camdash.store.model import Decision, Outcome
from camdash.store.store import Store


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read but not saved; a member of a container has the container as `incoming`."""

    incoming: Incoming
    content: bytes
    reading: FileReading


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that was saved, and what became of it."""

    incoming: Incoming
    reading: FileReading
    outcomes: list[Outcome]


@dataclass(frozen=True, slots=True)
class Say:
    """What a person said of a whole import: who, whose files they are, and whether they add or replace."""

    by: str = ""
    decision: Decision | None = None
    unit: str | None = None


def read_files(campaign: Campaign, items: Iterable[Incoming], workers: int = 2) -> Iterator[Read]:
    """Read files in order of receipt; only a few are in memory at a time, and a bad one stops nothing."""
    ordered = in_order(items)
    waiting = deque(ordered)
    sources = ((i.name, i.source) for i in ordered)
    with ReaderPool(campaign, workers=workers) as pool:
        for name, content, reading in pool.map(sources):
            yield Read(_origin(waiting, name), content, reading)


def _origin(waiting: deque[Incoming], name: str) -> Incoming:
    """Find which file a reading is of: the next one, or the container that stays next until its members are through."""
    while not (waiting[0].name == name or name.startswith(waiting[0].name + "/")):
        waiting.popleft()
    return waiting.popleft() if waiting[0].name == name else waiting[0]


def save_read(store: Store, campaign_code: str, read: Read, say: Say) -> Saved:
    """Save one file that was read."""
    outcomes = store.save(
        campaign_code,
        read.reading,
        read.content,
        received_on=read.incoming.received_on,
        by=say.by,
        decision=say.decision,
        unit=say.unit,
    )
    return Saved(read.incoming, read.reading, outcomes)


def import_files(
    store: Store, campaign_code: str, items: Iterable[Incoming], say: Say | None = None, workers: int = 2
) -> Iterator[Saved]:
    """Read and save files in order of receipt; each is on disk when it is yielded."""
    for read in read_files(store.campaign(campaign_code), items, workers):
        yield save_read(store, campaign_code, read, say or Say())
