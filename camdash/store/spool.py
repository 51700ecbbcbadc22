"""A folder of the system's own where files of containers wait, read, for those received before them."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

from camdash.intake.model import FileReading
from camdash.intake.wire import pack, unpack_reading
from camdash.store.names import Rank

T = TypeVar("T")
Place = tuple[date, Rank, str]
"""Where a file stands in the order of receipt."""


class Spool(Generic[T]):
    """Keeps readings and their bytes on disk, each with a tag, and gives them back in the order of their places."""

    def __init__(self) -> None:
        self._kept: list[tuple[Place, int, T]] = []
        self._open = ExitStack()
        self._folder: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Delete what is kept."""
        self._open.close()

    def put(self, place: Place, tag: T, reading: FileReading, content: bytes) -> None:
        """Keep one file."""
        if self._folder is None:
            self._folder = Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="camdash-")))
        number = len(self._kept)
        (self._folder / f"{number}.json").write_bytes(pack(reading))
        (self._folder / f"{number}.bin").write_bytes(content)
        self._kept.append((place, number, tag))

    def taken(self) -> Iterator[tuple[T, FileReading, bytes]]:
        """Give back each file in order; it is gone from the disk then."""
        for _, number, tag in sorted(self._kept, key=lambda kept: kept[:2]):
            if self._folder is not None:
                reading, content = (self._folder / f"{number}{kind}" for kind in (".json", ".bin"))
                yield tag, unpack_reading(reading.read_bytes()), content.read_bytes()
                reading.unlink()
                content.unlink()
