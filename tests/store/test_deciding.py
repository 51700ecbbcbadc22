"""What a person decides about a stored version."""

import pytest

from camdash.problems import problem
from camdash.store import Store, StoreError
from camdash.words import Words
from tests.store.making import current, made, rows, save


def held(store: Store) -> int:
    """Store one row, then a supplement that is held; give its id."""
    save(store, made(rows("a")), 11)
    return save(store, made(rows("x", "y")), 12).version_id or 0


def test_a_held_version_is_added(store: Store) -> None:
    """It becomes a part of its own, and the event tells who said so."""
    told = store.decide(held(store), "add", "lan")
    assert (told.kind, current(store)) == ("stored", [("271", "form1", 1, 1, 1), ("271", "form1", 2, 1, 2)])
    event = store.events("2024")[-1]
    assert (event.action, event.before, event.after, event.by) == ("add", "held", "current", "lan")


def test_a_held_version_replaces(store: Store) -> None:
    """It becomes the next version of the part there is."""
    assert store.decide(held(store), "replace", "lan").kind == "new_version"
    assert current(store) == [("271", "form1", 1, 2, 2)]


def test_a_replaced_version_can_be_put_back(store: Store) -> None:
    """The way back from a wrong replacement keeps both versions' numbers."""
    first = save(store, made(rows("a", "b")), 11).version_id or 0
    save(store, made(rows("a", "b", "c")), 12)
    store.decide(first, "replace", "lan")
    assert current(store) == [("271", "form1", 1, 1, 2)]


def test_what_was_replaced_wrongly_can_stand_beside(store: Store) -> None:
    """Two wards with like rows: the first is added back as a part of its own."""
    first = save(store, made(rows("a", "b")), 11).version_id or 0
    save(store, made(rows("a", "b", "c")), 12)
    store.decide(first, "add", "lan")
    assert current(store) == [("271", "form1", 1, 2, 3), ("271", "form1", 2, 1, 2)]


def test_withdrawn_counts_no_more_and_may_come_back(store: Store) -> None:
    """A withdrawal leaves the version it had replaced superseded."""
    version = save(store, made(rows("a")), 11).version_id or 0
    assert store.decide(version, "withdraw", "lan").kind == "withdrawn"
    assert current(store) == []
    store.decide(version, "add", "lan")
    assert current(store) == [("271", "form1", 1, 1, 1)]


def test_after_a_withdrawal_the_next_file_is_the_first_again(store: Store) -> None:
    """Nothing stands that it could repeat."""
    store.decide(save(store, made(rows("a")), 11).version_id or 0, "withdraw", "lan")
    assert save(store, made(rows("x")), 12).kind == "stored"


def test_of_several_parts_the_one_named_goes(store: Store) -> None:
    """Where rows do not tell, the person names the version."""
    store.decide(held(store), "add", "lan")
    third = save(store, made(rows("p", "q", "r")), 13).version_id or 0
    assert store.decide(third, "replace", "lan").reason == "which_part"
    assert store.decide(third, "replace", "lan", replaces=1).kind == "new_version"
    assert current(store) == [("271", "form1", 1, 2, 3), ("271", "form1", 2, 1, 2)]


def test_accepted_and_sent_back(store: Store) -> None:
    """Both mark a version without taking it out of the sums, and say so once."""
    version = save(store, made(rows("a"))).version_id or 0
    assert [store.accept(version, "lan").kind, store.return_(version, "lan").kind] == ["accepted", "returned"]
    assert store.return_(version, "minh").reason == "already_decided"
    assert (store.version(version).state, store.version(version).review) == ("current", "returned")
    assert [(e.before, e.after) for e in store.events("2024")] == [("", "accepted"), ("accepted", "returned")]


def test_a_second_decision_tells_of_the_first(store: Store, words: Words) -> None:
    """Two coordinators, one question: the later click changes nothing."""
    version = held(store)
    store.decide(version, "add", "lan")
    before = store.revision("2024")
    told = store.decide(version, "replace", "minh")
    assert (told.kind, told.reason, store.revision("2024")) == ("same_file", "already_decided", before)
    assert told.message(words)


def test_the_police_never_replace_the_committee(store: Store) -> None:
    """Not even when a person says so; added, they are a part."""
    save(store, made(rows("a")), 11)
    police = save(store, made(rows("a"), issuer="police"), 12).version_id or 0
    assert store.decide(police, "replace", "lan").reason == "other_issuer"
    assert store.decide(police, "add", "lan").kind == "stored"


def test_a_unit_said_on_the_page_places_the_version(store: Store) -> None:
    """Nothing stored is rewritten: the unit's version is a new one, and repeats what the unit had sent."""
    save(store, made(rows("a", "b")), 11)
    lost = made(rows("a", "b", "c", excluded=True), unit=None, problems=[problem("unit_unresolved", sheet="Sheet1")])
    version = save(store, lost, 12).version_id or 0
    assert store.decide(version, "add", "lan", unit="271").kind == "new_version"
    assert current(store) == [("271", "form1", 1, 2, 3)]
    assert store.records(version).column("unit").to_pylist() == [None] * 3


def test_a_wrong_unit_is_put_right(store: Store) -> None:
    """The version leaves the one unit and stands under the other."""
    version = save(store, made(rows("a"), unit="250")).version_id or 0
    store.decide(version, "add", "lan", unit="271")
    assert current(store) == [("271", "form1", 1, 1, 1)]


def test_a_unit_that_is_not_in_the_campaign_is_refused(store: Store) -> None:
    """So is a version that is not there."""
    version = held(store)
    with pytest.raises(StoreError):
        store.decide(version, "add", "lan", unit="999")
    with pytest.raises(StoreError):
        store.decide(99, "add", "lan")
