"""What the map's marks mean: entries that the page draws beside it, and classes of a measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from camdash.palette import Hex, Palette, Shape
from camdash.words import N_, Words

NOT_TOLD = N_("Not told")


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend under its group's heading; counts are None where the mark stands for a range.

    A line without a shape counts what is drawn by other marks; `pale` marks stand for what is only assumed.
    """

    group: str
    label: str
    colour: Hex
    shape: Shape | None
    positions: int | None = None
    cameras: int | None = None
    hatched: bool = False
    pale: bool = False


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes of a measure from low to high: `edges` (one more than `colours`) and a colour for each."""

    edges: tuple[float, ...]
    colours: tuple[Hex, ...]

    def colour(self, value: float) -> Hex:
        """Colour of a value; below the lowest edge the first, above the highest the last."""
        place = int(np.searchsorted(self.edges[1:-1], value, side="right"))
        return self.colours[place]

    def entries(self, group: str, words: Words, decimals: int = 0, *, share: bool = False) -> list[LegendEntry]:
        """One line a class: "from – to" (whole numbers do not overlap); shares of one are said in percent."""
        step = 0 if decimals or share else 1
        lines = []
        for number, (low, high) in enumerate(pairwise(self.edges)):
            last = number == len(self.colours) - 1
            top = high if last else high - step
            say = words.percent if share else words.number
            label = say(low, decimals)
            if top > low:
                label += f" – {say(top, decimals)}"
            lines.append(LegendEntry(group, label, self.colours[number], "area"))
        return lines


def classify(values: Sequence[float], colours: Palette, decimals: int = 0) -> Classes:
    """Cut values into up to five classes of about equal size, at numbers of two digits; the ramp's pale end is low."""
    if not len(values):
        return Classes((0.0, 0.0), (colours.ramp[1],))
    low, high = float(min(values)), float(max(values))
    inner = {_two_digits(edge, decimals) for edge in np.quantile(np.asarray(values, dtype=float), [0.2, 0.4, 0.6, 0.8])}
    edges = (low, *sorted(edge for edge in inner if low < edge <= high and (edge < high or decimals == 0)), high)
    count = len(edges) - 1
    places = np.linspace(0, len(colours.ramp) - 1, count).round().astype(int) if count > 1 else [2]
    return Classes(edges, tuple(colours.ramp[place] for place in places))


def _two_digits(value: float, decimals: int) -> float:
    if value == 0:
        return 0.0
    digits = 1 - int(np.floor(np.log10(abs(value))))
    return round(value, min(digits, decimals))


def told(codes: Mapping[str, str], code: str, words: Words) -> str:
    """Say a code by its labels; unknown is "not told"."""
    return codes.get(code) or words.t(NOT_TOLD)
