"""Putting a placed version on its shelf: superseding what it replaces, numbering it, telling the outcome."""

from collections.abc import Sequence

from camdash.store import versions
from camdash.store.model import Kind, Outcome, VersionInfo
from camdash.store.parts import Placement
from camdash.store.versions import Desk, Filing, Pointer


def shelve(desk: Desk, filing: Filing, placement: Placement, standing: Sequence[VersionInfo]) -> Outcome:
    """Write a new version where the placement says; everything it replaces is superseded first."""
    replaced = _supersede(desk, placement, standing)
    pointer = _held(placement) or _next(desk, placement, standing) or _new(desk, placement, *filing.submission.key[:2])
    new = versions.write(desk, filing, pointer, placement.kind)
    for version in replaced:
        versions.note(desk, version, "supersede", "superseded", new)
    return outcome_of(desk, versions.info(desk.connection, new), placement.kind, placement.reason)


def reshelve(
    desk: Desk, version: VersionInfo, placement: Placement, standing: Sequence[VersionInfo], action: str
) -> Outcome:
    """Move a version that is already stored to where the placement says, with its old number where it had one."""
    for other in _supersede(desk, placement, standing):
        versions.note(desk, other, "supersede", "superseded", version.id)
    pointer = _held(placement) or _own(version, placement, standing) or _next(desk, placement, standing)
    pointer = pointer or _new(desk, placement, version.unit, version.form)
    versions.point(desk, version, pointer)
    versions.note(desk, version, action, pointer.state)
    return outcome_of(desk, versions.info(desk.connection, version.id), placement.kind, placement.reason)


def _supersede(desk: Desk, placement: Placement, standing: Sequence[VersionInfo]) -> list[VersionInfo]:
    replaced = [v for v in standing if v.id in placement.supersedes]
    for version in replaced:
        versions.point(desk, version, Pointer("superseded", "", version.part, version.number))
    return replaced


def _held(placement: Placement) -> Pointer | None:
    """Give a held version neither part nor number."""
    return Pointer("held", placement.reason) if placement.state == "held" else None


def _own(version: VersionInfo, placement: Placement, standing: Sequence[VersionInfo]) -> Pointer | None:
    """Give a version its old place back where that is free, or taken by the one it replaces."""
    holder = next((v.id for v in standing if v.part == version.part), None)
    if version.part is None or holder != placement.follows:
        return None
    return Pointer(placement.state, placement.reason, version.part, version.number)


def _next(desk: Desk, placement: Placement, standing: Sequence[VersionInfo]) -> Pointer | None:
    """Give the next number in the part that is joined."""
    followed = next((v for v in standing if v.id == placement.follows), None)
    if followed is None:
        return None
    number = versions.last_number(desk.connection, followed) + 1
    return Pointer(placement.state, placement.reason, followed.part, number)


def _new(desk: Desk, placement: Placement, unit: str | None, form: str) -> Pointer:
    """Open a new part."""
    part = versions.last_part(desk.connection, desk.campaign.code, unit, form) + 1
    return Pointer(placement.state, placement.reason, part, 1)


def outcome_of(desk: Desk, version: VersionInfo, kind: Kind, reason: str = "") -> Outcome:
    """Tell what became of a version's file."""
    return Outcome(
        kind=kind,
        file=version.file,
        unit=version.unit,
        form=version.form,
        version_id=version.id,
        positions=version.positions,
        cameras=version.cameras,
        errors=version.errors,
        warnings=version.warnings,
        reason=reason,
        unit_name=unit_name(desk, version.unit),
        since=version.received_on,
        same_as=version.file,
    )


def unit_name(desk: Desk, code: str | None) -> str:
    """Name a unit of the campaign, or nobody."""
    return next((u.name for u in desk.campaign.units if u.code == code), "")
