"""A few streets around two records that may be one: the two, the line between them, and what else stands there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pydeck as pdk

from camdash.geo.projection import METRES_EAST, METRES_NORTH
from camdash.maps.deck import FONT, CompactDeck, Packed, make_deck, text
from camdash.maps.icons import Mark
from camdash.maps.layers import points_layer
from camdash.palette import Palette, rgba
from camdash.words import N_, Words

LonLat = tuple[float, float]
"""WGS84 degrees."""

_METRES_A_PIXEL_AT_0 = 78_271.0
"""At zoom 0 on the equator, of a world of 512 pixels."""

_SCALE_M = 20
_RING, _DISC = 30, 17
"""Pixels: a need's ring is seen around a camera at the same point."""

_SHAPES = {"existing": "disc", "needed": "ring"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A record on the map: place, "existing" or "needed", and what is told when one points at it."""

    place: LonLat
    presence: str
    told: str


def pair_map(
    one: Spot, other: Spot, others: Sequence[Spot], colours: Palette, words: Words, *, pixels: int
) -> CompactDeck:
    """Draw two records as 1 and 2 with the line between them, and `others` small, in a square of `pixels`.

    None of them may be sensitive; nothing is asked of the network.
    """
    (west, south), (east, north) = np.minimum(one.place, other.place), np.maximum(one.place, other.place)
    lon, lat = float(west + east) / 2, float(south + north) / 2
    shrink = float(np.cos(np.radians(lat)))
    across = max((east - west) * METRES_EAST * shrink, (north - south) * METRES_NORTH, 20.0) * 3
    zoom = float(np.log2(_METRES_A_PIXEL_AT_0 * shrink * pixels / across))
    side = 1 if one.place[0] <= other.place[0] else -1  # so that each number stands away from the other's mark
    view = pdk.ViewState(longitude=lon, latitude=lat, zoom=min(zoom, 19.5), min_zoom=12, max_zoom=21)
    return make_deck(
        [
            _line("between", [one.place, other.place], colours),
            *_dots("around", others, colours, 11),
            *_dots("pair-needed", [spot for spot in (one, other) if spot.presence == "needed"], colours, _RING),
            *_dots("pair-existing", [spot for spot in (one, other) if spot.presence == "existing"], colours, _DISC),
            _labels([("1", one.place, -side), ("2", other.place, side)], colours),
            *_scale((lon, lat), across, colours, words),
        ],
        view,
        colours,
    )


def _line(name: str, path: Sequence[LonLat], colours: Palette, width: float = 1.5) -> pdk.Layer:
    return pdk.Layer(
        "PathLayer",
        [{"l": [list(place) for place in path]}],
        id=name,
        get_path="l",
        get_color=rgba(colours.muted),
        width_units=text("pixels"),
        get_width=width,
        pickable=False,
    )


def _dots(name: str, spots: Sequence[Spot], colours: Palette, size: int) -> list[pdk.Layer]:
    """Draw cameras as discs, needs as rings."""
    if not spots:
        return []
    found = [{"p": list(spot.place), "i": spot.presence, "t": spot.told} for spot in spots]
    marks = {
        presence: Mark(shape, colours.presences[presence], colours.ground)  # type: ignore[arg-type]
        for presence, shape in _SHAPES.items()
    }
    layer = points_layer(name, Packed.of(found), marks, size)
    return [layer]


def _labels(labels: Sequence[tuple[str, LonLat, int]], colours: Palette) -> pdk.Layer:
    """Write 1 and 2 to the left and to the right, so that they can be read where both stand at one point."""
    return pdk.Layer(
        "TextLayer",
        [{"n": said, "p": list(place), "o": [side * 17, -12]} for said, place, side in labels],
        id="numbers",
        get_position="p",
        get_text="n",
        get_pixel_offset="o",
        get_size=15,
        size_units=text("pixels"),
        get_color=rgba(colours.text),
        font_family=text(FONT),
        font_weight=700,
        character_set=text("auto"),
        pickable=False,
    )


def _scale(middle: LonLat, across: float, colours: Palette, words: Words) -> list[pdk.Layer]:
    """Draw a bar of 20 m below the middle of a map that is `across` metres wide."""
    lon, lat = middle
    shrink = float(np.cos(np.radians(lat)))
    down, half = across * 0.42 / METRES_NORTH, _SCALE_M / 2 / (METRES_EAST * shrink)
    ends = [(lon - half, lat - down), (lon + half, lat - down)]
    label = pdk.Layer(
        "TextLayer",
        [{"n": words.t(N_("{metres} m"), metres=_SCALE_M), "p": [lon, lat - down]}],
        id="scale-text",
        get_position="p",
        get_text="n",
        get_size=12,
        size_units=text("pixels"),
        get_color=rgba(colours.muted),
        get_pixel_offset=[0, -11],
        font_family=text(FONT),
        character_set=text("auto"),
        pickable=False,
    )
    return [_line("scale", ends, colours, 2.5), label]


def legend(words: Words) -> str:
    """Say what the marks mean."""
    return words.t(N_("1 and 2: the two positions · discs: existing cameras · rings: needs"))
