"""The tables of the database: what was received, what was stored of it, and what was decided about it.

Nothing is overwritten but pointers: a campaign's revision, a version's state, review, part and number, and what is said
of a paper, whose every change is a row of paper_events. What a person confirmed ends, and stays, when they change it.
Migrations repeat this schema step by step; a test compares the two.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeDecorator

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    },
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: aware in Python, naive in the database, which need not know of time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn an aware moment into naive UTC."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the stored moment its time zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


def of_campaign() -> Column[str]:
    """Give the column of whose campaign a row is."""
    return Column("campaign", String, ForeignKey("campaigns.code"), nullable=False)


campaigns = Table(
    "campaigns",
    METADATA,
    Column("code", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("deadline", Date, nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("added_at", Moment, nullable=False),
)

units = Table(  # none for the default campaign, whose units are data of the program
    "units",
    METADATA,
    Column("campaign", String, ForeignKey("campaigns.code"), primary_key=True),
    Column("code", String, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("short", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("form1", String, nullable=False),
    Column("form2", String, nullable=False),
    Column("aliases", JSON, nullable=False),
)

files = Table(
    "files",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("stored_at", Moment, nullable=False),
)

receipts = Table(
    "receipts",
    METADATA,
    Column("id", Integer, primary_key=True),
    of_campaign(),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),  # no foreign key: the bytes of a refused file are not kept
    Column("size", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("arrived_at", Moment, nullable=False),
    Column("by", String, nullable=False),
    Column("sender", Text),  # of the mail it came in
    Index("ix_receipts_campaign_sha256", "campaign", "sha256"),
)

versions = Table(
    "versions",
    METADATA,
    Column("id", Integer, primary_key=True),
    of_campaign(),
    Column("receipt", Integer, ForeignKey("receipts.id"), nullable=False),
    Column("sha256", String(64), ForeignKey("files.sha256"), nullable=False),
    Column("file", Text, nullable=False),
    Column("form", String, nullable=False),
    Column("issuer", String, nullable=False),
    Column("unit", String),
    Column("part", Integer),
    Column("number", Integer),
    Column("state", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("review", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("nil", Boolean, nullable=False),
    Column("positions", Integer, nullable=False),
    Column("excluded_positions", Integer, nullable=False),
    Column("cameras", BigInteger, nullable=False),
    Column("errors", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("stated_total", BigInteger),
    Column("received_on", Date, nullable=False),
    Column("stored_at", Moment, nullable=False),
    Column("by", String, nullable=False),
    Index("ix_versions_campaign_unit_form", "campaign", "unit", "form"),
    Index("ix_versions_campaign_sha256", "campaign", "sha256"),
)
Index(
    "uq_versions_current",
    versions.c.campaign,
    versions.c.unit,
    versions.c.form,
    versions.c.part,
    unique=True,
    sqlite_where=text("state = 'current'"),
    postgresql_where=text("state = 'current'"),
)

version_records = Table(
    "version_records",
    METADATA,
    Column("version", Integer, ForeignKey("versions.id"), primary_key=True),
    Column("parquet", LargeBinary, nullable=False),
    Column("tables", JSON),  # where its tables stood (camdash.store.places); null for what was stored before
)

problems = Table(
    "problems",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("receipt", Integer, ForeignKey("receipts.id"), nullable=False),
    Column("version", Integer, ForeignKey("versions.id")),  # null: of the file, or of a table that holds nothing
    Column("code", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", String, nullable=False),
    Column("row", Integer),
    Column("field", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("params", JSON, nullable=False),
    Index("ix_problems_version", "version"),
    Index("ix_problems_receipt", "receipt"),
)

events = Table(
    "events",
    METADATA,
    Column("id", Integer, primary_key=True),
    of_campaign(),
    Column("version", Integer, ForeignKey("versions.id")),
    Column("action", String, nullable=False),
    Column("before", String, nullable=False),
    Column("after", String, nullable=False),
    Column("cause", Integer, ForeignKey("versions.id")),  # the version whose coming changed this one
    Column("at", Moment, nullable=False),
    Column("by", String, nullable=False),
    Index("ix_events_version", "version"),
)

papers = Table(
    "papers",
    METADATA,
    Column("id", Integer, primary_key=True),
    of_campaign(),
    Column("receipt", Integer, ForeignKey("receipts.id"), nullable=False),
    Column("sha256", String(64), ForeignKey("files.sha256"), nullable=False),
    Column("file", Text, nullable=False),
    Column("unit", String),
    Column("kind", String, nullable=False),
    Column("number", Text, nullable=False),
    Column("sign", Text, nullable=False),
    Column("issued_on", Date),
    Column("signer", Text, nullable=False),
    Column("signed", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("stored_at", Moment, nullable=False),
    Column("by", String, nullable=False),
    Index("ix_papers_campaign_sha256", "campaign", "sha256"),
)

paper_events = Table(
    "paper_events",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("paper", Integer, ForeignKey("papers.id"), nullable=False),
    Column("field", String, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String, nullable=False),
    Index("ix_paper_events_paper", "paper"),
)


def confirmed() -> tuple[Column[str], Column[datetime], Column[str], Column[datetime]]:
    """Give the columns of who confirmed a meaning when, and who ended it; it holds until it is ended."""
    return (
        Column("by", String, nullable=False),
        Column("at", Moment, nullable=False),
        Column("ended_by", String),
        Column("ended_at", Moment),
    )


column_meanings = Table(
    "column_meanings",
    METADATA,
    Column("id", Integer, primary_key=True),
    of_campaign(),
    Column("unit", String, nullable=False),  # or EVERY_UNIT
    Column("form", String, nullable=False),
    Column("heading_key", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("target", String, nullable=False),
    *confirmed(),
    Index("ix_column_meanings_campaign", "campaign"),
)

views = Table(
    "views",
    METADATA,
    Column("id", Integer, primary_key=True),
    of_campaign(),
    Column("name", Text, nullable=False),
    Column("page", Text, nullable=False),
    Column("query", Text, nullable=False),
    *confirmed(),
    Index("ix_views_campaign", "campaign"),
)

thresholds = Table(  # each change is a row, the newest one holds
    "thresholds",
    METADATA,
    Column("id", Integer, primary_key=True),
    of_campaign(),
    Column("values", JSON, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_thresholds_campaign", "campaign"),
)

unit_meanings = Table(
    "unit_meanings",
    METADATA,
    Column("id", Integer, primary_key=True),
    of_campaign(),
    Column("text_key", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("unit", String, nullable=False),
    *confirmed(),
    Index("ix_unit_meanings_campaign", "campaign"),
)
