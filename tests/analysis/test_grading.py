"""Each rule of the six grades, one small camera at a time."""

from collections.abc import Callable
from typing import Any

import pytest

from camdash.analysis.inventory import records
from camdash.analysis.snapshot import Snapshot
from camdash.analysis.thresholds import default

MakeForm = Callable[..., Snapshot]

SECURE = {
    "sec_default_password_changed": True,
    "sec_strong_password": True,
    "sec_lockout": True,
    "sec_firmware_updated": True,
    "sec_conformity": True,
}

CASES: dict[str, list[tuple[dict[str, Any], str | None]]] = {
    "grade_state": [
        ({"operating_state": "working"}, "pass"),
        ({"operating_state": "degraded"}, "partial"),
        ({"operating_state": "broken"}, "fail"),
        ({"operating_state": "stopped"}, "fail"),
        ({"operating_state": "planned", "quantity_working": 1}, None),
        ({}, None),
        ({"quantity": 4, "quantity_working": 4}, "pass"),
        ({"quantity": 4, "quantity_broken": 0}, "pass"),
        ({"quantity": 4, "quantity_working": 3}, "partial"),
        ({"quantity": 4, "quantity_broken": 1}, "partial"),
        ({"quantity": 4, "quantity_working": 0}, "fail"),
        ({"quantity": 4, "quantity_broken": 4}, "fail"),
        ({"quantity": None, "quantity_working": 2, "quantity_broken": 1, "excluded": True}, "partial"),
        ({"quantity": None, "quantity_working": 2, "excluded": True}, None),
        ({"quantity": 4, "quantity_working": 1, "operating_state": "working"}, "pass"),
    ],
    "grade_resolution": [
        ({}, None),
        ({"resolution_mp": 2.0}, "pass"),
        ({"resolution_mp": 1.99}, "partial"),
        ({"resolution_mp": 1.0}, "partial"),
        ({"resolution_mp": 0.92}, "fail"),
        ({"resolution_mp": 2.0, "camera_type": "anpr"}, "partial"),
        ({"resolution_mp": 4.0, "camera_type": "anpr"}, "pass"),
        ({"resolution_mp": 2.0, "ai_features": ["counting", "face_recognition"]}, "partial"),
        ({"resolution_mp": 2.0, "ai_features": ["counting"]}, "pass"),
        ({"camera_type": "anpr"}, None),
    ],
    "grade_retention": [
        ({}, None),
        ({"retention_days": 30}, "pass"),
        ({"retention_days": 15}, "partial"),
        ({"retention_days": 14}, "fail"),
        ({"retention_days": 30, "area_class": "bank"}, "partial"),
        ({"retention_days": 90, "area_class": "national_security"}, "pass"),
        ({"storage_places": ["none"]}, "fail"),
        ({"storage_places": ["recorder"]}, None),
        ({"storage_places": ["none", "recorder"], "retention_days": 30}, "pass"),
        ({"storage_places": [], "retention_days": 30}, "pass"),
    ],
    "grade_age": [
        ({}, None),
        ({"install_year": 2024}, "pass"),
        ({"install_year": 2019}, "pass"),
        ({"install_year": 2018}, "partial"),
        ({"install_year": 2016}, "partial"),
        ({"install_year": 2015}, "fail"),
        ({"install_year": 2025}, None),
    ],
    "grade_connectivity": [
        ({}, None),
        ({"connected_to": ["city_police"], "protocols": ["onvif"]}, "pass"),
        ({"connected_to": ["ward_police"], "protocols": ["rtsp", "sdk"]}, "pass"),
        ({"connected_to": ["ioc"]}, "partial"),
        ({"connected_to": ["ioc"], "protocols": ["sdk"]}, "partial"),
        ({"connected_to": ["committee"], "protocols": ["onvif"]}, "partial"),
        ({"connected_to": ["none"], "can_share": True}, "partial"),
        ({"connected_to": ["none"], "technology": "ip", "protocols": ["onvif"]}, "partial"),
        ({"connected_to": ["none"], "technology": "ip"}, "fail"),
        ({"connected_to": ["none"]}, "fail"),
        ({"connected_to": ["none"], "can_share": False}, "fail"),
        ({"technology": "analog", "can_share": False}, "fail"),
        ({"technology": "analog"}, None),
        ({"technology": "ip"}, None),
        ({"can_share": False}, None),
        ({"connected_to": []}, None),
    ],
    "grade_security": [
        ({}, None),
        (SECURE, "pass"),
        ({**SECURE, "sec_conformity": False}, "partial"),
        ({**SECURE, "sec_lockout": False}, "partial"),
        ({**SECURE, "sec_strong_password": False}, "fail"),
        ({**SECURE, "sec_default_password_changed": False}, "fail"),
        ({"sec_default_password_changed": False}, "fail"),
        ({"sec_conformity": False}, "partial"),
        ({**SECURE, "sec_lockout": None}, "partial"),
    ],
    "grade": [
        ({"operating_state": "working", "resolution_mp": 2.0}, "pass"),
        ({"operating_state": "degraded", "resolution_mp": 2.0}, "partial"),
        ({"operating_state": "working", "resolution_mp": 1.2}, "partial"),
        ({"operating_state": "broken", "resolution_mp": 2.0}, "fail"),
        ({"operating_state": "working", "resolution_mp": 0.5}, "fail"),
        ({"operating_state": "broken"}, "fail"),
        ({"resolution_mp": 0.5}, "fail"),
        ({"operating_state": "working"}, None),
        ({"resolution_mp": 2.0}, None),
        ({"operating_state": "degraded"}, None),
    ],
}


@pytest.mark.parametrize("name", CASES)
def test_grades(form: MakeForm, name: str) -> None:
    """Each rule gives its grade; what is not told gives none."""
    rows = [{"quantity": 1, **told} for told, _ in CASES[name]]
    graded = records(form("form1", rows), "form1", names=["record", name]).sort_values("record")[name]
    found = graded.astype(object).where(graded.notna(), None)
    assert list(zip([told for told, _ in CASES[name]], found, strict=True)) == CASES[name]


def test_other_thresholds_give_other_grades(picture: Callable[..., Snapshot], version: Callable[..., Any]) -> None:
    """A stricter administrator is obeyed at the next loading."""
    parts = [
        (version(1), [{"row": 9, "quantity": 1, "retention_days": 40, "resolution_mp": 2.0, "install_year": 2020}])
    ]
    names = ["grade_retention", "grade_resolution", "grade_age"]
    stricter = default().changed({"retention_pass_days": 60, "resolution_pass_mp": 3, "age_pass_years": 3})
    assert list(records(picture(parts), "form1", names=names).iloc[0]) == ["pass"] * 3
    assert list(records(picture(parts, thresholds=stricter), "form1", names=names).iloc[0]) == ["partial"] * 3
