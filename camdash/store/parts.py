"""What an arriving form is to the parts its unit has already sent: a pure decision, FORMS.md §6 “Parts”.

Of two files the one received later speaks; received on the same day, their names are asked, then whether the first was
sent back to its unit, and where neither tells, a person is.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from camdash.store.model import Decision, Kind, State
from camdash.store.names import compare

Identity = tuple[object, ...]
Rows = Counter[Identity]

MOST = 0.5
"""A file repeats a part when it repeats more than this share of the part's rows."""

ANSWERS: dict[Decision, frozenset[str]] = {
    "add": frozenset({"repeats_none", "repeats_some", "other_issuer", "older_than_nil"}),
    "replace": frozenset(
        {"repeats_none", "repeats_some", "repeats_several", "same_date", "nil_after_data", "older_than_nil"}
    ),
}
"""Which questions a word said for a whole import answers; the others need a person to look at the one file."""


@dataclass(frozen=True, slots=True)
class Sheaf:
    """One form's rows as they came or as they stand: whose, when, under which name; `version` once it is stored.

    `returned` tells that a person sent it back: what repeats it then is its correction.
    """

    unit: str | None
    issuer: str
    nil: bool
    rows: Rows
    received_on: date
    file: str
    version: int | None = None
    returned: bool = False

    @property
    def side(self) -> str:
        """Who speaks for the unit: its police, or anybody else."""
        return "police" if self.issuer == "police" else "committee"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a form goes: its state, the version whose part it joins (None = a part of its own), whom it supersedes."""

    kind: Kind
    state: State
    reason: str = ""
    follows: int | None = None
    supersedes: tuple[int, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Match:
    """One standing part beside the arrived form."""

    standing: Sheaf
    order: Literal[-1, 0, 1]
    by_name: bool
    common: int
    share: float


def place(arrived: Sheaf, standing: Sequence[Sheaf], decision: Decision | None = None) -> Placement:
    """Place an arrived form beside the current versions of its unit and form; what cannot be told is held.

    `decision` answers the question of a held form where a word for many files may (`ANSWERS`).
    """
    placement = _place(arrived, standing)
    if placement.state != "held" or decision is None or placement.reason not in ANSWERS[decision]:
        return placement
    return settle(arrived, standing, decision)


def settle(arrived: Sheaf, standing: Sequence[Sheaf], decision: Decision) -> Placement:
    """Do what a person decided about this very form; police rows still never replace the committee's."""
    own = [s for s in standing if s.side == arrived.side]
    if arrived.unit is None:
        return _held("unit_unresolved")
    if decision == "add":
        return _add(arrived, own)
    if not own:
        return _held("other_issuer") if standing else _first(arrived)
    if len(own) == 1:
        return _next(arrived, own)
    best = max(own, key=lambda s: _common(arrived, s))
    return _next(arrived, [best]) if _common(arrived, best) else _held("which_part")


def _add(arrived: Sheaf, own: Sequence[Sheaf]) -> Placement:
    """Cameras beside “we have none” replace it; “we have none” beside cameras stays a question."""
    nils = [s for s in own if s.nil]
    if nils:
        return _next(arrived, nils)
    return _held("nil_after_data") if arrived.nil and own else _first(arrived)


def _place(arrived: Sheaf, standing: Sequence[Sheaf]) -> Placement:
    own = [s for s in standing if s.side == arrived.side]
    if arrived.unit is None:
        return _held("unit_unresolved")
    if not own:
        return _held("other_issuer") if standing else _first(arrived)
    if arrived.nil:
        return _place_nil(arrived, own)
    if own[0].nil:
        return _place_after_nil(arrived, own[0])
    return _place_rows([_match(arrived, s) for s in own], arrived)


def _place_nil(arrived: Sheaf, own: Sequence[Sheaf]) -> Placement:
    matches = [_match(arrived, s) for s in own]
    if all(m.order < 0 for m in matches):
        return _older(matches)
    return _next(arrived, own) if own[0].nil else _held("nil_after_data")


def _place_after_nil(arrived: Sheaf, nil: Sheaf) -> Placement:
    match = _match(arrived, nil)
    if match.order > 0:
        return _next(arrived, [nil], by_name=match.by_name)
    return _held("older_than_nil" if match.order else "same_date")


def _place_rows(matches: Sequence[_Match], arrived: Sheaf) -> Placement:
    repeated = sorted((m for m in matches if m.share > MOST), key=lambda m: -m.share)
    if not repeated:
        return _held("repeats_some" if any(m.common for m in matches) else "repeats_none")
    orders = {m.order for m in repeated}
    if orders == {1}:
        return _next(arrived, [m.standing for m in repeated], by_name=any(m.by_name for m in repeated))
    if orders == {-1}:
        return _older(repeated)
    return _held("same_date" if 0 in orders else "repeats_several")


def _match(arrived: Sheaf, standing: Sheaf) -> _Match:
    """Compare with one part; the share is of the rows of the earlier of the two, the one that would be replaced."""
    order, by_name = _order(arrived, standing)
    common = _common(arrived, standing)
    sizes = {1: standing.rows.total(), -1: arrived.rows.total(), 0: min(standing.rows.total(), arrived.rows.total())}
    return _Match(standing, order, by_name, common, common / sizes[order] if sizes[order] else 0.0)


def _order(arrived: Sheaf, standing: Sheaf) -> tuple[Literal[-1, 0, 1], bool]:
    if arrived.received_on != standing.received_on:
        return (1 if arrived.received_on > standing.received_on else -1), False
    told = compare(arrived.file, standing.file)
    if told == 0 and standing.returned:
        return 1, False
    return (1 if told > 0 else -1 if told < 0 else 0), told != 0


def _common(arrived: Sheaf, standing: Sheaf) -> int:
    return (arrived.rows & standing.rows).total()


def _held(reason: str) -> Placement:
    return Placement("held", "held", reason)


def _first(arrived: Sheaf) -> Placement:
    return Placement("nil_return" if arrived.nil else "stored", "current")


def _next(arrived: Sheaf, replaced: Sequence[Sheaf], *, by_name: bool = False) -> Placement:
    ids = tuple(s.version for s in replaced if s.version is not None)
    placement = Placement("nil_return" if arrived.nil else "new_version", "current", follows=ids[0], supersedes=ids)
    return replace(placement, reason="ordered_by_name") if by_name else placement


def _older(matches: Sequence[_Match]) -> Placement:
    reason = "ordered_by_name" if matches[0].by_name else ""
    return Placement("older_version", "superseded", reason, follows=matches[0].standing.version)
