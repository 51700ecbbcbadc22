"""AI, needs, money and shared poles: small tables one can add up by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdash.analysis import ai, look, money, needs
from camdash.analysis.filters import Filter, FilterError
from camdash.analysis.inventory import counts
from camdash.analysis.poles import neighbours, pole_table, stars
from camdash.analysis.snapshot import Snapshot
from tests.analysis.test_totals import FILTERS, ROWS

MakeForm = Callable[..., Snapshot]
MakeSnapshot = Callable[..., Snapshot]
CLOSE = {"operating_state": "working", "camera_type": "fixed", "resolution_mp": 8.29, "fov_deg": 30.0}
STEP = 1 / 111_195
"""A metre of latitude in degrees."""


def _rows(frame: pd.DataFrame, *names: str) -> list[list[Any]]:
    return frame[list(names)].astype(object).where(frame[list(names)].notna(), None).to_numpy().tolist()


def _answers(snapshot: Snapshot, function: str) -> dict[str, int]:
    row = ai.serving(snapshot).set_index("function").loc[function]
    return {answer: int(row[answer]) for answer in ai.ANSWERS if row[answer]}


@pytest.mark.parametrize(
    ("told", "function", "answer"),
    [
        (CLOSE, "plate_recognition", "yes"),  # 3,839 px over 4.3 m at 8 m: 895 px/m
        ({**CLOSE, "fov_deg": 90.0}, "plate_recognition", "no"),  # over 16 m: 240 px/m
        ({**CLOSE, "fov_deg": 90.0}, "face_recognition", "yes"),  # over 10 m at 5 m: 384 px/m
        ({**CLOSE, "fov_deg": None}, "plate_recognition", "missing"),
        ({**CLOSE, "resolution_mp": None}, "plate_recognition", "missing"),
        ({**CLOSE, "camera_type": None}, "plate_recognition", "missing"),
        ({**CLOSE, "camera_type": "other"}, "plate_recognition", "missing"),
        ({**CLOSE, "operating_state": None}, "plate_recognition", "missing"),
        ({**CLOSE, "camera_type": "ptz"}, "plate_recognition", "no"),
        ({**CLOSE, "range_m": 5.0}, "plate_recognition", "no"),
        ({**CLOSE, "range_m": 50.0}, "plate_recognition", "yes"),
        ({**CLOSE, "operating_state": "broken", "ai_features": ["plate_recognition"]}, "plate_recognition", "no"),
        ({**CLOSE, "operating_state": "planned"}, "plate_recognition", "no"),
        ({"ai_features": ["plate_recognition"], "camera_type": "ptz"}, "plate_recognition", "has"),
        ({**CLOSE, "camera_type": "panoramic", "fov_deg": 360.0}, "crowd", "yes"),  # 3,839 px over 126 m: 31 px/m
        ({}, "crowd", "missing"),
    ],
)
def test_what_a_camera_can_serve(form: MakeForm, told: dict[str, Any], function: str, answer: str) -> None:
    """What speaks against it comes first, then what is missing; a field of view not told is never a yes."""
    assert _answers(form("form1", [{"quantity": 2, **told}]), function) == {answer: 2}


def test_every_function_is_listed(form: MakeForm) -> None:
    """Also where there is no camera at all."""
    found = ai.serving(form("form1", []))
    assert set(found["function"]) == set(ai.functions())
    assert found["cameras"].sum() == 0


def test_what_units_want(picture: MakeSnapshot, version: Callable[..., Any]) -> None:
    """The AI table and Form 2 stand apart; a number not told stays so; a need told twice counts once for a platform."""
    snapshot = picture(
        [
            (version(1, "001", "ai_needs"), [{"field": "Giao thông", "ai_needs": ["speed", "lane"], "quantity": 5}]),
            (version(2, "002", "ai_needs"), [{"field": "Giao thông", "ai_needs": ["speed"]}]),
            (
                version(3, "001", "form2"),
                [
                    {"quantity": 3, "ai_needs": ["speed"], "purposes": ["traffic"]},
                    {"quantity": 4, "ai_needs": ["none"]},
                    {"quantity": 4},
                ],
            ),
        ]
    )
    found = ai.matrix(snapshot).sort_values(["source", "function", "unit"])
    assert _rows(found, "source", "field", "need_group", "function", "unit", "cameras", "rows") == [
        ["ai_needs", "Giao thông", None, "lane", "001", 5, 1],
        ["ai_needs", "Giao thông", None, "speed", "001", 5, 1],
        ["ai_needs", "Giao thông", None, "speed", "002", None, 1],
        ["form2", None, "state_management", "speed", "001", 3, 1],
    ]
    shared = ai.platforms(snapshot)
    assert _rows(shared, "function", "units", "cameras_wanted", "cameras_able") == [["speed", 2, 5, 0]]
    assert list(shared["unit_codes"].iloc[0]) == ["001", "002"]


def _two_forms(picture: MakeSnapshot, version: Callable[..., Any]) -> Snapshot:
    there = [{"quantity": 5, "district": "001", "ward": "Xã Minh Khai", "operating_state": "working"}, {"quantity": 1}]
    asked = [
        {"quantity": 2, "district": "001", "ward": "Xã Minh Khai", "need_kind": "new", "cost_vnd": 10},
        {"quantity": 3, "district": "002", "ward": "Xã Minh Khai", "planned_period": "2026-2030"},
        {"quantity": 4, "need_kind": "replace", "planned_period": "Quý I năm 2025"},
    ]
    return picture([(version(1, "001", "form1"), there), (version(2, "001", "form2"), asked)])


def test_needs_beside_what_there_is(picture: MakeSnapshot, version: Callable[..., Any]) -> None:
    """Each place once, also where only one form names it; two wards of one name stay two."""
    snapshot = _two_forms(picture, version)
    shown = ("existing", "working", "needed_new", "needed_other", "cost_vnd")
    assert _rows(needs.against_existing(snapshot), "district", *shown) == [
        ["002", 0, None, 3, 0, None],
        ["001", 5, 5, 2, 0, 10],
        [None, 1, None, 0, 4, None],
    ]
    by_ward = needs.against_existing(snapshot, by="ward")
    assert _rows(by_ward, "district", "ward", "existing")[:2] == [
        ["002", "Xã Minh Khai", 0],
        ["001", "Xã Minh Khai", 5],
    ]
    with pytest.raises(FilterError):
        needs.against_existing(snapshot, by="need_kind")
    assert _rows(needs.by_period(snapshot), "planned_period", "first_year", "last_year", "needed_new") == [
        ["Quý I năm 2025", 2025, 2025, 0],
        ["2026-2030", 2026, 2030, 3],
        [None, None, None, 2],
    ]


def test_money_and_age(form: MakeForm) -> None:
    """A cost is told or not; what wore out before stands in the campaign's year; makes are one however spelled."""
    snapshot = form(
        "form1",
        [
            {"quantity": 2, "cost_vnd": 100, "funding": ["city", "ward"], "install_year": 2010, "brand": "Hik Vision"},
            {"quantity": 3, "funding": ["city"], "install_year": 2015, "brand": "HIKVISION"},
            {"quantity": 3, "cost_vnd": 9, "excluded": True, "install_year": 2024, "brand": "Hikvision"},
            {"quantity": 1, "install_year": 2023, "brand": "Đại Hoa"},
            {"quantity": 4, "install_year": 2030, "brand": "-"},
            {"quantity": 1, "brand": "Axis"},
        ],
    )
    assert _rows(money.costs(snapshot), "funding", "cameras", "told_cameras", "cost_vnd", "camera_vnd") == [
        ["city", 5, 2, 100, 50],
        ["ward", 2, 2, 100, 50],
        [None, 6, 0, None, None],
    ]
    assert _rows(money.years(snapshot), "install_year", "cameras")[-2:] == [[2030, 4], [None, 1]]
    assert _rows(money.wave(snapshot), "year", "cameras", "overdue") == [
        [2024, 5, 2],
        [2032, 1, 0],
        [2033, 0, 0],
        [None, 5, 0],
    ]
    found = money.brands(snapshot, top=1)
    assert _rows(found, "kind", "cameras", "makes") == [["brand", 5, 1], ["others", 2, 2], ["unknown", 4, 0]]


