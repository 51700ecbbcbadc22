"""Marking files in a child process with limits: whatever a file holds, the parent lives and gives something back."""

import contextlib
import os
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

import orjson

from camdash.forms.fields import headings
from camdash.forms.registry import Campaign
from camdash.intake.model import FileReading
from camdash.intake.wire import pack, receive, send
from camdash.reports.annotated.annotating import Annotated, refuse_classified, summary_alone
from camdash.settings import ROOT
from camdash.words import Language, Words

SECONDS = 120.0
SECONDS_PER_MB = 10.0
_NONSENSE = (OSError, ValueError)
"""What comes of a child that died or was ended."""


class Annotator:
    """Marks files of one campaign in a child that dies with a file that is too much; use it as a context manager."""

    def __init__(self, campaign: Campaign, language: Language = "vi", seconds: float = SECONDS) -> None:
        self.campaign = campaign
        self.language: Language = language
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the child."""
        self._stop()

    def annotate(self, name: str, content: bytes, reading: FileReading) -> Annotated:
        """Mark one file, or give its sheet of findings alone where it is too much; ClassifiedError as `annotate`."""
        refuse_classified(reading)
        with self._lock:
            answer = self._asked(name, content, reading)
        if answer is not None:
            return answer
        return summary_alone(name, reading, Words(self.language), headings(self.language), self.campaign)

    def _asked(self, name: str, content: bytes, reading: FileReading) -> Annotated | None:
        process, frames = self._started()
        limit = threading.Timer(self._seconds + SECONDS_PER_MB * len(content) / 2**20, process.kill)
        limit.start()
        try:
            for frame in [*frames, name.encode(), pack(reading), content]:
                if process.stdin:
                    send(process.stdin, frame)
            named = receive(process.stdout) if process.stdout else None
            marked = receive(process.stdout) if process.stdout and named else None
            if named and marked:
                return Annotated(named.decode(), marked)
        except _NONSENSE:
            pass
        finally:
            limit.cancel()
        self._stop()
        return None

    def _started(self) -> tuple[subprocess.Popen[bytes], list[bytes]]:
        """Give the running process, and what it must still be told first."""
        if self._process is not None and self._process.poll() is None:
            return self._process, []
        self._stop()
        path = os.pathsep.join(p for p in (str(ROOT), os.environ.get("PYTHONPATH", "")) if p)
        self._process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "camdash.reports.annotated.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            cwd=ROOT,
        )
        return self._process, [orjson.dumps(self.language), pack(self.campaign)]

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream:
                with contextlib.suppress(OSError):  # what could not be sent any more is of no use
                    stream.close()


def annotate_safely(
    name: str, content: bytes, reading: FileReading, campaign: Campaign, language: Language = "vi"
) -> Annotated:
    """Mark one file in a child of its own; for several files keep one `Annotator`."""
    with Annotator(campaign, language) as annotator:
        return annotator.annotate(name, content, reading)
