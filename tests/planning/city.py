"""A small made city for tests of planning: needs and cameras in one district, as records."""

from typing import Any

from camdash.analysis.snapshot import Snapshot
from tests.analysis.conftest import make_snapshot, make_version

METRE = 1 / 110_700.0
"""Degrees of latitude."""


def need(name: str, north_m: float, **told: Any) -> dict[str, Any]:
    """Tell a need so many metres north of the middle."""
    return {
        "position_name": name,
        "lat": 21.03 + north_m * METRE,
        "lon": 105.85,
        "district": "001",
        "quantity": 1,
        "camera_type": "fixed",
        "purposes": ["public_security"],
        "need_kind": "new",
        **told,
    }


def camera(name: str, north_m: float, **told: Any) -> dict[str, Any]:
    """Tell a camera that works and is connected."""
    return need(name, north_m, operating_state="working", resolution_mp=4.0, connected_to=["city_police"], **told)


def city(needs: list[dict[str, Any]], cameras: list[dict[str, Any]]) -> Snapshot:
    """Make the picture of one unit's two forms."""
    for row in cameras:
        row.pop("need_kind", None)
    numbered = [[{"row": n, **row} for n, row in enumerate(rows, start=11)] for rows in (cameras, needs)]
    return make_snapshot(
        [(make_version(1, "001", "form1"), numbered[0]), (make_version(2, "001", "form2"), numbered[1])]
    )
