"""Fields of view where the direction is known: fixed cameras blue, PTZ green, pale where the opening is assumed."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pydeck as pdk

from camdash.geo.wedges import PARTS_OF_A_DEGREE, SEGMENTS, offsets
from camdash.maps import sentences
from camdash.maps.deck import Packed, text
from camdash.maps.legend import LegendEntry
from camdash.maps.look import Look
from camdash.maps.shown import Row, Shown
from camdash.palette import UNKNOWN, rgba

ASSUMED_OPENING_DEG = 60.0
ASSUMED_RANGE_M = 30.0

_FILLED, _PALE = 120, 45
_DECIMALS = 5


def wedge_layers(shown: Mapping[str, Shown], look: Look) -> tuple[list[pdk.Layer], list[LegendEntry], int]:
    """Draw the wedges of all points whose direction is known, under the dots; the last is their size in bytes."""
    seen = [row for each in shown.values() for row in each.points or () if row.get("bearing_deg") is not None]
    groups: dict[tuple[str, bool], list[Row]] = {}
    known = sentences.codes("camera_type", look.words)
    for row in seen:
        kind = row.get("camera_type") if row.get("camera_type") in known else UNKNOWN
        groups.setdefault((str(kind), row.get("fov_deg") is None), []).append(row)
    drawn, legend, size = [], [], 0
    for (kind, assumed), rows in sorted(groups.items()):
        data = Packed.of(wedges(rows))
        size += len(data.content)
        drawn.append(_layer(kind, data, look, assumed=assumed))
        legend.append(_entry(kind, rows, look, assumed=assumed))
    return drawn, legend, size


def wedges(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Give each row's wedge: p (lon, lat) and w, its arc as offsets in millionths of a degree (camdash.geo.wedges)."""
    arcs = offsets(
        np.array([row["bearing_deg"] for row in rows], dtype=float),
        np.array([row.get("fov_deg") or ASSUMED_OPENING_DEG for row in rows], dtype=float),
        np.array([row.get("range_m") or ASSUMED_RANGE_M for row in rows], dtype=float),
        np.array([row["lat"] for row in rows], dtype=float),
    ).tolist()
    middles = [[round(row["lon"], _DECIMALS), round(row["lat"], _DECIMALS)] for row in rows]
    return [{"p": middle, "w": arc} for middle, arc in zip(middles, arcs, strict=True)]


def _ring() -> str:
    """Write the polygon as deck.gl's expression over p and w: an arc in small numbers is a third of one in degrees."""
    arc = (
        f"[p[0]+w[{2 * place}]/{PARTS_OF_A_DEGREE},p[1]+w[{2 * place + 1}]/{PARTS_OF_A_DEGREE}]"
        for place in range(SEGMENTS + 1)
    )
    return f"[p,{','.join(arc)},p]"


def _layer(kind: str, data: Packed, look: Look, *, assumed: bool) -> pdk.Layer:
    colour = look.colours.camera_type(kind)
    return pdk.Layer(
        "PolygonLayer",
        data,
        id=f"wedges-{kind}-assumed" if assumed else f"wedges-{kind}",
        get_polygon=_ring(),
        get_fill_color=rgba(colour, _PALE if assumed else _FILLED),
        get_line_color=rgba(colour, 2 * _PALE if assumed else 2 * _FILLED),
        line_width_units=text("pixels"),
        get_line_width=1,
        filled=True,
        stroked=True,
        pickable=False,
    )


def _entry(kind: str, rows: Sequence[Row], look: Look, *, assumed: bool) -> LegendEntry:
    words = look.words
    label = sentences.codes("camera_type", words)[kind]
    if assumed:
        said = words.number(ASSUMED_OPENING_DEG)
        label = words.t("{kind}, angle not told: {degrees}° assumed", kind=label, degrees=said)
    group = words.t("Fields of view (range not told: {metres} m assumed)", metres=words.number(ASSUMED_RANGE_M))
    cameras = sum(row["cameras"] for row in rows)
    colour = look.colours.camera_type(kind)
    return LegendEntry(group, label, colour, "wedge", len(rows), cameras, pale=assumed)
