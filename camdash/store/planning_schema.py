"""The tables of planning: verdicts on overlaps, changed standards, scenarios, the proposal, overrides of the layout."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from camdash.store.schema import METADATA, Moment, confirmed, of_campaign

overlap_decisions = Table(  # `one` and `other` are keys of records (camdash.planning.keys), in the order of text
    "overlap_decisions",
    METADATA,
    Column("id", Integer, primary_key=True),
    of_campaign(),
    Column("question", String, nullable=False),
    Column("one", String, nullable=False),
    Column("other", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("note", Text, nullable=False),
    *confirmed(),
    Index("ix_overlap_decisions_campaign", "campaign"),
)

planning_standards = Table(  # each change is a row, the newest one holds
    "planning_standards",
    METADATA,
    Column("id", Integer, primary_key=True),
    of_campaign(),
    Column("values", JSON, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_planning_standards_campaign", "campaign"),
)

scenarios = Table(
    "scenarios",
    METADATA,
    Column("id", Integer, primary_key=True),
    of_campaign(),
    Column("name", Text, nullable=False),
    Column("inputs", JSON, nullable=False),
    Column("revision", Integer, nullable=False),  # of the campaign, when it was solved
    Column("versions", JSON, nullable=False),  # ids of the versions that counted then
    Column("decided", String, nullable=False),  # what was decided then, as Plans.mark tells it
    Column("summary", JSON, nullable=False),
    Column("result", LargeBinary, nullable=False),
    Column("digest", String(64), nullable=False),
    *confirmed(),
    Index("ix_scenarios_campaign", "campaign"),
)

proposals = Table(  # the one that has not ended is the proposal
    "proposals",
    METADATA,
    Column("id", Integer, primary_key=True),
    of_campaign(),
    Column("scenario", Integer, ForeignKey("scenarios.id"), nullable=False),
    *confirmed(),
    Index("ix_proposals_campaign", "campaign"),
)

layout_overrides = Table(
    "layout_overrides",
    METADATA,
    Column("id", Integer, primary_key=True),
    of_campaign(),
    Column("site", String, nullable=False),
    Column("values", JSON, nullable=False),
    Column("note", Text, nullable=False),
    *confirmed(),
    Index("ix_layout_overrides_campaign", "campaign"),
)
