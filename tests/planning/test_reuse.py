"""What becomes of needs: each rule by one camera and one need, and what is not told is never a yes."""

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdash.analysis.thresholds import default as default_thresholds
from camdash.planning.asked import wanted_mp
from camdash.planning.reuse import reuse
from camdash.planning.reuse_pairs import OUTCOMES, UNKNOWN
from camdash.planning.standards import default
from camdash.store.plans import OverlapDecision
from tests.planning.records import existing, needs

D, T = default(), default_thresholds()

GOOD: dict[str, Any] = {
    "key": "e", "x_m": 0, "y_m": 0, "quantity": 2, "purposes": ["traffic"], "camera_type": "fixed",
    "grade_state": "pass", "operating_state": "working", "resolution_mp": 4.0, "reach": "connected",
    "connected_to": ["ioc"], "remedy": "keep",
}  # fmt: skip
NEED: dict[str, Any] = {"key": "n", "x_m": 30, "y_m": 0, "purposes": ["traffic"], "camera_type": "fixed"}
LOCAL: dict[str, Any] = {"reach": "connect_now", "connected_to": ["none"], "remedy": "connect"}


def judged(need: dict[str, Any], *cameras: dict[str, Any], decisions: Any = (), standards: Any = D) -> pd.Series:
    """Judge one need, said as what differs from NEED, against cameras, said as what differs from GOOD."""
    there = existing(*({**GOOD, "key": f"e{n}", **camera} for n, camera in enumerate(cameras)))
    return reuse(needs({**NEED, **need}), there, standards, T, decisions).iloc[0]


@pytest.mark.parametrize(
    ("camera", "outcome", "cost_vnd"),
    [
        ({}, "met", 0),
        ({"reach": None, "connected_to": ["ward_police"]}, "met", 0),
        (LOCAL, "connect", T.cost_connect_vnd),
        ({"reach": "gateway", "connected_to": ["none"], "remedy": "connect"}, "connect", T.cost_gateway_vnd),
        ({"grade_state": "partial", "remedy": "repair"}, "repair", T.cost_repair_vnd),
        ({"grade_state": "fail", "remedy": "repair", "resolution_mp": 1.0}, "replace", T.cost_replace_vnd),
        ({"resolution_mp": 1.0}, "upgrade", T.cost_upgrade_vnd),
        ({"reach": "replace", "connected_to": ["none"], "remedy": "upgrade"}, "upgrade", T.cost_upgrade_vnd),
        ({"remedy": "replace", "grade_state": "fail"}, "replace", T.cost_replace_vnd),
        ({"purposes": ["environment"]}, "new", D.cost_new_fixed_vnd),
        ({"camera_type": "ptz"}, "new", D.cost_new_fixed_vnd),
        ({"x_m": 81}, "new", D.cost_new_fixed_vnd),
    ],
)
def test_each_rule(camera: dict[str, Any], outcome: str, cost_vnd: float) -> None:
    """The camera as it is told decides, and what it costs follows from the unit costs."""
    found = judged({}, camera)
    assert (found["outcome"], found["cost_vnd"]) == (outcome, cost_vnd)
    assert list(found["unknown"]) == []
    assert pd.isna(found["by"]) == (outcome == "new")


@pytest.mark.parametrize(
    ("camera", "unknown"),
    [
        ({"purposes": None}, ["purpose"]),
        ({"camera_type": None}, ["type"]),
        ({"grade_state": None, "operating_state": None}, ["state"]),
        ({"resolution_mp": None}, ["resolution"]),
        ({"reach": None, "connected_to": None}, ["connection"]),
        ({"quantity": None, "excluded": True}, ["quantity"]),
    ],
)
def test_what_is_not_told_is_missing_and_never_a_yes(camera: dict[str, Any], unknown: list[str]) -> None:
    """The answer names the camera and what its unit has to tell; no money is worked out."""
    found = judged({}, camera)
    assert (found["outcome"], found["by"], list(found["unknown"])) == ("missing", "e0", unknown)
    assert pd.isna(found["cost_vnd"])
    assert found["new_cameras"] == 0


@pytest.mark.parametrize(
    ("need", "unknown"),
    [
        ({"x_m": None, "y_m": None}, ["coordinates"]),
        ({"excluded": True, "quantity": None}, ["excluded"]),
        ({"purposes": ["other"]}, ["need_purpose"]),
        ({"purposes": None}, ["need_purpose"]),
        ({"need_kind": "replace", "x_m": 500}, ["camera"]),
    ],
)
def test_what_a_need_does_not_tell_is_missing(need: dict[str, Any], unknown: list[str]) -> None:
    """Place, purpose, or which camera it speaks of."""
    found = judged(need, {})
    assert (found["outcome"], list(found["unknown"])) == ("missing", unknown)


