"""What else stands around a place."""

from collections.abc import Callable

from camdash.analysis.around import around
from camdash.analysis.snapshot import Snapshot

HERE = {"lat": 21.03, "lon": 105.85, "quantity": 1, "district": "001"}


def test_the_nearest_come_first_and_nothing_sensitive(form: Callable[..., Snapshot]) -> None:
    """Within the reach, name or address, no camera of the army's and none without a place."""
    rows = [
        {**HERE, "lat": 21.0305, "address": "Số 5"},
        {**HERE, "position_name": "Cột 1", "address": "Số 1"},
        {**HERE, "position_name": "Xa", "lat": 21.04},
        {**HERE, "position_name": "Mật", "purposes": ["defence"]},
        {"position_name": "Không tọa độ", "quantity": 1},
    ]
    found = around(form("form1", rows), "form1", 21.03, 105.85, 100)
    assert [row["said"] for row in found] == ["Cột 1", "Số 5"]
    assert found[0].keys() == {"id", "lat", "lon", "unit", "said"}
