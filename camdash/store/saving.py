"""Saving one file in one transaction: its receipt, its bytes, a version for each form of each unit in it, a paper."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from camdash.intake.model import FileReading, Paper
from camdash.store import campaigns, papers, schema, versions
from camdash.store.engine import reading, writing
from camdash.store.model import Decision, Outcome, PaperInfo, VersionInfo
from camdash.store.names import plain
from camdash.store.parquet import identities, to_parquet
from camdash.store.parts import Placement, Sheaf, place
from camdash.store.shelving import outcome_of, reshelve, shelve
from camdash.store.submissions import Sorted, Submission, sort_reading
from camdash.store.versions import Desk, Filing, Origin, Pointer


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it arrived: what was read from it, its bytes, when it was received and what a person said of it."""

    reading: FileReading
    content: bytes
    received_on: date
    decision: Decision | None = None
    unit: str | None = None

    @property
    def file(self) -> str:
        """The file's name as the database can keep it."""
        return plain(self.reading.file)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A submission made ready outside the transaction, so that others wait as little as possible."""

    submission: Submission
    sheaf: Sheaf
    records: bytes


@dataclass(frozen=True, slots=True)
class _Attached:
    """A file that is a paper: whose it is, and the paper that the same bytes gave before."""

    paper: Paper
    unit: str | None
    twin: PaperInfo | None


def save(engine: Engine, campaign_code: str, arrival: Arrival, by: str) -> list[Outcome]:
    """Save one file; an unknown campaign or unit raises StoreError, everything else is told by the outcomes."""
    with reading(engine) as connection:
        campaign = campaigns.find(connection, campaign_code)
    campaigns.check_units(campaign, [arrival.unit])
    sorted_ = sort_reading(arrival.reading, campaign, arrival.unit)
    ready = [_ready(s, arrival) for s in sorted_.submissions]
    sha256 = hashlib.sha256(arrival.content).hexdigest()
    with writing(engine) as connection:
        campaigns.lock(connection, campaign_code)
        desk = Desk(connection, campaign, by, datetime.now(UTC))
        return _save(desk, arrival, sorted_, ready, sha256)


def _ready(submission: Submission, arrival: Arrival) -> _Ready:
    unit, form, issuer = submission.key
    rows = identities(form, submission.records)
    sheaf = Sheaf(unit, issuer, submission.nil, rows, arrival.received_on, arrival.file)
    return _Ready(submission, sheaf, to_parquet(form, submission.records))


def _save(desk: Desk, arrival: Arrival, sorted_: Sorted, ready: Sequence[_Ready], sha256: str) -> list[Outcome]:
    earlier = _earlier(desk, sha256)
    paper = _paper(desk, arrival, sha256)
    kind = _receipt_kind(arrival.reading, ready, earlier, paper)
    origin = Origin(_write_receipt(desk, arrival, sha256, kind), sha256, arrival.file, arrival.received_on)
    if arrival.reading.readable or paper is not None:
        _keep_bytes(desk, arrival.content, sha256)
    if kind != "same_file":
        versions.write_problems(desk.connection, sorted_.problems, origin.receipt, None)
    outcomes = [_save_one(desk, r, origin, earlier, arrival.decision) for r in ready]
    if paper is not None:
        outcomes.append(_keep_paper(desk, paper, origin))
    outcomes = outcomes or [_refused(arrival)]
    if any(o.kind != "same_file" for o in outcomes):
        campaigns.bump(desk.connection, desk.campaign.code)
    return outcomes


def _earlier(desk: Desk, sha256: str) -> list[VersionInfo]:
    """List what the same bytes gave before in this campaign."""
    table = schema.versions
    return versions.infos(desk.connection, table.c.campaign == desk.campaign.code, table.c.sha256 == sha256)


def _paper(desk: Desk, arrival: Arrival, sha256: str) -> _Attached | None:
    """Find whose the file is as a paper, and which paper it repeats; None where it is none, or a secret one."""
    paper = arrival.reading.paper
    if paper is None or any(p.code == "classified" for p in arrival.reading.problems):
        return None
    unit = papers.owner(desk, paper, arrival.unit)
    return _Attached(paper, unit, papers.twin(desk, sha256, unit))


def _keep_paper(desk: Desk, attached: _Attached, origin: Origin) -> Outcome:
    if attached.twin is not None:
        return papers.repeated(desk, attached.twin, origin.file)
    return papers.keep(desk, origin, attached.paper, attached.unit)


def _receipt_kind(
    found: FileReading, ready: Sequence[_Ready], earlier: Sequence[VersionInfo], paper: _Attached | None
) -> str:
    if not found.readable and paper is None:
        return "unreadable"
    if not ready and paper is None:
        return "no_table"
    if all(_twin(r.submission, earlier) for r in ready) and (paper is None or paper.twin):
        return "same_file"
    return "read" if ready else "paper"


def _write_receipt(desk: Desk, arrival: Arrival, sha256: str, kind: str) -> int:
    row = {
        "campaign": desk.campaign.code,
        "file": arrival.file,
        "sha256": sha256,
        "size": len(arrival.content),
        "kind": kind,
        "received_on": arrival.received_on,
        "arrived_at": desk.at,
        "by": desk.by,
        "sender": plain(arrival.reading.sender) or None,
    }
    return versions.inserted(desk.connection.execute(insert(schema.receipts).values(row)).inserted_primary_key)


def _keep_bytes(desk: Desk, content: bytes, sha256: str) -> None:
    """Keep a file's bytes once, however often and in however many campaigns they arrive."""
    table = schema.files
    if desk.connection.scalar(select(table.c.sha256).where(table.c.sha256 == sha256)) is None:
        row = {"sha256": sha256, "size": len(content), "content": content, "stored_at": desk.at}
        with suppress(IntegrityError), desk.connection.begin_nested():  # another campaign may store it just now
            desk.connection.execute(insert(table).values(row))


