"""The store as the rest of the program sees it: campaigns, what units sent and what became of it, what people said."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Self, Unpack

import pyarrow as pa
from sqlalchemy import Engine, select

from camdash.forms.registry import Campaign
from camdash.intake.model import FileReading, Meanings
from camdash.problems import Problem
from camdash.settings import Settings
from camdash.store import campaigns, deciding, papers, places, saving, schema, versions
from camdash.store.engine import lock_schema, open_engine, reading, writing
from camdash.store.meanings import Ledger
from camdash.store.migrate import upgrade
from camdash.store.model import (
    ColumnMeaning,
    Decision,
    Event,
    Outcome,
    PaperEvent,
    PaperFields,
    PaperInfo,
    Receipt,
    SavedView,
    StoreError,
    ThresholdChange,
    UnitMeaning,
    Verdict,
    VersionInfo,
)
from camdash.store.parquet import from_parquet
from camdash.store.places import TablePlace
from camdash.store.plans import Plans
from camdash.store.views import Shelf


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
            return [campaigns.find(connection, code) for code in campaigns.names(connection)]

    def campaign_names(self) -> dict[str, str]:
        """Give the name of each campaign by its code, the one due last first: much quicker than the campaigns."""
        with reading(self.engine) as connection:
            return campaigns.names(connection)

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

        What was read as a letter or report is kept as a paper. `decision` answers the question of a file that would be
        held; `unit` says whose file it is.
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

    def table_places(self, version_id: int) -> tuple[TablePlace, ...]:
        """Give where a version's tables stood in its file; nothing where that was not kept."""
        with reading(self.engine) as connection:
            return places.places(connection, version_id)

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

    # -------------------------------------------------------------------------------- views and thresholds

    def views(self, campaign_code: str) -> list[SavedView]:
        """List the views saved for all, by name."""
        return Shelf(self.engine, campaign_code).views()

    def save_view(self, campaign_code: str, name: str, page: str, query: str, by: str = "") -> SavedView:
        """Save a page with its query under a name, instead of what had it; StoreError: no name, or too long a one."""
        return Shelf(self.engine, campaign_code, by).save_view(name, page, query)

    def delete_view(self, campaign_code: str, view_id: int, by: str = "") -> None:
        """End a saved view."""
        Shelf(self.engine, campaign_code, by).delete_view(view_id)

    def thresholds(self, campaign_code: str) -> dict[str, float]:
        """Give the thresholds that hold instead of the default ones."""
        return Shelf(self.engine, campaign_code).thresholds()

    def set_thresholds(self, campaign_code: str, values: Mapping[str, float], by: str = "") -> None:
        """Let these thresholds hold instead of the defaults, all others being the defaults; the revision grows."""
        Shelf(self.engine, campaign_code, by).set_thresholds(values)

    def threshold_changes(self, campaign_code: str) -> list[ThresholdChange]:
        """List every change of thresholds, the newest first."""
        return Shelf(self.engine, campaign_code).threshold_changes()

    def plans(self, campaign_code: str, by: str = "") -> Plans:
        """Give what was decided about a campaign's common positions, and the means to decide."""
        return Plans(self.engine, campaign_code, by)

    # ---------------------------------------------------------------------------------------------- papers

    def papers(self, campaign_code: str) -> list[PaperInfo]:
        """List the papers of a campaign, withdrawn ones included, in the order in which they were stored."""
        with reading(self.engine) as connection:
            return papers.infos(connection, schema.papers.c.campaign == campaign_code)

    def paper(self, paper_id: int) -> PaperInfo:
        """Find one paper; an unknown one raises StoreError."""
        with reading(self.engine) as connection:
            return papers.info(connection, paper_id)

    def edit_paper(self, paper_id: int, by: str, **fields: Unpack[PaperFields]) -> PaperInfo:
        """Correct what is said of a paper, its unit included; StoreError: no such paper, unit or kind."""
        return papers.edit(self.engine, paper_id, by, fields)

    def withdraw_paper(self, paper_id: int, by: str) -> PaperInfo:
        """Take a paper out of the unit's return; its bytes stay."""
        return papers.set_state(self.engine, paper_id, by, "withdrawn")

    def restore_paper(self, paper_id: int, by: str) -> PaperInfo:
        """Put a withdrawn paper back."""
        return papers.set_state(self.engine, paper_id, by, "kept")

    def paper_events(self, paper_id: int) -> list[PaperEvent]:
        """List what was changed of a paper, when and by whom, oldest first."""
        return papers.events(self.engine, paper_id)

    # --------------------------------------------------------------------------------- what people confirmed

    def meanings(self, campaign_code: str) -> Meanings:
        """Give what people confirmed of columns and units, as `camdash.intake` takes it."""
        return Ledger(self.engine, campaign_code).meanings()

    def column_meanings(self, campaign_code: str) -> list[ColumnMeaning]:
        """List the headings that were given a meaning, with who gave it when."""
        return Ledger(self.engine, campaign_code).columns()

    def unit_meanings(self, campaign_code: str) -> list[UnitMeaning]:
        """List the texts that were given a unit, with who gave it when."""
        return Ledger(self.engine, campaign_code).units()

    def remember_column(  # noqa: PLR0917 - a heading in a form of a unit, what it means, and who says so
        self, campaign_code: str, unit: str, form: str, heading: str, target: str, by: str
    ) -> None:
        """Let a heading in a form of a unit (or EVERY_UNIT) mean `target` from now on, LEFT_OUT included.

        An empty heading is not remembered. StoreError: no such campaign, unit, form or target.
        """
        Ledger(self.engine, campaign_code, by).remember_column(unit, form, heading, target)

    def remember_unit(self, campaign_code: str, text: str, unit: str, by: str) -> None:
        """Let a text (Table.unit_text) stand for a unit from now on; StoreError: no such campaign or unit."""
        Ledger(self.engine, campaign_code, by).remember_unit(text, unit)

    def forget_column(self, campaign_code: str, unit: str, form: str, heading: str, by: str = "") -> None:
        """Forget what a heading means in a form of a unit."""
        Ledger(self.engine, campaign_code, by).forget_column(unit, form, heading)

    def forget_unit(self, campaign_code: str, text: str, by: str = "") -> None:
        """Forget whose files a text stands for."""
        Ledger(self.engine, campaign_code, by).forget_unit(text)
