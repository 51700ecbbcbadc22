"""What containers and mails hold: members, the limits on them, their names, and which files are left aside by name."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from camdash.problems import Problem
from camdash.text.fold import clean

MAX_CONTAINER = 500 * 2**20
MAX_TOTAL = 2 * 2**30
MAX_COUNT = 20_000
MAX_DEPTH = 3

_VIETNAMESE = re.compile(r"[A-Za-zÀ-ỹ\u0300-\u036f]")
_JUNK_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini", "__macosx", ".directory"})


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a container, or a `problem` in the place of what could not be taken out.

    `name` leads there ("a.zip/sub/b.xlsx"); `sender` ("Name <address>"), `received_on` (ISO date) and `subject` are
    those of the mail that it came in, or empty.
    """

    name: str
    content: bytes = b""
    sender: str = ""
    received_on: str = ""
    subject: str = ""
    problem: Problem | None = None


class TooMuchError(ValueError):
    """A container unpacks to more than is taken; its text says to how much."""


@dataclass(slots=True)
class Budget:
    """How much may still be unpacked from one container, all that stands in it included."""

    size: int = MAX_TOTAL
    count: int = MAX_COUNT

    def take(self, size: int) -> None:
        """Count one member of `size` bytes; TooMuchError where it is one too many."""
        self.count -= 1
        self.draw(size)

    def draw(self, size: int) -> None:
        """Count bytes that were unpacked on the way to a member."""
        self.size -= size
        if self.size < 0:
            raise TooMuchError(f"> {MAX_TOTAL // 2**30} GB")
        if self.count < 0:
            raise TooMuchError(f"> {MAX_COUNT}")


def is_junk(name: str) -> bool:
    """Tell what Office and operating systems leave beside files, by its path.

    >>> [is_junk(n) for n in ("a/~$Mau 1.xlsx", "__MACOSX/a/._Mau 1.xlsx", ".DS_Store", "a/Mau 1.xlsx")]
    [True, True, True, False]
    """
    parts = PurePosixPath(name).parts
    return any(p.casefold() in _JUNK_NAMES for p in parts) or bool(parts and parts[-1].startswith(("~$", "._")))


def tidy(name: str) -> str:
    r"""Write a member's path in one way: composed letters, forward slashes, nothing that leads up or is not printed.

    >>> tidy("..\\Bao cao\\Mau 1.xlsx")
    'Bao cao/Mau 1.xlsx'
    """
    parts = (clean(part) for part in unicodedata.normalize("NFC", name).replace("\\", "/").split("/"))
    return "/".join("".join(c for c in p if c.isprintable()) for p in parts if p not in {"", ".", ".."}) or "_"


def decoded(raw: bytes, fallback: str = "cp437") -> str:
    r"""Decode a name that does not tell its encoding: UTF-8, else Windows' Vietnamese, else `fallback`.

    >>> decoded("Mẫu số 1.xlsx".encode()), decoded(b"M\xe2\xd2u.xlsx")
    ('Mẫu số 1.xlsx', 'Mẩu.xlsx')
    """
    for encoding in ("utf-8", "cp1258"):
        try:
            text = unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or all(c.isascii() or _VIETNAMESE.match(c) for c in text):
            return text
    return raw.decode(fallback, "replace")
