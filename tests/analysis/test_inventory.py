"""Counting: what counts (FORMS.md §6), and sums that agree however they are cut."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from camdash.analysis.filters import Filter, FilterError
from camdash.analysis.inventory import counts, headline, records
from camdash.analysis.snapshot import Snapshot

MakeForm = Callable[..., Snapshot]
ROWS: list[dict[str, Any]] = [
    {"quantity": 3, "camera_type": "ptz", "purposes": ["traffic", "violations"], "lat": 21.0, "lon": 105.8},
    {"quantity": 2, "camera_type": "fixed", "purposes": ["traffic"], "operating_state": "working"},
    {"quantity": 10, "quantity_working": 8, "quantity_broken": 2, "camera_type": "fixed", "district": "001"},
    {"excluded": True, "camera_type": "fixed", "purposes": []},
]


def by_key(frame: pd.DataFrame, key: str, measure: str) -> dict[str | None, int]:
    """Give one measure by key, None for what is not told."""
    return {None if pd.isna(k) else k: int(v) for k, v in zip(frame[key], frame[measure], strict=True)}


def test_without_a_cut_there_is_one_row_of_totals(form: MakeForm) -> None:
    """Excluded rows are positions and no cameras."""
    row = counts(form("form1", ROWS), "form1").iloc[0].to_dict()
    assert row == {
        "positions": 4,
        "excluded_positions": 1,
        "cameras": 15,
        "working": 10,
        "located_positions": 1,
        "located_cameras": 3,
    }


def test_a_cut_keeps_what_is_not_told(form: MakeForm) -> None:
    """Records without a district stand in a row of their own, at the end."""
    frame = counts(form("form1", ROWS), "form1", ["district"])
    assert by_key(frame, "district", "cameras") == {"001": 10, None: 5}
    assert pd.isna(frame["district"].iloc[-1])


def test_the_most_cameras_come_first(form: MakeForm) -> None:
    """Rows are sorted by cameras, largest first."""
    frame = counts(form("form1", ROWS), "form1", ["camera_type"])
    assert list(frame["camera_type"]) == ["fixed", "ptz"]
    assert list(frame["excluded_positions"]) == [1, 0]


def test_a_list_column_counts_a_record_under_each_of_its_codes(form: MakeForm) -> None:
    """An empty list and none at all are both "not told"."""
    frame = counts(form("form1", ROWS), "form1", ["purposes"])
    assert by_key(frame, "purposes", "cameras") == {"traffic": 5, "violations": 3, None: 10}
    assert by_key(frame, "purposes", "positions") == {"traffic": 2, "violations": 1, None: 2}


def test_a_code_written_twice_counts_once(form: MakeForm) -> None:
    """A record is never twice in one row."""
    frame = counts(form("form1", [{"quantity": 4, "purposes": ["traffic", "traffic"]}]), "form1", ["purposes"])
    assert by_key(frame, "purposes", "cameras") == {"traffic": 4}


def test_two_list_columns_give_every_pair(form: MakeForm) -> None:
    """Two lists are crossed, not zipped."""
    rows = [{"quantity": 1, "purposes": ["traffic", "violations"], "funding": ["city"]}]
    frame = counts(form("form1", rows), "form1", ["purposes", "funding"])
    pairs = sorted(zip(frame["purposes"], frame["funding"], strict=True))
    assert pairs == [("traffic", "city"), ("violations", "city")]


def test_working_is_missing_where_nobody_tells(form: MakeForm) -> None:
    """Unknown is not zero."""
    frame = counts(form("form1", [{"quantity": 4}, {"quantity": 1, "operating_state": "broken"}]), "form1")
    assert pd.isna(frame["working"].iloc[0])


def test_no_more_work_than_there_are(form: MakeForm) -> None:
    """A row that says 8 of 5 work has 5 at work, so that no rate passes 100 %."""
    frame = counts(form("form1", [{"quantity": 5, "quantity_working": 8}]), "form1")
    assert frame["working"].iloc[0] == 5


@pytest.mark.parametrize(
    ("column", "row", "value"),
    [
        ("need_group", {"purposes": ["traffic", "defence", "public_security"]}, "defence"),
        ("need_group", {"purposes": ["traffic", "violations"]}, "security"),
        ("need_group", {"purposes": ["traffic", "other"]}, "state_management"),
        ("need_group", {}, None),
        ("sensitive", {"area_class": "national_security"}, True),
        ("sensitive", {"purposes": ["defence"]}, True),
        ("sensitive", {}, False),
        ("resolution_class", {"resolution_mp": 0.92}, "below_1mp"),
        ("resolution_class", {"resolution_mp": 2.0}, "2_to_4mp"),
        ("resolution_class", {"resolution_mp": 8.29}, "from_4mp"),
        ("resolution_class", {}, None),
        ("ai", {"ai_features": ["none"]}, "none"),
        ("ai", {"ai_features": ["none", "speed"]}, "some"),
        ("ai", {"ai_features": []}, None),
        ("connected", {"connected_to": ["ioc"]}, "connected"),
        ("connected", {"connected_to": ["none"]}, "none"),
        ("connected", {}, None),
        ("age_class", {"install_year": 2019}, "up_to_5"),
        ("age_class", {"install_year": 2015}, "above_8"),
        ("age_class", {"install_year": 2030}, None),
        ("located", {"lat": 21.0}, False),
    ],
)
def test_what_is_derived_of_a_record(form: MakeForm, column: str, row: dict[str, Any], value: object) -> None:
    """The derived columns follow FORMS.md §6 and DOMAIN.md §5."""
    frame = records(form("form1", [{"quantity": 1, **row}]), "form1", names=[column])
    found = frame[column].iloc[0]
    assert (None if pd.isna(found) else found) == value


def test_the_headline_of_needs_is_what_is_new_or_not_told(form: MakeForm) -> None:
    """Replacements and the like stand beside it."""
    rows = [{"quantity": 5, "need_kind": "new"}, {"quantity": 2}, {"quantity": 7, "need_kind": "replace"}]
    needed = headline(form("form2", rows)).needed
    assert (needed.cameras, needed.positions, needed.other_cameras) == (7, 2, 7)


def test_the_headline_of_an_empty_survey_is_zero(picture: Callable[[], Snapshot]) -> None:
    """Nothing received is zero cameras; nothing told of their state is unknown."""
    existing = headline(picture()).existing
    assert (existing.cameras, existing.positions, existing.units, existing.working) == (0, 0, 0, None)


def test_the_headline_keeps_to_the_columns_each_form_has(form: MakeForm) -> None:
    """A condition on the kind of need leaves the existing cameras as they are."""
    assert headline(form("form1", ROWS), Filter.of(need_kind="new")).existing.cameras == 15


def test_records_carry_where_they_came_from(form: MakeForm) -> None:
    """Unit and file are the version's, the row the sheet's."""
    first = records(form("form1", ROWS), "form1").iloc[0]
    assert (first["unit"], first["file"], first["row"]) == ("001", "001-form1.xlsx", 11)
    assert list(first["purposes"]) == ["traffic", "violations"]


def test_a_record_of_another_unit_than_its_file_keeps_it(form: MakeForm) -> None:
    """The record's own unit goes before the file's."""
    frame = counts(form("form1", [{"quantity": 1, "unit": "002"}, {"quantity": 1}]), "form1", ["unit"])
    assert by_key(frame, "unit", "cameras") == {"001": 1, "002": 1}


def test_a_cut_by_an_unknown_column_is_refused(form: MakeForm) -> None:
    """The message names the column and those there are."""
    with pytest.raises(FilterError, match=r"“colour”.*camera_type"):
        counts(form("form1", ROWS), "form1", ["colour"])
