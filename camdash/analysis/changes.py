"""What has changed since the last day on which anything was stored or decided, from the versions' own figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from camdash.analysis.snapshot import CLOCK
from camdash.store import Event, Store, VersionInfo

_VERDICTS = frozenset({"accept", "return"})


@dataclass(frozen=True, slots=True)
class Change:
    """By how much the figures of now differ from those just before `since`: files, cameras, positions, and needs."""

    since: datetime
    files: int
    cameras: int
    positions: int
    needs: int


def since_last(store: Store, campaign_code: str) -> Change | None:
    """Compare now with the morning (Hanoi time) of the last day with a change; None where all came on one day."""
    versions, events = store.versions(campaign_code), store.events(campaign_code)
    moments = [*(v.stored_at for v in versions), *(e.at for e in events if e.action not in _VERDICTS)]
    if not moments:
        return None
    since = datetime.combine(max(moments).astimezone(CLOCK).date(), time.min, CLOCK)
    before, now = current_at(versions, events, since), [v for v in versions if v.state == "current"]
    if not before:
        return None
    return Change(
        since,
        _files(now) - _files(before),
        _sum(now, "form1", "cameras") - _sum(before, "form1", "cameras"),
        _sum(now, "form1", "positions") - _sum(before, "form1", "positions"),
        _sum(now, "form2", "cameras") - _sum(before, "form2", "cameras"),
    )


def current_at(versions: Iterable[VersionInfo], events: Iterable[Event], moment: datetime) -> list[VersionInfo]:
    """List the versions that counted just before `moment`: the first event after it tells their state of before."""
    later: dict[int, str] = {}
    for event in events:
        if event.at >= moment and event.version is not None and event.action not in _VERDICTS:
            later.setdefault(event.version, event.before)
    return [v for v in versions if v.stored_at < moment and later.get(v.id, v.state) == "current"]


def _files(versions: Iterable[VersionInfo]) -> int:
    return len({v.sha256 for v in versions})


def _sum(versions: Iterable[VersionInfo], form: str, figure: str) -> int:
    return sum(getattr(v, figure) for v in versions if v.form == form)