def test_a_need_far_from_every_camera_is_new_whatever_it_leaves_out() -> None:
    """No camera could serve it; a PTZ costs what a PTZ costs."""
    found = judged({"x_m": 400, "purposes": None, "camera_type": "ptz", "quantity": 2}, {})
    assert (found["outcome"], found["new_cameras"], found["cost_vnd"]) == ("new", 2, 2 * D.cost_new_ptz_vnd)


def test_the_radius_is_that_of_the_kind_of_place() -> None:
    """70 m: too far for a shop, near enough in an industrial zone, and never beyond the limit."""
    assert judged({"x_m": 70, "area_class": "market"}, {})["outcome"] == "new"
    assert judged({"x_m": 70, "area_class": "industrial_zone"}, {})["outcome"] == "met"
    nearer = D.changed({"reuse_reach_m": 60})
    assert judged({"x_m": 70, "area_class": "industrial_zone"}, {}, standards=nearer)["outcome"] == "new"


def test_all_purposes_of_a_need_are_to_be_served() -> None:
    """One of two is not enough; those that go with one another are."""
    both = {"purposes": ["violations", "public_security"]}
    assert judged(both, {"purposes": ["public_security"]})["outcome"] == "met"
    assert judged({"purposes": ["traffic", "environment"]}, {})["outcome"] == "new"


@pytest.mark.parametrize(
    ("need", "camera", "fits"), [(0, 89, True), (350, 70, True), (10, 190, False), (0, None, True)]
)
def test_a_view_turned_away_does_not_serve(need: float, camera: float | None, fits: bool) -> None:  # noqa: FBT001
    """Where both directions are told; a camera that turns looks everywhere."""
    assert (judged({"bearing_deg": need}, {"bearing_deg": camera})["outcome"] == "met") == fits
    turning = judged({"bearing_deg": need, "camera_type": "ptz"}, {"bearing_deg": camera, "camera_type": "ptz"})
    assert turning["outcome"] == "met"


def test_functions_ask_for_types_and_pixels() -> None:
    """Number plates are not read by a camera that turns, nor by one of 2 MP."""
    plates = {"camera_type": None, "ai_needs": ["plate_recognition"]}
    assert judged(plates, {"camera_type": "ptz"})["outcome"] == "new"
    assert judged(plates, {"resolution_mp": 2.0})["outcome"] == "upgrade"
    assert judged(plates, {"camera_type": "anpr"})["outcome"] == "met"


def test_the_resolution_asked_for() -> None:
    """Told by the need, else by function, else by purpose, else a pass; names of one size are the same size."""
    asked = needs(
        {"key": "a", "min_resolution_mp": 1.0, "ai_needs": ["speed"]},
        {"key": "b", "ai_needs": ["speed", "crowd"], "purposes": ["violations"]},
        {"key": "c", "ai_needs": ["face_recognition"]},
        {"key": "d", "purposes": ["violations"], "ai_needs": ["none"]},
        {"key": "e"},
    )
    plates = (327 * 7) ** 2 * 9 / 16 / 1e6
    stricter = D.changed({"resolution_mp.violations": 3})
    assert wanted_mp(asked, stricter, T).tolist() == pytest.approx([1, plates, 4, 3, 2])
    assert judged({"min_resolution_mp": 2.07}, {"resolution_mp": 2.0})["outcome"] == "met"


def test_the_cheapest_outcome_then_the_most_served_then_the_nearest() -> None:
    """A camera that meets the need is taken before a nearer one that is to be repaired; told before untold."""
    broken = {"grade_state": "partial", "remedy": "repair", "x_m": 29}
    assert judged({}, broken, {})["by"] == "e1"
    assert judged({"quantity": 2}, {"quantity": 1, "x_m": 29}, {})["by"] == "e1"
    assert judged({}, {}, {"x_m": 20})["by"] == "e1"
    assert judged({}, {"resolution_mp": None, "x_m": 30}, broken)["by"] == "e1"


def test_of_equal_cameras_the_first_by_key_is_taken() -> None:
    """However the rows are sorted."""
    pair = [{**GOOD, "key": "a"}, {**GOOD, "key": "b"}]
    assert {reuse(needs(NEED), existing(*order), D, T)["by"].iloc[0] for order in (pair, pair[::-1])} == {"a"}


def test_what_a_camera_cannot_serve_is_bought() -> None:
    """Three are needed, two are there: one is new."""
    found = judged({"quantity": 3}, LOCAL)
    assert (found["served"], found["new_cameras"]) == (2, 1)
    assert found["cost_vnd"] == 2 * T.cost_connect_vnd + D.cost_new_fixed_vnd


