"""What verdicts spare, each need and each camera counted once."""

from typing import Any, get_args

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.planning.overlap.decided import FIXED, PTZ, Avoided, avoided, gone, joined
from camdash.store.plans import OverlapDecision, Question, Verdict
from tests.planning.overlap.making import decided

NEW = {FIXED: 10, PTZ: 30}
COSTS: dict[str, int | None] = {"n1": 100, "n2": 70, "n3": None, "n4": 40, "e1": None, "e2": None, "e3": None}
QUANTITY: dict[str, int | None] = {"n1": 1, "n2": 2, "n3": 3, "n4": 1, "e1": 4, "e2": 2, "e3": None}


def listed(*pairs: tuple[Question, str, str]) -> pd.DataFrame:
    """Make the list of pairs; n3 asks for three cameras and states no cost."""
    rows: list[dict[str, Any]] = []
    for question, *keys in pairs:
        row: dict[str, Any] = {"question": question}
        for side, key in zip(("one", "other"), keys, strict=True):
            row |= {side: key, f"{side}_quantity": QUANTITY[key], f"{side}_cost_vnd": COSTS[key]}
            row |= {f"{side}_camera_type": "fixed"}
        rows.append(row)
    frame = pd.DataFrame(rows)
    numbers = {name: "Int64" for name in frame.columns if name.endswith(("quantity", "cost_vnd"))}
    return frame.astype(numbers)


EVERY = listed(
    *(("existing", a, b) for a, b in (("e1", "e2"), ("e2", "e3"), ("e1", "e3"))),
    *(("need", n, e) for n in ("n1", "n2", "n3", "n4") for e in ("e1", "e2", "e3")),
    *(("needs", a, b) for a, b in (("n1", "n2"), ("n2", "n3"), ("n3", "n4"), ("n1", "n4"), ("n1", "n3"))),
)
REVERSED = EVERY.iloc[::-1].reset_index(drop=True)
PAIRS = list(EVERY[["question", "one", "other"]].itertuples(index=False, name=None))
DECISIONS = st.lists(
    st.builds(
        lambda pair, verdict: decided(*pair, verdict), st.sampled_from(PAIRS), st.sampled_from(get_args(Verdict))
    ),
    unique_by=lambda d: (d.question, d.one, d.other),
    max_size=10,
)


@pytest.mark.parametrize(
    ("decisions", "spared"),
    [
        ([], Avoided()),
        ([decided("need", "n1", "e1")], Avoided(100, 1, 1)),
        ([decided("need", "n1", "e1"), decided("need", "n1", "e2")], Avoided(100, 1, 1)),
        ([decided("need", "n1", "e1", "merge")], Avoided()),
        ([decided("need", "n3", "e1")], Avoided(30, 1, 3, estimated_needs=1, estimated_vnd=30)),
        ([decided("needs", "n1", "n2", "merge")], Avoided(70, 1, 2)),
        ([decided("needs", "n1", "n2"), decided("needs", "n1", "n4")], Avoided(110, 2, 3)),
        ([decided("needs", "n1", "n2"), decided("need", "n1", "e1")], Avoided(100, 1, 1)),
        ([decided("needs", "n1", "n2", "keep_both")], Avoided()),
        ([decided("needs", "n1", "n2", "different")], Avoided()),
        ([decided("existing", "e1", "e2")], Avoided(doubled=2)),
        ([decided("existing", "e1", "e2"), decided("existing", "e2", "e3")], Avoided(doubled=2, unknown_doubled=1)),
    ],
)
def test_what_verdicts_spare(decisions: list[OverlapDecision], spared: Avoided) -> None:
    """A met need is dropped; of needs that are one the dearest stays; of doubled cameras the greatest number."""
    assert avoided(EVERY, decisions, NEW) == spared


def test_a_need_that_tells_neither_cost_nor_number_is_said() -> None:
    """It is dropped and counts as nothing."""
    pairs = EVERY.assign(one_cost_vnd=pd.NA, one_quantity=pd.NA).astype(
        {"one_cost_vnd": "Int64", "one_quantity": "Int64"}
    )
    assert avoided(pairs, [decided("need", "n1", "e1")], NEW) == Avoided(needs=1, unknown_needs=1)


@given(DECISIONS)
def test_no_need_is_counted_twice(decisions: list[OverlapDecision]) -> None:
    """At most every need that is decided on, and no more for the same verdicts in another order."""
    spared = avoided(EVERY, decisions, NEW)
    named = {key for d in decisions for key in (d.one, d.other) if key.startswith("n")}
    assert spared.needs <= len(named)
    assert spared.money_vnd <= sum(COSTS[key] or 30 for key in named)
    assert spared == avoided(REVERSED, list(reversed(decisions)), NEW)


@given(DECISIONS, st.sampled_from([pair for pair in PAIRS if pair[0] == "need"]))
def test_one_more_met_need_never_spares_less(decisions: list[OverlapDecision], pair: tuple[Question, str, str]) -> None:
    """Whatever was said before."""
    more = decided(*pair)
    others = [d for d in decisions if (d.question, d.one, d.other) != (more.question, more.one, more.other)]
    assert avoided(EVERY, [*others, more], NEW).money_vnd >= avoided(EVERY, others, NEW).money_vnd


def test_decisions_are_joined_whichever_key_comes_first() -> None:
    """The store sorts keys, the list has the need first."""
    found = joined(EVERY, [decided("need", "n1", "e1", "keep_both")])
    told = found[found["verdict"].notna()]
    assert told[["one", "other", "verdict", "by"]].to_numpy().tolist() == [["n1", "e1", "keep_both", "Lan"]]


def test_decisions_on_what_is_no_more_are_listed() -> None:
    """A row left or was renamed; the same keys under another question are another pair."""
    lost = [decided("need", "n1", "e9"), decided("needs", "n1", "e1")]
    assert gone(EVERY, [*lost, decided("need", "n1", "e1")]) == lost
