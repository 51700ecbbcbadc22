"""Sites: everything in exactly one, never wider than the standard, counted once, as people said."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdash.planning.sites import sites
from camdash.planning.standards import default
from camdash.store.plans import OverlapDecision
from tests.planning.records import existing, needs

D = default()
PLACE = st.one_of(st.none(), st.tuples(st.integers(0, 120), st.integers(0, 30)))
RECORD = st.tuples(PLACE, st.integers(0, 5), st.booleans(), st.sampled_from(["fixed", "ptz", None]))
Given = list[tuple[tuple[int, int] | None, int, bool, str | None]]


def rows(given_records: Given, first: str) -> list[dict[str, Any]]:
    """Make rows of what hypothesis gave; a quantity of 0 was not told, so that the record is excluded."""
    return [
        {
            "key": f"{first}{n:03}",
            "x_m": place[0] if place else None,
            "y_m": place[1] if place else None,
            "quantity": quantity or None,
            "excluded": not quantity,
            "camera_type": kind,
            "position_name": "Cổng chợ" if named else None,
            "ward": "Phường A",
        }
        for n, (place, quantity, named, kind) in enumerate(given_records)
    ]


@settings(max_examples=40)
@given(st.lists(RECORD, max_size=25), st.lists(RECORD, max_size=25))
def test_every_record_is_in_one_site_and_counts_once(there: Given, asked: Given) -> None:
    """The sums of cameras and needs are those of the records; no two members stand farther apart than 30 m."""
    first, second = existing(*rows(there, "e")), needs(*rows(asked, "n"))
    found, members = sites(second, first, D)
    assert sorted(members["key"]) == sorted([*first["key"], *second["key"]])
    assert set(members["site"]) == set(found["site"])
    assert found["existing"].sum() == first["quantity"].sum()
    assert found["needs_new"].sum() == second["quantity"].sum()
    types = found[["needed_fixed", "needed_ptz", "needed_other"]].sum(axis="columns")
    assert types.tolist() == found["needs_new"].tolist()
    assert found["members"].sum() == len(members)
    where = pd.concat([first, second]).set_index("key")[["x_m", "y_m"]]
    for _, keys in members.groupby("site")["key"]:
        points = where.loc[keys].to_numpy(float)
        apart = np.hypot(*(points[:, None] - points[None, :]).T)
        assert not (apart > D.site_diameter_m + 1e-9).any()
        assert np.isnan(points).any() == np.isnan(points).all()


@settings(max_examples=20)
@given(st.lists(RECORD, max_size=15), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(asked: Given, order: Any) -> None:
    """The same sites to the last value, however units and rows are sorted."""
    told = rows(asked, "n")
    mixed = order.sample(told, len(told))
    (one, of_one), (other, of_other) = (sites(needs(*each), existing(), D) for each in (told, mixed))
    names = ["site", "key", "role", "counted"]
    pd.testing.assert_frame_equal(one, other)
    pd.testing.assert_frame_equal(of_one[names], of_other[names])


def test_a_row_of_cameras_along_a_street_does_not_chain() -> None:
    """Twelve cameras every ten metres are several sites of at most three, not one of 110 m."""
    found, _ = sites(needs(), existing(*({"key": f"e{n:02}", "x_m": 10.0 * n, "y_m": 0} for n in range(12))), D)
    assert found["members"].sum() == 12
    assert found["members"].max() == 3


def said(one: str, other: str, verdict: Any, question: Any = "needs") -> OverlapDecision:
    """Give a verdict."""
    return OverlapDecision(question, one, other, verdict)


def roles_of(members: pd.DataFrame) -> dict[str, tuple[str, int]]:
    """Give role and count by key."""
    return {key: (role, n) for key, role, n in zip(members["key"], members["role"], members["counted"], strict=True)}


@pytest.mark.parametrize("verdict", ["merge", "same"])
def test_a_shared_need_counts_the_greater_quantity(verdict: str) -> None:
    """Both units stay with the site; at 50 m a person's word joins what distance would not."""
    asked = needs(
        {"key": "a", "x_m": 0, "y_m": 0, "quantity": 2, "unit": "001", "purposes": ["traffic"]},
        {"key": "b", "x_m": 50, "y_m": 0, "quantity": 3, "unit": "CATP", "purposes": ["public_security"]},
    )
    found, members = sites(asked, existing(), D, [said("a", "b", verdict)])
    assert len(found) == 1
    assert found["needs_new"].tolist() == [3]
    assert list(found["units"].iloc[0]) == ["001", "CATP"]
    assert list(found["purposes"].iloc[0]) == ["public_security", "traffic"]
    assert roles_of(members) == {"a": ("merged", 0), "b": ("need", 3)}


