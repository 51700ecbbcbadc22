"""From a record back to where it stands: file, version, sheet, row and cells, with what was found wrong there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from camdash.forms.fields import fields_of
from camdash.problems import Problem
from camdash.store import Store, StoreError, VersionInfo
from camdash.store.places import TablePlace, table_of

_RECORD_ID = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Told:
    """One field of a record as it was read, and its cell or cells ("F12", "H12, I12"; "" where they are not known)."""

    name: str
    value: Any
    cell: str


@dataclass(frozen=True, slots=True)
class Traced:
    """A record and its origin; `record` is its place among its version's records, from 0."""

    version: VersionInfo
    record: int
    sheet: str
    row: int
    fields: tuple[Told, ...]
    findings: tuple[Problem, ...]
    earlier: tuple[VersionInfo, ...]


def find(store: Store, record_id: str) -> Traced | None:
    """Trace a record, named `version.record`; None where there is none of that name, as in an old link."""
    named = _RECORD_ID.fullmatch(record_id)
    if named is None:
        return None
    version_id, record = int(named[1]), int(named[2])
    try:
        version, records = store.version(version_id), store.records(version_id)
    except StoreError:
        return None
    if record >= len(records):
        return None
    row = records.slice(record, 1).to_pylist()[0]
    findings = [p for _, p in store.problems([version.id]) if p.sheet == row["sheet"] and p.row == row["row"]]
    earlier = [v for v in store.versions(version.campaign) if _same_part(v, version) and _before(v, version)]
    told = tuple(_told(version.form, row, table_of(store.table_places(version.id), record, row["sheet"], row["row"])))
    return Traced(version, record, row["sheet"], row["row"], told, tuple(findings), tuple(earlier))


def _told(form: str, row: Mapping[str, Any], table: TablePlace | None) -> Iterator[Told]:
    """Yield what is told, in form order; latitude and longitude may stand in one column of pairs."""
    for field in fields_of(form):
        if row.get(field.name) not in (None, []):
            yield Told(field.name, row[field.name], table.cells(field.name, row["row"]) if table else "")


def _same_part(one: VersionInfo, other: VersionInfo) -> bool:
    return (one.unit, one.form, one.part) == (other.unit, other.form, other.part) and other.part is not None


def _before(one: VersionInfo, other: VersionInfo) -> bool:
    return (one.number or 0) < (other.number or 0)


def original(store: Store, version_id: int) -> tuple[str, bytes]:
    """Give the name and the bytes of the file that a version came in; StoreError where they are not kept."""
    version = store.version(version_id)
    return version.file.rpartition("/")[2], store.file(version.sha256)
