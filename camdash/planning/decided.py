"""What people decided about the common positions, as a value that answers can be remembered by."""

from dataclasses import dataclass, field
from typing import Any

from camdash.store.plans import OverlapDecision, Override, Plans


@dataclass(frozen=True, slots=True)
class Decided:
    """Verdicts, changed standards and overrides at one moment; `mark` names the moment, and stands for them all."""

    mark: str = ""
    decisions: tuple[OverlapDecision, ...] = field(default=(), repr=False, compare=False)
    standards: tuple[tuple[str, Any], ...] = field(default=(), repr=False, compare=False)
    overrides: tuple[Override, ...] = field(default=(), repr=False, compare=False)

    @property
    def mandatory(self) -> tuple[str, ...]:
        """Give the sites that were laid down to be bought."""
        return tuple(each.site for each in self.overrides if each.values.get("decision") == "buy")

    @property
    def excluded(self) -> tuple[str, ...]:
        """Give the sites that were laid down not to be bought."""
        return tuple(each.site for each in self.overrides if each.values.get("decision") == "skip")


NOTHING = Decided()


def decided(plans: Plans) -> Decided:
    """Read what holds now."""
    mark = plans.mark()  # first: what is decided after it gets another mark
    standards = tuple(sorted(plans.standards().items()))
    return Decided(mark, tuple(plans.decisions()), standards, tuple(plans.overrides()))
