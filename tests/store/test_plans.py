"""What people decide about the common positions: nothing is overwritten."""

from typing import Any

import pytest

from camdash.store import Store, StoreError
from camdash.store.plans import OverlapDecision

SCENARIO: dict[str, Any] = {
    "inputs": {"budget": 1},
    "revision": 3,
    "versions": (1, 2),
    "decided": "0-0-0",
    "summary": {"sites": 4},
    "digest": "ab",
}


def test_a_verdict_replaces_the_one_before_and_both_are_on_record(store: Store) -> None:
    """A pair is the same pair in both orders."""
    plans = store.plans("2024", "lan")
    plans.decide([OverlapDecision("need", "b", "a", "same", "một camera"), OverlapDecision("need", "c", "d", "same")])
    store.plans("2024", "minh").decide([OverlapDecision("need", "a", "b", "different")])
    assert [(d.one, d.other, d.verdict, d.by) for d in plans.decisions()] == [
        ("c", "d", "same", "lan"),
        ("a", "b", "different", "minh"),
    ]
    assert len(plans.decision_log()) == 3


def test_a_verdict_can_be_taken_back(store: Store) -> None:
    """The log keeps it."""
    plans = store.plans("2024")
    plans.decide([OverlapDecision("needs", "a", "b", "merge")])
    plans.undecide([("needs", "b", "a")])
    assert plans.decisions() == []
    assert len(plans.decision_log()) == 1


def test_the_mark_tells_of_every_change(store: Store) -> None:
    """Decisions, those taken back, standards and overrides; scenarios leave it."""
    plans = store.plans("2024")
    marks = [plans.mark()]
    for change in (
        lambda: plans.decide([OverlapDecision("needs", "a", "b", "merge")]),
        lambda: plans.undecide([("needs", "a", "b")]),
        lambda: plans.set_standards({"radius_m": {"school": 40}}),
        lambda: plans.override("s1", {"action": "keep"}),
        lambda: plans.override("s1", {}),
    ):
        change()
        marks.append(plans.mark())
    assert len(set(marks)) == len(marks)
    plans.save_scenario("A", SCENARIO, b"x")
    assert plans.mark() == marks[-1]


def test_a_scenario_keeps_inputs_and_result(store: Store) -> None:
    """The same name takes the place of the one before, and the proposal follows the name."""
    plans = store.plans("2024", "lan")
    first = plans.save_scenario(" Sửa trước ", SCENARIO, b"one")
    plans.propose(first.id)
    second = plans.save_scenario("Sửa trước", {**SCENARIO, "digest": "cd"}, b"two")
    assert [(s.id, s.name, s.versions, s.digest) for s in plans.scenarios()] == [(second.id, "Sửa trước", (1, 2), "cd")]
    assert plans.result(second.id) == b"two"
    assert plans.result(first.id) == b"one"
    assert plans.proposal() == second.id


def test_deleting_the_proposal_leaves_none(store: Store) -> None:
    """Another name does not take the proposal over."""
    plans = store.plans("2024")
    first, second = plans.save_scenario("A", SCENARIO, b""), plans.save_scenario("B", SCENARIO, b"")
    plans.propose(first.id)
    plans.propose(second.id)
    assert plans.proposal() == second.id
    plans.delete_scenario(second.id)
    assert plans.proposal() is None
    with pytest.raises(StoreError):
        plans.propose(second.id)


@pytest.mark.parametrize("name", ["", " ", "x" * 81])
def test_a_scenario_needs_a_name(store: Store, name: str) -> None:
    """Empty and endless names are refused."""
    with pytest.raises(StoreError):
        store.plans("2024").save_scenario(name, SCENARIO, b"")


def test_overrides_hold_until_they_are_taken_back(store: Store) -> None:
    """One a site, the last."""
    plans = store.plans("2024", "lan")
    plans.override("s1", {"action": "keep"})
    plans.override("s1", {"action": "remove"}, "cột đã đổ")
    assert [(o.site, o.values, o.note, o.by) for o in plans.overrides()] == [
        ("s1", {"action": "remove"}, "cột đã đổ", "lan")
    ]
    plans.override("s1", {})
    assert plans.overrides() == []


def test_no_campaign_no_decisions(store: Store) -> None:
    """A campaign that is not there decides nothing."""
    with pytest.raises(StoreError):
        store.plans("1999").decide([OverlapDecision("needs", "a", "b", "merge")])
