"""Whether a saved scenario still rests on what holds."""

from datetime import UTC, datetime
from typing import Any

from camdash.analysis.thresholds import default
from camdash.planning.outdated import changed, thresholds_mark
from camdash.store.plans import ScenarioInfo
from tests.analysis.conftest import make_version

VERSIONS = [make_version(1), make_version(2, form="form2"), make_version(3, form="ai_needs")]


def info(**told: Any) -> ScenarioInfo:
    """Make a scenario that was solved over versions 1 and 2."""
    summary = {"thresholds": thresholds_mark(default())}
    values: dict[str, Any] = {"versions": (1, 2), "decided": "0-0-0", "summary": summary, **told}
    return ScenarioInfo(
        id=1, name="A", inputs={}, revision=1, digest="", by="", at=datetime(2024, 4, 2, tzinfo=UTC), **values
    )


def test_the_same_data_leave_it_as_it_is() -> None:
    """AI needs are no part of a plan."""
    assert not changed(info(), VERSIONS, "0-0-0", default()).outdated


def test_a_new_file_outdates_it_and_is_named() -> None:
    """The file that took its place, and the one that went."""
    versions = [make_version(1, state="superseded"), VERSIONS[1], make_version(4, file="mới.xlsx")]
    found = changed(info(), versions, "0-0-0", default())
    assert found.outdated
    assert ([v.file for v in found.came], [v.id for v in found.went]) == (["mới.xlsx"], [1])


def test_decisions_and_thresholds_outdate_it() -> None:
    """Each by itself."""
    assert changed(info(), VERSIONS, "1-0-0", default()).decided
    assert changed(info(), VERSIONS, "0-0-0", default().changed({"cost_repair_vnd": 1.0})).thresholds
