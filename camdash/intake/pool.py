"""Reads files in child processes with limits of time and memory, in order, with a little look-ahead."""

import contextlib
import hashlib
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from camdash.forms.registry import Campaign
from camdash.intake.gate import MAX_BYTES
from camdash.intake.model import FileReading
from camdash.intake.wire import pack, receive, send, unpack_reading
from camdash.problems import problem
from camdash.settings import ROOT

SECONDS = 60.0
SECONDS_PER_MB = 5.0


class _Child:
    """One reader process; it dies with its file when that file is too much for it."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.process: subprocess.Popen[bytes] | None = None

    def _started(self) -> subprocess.Popen[bytes]:
        if self.process is not None and self.process.poll() is None:
            return self.process
        self.stop()
        path = os.pathsep.join(p for p in (str(ROOT), os.environ.get("PYTHONPATH", "")) if p)
        self.process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "camdash.intake.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            cwd=ROOT,
        )
        return self.process

    def read(self, name: str, content: bytes) -> FileReading:
        """Read one file; a child that dies, hangs or answers nonsense makes the file unreadable, nothing else."""
        fresh = self.process is None or self.process.poll() is not None
        process = self._started()
        timer = threading.Timer(SECONDS + SECONDS_PER_MB * len(content) / 2**20, process.kill)
        timer.start()
        try:
            answer = self._ask(process, [pack(self.campaign)] * fresh + [name.encode(), content])
            if answer is not None:
                return unpack_reading(answer)
        except (OSError, ValueError, KeyError, TypeError):
            pass
        finally:
            timer.cancel()
        self.stop()
        return _failed(name, content)

    @staticmethod
    def _ask(process: subprocess.Popen[bytes], frames: list[bytes]) -> bytes | None:
        if not process.stdin or not process.stdout:
            return None
        for frame in frames:
            send(process.stdin, frame)
        return receive(process.stdout)

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


def _failed(name: str, content: bytes) -> FileReading:
    return FileReading(name, hashlib.sha256(content).hexdigest(), readable=False, problems=[problem("reading_failed")])


class ReaderPool:
    """Reads files of one campaign in `workers` children; use it as a context manager."""

    def __init__(self, campaign: Campaign, workers: int | None = None) -> None:
        """Prepare the children; they start with their first file."""
        self.workers = workers or min(4, os.cpu_count() or 1)
        self._children: SimpleQueue[_Child] = SimpleQueue()
        self._all = [_Child(campaign) for _ in range(self.workers)]
        for child in self._all:
            self._children.put(child)
        self._threads = ThreadPoolExecutor(self.workers, thread_name_prefix="reader")

    def __enter__(self) -> Self:
        """Give the pool itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all children."""
        for child in self._all:
            child.stop()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def read(self, name: str, content: bytes) -> FileReading:
        """Read one file in a child."""
        child = self._children.get()
        try:
            return child.read(name, content)
        finally:
            self._children.put(child)

    def map(self, items: Iterable[tuple[str, Path | bytes]]) -> Iterator[tuple[str, bytes, FileReading]]:
        """Read (name, path or bytes) items and yield (name, content, reading) in their order; few are held at once."""
        waiting: deque[tuple[str, Future[tuple[bytes, FileReading]]]] = deque()
        for name, source in items:
            waiting.append((name, self._threads.submit(self._load_and_read, name, source)))
            if len(waiting) > self.workers:
                yield _taken(waiting.popleft())
        while waiting:
            yield _taken(waiting.popleft())

    def _load_and_read(self, name: str, source: Path | bytes) -> tuple[bytes, FileReading]:
        if isinstance(source, bytes):
            return source, self.read(name, source)
        try:
            if source.stat().st_size > MAX_BYTES:
                size = f"{source.stat().st_size // 2**20} MB"
                return b"", FileReading(name, "", readable=False, problems=[problem("too_large", detail=size)])
            content = source.read_bytes()
        except OSError:
            return b"", FileReading(name, "", readable=False, problems=[problem("damaged")])
        return content, self.read(name, content)


def _taken(item: tuple[str, Future[tuple[bytes, FileReading]]]) -> tuple[str, bytes, FileReading]:
    name, future = item
    content, reading = future.result()
    return name, content, reading
