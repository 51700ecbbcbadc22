"""What is worth a decision: true to the figures, never about nothing, and leading to exactly its rows."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from camdash.analysis.filters import Filter
from camdash.analysis.findings import SHOWN, Finding, findings
from camdash.analysis.inventory import counts
from camdash.analysis.labels import Labels
from camdash.analysis.progress import progress
from camdash.analysis.snapshot import Snapshot
from camdash.forms.registry import default_campaign
from camdash.words import LANGUAGES, Words

MakeForm = Callable[..., Snapshot]
TODAY = date(2024, 4, 10)
EARLY = date(2024, 3, 1)
CAMERAS: list[dict[str, Any]] = [
    {"quantity": 10, "operating_state": "working", "install_year": 2023, "district": "001", "ward": "Phường Đội Cấn"},
    {"quantity": 6, "operating_state": "broken", "install_year": 2009, "district": "001", "ward": "Phường Đội Cấn"},
    {
        "quantity": 3,
        "connected_to": ["ward_police"],
        "protocols": ["onvif"],
        "district": "001",
        "ward": "Phường Cống Vị",
    },
    {"quantity": 2, "connected_to": ["ioc"], "protocols": ["onvif"], "district": "001", "ward": "Phường Cống Vị"},
    {"quantity": None, "excluded": True, "district": "001", "ward": "Phường Cống Vị"},
]


def by_kind(found: tuple[Finding, ...]) -> dict[str, Finding]:
    """Give findings by their kind."""
    return {finding.kind: finding for finding in found}


def number(finding: Finding, name: str = "count") -> int:
    """Give one number of a sentence."""
    return dict(finding.numbers)[name]


def test_each_finding_counts_exactly_the_rows_it_leads_to(form: MakeForm) -> None:
    """The figure of the sentence is the sum over the rows that its filter opens."""
    snapshot = form("form1", CAMERAS)
    found = by_kind(findings(snapshot, EARLY))
    assert {"broken", "connect", "unknown", "worn"} <= set(found)
    for kind in ("broken", "connect", "unknown", "worn"):
        total = int(counts(snapshot, "form1", where=found[kind].where)["cameras"].iloc[0])
        assert number(found[kind]) == total > 0, kind


def test_rows_not_counted_are_those_not_counted(form: MakeForm) -> None:
    """One row of five has no quantity."""
    found = by_kind(findings(form("form1", CAMERAS), EARLY))["excluded"]
    assert number(found) == 1
    assert dict(found.shares)["share"] == pytest.approx(1 / 5)


def test_the_weightiest_come_first(form: MakeForm) -> None:
    """In order of weight; the first few are shown."""
    weights = [finding.weight for finding in findings(form("form1", CAMERAS), TODAY)]
    assert weights == sorted(weights, reverse=True)
    assert len(weights) > SHOWN


def test_nothing_is_said_of_nothing(form: MakeForm) -> None:
    """Where all works, is connected and young, there is no finding but the forms that did not come."""
    fine = {
        "quantity": 4,
        "operating_state": "working",
        "install_year": 2023,
        "connected_to": ["ioc"],
        "district": "001",
    }
    assert findings(form("form1", [fine]), EARLY) == ()
    assert set(by_kind(findings(form("form1", [fine]), TODAY))) == {"overdue"}


def test_overdue_forms_are_counted_as_the_board_counts_them(form: MakeForm) -> None:
    """Nine days after the deadline; a filter on cameras says nothing of forms that are not there."""
    snapshot = form("form1", CAMERAS)
    found = by_kind(findings(snapshot, TODAY))["overdue"]
    assert number(found, "forms") == len(progress(snapshot, TODAY, found.where))
    assert number(found, "days") == 10
    assert "overdue" not in by_kind(findings(snapshot, TODAY, Filter.of(camera_type="ptz")))


def test_urgent_needs_where_nothing_stands(picture: Callable[..., Snapshot], version: Callable[..., Any]) -> None:
    """Wards of a district whose cameras tell their ward; a ward that has a camera is none of them."""
    needs = [
        {"quantity": 7, "need_kind": "new", "priority": "high", "district": "001", "ward": "Phường Trúc Bạch"},
        {"quantity": 5, "need_kind": "new", "priority": "high", "district": "001", "ward": "Phường Đội Cấn"},
        {"quantity": 9, "need_kind": "replace", "priority": "high", "district": "001", "ward": "Phường Kim Mã"},
        {"quantity": 4, "need_kind": "new", "priority": "low", "district": "001", "ward": "Phường Kim Mã"},
    ]
    parts = [(version(1, "001", "form1"), CAMERAS), (version(2, "001", "form2"), needs)]
    snapshot = picture([(v, [{"row": n, **row} for n, row in enumerate(rows)]) for v, rows in parts])
    found = by_kind(findings(snapshot, EARLY))["empty"]
    assert (number(found), number(found, "wards")) == (7, 1)
    assert int(counts(snapshot, "form2", where=found.where)["cameras"].iloc[0]) == 7
    unknown = [{**row, "ward": None} for row in CAMERAS]
    untold = picture(
        [(parts[0][0], [{"row": 1, **row} for row in unknown]), (parts[1][0], [{"row": 1, **r} for r in needs])]
    )
    assert "empty" not in by_kind(findings(untold, EARLY))


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_whole(form: MakeForm, language: str) -> None:
    """Each names its numbers as the reader writes them and its unit by name, and no placeholder is left."""
    labels = Labels(Words("en" if language == "en" else "vi"), default_campaign())
    for finding in findings(form("form1", CAMERAS), TODAY):
        said = finding.sentence(labels)
        assert "{" not in said
        assert said.endswith(".")


def test_findings_keep_to_the_page_s_filter(form: MakeForm) -> None:
    """What is narrowed away is not spoken of."""
    assert "broken" not in by_kind(findings(form("form1", CAMERAS), EARLY, Filter.of(install_year=2023)))
