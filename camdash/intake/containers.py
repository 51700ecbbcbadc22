"""Files that hold files: archives, mails and mailboxes are recognised by their bytes and unpacked, one within another.

This runs in a child process of the pool like all reading: the libraries below are Python's own, but a mail or an
archive made to harm can still take minutes or gigabytes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import IO

from camdash.intake import archives, mail, outlook
from camdash.intake.gate import MAX_BYTES
from camdash.intake.kinds import HEAD, OLE, ZIP, Kind, kind_of_head
from camdash.intake.members import MAX_CONTAINER, MAX_DEPTH, Budget, Member, TooMuchError, is_junk
from camdash.problems import problem

_REFUSED = ("RAR", "7z", "winmail.dat", "PST")


def kind_of(name: str, content: bytes) -> Kind:
    """Tell the kind of a container, "" for any other file; workbooks and documents are none though they are zips."""
    head = content[:HEAD]
    if head.startswith(ZIP):
        return "zip" if archives.is_plain_zip(BytesIO(content)) else ""
    if head.startswith(OLE):
        return "msg" if outlook.is_mail(content) else ""
    return kind_of_head(name, head)


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
        if head.startswith(ZIP) and archives.is_plain_zip(file):
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
