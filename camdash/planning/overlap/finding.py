"""The pairs of positions that may be one: candidates by distance or by name, judged, with the reasons why."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.snapshot import Snapshot
from camdash.forms.registry import Unit
from camdash.planning.overlap import blocks, near, rules
from camdash.planning.overlap.evidence import COMPARED, SAME, UNTOLD, Evidence, Side, Told, compare
from camdash.planning.overlap.meant import meant
from camdash.planning.overlap.rules import RULES, SUSPICIONS, WITHIN_M
from camdash.planning.positions import positions
from camdash.store.plans import Question

QUESTIONS: tuple[Question, ...] = ("existing", "need", "needs")
FORMS: dict[Question, tuple[str, str]] = {
    "existing": ("form1", "form1"),
    "need": ("form2", "form1"),
    "needs": ("form2", "form2"),
}
"""Of which forms the two records of a pair are, `one` and `other`."""

SIDED = ("key", "id", "unit", "name", "address", "quantity", "cost_vnd", "camera_type", "sensitive", "excluded")
"""What is told of each record of a pair, as `one_…` and `other_…`; the keys are `one` and `other` themselves."""

_KEPT = ("key", "version_id", "record", "unit", "position_name", *SIDED[4:], "district")
NEAR = len(RULES) - 1
"""The rule that always holds."""

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """All pairs of one question, and what could not be looked at: the account that goes with the list.

    `unplaced` records have no coordinates and were sought by ward, name or street; `stand_ins` share one point with
    too many others; of `left_out` the name is too common to be compared.
    """

    pairs: pd.DataFrame
    records: int
    unplaced: int
    stand_ins: int
    left_out: int


def pairs(
    snapshot: Snapshot, question: Question, where: Filter = EVERYTHING, within_m: float = WITHIN_M
) -> pd.DataFrame:
    """Give the pairs of a question within reach (metres), the most suspicious first; see `find`.

    `where` keeps the pairs of which a record is meant.
    """
    found = everything(snapshot, question, within_m).pairs
    return found[meant(snapshot, question, found, where)].reset_index(drop=True)


def everything(snapshot: Snapshot, question: Question, within_m: float = WITHIN_M) -> Found:
    """Find the pairs of a question in a whole campaign, with the account of what was looked at."""
    first, second = FORMS[question]
    one = positions(snapshot, first)
    other = None if first == second else positions(snapshot, second)
    return find(question, one, other, snapshot.campaign.units, within_m)


def find(
    question: Question,
    one: pd.DataFrame,
    other: pd.DataFrame | None,
    units: tuple[Unit, ...] = (),
    within_m: float = WITHIN_M,
) -> Found:
    """Find the pairs among frames as `positions` gives them; `other` None pairs `one` with itself.

    Existing cameras are paired across units and across parts of a unit's return (its police beside its committee),
    needs across units, needs with existing cameras of any unit. Excluded records are paired too: they will count once
    they are corrected. Columns: question, one, other (keys), those of SIDED, district, sensitive, distance_m (NaN:
    found by ward, name or street), address_likeness (0-100 or NaN), same_purpose, same_type, same_view (NA: not told),
    shared_purposes (bits), suspicion, rule, score, reasons. Pairs without a distance are listed if they are suspected.
    """
    those = one if other is None else other
    stand_in = blocks.stand_ins(one)
    placed = one["x_m"].notna().to_numpy() & ~stand_in
    other_placed = placed if other is None else other["x_m"].notna().to_numpy() & ~blocks.stand_ins(other)
    bodies = _bodies(question, one) if other is None else np.empty(0, np.int64)
    a, b, distance = _near(one, other, (placed, other_placed), bodies, within_m)
    blocked = blocks.candidates(one, other, placed, other_placed)
    far = np.ones(len(blocked.one), bool) if other is not None else bodies[blocked.one] != bodies[blocked.other]
    a, b = np.r_[a, blocked.one[far]], np.r_[b, blocked.other[far]]
    distance = np.r_[distance, np.full(int(far.sum()), np.nan)]
    evidence = _compared(one, other, units, (a, b, distance))
    rule = rules.judge(evidence, question)
    kept = placed[a] & other_placed[b] | (rule != NEAR)
    frame = _frame(question, (one, those), (a[kept], b[kept]))
    frame = _judged(frame, evidence.only(kept), rule[kept], within_m)
    whole = (placed, other_placed) if other is not None else (placed,)
    unplaced = sum(int((~each).sum()) for each in whole)
    records = sum(map(len, whole))
    return Found(_in_order(frame), records, unplaced, int(stand_in.sum()), blocked.left_out)


def _bodies(question: Question, frame: pd.DataFrame) -> Ints:
    """Give numbers to who tells: the unit, for existing cameras with the part of its return."""
    names = frame["unit"].astype(object)
    if question == "existing":
        names = names + "|" + frame["issuer"].astype(object) + "|" + frame["part"].astype(str)
    return pd.factorize(names)[0].astype(np.int64)


def _near(
    one: pd.DataFrame,
    other: pd.DataFrame | None,
    placed: tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]],
    bodies: Ints,
    within_m: float,
) -> near.Near:
    rows, others = (np.flatnonzero(each) for each in placed)
    points = one[["x_m", "y_m"]].to_numpy(float)[rows]
    if other is None:
        a, b, distance = near.among(points, bodies[rows], within_m)
    else:
        a, b, distance = near.across(points, other[["x_m", "y_m"]].to_numpy(float)[others], within_m)
    return rows[a], others[b], distance


def _compared(
    one: pd.DataFrame, other: pd.DataFrame | None, units: tuple[Unit, ...], near_pairs: near.Near
) -> Evidence:
    """Gather the evidence of pairs, looking only at records that stand in one."""
    a, b, distance = near_pairs
    if other is None:
        used, back = np.unique(np.r_[a, b], return_inverse=True)
        here, there = back[: len(a)], back[len(a) :]
        mine = theirs = Side.of(_compared_columns(one).take(used), units)
    else:
        used, here = np.unique(a, return_inverse=True)
        others, there = np.unique(b, return_inverse=True)
        mine, theirs = (
            Side.of(_compared_columns(frame).take(rows), units) for frame, rows in ((one, used), (other, others))
        )
    return compare(mine, theirs, here, there, distance)


def _compared_columns(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[[name for name in COMPARED if name in frame]]


def _frame(question: Question, sides: tuple[pd.DataFrame, pd.DataFrame], rows: tuple[Ints, Ints]) -> pd.DataFrame:
    """Put what is told of both records beside each other."""
    told: dict[str, object] = {"question": pd.Categorical([question] * len(rows[0]), QUESTIONS)}
    for name, side, at in zip(("one", "other"), sides, rows, strict=True):
        told |= _told(name, side[[each for each in _KEPT if each in side]].take(at))
    frame = pd.DataFrame(told)
    district = frame.pop("one_district").fillna(frame.pop("other_district"))
    return frame.assign(district=district, sensitive=frame["one_sensitive"] | frame["other_sensitive"])


def _judged(frame: pd.DataFrame, evidence: Evidence, rule: Ints, within_m: float) -> pd.DataFrame:
    suspicions = np.array([SUSPICIONS.index(each.suspicion) for each in RULES], dtype=np.int64)[rule]
    dtype = pd.CategoricalDtype(list(SUSPICIONS), ordered=True)
    return frame.assign(
        distance_m=evidence.distance,
        address_likeness=evidence.likeness,
        same_purpose=_maybe(evidence.purpose),
        same_type=_maybe(evidence.type),
        same_view=_maybe(evidence.view),
        shared_purposes=evidence.shared_purposes,
        suspicion=pd.Categorical.from_codes(suspicions, dtype=dtype),
        rule=np.array([each.code for each in RULES], dtype=object)[rule],
        score=rules.score(evidence, within_m),
        reasons=rules.reasons(evidence),
    )


def _told(name: str, side: pd.DataFrame) -> dict[str, object]:
    columns = {"name": "position_name", "key": "key", "id": "id"}
    side = side.assign(id=side["version_id"].astype(str) + "." + side["record"].astype(str))
    told = {f"{name}_{column}": side[columns.get(column, column)].array for column in (*SIDED, "district")}
    return {name: told.pop(f"{name}_key"), **told}


def _maybe(told: Told) -> pd.arrays.BooleanArray:
    return pd.arrays.BooleanArray(told == SAME, told == UNTOLD)


def _in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Sort the most suspicious first, then by score; equal ones stay in the order of their records."""
    order = np.lexsort((-frame["score"].to_numpy(), frame["suspicion"].cat.codes))
    return frame.take(order).reset_index(drop=True)
