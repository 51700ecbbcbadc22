"""One reader process as its parent sees it: what is asked, what is answered, and what becomes of one that fails."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from camdash.intake.blocks.listing import FileTables
from camdash.intake.members import Member
from camdash.intake.model import FileReading
from camdash.intake.wire import (
    IS_CONTAINER,
    MAX_FRAME,
    MAX_READING,
    Request,
    WireError,
    pack,
    receive,
    send,
    unpack_member,
    unpack_reading,
    unpack_tables,
)
from camdash.settings import ROOT

SECONDS = 60.0
SECONDS_PER_MB = 5.0
_NONSENSE = (OSError, ValueError, KeyError, TypeError, AttributeError)
"""What comes of a child that died, was ended, or answers something else than was asked."""


_PIPE_BYTES = 2**20
_KEPT_MEMORY = {
    "MALLOC_TRIM_THRESHOLD_": str(2**28),
    "MALLOC_MMAP_THRESHOLD_": str(2**25),
    "MALLOC_TOP_PAD_": str(2**25),
}
"""What tells the C library to keep freed memory for the next file: giving it back and getting it again took a twelfth
of the time of a large form. Other C libraries do not look at it."""


class FailedError(Exception):
    """A child died, took too long or answered nonsense over one file."""


def opened(payload: bytes) -> FileReading | None:
    """Unpack a reading; None where it is nonsense."""
    try:
        return unpack_reading(payload)
    except _NONSENSE:
        return None


class Child:
    """One reader process; it dies with its file when that file is too much for it, and the next file starts another."""

    def __init__(self, start: bytes) -> None:
        """Prepare a child that is told `start` before its first file; nothing runs yet."""
        self.starts = 0
        self._start = start
        self.process: subprocess.Popen[bytes] | None = None

    def _started(self) -> tuple[subprocess.Popen[bytes], list[bytes]]:
        """Give the running process, and what it must still be told first."""
        if self.process is not None and self.process.poll() is None:
            return self.process, []
        self.stop()
        path = os.pathsep.join(p for p in (str(ROOT), os.environ.get("PYTHONPATH", "")) if p)
        self.process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "camdash.intake.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **_KEPT_MEMORY, "PYTHONPATH": path},
            cwd=ROOT,
        )
        _widen(self.process)
        self.starts += 1
        return self.process, [self._start]

    def read(self, request: Request, content: bytes) -> tuple[bytes, bytes] | None:
        """Read one file and give the reading, still packed, and the bytes to keep with it.

        None for a container; FailedError where the child fails.
        """
        with self._asked(request, content, len(content)) as answers:
            reading, kept = answers.next(MAX_READING), answers.next()
            return None if reading == IS_CONTAINER else (reading, kept or content)

    def tables(self, request: Request, content: bytes) -> FileTables | None:
        """Find where the tables of a file stand; None for a container, FailedError where the child fails."""
        with self._asked(request, content, len(content)) as answers:
            found = answers.next(MAX_READING)
            return None if found == IS_CONTAINER else unpack_tables(found)

    def unpack(self, request: Request, source: Path | bytes) -> Iterator[Member]:
        """Unpack a container member by member; FailedError where the child fails on the way."""
        if isinstance(source, Path):
            request, content, size = _at(request, source), b"", source.stat().st_size
        else:
            content, size = source, len(source)
        with self._asked(request, content, size) as answers:
            while head := answers.next():
                yield unpack_member(head, answers.next())

    @contextlib.contextmanager
    def _asked(self, request: Request, content: bytes, size: int) -> Iterator["_Answers"]:
        """Ask, and end the process unless all of the answer was taken."""
        process, frames = self._started()
        whole = False
        try:
            with _Answers(process, SECONDS + SECONDS_PER_MB * size / 2**20) as answers:
                answers.ask([*frames, pack(request), content])
                yield answers
            whole = True
        except _NONSENSE as error:
            raise FailedError(request.name) from error
        finally:
            if not whole:
                self.stop()

    def stop(self) -> None:
        """End the process at once and let go of its pipes."""
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream:
                with contextlib.suppress(OSError):  # what could not be sent any more is of no use
                    stream.close()


def _at(request: Request, source: Path) -> Request:
    return Request(request.name, unpack=True, path=str(source.absolute()), passwords=request.passwords)


def _widen(process: subprocess.Popen[bytes]) -> None:
    """Let a pipe hold more at once where the system can: a large reading comes over in a third of the time."""
    if sys.platform == "linux" and process.stdout:
        import fcntl  # noqa: PLC0415 - other systems have no such module, or no such pipes

        with contextlib.suppress(OSError):  # a user who has many pipes may not have large ones
            fcntl.fcntl(process.stdout.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


class _Answers:
    """The frames of one answer; waiting for all of them together may take so many seconds, then the process ends."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._process, self._seconds, self._late = process, seconds, False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the process to its owner."""

    def ask(self, frames: list[bytes]) -> None:
        """Send frames; a process that does not take them in time is ended."""
        with self._in_time():
            for frame in frames:
                if self._process.stdin:
                    send(self._process.stdin, frame)

    def next(self, most: int = MAX_FRAME) -> bytes:
        """Wait for the next frame of at most so many bytes; WireError where the process ended instead."""
        with self._in_time():
            frame = receive(self._process.stdout, most) if self._process.stdout else None
        if frame is None:
            raise WireError("the child ended")
        return frame

    @contextlib.contextmanager
    def _in_time(self) -> Iterator[None]:
        began = time.monotonic()
        timer = threading.Timer(max(0.0, self._seconds), self._end)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            self._seconds -= time.monotonic() - began
        if self._late:
            raise WireError("the child took too long")

    def _end(self) -> None:
        self._late = True
        self._process.kill()
