"""Archives, mails and mailboxes written by hand, for tests that take them apart."""

import gzip
import io
import struct
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from email.message import EmailMessage

from msoffcrypto.format.ooxml import OOXMLFile

Files = Mapping[str, bytes]

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def zipped(files: Files, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack files into a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)  # without the hour, so that the same files give the same bytes
            info.compress_type = method
            archive.writestr(info, content)
    return out.getvalue()


def tarred(files: Files, *, compressed: bool = True) -> bytes:
    """Pack files into a tar, compressed unless said otherwise."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return gzipped(out.getvalue()) if compressed else out.getvalue()


def gzipped(content: bytes) -> bytes:
    """Compress bytes as .gz."""
    return gzip.compress(content, mtime=0)


def mail(
    files: Files | None = None,
    *,
    sender: str = "Quận Ba Đình <vp@badinh.example>",
    date: str = "Tue, 12 Mar 2024 08:15:00 +0700",
    text: str = "Kính gửi Phòng PC06.",
    subject: str = "Báo cáo camera",
    forwarded: Iterable[bytes] = (),
) -> bytes:
    """Write a mail with attachments, and with other mails attached to it."""
    message = EmailMessage()
    message["From"], message["To"], message["Date"], message["Subject"] = sender, "PC06 <a@b.example>", date, subject
    message["Message-ID"] = "<1@example>"
    message.set_content(text)
    for name, content in (files or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    for inner in forwarded:
        message.add_attachment(_parsed(inner))
    if message.is_multipart():
        message.set_boundary(f"=={len(message.as_bytes())}")  # not by chance, and another than that of any mail within
    return message.as_bytes()


def _parsed(content: bytes) -> EmailMessage:
    from email import message_from_bytes  # noqa: PLC0415 - only here
    from email.policy import default  # noqa: PLC0415

    parsed = message_from_bytes(content, policy=default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def mailbox(*mails: bytes) -> bytes:
    """Write a mailbox of mails."""
    return b"".join(b"From office Tue Mar 12 08:15:00 2024\n" + m.rstrip(b"\n") + b"\n\n" for m in mails)


# ------------------------------------------------------------------------------------ mails saved by Outlook

Tree = Mapping[str, "bytes | Tree"]


def outlook_mail(files: Files, *, sender: str = "Quận Ba Đình", address: str = "vp@badinh.example") -> bytes:
    """Write a .msg with attachments, sent on 12 March 2024 at 08:15 Hanoi time."""
    sent = (133_546_797 * 10**3) * 10**6  # in 100 ns since 1601
    top = {0x0C1A: sender, 0x5D01: address, 0x0037: "Báo cáo camera", 0x1000: "Kính gửi"}
    tree: dict[str, bytes | Tree] = {**_strings(top)}
    times = struct.pack("<HHIQ", 0x0040, 0x0039, 6, sent)
    tree["__properties_version1.0"] = bytes(32) + times + _entries(top)
    for number, (name, content) in enumerate(files.items()):
        told = {0x3707: name}
        data = struct.pack("<HHIQ", 0x0102, 0x3701, 6, len(content))
        tree[f"__attach_version1.0_#{number:08X}"] = {
            **_strings(told),
            "__substg1.0_37010102": content,
            "__properties_version1.0": bytes(8) + _entries(told) + data,
        }
    return compound(tree)


def _strings(told: Mapping[int, str]) -> dict[str, bytes]:
    return {f"__substg1.0_{pid:04X}001F": text.encode("utf-16-le") for pid, text in told.items()}


def _entries(told: Mapping[int, str]) -> bytes:
    return b"".join(struct.pack("<HHIQ", 0x001F, pid, 6, 2 * len(text) + 2) for pid, text in told.items())


def compound(tree: Tree) -> bytes:
    """Write a compound file, as old Office files and Outlook's mails are, of streams and storages."""
    entries: list[list[object]] = [["Root Entry", 5, _FREE, _FREE, 0, 0]]  # name, type, right, child, start, size
    streams: list[tuple[int, bytes]] = []
    _add(tree, 0, entries, streams)
    small = [(at, data) for at, data in streams if len(data) < _CUTOFF]
    mini, mini_fat = b"", list[int]()
    for at, data in small:
        entries[at][4] = len(mini_fat) if data else _END
        count = -(-len(data) // _MINI)
        mini_fat += _chain(len(mini_fat), count)
        mini += data.ljust(count * _MINI, b"\0")
    body, fat = b"", list[int]()

    def put(data: bytes) -> int:
        nonlocal body
        start, count = len(fat), -(-len(data) // _SECTOR)
        fat.extend(_chain(start, count))
        body += data.ljust(count * _SECTOR, b"\0")
        return start if count else _END

    for at, data in streams:
        if len(data) >= _CUTOFF:
            entries[at][4] = put(data)
    entries[0][4:] = [put(mini), len(mini)]
    mini_at = put(b"".join(struct.pack("<I", n) for n in mini_fat).ljust(-(-len(mini_fat) // 128) * 512, b"\xff"))
    folder_at = put(b"".join(_entry(e) for e in entries))
    sectors = 1
    while sectors * 128 < len(fat) + sectors:
        sectors += 1
    first = len(fat)
    fat += [_FAT] * sectors
    table = b"".join(struct.pack("<I", n) for n in fat).ljust(sectors * _SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, sectors, folder_at, 0, _CUTOFF, mini_at, -(-len(mini_fat) // 128), _END, 0)
    places = [first + n if n < sectors else _FREE for n in range(109)]
    return head + struct.pack("<109I", *places) + body + table


def _chain(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), _END] if count else []


def _add(tree: Tree, parent: int, entries: list[list[object]], streams: list[tuple[int, bytes]]) -> None:
    """List a storage's entries, each one's right neighbour being the next in the order of the format."""
    before = None
    for name, what in sorted(tree.items(), key=lambda pair: (len(pair[0]), pair[0].upper())):
        at = len(entries)
        is_stream = isinstance(what, bytes)
        entries.append([name, 2 if is_stream else 1, _FREE, _FREE, 0, len(what) if is_stream else 0])
        entries[parent if before is None else before][3 if before is None else 2] = at
        before = at
        if isinstance(what, bytes):
            streams.append((at, what))
        else:
            _add(what, at, entries, streams)


def _entry(entry: list[object]) -> bytes:
    name, kind, right, child, start, size = entry
    raw = str(name).encode("utf-16-le") + b"\0\0"
    head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, _FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def protected(workbook: bytes, password: str) -> bytes:
    """Put a workbook under a password, as Excel does."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook)).encrypt(password, out)
    return out.getvalue()