def _refused(arrival: Arrival) -> Outcome:
    """Tell of a file that left no version: refused with its problem, or read without a row."""
    found = arrival.reading
    if found.readable:
        return Outcome("no_table", arrival.file, reason="empty_form" if found.tables else "")
    problem = next(iter(found.problems), None)
    return Outcome("unreadable", arrival.file, errors=len(found.problems), problem=problem)


def _save_one(
    desk: Desk, ready: _Ready, origin: Origin, earlier: Sequence[VersionInfo], decision: Decision | None
) -> Outcome:
    same_form = [v for v in earlier if v.form == ready.submission.key.form]
    twin = _twin(ready.submission, same_form)
    if twin is not None:
        return replace(_again(desk, twin, decision), file=origin.file, same_as=twin.file)
    unit, form, _ = ready.submission.key
    standing = versions.standing(desk.connection, desk.campaign.code, unit, form)
    waiting = [v for v in same_form if v.unit is None and v.state == "held"]
    if same_form and not waiting and not ready.submission.nil:
        placement = Placement("held", "held", "same_bytes_other_unit")
    else:
        placement = place(ready.sheaf, [versions.sheaf(desk.connection, v) for v in standing], decision)
    outcome = shelve(desk, Filing(ready.submission, ready.records, origin), placement, standing)
    _resolve(desk, waiting, outcome)
    return outcome


def _twin(submission: Submission, earlier: Sequence[VersionInfo]) -> VersionInfo | None:
    """Find the version that the same bytes already gave for this unit and form; unresolved now, any unit's."""
    unit, form, _ = submission.key
    return next((v for v in earlier if v.form == form and (v.unit == unit or unit is None)), None)


def _again(desk: Desk, twin: VersionInfo, decision: Decision | None) -> Outcome:
    """Answer the question of a file that was held before; otherwise the same bytes change nothing."""
    if twin.state == "held" and decision is not None and twin.unit is not None:
        standing = versions.standing(desk.connection, desk.campaign.code, twin.unit, twin.form)
        held = versions.sheaf(desk.connection, twin)
        placement = place(held, [versions.sheaf(desk.connection, v) for v in standing], decision)
        if placement.state != "held":
            return reshelve(desk, twin, placement, standing, decision)
    return outcome_of(desk, twin, "same_file", twin.reason if twin.state == "held" else "")


def _resolve(desk: Desk, waiting: Sequence[VersionInfo], outcome: Outcome) -> None:
    """Take what waited for this unit out of the questions."""
    for version in waiting:
        versions.point(desk, version, Pointer("superseded"))
        versions.note(desk, version, "unit", "superseded", outcome.version_id)
