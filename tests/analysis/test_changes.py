"""What has changed since the last day on which anything was stored."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from camdash.analysis.changes import current_at
from camdash.store import Event, VersionInfo

MORNING = datetime(2024, 3, 21, 0, tzinfo=UTC)
BEFORE, AFTER = MORNING - timedelta(hours=5), MORNING + timedelta(hours=5)


def event(version: int, before: str, after: str, at: datetime, action: str = "supersede") -> Event:
    """Make an event."""
    return Event(version, "2024", version, action, before, after, None, at, "")


def test_what_came_later_did_not_count_yet(version: Callable[..., VersionInfo]) -> None:
    """A version stored after the moment is left out, the one it replaced still counts."""
    old, new = version(1, state="superseded", stored_at=BEFORE), version(2, stored_at=AFTER)
    assert current_at([old, new], [event(1, "current", "superseded", AFTER)], MORNING) == [old]


def test_what_was_replaced_before_had_gone(version: Callable[..., VersionInfo]) -> None:
    """An event before the moment has already done its work."""
    old, new = version(1, state="superseded", stored_at=BEFORE), version(2, stored_at=BEFORE)
    assert current_at([old, new], [event(1, "current", "superseded", BEFORE)], MORNING) == [new]


def test_a_held_version_counts_only_since_it_was_added(version: Callable[..., VersionInfo]) -> None:
    """The first event after the moment tells what it was before."""
    held = version(1, state="current", stored_at=BEFORE)
    assert current_at([held], [event(1, "held", "current", AFTER, "add")], MORNING) == []


def test_accepting_changes_no_figure(version: Callable[..., VersionInfo]) -> None:
    """A review is no change of state."""
    one = version(1, stored_at=BEFORE)
    assert current_at([one], [event(1, "", "accepted", AFTER, "accept")], MORNING) == [one]
