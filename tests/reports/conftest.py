"""A picture by hand with everything that an export must handle: points, none, sensitive ones, rows not counted."""

from typing import Any

import pytest

from camdash.analysis.snapshot import Snapshot
from tests.analysis.conftest import make_snapshot, make_version

EXISTING: list[dict[str, Any]] = [
    {
        "row": 9,
        "position_name": "Ngã tư <Kim Mã> & Liễu Giai",
        "quantity": 3,
        "district": "001",
        "lat": 21.0312345,
        "lon": 105.8123456,
        "camera_type": "ptz",
        "operating_state": "working",
        "purposes": ["traffic", "violations"],
        "night_vision": True,
        "cost_vnd": 9_000_000_000,
    },
    {"row": 10, "position_name": "=1+1", "quantity": 2, "district": "002", "lat": 21.03, "lon": 105.85},
    {"row": 11, "position_name": "Chợ\x0b Hôm", "quantity": 4, "lat": 21.02, "lon": 105.85},
    {"row": 12, "position_name": "Doanh trại", "quantity": 5, "lat": 21.04, "lon": 105.84, "purposes": ["defence"]},
    {"row": 13, "position_name": "Trụ sở", "quantity": 6, "area_class": "national_security"},
    {"row": 14, "address": "Số 1 Tràng Tiền", "quantity": 1, "district": "002", "operating_state": "broken"},
    {"row": 15, "position_name": "Không rõ số", "excluded": True, "lat": 21.05, "lon": 105.83},
]
NEEDED: list[dict[str, Any]] = [
    {
        "row": 9,
        "position_name": "a",
        "quantity": 7,
        "need_kind": "new",
        "district": "001",
        "ai_needs": ["crowd", "lane"],
    },
    {"row": 10, "position_name": "b", "quantity": 2, "need_kind": "replace", "district": "001"},
    {"row": 11, "position_name": "c", "quantity": 4, "priority": "high", "district": "002", "ai_needs": ["crowd"]},
]
WITHHELD, UNLOCATED, SHOWN = 1, 2, 4


@pytest.fixture(scope="session")
def picture() -> Snapshot:
    """Give a picture of two units: both forms, and the AI needs of one."""
    asked = [{"row": 5, "field": "Giao thông", "problem": "Ùn tắc", "ai_needs": ["counting"], "quantity": 9}]
    return make_snapshot(
        [
            (make_version(1, "001", "form1", positions=7, excluded_positions=1, cameras=21), EXISTING),
            (make_version(2, "002", "form2", positions=3, cameras=13), NEEDED),
            (make_version(3, "002", "ai_needs"), asked),
        ]
    )
