"""What the store keeps of thresholds: changes put in by administrators, and who made which when."""

from collections.abc import Mapping, Sequence
from typing import Any

from camdash.ui.view import View


def can_keep(view: View) -> bool:
    """Tell whether the store keeps thresholds; one that does not shows them as they come with the program."""
    return hasattr(view.store, "set_thresholds")


def keep(view: View, values: Mapping[str, float], by: str) -> None:
    """Put in other values for the campaign; its revision moves on, so that every page follows."""
    store: Any = view.store
    store.set_thresholds(view.campaign.code, values, by)


def history(view: View) -> Sequence[Any]:
    """List the changes, each with `name`, `value`, `by` and `at`."""
    store: Any = view.store
    return tuple(store.threshold_changes(view.campaign.code)) if can_keep(view) else ()
