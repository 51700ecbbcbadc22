"""Reads files in child processes with limits of time and memory, in order, with a little look-ahead.

Containers and mails are unpacked in a child as well: Python's own libraries for them raise whatever they like over
damaged files, and an archive of a few kB can ask for hours or gigabytes. Members come back one at a time, as the
readers take them, so that neither side holds more than a few.
"""

import hashlib
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from queue import Empty, LifoQueue
from types import TracebackType
from typing import NamedTuple, Self

from camdash.forms.registry import Campaign
from camdash.intake.blocks.listing import FileTables
from camdash.intake.child import Child, FailedError, opened
from camdash.intake.gate import MAX_BYTES
from camdash.intake.kinds import HEAD, may_hold
from camdash.intake.members import Member
from camdash.intake.model import Context, FileReading, Meanings
from camdash.intake.wire import Request, pack_start
from camdash.problems import Problem, Severity, problem

Passwords = Mapping[str, str] | tuple[str, ...]


class Item(NamedTuple):
    """A file to read: its name, its bytes or where they are, and what is known of it."""

    name: str
    source: Path | bytes
    context: Context = Context()


class Result(NamedTuple):
    """A file that was read: the number of its item (of its container, for a member), the bytes to keep, the reading."""

    number: int
    content: bytes
    reading: FileReading


class _Job(NamedTuple):
    number: int
    item: Item
    member: Member | None = None


class _Packed(NamedTuple):
    """A reading as its child sent it, which takes a fifth of the memory, until its turn comes."""

    job: _Job
    content: bytes
    payload: bytes

    def result(self) -> Result:
        """Unpack it, complete it with its mail's sender and day; the bytes of a state secret end here."""
        number, item, member = self.job
        reading = opened(self.payload)
        if reading is None:
            return Result(number, self.content, _told(member or Member(item.name, self.content), _failed()))
        if member is not None:
            reading.sender, reading.received_on = member.sender or reading.sender, member.received_on
        secret = any(p.code == "classified" for p in reading.problems)
        return Result(number, b"" if secret else self.content, reading)


