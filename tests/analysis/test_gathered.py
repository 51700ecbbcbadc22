"""What pages gather in one question says the same as the counts by one column: connections, units, AI needs."""

from collections.abc import Callable
from typing import Any

import pytest

from camdash.analysis import ai, ai_existing, connectivity, units
from camdash.analysis.ai_wanted import Amount, wanted
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import counts, headline
from camdash.analysis.snapshot import Snapshot

CAMERAS: list[dict[str, Any]] = [
    {"quantity": 3, "transmission": "internet", "protocols": ["onvif", "rtsp"], "connected_to": ["ioc"], "ward": "A"},
    {"quantity": 2, "transmission": None, "protocols": None, "storage_places": ["recorder"], "fov_deg": 90.0},
    {"quantity": 5, "transmission": "internet", "protocols": ["onvif", "onvif"], "camera_type": "fixed", "ward": "A"},
    {"quantity": 9, "excluded": True, "protocols": ["sdk"]},
]
NEEDS: list[dict[str, Any]] = [
    {"quantity": 4, "ai_needs": ["lane", "speed"], "purposes": ["traffic"], "need_kind": "new"},
    {"quantity": 1, "ai_needs": ["lane"], "purposes": ["defence"], "need_kind": "upgrade", "ward": "A"},
]
TABLES: list[dict[str, Any]] = [
    {"field": "Giao thông", "ai_needs": ["lane"], "quantity": 9},
    {"field": "GIAO THONG", "ai_needs": ["speed"], "quantity": None},
]


@pytest.fixture(scope="module")
def snapshot(picture: Callable[..., Snapshot], version: Callable[..., Any]) -> Snapshot:
    """Give two units: one with cameras, needs and a table of AI needs, one with needs alone."""
    parts = [
        (version(1, "001", "form1"), CAMERAS),
        (version(2, "001", "form2"), NEEDS),
        (version(3, "001", "ai_needs"), TABLES),
        (version(4, "CATP", "form2"), NEEDS[:1]),
    ]
    return picture([(v, [{"row": n, **row} for n, row in enumerate(rows, 11)]) for v, rows in parts])


@pytest.mark.parametrize("where", [Filter(), Filter.of(ward="A"), Filter.of(need_kind="new")], ids=str)
def test_answers_are_those_of_the_counts(snapshot: Snapshot, where: Filter) -> None:
    """A camera stands once under each of its different answers, and under none where it tells none."""
    found = connectivity.answers(snapshot, where)
    for name in connectivity.ANSWERS:
        frame = counts(snapshot, "form1", [name], where.only("form1"))
        codes = [None if tell else code for code, tell in zip(frame[name], frame[name].isna(), strict=True)]
        assert found[name] == dict(zip(codes, frame["cameras"], strict=True))


@pytest.mark.parametrize("by", ["unit", "district", "ward"])
def test_what_stands_side_by_side_sums_to_the_headline(snapshot: Snapshot, by: str) -> None:
    """Existing, new and other needs, by any level; a unit with needs alone has no cameras."""
    frame, head = units.side_by_side(snapshot, by=by), headline(snapshot)
    assert frame["cameras"].sum() == head.existing.cameras == 10
    assert frame["needed"].sum() == head.needed.cameras == 8
    assert frame["other_needs"].sum() == head.needed.other_cameras == 1
    assert (frame["untold"] <= frame["cameras"] * 6).all()


def test_a_need_told_in_both_tables_is_counted_once(snapshot: Snapshot) -> None:
    """The greater number of a unit counts; one that only the table without a number tells is not known."""
    found = wanted(snapshot)
    assert found.by_unit["lane", "001"] == 9
    assert found.by_unit["speed", "001"] == 4
    assert found.of("lane") == Amount(frozenset({"001", "CATP"}), 13)
    assert found.most("lane", 1) == [("001", 9)]


def test_fields_that_differ_in_accents_are_one(snapshot: Snapshot) -> None:
    """And what no row tells the number of stays untold."""
    found = wanted(snapshot)
    assert list(found.fields) == ["giao thong"]
    assert found.cells["speed", "giao thong"].cameras is None
    assert found.cells["speed", "group:state_management"].units == {"001", "CATP"}


def test_only_the_functions_asked_for(snapshot: Snapshot) -> None:
    """A page narrowed to one function tells of no other."""
    assert wanted(snapshot, only=("speed",)).functions == ["speed"]


def test_shared_functions_are_the_platforms(snapshot: Snapshot) -> None:
    """The same functions in the same order, with the same numbers."""
    found, frame = wanted(snapshot), ai.platforms(snapshot)
    assert found.shared() == list(frame["function"])
    assert [found.of(code).cameras for code in found.shared()] == list(frame["cameras_wanted"])


def test_what_cameras_do_not_tell_of(snapshot: Snapshot) -> None:
    """Most missing first, cameras that are not counted left out."""
    found = dict(ai_existing.existing(snapshot).gaps.itertuples(index=False))
    assert found == {"operating_state": 10, "resolution_mp": 10, "fov_deg": 8, "camera_type": 5}
