"""A measure by district as areas from pale to dark; a district of which nothing is told is hatched."""

from collections.abc import Mapping
from dataclasses import dataclass

from camdash.analysis.measures import SHARES, Area, Key
from camdash.geo.districts import Districts
from camdash.maps.legend import NOT_TOLD, Classes, LegendEntry, classify
from camdash.palette import Hex, Palette
from camdash.words import N_, Words

TITLES: Mapping[str, str] = {
    "cameras": N_("Existing cameras"),
    "working": N_("Share of cameras working"),
    "needs": N_("Needed cameras"),
    "needs_per_camera": N_("Needed cameras per existing camera"),
    "per_km2": N_("Existing cameras per km²"),
    "unknown": N_("Share of cameras whose state is not told"),
    "connected": N_("Share of cameras connected"),
    "failing": N_("Share of cameras that fail"),
}
DECIMALS: Mapping[str, int] = {"needs_per_camera": 1, "per_km2": 1}
SHARES_NOTE = N_("Shares are of the cameras of which it is told; the others are neither good nor bad.")
_SHARE_DECIMALS = 2
"""Classes of shares have edges of whole percents."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How values of a measure are said and coloured."""

    title: str
    decimals: int = 0
    share: bool = False
    by_size: bool = False

    @classmethod
    def of(cls, measure: str, words: Words) -> "Scale":
        """Give the scale of one of camdash.analysis.measures."""
        return cls(words.t(TITLES[measure]), DECIMALS.get(measure, 0), measure in SHARES, measure == "per_km2")

    def classes(self, values: list[float], colours: Palette) -> Classes:
        """Cut the known values into classes."""
        return classify(values, colours, _SHARE_DECIMALS if self.share else self.decimals)

    def entries(self, values: list[float], colours: Palette, words: Words) -> list[LegendEntry]:
        """One line a class."""
        if not values:
            return []
        return self.classes(values, colours).entries(self.title, words, self.decimals, share=self.share)

    def say(self, value: float | None, words: Words) -> str:
        """Say the title and one value."""
        said = words.percent(value) if self.share else words.number(value, self.decimals)
        return f"{self.title}: {words.t(NOT_TOLD) if value is None else said}"


@dataclass(frozen=True, slots=True)
class Choropleth:
    """A measure to fill the districts with: value by GSO code (None = not told), and what lies in no district."""

    scale: Scale
    values: Mapping[str, float | None]
    elsewhere: float = 0

    @classmethod
    def of(cls, areas: Mapping[Key, Area], measure: str, districts: Districts, words: Words) -> "Choropleth":
        """Take one measure of all districts; a district without any record has none of it."""
        km2 = districts.areas_km2
        values = {
            each.code: areas.get((each.code, None), Area()).measure(measure, km2.get(each.code))
            for each in districts.districts
        }
        counted = measure in {"cameras", "needs"}
        lost = [area.measure(measure) for key, area in areas.items() if key[0] not in values] if counted else []
        return cls(Scale.of(measure, words), values, sum(value or 0 for value in lost))

    @property
    def told(self) -> dict[str, float]:
        """The districts whose value is known."""
        return {code: value for code, value in self.values.items() if value is not None}

    def fills(self, colours: Palette) -> dict[str, Hex]:
        """Colour of each district with a known value."""
        classes = self.scale.classes(list(self.told.values()), colours)
        return {code: classes.colour(value) for code, value in self.told.items()}

    def sentences(self, districts: Districts, words: Words) -> dict[str, str]:
        """Say each district's value."""
        return {each.code: self.scale.say(self.values.get(each.code), words) for each in districts.districts}

    def legend(self, districts: Districts, colours: Palette, words: Words) -> list[LegendEntry]:
        """One line a class, then the hatch where some district has no value."""
        entries = self.scale.entries(list(self.told.values()), colours, words)
        if any(each.code not in self.told for each in districts.districts):
            group = self.scale.title
            entries.append(LegendEntry(group, words.t(NOT_TOLD), colours.land_border, "area", hatched=True))
        return entries

    def notes(self, districts: Districts, words: Words) -> list[str]:
        """Say what the filling leaves out, what its shares are of, and whose sizes of districts it takes."""
        notes = [words.t(SHARES_NOTE)] if self.scale.share else []
        if self.elsewhere:
            value = words.number(self.elsewhere, self.scale.decimals)
            notes.append(words.t("{title}: {value} outside any district.", title=self.scale.title, value=value))
        if self.scale.by_size and not districts.official:
            notes.append(words.t("Sizes of districts are those of the schematic, not official ones."))
        return notes