def test_one_camera_may_serve_several_needs_and_says_how_many() -> None:
    """The camera is named by each of them."""
    asked = needs(*({**NEED, "key": f"n{n}"} for n in range(3)), {**NEED, "key": "far", "x_m": 900})
    found = reuse(asked, existing(GOOD), D, T)
    assert found["by_needs"].tolist() == [3, 3, 3, 0]


@pytest.mark.parametrize(
    ("kind", "camera", "outcome"),
    [
        ("replace", {}, "replace"),
        ("upgrade", {"purposes": ["environment"]}, "upgrade"),
        ("integrate", {}, "met"),
        ("integrate", LOCAL, "connect"),
        ("integrate", {"reach": "replace"}, "replace"),
        ("integrate", {"reach": None}, "missing"),
        ("relocate", {}, "met"),
        ("relocate", {"x_m": 900}, "new"),
    ],
)
def test_a_need_that_speaks_of_a_camera(kind: str, camera: dict[str, Any], outcome: str) -> None:
    """What the unit asks for is what becomes of it, by the camera that stands there."""
    assert judged({"need_kind": kind}, camera)["outcome"] == outcome


def test_it_speaks_of_its_own_units_camera_first() -> None:
    """Another unit's stands nearer."""
    assert judged({"need_kind": "replace"}, {"unit": "002", "x_m": 29}, {})["by"] == "e1"


def said(verdict: Any) -> list[OverlapDecision]:
    """Give a verdict on the need and the first camera."""
    return [OverlapDecision("need", "e0", "n", verdict)]


def test_a_persons_word_comes_before_the_rules() -> None:
    """The same: met, wherever it stands and whatever it does not tell. Different, or on purpose: not by this one."""
    found = judged({"quantity": 3}, {"x_m": 900, "purposes": None}, decisions=said("same"))
    assert (found["outcome"], found["by"], found["distance_m"], found["new_cameras"]) == ("met", "e0", 870, 0)
    for verdict in ("different", "keep_both"):
        assert judged({}, {}, decisions=said(verdict))["outcome"] == "new"
        assert judged({}, {}, {}, decisions=said(verdict))["by"] == "e1"
    assert judged({}, {}, decisions=said("merge"))["outcome"] == "met"


MAYBE = st.sampled_from
CAMERA = st.fixed_dictionaries(
    {
        "x_m": MAYBE([0, 20, 500, None]),
        "quantity": MAYBE([1, 3, None]),
        "purposes": MAYBE([["traffic"], ["environment"], None]),
        "camera_type": MAYBE(["fixed", "ptz", None]),
        "grade_state": MAYBE(["pass", "partial", "fail", None]),
        "resolution_mp": MAYBE([1.0, 4.0, None]),
        "reach": MAYBE(["connected", "connect_now", "gateway", "replace", None]),
        "remedy": MAYBE(["keep", "connect", "repair", "upgrade", "replace", None]),
    }
)
ASKED = st.fixed_dictionaries(
    {
        "x_m": MAYBE([0, 20, 500, None]),
        "quantity": MAYBE([1, 4, None]),
        "need_kind": MAYBE(["new", "replace", "integrate", None]),
        "purposes": MAYBE([["traffic"], None]),
    }
)


@settings(max_examples=40)
@given(st.lists(ASKED, max_size=6), st.lists(CAMERA, max_size=6))
def test_every_need_has_one_outcome_and_its_cameras_add_up(asked: list[Any], there: list[Any]) -> None:
    """Served and bought are what is needed, unless it is missing; only what is missing lacks something."""

    def placed(rows: list[Any], first: str) -> list[dict[str, Any]]:
        return [
            {**row, "key": f"{first}{n}", "y_m": None if row["x_m"] is None else 0, "excluded": row["quantity"] is None}
            for n, row in enumerate(rows)
        ]

    found = reuse(needs(*placed(asked, "n")), existing(*placed(there, "e")), D, T)
    assert found["key"].tolist() == [f"n{n}" for n in range(len(asked))]
    for row in found.itertuples():
        assert row.outcome in OUTCOMES
        assert set(row.unknown) <= set(UNKNOWN)
        lost = row.outcome == "missing"
        assert lost == bool(len(row.unknown)) == pd.isna(row.cost_vnd)
        assert row.served + row.new_cameras == (0 if lost else row.cameras)
        assert math.isnan(row.distance_m) == pd.isna(row.by)
        assert not (row.outcome == "new" and row.served)
