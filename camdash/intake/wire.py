"""Frames between the parent and its reader children: 8-byte length, then JSON or raw bytes.

JSON rather than pickle, because what comes back was made next to a parser that has just met an unknown file.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import IO, Any

import orjson

from camdash.forms.registry import Campaign, Unit
from camdash.intake.blocks.listing import FileTables
from camdash.intake.members import Member
from camdash.intake.model import ColumnReading, FileReading, Meanings, Paper, Table
from camdash.problems import Problem, Severity

MAX_FRAME = 2**29
"""More than any file comes to; a child that claims more has gone wrong."""
MAX_READING = 2**27
"""Twice a form of 100,000 rows; what is larger would fill the parent's memory."""
IS_CONTAINER = b"container"
"""The answer to a file that is to be unpacked first."""

_LENGTH = 8


class WireError(ValueError):
    """What came over the pipe is not what was asked for."""


def send(stream: IO[bytes], payload: bytes) -> None:
    """Write one frame and flush it."""
    stream.write(len(payload).to_bytes(_LENGTH, "big"))
    stream.write(payload)
    stream.flush()


def receive(stream: IO[bytes], most: int = MAX_FRAME) -> bytes | None:
    """Read one frame; None at the end of the stream or where it breaks off, WireError where it is beyond measure."""
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    size = int.from_bytes(head, "big")
    if size > most:
        raise WireError(f"a frame of {size} bytes")
    payload = stream.read(size)
    return payload if len(payload) == size else None


@dataclass(frozen=True, slots=True)
class Request:
    """What the parent asks of a child: to read the bytes that follow, or to unpack them or the file at `path`.

    With `tables` a child only says where the tables stand.
    """

    name: str
    unpack: bool = False
    path: str = ""
    sender: str = ""
    unit: str | None = None
    passwords: tuple[str, ...] = ()
    tables: bool = False


def pack(value: Campaign | FileReading | FileTables | Request) -> bytes:
    """Write a campaign, a request or a reading as JSON."""
    return orjson.dumps(value, default=dict, option=orjson.OPT_NON_STR_KEYS)


def pack_start(campaign: Campaign, meanings: Meanings) -> bytes:
    """Write what a child is told once: the campaign, and what was confirmed of columns and units."""
    columns = [[*key, meaning] for key, meaning in meanings.columns.items()]
    return pack(campaign)[:-1] + b',"columns":' + orjson.dumps(columns) + b',"names":' + _dumped(meanings.units) + b"}"


def _dumped(mapping: Mapping[str, str]) -> bytes:
    return orjson.dumps(dict(mapping))


def unpack_start(payload: bytes) -> tuple[Campaign, Meanings]:
    """Read back what a child is told once."""
    data: dict[str, Any] = orjson.loads(payload)
    columns = {(unit, form, key): meaning for unit, form, key, meaning in data.pop("columns")}
    return _campaign(data), Meanings(columns, data["names"])


def unpack_request(payload: bytes) -> Request:
    """Read a request back."""
    data: dict[str, Any] = orjson.loads(payload)
    return Request(**{**data, "passwords": tuple(data["passwords"])})


def pack_member(member: Member) -> bytes:
    """Write a member without its bytes, which go in a frame of their own."""
    return orjson.dumps(replace(member, content=b""), default=_plain)


def _plain(value: Any) -> Any:
    return "" if isinstance(value, bytes) else dict(value)


def unpack_member(payload: bytes, content: bytes) -> Member:
    """Read a member back."""
    data: dict[str, Any] = orjson.loads(payload)
    wrong = data["problem"]
    return Member(**{**data, "content": content, "problem": _problem(wrong) if wrong else None})


def unpack_campaign(payload: bytes) -> Campaign:
    """Read a campaign back."""
    return _campaign(orjson.loads(payload))


def _campaign(data: dict[str, Any]) -> Campaign:
    units = tuple(Unit(**{**u, "aliases": tuple(u["aliases"])}) for u in data["units"])
    return Campaign(code=data["code"], name=data["name"], deadline=date.fromisoformat(data["deadline"]), units=units)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector off while very many objects come to be, none in a cycle: four times as fast."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.freeze()  # with the next line: counts the new objects as old ones, which need no look at once
            gc.unfreeze()
            gc.enable()


def unpack_reading(payload: bytes) -> FileReading:
    """Read a reading back; a payload of another shape raises ValueError, KeyError or TypeError."""
    with _uncollected():
        return _reading(orjson.loads(payload))


def unpack_tables(payload: bytes) -> FileTables:
    """Read back where the tables of a file stand."""
    data: dict[str, Any] = orjson.loads(payload)
    return FileTables(**{**data, "problems": [_problem(p) for p in data["problems"]]})


def _reading(data: dict[str, Any]) -> FileReading:
    tables = [_table(t) for t in data.pop("tables")]
    paper = data.pop("paper")
    problems = [_problem(p) for p in data.pop("problems")]
    return FileReading(**data, tables=tables, problems=problems, paper=Paper(**paper) if paper else None)


def _problem(data: dict[str, Any]) -> Problem:
    return Problem(**{**data, "severity": Severity(data["severity"])})


def _table(data: dict[str, Any]) -> Table:
    skipped = {int(row): why for row, why in data.pop("skipped_rows").items()}
    readings = [ColumnReading(**r) for r in data.pop("readings")]
    return Table(**data, skipped_rows=skipped, readings=readings)