class ReaderPool:
    """Reads files of one campaign in `workers` children; use it as a context manager.

    `passwords` are tried on every protected file, that of its own name first where they are given by name.
    """

    def __init__(
        self,
        campaign: Campaign,
        workers: int | None = None,
        meanings: Meanings | None = None,
        passwords: Passwords = (),
    ) -> None:
        """Prepare the children; they start with their first file."""
        self.workers = workers or min(4, os.cpu_count() or 1)
        self._start = pack_start(campaign, meanings or Meanings())
        self._passwords = passwords
        self._all: list[Child] = []
        self._readers = self._children(self.workers)
        self._unpackers = self._children(0)
        self._threads = ThreadPoolExecutor(self.workers, thread_name_prefix="reader")

    def _children(self, count: int) -> LifoQueue[Child]:
        """Queue children of which the last used is taken first, so that few files start few."""
        queue: LifoQueue[Child] = LifoQueue()
        for _ in range(count):
            queue.put(self._child())
        return queue

    def _child(self) -> Child:
        child = Child(self._start)
        self._all.append(child)
        return child

    @property
    def starts(self) -> int:
        """Count how often a child was started; more than there are children where files ended some."""
        return sum(child.starts for child in self._all)

    def __enter__(self) -> Self:
        """Give the pool itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all children."""
        self._stop()
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._stop()  # whatever a thread had just begun to start

    def _stop(self) -> None:
        for child in self._all:
            child.stop()

    # ------------------------------------------------------------------------------------------ reading

    def read(self, name: str, content: bytes, context: Context | None = None) -> FileReading:
        """Read one file in a child; of a container the first of its files."""
        return next(iter(self.stream([Item(name, content, context or Context())]))).reading

    def map(
        self, items: Iterable[tuple[str, Path | bytes] | tuple[str, Path | bytes, Context]]
    ) -> Iterator[tuple[str, bytes, FileReading]]:
        """Read items and yield (name, bytes to keep, reading) in their order, one for each file of a container."""
        for _, content, reading in self.stream(Item(*item) for item in items):
            yield reading.file, content, reading

    def stream(self, items: Iterable[Item]) -> Iterator[Result]:
        """Read items in their order, the files of a container in its own; only a few are held at once."""
        yield from self._read_ahead(self._jobs(items))

    def _jobs(self, items: Iterable[Item]) -> Iterator[_Job]:
        """Take containers apart as far as their first bytes tell them."""
        for number, item in enumerate(items):
            if may_hold(item.name, _head(item.source)):
                yield from self._unpacked(number, item)
            else:
                yield _Job(number, item)

    def _read_ahead(self, jobs: Iterable[_Job]) -> Iterator[Result]:
        waiting: deque[tuple[_Job, Future[Result | _Packed | None]]] = deque()
        for job in jobs:
            waiting.append((job, self._threads.submit(self._done, job)))
            if len(waiting) > self.workers:
                yield from self._taken(*waiting.popleft())
        while waiting:
            yield from self._taken(*waiting.popleft())

    def _taken(self, job: _Job, future: Future[Result | _Packed | None]) -> Iterator[Result]:
        """Give one result; a container that only showed when it was read is taken apart now."""
        result = future.result()
        if result is None:
            yield from self._read_ahead(self._unpacked(job.number, job.item))
        else:
            yield result.result() if isinstance(result, _Packed) else result

    def _done(self, job: _Job) -> Result | _Packed | None:
        """Read one file in a child; None where it is a container."""
        number, item, member = job
        if member is not None and member.problem is not None:
            return Result(number, member.content, _told(member, member.problem))
        content = _loaded(item.source)
        if isinstance(content, Problem):
            return Result(number, b"", _told(Member(item.name), content))
        context, tried = item.context, self._tried(item.name, item.context)
        request = Request(item.name, sender=context.sender, unit=context.unit, passwords=tried)
        try:
            with _borrowed(self._readers) as child:
                answer = child.read(request, content)
        except FailedError:
            return Result(number, content, _told(member or Member(item.name, content), _failed()))
        if answer is None:
            return None
        payload, kept = answer
        return _Packed(job, kept, payload)

    def _tried(self, name: str, context: Context) -> tuple[str, ...]:
        """List the passwords to try on a file, its own before all others."""
        given = self._passwords
        own = [text for key, text in given.items() if _leads_to(key, name)] if isinstance(given, Mapping) else []
        others = given.values() if isinstance(given, Mapping) else given
        return tuple(dict.fromkeys((*context.passwords, *own, *others)))

    # ------------------------------------------------------------------------------------------ tables

    def tables(self, items: Iterable[Item]) -> Iterator[FileTables]:
        """Find where the tables of items stand, in their order; no form need be recognised."""
        for job in self._jobs(items):
            yield from self._tables(job)

    def _tables(self, job: _Job) -> Iterator[FileTables]:
        number, item, member = job
        content = member.problem if member and member.problem else _loaded(item.source)
        if isinstance(content, Problem):
            yield _without_tables(item.name, b"", content)
            return
        request = Request(item.name, passwords=self._tried(item.name, item.context), tables=True)
        try:
            with _borrowed(self._readers) as child:
                found = child.tables(request, content)
        except FailedError:
            found = _without_tables(item.name, content, problem("reading_failed"))
        if found is not None:
            yield found
            return
        for unpacked in self._unpacked(number, item):
            yield from self._tables(unpacked)

    # ------------------------------------------------------------------------------------------ unpacking

    def _unpacked(self, number: int, item: Item) -> Iterator[_Job]:
        """Unpack a container in a child of its own; where that fails, what came before stays and a problem ends it."""
        request = Request(item.name, unpack=True, passwords=self._tried(item.name, item.context))
        try:
            child = self._unpackers.get_nowait()
        except Empty:
            child = self._child()
        try:
            for member in child.unpack(request, item.source):
                context = replace(item.context, sender=member.sender or item.context.sender)
                yield _Job(number, Item(member.name, member.content, context), member)
        except (FailedError, OSError):
            failed = Member(item.name, problem=problem("reading_failed"))
            yield _Job(number, Item(item.name, b""), failed)
        finally:
            self._unpackers.put(child)


def _without_tables(name: str, content: bytes, why: Problem) -> FileTables:
    readable = why.severity is not Severity.ERROR
    return FileTables(name, hashlib.sha256(content).hexdigest() if content else "", readable, problems=[why])


@contextmanager
def _borrowed(queue: LifoQueue[Child]) -> Iterator[Child]:
    child = queue.get()
    try:
        yield child
    finally:
        queue.put(child)


def _head(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source[:HEAD]
    try:
        with source.open("rb") as file:
            return file.read(HEAD)
    except OSError:
        return b""


def _loaded(source: Path | bytes) -> bytes | Problem:
    """Give a file's bytes, or why they are not there."""
    if isinstance(source, bytes):
        return source
    try:
        size = source.stat().st_size
        return source.read_bytes() if size <= MAX_BYTES else problem("too_large", detail=f"{size // 2**20} MB")
    except OSError:
        return problem("damaged")


def _leads_to(key: str, name: str) -> bool:
    """Tell whether a password's key is a file's name or the last part of its path."""
    return name == key or name.endswith(f"/{key}")


def _told(member: Member, why: Problem) -> FileReading:
    """Give the reading of a file that was not read; what is only a warning leaves it readable."""
    readable = why.severity is not Severity.ERROR
    sha256 = hashlib.sha256(member.content).hexdigest()
    reading = FileReading(member.name, sha256, readable=readable, problems=[why])
    reading.sender, reading.received_on = member.sender, member.received_on
    return reading


def _failed() -> Problem:
    return problem("reading_failed")
