"""Where the tables of a version stood in its file, so that a record's field leads back to its cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Connection, select

from camdash.intake.model import Table
from camdash.store import schema


@dataclass(frozen=True, slots=True)
class TablePlace:
    """One table: its sheet, its 1-based heading rows, and the spreadsheet columns of each field."""

    sheet: str
    header_rows: tuple[int, ...]
    columns: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, table: Table) -> Self:
        """Take the place of a table that was read."""
        return cls(table.sheet, tuple(table.header_rows), {name: tuple(at) for name, at in table.columns.items()})

    def to_json(self) -> dict[str, Any]:
        """Give the place as the database keeps it."""
        columns = {name: list(at) for name, at in self.columns.items()}
        return {"sheet": self.sheet, "header_rows": list(self.header_rows), "columns": columns}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read what `to_json` gave."""
        columns = {name: tuple(at) for name, at in kept["columns"].items()}
        return cls(kept["sheet"], tuple(kept["header_rows"]), columns)

    def cells(self, field: str, row: int) -> str:
        """Name the cell of a field in a row ("F12"), or its cells ("H12, I12"); "" where the table lacks the field."""
        return ", ".join(f"{letters}{row}" for letters in self.columns.get(field, ()))


def table_of(places: Sequence[TablePlace], sheet: str, row: int) -> TablePlace | None:
    """Find the table that a row belongs to: of those on its sheet the last whose heading begins above it."""
    here = [place for place in places if place.sheet == sheet]
    above = [place for place in here if not place.header_rows or place.header_rows[0] < row]
    return max(above, key=lambda place: place.header_rows[:1], default=here[0] if here else None)


def places(connection: Connection, version: int) -> tuple[TablePlace, ...]:
    """Give where a version's tables stood; nothing where that was not kept."""
    table = schema.version_records
    kept = connection.scalar(select(table.c.tables).where(table.c.version == version))
    return tuple(TablePlace.from_json(each) for each in kept or ())
