"""What every map has in common: no tiles, compact JSON, a view that frames what is asked for."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from camdash.geo.districts import Bounds
from camdash.palette import Palette

FONT = "Be Vietnam Pro, sans-serif"
MAX_PAYLOAD = 1_000_000
"""Bytes of JSON a browser reads at once; more points than fit are gathered into cells."""

_TILE = 512
_MARGIN = 0.94
_CLOSEST = 16.5


class CompactDeck(pdk.Deck):  # type: ignore[misc]  # pydeck has no types
    """A deck whose JSON has no white space and keeps Vietnamese letters as they are: a third of pydeck's own.

    It is written once, for a deck is not changed after it was made.
    """

    def _set_api_keys(self, api_keys: dict[str, str] | None = None) -> None:
        """Take no map provider's key, which pydeck would read from the server's environment and hand to the browser."""

    def to_json(self) -> str:
        """Write the deck as JSON."""
        written = self.__dict__.get("_written")
        if written is None:
            written = self._written = orjson.dumps(
                self, default=_plain, option=orjson.OPT_PASSTHROUGH_DATACLASS
            ).decode()
        return str(written)


@dataclass(frozen=True, slots=True)
class Packed:
    """A layer's data written as JSON at once, which tells their size and spares writing them again."""

    content: bytes

    @classmethod
    def of(cls, data: Any) -> "Packed":
        """Write data."""
        return cls(orjson.dumps(data))


def _plain(value: Any) -> Any:
    return orjson.Fragment(value.content) if isinstance(value, Packed) else default_serialize(value)


def text(value: str) -> Any:
    """Mark a string as a value, which pydeck would otherwise take for the name of a column."""
    return pdk.types.String(value)


def frame_view(bounds: Bounds, width: int, height: int) -> pdk.ViewState:
    """Place the camera over `bounds` (WGS84 degrees) so that they just fit `width` x `height` pixels, north up."""
    west, south, east, north = bounds
    top, bottom = _mercator(north), _mercator(south)
    across = max((east - west) / 360, 1e-6)
    along = max((top - bottom) / (2 * math.pi), 1e-6)
    zoom = math.log2(min(width / across, height / along) * _MARGIN / _TILE)
    middle = math.degrees(2 * math.atan(math.exp((top + bottom) / 2)) - math.pi / 2)
    return pdk.ViewState(
        longitude=round((west + east) / 2, 5),
        latitude=round(middle, 5),
        zoom=round(min(zoom, _CLOSEST), 2),
        min_zoom=7,
        max_zoom=20,
        pitch=0,
        bearing=0,
    )


def pixels(lon: float, lat: float, zoom: float) -> tuple[float, float]:
    """Place a point (WGS84 degrees) on the world's map at `zoom`, in pixels to the right and down."""
    world = _TILE * 2.0**zoom
    return (lon + 180) / 360 * world, (0.5 - _mercator(lat) / (2 * math.pi)) * world


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def make_deck(layers: Sequence[pdk.Layer], view: pdk.ViewState, colours: Palette) -> CompactDeck:
    """Put layers together without any base map; what is pointed at is told as plain text (its field `t`)."""
    look = {
        "backgroundColor": colours.surface,
        "color": colours.text,
        "border": f"1px solid {colours.border}",
        "borderRadius": "4px",
        "fontSize": "13px",
        "lineHeight": "1.45",
        "padding": "6px 9px",
        "maxWidth": "320px",
        "whiteSpace": "pre-line",
        "fontFamily": FONT,
    }
    views = [pdk.View(type="MapView", controller={"dragRotate": False, "touchRotate": False})]
    return CompactDeck(
        layers=list(layers),
        initial_view_state=view,
        views=views,
        map_provider=None,
        tooltip={"text": "{t}", "style": look},
    )
