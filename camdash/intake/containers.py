"""Files that hold files: archives, mails and mailboxes are recognised by their bytes and unpacked, one within another.

This runs in a child process of the pool like all reading: the libraries below are Python's own, but a mail or an
archive made to harm can still take minutes or gigabytes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import IO, Literal

from camdash.intake import archives, mail, outlook
from camdash.intake.gate import MAX_BYTES
from camdash.intake.members import MAX_CONTAINER, MAX_DEPTH, Budget, Member, TooMuchError, is_junk
from camdash.problems import problem

Kind = Literal["", "zip", "tar", "gz", "mbox", "eml", "msg", "RAR", "7z", "winmail.dat", "PST"]
HEAD = 4096

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EMPTY_ZIP = b"PK\x05\x06"
_MAGICS: tuple[tuple[bytes, Kind], ...] = (
    (b"\x1f\x8b", "gz"),
    (_EMPTY_ZIP, "zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x78\x9f\x3e\x22", "winmail.dat"),
    (b"!BDN", "PST"),
)
_TAR_MAGIC_AT = 257
_MBOX = re.compile(rb"\s*From (?:\S+ .*|- .*)?\d\d:\d\d.*\d{4}")
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]", re.MULTILINE)
_OF_MAIL = frozenset({b"from", b"received", b"return-path", b"message-id", b"delivered-to"})
_OF_PAGES = frozenset({b"x-document-type", b"snapshot-content-location"})
_MIN_HEADERS = 3
_REFUSED = ("RAR", "7z", "winmail.dat", "PST")


def kind_of_head(name: str, head: bytes) -> Kind:
    """Tell the kind of a container from its first bytes, "" where they do not suffice (zip, msg) or it is none."""
    for magic, kind in _MAGICS:
        if head.startswith(magic):
            return kind
    if head[_TAR_MAGIC_AT : _TAR_MAGIC_AT + 5] == b"ustar":
        return "tar"
    if _MBOX.match(head):
        return "mbox"
    return "eml" if _is_mail(name, head) else ""


def _is_mail(name: str, head: bytes) -> bool:
    """Tell a mail by the headers it begins with; pages saved with their pictures begin alike and are none."""
    head = head.lstrip(b"\xef\xbb\xbf\r\n")
    first = _HEADER.match(head)
    if not first:
        return False
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    found = {match[1].lower() for match in _HEADER.finditer(block)}
    return (
        bool(found & _OF_MAIL)
        and not found & _OF_PAGES
        and (len(found) >= _MIN_HEADERS or name.lower().endswith(".eml"))
    )


def kind_of(name: str, content: bytes) -> Kind:
    """Tell the kind of a container, "" for any other file; workbooks and documents are none though they are zips."""
    head = content[:HEAD]
    if head.startswith(_ZIP):
        return "zip" if archives.is_plain_zip(BytesIO(content)) else ""
    if head.startswith(_OLE):
        return "msg" if outlook.is_mail(content) else ""
    return kind_of_head(name, head)


def may_hold(name: str, head: bytes) -> bool:
    """Tell a file that is to be unpacked without a look inside: by its head, or by a name that the head bears out."""
    if head.startswith((_ZIP, _OLE)):
        return name.lower().endswith((".zip", ".msg"))
    return bool(kind_of_head(name, head))


def unpack(name: str, source: Path | bytes, passwords: Sequence[str] = ()) -> Iterator[Member]:
    """Yield the files in a container, those of containers within it included; any other file yields itself.

    What cannot be taken out is a member with a problem; nothing is raised for a bad file.
    """
    unpacking = _Unpacking(passwords, Budget())
    try:
        if isinstance(source, bytes):
            yield from unpacking.opened(Member(name, source), 0)
        elif (size := source.stat().st_size) > MAX_CONTAINER:
            yield Member(name, problem=problem("too_large", detail=f"{size // 2**20} MB"))
        else:
            with source.open("rb") as file:
                yield from unpacking.of_file(name, file)
    except TooMuchError as error:
        yield Member(name, problem=problem("too_large", detail=str(error)))
    except (OSError, MemoryError, RecursionError):
        yield Member(name, problem=problem("damaged"))


@dataclass(slots=True)
class _Unpacking:
    """One container on its way out, with the passwords to try and what may still be unpacked."""

    passwords: Sequence[str]
    budget: Budget

    def of_file(self, name: str, file: IO[bytes]) -> Iterator[Member]:
        """Unpack large archives and mailboxes without holding them whole."""
        head = file.read(HEAD)
        kind = kind_of_head(name, head)
        if head.startswith(_ZIP) and archives.is_plain_zip(file):
            kind = "zip"
        file.seek(0)
        if kind in {"zip", "tar", "gz", "mbox"}:
            yield from self._held(Member(name), kind, file, 1)
        else:
            yield from self.opened(Member(name, file.read(mail.MAX_MAIL + 1)), 0)

    def opened(self, member: Member, depth: int) -> Iterator[Member]:
        """Yield a member as it is, or what it holds where it is a container; `depth` counts those around it."""
        kind = "" if member.problem else kind_of(member.name, member.content)
        if kind in _REFUSED:
            yield replace(member, problem=problem("unsupported", kind=kind))
        elif not kind:
            yield _fitting(member)
        elif depth == MAX_DEPTH:
            yield replace(member, problem=problem("container_too_deep", depth=MAX_DEPTH))
        else:
            yield from self._held(member, kind, BytesIO(member.content), depth + 1)

    def _held(self, outer: Member, kind: Kind, file: IO[bytes], depth: int) -> Iterator[Member]:
        """Yield what a container holds under names that lead through it; what a mail holds came with that mail."""
        empty = True
        for member in self._members(outer.name, kind, file):
            if is_junk(member.name):
                continue
            empty = False
            inner = replace(
                member,
                name=f"{outer.name}/{member.name}" if member.name else outer.name,
                sender=member.sender or outer.sender,
                received_on=member.received_on or outer.received_on,
                subject=member.subject or outer.subject,
            )
            yield from self.opened(inner, depth)
        if empty:
            yield replace(outer, content=b"", problem=problem("container_empty"))

    def _members(self, name: str, kind: Kind, file: IO[bytes]) -> Iterator[Member]:
        match kind:
            case "zip":
                return archives.zip_members(file, self.passwords, self.budget)
            case "tar":
                return archives.tar_members(file, self.budget)
            case "gz":
                return _gunzipped(name, file)
            case "mbox":
                return mail.mailbox_members(file, self.budget)
            case "msg":
                return outlook.outlook_members(file.read())
            case _:
                return mail.mail_members(file.read())


def _fitting(member: Member) -> Member:
    size = len(member.content)
    if size <= MAX_BYTES:
        return member
    return replace(member, content=b"", problem=problem("too_large", detail=f"{size // 2**20} MB"))


def _gunzipped(name: str, file: IO[bytes]) -> Iterator[Member]:
    """Yield what a .gz holds: a tar's or a mailbox's members as they stream past, else the one file."""
    budget = Budget()
    stream = archives.gunzipped(file, Budget())  # what is unpacked on the way counts by itself
    inner = re.sub(r"\.gz$", "", name.rpartition("/")[2], flags=re.IGNORECASE)
    try:
        kind = kind_of_head(inner, stream.peek(HEAD)[:HEAD])
        if kind == "tar":
            yield from archives.tar_members(stream, budget)
        elif kind == "mbox":
            yield from mail.mailbox_members(stream, budget)
        else:
            yield Member(inner, stream.read(MAX_BYTES + 1))
    except TooMuchError:
        raise
    except archives.DAMAGES:
        yield Member("", problem=problem("damaged"))
