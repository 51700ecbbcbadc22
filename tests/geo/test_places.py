"""Where records are drawn: everything adds up to the table, and what is sensitive has no place of its own."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdash.geo.places import Tally, is_sensitive, middle_of_ward, place_of, summarise

RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "lat": st.one_of(st.none(), st.floats(20.4, 21.5), st.just(float("nan"))),
            "lon": st.one_of(st.none(), st.floats(105.2, 106.1)),
            "ward": st.sampled_from([None, "Phường Phúc Xá", "Phường phúc xá", "Xã Không Có", ""]),
            "district": st.sampled_from([None, "001", "271", "999"]),
            "quantity": st.one_of(st.none(), st.integers(1, 500)),
            "excluded": st.sampled_from([None, True, False]),
            "area_class": st.sampled_from([None, "market", "national_security"]),
            "purposes": st.sampled_from([None, [], ["traffic"], ["traffic", "defence"]]),
        }
    ),
    max_size=40,
)


def _cameras(record: dict[str, Any]) -> int:
    return 0 if record["excluded"] else record["quantity"] or 0


@settings(max_examples=100, deadline=None)
@given(RECORDS)
def test_the_map_and_the_unlocated_add_up_to_the_table(records: list[dict[str, Any]]) -> None:
    """Points + wards + districts + nowhere = all records and all cameras, whatever the records hold."""
    places = summarise(pd.DataFrame(records, columns=pd.Index(list(records[0]) if records else ["lat", "lon"])))
    assert places.total == Tally(len(records), sum(map(_cameras, records)))
    assert places.located + places.unlocated == places.total
    assert int(places.wards["positions"].sum()) == places.in_wards.positions
    assert not places.wards[["lat", "lon"]].isna().any(axis=None)


@settings(max_examples=100, deadline=None)
@given(RECORDS)
def test_a_sensitive_record_is_only_part_of_a_district(records: list[dict[str, Any]]) -> None:
    """National security and defence never have a dot or a ward of their own."""
    for record, place in zip(records, place_of(pd.DataFrame(records)), strict=True):
        secret = record["area_class"] == "national_security" or "defence" in (record["purposes"] or [])
        assert not secret or place in {"district", "nowhere"}


def test_each_record_goes_to_the_nearest_place_known() -> None:
    """Own coordinates before the ward, the ward before the district, the district before nowhere."""
    frame = pd.DataFrame(
        {
            "lat": [21.03, None, None, None, 10.0],
            "lon": [105.85, None, None, 105.8, 105.85],
            "ward": [None, "Phường Phúc Xá", "Phường Lạ", "Phường Phúc Xá", None],
            "district": ["001", "001", "001", None, "002"],
        }
    )
    assert place_of(frame).tolist() == ["point", "ward", "district", "nowhere", "district"]


def test_one_number_a_ward_with_its_middle() -> None:
    """Two records of a ward are one row with their sum, at the middle of that ward."""
    frame = pd.DataFrame({"ward": ["Phường Phúc Xá"] * 2, "district": ["001"] * 2, "quantity": [3, 4]})
    [row] = summarise(frame).wards.to_dict("records")
    assert row == {
        "district": "001",
        "ward": "Phường Phúc Xá",
        "positions": 2,
        "cameras": 7,
        "lat": 21.046798,
        "lon": 105.848112,
    }


def test_excluded_records_keep_their_place_but_count_no_camera() -> None:
    """An excluded record is a position without cameras (FORMS.md §6)."""
    frame = pd.DataFrame({"lat": [21.03], "lon": [105.85], "quantity": [5], "excluded": [True]})
    assert summarise(frame).located == Tally(1, 0)


def test_restricted_are_counted_once_more() -> None:
    """The sensitive records are told beside, and stand in their district's number."""
    frame = pd.DataFrame(
        {
            "lat": [21.03] * 2,
            "lon": [105.85] * 2,
            "quantity": [2, 5],
            "district": ["001", "001"],
            "purposes": [["defence"], ["traffic"]],
        }
    )
    places = summarise(frame)
    assert (places.restricted, places.in_districts, places.located) == (Tally(1, 2), Tally(1, 2), Tally(1, 5))


def test_lists_may_come_as_arrays() -> None:
    """DuckDB and pyarrow give lists as numpy arrays."""
    frame = pd.DataFrame({"purposes": [np.array(["defence"]), None, np.array(["traffic"])]})
    assert is_sensitive(frame).tolist() == [True, False, False]


@pytest.mark.parametrize("ward", ["Phường Trung Tự", "Phường Phương Liên Trung Tự"])
def test_a_merged_ward_has_a_middle_by_its_code(ward: str) -> None:
    """The name of 2024 and the name after the merge lead to the same place."""
    assert middle_of_ward("006", ward) is not None


def test_spelling_habits_do_not_matter() -> None:
    """Hoà and Hòa are one; a ward is only found in its own district."""
    assert middle_of_ward("017", "Thị trấn Đông Anh") == middle_of_ward("017", "thị trấn đông anh") is not None
    assert middle_of_ward("001", "Thị trấn Đông Anh") is None
    assert middle_of_ward(None, "Thị trấn Đông Anh") is None
