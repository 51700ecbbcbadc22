"""Ward boxes tell that a point lies elsewhere; senders' addresses tell whose mail it is."""

import csv

from hypothesis import given
from hypothesis import strategies as st

from camdash.forms.areas import district_areas
from camdash.forms.registry import default_campaign
from camdash.forms.senders import SenderResolver
from camdash.settings import DATA

with (DATA / "geo" / "ward_points_2024.csv").open(encoding="utf-8", newline="") as _file:
    WARDS = list(csv.DictReader(_file))
SENDERS = SenderResolver(default_campaign().units)


@given(st.sampled_from(WARDS))
def test_each_ward_lies_in_its_district(ward: dict[str, str]) -> None:
    """The middle of a ward is never flagged for its own district."""
    assert district_areas().may_hold(ward["district_code"], float(ward["lat"]), float(ward["lon"]))


def test_a_point_far_away_is_told_and_placed() -> None:
    """Nội Bài does not lie in Ba Đình, but in Sóc Sơn."""
    assert not district_areas().may_hold("001", 21.2187, 105.8042)
    assert district_areas().around(21.2187, 105.8042) == ["016"]


def test_a_district_without_boxes_may_hold_any_point() -> None:
    """Nothing is said of districts whose place is not known."""
    assert district_areas().may_hold("999", 21.0, 105.8)


def test_senders_are_known_by_name_and_by_address() -> None:
    """A display name goes before the address, in whose words names run together."""
    assert SENDERS.resolve("Văn thư UBND quận Ba Đình <vt@hanoi.gov.vn>") == {"001"}
    assert SENDERS.resolve("vanthu_badinh@hanoi.gov.vn") == {"001"}
    assert SENDERS.resolve("caqdongda@cahn.vn") == {"006"}
    assert SENDERS.resolve("nguyen.van.a@gmail.com") == frozenset()
