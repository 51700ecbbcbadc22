"""A measure by ward: areas where the installation has the wards' shapes, else circles at the middles of the wards.

The program ships no shapes of wards, whose licence nobody has settled; a circle's area tells how many cameras there are
and its colour the measure.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pydeck as pdk

from camdash.analysis.measures import COUNTS, SHARES, Area, Key
from camdash.geo.districts import Districts
from camdash.geo.places import middle_of_ward
from camdash.geo.ward_shapes import WardShapes
from camdash.maps import sentences
from camdash.maps.choropleth import SHARES_NOTE, Scale
from camdash.maps.deck import Packed, text
from camdash.maps.legend import NOT_TOLD, LegendEntry
from camdash.maps.look import Look
from camdash.palette import rgba

_LARGEST_M = 1_300.0
_SMALLEST_PX = 2.5
_ALPHA = 215


@dataclass(frozen=True, slots=True)
class WardMeasure:
    """A measure of all wards of which a record tells, for circles, or for areas where there are shapes."""

    measure: str
    areas: Mapping[Key, Area]
    shapes: WardShapes | None = None

    def draw(self, districts: Districts, look: Look) -> tuple[list[pdk.Layer], list[LegendEntry], list[str]]:
        """Draw circles (or areas), with the legend, and the notes on what they are and what they leave out."""
        scale = Scale.of(self.measure, look.words)
        told = {key: value for key in self.areas if (value := self._value(key)) is not None}
        classes = scale.classes(list(told.values()), look.colours)
        legend = scale.entries(list(told.values()), look.colours, look.words)
        if len(told) < len(self.areas):
            legend.append(LegendEntry(scale.title, look.words.t(NOT_TOLD), look.colours.land_border, "disc"))
        fills = {
            key: rgba(classes.colour(told[key]) if key in told else look.colours.land_border, _ALPHA)
            for key in self.areas
        }
        said = {key: self._said(key, scale, districts, look) for key in self.areas}
        if self.shapes:
            layers = [self.shapes_layer(self.shapes, fills, said, look)]
        else:
            layers = [self._circles(fills, said, look)]
        return layers, legend, self._notes(look)

    def _value(self, key: Key) -> float | None:
        km2 = self.shapes.km2(*key) if self.shapes else None
        return self.areas[key].measure(self.measure, km2)

    def _said(self, key: Key, scale: Scale, districts: Districts, look: Look) -> str:
        where = ", ".join(filter(None, (key[1], sentences.district_name(key[0], districts))))
        return f"{where}\n{scale.say(self._value(key), look.words)}"

    def _weight(self, area: Area) -> int:
        return area.needs if self.measure == "needs" else area.cameras

    def _circles(self, fills: Mapping[Key, list[int]], said: Mapping[Key, str], look: Look) -> pdk.Layer:
        most = max((self._weight(area) for area in self.areas.values()), default=0) or 1
        data: list[dict[str, Any]] = []
        for key, area in sorted(self.areas.items(), key=lambda item: -self._weight(item[1])):
            middle = middle_of_ward(*key)
            if middle and self._weight(area):
                radius = round(_LARGEST_M * math.sqrt(self._weight(area) / most))
                data.append({"p": [middle[1], middle[0]], "s": radius, "f": fills[key], "t": said[key]})
        return pdk.Layer(
            "ScatterplotLayer",
            Packed.of(data),
            id="wards",
            get_position="p",
            get_radius="s",
            radius_units=text("meters"),
            radius_min_pixels=_SMALLEST_PX,
            get_fill_color="f",
            stroked=True,
            get_line_color=rgba(look.colours.ground),
            line_width_units=text("pixels"),
            get_line_width=0.8,
            pickable=True,
        )

    @staticmethod
    def shapes_layer(
        shapes: WardShapes, fills: Mapping[Key, list[int]], said: Mapping[Key, str], look: Look
    ) -> pdk.Layer:
        """Fill the wards' own shapes."""
        features = [
            {"type": "Feature", "geometry": geometry, "properties": {"f": fills[key], "t": said[key]}}
            for key, geometry in shapes.features()
            if key in fills
        ]
        return pdk.Layer(
            "GeoJsonLayer",
            {"type": "FeatureCollection", "features": features},
            id="wards",
            get_fill_color="properties.f",
            get_line_color=rgba(look.colours.land_border),
            line_width_units=text("pixels"),
            get_line_width=0.6,
            filled=True,
            stroked=True,
            pickable=True,
        )

    def _notes(self, look: Look) -> list[str]:
        words = look.words
        notes = [words.t("Wards leave out what is of national security or defence.")]
        if self.measure in SHARES:
            notes.append(words.t(SHARES_NOTE))
        if not self.shapes:
            said = words.t(
                "Wards are circles at their middles, for no shapes of wards are installed: {size}.",
                size=words.t("the larger the circle, the more cameras, existing or needed as chosen"),
            )
            notes.insert(0, said)
        lost = [area for key, area in self.areas.items() if not self.shapes and not middle_of_ward(*key)]
        if lost and self.measure in COUNTS:
            counted = sentences.cameras(sum(map(self._weight, lost)), words)
            notes.append(words.t("Of wards without a known middle: {cameras}.", cameras=counted))
        return notes
