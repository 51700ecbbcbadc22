"""Positions as hexagons: filled by what exists or how much of it works, a ring in each by what is needed."""

import math
from collections.abc import Mapping
from typing import Any

import h3
import numpy as np
import pydeck as pdk

from camdash.analysis.cells import Cells, Hexagon
from camdash.maps import layers, sentences
from camdash.maps.legend import NOT_TOLD, Classes, LegendEntry, classify
from camdash.maps.look import Look
from camdash.maps.shown import Shown
from camdash.palette import rgba

_ALPHA, _CLEAR = 225, 12
_WIDEST = 0.8
_FULL = 0.95
"""The ring fills its hexagon at this quantile of needs, so that one crowded hexagon does not shrink the others."""


def gathered_layers(
    cells: Cells, shown: Mapping[str, Shown], look: Look
) -> tuple[list[pdk.Layer], list[LegendEntry], list[str]]:
    """Draw the located positions of the forms shown in one set of hexagons; the notes tell their size."""
    drawn: list[pdk.Layer] = []
    legend: list[LegendEntry] = []
    if "existing" in shown:
        filled = [each for each in cells.hexagons if each.existing.positions]
        measured = [value for value in (_measured(each, look) for each in filled) if value is not None]
        classes = classify(measured, look.colours, 2 if look.cell_colour == "working" else 0)
        legend += [*_fill_entries(filled, classes, look), *_make_up(filled, look)]
    else:
        classes = classify([], look.colours)
    drawn.append(layers.cells_layer([_hexagon(each, classes, look) for each in cells.hexagons]))
    if "needed" in shown:
        drawn += layers.needs_in_cells_layers(_rings(cells), look.colours)
        legend.append(_ring_entry(shown["needed"], look))
    return drawn, legend, _notes(cells, look)


def _notes(cells: Cells, look: Look) -> list[str]:
    words = look.words
    area = words.number(h3.average_hexagon_area(cells.resolution, unit="km^2"), 2)
    notes = [words.t("Hexagons of {area} km² each hold the positions in them.", area=area)]
    if cells.coarser:
        notes.append(words.t("The size chosen would make too many hexagons here; narrow the filter to see it."))
    return notes


def _measured(cell: Hexagon, look: Look) -> float | None:
    if look.cell_colour == "density":
        return float(cell.existing.cameras)
    return cell.working / cell.told if cell.told else None


def _fill(cell: Hexagon, classes: Classes, look: Look) -> list[int]:
    """Colour of a hexagon; one in which nothing exists is all but clear, so that it can still be pointed at."""
    if not cell.existing.positions:
        return rgba(look.colours.land_border, _CLEAR)
    value = _measured(cell, look)
    return rgba(look.colours.land_border if value is None else classes.colour(value), _ALPHA)


def _hexagon(cell: Hexagon, classes: Classes, look: Look) -> dict[str, Any]:
    told = sentences.tell_cell(cell, look.colour_by, look.words)
    return {"h": cell.cell, "f": _fill(cell, classes, look), "t": told}


def _fill_entries(filled: list[Hexagon], classes: Classes, look: Look) -> list[LegendEntry]:
    words = look.words
    if look.cell_colour == "density":
        return classes.entries(words.t("Existing cameras in a hexagon"), words) if filled else []
    group = words.t("Working cameras of those whose state is told, by hexagon")
    entries = classes.entries(group, words, share=True) if any(each.told for each in filled) else []
    if any(not each.told for each in filled):
        entries.append(LegendEntry(group, words.t(NOT_TOLD), look.colours.land_border, "hexagon"))
    return entries


def _make_up(filled: list[Hexagon], look: Look) -> list[LegendEntry]:
    """Count the cameras of all hexagons by code; marks are those that single dots would have."""
    sums: dict[str, int] = {}
    for each in filled:
        for code, count in each.make_up.get("form1", {}).items():
            sums[code] = sums.get(code, 0) + count
    labels = sentences.codes(look.colour_by, look.words)
    group = look.words.t("Existing cameras in all hexagons")
    return [
        LegendEntry(group, labels.get(code, code), look.colours.text, None, cameras=count)
        for code, count in sentences.in_order(sums)
    ]


def _rings(cells: Cells) -> list[dict[str, Any]]:
    wanted = [each for each in cells.hexagons if each.needed.positions]
    full = max(float(np.quantile([each.needed.cameras for each in wanted], _FULL)), 1) if wanted else 1
    edge_m = h3.average_hexagon_edge_length(cells.resolution, unit="m")
    data = []
    for each in wanted:
        lat, lon = h3.cell_to_latlng(each.cell)
        radius = edge_m * _WIDEST * math.sqrt(min(each.needed.cameras / full, 1))
        data.append({"p": [round(lon, 5), round(lat, 5)], "r": round(radius)})
    return data


def _ring_entry(shown: Shown, look: Look) -> LegendEntry:
    label = look.words.t("Needed cameras in a hexagon: the larger the ring, the more")
    presence = sentences.PRESENCES["needed"]
    group = look.words.t(presence)
    located = shown.places.located
    return LegendEntry(group, label, look.colours.presences["needed"], "ring", located.positions, located.cameras)
