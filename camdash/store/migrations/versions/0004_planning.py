"""What is decided about overlaps, the planning standards changed, scenarios and the layout's overrides."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of planning."""
    op.create_table(
        "overlap_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("one", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *_confirmed(),
        *_of_campaign("overlap_decisions"),
    )
    op.create_index("ix_overlap_decisions_campaign", "overlap_decisions", ["campaign"], unique=False)
    op.create_table(
        "planning_standards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        *_of_campaign("planning_standards"),
    )
    op.create_index("ix_planning_standards_campaign", "planning_standards", ["campaign"], unique=False)
    op.create_table(
        "scenarios",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.Column("decided", sa.String(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        *_confirmed(),
        *_of_campaign("scenarios"),
    )
    op.create_index("ix_scenarios_campaign", "scenarios", ["campaign"], unique=False)
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("scenario", sa.Integer(), nullable=False),
        *_confirmed(),
        sa.ForeignKeyConstraint(["scenario"], ["scenarios.id"], name=op.f("fk_proposals_scenario")),
        *_of_campaign("proposals"),
    )
    op.create_index("ix_proposals_campaign", "proposals", ["campaign"], unique=False)
    op.create_table(
        "layout_overrides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *_confirmed(),
        *_of_campaign("layout_overrides"),
    )
    op.create_index("ix_layout_overrides_campaign", "layout_overrides", ["campaign"], unique=False)


def _confirmed() -> list[sa.Column[object]]:
    return [
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
    ]


def _of_campaign(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.code"], name=op.f(f"fk_{table}_campaign")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]
