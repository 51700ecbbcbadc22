"""Which pairs are listed, and how they are suspected."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from camdash.analysis.filters import Filter
from camdash.analysis.snapshot import Snapshot, load_snapshot
from camdash.cli.main import main
from camdash.planning.overlap import blocks
from camdash.planning.overlap.finding import QUESTIONS, everything, pairs
from camdash.settings import Settings
from camdash.store.plans import Question
from camdash.store.store import Store
from tests.analysis.conftest import make_snapshot, make_version
from tests.planning.overlap.making import TOLD, Row, north, survey, two

pytestmark = pytest.mark.timeout(300)

NEED: Row = {**TOLD, "need_kind": "new"}


@pytest.mark.parametrize(
    ("change", "suspicion"),
    [
        ({}, "same"),
        ({"position_name": "CHO HOM"}, "same"),
        ({"position_name": "Chợ Hômm", "address": "phố Huế, số nhà 79"}, "same"),
        ({"address": None}, "same"),
        ({"camera_type": None, "purposes": None}, "likely"),
        ({"position_name": "Chợ Hôm 2"}, "likely"),
        ({"address": "Số 81 phố Huế"}, "likely"),
        ({"purposes": ["environment"]}, "near"),
        ({"camera_type": "ptz"}, "near"),
        ({"position_name": "Rạp Đại Nam", "address": "Số 89 phố Huế"}, "near"),
    ],
)
def test_existing_cameras_twelve_metres_apart(change: Row, suspicion: str) -> None:
    """What is told decides, not the distance."""
    found = two("existing", TOLD, north(TOLD, 12, **change))
    assert list(found["suspicion"]) == [suspicion]


@pytest.mark.parametrize(
    ("change", "suspicion"),
    [
        ({}, "same"),
        ({"camera_type": "ptz"}, "likely"),
        ({"need_kind": "upgrade"}, "near"),
        ({"purposes": ["violations"]}, "near"),
    ],
)
def test_needs_near_an_existing_camera(change: Row, suspicion: str) -> None:
    """Another type is a wish; a need to upgrade is about the camera, not doubled by it."""
    assert list(two("need", {**NEED, **change}, north(TOLD, 5))["suspicion"]) == [suspicion]


def test_views_apart_are_two_cameras() -> None:
    """North and south from one pole; north and north-east are one view."""
    seen = [two("existing", {**TOLD, "bearing_deg": 0.0}, {**TOLD, "bearing_deg": b}) for b in (180.0, 45.0, 350.0)]
    assert [found["suspicion"][0] for found in seen] == ["near", "same", "same"]


def test_codes_speak_within_one_system_only() -> None:
    """The code VOV 55 is VOV's own, CAM 01 is anybody's."""
    nameless = {**TOLD, "position_name": "Cột A", "address": None}
    codes = (("VOV 55", "VOV-55"), ("VOV 55", "VOV 56"), ("CAM 01", "CAM 01"))
    found = [
        two("existing", {**nameless, "camera_code": a}, {**nameless, "position_name": "Cột B", "camera_code": b})
        for a, b in codes
    ]
    assert [each["suspicion"][0] for each in found] == ["same", "near", "near"]


def test_a_list_that_names_the_other_body_as_owner_speaks() -> None:
    """The traffic department's list has a camera of the district's, told by no name."""
    bare = {**TOLD, "position_name": None, "address": None}
    found = two("existing", {**bare, "purposes": None}, {**bare, "owner_unit": "UBND quận Hai Bà Trưng"})
    assert list(found["suspicion"]) == ["same"]
    assert "owner_named" in found["reasons"][0]


@pytest.mark.parametrize("question", QUESTIONS)
def test_without_coordinates_ward_and_name_find_each_other(question: Question) -> None:
    """With a typing error; in another ward, or under another name, they do not."""
    lost = {**NEED, "lat": None, "lon": None, "ward": "Phường Phố Huế"}
    there = {**NEED, "ward": "Phường Phố Huế"}
    assert list(two(question, lost, {**there, "position_name": "Chợ Hômm"})["suspicion"]) == ["likely"]
    assert two(question, lost, {**there, "ward": "Phường Bạch Mai"}).empty
    assert two(question, lost, {**there, "position_name": "Rạp Đại Nam", "address": None}).empty
    assert list(two(question, lost, {**NEED, "ward": None})["suspicion"]) == ["likely"]


def test_names_too_common_are_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """No block grows with the square of its records."""
    monkeypatch.setattr(blocks, "SMALL_BLOCK", 5)
    lost = {**TOLD, "lat": None, "lon": None}
    found = everything(survey(("007", "form1", [lost] * 3), ("SGTVT", "form1", [lost] * 3)), "existing")
    assert found.pairs.empty
    assert (found.unplaced, found.left_out) == (6, 6)


def test_a_stand_in_for_many_places_is_no_place() -> None:
    """Forty-one rows of a unit at one point are at its seat; the other unit's camera there is no neighbour."""
    rows = [{**TOLD, "position_name": f"Điểm {number}", "address": None} for number in range(41)]
    found = everything(survey(("007", "form1", rows), ("SGTVT", "form1", [TOLD])), "existing")
    assert (len(found.pairs), found.stand_ins) == (0, 41)
    assert len(everything(survey(("007", "form1", rows[1:]), ("SGTVT", "form1", [TOLD])), "existing").pairs) == 40


