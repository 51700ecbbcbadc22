"""What the analysis gives to a map of one form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from camdash.analysis.places import Places

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A form's records parted by where they are drawn, and its points one by one where they are few (else None)."""

    places: Places
    points: Sequence[Row] | None = None
