"""Small shapes drawn by formula: the marks of the map, as one picture for deck.gl and singly for the legend."""

import base64
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from camdash.palette import Hex, Shape, rgba

SIZE = 48
"""Pixels of a mark's side; drawn at 8 to 14 pixels, so that it stays sharp on any screen."""

RINGS = frozenset({"ring", "triangle_ring", "diamond_ring"})
"""Hollow marks: those of needs."""

_HALO = 0.16
_RING_HALO = 0.09
_SQRT_HALF = 0.7071067811865476
_COS_30 = 0.8660254037844386

Distance = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape in a colour; `halo` is the colour of the thin rim that parts it from what lies below."""

    shape: Shape
    colour: Hex
    halo: Hex | None = None


def atlas(marks: Mapping[str, Mark]) -> tuple[str, dict[str, dict[str, int]]]:
    """Draw marks side by side: a PNG as data URI and deck.gl's icon mapping by the marks' keys."""
    pictures = [_picture(mark) for mark in marks.values()]
    mapping = {
        key: {"x": number * SIZE, "y": 0, "width": SIZE, "height": SIZE, "anchorY": SIZE // 2}
        for number, key in enumerate(marks)
    }
    return _data_uri(np.concatenate(pictures, axis=1)), mapping


@cache
def icon_uri(shape: Shape, colour: Hex) -> str:
    """Draw one mark as PNG data URI (for a legend)."""
    return _data_uri(_picture(Mark(shape, colour)))


def _picture(mark: Mark) -> npt.NDArray[np.uint8]:
    axis = (np.arange(SIZE) + 0.5) / SIZE * 2 - 1
    x, y = np.meshgrid(axis, axis)
    distance = _distance(mark.shape, x, y)
    inner = _coverage(distance)
    outer = _coverage(distance - (_RING_HALO if mark.shape in RINGS else _HALO)) if mark.halo else inner
    colour = np.array(rgba(mark.colour)[:3], dtype=float)
    rim = np.array(rgba(mark.halo)[:3], dtype=float) if mark.halo else colour
    mixed = colour * inner[..., None] + rim * (1 - inner)[..., None]
    return np.dstack([mixed, outer * 255]).round().astype(np.uint8)


def _coverage(distance: Distance) -> Distance:
    return np.clip(0.5 - distance * SIZE / 2, 0, 1)


def _distance(shape: Shape, x: Distance, y: Distance) -> Distance:
    """Signed distance to the shape's edge in a square of -1..1, negative inside."""
    radius = np.hypot(x, y)
    square = np.maximum(np.abs(x), np.abs(y))
    ring = np.abs(radius - 0.64) - 0.14
    along, across = np.abs(x + y) * _SQRT_HALF, np.abs(x - y) * _SQRT_HALF
    distances: dict[Shape, Distance] = {
        "disc": radius - 0.68,
        "ring": ring,
        "dot_ring": np.minimum(ring + 0.05, radius - 0.22),
        "square": square - 0.58,
        "triangle_ring": np.abs(np.maximum(np.abs(x) * _COS_30 - y * 0.5 - 0.32, y - 0.5)) - 0.13,
        "diamond_ring": np.abs((np.abs(x) + np.abs(y) - 0.74) * _SQRT_HALF) - 0.13,
        "bar": np.maximum(np.abs(x) - 0.62, np.abs(y) - 0.2),
        "wedge": np.maximum(np.abs(x) * _COS_30 + (y - 0.75) * 0.5, np.hypot(x, y - 0.75) - 1.45),
        "box": np.abs(square - 0.6) - 0.13,
        "diamond": (np.abs(x) + np.abs(y) - 0.82) * _SQRT_HALF,
        "triangle": np.maximum(np.abs(x) * _COS_30 - y * 0.5 - 0.36, y - 0.56),
        "cross": np.minimum(np.maximum(along - 0.8, across - 0.2), np.maximum(across - 0.8, along - 0.2)),
        "hexagon": np.maximum(np.abs(y) * _COS_30 + np.abs(x) * 0.5, np.abs(x)) - 0.7,
        "area": square - 0.84,
    }
    return distances[shape]


def _data_uri(picture: npt.NDArray[np.uint8]) -> str:
    return "data:image/png;base64," + base64.b64encode(_png(picture)).decode("ascii")


def _png(picture: npt.NDArray[np.uint8]) -> bytes:
    """Write rows of RGBA pixels as PNG."""
    height, width, _ = picture.shape
    rows = np.concatenate([np.zeros((height, 1), np.uint8), picture.reshape(height, -1)], axis=1)
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks: list[tuple[bytes, Any]] = [(b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 9)), (b"IEND", b"")]
    packed = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)
