"""A measure by district as areas from pale to dark; a district of which nothing is told is hatched."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from camdash.geo.districts import Districts
from camdash.maps.legend import NOT_TOLD, Classes, LegendEntry, classify
from camdash.palette import Hex, Palette
from camdash.words import Words


@dataclass(frozen=True, slots=True)
class Choropleth:
    """A measure to fill the districts with: value by GSO code (None = not told), and what lies in no district."""

    title: str
    values: Mapping[str, float | None]
    elsewhere: float = 0
    decimals: int = 0

    @classmethod
    def of(cls, frame: pd.DataFrame, measure: str, title: str, decimals: int = 0) -> "Choropleth":
        """Take a column of a frame that has one row a district (column `district`, null = no district told)."""
        known = frame[frame["district"].notna()]
        pairs = zip(known["district"].tolist(), known[measure].tolist(), strict=True)
        values = {str(code): None if pd.isna(value) else float(value) for code, value in pairs}
        elsewhere = frame.loc[frame["district"].isna(), measure].fillna(0).sum()
        return cls(title, values, float(elsewhere), decimals)

    @property
    def told(self) -> dict[str, float]:
        """The districts whose value is known."""
        return {code: value for code, value in self.values.items() if value is not None}

    def classes(self, colours: Palette) -> Classes:
        """Classes of the known values."""
        return classify(list(self.told.values()), colours, self.decimals)

    def fills(self, colours: Palette) -> dict[str, Hex]:
        """Colour of each district with a known value."""
        classes = self.classes(colours)
        return {code: classes.colour(value) for code, value in self.told.items()}

    def sentences(self, districts: Districts, words: Words) -> dict[str, str]:
        """Say each district's value."""
        return {
            each.code: f"{self.title}: {self._said(self.values.get(each.code), words)}" for each in districts.districts
        }

    def legend(self, districts: Districts, colours: Palette, words: Words) -> list[LegendEntry]:
        """One line a class, then the hatch where some district has no value."""
        entries = self.classes(colours).entries(self.title, words, self.decimals) if self.told else []
        if any(each.code not in self.told for each in districts.districts):
            entries.append(LegendEntry(self.title, words.t(NOT_TOLD), colours.land_border, "area", hatched=True))
        return entries

    def _said(self, value: float | None, words: Words) -> str:
        return words.t(NOT_TOLD) if value is None else words.number(value, self.decimals)
