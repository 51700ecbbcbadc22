"""Up to a few thousand positions, each as a dot of its own: shape and colour tell its state, type or grade.

Needs are hollow marks, shape and shade telling their priority. What stands on one pole is fanned out around it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pydeck as pdk

from camdash.geo.districts import Districts
from camdash.geo.poles import fan
from camdash.maps import layers, sentences
from camdash.maps.deck import Packed
from camdash.maps.icons import Mark
from camdash.maps.legend import LegendEntry
from camdash.maps.look import Look
from camdash.maps.shown import Row, Shown
from camdash.palette import UNKNOWN, Hex, Palette, shape_of

_FEW = 1_000
_SIZES = {"few": {"existing": 13, "needed": 14}, "many": {"existing": 9, "needed": 10}}
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Dots:
    """Layers of dots with their legend, how many bytes they take, and how many share a pole with another."""

    layers: list[pdk.Layer]
    legend: list[LegendEntry]
    size: int
    shared: int


def point_layers(shown: Mapping[str, Shown], districts: Districts, look: Look, budget: int) -> Dots:
    """Draw the located positions of both forms, needs above what exists; the legend counts them.

    Where what is told of each would not fit `budget` bytes, less is told, down to type, number and state.
    """
    rows = {presence: list(each.points or ()) for presence, each in shown.items()}
    count = sum(map(len, rows.values()))
    fanned = _fanned(rows)
    packed: dict[str, Packed] = {}
    for brief, bare in ((count > _FEW, False), (True, False), (True, True)):
        teller = partial(sentences.PointTeller, look.words, districts, brief=brief, bare=bare)
        packed = {name: _packed(name, rows[name], fanned[name], teller(name), look) for name in rows}
        if sum(len(each.content) for each in packed.values()) <= budget:
            break
    sizes = _SIZES["many" if count > _FEW else "few"]
    drawn, legend = [], []
    for presence, data in packed.items():
        marks, lines = _marks(presence, rows[presence], look)
        drawn.append(layers.points_layer(presence, data, marks, sizes[presence]))
        legend += lines
    shared = sum(int((together > 1).sum()) for _, together in fanned.values())
    return Dots(drawn, legend, sum(len(each.content) for each in packed.values()), shared)


def _fanned(rows: Mapping[str, Sequence[Row]]) -> dict[str, tuple[Any, Any]]:
    """Fan out all dots together, for a need may stand on the pole of what exists."""
    every = [[row["lon"], row["lat"]] for own in rows.values() for row in own]
    drawn, together = fan(np.array(every, dtype=float).reshape(-1, 2))
    ends = np.cumsum([len(own) for own in rows.values()])[:-1]
    return dict(zip(rows, zip(np.split(drawn, ends), np.split(together, ends), strict=True), strict=True))


def _packed(
    presence: str, rows: Sequence[Row], fanned: tuple[Any, Any], teller: sentences.PointTeller, look: Look
) -> Packed:
    by, known = _coded(presence, look)
    places, together = fanned[0].round(_DECIMALS).tolist(), fanned[1].tolist()
    marks = [row.get(by) if row.get(by) in known else UNKNOWN for row in rows]
    dots = zip(places, marks, rows, together, strict=True)
    return Packed.of([{"p": p, "i": mark, "r": row["id"], "t": teller.tell(row, n)} for p, mark, row, n in dots])


def _coded(presence: str, look: Look) -> tuple[str, Mapping[str, str]]:
    """Name the column that tells a form's dots apart, and say its codes."""
    by = look.colour_by if presence == "existing" else "priority"
    return by, sentences.codes(by, look.words)


def _marks(presence: str, rows: Sequence[Row], look: Look) -> tuple[dict[str, Mark], list[LegendEntry]]:
    colours, words = look.colours, look.words
    by, labels = _coded(presence, look)
    group = words.t(sentences.PRESENCES[presence])
    counted: dict[str, tuple[int, int]] = {}
    for row in rows:
        code = row.get(by) if row.get(by) in labels else UNKNOWN
        positions, cameras = counted.get(str(code), (0, 0))
        counted[str(code)] = (positions + 1, cameras + row["cameras"])
    marks: dict[str, Mark] = {}
    legend: list[LegendEntry] = []
    for code, label in labels.items():
        if code in counted:
            shape, colour = mark_shape(code, by), mark_colour(code, by, colours)
            marks[code] = Mark(shape, colour, colours.ground)
            legend.append(LegendEntry(group, label, colour, shape, *counted[code]))
    return marks or {UNKNOWN: Mark("dot_ring", colours.states[UNKNOWN])}, legend


def mark_shape(code: str, by: str) -> Any:
    """Shape of a code; a need of which no priority is told has one that no camera has."""
    return "bar" if (by, code) == ("priority", UNKNOWN) else shape_of(code)


def mark_colour(code: str, by: str, colours: Palette) -> Hex:
    """Colour of a code of states, types, grades or priorities."""
    say = {
        "operating_state": colours.state,
        "camera_type": colours.camera_type,
        "grade": colours.grade,
        "priority": colours.priority,
    }
    return say[by](code)
