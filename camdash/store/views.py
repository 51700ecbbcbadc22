"""Named views, saved for all, and the thresholds that an administrator changed; nothing is overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite

from sqlalchemy import Connection, Engine, insert, select, update

from camdash.store import campaigns, schema
from camdash.store.engine import reading, writing
from camdash.store.model import SavedView, StoreError, ThresholdChange
from camdash.store.names import plain

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Shelf:
    """One campaign's views and thresholds, and who speaks."""

    engine: Engine
    campaign: str
    by: str = ""

    def views(self) -> list[SavedView]:
        """List the views that hold, by name."""
        table = schema.views
        wanted = [c for c in table.c if c.name in SavedView.__slots__]
        holding = (table.c.campaign == self.campaign, table.c.ended_at.is_(None))
        with reading(self.engine) as connection:
            rows = connection.execute(select(*wanted).where(*holding).order_by(table.c.name, table.c.id)).mappings()
            return [SavedView(**row) for row in rows]

    def save_view(self, name: str, page: str, query: str) -> SavedView:
        """Save a view of a page under a name, instead of the one that had it; StoreError: no name, too long a name."""
        name = " ".join(plain(name).split())
        if not 0 < len(name) <= LONGEST_NAME:
            message = f"a view's name has 1 to {LONGEST_NAME} characters"
            raise StoreError(message)
        table = schema.views
        with writing(self.engine) as connection:
            campaigns.lock(connection, self.campaign)  # else two who save a name at once leave two views of it
            campaigns.revision(connection, self.campaign)  # raises where there is no such campaign
            self._end(connection, table.c.name == name)
            now = datetime.now(UTC)
            row = {"name": name, "page": page, "query": query, "by": self.by, "at": now}
            key = connection.execute(insert(table).values(campaign=self.campaign, **row)).inserted_primary_key
        return SavedView(id=key[0] if key is not None else 0, name=name, page=page, query=query, by=self.by, at=now)

    def delete_view(self, view_id: int) -> None:
        """End a view; an unknown one is none already."""
        with writing(self.engine) as connection:
            self._end(connection, schema.views.c.id == view_id)

    def _end(self, connection: Connection, which: object) -> None:
        table = schema.views
        holding = (table.c.campaign == self.campaign, table.c.ended_at.is_(None), which)
        ended = {"ended_by": self.by, "ended_at": datetime.now(UTC)}
        connection.execute(update(table).where(*holding).values(ended))  # type: ignore[arg-type]

    def threshold_changes(self) -> list[ThresholdChange]:
        """List every change of thresholds, the newest first."""
        table = schema.thresholds
        wanted = (table.c["values"], table.c.by, table.c.at)
        with reading(self.engine) as connection:
            found = select(*wanted).where(table.c.campaign == self.campaign).order_by(table.c.id.desc())
            rows = connection.execute(found).mappings()
            return [ThresholdChange(dict(row["values"]), row["by"], row["at"]) for row in rows]

    def thresholds(self) -> dict[str, float]:
        """Give what holds instead of the default thresholds."""
        changes = self.threshold_changes()
        return dict(changes[0].values) if changes else {}

    def _holding(self, connection: Connection) -> dict[str, float]:
        table = schema.thresholds
        newest = select(table.c["values"]).where(table.c.campaign == self.campaign).order_by(table.c.id.desc()).limit(1)
        return dict(connection.scalar(newest) or {})

    def set_thresholds(self, values: Mapping[str, float]) -> None:
        """Let these hold instead of the defaults, all others being the defaults; the revision grows.

        StoreError: no such campaign, or a value that is no finite number. What holds already changes nothing.
        """
        if not all(map(isfinite, values.values())):
            message = "a threshold is a finite number"
            raise StoreError(message)
        row = {"campaign": self.campaign, "values": dict(values), "by": self.by, "at": datetime.now(UTC)}
        with writing(self.engine) as connection:
            campaigns.lock(connection, self.campaign)
            campaigns.revision(connection, self.campaign)  # raises where there is no such campaign
            if dict(values) == self._holding(connection):
                return
            connection.execute(insert(schema.thresholds).values(row))
            campaigns.bump(connection, self.campaign)
