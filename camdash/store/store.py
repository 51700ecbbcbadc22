"""The store as the rest of the program sees it: campaigns, what units sent, versions, records, problems, decisions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Self

import pyarrow as pa
from sqlalchemy import Engine, select

from camdash.forms.registry import Campaign
from camdash.intake.model import FileReading
from camdash.problems import Problem
from camdash.settings import Settings
from camdash.store import campaigns, deciding, saving, schema, versions
from camdash.store.engine import lock_schema, open_engine, reading, writing
from camdash.store.migrate import upgrade
from camdash.store.model import Decision, Event, Outcome, Receipt, StoreError, Verdict, VersionInfo
from camdash.store.parquet import from_parquet


@dataclass(frozen=True, slots=True)
class Store:
    """One database; safe to share between threads, and between processes that open it by themselves."""

    engine: Engine

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Open the database, made and migrated as needed, with the default campaign in it."""
        settings.home.mkdir(parents=True, exist_ok=True)
        engine = open_engine(settings.database_url)
        upgrade(engine)
        with reading(engine) as connection:
            ready = campaigns.has_default(connection)
        if not ready:
            with writing(engine) as connection:
                lock_schema(connection)
                campaigns.ensure_default(connection)
        return cls(engine)

    def close(self) -> None:
        """Close the connections."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------------------------------------ campaigns

    def campaigns(self) -> list[Campaign]:
        """List the campaigns with their units, the one due last first."""
        with reading(self.engine) as connection:
            return [campaigns.find(connection, code) for code in campaigns.codes(connection)]

    def campaign(self, code: str) -> Campaign:
        """Find a campaign; an unknown code raises StoreError."""
        with reading(self.engine) as connection:
            return campaigns.find(connection, code)

    def add_campaign(self, campaign: Campaign) -> None:
        """Add a campaign; a code that is taken raises CampaignExistsError."""
        with writing(self.engine) as connection:
            campaigns.add(connection, campaign)

    def revision(self, campaign_code: str) -> int:
        """Give a number that grows with every change of the campaign's figures or findings."""
        with reading(self.engine) as connection:
            return campaigns.revision(connection, campaign_code)

    # ------------------------------------------------------------------------------- saving and deciding

    def save(
        self,
        campaign_code: str,
        reading: FileReading,
        content: bytes,
        *,
        received_on: date,
        by: str = "",
        decision: Decision | None = None,
        unit: str | None = None,
    ) -> list[Outcome]:
        """Save a file that was read; the outcomes, one for each form of each unit in it, are on disk when told.

        `decision` answers the question of a file that would be held; `unit` says whose file it is.
        """
        return saving.save(
            self.engine, campaign_code, saving.Arrival(reading, content, received_on, decision, unit), by
        )

    def decide(
        self, version_id: int, verdict: Verdict, by: str, unit: str | None = None, *, replaces: int | None = None
    ) -> Outcome:
        """Add a version, let it replace, accept it, send it back or withdraw it.

        `unit` says whose it is; `replaces` which version goes, where the unit has several and rows do not tell.
        """
        return deciding.decide(self.engine, version_id, deciding.Decided(verdict, unit, replaces), by)

    def accept(self, version_id: int, by: str) -> Outcome:
        """Mark a version as accepted."""
        return self.decide(version_id, "accept", by)

    def return_(self, version_id: int, by: str) -> Outcome:
        """Mark a version as sent back to its unit; it counts until the unit's next one comes."""
        return self.decide(version_id, "return", by)

    # --------------------------------------------------------------------------------------------- reading

    def versions(self, campaign_code: str) -> list[VersionInfo]:
        """List every version of a campaign, in the order in which they were stored."""
        with reading(self.engine) as connection:
            return versions.infos(connection, schema.versions.c.campaign == campaign_code)

    def version(self, version_id: int) -> VersionInfo:
        """Find one version; an unknown one raises StoreError."""
        with reading(self.engine) as connection:
            return versions.info(connection, version_id)

    def records(self, version_id: int) -> pa.Table:
        """Give a version's records: sheet, row, excluded, then the fields of its form."""
        with reading(self.engine) as connection:
            version = versions.info(connection, version_id)
            return from_parquet(version.form, versions.parquet(connection, version_id))

    def problems(self, version_ids: Collection[int]) -> list[tuple[int, Problem]]:
        """List the problems of versions, each with its version's id."""
        with reading(self.engine) as connection:
            found = versions.problems(connection, schema.problems.c.version.in_(version_ids))
        return [(version, problem) for version, problem in found if version is not None]

    def file(self, sha256: str) -> bytes:
        """Give a file's bytes as they arrived; StoreError where they are not kept."""
        with reading(self.engine) as connection:
            wanted = select(schema.files.c.content).where(schema.files.c.sha256 == sha256)
            found: bytes | None = connection.scalar(wanted)
        if found is None:
            message = f"no file {sha256}"
            raise StoreError(message)
        return found

    def receipts(self, campaign_code: str) -> list[Receipt]:
        """List every arrival of a campaign, refused and repeated files included, oldest first."""
        table = schema.receipts
        with reading(self.engine) as connection:
            rows = connection.execute(select(table).where(table.c.campaign == campaign_code).order_by(table.c.id))
            return [Receipt(**row) for row in rows.mappings()]

    def receipt_problems(self, receipt_id: int) -> list[Problem]:
        """List all problems of one arrival, those of its versions and those of the file alone."""
        with reading(self.engine) as connection:
            return [p for _, p in versions.problems(connection, schema.problems.c.receipt == receipt_id)]

    def events(self, campaign_code: str) -> list[Event]:
        """List every decision and change of state of a campaign, oldest first."""
        with reading(self.engine) as connection:
            return versions.events(connection, campaign_code)
