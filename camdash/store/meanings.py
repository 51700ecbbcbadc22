"""What people confirmed: what a heading means in a unit's forms, and whose files a text stands for.

A meaning that is changed or forgotten ends and stays in the database, with who ended it when. Nothing here changes
figures: what is stored was read with the meanings of its day.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Engine, Table, insert, select, update

from camdash.forms.headings import heading_book, heading_key, text_key
from camdash.intake.model import EVERY_UNIT, LEFT_OUT, Meanings
from camdash.store import campaigns, schema
from camdash.store.engine import reading, writing
from camdash.store.model import ColumnMeaning, StoreError, UnitMeaning
from camdash.store.names import plain


@dataclass(frozen=True, slots=True)
class Ledger:
    """One campaign's meanings, and who speaks."""

    engine: Engine
    campaign: str
    by: str = ""

    def meanings(self) -> Meanings:
        """Give all that holds, as the reader takes it."""
        return Meanings(
            columns={(m.unit, m.form, m.heading_key): m.target for m in self.columns()},
            units={m.text_key: m.unit for m in self.units()},
        )

    def columns(self) -> list[ColumnMeaning]:
        """List the headings that were given a meaning, in the order in which they were."""
        table = schema.column_meanings
        wanted = [c for c in table.c if c.name in ColumnMeaning.__slots__]
        with reading(self.engine) as connection:
            rows = connection.execute(select(*wanted).where(*self._holding(table)).order_by(table.c.id))
            return [ColumnMeaning(**row) for row in rows.mappings()]

    def units(self) -> list[UnitMeaning]:
        """List the texts that were given a unit, in the order in which they were."""
        table = schema.unit_meanings
        wanted = [c for c in table.c if c.name in UnitMeaning.__slots__]
        with reading(self.engine) as connection:
            rows = connection.execute(select(*wanted).where(*self._holding(table)).order_by(table.c.id))
            return [UnitMeaning(**row) for row in rows.mappings()]

    def remember_column(self, unit: str, form: str, heading: str, target: str) -> None:
        """Let a heading mean `target`, nothing where it is empty; StoreError: no such unit, form or target."""
        if target != LEFT_OUT and target not in heading_book().targets.get(form, {}).values():
            message = f"no target {target!r} in form {form!r}"
            raise StoreError(message)
        place = {"unit": unit, "form": form, "heading_key": heading_key(plain(heading))}
        if place["heading_key"]:
            units = () if unit == EVERY_UNIT else (unit,)
            self._remember(schema.column_meanings, place, {"heading": plain(heading), "target": target}, units)

    def remember_unit(self, text: str, unit: str) -> None:
        """Let a text stand for a unit, nothing where it is empty; StoreError where the unit is unknown."""
        place = {"text_key": text_key(plain(text))}
        if place["text_key"]:
            self._remember(schema.unit_meanings, place, {"text": plain(text), "unit": unit}, (unit,))

    def forget_column(self, unit: str, form: str, heading: str) -> None:
        """End what a heading (as written, or its key) means; nothing happens where it means nothing."""
        place = {"unit": unit, "form": form, "heading_key": heading_key(plain(heading))}
        with writing(self.engine) as connection:
            self._end(connection, schema.column_meanings, place, datetime.now(UTC))

    def forget_unit(self, text: str) -> None:
        """End what unit a text (as written, or its key) stands for; nothing happens where it stands for none."""
        with writing(self.engine) as connection:
            self._end(connection, schema.unit_meanings, {"text_key": text_key(plain(text))}, datetime.now(UTC))

    def _remember(
        self, table: Table, place: Mapping[str, str], said: Mapping[str, str], units: Collection[str]
    ) -> None:
        """Write what a person said at a place (a heading, a text), unless it holds already."""
        now = datetime.now(UTC)
        with writing(self.engine) as connection:
            campaigns.lock(connection, self.campaign)
            campaigns.check_units(campaigns.find(connection, self.campaign), units)
            same = select(table.c.id).where(*self._at(table, {**place, **said}))
            if connection.scalar(same) is None:
                self._end(connection, table, place, now)
                row = {"campaign": self.campaign, **place, **said, "by": self.by, "at": now}
                connection.execute(insert(table).values(row))

    def _end(self, connection: Connection, table: Table, place: Mapping[str, str], at: datetime) -> None:
        connection.execute(update(table).where(*self._at(table, place)).values(ended_by=self.by, ended_at=at))

    def _at(self, table: Table, place: Mapping[str, str]) -> list[ColumnElement[bool]]:
        return [*self._holding(table), *(table.c[name] == value for name, value in place.items())]

    def _holding(self, table: Table) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return table.c.campaign == self.campaign, table.c.ended_at.is_(None)
