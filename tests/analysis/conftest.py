"""Pictures of a small survey made by hand: no store, no files."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pyarrow as pa
import pytest

from camdash.analysis.loading import load
from camdash.analysis.snapshot import Snapshot
from camdash.analysis.thresholds import Thresholds, default
from camdash.forms.registry import default_campaign
from camdash.problems import Problem
from camdash.store import PaperInfo, VersionInfo

Part = tuple[VersionInfo, list[dict[str, Any]]]
MakeSnapshot = Callable[..., Snapshot]
MakeVersion = Callable[..., VersionInfo]


def make_version(number: int, unit: str | None = "001", form: str = "form1", **changes: Any) -> VersionInfo:
    """Make a current version received in time; `changes` are its other attributes."""
    told: dict[str, Any] = {
        "id": number,
        "campaign": "2024",
        "unit": unit,
        "form": form,
        "issuer": "committee",
        "part": 1,
        "number": 1,
        "state": "current",
        "reason": "",
        "review": "",
        "nil": False,
        "file": f"{unit}-{form}.xlsx",
        "sha256": f"{number:064d}",
        "receipt": number,
        "received_on": date(2024, 3, 20),
        "stored_at": datetime(2024, 3, 20, 8, tzinfo=UTC),
        "by": "",
        "positions": 0,
        "excluded_positions": 0,
        "cameras": 0,
        "errors": 0,
        "warnings": 0,
        "stated_total": None,
    }
    return VersionInfo(**(told | changes))


def make_paper(**changes: Any) -> PaperInfo:
    """Make a signed letter of the first unit; `changes` are its other attributes."""
    told: dict[str, Any] = {
        "id": 1,
        "campaign": "2024",
        "receipt": 1,
        "sha256": "a",
        "file": "CV 12.pdf",
        "unit": "001",
        "kind": "letter",
        "number": "12",
        "sign": "UBND-VP",
        "issued_on": date(2024, 3, 19),
        "signer": "Nguyễn Văn An",
        "signed": True,
        "note": "",
        "state": "kept",
        "received_on": date(2024, 3, 20),
        "stored_at": datetime(2024, 3, 20, 8, tzinfo=UTC),
        "by": "",
        "sender": None,
    }
    return PaperInfo(**(told | changes))


def make_snapshot(
    parts: Sequence[Part] = (),
    problems: Sequence[tuple[int, Problem]] = (),
    papers: Sequence[PaperInfo] = (),
    thresholds: Thresholds | None = None,
) -> Snapshot:
    """Make the picture of the default campaign from versions with their records, and papers."""
    versions = [version for version, _ in parts]
    fresh = {
        form: [(v.id, _table(rows)) for v, rows in parts if v.form == form and v.state == "current"]
        for form in ("form1", "form2", "ai_needs")
    }
    con = load(default_campaign(), versions, fresh, problems, papers=papers, thresholds=thresholds)
    current = frozenset(v.id for v in versions if v.state == "current")
    return Snapshot(
        default_campaign(), 1, datetime(2024, 4, 2, 9, tzinfo=UTC), len(current), current, con, thresholds or default()
    )


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    return pa.table({name: [row.get(name) for row in rows] for name in dict.fromkeys(n for row in rows for n in row)})


def make_form(form: str, rows: list[dict[str, Any]], unit: str = "001") -> Snapshot:
    """Make the picture of one unit that sent `rows` of one form."""
    numbered = [{"row": n, **row} for n, row in zip(count(11), rows, strict=False)]
    return make_snapshot([(make_version(1, unit, form), numbered)])


@pytest.fixture(scope="session")
def version() -> MakeVersion:
    """Make a version by hand."""
    return make_version


@pytest.fixture(scope="session")
def paper() -> Callable[..., PaperInfo]:
    """Make a paper by hand."""
    return make_paper


@pytest.fixture(scope="session")
def picture() -> MakeSnapshot:
    """Make a picture from versions with their records."""
    return make_snapshot


@pytest.fixture(scope="session")
def form() -> Callable[[str, list[dict[str, Any]]], Snapshot]:
    """Make a picture from the rows of one form."""
    return make_form
