"""The sample city has the shape of the survey's published outcome, and is what it says it is: simulated."""

from typing import Any

import pytest

from camdash.forms.vocabulary import vocabulary
from camdash.sample.sheet import workbook_of
from camdash.sample.sites import spots
from camdash.sample.survey import Return, survey
from camdash.sample.totals import totals_of

PLAN_CLASSES = set(vocabulary("area_class").codes) - {"school", "hospital", "residential", "other"}


@pytest.fixture(scope="module")
def city() -> list[Return]:
    """Make the whole city once."""
    return survey(20_405, 40_210, 1)


@pytest.fixture(scope="module")
def totals(city: list[Return]) -> dict[str, Any]:
    """Count the whole city once."""
    return totals_of(city)


def cameras(totals: dict[str, Any], form: str, field: str) -> dict[str, int]:
    """Give the cameras of a form by one field."""
    return {key: counts["cameras"] for key, counts in totals[form]["by"][field].items()}


def test_existing_cameras_are_those_of_the_published_outcome(totals: dict[str, Any]) -> None:
    """20,405 = 3,957 PTZ + 16,448 fixed, 19,400 of them working, mostly on internet lines, few on own fibre."""
    assert totals["form1"]["cameras"] == 20_405
    assert cameras(totals, "form1", "camera_type") == {"ptz": 3_957, "fixed": 16_448}
    assert totals["form1"]["working"] == 19_400
    lines = cameras(totals, "form1", "transmission")
    assert lines["internet"] > 20_405 / 2
    assert 0 < lines["own_fibre"] < 20_405 / 10


def test_needs_are_those_of_the_published_outcome(totals: dict[str, Any]) -> None:
    """40,210 = 23,736 security and violations + 227 defence + 16,247 state management; 12,000 PTZ, 28,000 fixed."""
    assert totals["form2"]["cameras"] == 40_210
    assert cameras(totals, "form2", "need_group") == {"security": 23_736, "defence": 227, "state_management": 16_247}
    types = cameras(totals, "form2", "camera_type")
    assert (types["ptz"], types["fixed"]) == (12_000, 28_000)


def test_the_largest_districts_are_those_of_the_published_outcome(totals: dict[str, Any]) -> None:
    """Most cameras stand in Thanh Trì, Nam Từ Liêm and Cầu Giấy."""
    districts = cameras(totals, "form1", "district")
    assert set(sorted(districts, key=lambda d: -districts[d])[:3]) == {"020", "019", "005"}


def test_every_area_class_of_the_plan_occurs(totals: dict[str, Any]) -> None:
    """The plan's 15 classes are all there, existing and needed."""
    assert len(PLAN_CLASSES) == 15
    assert cameras(totals, "form1", "area_class").keys() >= PLAN_CLASSES
    assert cameras(totals, "form2", "area_class").keys() >= PLAN_CLASSES


def test_the_returns_come_as_returns_do(city: list[Return]) -> None:
    """Two units send nothing, three forms are late, one unit has none, one corrects itself, one sends a file twice."""
    assert not {"278", "282"} & {r.unit.code for r in city}
    assert sorted(r.unit.code for r in city if r.remark == "late") == ["250", "271", "SDL"]
    assert {r.unit.code for r in city if r.nil} == {"BDT"}
    assert [r.remark for r in city if not r.counted] == ["corrected later", "same file"]
    assert {r.unit.code for r in city if r.police} == {"008", "274"}


def test_every_point_lies_in_its_wards_box(city: list[Return]) -> None:
    """Coordinates (WGS84) stay near the ward they name, so maps and tables agree."""
    boxes = {(district, spot.name): spot for district, known in spots().items() for spot in known}
    records = [r for sent in city for _, rows in sent.tables.values() for row in rows for r in row if "lat" in r]
    assert len(records) > 20_000
    for record in records:
        spot = boxes[record["district"], record["ward"]]
        assert abs(record["lat"] - spot.lat) <= spot.half_height + 1e-3
        assert abs(record["lon"] - spot.lon) <= spot.half_width + 1e-3


def test_the_same_seed_writes_the_same_bytes() -> None:
    """A survey repeats byte for byte; another seed gives another one."""
    one, same, other = (survey(40, 40, seed) for seed in (5, 5, 6))
    assert [(r.file, workbook_of(r, 5)) for r in one] == [(r.file, workbook_of(r, 5)) for r in same]
    assert [workbook_of(r, 6) for r in other] != [workbook_of(r, 5) for r in one]
