"""Hand-made readings, so that the store is tested without reading a workbook."""

import hashlib
from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import text

from camdash.intake.model import FileReading, Issuer, Record, Table
from camdash.problems import Problem
from camdash.store import Outcome, Store
from camdash.store.engine import writing

_SERIAL = count()

OLD_RECEIPT = (
    "INSERT INTO receipts VALUES (1, '2024', 'a.xlsx', '0', 9, 'read', '2024-03-11', '2024-03-11 00:00', 'lan')"
)
"""What the first release wrote of an arrival."""


def rows(*names: str, quantity: int = 1, **fields: Any) -> list[Record]:
    """Make records, one a name."""
    return [
        {"row": row, "position_name": name, "quantity": quantity, **fields} for row, name in enumerate(names, start=9)
    ]


class Made(NamedTuple):
    """A reading and the bytes it stands for."""

    reading: FileReading
    content: bytes


def made(
    records: Sequence[Record] = (),
    *,
    unit: str | None = "271",
    form: str = "form1",
    issuer: Issuer = "committee",
    file: str = "Mau 1 Ba Vi.xlsx",
    problems: Sequence[Problem] = (),
    nil: bool = False,
    content: bytes = b"",
) -> Made:
    """Make a one-table reading; every call stands for other bytes unless `content` is given."""
    content = content or f"{file} {next(_SERIAL)}".encode()
    table = Table(form=form, sheet="Sheet1", unit=unit, issuer=issuer, header_rows=[8], records=list(records), nil=nil)
    sha256 = hashlib.sha256(content).hexdigest()
    return Made(FileReading(file, sha256, nil_return=nil, tables=[table], problems=list(problems)), content)


def save(store: Store, what: Made, day: int = 11, **options: Any) -> Outcome:
    """Save a reading as received on a day of March 2024; give its only outcome."""
    (outcome,) = store.save("2024", what.reading, what.content, received_on=date(2024, 3, day), **options)
    return outcome


def current(store: Store) -> list[tuple[str | None, str, int | None, int | None, int]]:
    """List what counts: unit, form, part, number, cameras."""
    return sorted((v.unit, v.form, v.part, v.number, v.cameras) for v in store.versions("2024") if v.state == "current")


def execute(store: Store, *statements: str) -> None:
    """Run statements in one transaction."""
    with writing(store.engine) as connection:
        for statement in statements:
            connection.execute(text(statement))
