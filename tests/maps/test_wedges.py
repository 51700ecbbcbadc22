"""Fields of view on the map: where they point, which colour they have, what is assumed of them."""

import re
from dataclasses import replace
from typing import Any

import pytest

from camdash.maps.wedges import ASSUMED_OPENING_DEG, wedges
from camdash.palette import palette, rgba
from tests.maps.drawing import LOOK, draw, layer, snapshot_of, spec

HERE = {"lat": 21.03, "lon": 105.85, "quantity": 1, "camera_type": "fixed"}


def _polygon(data: dict[str, Any], expression: str) -> list[list[float]]:
    """Work the browser's expression out."""
    assert re.fullmatch(r"@@=[\[\],pw0-9+/]+", expression)
    found: list[list[float]] = eval(expression.removeprefix("@@="), {"__builtins__": {}}, data)  # noqa: S307 - checked
    return found


@pytest.mark.parametrize(
    ("bearing", "east", "north"), [(0, 0, 1), (90, 1, 0), (180, 0, -1), (270, -1, 0), (45, 1, 1), (225, -1, -1)]
)
def test_a_wedge_points_where_its_camera_looks(bearing: float, east: int, north: int) -> None:
    """North is up: a bearing of 0 opens to the north, 90 to the east, 180 to the south, 270 to the west."""
    drawn = draw(
        snapshot_of([{**HERE, "bearing_deg": float(bearing), "fov_deg": 60.0}], []), replace(LOOK, wedges=True)
    )
    shape = layer(drawn, "wedges-fixed")
    ring = _polygon(shape["data"][0], shape["getPolygon"])
    assert ring[0] == ring[-1] == [105.85, 21.03]
    lon = sum(point[0] for point in ring[1:-1]) / len(ring[1:-1]) - 105.85
    lat = sum(point[1] for point in ring[1:-1]) / len(ring[1:-1]) - 21.03
    assert (_sign(lon), _sign(lat)) == (east, north)


def _sign(offset: float) -> int:
    return 0 if abs(offset) < 2e-6 else int(offset / abs(offset))


def test_fixed_cameras_are_blue_and_ptz_green_and_what_is_assumed_is_pale() -> None:
    """The opening that is not told is 60 degrees, and the legend says so."""
    rows = [
        {**HERE, "bearing_deg": 10.0, "fov_deg": 90.0},
        {**HERE, "bearing_deg": 10.0, "camera_type": "ptz", "fov_deg": 90.0},
        {**HERE, "bearing_deg": 10.0},
        {**HERE},
    ]
    drawn = draw(snapshot_of(rows, []), replace(LOOK, wedges=True))
    types = palette().camera_types
    assert layer(drawn, "wedges-fixed")["getFillColor"][:3] == rgba(types["fixed"])[:3]
    assert layer(drawn, "wedges-ptz")["getFillColor"][:3] == rgba(types["ptz"])[:3]
    told, assumed = (layer(drawn, name)["getFillColor"][3] for name in ("wedges-fixed", "wedges-fixed-assumed"))
    assert assumed < told / 2
    entries = [each for each in drawn.legend if each.shape == "wedge"]
    assert sum(each.positions or 0 for each in entries) == 3
    assert any("60" in each.label for each in entries if each.pale)


def test_without_the_layer_no_wedge_is_drawn() -> None:
    """It is off until it is asked for."""
    drawn = draw(snapshot_of([{**HERE, "bearing_deg": 10.0}], []))
    assert not any(each["id"].startswith("wedges") for each in spec(drawn)["layers"])


def test_a_wedge_without_opening_has_the_assumed_one() -> None:
    """Both come out the same."""
    row = {"lat": 21.0, "lon": 105.8, "bearing_deg": 30.0}
    assert wedges([row]) == wedges([{**row, "fov_deg": ASSUMED_OPENING_DEG, "range_m": 30.0}])
