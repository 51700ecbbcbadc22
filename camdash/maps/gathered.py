"""More positions than single dots can show: hexagons filled by what exists, a ring in each by what is needed."""

import math
from collections.abc import Mapping
from typing import Any

import h3
import pandas as pd
import pydeck as pdk

from camdash.geo.cells import UNKNOWN, Cells, gather
from camdash.geo.places import Places
from camdash.maps import layers, sentences
from camdash.maps.legend import Classes, LegendEntry, classify
from camdash.maps.look import Look
from camdash.palette import rgba

_ALPHA = 225
_WIDEST = 0.8
_FULL = 0.95
"""The ring fills its hexagon at this quantile of needs, so that one crowded hexagon does not shrink the others."""


def gathered_layers(shown: Mapping[str, Places], look: Look) -> tuple[list[pdk.Layer], list[LegendEntry], str]:
    """Draw the located positions of both forms in one set of hexagons; the note tells their size."""
    cells = gather(_together(shown, look), "code", also=["of_existing", "of_needed"])
    frame = cells.frame
    for presence in sentences.PRESENCES:
        of_presence = [code for code in cells.codes if code.startswith(f"{presence}:")]
        frame[presence] = frame[of_presence].sum(axis=1) if of_presence else 0
    drawn: list[pdk.Layer] = []
    legend: list[LegendEntry] = []
    if "existing" in shown:
        group = look.words.t("Existing cameras in a hexagon")
        classes = classify(frame.loc[frame["existing"] > 0, "existing"].tolist(), look.colours)
        drawn.append(layers.cells_layer(_hexagons(frame, classes, look)))
        legend += classes.entries(group, look.words)
    if "needed" in shown:
        drawn += layers.needs_in_cells_layers(_rings(cells, look), look.colours)
        legend.append(_ring_entry(shown["needed"], look))
    note = look.words.t(
        "Many positions: drawn in hexagons of {area} km².",
        area=look.words.number(h3.average_hexagon_area(cells.resolution, unit="km^2"), 2),
    )
    return drawn, legend, note


def _together(shown: Mapping[str, Places], look: Look) -> pd.DataFrame:
    """Points of both forms with one column `code`: "existing:working", "needed:unknown"."""
    frames = []
    for presence, places in shown.items():
        codes = places.points.get(look.colour_by) if presence == "existing" else None
        known = sentences.codes(look.colour_by, look.words)
        told = [UNKNOWN] * len(places.points) if codes is None else [c if c in known else UNKNOWN for c in codes]
        columns = places.points[["lat", "lon", "cameras"]].astype({"lat": float, "lon": float})
        marked = {f"of_{name}": int(name == presence) for name in sentences.PRESENCES}
        frames.append(columns.assign(code=[f"{presence}:{code}" for code in told], **marked))
    return pd.concat(frames, ignore_index=True)


def _hexagons(frame: pd.DataFrame, classes: Classes, look: Look) -> list[dict[str, Any]]:
    return [
        {
            "h": row["cell"],
            "f": rgba(classes.colour(row["existing"]), _ALPHA),
            "t": sentences.tell_cell(row, look.colour_by, look.words),
        }
        for row in sentences.rows(frame[frame["of_existing"] > 0])
    ]


def _rings(cells: Cells, look: Look) -> list[dict[str, Any]]:
    rows = cells.frame[cells.frame["of_needed"] > 0]
    full = max(float(rows["needed"].quantile(_FULL)), 1) if len(rows) else 1
    edge_m = h3.average_hexagon_edge_length(cells.resolution, unit="m")
    data = []
    for row in sentences.rows(rows):
        lat, lon = h3.cell_to_latlng(row["cell"])
        radius = edge_m * _WIDEST * math.sqrt(min(row["needed"] / full, 1))
        told = sentences.tell_cell(row, look.colour_by, look.words)
        data.append({"p": [round(lon, 5), round(lat, 5)], "r": round(radius), "t": told})
    return data


def _ring_entry(places: Places, look: Look) -> LegendEntry:
    label = look.words.t("Needed cameras in a hexagon: the larger the ring, the more")
    presence = sentences.PRESENCES["needed"]
    group = look.words.t(presence)
    located = places.located
    colour = look.colours.presences["needed"]
    return LegendEntry(group, label, colour, "ring", located.positions, located.cameras)
