"""Campaigns, files, receipts, versions with their records and problems, and events: the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table of the first release."""
    _make_campaigns()
    _make_files()
    _make_versions()
    _make_findings()


def _make_campaigns() -> None:
    op.create_table(
        "campaigns",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_campaigns")),
    )
    op.create_table(
        "units",
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("form1", sa.String(), nullable=False),
        sa.Column("form2", sa.String(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.code"], name=op.f("fk_units_campaign")),
        sa.PrimaryKeyConstraint("campaign", "code", name=op.f("pk_units")),
    )


def _make_files() -> None:
    op.create_table(
        "files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("stored_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_files")),
    )
    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.code"], name=op.f("fk_receipts_campaign")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
    )
    op.create_index("ix_receipts_campaign_sha256", "receipts", ["campaign", "sha256"], unique=False)


def _make_versions() -> None:
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("receipt", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("part", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("review", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("nil", sa.Boolean(), nullable=False),
        sa.Column("positions", sa.Integer(), nullable=False),
        sa.Column("excluded_positions", sa.Integer(), nullable=False),
        sa.Column("cameras", sa.BigInteger(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.Integer(), nullable=False),
        sa.Column("stated_total", sa.BigInteger(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("stored_at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.code"], name=op.f("fk_versions_campaign")),
        sa.ForeignKeyConstraint(["receipt"], ["receipts.id"], name=op.f("fk_versions_receipt")),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name=op.f("fk_versions_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
    )
    op.create_index("ix_versions_campaign_sha256", "versions", ["campaign", "sha256"], unique=False)
    op.create_index("ix_versions_campaign_unit_form", "versions", ["campaign", "unit", "form"], unique=False)
    op.create_index(
        "uq_versions_current",
        "versions",
        ["campaign", "unit", "form", "part"],
        unique=True,
        sqlite_where=sa.text("state = 'current'"),
        postgresql_where=sa.text("state = 'current'"),
    )
    op.create_table(
        "version_records",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("parquet", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name=op.f("fk_version_records_version")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_version_records")),
    )


def _make_findings() -> None:
    op.create_table(
        "problems",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["receipt"], ["receipts.id"], name=op.f("fk_problems_receipt")),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name=op.f("fk_problems_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problems")),
    )
    op.create_index("ix_problems_receipt", "problems", ["receipt"], unique=False)
    op.create_index("ix_problems_version", "problems", ["version"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("cause", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.code"], name=op.f("fk_events_campaign")),
        sa.ForeignKeyConstraint(["cause"], ["versions.id"], name=op.f("fk_events_cause")),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name=op.f("fk_events_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index("ix_events_version", "events", ["version"], unique=False)
