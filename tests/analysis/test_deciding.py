"""Each rule of the remedy and of the way to the city's centre, one small camera at a time."""

from collections.abc import Callable
from typing import Any

from camdash.analysis.inventory import records
from camdash.analysis.snapshot import Snapshot

MakeForm = Callable[..., Snapshot]
Case = tuple[dict[str, Any], str | None]

GOOD = {"operating_state": "working", "resolution_mp": 2.0}
AT_CENTRE = {"connected_to": ["city_police"], "protocols": ["onvif"]}
ALONE = {"connected_to": ["none"]}

REMEDIES: list[Case] = [
    ({}, None),
    ({"connected_to": ["none"], "retention_days": 5}, None),
    ({"operating_state": "planned", "resolution_mp": 2.0}, None),
    ({**GOOD, "resolution_mp": 0.5}, "replace"),
    ({"resolution_mp": 0.5}, "replace"),
    ({"operating_state": "stopped"}, "replace"),
    ({**GOOD, "operating_state": "broken", "install_year": 2010}, "replace"),
    ({**GOOD, "operating_state": "degraded", "install_year": 2010}, "replace"),
    ({**GOOD, "technology": "analog", "install_year": 2010}, "replace"),
    ({**GOOD, **AT_CENTRE, "technology": "ip", "install_year": 2010}, "keep"),
    ({**GOOD, "operating_state": "broken"}, "repair"),
    ({"operating_state": "broken"}, "repair"),
    ({"operating_state": "degraded", "resolution_mp": 1.2, "install_year": 2020}, "repair"),
    ({**GOOD, **ALONE, "technology": "ip"}, "connect"),
    ({**GOOD, **ALONE, "can_share": True}, "connect"),
    ({**GOOD, **ALONE, "technology": "analog", "storage_places": ["recorder"]}, "connect"),
    ({**GOOD, **ALONE, "technology": "ip", "resolution_mp": 1.2}, "connect"),
    ({**GOOD, "connected_to": ["city_police"], "technology": "ip"}, "keep"),
    ({**GOOD, **AT_CENTRE, "resolution_mp": 1.2}, "upgrade"),
    ({**GOOD, **AT_CENTRE, "retention_days": 3}, "upgrade"),
    ({"operating_state": "working", "retention_days": 3}, "upgrade"),
    ({**GOOD, **ALONE, "technology": "analog", "storage_places": ["camera_card"]}, "upgrade"),
    ({**GOOD, **AT_CENTRE}, "keep"),
    (GOOD, "keep"),
    ({**GOOD, **ALONE}, None),
    ({"operating_state": "working"}, None),
]
OPEN_IP = {"technology": "ip", "protocols": ["onvif"]}
REACHES: list[Case] = [
    ({}, None),
    ({"connected_to": ["ioc"]}, "connected"),
    ({"connected_to": ["traffic_centre", "ward_police"], "technology": "analog"}, "connected"),
    ({"connected_to": ["ward_police"], "protocols": ["rtsp"]}, "connect_now"),
    ({"connected_to": ["ward_police"]}, None),
    ({**OPEN_IP, "transmission": "internet"}, "connect_now"),
    ({**OPEN_IP, "transmission": "mobile", "connected_to": ["none"]}, "connect_now"),
    (OPEN_IP, None),
    ({"technology": "ip", "transmission": "internet"}, None),
    ({"technology": "analog"}, None),
    ({"technology": "analog", "storage_places": ["camera_card"]}, "replace"),
    ({"technology": "analog", "storage_places": ["recorder"]}, "gateway"),
    ({"technology": "analog", "storage_places": ["recorder"], "transmission": "none"}, "replace"),
    ({"technology": "mixed", "storage_places": ["recorder"], "transmission": "internet"}, "gateway"),
    ({"technology": "ip", "protocols": ["sdk"], "transmission": "internet"}, "gateway"),
    ({"technology": "ip", "protocols": ["sdk", "onvif"], "transmission": "internet"}, "connect_now"),
    ({"technology": "ip", "transmission": "wireless"}, "gateway"),
    ({"transmission": "coax"}, "gateway"),
    ({**OPEN_IP, "transmission": "none"}, "gateway"),
]


def _decided(snapshot: Snapshot, name: str, cases: list[Case]) -> list[Case]:
    found = records(snapshot, "form1", names=["record", name]).sort_values("record")[name]
    answers = found.astype(object).where(found.notna(), None)
    return [(told, answer) for (told, _), answer in zip(cases, answers, strict=True)]


def test_remedies(form: MakeForm) -> None:
    """The first rule that holds decides; what is not known never speaks for spending money."""
    snapshot = form("form1", [{"quantity": 1, **told} for told, _ in REMEDIES])
    assert _decided(snapshot, "remedy", REMEDIES) == REMEDIES


def test_reaches(form: MakeForm) -> None:
    """The first rule that holds decides; what is not told leaves the way open."""
    snapshot = form("form1", [{"quantity": 1, **told} for told, _ in REACHES])
    assert _decided(snapshot, "reach", REACHES) == REACHES
