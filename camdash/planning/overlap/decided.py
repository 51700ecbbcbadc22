"""What people said of pairs: joined to them, and what it has spared so far; nothing is counted twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
    known = joined(pairs, decisions)
    known = known[known["verdict"].notna()]
    needs, cameras = _members(known, ("need", "needs")), _members(known, ("existing",))
    met = set(known.loc[_said(known, "need", ("same",)), "one"])
    dropped = set(met)
    for group in _groups(known[_said(known, "needs", ONE_THING)]):
        dropped.update(_spared(sorted(set(group) - met), needs, new_vnd))
    whole = _needs(needs.loc[sorted(dropped)], new_vnd)
    doubled = [cameras.loc[group, "quantity"] for group in _groups(known[_said(known, "existing", ("same",))])]
    return Avoided(
        **whole,
        doubled=int(sum(each.sum() - each.max() for each in doubled if each.notna().any())),
        unknown_doubled=int(sum(each.isna().sum() for each in doubled)),
    )


def _said(pairs: pd.DataFrame, question: Question, verdicts: Sequence[str]) -> pd.Series:
    return (pairs["question"] == question) & pairs["verdict"].isin(verdicts)


def _members(pairs: pd.DataFrame, questions: Sequence[Question]) -> pd.DataFrame:
    """List the records of pairs once each, by key: quantity, cost_vnd, camera_type; of "need" only the needs."""
    of = pairs[pairs["question"].isin(questions)]
    told = ("quantity", "cost_vnd", "camera_type")
    sides = []
    for side in ("one", "other"):
        part = of if side == "one" else of[of["question"] != "need"]
        renamed = part[[side, *(f"{side}_{name}" for name in told)]]
        sides.append(renamed.set_axis(["key", *told], axis=1))
    whole = pd.concat(sides, ignore_index=True)
    return whole.drop_duplicates("key").set_index("key")


def _groups(pairs: pd.DataFrame) -> list[list[str]]:
    """Join pairs that share a record: the keys of each group, in the order of text."""
    leader: dict[str, str] = {}

    def find(key: str) -> str:
        while leader.setdefault(key, key) != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for one, other in zip(pairs["one"], pairs["other"], strict=True):
        first, second = sorted((find(str(one)), find(str(other))))
        leader[second] = first
    groups: dict[str, list[str]] = {}
    for key in sorted(leader):
        groups.setdefault(find(key), []).append(key)
    return list(groups.values())


def _spared(group: Sequence[str], needs: pd.DataFrame, new_vnd: Mapping[str, int]) -> Sequence[str]:
    """Give the needs of a group that are dropped: all but the dearest, the first of equal ones staying."""
    cost = _costs(needs.loc[list(group)], new_vnd).fillna(0)
    stays = cost.idxmax() if len(cost) else None
    return [key for key in group if key != stays]


def _costs(needs: pd.DataFrame, new_vnd: Mapping[str, int]) -> pd.Series:
    each = needs["camera_type"].astype(object).map(lambda kind: new_vnd[PTZ if kind == PTZ else FIXED])
    stated, number = (needs[name].astype("Float64") for name in ("cost_vnd", "quantity"))
    return stated.fillna(number * each.astype("Float64"))


def _needs(dropped: pd.DataFrame, new_vnd: Mapping[str, int]) -> dict[str, int]:
    cost, stated = _costs(dropped, new_vnd), dropped["cost_vnd"].notna()
    return {
        "money_vnd": int(cost.sum()),
        "needs": len(dropped),
        "needed_cameras": int(dropped["quantity"].sum()),
        "estimated_needs": int((~stated & cost.notna()).sum()),
        "estimated_vnd": int(cost[~stated].sum()),
        "unknown_needs": int(cost.isna().sum()),
    }
