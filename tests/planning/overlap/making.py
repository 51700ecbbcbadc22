"""Small surveys made by hand for the overlap finder."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from camdash.analysis.snapshot import Snapshot
from camdash.planning.overlap.finding import pairs
from camdash.store.plans import OverlapDecision, Question, Verdict
from tests.analysis.conftest import make_snapshot, make_version

Row = dict[str, Any]
Part = tuple[str, str, Sequence[Row]]
METRE = 1 / 111_195
"""Degrees of latitude."""

PLACE: Row = {"position_name": "Chợ Hôm", "address": "Số 79 phố Huế", "district": "007", "lat": 21.017, "lon": 105.851}
TOLD: Row = {**PLACE, "quantity": 1, "camera_type": "fixed", "purposes": ["traffic"]}


def north(row: Row, metres: float, **changes: Any) -> Row:
    """Move a row to the north and change what else is told."""
    return {**row, "lat": row["lat"] + metres * METRE, **changes}


def survey(*parts: Part) -> Snapshot:
    """Make the picture of (unit, form, rows), one version each."""
    made = []
    for number, (unit, form, rows) in enumerate(parts, start=1):
        numbered = [{"row": place, **row} for place, row in enumerate(rows, start=11)]
        made.append((make_version(number, unit, form), numbered))
    return make_snapshot(made)


def two(question: Question, one: Row, other: Row) -> pd.DataFrame:
    """Let two units tell a row each, and give the pairs of a question."""
    forms = {"existing": ("form1", "form1"), "need": ("form2", "form1"), "needs": ("form2", "form2")}[question]
    return pairs(survey(("007", forms[0], [one]), ("SGTVT", forms[1], [other])), question)


def decided(question: Question, one: str, other: str, verdict: Verdict = "same") -> OverlapDecision:
    """Give a verdict as the store gives it back."""
    first, second = sorted((one, other))
    return OverlapDecision(question, first, second, verdict, "", "Lan", None)