def test_a_word_does_not_join_across_the_city() -> None:
    """Beyond twice the diameter both stay where they are, and both count."""
    asked = needs({"key": "a", "x_m": 0, "y_m": 0}, {"key": "b", "x_m": 61, "y_m": 0})
    found, _ = sites(asked, existing(), D, [said("a", "b", "merge")])
    assert found["needs_new"].tolist() == [1, 1]


def test_different_ones_stand_apart() -> None:
    """Two cameras on one pole that have nothing to do with each other are two sites; a third joins one of them."""
    there = existing(*({"key": key, "x_m": 0, "y_m": 0} for key in "abc"))
    found, members = sites(needs(), there, D, [said("a", "b", "different", "existing")])
    home = dict(zip(members["key"], members["site"], strict=True))
    assert len(found) == 2
    assert home["a"] != home["b"]
    assert home["c"] == home["a"]


def test_a_camera_reported_twice_counts_once() -> None:
    """The row that tells more cameras counts; the other stays, as doubled."""
    there = existing(
        {"key": "a", "x_m": 0, "y_m": 0, "quantity": 1}, {"key": "b", "x_m": 5, "y_m": 0, "quantity": 2, "unit": "PC08"}
    )
    found, members = sites(needs(), there, D, [said("a", "b", "same", "existing")])
    assert found["existing"].tolist() == [2]
    assert list(found["units"].iloc[0]) == ["001", "PC08"]
    assert roles_of(members) == {"a": ("doubled", 0), "b": ("existing", 2)}


def test_a_need_that_is_met_counts_nothing_nor_does_its_double() -> None:
    """The need of another unit that is the same need is met with it."""
    asked = needs({"key": "n", "x_m": 0, "y_m": 0}, {"key": "o", "x_m": 2, "y_m": 0, "unit": "002"})
    there = existing({"key": "e", "x_m": 3, "y_m": 0})
    words = [said("e", "n", "same", "need"), said("n", "o", "same")]
    found, members = sites(asked, there, D, words)
    assert (found["needs_new"].sum(), found["existing"].sum()) == (0, 1)
    assert {roles_of(members)[key][0] for key in "no"} == {"met_by_existing"}


def test_records_without_coordinates_stand_by_ward_and_name() -> None:
    """Spelled alike but for accents; of another ward, or without a name, they are sites of their own."""
    asked = needs(
        {"key": "a", "ward": "Phường A", "position_name": "Chợ Đồng Xuân"},
        {"key": "b", "ward": "Phường A", "position_name": "cho dong  xuan"},
        {"key": "c", "ward": "Phường B", "position_name": "Chợ Đồng Xuân"},
        {"key": "d", "ward": "Phường A"},
        {"key": "e", "ward": "Phường A"},
    )
    found, members = sites(asked, existing(), D)
    assert found["members"].tolist() == [2, 1, 1, 1]
    assert not found["located"].any()
    assert list(members["site"][:2]) == ["sa", "sa"]


def test_coordinates_that_only_fill_the_cell_make_no_site() -> None:
    """Sixty addresses at one point are not one place."""
    crowd = [{"key": f"e{n:02}", "x_m": 7, "y_m": 7, "address": f"Số {n}"} for n in range(60)]
    pole = [{"key": f"p{n:02}", "x_m": 9999, "y_m": 7, "address": "Một cột"} for n in range(60)]
    found, _ = sites(needs(), existing(*crowd, *pole), D)
    assert sorted(found["members"]) == [*([1] * 60), 60]


def test_what_a_site_tells_of_its_members() -> None:
    """The most urgent priority, the weightiest kind of place, the cameras that work and those at the centre."""
    there = existing(
        {"key": "b", "x_m": 0, "y_m": 0, "quantity": 4, "quantity_working": 3, "reach": "connected"},
        {"key": "c", "x_m": 1, "y_m": 0, "quantity": 2, "operating_state": "working", "owner_unit": "Phòng VH"},
    )
    asked = needs(
        {"key": "a", "x_m": 1, "y_m": 0, "priority": "low", "area_class": "hotel", "ai_needs": ["none"]},
        {"key": "d", "x_m": 1, "y_m": 0, "priority": "high", "area_class": "airport", "ai_needs": ["speed"]},
        {"key": "e", "x_m": 1, "y_m": 0, "need_kind": "replace", "quantity": 5, "cost_vnd": 7, "sensitive": True},
    )
    site = sites(asked, there, D)[0].iloc[0]
    assert (site["site"], site["x_m"], site["priority"], site["area_class"]) == ("sa", 1, "high", "airport")
    assert (site["existing"], site["existing_working"], site["existing_connected"]) == (6, 5, 4)
    assert (site["needs_new"], site["needs_replace"], site["cost_stated_vnd"], site["sensitive"]) == (2, 5, 7, True)
    assert list(site["owners"]) == ["Phòng VH"]
    assert list(site["functions"]) == ["speed"]
