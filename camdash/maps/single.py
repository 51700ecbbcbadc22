"""Up to a few thousand positions, each as a dot of its own: shape and colour tell its state or type, a ring a need."""

from collections.abc import Mapping

import pandas as pd
import pydeck as pdk

from camdash.geo.cells import UNKNOWN
from camdash.geo.districts import Districts
from camdash.geo.places import Places
from camdash.maps import layers, sentences
from camdash.maps.icons import Mark
from camdash.maps.legend import LegendEntry
from camdash.maps.look import Look
from camdash.palette import Hex, Palette, shape_of

_FEW = 1_000
_SIZES = {"few": {"existing": 13, "needed": 16}, "many": {"existing": 9, "needed": 10}}


def point_layers(
    shown: Mapping[str, Places], districts: Districts, look: Look
) -> tuple[list[pdk.Layer], list[LegendEntry]]:
    """Draw the located positions of both forms, needs above what exists; the legend counts them."""
    brief = sum(len(places.points) for places in shown.values()) > _FEW
    drawn: list[pdk.Layer] = []
    legend: list[LegendEntry] = []
    for presence, places in shown.items():
        marks, lines = _marks(presence, places.points, look)
        teller = sentences.PointTeller(look.words, districts, presence, brief=brief)
        keys = _codes(presence, places.points, look)
        rows = zip(layers.lonlat(places.points), keys, sentences.rows(places.points), strict=True)
        data = [{"p": place, "i": key, "t": teller.tell(row)} for place, key, row in rows]
        drawn.append(layers.points_layer(presence, data, marks, _SIZES["many" if brief else "few"][presence]))
        legend += lines
    return drawn, legend


def _codes(presence: str, points: pd.DataFrame, look: Look) -> list[str]:
    """Key of the mark of each point: its code of what colours the dots; a need has one mark."""
    if presence == "needed" or look.colour_by not in points:
        return [presence if presence == "needed" else UNKNOWN] * len(points)
    known = sentences.codes(look.colour_by, look.words)
    return [code if code in known else UNKNOWN for code in points[look.colour_by].tolist()]


def _marks(presence: str, points: pd.DataFrame, look: Look) -> tuple[dict[str, Mark], list[LegendEntry]]:
    colours, words = look.colours, look.words
    group = words.t(sentences.PRESENCES[presence])
    codes = pd.Series(_codes(presence, points, look), index=points.index, dtype="object")
    grouped = points["cameras"].groupby(codes)
    positions, cameras = grouped.size().to_dict(), grouped.sum().to_dict()
    labels = {"needed": group} if presence == "needed" else sentences.codes(look.colour_by, words)
    marks: dict[str, Mark] = {}
    legend: list[LegendEntry] = []
    for code, label in labels.items():
        if code in cameras:
            colour = mark_colour(code, look.colour_by, colours)
            marks[code] = Mark(shape_of(code), colour, colours.ground)
            counted = (int(positions[code]), int(cameras[code]))
            legend.append(LegendEntry(group, label, colour, shape_of(code), *counted))
    return marks or {UNKNOWN: Mark("dot_ring", colours.states[UNKNOWN])}, legend


def mark_colour(code: str, colour_by: str, colours: Palette) -> Hex:
    """Colour of a code of states or types, or of needs."""
    if code == "needed":
        return colours.presences["needed"]
    return colours.state(code) if colour_by == "operating_state" else colours.camera_type(code)