@settings(max_examples=10)
@given(rows=ROWS, where=FILTERS)
def test_every_breakdown_sums_to_all(form: MakeForm, rows: list[dict[str, Any]], where: Filter) -> None:
    """Whatever is told, each cut has all cameras, none twice."""
    snapshot = form("form1", rows)
    cameras = int(counts(snapshot, "form1", where=where)["cameras"].iloc[0])
    sums = [money.years, money.wave, money.brands]
    assert {int(f(snapshot, where)["cameras"].sum()) for f in sums} == {cameras}
    assert int(needs.against_existing(snapshot, where, "ward")["existing"].sum()) == cameras
    served = ai.serving(snapshot, where)
    assert all(sum(row) == cameras for row in served[list(ai.ANSWERS)].to_numpy().tolist())


def _pole(metres: float, **told: Any) -> dict[str, Any]:
    return {"quantity": 1, "lat": 21.0 + metres * STEP, "lon": 105.8, **told}


def test_poles_of_several_owners_and_of_one(form: MakeForm) -> None:
    """Sensitive records are never listed, not even where they stand on a listed pole; a lone camera is none."""
    snapshot = form(
        "form1",
        [
            _pole(0, owner_unit="Công an phường", position_name="A"),
            _pole(3, owner_unit="UBND phường", position_name="B", quantity=2),
            _pole(0, owner_unit="Quân đội", position_name="bí mật", purposes=["defence"]),
            _pole(100, owner_unit="Trường học"),
            _pole(104, owner_unit="trường học"),
            _pole(500, owner_unit="Chợ"),
            {"quantity": 1, "owner_unit": "Chợ"},
        ],
    )
    found = look.shared_places(snapshot)
    assert _rows(found, "advice", "positions", "cameras", "owners") == [["share_pole", 2, 3, 2], ["one_owner", 2, 2, 1]]
    assert list(found["names"].iloc[0]) == ["A", "B"]
    assert found["pole"].iloc[0] == "21.000000,105.800000"
    assert _rows(look.summary(snapshot), "advice", "places", "cameras") == [["share_pole", 1, 3], ["one_owner", 1, 2]]
    assert look.shared_places(snapshot, Filter.of(quantity=2)).empty
    assert len(look.shared_places(snapshot, limit=1)) == 1
    with pytest.raises(ValueError, match="51"):
        pole_table(snapshot, 51)


