"""Names of districts on the map: the short name where it fits at the first zoom, else first letters, else none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pydeck as pdk

from camdash.geo.districts import District, Districts
from camdash.maps.deck import FONT, text
from camdash.maps.placing import Placer
from camdash.palette import Palette, rgba

_FULL, _SMALL, _LETTERS = 12, 11, 10
_LINE = 13
_LATE_M = 220
_MOVES = ((0, 0), (0, -5), (0, 5), (-7, 0), (7, 0), (0, -9), (0, 9))
_RIM = [(x, y) for x, y in product((-1.2, 0, 1.2), repeat=2) if x or y]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as drawn: where, what, how large (pixels), and how far moved from its point (pixels)."""

    lon: float
    lat: float
    text: str
    size: int
    move: tuple[int, int]


def place_names(districts: Sequence[District], placer: Placer) -> list[Name]:
    """Place names one by one, rural districts first, so that no two overlap at the first zoom."""
    placed: list[Name] = []
    for district in sorted(districts, key=lambda each: (each.kind == "Quận", each.code)):
        fitting = (
            name
            for name in _choices(district)
            if placer.place(name.lon, name.lat, name.text, name.size, move=name.move)
        )
        placed += [name for name in [next(fitting, None)] if name]
    return placed


def _choices(district: District) -> Iterator[Name]:
    letters = [(district.initials, _LETTERS), (district.initials, _LETTERS - 1)] if district.kind == "Quận" else []
    for (said, size), move in product([(district.short, _FULL), (district.short, _SMALL), *letters], _MOVES):
        yield Name(district.label_lon, district.label_lat, said, size, move)


def names_layers(districts: Districts, placer: Placer, colours: Palette) -> list[pdk.Layer]:
    """Draw the names with a rim in the ground's colour, which keeps them readable on any filling."""
    names = place_names(districts.districts, placer)
    late = _late(districts.districts, names)
    rim = (_drawn(name, x, y) for name in names for x, y in _RIM)
    return [
        _layer("district-name-rims", rim, rgba(colours.ground, 190)),
        _layer("district-names", (_drawn(name) for name in names), rgba(colours.text)),
        _layer("district-names-late", map(_drawn, late), rgba(colours.text), plate=rgba(colours.ground, 190)),
    ]


def _late(districts: Sequence[District], names: Sequence[Name]) -> list[Name]:
    """Full names for where there was no room: in metres, so that they grow into view as one zooms in."""
    placed = {(name.lon, name.lat): name for name in names}
    late = []
    for district in districts:
        name = placed.get((district.label_lon, district.label_lat))
        if name is None or name.text != district.short:
            move = (0, 0) if name is None else (name.move[0], name.move[1] + _LINE)
            late.append(Name(district.label_lon, district.label_lat, district.short, _LATE_M, move))
    return late


def _drawn(name: Name, x: float = 0, y: float = 0) -> dict[str, Any]:
    return {"p": [name.lon, name.lat], "n": name.text, "s": name.size, "m": [name.move[0] + x, name.move[1] + y]}


def _layer(
    layer_id: str, data: Iterable[dict[str, Any]], colour: list[int], plate: list[int] | None = None
) -> pdk.Layer:
    """Write names in pixels; with a `plate` (its colour) in metres, at most as large as other names."""
    grows = {"background": True, "get_background_color": plate} if plate else {}
    return pdk.Layer(
        "TextLayer",
        list(data),
        id=layer_id,
        get_position="p",
        get_text="n",
        get_size="s",
        get_pixel_offset="m",
        get_color=colour,
        size_units=text("meters" if plate else "pixels"),
        size_max_pixels=_FULL,
        font_family=text(FONT),
        font_weight=600,
        character_set=text("auto"),
        font_settings={"fontSize": 40, "buffer": 6},
        pickable=False,
        **grows,
    )
