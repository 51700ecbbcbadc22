"""What a person decides about a version: whose it is, added or replacing, accepted, sent back, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal, NamedTuple

from sqlalchemy import Connection, Engine

from camdash.store import campaigns, places, schema, versions
from camdash.store.engine import writing
from camdash.store.model import Decision, Outcome, Verdict, VersionInfo
from camdash.store.parquet import from_parquet, identities, to_parquet, to_records
from camdash.store.parts import Placement, Sheaf, place, settle
from camdash.store.shelving import outcome_of, reshelve, shelve
from camdash.store.submissions import Key, Submission, of_unit
from camdash.store.versions import Desk, Filing, Origin, Pointer

_DECIDABLE = frozenset({"held", "superseded", "withdrawn"})


class _Mark(NamedTuple):
    """A verdict that moves no other version: the review or state it sets, and in which states it may be given."""

    kind: Literal["accepted", "returned", "withdrawn"]
    states: frozenset[str]


_MARKS: Mapping[str, _Mark] = MappingProxyType(
    {
        "accept": _Mark("accepted", frozenset({"current"})),
        "return": _Mark("returned", frozenset({"current", "held"})),
        "withdraw": _Mark("withdrawn", frozenset({"current", "held"})),
    }
)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person said: the verdict, whose the version is where they said so, and which version it replaces."""

    verdict: Verdict
    unit: str | None = None
    replaces: int | None = None


def decide(engine: Engine, version_id: int, decided: Decided, by: str) -> Outcome:
    """Do what a person decided about a version; what was decided before in another way is told, not undone.

    An unknown version or unit raises StoreError.
    """
    with writing(engine) as connection:
        code = versions.info(connection, version_id).campaign
        campaigns.lock(connection, code)
        version = versions.info(connection, version_id)
        desk = Desk(connection, campaigns.find(connection, code), by, datetime.now(UTC))
        campaigns.check_units(desk.campaign, [decided.unit])
        outcome = _decide(desk, version, decided)
        if outcome.kind != "same_file":
            campaigns.bump(connection, code)
    return outcome


def _decide(desk: Desk, version: VersionInfo, decided: Decided) -> Outcome:
    verdict, unit = decided.verdict, decided.unit
    if verdict != "add" and verdict != "replace":  # noqa: PLR1714 - mypy narrows the literal only this way
        return _mark(desk, version, verdict)
    if unit is not None and unit != version.unit:
        return _give_unit(desk, version, verdict, unit)
    if version.state not in _DECIDABLE:
        return outcome_of(desk, version, "same_file", "already_decided")
    return _reshelve(desk, version, verdict, decided.replaces)


def _mark(desk: Desk, version: VersionInfo, verdict: str) -> Outcome:
    mark = _MARKS[verdict]
    if version.state not in mark.states or version.review == mark.kind:
        return outcome_of(desk, version, "same_file", "already_decided")
    if mark.kind == "withdrawn":
        versions.point(desk, version, Pointer("withdrawn", "", version.part, version.number))
        versions.note(desk, version, verdict, mark.kind)
    else:
        versions.review(desk, version, mark.kind, verdict)
    return outcome_of(desk, version, mark.kind)


def _reshelve(desk: Desk, version: VersionInfo, decision: Decision, replaces: int | None) -> Outcome:
    """Place a stored version again, where it stood before if that place is free or its own part's version has it."""
    standing = versions.standing(desk.connection, desk.campaign.code, version.unit, version.form)
    own_part = [v for v in standing if version.part is not None and v.part == version.part]
    named = [v for v in standing if v.id == replaces]
    considered = (named or own_part or standing) if decision == "replace" else standing
    placement = settle(
        versions.sheaf(desk.connection, version), [versions.sheaf(desk.connection, v) for v in considered], decision
    )
    if placement.state == "held" and version.state != "held":
        return outcome_of(desk, version, "held", placement.reason)
    return reshelve(desk, version, placement, standing, decision)


def _give_unit(desk: Desk, version: VersionInfo, decision: Decision, unit: str) -> Outcome:
    """Store the version anew as the unit's; the one without the unit, or of another, no longer counts."""
    submission = of_unit(_submission(desk.connection, version), unit)
    standing = versions.standing(desk.connection, desk.campaign.code, unit, version.form)
    placement = _place_of(submission, version, [versions.sheaf(desk.connection, v) for v in standing], decision)
    versions.point(desk, version, Pointer("superseded", "", version.part, version.number))
    origin = Origin(version.receipt, version.sha256, version.file, version.received_on)
    records = to_parquet(version.form, submission.records)
    outcome = shelve(desk, Filing(submission, records, origin), placement, standing)
    versions.note(desk, version, "unit", "superseded", outcome.version_id)
    return outcome


def _place_of(submission: Submission, version: VersionInfo, standing: list[Sheaf], decision: Decision) -> Placement:
    """Place as if the file had just come with its unit known; the decision answers whatever question remains."""
    rows = identities(version.form, submission.records)
    sheaf = Sheaf(submission.key.unit, version.issuer, version.nil, rows, version.received_on, version.file)
    placement = place(sheaf, standing)
    return settle(sheaf, standing, decision) if placement.state == "held" else placement


def _submission(connection: Connection, version: VersionInfo) -> Submission:
    found = versions.problems(connection, schema.problems.c.version == version.id)
    return Submission(
        Key(version.unit, version.form, version.issuer),
        nil=version.nil,
        records=to_records(from_parquet(version.form, versions.parquet(connection, version.id))),
        problems=[problem for _, problem in found],
        stated_total=version.stated_total,
        tables=list(places.places(connection, version.id)),
    )