def test_a_street_is_no_chain(form: MakeForm) -> None:
    """Poles four metres apart along a street make stars of ten metres at most, not one of forty."""
    found = look.shared_places(form("form1", [_pole(4 * n, position_name=str(n)) for n in range(11)]))
    assert found["positions"].max() <= 3
    assert found["positions"].sum() >= 8


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(1, 5)), max_size=40, unique_by=lambda p: p[:2]
    )
)
def test_stars_keep_their_reach(points: list[tuple[int, int, int]]) -> None:
    """Each place has a middle within reach that is its own middle; no two middles are in reach of each other."""
    lat = np.array([21 + y * STEP for _, y, _ in points], dtype=float)
    lon = np.array([105.8 + x * STEP / np.cos(np.radians(21)) for x, _, _ in points], dtype=float)
    a, b = neighbours(lat, lon, 5.0)
    pairs = set(zip(a.tolist(), b.tolist(), strict=True))
    middle = stars(np.array([n for _, _, n in points], dtype=np.int64), a, b).tolist()
    assert all(middle[m] == m and (m == i or (i, m) in pairs) for i, m in enumerate(middle))
    assert not any((m, n) in pairs for m in set(middle) for n in set(middle))
    near = {
        (i, j)
        for i, p in enumerate(points)
        for j, q in enumerate(points)
        if i != j and np.hypot(p[0] - q[0], p[1] - q[1]) < 4.99
    }
    assert near <= pairs
