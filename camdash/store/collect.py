"""Importing files: read in child processes, saved one by one in order of receipt, each told only once it is on disk.

A mailbox holds what came on many days, in no order: files of containers are read first and wait on disk, so that all
files of an import are saved in the order in which they were received.
"""

import heapq
import logging
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.exc import SQLAlchemyError

from camdash.forms.registry import Campaign
from camdash.intake.kinds import HEAD, may_hold
from camdash.intake.model import Context, FileReading, Meanings
from camdash.intake.pool import Item, Passwords, ReaderPool
from camdash.store.gather import Incoming, in_order, place
from camdash.store.model import Decision, Outcome
from camdash.store.names import plain
from camdash.store.spool import Place, Spool
from camdash.store.store import Store

Watch = Callable[[Incoming], None]
"""Is told of each file as soon as it, or the first file in it, was read."""

_LOG = logging.getLogger(__name__)
_NOT_STORED = (SQLAlchemyError, OSError, ValueError, OverflowError)
"""A database or disk that does not take a file, and a value of it that no column can hold."""


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read but not saved; a member of a container has the container as `incoming`."""

    incoming: Incoming
    content: bytes
    reading: FileReading

    @property
    def received_on(self) -> date:
        """The day of this file."""
        return self.incoming.day_of(self.reading.file, self.reading.received_on)


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


@dataclass(frozen=True, slots=True)
class Means:
    """What reading may use: how many children, what was confirmed before, and passwords to try."""

    workers: int = 2
    meanings: Meanings | None = None
    passwords: Passwords = ()
    unit: str | None = None


def _unwatched(_: Incoming) -> None:
    """Tell nobody."""


def read_files(
    campaign: Campaign, items: Iterable[Incoming], means: Means | None = None, watch: Watch = _unwatched
) -> Iterator[Read]:
    """Read files in order of receipt; only a few are in memory at a time, and a bad one stops nothing."""
    means, ordered = means or Means(), in_order(items)
    held = [_holds(incoming) for incoming in ordered]
    containers = [i for i, holds in zip(ordered, held, strict=True) if holds]
    others = [i for i, holds in zip(ordered, held, strict=True) if not holds]
    pool = ReaderPool(campaign, means.workers, means.meanings, means.passwords)
    spool: Spool[Incoming] = Spool()
    with pool, spool:
        for read in _read(pool, containers, means, watch):
            spool.put(_place(read), read.incoming, read.reading, read.content)
        waiting = (Read(incoming, content, reading) for incoming, reading, content in spool.taken())
        with closing(_read(pool, others, means, watch)) as coming:
            yield from heapq.merge(coming, waiting, key=_place)


def _read(pool: ReaderPool, ordered: Sequence[Incoming], means: Means, watch: Watch) -> Generator[Read, None, None]:
    last = -1
    for number, content, reading in pool.stream(Item(i.name, i.source, Context(unit=means.unit)) for i in ordered):
        if number != last:
            last = number
            watch(ordered[number])
        yield Read(ordered[number], content, reading)


def _place(read: Read) -> Place:
    return place(read.received_on, read.reading.file)


def _holds(incoming: Incoming) -> bool:
    """Tell archives, mails and mailboxes, which are read first; one that hides it is read in its container's place."""
    if isinstance(incoming.source, bytes):
        return may_hold(incoming.name, incoming.source[:HEAD])
    try:
        with incoming.source.open("rb") as file:
            return may_hold(incoming.name, file.read(HEAD))
    except OSError:
        return False


def save_read(store: Store, campaign_code: str, read: Read, say: Say) -> Saved:
    """Save one file that was read; where the store does not take it, that is its outcome."""
    try:
        outcomes = store.save(
            campaign_code,
            read.reading,
            read.content,
            received_on=read.received_on,
            by=say.by,
            decision=say.decision,
            unit=say.unit,
        )
    except _NOT_STORED as error:
        _LOG.error("a file was not stored: %s", type(error).__name__)
        outcomes = [Outcome("unreadable", plain(read.reading.file), reason="storing_failed")]
    return Saved(read.incoming, read.reading, [_with_problem(o, read.reading) for o in outcomes])


def _with_problem(outcome: Outcome, reading: FileReading) -> Outcome:
    """Let a mail that brought no form say what it says."""
    if outcome.kind != "no_table" or outcome.problem or not reading.problems:
        return outcome
    return replace(outcome, problem=reading.problems[0])


def import_files(
    store: Store,
    campaign_code: str,
    items: Iterable[Incoming],
    say: Say | None = None,
    means: Means | None = None,
    *,
    watch: Watch = _unwatched,
) -> Iterator[Saved]:
    """Read and save files in order of receipt; each is on disk when it is yielded."""
    say = say or Say()
    means = replace(means or Means(), meanings=store.meanings(campaign_code), unit=say.unit)
    for read in read_files(store.campaign(campaign_code), items, means, watch):
        yield save_read(store, campaign_code, read, say)
