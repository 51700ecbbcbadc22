"""Papers with their history, what people confirmed of columns and units, and the senders of mails."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of papers and meanings; receipts of before have no sender."""
    op.add_column("receipts", sa.Column("sender", sa.Text(), nullable=True))
    _make_papers()
    _make_paper_events()
    _make_column_meanings()
    _make_unit_meanings()


def _make_papers() -> None:
    op.create_table(
        "papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("receipt", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("sign", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("stored_at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.code"], name=op.f("fk_papers_campaign")),
        sa.ForeignKeyConstraint(["receipt"], ["receipts.id"], name=op.f("fk_papers_receipt")),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name=op.f("fk_papers_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
    )
    op.create_index("ix_papers_campaign_sha256", "papers", ["campaign", "sha256"], unique=False)


def _make_paper_events() -> None:
    op.create_table(
        "paper_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["paper"], ["papers.id"], name=op.f("fk_paper_events_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_events")),
    )
    op.create_index("ix_paper_events_paper", "paper_events", ["paper"], unique=False)


def _confirmed() -> Iterator[sa.Column[object]]:
    """Give the columns of who confirmed a meaning when, and who ended it."""
    yield sa.Column("by", sa.String(), nullable=False)
    yield sa.Column("at", sa.DateTime(), nullable=False)
    yield sa.Column("ended_by", sa.String(), nullable=True)
    yield sa.Column("ended_at", sa.DateTime(), nullable=True)


def _make_column_meanings() -> None:
    op.create_table(
        "column_meanings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("heading_key", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        *_confirmed(),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.code"], name=op.f("fk_column_meanings_campaign")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_meanings")),
    )
    op.create_index("ix_column_meanings_campaign", "column_meanings", ["campaign"], unique=False)


def _make_unit_meanings() -> None:
    op.create_table(
        "unit_meanings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("text_key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        *_confirmed(),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.code"], name=op.f("fk_unit_meanings_campaign")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_meanings")),
    )
    op.create_index("ix_unit_meanings_campaign", "unit_meanings", ["campaign"], unique=False)
