"""How a map is drawn, whatever it shows."""

from dataclasses import dataclass
from typing import Literal

from camdash.palette import Palette, palette
from camdash.words import Words

ColourBy = Literal["operating_state", "camera_type", "grade"]
CellColour = Literal["density", "working"]


@dataclass(frozen=True, slots=True)
class Look:
    """Language, ground, what colours dots and cells, which parts are drawn, and the frame in pixels."""

    words: Words
    dark: bool = False
    colour_by: ColourBy = "operating_state"
    cell_colour: CellColour = "density"
    sums: bool = True
    names: bool = True
    wedges: bool = False
    width: int = 900
    height: int = 600

    @property
    def colours(self) -> Palette:
        """The palette of the ground."""
        return palette(dark=self.dark)
