from collections.abc import Callable
from typing import Any

import pytest

from camdash.analysis.filters import Filter
from camdash.analysis.look import at_place, by_district, looked_at, shared_places, summary
from camdash.analysis.snapshot import Snapshot

MakeForm = Callable[..., Snapshot]
HERE = {"lat": 21.0300, "lon": 105.8500, "district": "001", "quantity": 2}
ROWS: list[dict[str, Any]] = [
    {**HERE, "owner_unit": "Công an quận"},
    {**HERE, "lat": 21.03002, "owner_unit": "UBND quận"},
    {**HERE, "lat": 21.0500, "owner_unit": "UBND quận", "district": "282"},
    {**HERE, "lat": 21.0500, "owner_unit": "UBND quận", "district": "282"},
    {**HERE, "owner_unit": "Bộ Tư lệnh", "purposes": ["defence"]},
    {"quantity": 4, "district": "001"},
]


def test_districts_come_to_all_places(form: MakeForm) -> None:
    """Two places: one of two owners, one of one owner; both ways of counting agree."""
    snapshot = form("form1", ROWS)
    districts, whole = by_district(snapshot), summary(snapshot)
    assert dict(zip(districts["district"], districts["advice"], strict=True)) == {
        "001": "share_pole",
        "282": "one_owner",
    }
    for name in ("places", "positions", "cameras"):
        assert districts[name].sum() == whole[name].sum()


def test_a_place_lists_its_records_and_none_that_is_sensitive(form: MakeForm) -> None:
    """The camera of the command stands on the same pole and is not named."""
    snapshot = form("form1", ROWS)
    place = shared_places(snapshot).iloc[0]
    records = at_place(snapshot, str(place["pole"]))
    assert list(records["owner_unit"]) == ["Công an quận", "UBND quận"]
    assert records["quantity"].sum() == place["cameras"]
    assert at_place(snapshot, "0.000000,0.000000").empty


@pytest.mark.parametrize("where", [Filter(), Filter.of(district="001"), Filter.of(camera_type="ptz")])
def test_every_row_is_looked_at_or_said_why_not(form: MakeForm, where: Filter) -> None:
    """Rows without coordinates, withheld ones, and those looked at make all."""
    found = looked_at(form("form1", ROWS), where)
    assert found.unlocated + found.withheld + found.looked_at == found.rows
    if not where.where:
        assert (found.rows, found.unlocated, found.withheld) == (6, 1, 1)
