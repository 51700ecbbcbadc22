"""Counts of grades, remedies and ways to the centre: small tables one can add up by hand, and totals that agree."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from camdash.analysis import ai_existing, connectivity, quality, remedies
from camdash.analysis.ai_answers import ANSWERS
from camdash.analysis.filters import Filter, FilterError
from camdash.analysis.inventory import counts
from camdash.analysis.snapshot import Snapshot
from tests.analysis.test_totals import FILTERS, ROWS

MakeForm = Callable[..., Snapshot]
GOOD = {"operating_state": "working", "resolution_mp": 2.0}
SHOWN = ["unit", "pass", "partial", "fail", "unknown"]


def _rows(frame: pd.DataFrame, *names: str) -> list[list[Any]]:
    return frame[list(names)].astype(object).where(frame[list(names)].notna(), None).to_numpy().tolist()


def test_the_worst_unit_comes_first_the_unknown_last(form: MakeForm) -> None:
    """A unit of which nothing is known is not the worst one; what is excluded has no cameras."""
    snapshot = form(
        "form1",
        [
            {"unit": "001", "quantity": 9},
            {"unit": "002", "quantity": 1, "operating_state": "broken"},
            {"unit": "002", "quantity": 3, "operating_state": "working"},
            {"unit": "003", "quantity": 2, "operating_state": "broken"},
            {"unit": "003", "quantity": 2, "operating_state": "stopped", "excluded": True},
        ],
    )
    found = quality.matrix(snapshot)
    state = found[found["criterion"] == "state"]
    assert _rows(state, *SHOWN) == [["003", 0, 0, 2, 0], ["002", 3, 0, 1, 0], ["001", 0, 0, 0, 9]]
    assert list(state["share_fail"].fillna(-1)) == [1, 0.25, -1]
    assert list(found["criterion"][:6]) == list(quality.CRITERIA)


def test_units_of_few_cameras_follow_the_others(form: MakeForm) -> None:
    """One broken camera of two is no worse than a unit of which many fail; nothing known stays last."""
    snapshot = form(
        "form1",
        [
            {"unit": "001", "quantity": quality.FEW, "operating_state": "working"},
            {"unit": "002", "quantity": quality.FEW - 1, "operating_state": "broken"},
            {"unit": "003", "quantity": quality.FEW + 9, "operating_state": "broken"},
            {"unit": "004", "quantity": quality.FEW + 9},
        ],
    )
    assert list(quality.matrix(snapshot)["unit"].unique()) == ["003", "001", "002", "004"]


def test_a_list_puts_a_camera_under_each_code(form: MakeForm) -> None:
    """Order and repetition in the list make no other row, nothing told has its own."""
    purposes = [["traffic", "violations"], ["violations", "traffic", "traffic"], [], None]
    snapshot = form("form1", [{"quantity": 1, "purposes": p, "operating_state": "broken"} for p in purposes])
    state = quality.matrix(snapshot, by="purposes").query("criterion == 'state'")
    assert _rows(state, "purposes", "fail") == [["traffic", 2], ["violations", 2], [None, 2]]


def test_a_column_that_is_not_there_is_refused(form: MakeForm) -> None:
    """As everywhere."""
    with pytest.raises(FilterError):
        quality.matrix(form("form1", []), by="colour")


def test_a_preview_tells_what_would_change(form: MakeForm) -> None:
    """Only the cameras whose grade moves, their usability included."""
    snapshot = form(
        "form1",
        [{**GOOD, "quantity": 3}, {**GOOD, "quantity": 2, "resolution_mp": 4.0}, {"quantity": 5, "retention_days": 30}],
    )
    stricter = snapshot.thresholds.changed({"resolution_pass_mp": 3, "retention_pass_days": 31})
    found = quality.preview(snapshot, stricter)
    assert _rows(found, "criterion", "old", "new", "cameras") == [
        ["retention", "pass", "partial", 5],
        ["resolution", "pass", "partial", 3],
        ["usable", "pass", "partial", 3],
    ]
    assert quality.preview(snapshot, snapshot.thresholds).empty


def test_remedies_are_costed(form: MakeForm) -> None:
    """Of a row in part broken only the broken ones are repaired; the gateway has its own price; keeping is free."""
    alone = {**GOOD, "connected_to": ["none"]}
    snapshot = form(
        "form1",
        [
            {**GOOD, "quantity": 10, "quantity_broken": 2, "operating_state": "degraded"},
            {**alone, "quantity": 3, "technology": "ip"},
            {**alone, "quantity": 4, "technology": "analog", "storage_places": ["recorder"]},
            {**GOOD, "quantity": 5},
            {"quantity": 6},
        ],
    )
    found = remedies.costs(snapshot)
    assert _rows(found, "remedy", "gateway", "cameras", "charged_cameras", "cost_vnd") == [
        ["connect", True, 4, 4, 20_000_000],
        ["repair", False, 10, 2, 6_000_000],
        ["connect", False, 3, 3, 3_000_000],
        ["keep", False, 5, 0, 0],
        [None, False, 6, 0, None],
    ]
    assert _rows(remedies.counts(snapshot), "unit", "remedy", "cameras", "of_by")[0] == ["001", "keep", 5, 28]


def test_classes_of_the_way(form: MakeForm) -> None:
    """A list is one class: of several protocols the open one, of several places the nearest to the city."""
    snapshot = form(
        "form1",
        [
            {"quantity": 2, "protocols": ["sdk", "onvif"], "storage_places": ["camera_card", "recorder"]},
            {"quantity": 1, "protocols": ["sdk"], "connected_to": ["committee", "ward_police"]},
            {"quantity": 3},
        ],
    )
    found = connectivity.cross(snapshot)
    assert _rows(found, *connectivity.DIMENSIONS, "reach", "cameras") == [
        [None, None, None, None, None, 3],
        [None, "open", "recorder", None, None, 2],
        [None, "maker", None, "police", "gateway", 1],
    ]
    assert len(connectivity.cross(snapshot, top=1)) == 1
    with pytest.raises(ValueError, match="colour"):
        connectivity.dimension(snapshot, name="colour")


@settings(max_examples=15)
@given(rows=ROWS, where=FILTERS)
def test_every_breakdown_sums_to_all(form: MakeForm, rows: list[dict[str, Any]], where: Filter) -> None:
    """Whatever is told, each criterion, remedy and way has all cameras and positions, none twice."""
    snapshot = form("form1", rows)
    total = counts(snapshot, "form1", where=where).iloc[0]
    cameras, positions = int(total["cameras"]), int(total["positions"])
    of_grades = quality.summary(snapshot, where).groupby("criterion")[["cameras", "positions"]].sum()
    assert all(list(row) == [cameras, positions] for row in of_grades.to_numpy().tolist())
    matrix = quality.matrix(snapshot, where, "district")
    assert matrix[["pass", "partial", "fail", "unknown"]].to_numpy().sum() == 6 * cameras
    frames = [
        remedies.counts(snapshot, where),
        connectivity.cross(snapshot, where),
        connectivity.by_unit(snapshot, where),
        *(connectivity.dimension(snapshot, where, name) for name in connectivity.DIMENSIONS),
    ]
    assert {(int(f["cameras"].sum()), int(f["positions"].sum())) for f in frames} == {(cameras, positions)}
    assert remedies.costs(snapshot, where)["cameras"].sum() == cameras


def test_what_cameras_could_serve(form: MakeForm) -> None:
    """Does it already, can, cannot (out of order, too few pixels), or is not told: each function sums to all."""
    close = {"operating_state": "working", "camera_type": "anpr", "resolution_mp": 8.0, "fov_deg": 20.0}
    snapshot = form(
        "form1",
        [
            {"quantity": 1, "operating_state": "working", "ai_features": ["plate_recognition"]},
            {"quantity": 2, **close, "ai_features": ["none"]},
            {"quantity": 4, **close, "resolution_mp": 0.3, "fov_deg": 120.0},
            {"quantity": 8, **close, "operating_state": "broken"},
            {"quantity": 16},
            {"quantity": 32, "excluded": True, **close},
        ],
    )
    found = ai_existing.existing(snapshot)
    plates = found.serving.set_index("function").loc["plate_recognition"]
    assert {answer: int(plates[answer]) for answer in ANSWERS} == {"has": 1, "yes": 2, "no": 12, "missing": 16}
    assert set(found.serving["cameras"]) == {found.cameras} == {31}
    assert (found.with_ai, found.untold) == (1, 28)
    assert dict(found.gaps.itertuples(index=False))["operating_state"] == 16