def test_one_body_is_not_compared_with_itself() -> None:
    """Several cameras on one pole are usual; the police's list beside the committee's is another body's."""
    assert pairs(survey(("007", "form1", [TOLD, TOLD])), "existing").empty
    parts = [
        (make_version(n, "007", issuer=issuer), [{**TOLD, "row": 11}])
        for n, issuer in ((1, "committee"), (2, "police"))
    ]
    assert len(pairs(make_snapshot(parts), "existing")) == 1
    assert len(pairs(survey(("007", "form2", [NEED]), ("007", "form1", [TOLD])), "need")) == 1
    assert pairs(survey(("007", "form2", [NEED]), ("007", "form2", [NEED])), "needs").empty


def test_excluded_and_sensitive_records_are_paired_and_marked() -> None:
    """They will count once they are corrected; what is sensitive is for the reader to hide."""
    found = two("existing", {**TOLD, "excluded": True}, {**TOLD, "purposes": ["traffic", "defence"]})
    assert (bool(found["one_excluded"][0]), bool(found["sensitive"][0])) == (True, True)


def test_a_filter_keeps_pairs_of_which_a_record_is_meant() -> None:
    """Either record for what both have; of a need beside a camera, "broken" means the camera."""
    rows = [{**TOLD, "operating_state": "broken"}, north(TOLD, 500, position_name="Ga Hàng Cỏ")]
    needs = [NEED, north(NEED, 500, position_name="Ga Hàng Cỏ")]
    snapshot = survey(("007", "form1", rows), ("SGTVT", "form2", needs))
    count = {
        where: len(pairs(snapshot, "need", where))
        for where in (Filter(), Filter.of(operating_state="broken"), Filter.of(unit="007"), Filter.of(unit="001"))
    }
    assert list(count.values()) == [2, 1, 2, 0]


@pytest.fixture(scope="module")
def city(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Import the test city once."""
    folder, home = shared / "real" / "city", tmp_path_factory.mktemp("city")
    arguments = ["import", str(folder / "returns"), "--manifest", str(folder / "SUBMISSIONS.csv")]
    told = CliRunner().invoke(main, arguments, env={"CAMDASH_HOME": str(home)})
    assert told.exit_code == 0, told.output
    with Store.open(Settings.from_environment({"CAMDASH_HOME": str(home)})) as store:
        return load_snapshot(store, "2024")


def overlaps(shared: Path) -> dict[str, Any]:
    """Read what the city's makers counted."""
    told: dict[str, Any] = json.loads((shared / "real" / "city" / "EXPECTED.json").read_text("utf-8"))["overlaps"]
    return told


def test_the_test_citys_neighbours_are_all_listed(city: Snapshot, shared: Path) -> None:
    """138 needs near a camera, 382 pairs of needs and 310 of cameras of two units, as counted by its makers."""
    expected = overlaps(shared)
    found = {question: pairs(city, question) for question in QUESTIONS}
    placed = {question: frame[frame["distance_m"].notna()] for question, frame in found.items()}
    assert placed["need"]["one"].nunique() == expected["need_rows_within_30m_of_an_existing_camera"]
    assert len(placed["needs"]) == expected["need_pairs_of_two_units_within_30m"]
    assert len(placed["existing"]) == expected["existing_pairs_of_two_units_within_30m"]


def test_cameras_that_two_bodies_report_are_suspected_and_chance_neighbours_are_not(
    city: Snapshot, shared: Path
) -> None:
    """All pairs of VOV's cameras in the traffic department's list, and no other pair of cameras."""
    found = pairs(city, "existing")
    same = found[found["suspicion"] == "same"]
    assert len(same) == overlaps(shared)["cameras_reported_twice_by_VOVGT_and_SGTVT"]
    assert set(same["one_unit"]) | set(same["other_unit"]) == {"VOVGT", "SGTVT"}
    assert same["distance_m"].max() == pytest.approx(0, abs=0.01)
