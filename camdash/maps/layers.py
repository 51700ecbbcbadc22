"""The layers of the city's map; each takes frames and gives pydeck layers with stable ids."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import orjson
import pydeck as pdk
import shapely

from camdash.geo.districts import Districts
from camdash.maps.deck import FONT, Packed, text
from camdash.maps.icons import Mark, atlas
from camdash.palette import Hex, Palette, rgba

COLLIDE = {"@@type": "CollisionFilterExtension"}

_HATCH_DEG = 0.012
_DECIMALS = 5


def districts_layers(
    districts: Districts, fills: Mapping[str, Hex], told: Mapping[str, str], colours: Palette
) -> list[pdk.Layer]:
    """Fill areas by `fills` (colour by GSO code; a district without one is hatched as unknown), with thin borders.

    `told` is what is said of each district when one points at it.
    """
    features = [_feature(each, fills, told, colours) for each in districts.features["features"]]
    areas = pdk.Layer(
        "GeoJsonLayer",
        {"type": "FeatureCollection", "features": features},
        id="districts",
        filled=True,
        stroked=True,
        pickable=True,
        auto_highlight=True,
        highlight_color=rgba(colours.accent, 40),
        get_fill_color="properties.f",
        get_line_color=rgba(colours.land_border),
        line_width_units=text("pixels"),
        get_line_width=1,
        line_joint_rounded=True,
    )
    unknown = [each for each in districts.features["features"] if each["properties"]["code"] not in fills]
    return [areas, _hatch_layer(unknown, colours)] if unknown else [areas]


def _feature(
    feature: Mapping[str, Any], fills: Mapping[str, Hex], told: Mapping[str, str], colours: Palette
) -> dict[str, Any]:
    code, name = (str(feature["properties"][key]) for key in ("code", "name"))
    properties = {"c": code, "f": rgba(fills.get(code, colours.land)), "t": told.get(code, name)}
    return {"type": "Feature", "geometry": feature["geometry"], "properties": properties}


def _hatch_layer(features: Sequence[Mapping[str, Any]], colours: Palette) -> pdk.Layer:
    lines = [line for each in features for line in _hatch(each["geometry"])]
    return pdk.Layer(
        "PathLayer",
        [{"l": line} for line in lines],
        id="districts-unknown",
        get_path="l",
        get_color=rgba(colours.land_border, 160),
        width_units=text("pixels"),
        get_width=1,
        pickable=False,
    )


def _hatch(geometry: Mapping[str, Any]) -> list[list[list[float]]]:
    """Cut slanting lines of a fixed distance to an area (WGS84 degrees)."""
    area = shapely.from_geojson(orjson.dumps(geometry))
    west, south, east, north = area.bounds
    height = north - south
    first = math.floor((west - height) / _HATCH_DEG) * _HATCH_DEG
    starts = np.arange(first, east, _HATCH_DEG)
    lines = shapely.linestrings([[[x, south], [x + height, north]] for x in starts])
    cut = shapely.get_parts(shapely.intersection(lines, area))
    return [each.round(_DECIMALS).tolist() for each in map(shapely.get_coordinates, cut) if len(each) > 1]


def points_layer(presence: str, data: Packed, marks: Mapping[str, Mark], size: int) -> pdk.Layer:
    """Draw dots of single positions: `data` holds p (lon, lat), i (key of a mark), r (record) and t (what is told)."""
    picture, mapping = atlas(marks)
    return pdk.Layer(
        "IconLayer",
        data,
        id=f"{presence}-points",
        icon_atlas=text(picture),
        icon_mapping=mapping,
        get_icon="i",
        get_position="p",
        get_size=size,
        size_units=text("pixels"),
        pickable=True,
        alpha_cutoff=0.2,
    )


def cells_layer(data: list[dict[str, Any]]) -> pdk.Layer:
    """Draw hexagons: `data` holds h (H3 index), f (fill colour) and t (what is told)."""
    return pdk.Layer(
        "H3HexagonLayer",
        Packed.of(data),
        id="cells",
        get_hexagon="h",
        get_fill_color="f",
        filled=True,
        stroked=False,
        extruded=False,
        coverage=0.92,
        high_precision=False,
        pickable=True,
        auto_highlight=True,
    )


def needs_in_cells_layers(data: list[dict[str, Any]], colours: Palette) -> list[pdk.Layer]:
    """Draw rings in the middle of the hexagons, as large as the need there, on a rim that parts them from the filling.

    `data` holds p (lon, lat) and r (radius in metres). One points at the hexagon below.
    """
    packed = Packed.of(data)
    return [
        _rings("needed-cells-rims", packed, rgba(colours.ground, 150), 2.6),
        _rings("needed-cells", packed, rgba(colours.presences["needed"]), 1.3),
    ]


def _rings(layer_id: str, data: Packed, colour: list[int], width: float) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        data,
        id=layer_id,
        get_position="p",
        get_radius="r",
        radius_units=text("meters"),
        radius_min_pixels=1.5,
        filled=False,
        stroked=True,
        get_line_color=colour,
        line_width_units=text("pixels"),
        get_line_width=width,
        pickable=False,
    )


def sums_layer(presence: str, data: list[dict[str, Any]], colours: Palette) -> pdk.Layer:
    """Draw framed numbers for what has no coordinates; `data` holds p (lon, lat), n (as text), o (order) and t."""
    colour = colours.presences[presence]
    return pdk.Layer(
        "TextLayer",
        data,
        id=f"{presence}-sums",
        get_position="p",
        get_text="n",
        get_size=10,
        size_units=text("pixels"),
        get_color=rgba(colours.text),
        font_family=text(FONT),
        font_weight=600,
        character_set=text("auto"),
        background=True,
        get_background_color=rgba(colours.ground, 235),
        background_padding=[3, 2, 3, 1],
        get_border_color=rgba(colour),
        get_border_width=1.5,
        pickable=True,
        extensions=[COLLIDE],
        collision_group=text("sums"),
        get_collision_priority="o",
    )


def spot_layers(spot: tuple[float, float] | None, colours: Palette) -> list[pdk.Layer]:
    """Ring the place that was searched for (lon, lat in WGS84 degrees)."""
    if spot is None:
        return []
    ring = pdk.Layer(
        "ScatterplotLayer",
        [{"p": list(spot)}],
        id="spot",
        get_position="p",
        get_radius=1,
        radius_min_pixels=16,
        radius_max_pixels=16,
        filled=False,
        stroked=True,
        get_line_color=rgba(colours.accent),
        line_width_units=text("pixels"),
        get_line_width=3,
        pickable=False,
    )
    return [ring]
