"""Files attached to a mail that Outlook saved (.msg), with who sent it and on which day."""

import email.parser
import struct
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from olefile import OleFileIO
from oxmsg.domain import constants as c
from oxmsg.domain.model import UnrecognizedCodePageError, UnsupportedEncodingError
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from camdash.intake.mail import MAX_SIGNATURE_IMAGE, Envelope, envelope_of, without_files
from camdash.intake.members import MAX_DEPTH, Member, tidy
from camdash.problems import problem
from camdash.text.fold import clean

MARK = "__properties_version1.0".encode("utf-16-le")
"""Stands in every .msg, and in no other file that begins alike unless a mail is embedded in it."""

_AT_TOP, _EMBEDDED, _IN_ATTACHMENT = 32, 24, 8  # where properties begin, which differs by what they are of
_INNER_MAIL = f"__substg1.0_{c.PID_ATTACH_DATA_BINARY:04X}000D"
_PROPERTIES = "__properties_version1.0"
_DAMAGES = (
    OSError,
    ValueError,
    struct.error,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    AssertionError,
    RecursionError,
    MemoryError,
    LookupError,
    UnrecognizedCodePageError,
    UnsupportedEncodingError,
)
"""What the libraries raise over damaged files."""


def is_mail(content: bytes) -> bool:
    """Tell a mail saved by Outlook from workbooks and documents of the same wrapping."""
    if MARK not in content:
        return False
    try:
        with OleFileIO(BytesIO(content)) as ole:
            return bool(ole.exists(_PROPERTIES))
    except _DAMAGES:
        return False


def outlook_members(content: bytes) -> Iterator[Member]:
    """Take the attachments out of a mail; one that has none is a member with an empty name that says so."""
    try:
        with OleFileIO(BytesIO(content)) as ole:
            root = Storage.from_ole(ole)
        properties = Properties(root, _AT_TOP)
        envelope = _envelope(properties)
        found = False
        for member in _files(root, envelope, 1):
            found = True
            yield member
        if not found:
            yield without_files(envelope, _text(properties, c.PID_BODY), content)
    except _DAMAGES:
        yield Member("", problem=problem("damaged"))


def _files(storage: Storage, envelope: Envelope, depth: int) -> Iterator[Member]:
    for number, place in enumerate(storage.iter_attachment_storages(), start=1):
        attachment = Properties(place, _IN_ATTACHMENT)
        inner = next((s for s in place.storages if s.name == _INNER_MAIL), None)
        if inner is not None and any(s.name == _PROPERTIES for s in inner.streams):
            if depth == MAX_DEPTH:
                yield Member(_name(attachment, number), problem=problem("container_too_deep", depth=MAX_DEPTH))
            else:
                yield from _files(inner, _envelope(Properties(inner, _EMBEDDED)), depth + 1)
            continue
        content = attachment.binary_prop_value(c.PID_ATTACH_DATA_BINARY)
        if content is not None and not _adorns(attachment, content):
            yield Member(_name(attachment, number), content, envelope.sender, envelope.received_on, envelope.subject)


def _name(attachment: Properties, number: int) -> str:
    names = (c.PID_ATTACH_LONG_FILENAME, c.PID_ATTACH_FILENAME, c.PID_DISPLAY_NAME)
    named = next((text for pid in names if (text := _text(attachment, pid))), str(number))
    return tidy(named.replace("/", "-").replace("\\", "-"))


def _adorns(attachment: Properties, content: bytes) -> bool:
    """Tell a logo in the text from a scanned page."""
    image = _text(attachment, c.PID_ATTACH_MIME_TAG).startswith("image/")
    return image and bool(_text(attachment, c.PID_ATTACH_CONTENT_ID)) and len(content) <= MAX_SIGNATURE_IMAGE


def _envelope(properties: Properties) -> Envelope:
    """Read the headers of the mail's way where Outlook kept them, else its own properties."""
    headers = email.parser.HeaderParser().parsestr(_text(properties, c.PID_TRANSPORT_MESSAGE_HEADERS))
    told = envelope_of(headers)
    address = _text(properties, c.PID_SENDER_SMTP_ADDRESS) or _text(properties, c.PID_SENDER_EMAIL_ADDRESS)
    name = _text(properties, c.PID_SENDER_NAME) or _text(properties, c.PID_SENT_REPRESENTING_NAME)
    sender = f"{name} <{address}>".strip() if "@" in address and name != address else name or address
    return Envelope(
        told.sender or clean(sender),
        _day(properties) or told.received_on,
        clean(_text(properties, c.PID_SUBJECT)) or told.subject,
    )


def _day(properties: Properties) -> str:
    for pid in (c.PID_CLIENT_SUBMIT_TIME, c.PID_MESSAGE_DELIVERY_TIME):
        moment = properties.date_prop_value(pid)
        if isinstance(moment, datetime):
            return moment.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date().isoformat()
    return ""


def _text(properties: Properties, pid: int) -> str:
    try:
        return (properties.str_prop_value(pid) or "").strip("\0 ")
    except (LookupError, UnicodeDecodeError, UnrecognizedCodePageError, UnsupportedEncodingError):
        return ""
