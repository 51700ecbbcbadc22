"""What people said of pairs: joined to them, and what it has spared so far; nothing is counted twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from camdash.store.plans import OverlapDecision, Question, Verdict

VERDICTS: tuple[Verdict, ...] = ("same", "different", "merge", "keep_both")
ONE_THING: tuple[Verdict, ...] = ("same", "merge")
"""Verdicts after which two needs are served by one."""

FIXED, PTZ = "fixed", "ptz"
"""Kinds of new cameras that cost differently; all that do not turn cost what fixed ones do."""

_Pair = tuple[str, str, str]


def joined(pairs: pd.DataFrame, decisions: Iterable[OverlapDecision]) -> pd.DataFrame:
    """Add verdict, note, by and at (missing where nothing was decided) to pairs of one or more questions."""
    held = {_key(d.question, d.one, d.other): d for d in decisions}
    found = [held.get(key) for key in _keys(pairs)]
    verdicts = pd.Categorical([d.verdict if d else None for d in found], list(VERDICTS))
    told = {name: [getattr(d, name) if d else None for d in found] for name in ("note", "by", "at")}
    columns = {name: pd.Series(values, index=pairs.index, dtype="object") for name, values in told.items()}
    return pairs.assign(verdict=verdicts, **columns)


def gone(pairs: pd.DataFrame, decisions: Iterable[OverlapDecision]) -> list[OverlapDecision]:
    """List the decisions on pairs that are no more: a record left, was renamed, or stands elsewhere now."""
    present = set(_keys(pairs))
    return [d for d in decisions if _key(d.question, d.one, d.other) not in present]


def _key(question: str, one: str, other: str) -> _Pair:
    first, second = sorted((one, other))
    return question, first, second


def _keys(pairs: pd.DataFrame) -> list[_Pair]:
    columns = (pairs[name].astype(object) for name in ("question", "one", "other"))
    return [_key(*row) for row in zip(*columns, strict=True)]


@dataclass(frozen=True, slots=True)
class Avoided:
    """What decisions have spared: money in đồng, needs and cameras dropped, and how sure that is.

    `estimated_needs` of the `needs` state no cost and are counted by number and unit cost (their share is
    `estimated_vnd`); `unknown_needs` tell neither cost nor number and count as nothing. `doubled` cameras were counted
    twice among what exists; of `unknown_doubled` records the number is not told.
    """

    money_vnd: int = 0
    needs: int = 0
    needed_cameras: int = 0
    estimated_needs: int = 0
    estimated_vnd: int = 0
    unknown_needs: int = 0
    doubled: int = 0
    unknown_doubled: int = 0


def avoided(pairs: pd.DataFrame, decisions: Iterable[OverlapDecision], new_vnd: Mapping[str, int]) -> Avoided:
    """Sum what the decisions on `pairs` (of all questions together) have spared so far.

    A need that an existing camera meets ("same" as it) is dropped whole. Needs that are one thing or share one site
    ("same", "merge") keep the dearest of them. Each need counts once, in however many pairs it is decided. Costs are
    the stated ones, else number x unit cost: `new_vnd` has đồng a camera by FIXED and PTZ. Of cameras said to be the
    same the greatest number stays. Decisions on pairs that are not among `pairs` count as nothing.
    """
    rows = _decided(pairs, decisions)
    needs, cameras = _members(rows, ("need", "needs")), _members(rows, ("existing",))
    met = {str(row["one"]) for row in _said(rows, "need", ("same",))}
    dropped = set(met)
    for group in _groups(_said(rows, "needs", ONE_THING)):
        dropped.update(_spared([key for key in group if key not in met], needs, new_vnd))
    doubled = [[cameras[key].quantity for key in group] for group in _groups(_said(rows, "existing", ("same",)))]
    told = [[number for number in group if number is not None] for group in doubled]
    return Avoided(
        **_summed([needs[key] for key in sorted(dropped)], new_vnd),
        doubled=sum(sum(group) - max(group, default=0) for group in told),
        unknown_doubled=sum(group.count(None) for group in doubled),
    )


_Row = Mapping[Any, Any]
_NEEDED = (
    "question", "one", "other",
    *(f"{side}_{name}" for side in ("one", "other") for name in ("quantity", "cost_vnd", "camera_type")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Member:
    """A record of a decided pair: number of cameras, stated cost in đồng, type; None where not told."""

    quantity: int | None
    cost_vnd: int | None
    camera_type: str | None

    @classmethod
    def of(cls, row: _Row, side: str) -> "_Member":
        told = (row[f"{side}_{name}"] for name in ("quantity", "cost_vnd", "camera_type"))
        quantity, cost, kind = (None if pd.isna(value) else value for value in told)
        return cls(None if quantity is None else int(quantity), None if cost is None else int(cost), kind)

    def cost(self, new_vnd: Mapping[str, int]) -> int | None:
        """Give the stated cost, else that of as many new cameras."""
        if self.cost_vnd is not None or self.quantity is None:
            return self.cost_vnd
        return self.quantity * new_vnd[PTZ if self.camera_type == PTZ else FIXED]


def _decided(pairs: pd.DataFrame, decisions: Iterable[OverlapDecision]) -> list[_Row]:
    """Take the pairs on which there is a verdict as rows with it."""
    verdicts = {_key(d.question, d.one, d.other): d.verdict for d in decisions}
    keys = _keys(pairs)
    places = [place for place, key in enumerate(keys) if key in verdicts]
    rows = pairs[list(_NEEDED)].iloc[places].astype(object).to_dict("records")
    return [{**row, "verdict": verdicts[keys[place]]} for place, row in zip(places, rows, strict=True)]


def _said(rows: Sequence[_Row], question: Question, verdicts: Sequence[str]) -> list[_Row]:
    return [row for row in rows if row["question"] == question and row["verdict"] in verdicts]


def _members(rows: Sequence[_Row], questions: Sequence[Question]) -> dict[str, _Member]:
    """Take the records of pairs once each, by key; of "need" only the needs."""
    found: dict[str, _Member] = {}
    for row in rows:
        if row["question"] in questions:
            for side in ("one",) if row["question"] == "need" else ("one", "other"):
                found[str(row[side])] = _Member.of(row, side)
    return found


def _groups(pairs: Sequence[_Row]) -> list[list[str]]:
    """Join pairs that share a record: the keys of each group, in the order of text."""
    leader: dict[str, str] = {}

    def find(key: str) -> str:
        while leader.setdefault(key, key) != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for pair in pairs:
        first, second = sorted((find(str(pair["one"])), find(str(pair["other"]))))
        leader[second] = first
    groups: dict[str, list[str]] = {}
    for key in sorted(leader):
        groups.setdefault(find(key), []).append(key)
    return list(groups.values())


def _spared(group: Sequence[str], needs: Mapping[str, _Member], new_vnd: Mapping[str, int]) -> Sequence[str]:
    """Give the needs of a group that are dropped: all but the dearest, the first of equal ones staying."""
    stays = max(group, key=lambda key: needs[key].cost(new_vnd) or 0, default=None)
    return [key for key in group if key != stays]


def _summed(dropped: Sequence[_Member], new_vnd: Mapping[str, int]) -> dict[str, int]:
    costs = [(need, need.cost(new_vnd)) for need in dropped]
    estimated = [cost for need, cost in costs if need.cost_vnd is None and cost is not None]
    return {
        "money_vnd": sum(cost or 0 for _, cost in costs),
        "needs": len(dropped),
        "needed_cameras": sum(need.quantity or 0 for need in dropped),
        "estimated_needs": len(estimated),
        "estimated_vnd": sum(estimated),
        "unknown_needs": sum(cost is None for _, cost in costs),
    }
