"""Files attached to mails (.eml) and to the mails of a mailbox (.mbox), with who sent them and on which day.

Headers come encoded in every way that thirty years have seen; one that cannot be decoded never costs the attachment.
"""

import email.errors
import email.header
import email.utils
import mimetypes
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from typing import IO, Any
from zoneinfo import ZoneInfo

from camdash.intake.gate import MAX_BYTES
from camdash.intake.members import MAX_DEPTH, Budget, Member, tidy
from camdash.problems import problem
from camdash.text.fold import clean
from camdash.text.secrets import mask

MAX_MAIL = MAX_BYTES * 3 // 2
"""An attachment of the largest size, as mails encode it."""
MAX_SIGNATURE_IMAGE = 150 * 2**10
"""Inline images up to this size adorn a mail; a scanned page is larger."""
MAX_TEXT = 300

_HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_YEARS = range(2000, 2100)
_SEPARATOR = re.compile(rb"From (?:\S+ .*|- .*)?\d\d:\d\d.*\d{4}")
_DAMAGES = (ValueError, LookupError, TypeError, AttributeError, RecursionError, MemoryError)
"""What the library raises over mails that are none."""
_CHUNK = 2**16
_LONGEST_SEPARATOR = 300
_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_HIDDEN_TEXT = re.compile(r"<(style|script|head)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sent a mail, the day it was sent (ISO date, of Hanoi), and its subject; what is not known is empty."""

    sender: str = ""
    received_on: str = ""
    subject: str = ""


class _Lenient(Compat32):
    """Gives headers as text: bytes beyond ASCII, which no standard allows, are decoded instead of hidden."""

    def header_fetch_parse(self, name: str, value: Any) -> str:  # noqa: ARG002 - the library's signature
        text = str(value)
        try:
            raw = text.encode("ascii", "surrogateescape")
        except UnicodeEncodeError:
            return text
        return _decoded(raw, "utf-8")


_POLICY = _Lenient()


def mail_members(content: bytes) -> Iterator[Member]:
    """Take the attachments out of one mail; a mail without any is one member with an empty name that says so."""
    try:
        yield from _mail_members(content)
    except _DAMAGES:
        yield Member("", problem=problem("damaged"))


def _mail_members(content: bytes) -> Iterator[Member]:
    message: Message = BytesParser(policy=_POLICY).parsebytes(content)
    envelope = envelope_of(message)
    found = False
    for member in _files(message, envelope, 1) if message.get_content_type() != "multipart/report" else ():
        found = True
        yield member
    if not found:
        yield without_files(envelope, _text(message), content)


def without_files(envelope: Envelope, text: str, content: bytes) -> Member:
    """Say of a mail that it brought no file, with the beginning of what it says, but for secrets."""
    said = mask(clean(f"{envelope.subject}: {text[: 10 * MAX_TEXT]}"))[0][:MAX_TEXT].strip(": ")
    why = problem("mail_without_forms", value=said or "…")
    return Member("", content, envelope.sender, envelope.received_on, envelope.subject, why)


def _files(message: Message, envelope: Envelope, depth: int) -> Iterator[Member]:
    """Walk a mail's parts; a forwarded mail that has attachments gives them its own sender and day."""
    for number, part in enumerate(_leaves(message), start=1):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and depth < MAX_DEPTH:
                for forwarded in (m for m in inner if isinstance(m, Message)):
                    yield from _files(forwarded, envelope_of(forwarded), depth + 1)
            elif inner:
                yield Member(_name(part, number), problem=problem("container_too_deep", depth=MAX_DEPTH))
        elif _is_file(part):
            content = _content(part)
            if content is not None and not _adorns(part, content):
                yield Member(_name(part, number), content, envelope.sender, envelope.received_on, envelope.subject)


def _leaves(message: Message) -> Iterator[Message]:
    """Walk down to the parts that hold something; a mail within this one is such a part."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if isinstance(inner, list) and part.get_content_maintype() == "multipart":
            waiting.extend(p for p in reversed(inner) if isinstance(p, Message))
        else:
            yield part


def _is_file(part: Message) -> bool:
    """Tell attachments from the mail's own text and from signatures over it."""
    if part.get_content_type() in _SIGNATURES or part.get_content_maintype() == "multipart":
        return False
    named = bool(_file_name(part)) or part.get_content_disposition() == "attachment"
    return named or part.get_content_maintype() not in {"text", "message"}


def _adorns(part: Message, content: bytes) -> bool:
    """Tell a logo in the text from a scanned page."""
    inline = bool(part["Content-ID"]) or part.get_content_disposition() == "inline"
    return part.get_content_maintype() == "image" and inline and len(content) <= MAX_SIGNATURE_IMAGE


def _content(part: Message) -> bytes | None:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else None


def _name(part: Message, number: int) -> str:
    """Name an attachment by its own name, else by its place in the mail and its kind."""
    named = _file_name(part).replace("/", "-").replace("\\", "-")
    return tidy(named or f"{number}{mimetypes.guess_extension(part.get_content_type()) or ''}")


def _file_name(part: Message) -> str:
    try:
        return decode_words(part.get_filename() or "")
    except (ValueError, TypeError, IndexError, LookupError):
        return ""


def _text(message: Message) -> str:
    """Give the first text of a mail, plain or stripped of its HTML."""
    for part in _leaves(message):
        if part.get_content_maintype() == "text" and not _file_name(part):
            text = _decoded(_content(part) or b"", str(part.get_param("charset", "utf-8")))
            return _HIDDEN_TEXT.sub(" ", text[: MAX_TEXT * 200]) if part.get_content_subtype() == "html" else text
    return ""


# ------------------------------------------------------------------------------------------- headers


def envelope_of(message: Message) -> Envelope:
    """Read who sent a mail and when; the sender's day where he told it, else that of the mail's way."""
    sender = next((text for h in ("From", "Sender", "Reply-To", "Return-Path") if (text := message[h])), "")
    way = (line.rpartition(";")[2] for line in message.get_all("Received", ()))
    days = (day for text in (message["Date"], *way) if text and (day := hanoi_day(text)))
    return Envelope(sender_of(sender), next(days, ""), clean(decode_words(message["Subject"] or "")))


def sender_of(header: str) -> str:
    """Write a sender as `Name <address>`, decoded.

    >>> sender_of("=?utf-8?B?UXXhuq1uIEJhIMSQw6xuaA==?= <vp.badinh@example.gov.vn>")
    'Quận Ba Đình <vp.badinh@example.gov.vn>'
    """
    name, address = email.utils.parseaddr(header.replace("\n", " ").replace("\r", " "))
    if "@" not in address:
        return clean(decode_words(header))
    name = clean(decode_words(name))
    return f"{name} <{address}>" if name else address


def hanoi_day(text: str) -> str:
    """Read the day of a mail's date as it was in Hanoi, as an ISO date; "" where it tells none or an impossible one.

    >>> hanoi_day("Sun, 31 Mar 2024 20:15:00 +0000"), hanoi_day("hôm qua")
    ('2024-04-01', '')
    """
    try:
        day = email.utils.parsedate_to_datetime(text.strip()).astimezone(_HANOI).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return ""
    return day.isoformat() if day.year in _YEARS else ""


def decode_words(text: str) -> str:
    """Decode a header's encoded words, in whatever they are encoded.

    >>> decode_words("=?utf-8?Q?M=E1=BA=ABu?= =?utf-8?Q?_1?=.xlsx")
    'Mẫu 1.xlsx'
    """
    try:
        chunks = email.header.decode_header(text)
    except (email.errors.HeaderParseError, ValueError):
        return text
    decoded = "".join(c if isinstance(c, str) else _decoded(c, charset or "ascii") for c, charset in chunks)
    return unicodedata.normalize("NFC", decoded)


def _decoded(raw: bytes, charset: str) -> str:
    for encoding in (charset, "utf-8", "cp1258"):
        try:
            return raw.decode(encoding)
        except (ValueError, LookupError):
            continue  # a charset may be named that is not known, or not even a name
    return raw.decode("latin-1")


# ------------------------------------------------------------------------------------------- mailboxes


def mailbox_members(file: IO[bytes], budget: Budget) -> Iterator[Member]:
    """Take the attachments out of the mails of a mailbox, one mail in memory at a time; mails are named by number."""
    for number, content in enumerate(_mails(file), start=1):
        if content is None:
            size = f"> {MAX_MAIL // 2**20} MB"
            yield Member(str(number), problem=problem("too_large", detail=size))
            continue
        budget.take(len(content))
        for member in mail_members(content):
            yield Member(
                f"{number}/{member.name}" if member.name else str(number),
                member.content,
                member.sender,
                member.received_on,
                member.subject,
                member.problem,
            )


def _mails(file: IO[bytes]) -> Iterator[bytes | None]:
    """Cut a mailbox at its separator lines; a mail that is too large is None."""
    mail, size, started, after_blank = bytearray(), 0, False, True
    while line := file.readline(_CHUNK):
        if after_blank and _SEPARATOR.match(line, 0, _LONGEST_SEPARATOR):
            if started:
                yield bytes(mail) if size <= MAX_MAIL else None
            mail, size, started = bytearray(), 0, True
        else:
            size += len(line)
            mail += line if size <= MAX_MAIL else b""
        after_blank = line in {b"\n", b"\r\n"}
    if started:
        yield bytes(mail) if size <= MAX_MAIL else None
