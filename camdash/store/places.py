"""Where the tables of a version stood in its file, so that a record's field leads back to its cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Self

from sqlalchemy import Connection, select

from camdash.intake.model import Table
from camdash.store import schema


@dataclass(frozen=True, slots=True)
class TablePlace:
    """One table: its sheet, its 1-based heading rows, the spreadsheet columns of each field, how many records it gave.

    `records` is None in what was stored before it was counted.
    """

    sheet: str
    header_rows: tuple[int, ...]
    columns: Mapping[str, tuple[str, ...]]
    records: int | None = None

    @classmethod
    def of(cls, table: Table, records: int) -> Self:
        """Take the place of a table that was read and gave so many records."""
        columns = {name: tuple(at) for name, at in table.columns.items()}
        return cls(table.sheet, tuple(table.header_rows), columns, records)

    def to_json(self) -> dict[str, Any]:
        """Give the place as the database keeps it."""
        columns = {name: list(at) for name, at in self.columns.items()}
        kept = {"sheet": self.sheet, "header_rows": list(self.header_rows), "columns": columns}
        return kept | {"records": self.records}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read what `to_json` gave."""
        columns = {name: tuple(at) for name, at in kept["columns"].items()}
        return cls(kept["sheet"], tuple(kept["header_rows"]), columns, kept.get("records"))

    def cells(self, field: str, row: int) -> str:
        """Name the cell of a field in a row ("F12"), or its cells ("H12, I12"); "" where the table lacks the field."""
        return ", ".join(f"{letters}{row}" for letters in self.columns.get(field, ()))


def table_of(places: Sequence[TablePlace], record: int, sheet: str, row: int) -> TablePlace | None:
    """Find the table that a record comes from: the tables gave a version's records one after the other.

    Where it is not known how many each gave, it is the last table on the sheet whose heading begins above the row.
    """
    if all(place.records is not None for place in places):
        ends = accumulate(place.records or 0 for place in places)
        return next((place for place, end in zip(places, ends, strict=True) if record < end), None)
    here = [place for place in places if place.sheet == sheet]
    above = [place for place in here if not place.header_rows or place.header_rows[0] < row]
    return max(above, key=lambda place: place.header_rows[:1], default=here[0] if here else None)


def places(connection: Connection, version: int) -> tuple[TablePlace, ...]:
    """Give where a version's tables stood; nothing where that was not kept."""
    table = schema.version_records
    kept = connection.scalar(select(table.c.tables).where(table.c.version == version))
    return tuple(TablePlace.from_json(each) for each in kept or ())
