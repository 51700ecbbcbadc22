"""Papers: the letters, reports and scans that came beside the forms, kept for reading and never for figures."""

import dataclasses
from datetime import UTC, date, datetime
from typing import Any, get_args

from sqlalchemy import ColumnElement, Connection, Engine, insert, select, update

from camdash.intake.model import Paper, PaperKind
from camdash.store import campaigns, schema
from camdash.store.engine import reading, writing
from camdash.store.model import Kind, Outcome, PaperEvent, PaperFields, PaperInfo, PaperState, StoreError
from camdash.store.names import plain
from camdash.store.shelving import unit_name
from camdash.store.versions import Desk, Origin, inserted

_OWN = tuple(schema.papers.c[f.name] for f in dataclasses.fields(PaperInfo) if f.name != "sender")
_KINDS = frozenset(get_args(PaperKind))
_TEXT_DOCUMENTS = (".docx", ".doc", ".docm", ".odt", ".rtf", ".txt")


def infos(connection: Connection, *where: ColumnElement[bool]) -> list[PaperInfo]:
    """List papers in the order in which they were stored."""
    joined = schema.papers.join(schema.receipts, schema.receipts.c.id == schema.papers.c.receipt)
    wanted = select(*_OWN, schema.receipts.c.sender).select_from(joined).where(*where).order_by(schema.papers.c.id)
    return [PaperInfo(**row) for row in connection.execute(wanted).mappings()]


def info(connection: Connection, paper: int) -> PaperInfo:
    """Find one paper; an unknown one raises StoreError."""
    found = infos(connection, schema.papers.c.id == paper)
    if not found:
        message = f"no paper {paper}"
        raise StoreError(message)
    return found[0]


def events(engine: Engine, paper: int) -> list[PaperEvent]:
    """List the changes of one paper, oldest first."""
    table = schema.paper_events
    with reading(engine) as connection:
        rows = connection.execute(select(table).where(table.c.paper == paper).order_by(table.c.id)).mappings()
        return [PaperEvent(**row) for row in rows]


# ------------------------------------------------------------------------------------------------------ saving


def owner(desk: Desk, paper: Paper, unit: str | None) -> str | None:
    """Tell whose an arriving paper is: the unit a person named, else the one it names itself where there is such."""
    return unit or next((u.code for u in desk.campaign.units if u.code == paper.unit), None)


def twin(desk: Desk, sha256: str, unit: str | None) -> PaperInfo | None:
    """Find the paper that the same bytes already gave for this unit; of an unresolved one, any unit's."""
    same = infos(desk.connection, *_same_bytes(desk, sha256))
    return next((p for p in same if p.unit == unit or unit is None), None)


def repeated(desk: Desk, again: PaperInfo, file: str) -> Outcome:
    """Tell of a paper that was received before."""
    return dataclasses.replace(_outcome(desk, again, "same_file"), file=file)


def keep(desk: Desk, origin: Origin, paper: Paper, unit: str | None) -> Outcome:
    """Keep a paper; the same bytes that waited for their unit are given it."""
    same = infos(desk.connection, *_same_bytes(desk, origin.sha256))
    waiting = next((p for p in same if p.unit is None and p.state == "kept"), None)
    if waiting is not None:
        _change(desk, waiting, {"unit": unit})
        return _outcome(desk, info(desk.connection, waiting.id), "paper")
    row = {
        **dataclasses.asdict(origin),
        "campaign": desk.campaign.code,
        "unit": unit,
        "kind": paper.kind if paper.kind in _KINDS else "other",
        **{name: plain(getattr(paper, name)) for name in ("number", "sign", "signer")},
        "issued_on": _day(paper.issued_on),
        "signed": not origin.file.lower().endswith(_TEXT_DOCUMENTS),
        "note": "",
        "state": "kept",
        "stored_at": desk.at,
        "by": desk.by,
    }
    new = inserted(desk.connection.execute(insert(schema.papers).values(row)).inserted_primary_key)
    return _outcome(desk, info(desk.connection, new), "paper")


def _same_bytes(desk: Desk, sha256: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return schema.papers.c.campaign == desk.campaign.code, schema.papers.c.sha256 == sha256


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _outcome(desk: Desk, paper: PaperInfo, kind: Kind) -> Outcome:
    return Outcome(
        kind,
        paper.file,
        paper.unit,
        reason="unit_unresolved" if paper.unit is None and paper.state == "kept" else "",
        unit_name=unit_name(desk, paper.unit),
        since=paper.received_on,
        same_as=paper.file,
        paper_id=paper.id,
    )


# ---------------------------------------------------------------------------------------------------- deciding


def edit(engine: Engine, paper: int, by: str, fields: PaperFields) -> PaperInfo:
    """Change what is said of a paper, each change with its event; StoreError: no such paper, unit or kind."""
    if fields.get("kind", "other") not in _KINDS:
        message = f"no kind of paper {fields['kind']!r}"
        raise StoreError(message)
    said = {name: plain(value) if isinstance(value, str) else value for name, value in fields.items()}
    return _edit(engine, paper, by, said)


def set_state(engine: Engine, paper: int, by: str, state: PaperState) -> PaperInfo:
    """Withdraw a paper, or keep it again; an unknown one raises StoreError."""
    return _edit(engine, paper, by, {"state": state})


def _edit(engine: Engine, paper: int, by: str, fields: dict[str, Any]) -> PaperInfo:
    with writing(engine) as connection:
        code = info(connection, paper).campaign
        campaigns.lock(connection, code)
        desk = Desk(connection, campaigns.find(connection, code), by, datetime.now(UTC))
        campaigns.check_units(desk.campaign, [fields.get("unit")])
        if _change(desk, info(connection, paper), fields):
            campaigns.bump(connection, code)
        return info(connection, paper)


def _change(desk: Desk, paper: PaperInfo, fields: dict[str, Any]) -> bool:
    """Write what differs, with an event for each field; tell whether anything did."""
    changed = {name: value for name, value in fields.items() if getattr(paper, name) != value}
    if not changed:
        return False
    desk.connection.execute(update(schema.papers).where(schema.papers.c.id == paper.id).values(changed))
    rows = [
        {
            "paper": paper.id,
            "field": name,
            "before": _text(getattr(paper, name)),
            "after": _text(value),
            "at": desk.at,
            "by": desk.by,
        }
        for name, value in changed.items()
    ]
    desk.connection.execute(insert(schema.paper_events), rows)
    return True


def _text(value: str | bool | date | None) -> str:  # noqa: FBT001 - a value of any field
    """Write a field's value as an event keeps it: true and false in words, a date in ISO, nothing as nothing."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
