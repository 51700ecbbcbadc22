"""Files that hold files, told by their first bytes; the name is only a hint. Light enough for the parent process."""

import re
from typing import Literal

Kind = Literal["", "zip", "tar", "gz", "mbox", "eml", "msg", "RAR", "7z", "winmail.dat", "PST"]
HEAD = 4096

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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


def may_hold(name: str, head: bytes) -> bool:
    """Tell a file that is to be unpacked without a look inside: by its head, or by a name that the head bears out."""
    if head.startswith((ZIP, OLE)):
        return name.lower().endswith((".zip", ".msg"))
    return bool(kind_of_head(name, head))
