"""Whether a saved scenario still rests on what holds now, and what has changed since it was solved."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from camdash.analysis.thresholds import Thresholds
from camdash.store import VersionInfo
from camdash.store.plans import ScenarioInfo


@dataclass(frozen=True, slots=True)
class Changed:
    """What came and went since a scenario was solved, and whether something was decided since."""

    came: tuple[VersionInfo, ...] = ()
    went: tuple[VersionInfo, ...] = ()
    decided: bool = False
    thresholds: bool = False

    @property
    def outdated(self) -> bool:
        """Whether anything has changed."""
        return bool(self.came or self.went or self.decided or self.thresholds)


def changed(scenario: ScenarioInfo, versions: Sequence[VersionInfo], mark: str, thresholds: Thresholds) -> Changed:
    """Compare what a scenario was solved over with all `versions` of the campaign, and what is decided, now.

    `mark` is that of Plans; only Form 1 and Form 2 matter.
    """
    before = set(scenario.versions)
    of_forms = [version for version in versions if version.form in {"form1", "form2"}]
    now = {version.id for version in of_forms if version.state == "current"}
    came = tuple(version for version in of_forms if version.id in now - before)
    went = tuple(version for version in of_forms if version.id in before - now)
    judged = scenario.summary.get("thresholds") != thresholds_mark(thresholds)
    return Changed(came, went, scenario.decided != mark, judged)


def thresholds_mark(thresholds: Thresholds) -> str:
    """Name a set of thresholds, whose costs and grades a plan rests on."""
    return f"{crc32(repr(thresholds).encode()):08x}"
