"""Survey campaigns in the database: adding, finding, and the revision that tells whether anything changed."""

import dataclasses
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from camdash.forms.registry import DEFAULT_CODE, Campaign, Unit, default_campaign
from camdash.store import schema
from camdash.store.model import StoreError

_UNIT_FIELDS = tuple(f.name for f in dataclasses.fields(Unit))


class CampaignExistsError(StoreError):
    """There is already a campaign with this code."""


def ensure_default(connection: Connection) -> None:
    """Add the default campaign where it is missing; the caller holds the database's write lock."""
    if connection.scalar(select(schema.campaigns.c.code).where(schema.campaigns.c.code == DEFAULT_CODE)) is None:
        _insert(connection, default_campaign())


def has_default(connection: Connection) -> bool:
    """Tell whether the default campaign is there."""
    return connection.scalar(select(schema.campaigns.c.code).where(schema.campaigns.c.code == DEFAULT_CODE)) is not None


def add(connection: Connection, campaign: Campaign) -> None:
    """Add a campaign and its units; one with the same code raises CampaignExistsError."""
    known = connection.scalar(select(schema.campaigns.c.code).where(schema.campaigns.c.code == campaign.code))
    if known is not None:
        raise CampaignExistsError(campaign.code)
    _insert(connection, campaign)
    rows = [
        {**dataclasses.asdict(unit), "aliases": list(unit.aliases), "campaign": campaign.code, "seq": seq}
        for seq, unit in enumerate(campaign.units)
    ]
    connection.execute(insert(schema.units), rows)


def _insert(connection: Connection, campaign: Campaign) -> None:
    connection.execute(
        insert(schema.campaigns).values(
            code=campaign.code, name=campaign.name, deadline=campaign.deadline, revision=0, added_at=datetime.now(UTC)
        )
    )


def find(connection: Connection, code: str) -> Campaign:
    """Find a campaign with its units; an unknown code raises StoreError."""
    row = connection.execute(select(schema.campaigns).where(schema.campaigns.c.code == code)).one_or_none()
    if row is None:
        message = f"no campaign {code!r}"
        raise StoreError(message)
    if code == DEFAULT_CODE:
        return dataclasses.replace(default_campaign(), name=row.name, deadline=row.deadline)
    return Campaign(code=row.code, name=row.name, deadline=row.deadline, units=_units(connection, code))


def _units(connection: Connection, code: str) -> tuple[Unit, ...]:
    rows = connection.execute(
        select(schema.units).where(schema.units.c.campaign == code).order_by(schema.units.c.seq)
    ).mappings()
    kept = [{name: row[name] for name in _UNIT_FIELDS} for row in rows]
    return tuple(Unit(**{**fields, "aliases": tuple(fields["aliases"])}) for fields in kept)


def check_units(campaign: Campaign, named: Iterable[str | None]) -> None:
    """Raise StoreError where one of the units named (None names none) is not the campaign's."""
    unknown = [code for code in named if code is not None and code not in {u.code for u in campaign.units}]
    if unknown:
        message = f"no unit {unknown[0]!r} in campaign {campaign.code!r}"
        raise StoreError(message)


def names(connection: Connection) -> dict[str, str]:
    """Give the name of each campaign by its code, the one due last first."""
    table = schema.campaigns
    rows = connection.execute(select(table.c.code, table.c.name).order_by(table.c.deadline.desc(), table.c.code))
    return {row.code: row.name for row in rows}


def revision(connection: Connection, code: str) -> int:
    """Give the campaign's revision, which grows with every change; an unknown code raises StoreError."""
    found: int | None = connection.scalar(select(schema.campaigns.c.revision).where(schema.campaigns.c.code == code))
    if found is None:
        message = f"no campaign {code!r}"
        raise StoreError(message)
    return found


def lock(connection: Connection, code: str) -> None:
    """Let nobody else change this campaign until the transaction ends."""
    connection.execute(select(schema.campaigns.c.code).where(schema.campaigns.c.code == code).with_for_update())


def bump(connection: Connection, code: str) -> None:
    """Count a change, in the transaction that makes it."""
    campaigns = schema.campaigns
    connection.execute(update(campaigns).where(campaigns.c.code == code).values(revision=campaigns.c.revision + 1))
