"""Versions in the database: writing them, reading them, and moving their pointers with an event for each move."""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from camdash.forms.registry import Campaign
from camdash.problems import Problem, Severity
from camdash.store import schema
from camdash.store.model import Event, StoreError, VersionInfo
from camdash.store.names import plain
from camdash.store.parquet import from_parquet, identities, identity_columns
from camdash.store.parts import Sheaf
from camdash.store.submissions import Submission

_INFO = tuple(schema.versions.c[f.name] for f in dataclasses.fields(VersionInfo))


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one change is made: the open transaction, the campaign, who makes it and when."""

    connection: Connection
    campaign: Campaign
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """The arrival a version comes from."""

    receipt: int
    sha256: str
    file: str
    received_on: date


@dataclass(frozen=True, slots=True)
class Filing:
    """What is to be written as one version: a submission, its records as Parquet, and where they come from."""

    submission: Submission
    records: bytes
    origin: Origin


@dataclass(frozen=True, slots=True)
class Pointer:
    """What may change about a version: its state and why, and its place among the unit's parts."""

    state: str
    reason: str = ""
    part: int | None = None
    number: int | None = None


# ---------------------------------------------------------------------------------------------------- reading


def infos(connection: Connection, *where: ColumnElement[bool]) -> list[VersionInfo]:
    """List versions in the order in which they were stored."""
    rows = connection.execute(select(*_INFO).where(*where).order_by(schema.versions.c.id)).mappings()
    return [VersionInfo(**row) for row in rows]


def info(connection: Connection, version: int) -> VersionInfo:
    """Find one version; an unknown one raises StoreError."""
    found = infos(connection, schema.versions.c.id == version)
    if not found:
        message = f"no version {version}"
        raise StoreError(message)
    return found[0]


def parquet(connection: Connection, version: int) -> bytes:
    """Give a version's records as they were stored; an unknown one raises StoreError."""
    table = schema.version_records
    found: bytes | None = connection.scalar(select(table.c.parquet).where(table.c.version == version))
    if found is None:
        message = f"no version {version}"
        raise StoreError(message)
    return found


def standing(connection: Connection, campaign: str, unit: str | None, form: str) -> list[VersionInfo]:
    """List the versions that count for one unit and form."""
    table = schema.versions
    return infos(
        connection,
        table.c.campaign == campaign,
        table.c.unit == unit,
        table.c.form == form,
        table.c.state == "current",
    )


def sheaf(connection: Connection, version: VersionInfo) -> Sheaf:
    """Give a stored version as the rows that parts are told apart by."""
    table = from_parquet(version.form, parquet(connection, version.id)).select(identity_columns(version.form))
    return Sheaf(
        unit=version.unit,
        issuer=version.issuer,
        nil=version.nil,
        rows=identities(version.form, table.to_pylist()),
        received_on=version.received_on,
        file=version.file,
        version=version.id,
        returned=version.review == "returned",
    )


def problems(connection: Connection, where: ColumnElement[bool]) -> list[tuple[int | None, Problem]]:
    """List problems with the version they belong to, in the order in which they were found."""
    rows = connection.execute(select(schema.problems).where(where).order_by(schema.problems.c.id)).mappings()
    return [
        (
            row["version"],
            Problem(
                code=row["code"],
                severity=Severity(row["severity"]),
                sheet=row["sheet"],
                cell=row["cell"],
                row=row["row"],
                field=row["field"],
                value=row["value"],
                params=row["params"],
            ),
        )
        for row in rows
    ]


def last_part(connection: Connection, campaign: str, unit: str | None, form: str) -> int:
    """Give the highest part number a unit's form has had, or 0."""
    table = schema.versions
    same = (table.c.campaign == campaign, table.c.unit == unit, table.c.form == form)
    return connection.scalar(select(func.max(table.c.part)).where(*same)) or 0


def last_number(connection: Connection, like: VersionInfo) -> int:
    """Give the highest version number in the part of `like`."""
    table = schema.versions
    same = (
        table.c.campaign == like.campaign,
        table.c.unit == like.unit,
        table.c.form == like.form,
        table.c.part == like.part,
    )
    return connection.scalar(select(func.max(table.c.number)).where(*same)) or 0


# ---------------------------------------------------------------------------------------------------- writing


def write(desk: Desk, filing: Filing, pointer: Pointer, kind: str) -> int:
    """Write one version with its records and problems; give its id."""
    submission, origin = filing.submission, filing.origin
    row: dict[str, Any] = {
        **submission.key._asdict(),
        **dataclasses.asdict(origin),
        **dataclasses.asdict(pointer),
        "campaign": desk.campaign.code,
        "kind": kind,
        "review": "",
        "nil": submission.nil,
        "positions": len(submission.records),
        "excluded_positions": submission.excluded_positions,
        "cameras": submission.cameras,
        "errors": submission.count(Severity.ERROR),
        "warnings": submission.count(Severity.WARNING),
        "stated_total": submission.stated_total,
        "stored_at": desk.at,
        "by": desk.by,
    }
    version = inserted(desk.connection.execute(insert(schema.versions).values(row)).inserted_primary_key)
    tables = [place.to_json() for place in submission.tables]
    kept = {"version": version, "parquet": filing.records, "tables": tables}
    desk.connection.execute(insert(schema.version_records).values(kept))
    write_problems(desk.connection, submission.problems, origin.receipt, version)
    return version


def inserted(key: Sequence[Any] | None) -> int:
    """Give the id of a row just inserted."""
    if key is None:
        message = "the database gave no id"
        raise StoreError(message)
    return int(key[0])


def write_problems(connection: Connection, found: Iterable[Problem], receipt: int, version: int | None) -> None:
    """Write problems of a version, or of its file alone."""
    rows = [
        {
            "receipt": receipt,
            "version": version,
            "code": p.code,
            "severity": p.severity.value,
            "sheet": plain(p.sheet),
            "cell": p.cell,
            "row": p.row,
            "field": p.field,
            "value": plain(p.value),
            "params": dict(p.params),
        }
        for p in found
    ]
    if rows:
        connection.execute(insert(schema.problems), rows)


def point(desk: Desk, version: VersionInfo, pointer: Pointer) -> None:
    """Point a version elsewhere; the caller notes why."""
    table = schema.versions
    desk.connection.execute(update(table).where(table.c.id == version.id).values(dataclasses.asdict(pointer)))


def review(desk: Desk, version: VersionInfo, verdict: str, action: str) -> None:
    """Mark a version as accepted or sent back."""
    table = schema.versions
    desk.connection.execute(update(table).where(table.c.id == version.id).values(review=verdict))
    note(desk, version, action, verdict)


def note(desk: Desk, version: VersionInfo, action: str, after: str, cause: int | None = None) -> None:
    """Write an event."""
    before = version.review if action in {"accept", "return"} else version.state
    desk.connection.execute(
        insert(schema.events).values(
            campaign=desk.campaign.code,
            version=version.id,
            action=action,
            before=before,
            after=after,
            cause=cause,
            at=desk.at,
            by=desk.by,
        )
    )


def events(connection: Connection, campaign: str) -> list[Event]:
    """List the events of a campaign, oldest first."""
    table = schema.events
    rows = connection.execute(select(table).where(table.c.campaign == campaign).order_by(table.c.id)).mappings()
    return [Event(**row) for row in rows]
