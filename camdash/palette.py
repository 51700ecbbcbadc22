"""The one owner of colour: what each colour means, on light and on dark ground.

Every mark stands at least 3:1, every text at least 4.5:1 against its ground (WCAG 2.2), and the colours of one
family keep apart for red-green colour-blind readers. Colour never stands alone: shapes, labels or hatches go with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

Hex = str
Shape = Literal[
    "disc",
    "triangle",
    "cross",
    "square",
    "diamond",
    "dot_ring",
    "ring",
    "triangle_ring",
    "diamond_ring",
    "bar",
    "box",
    "hexagon",
    "area",
    "wedge",
]

UNKNOWN = "unknown"
STATES = ("working", "degraded", "broken", "stopped", "planned", UNKNOWN)
GRADES = ("pass", "partial", "fail", UNKNOWN)
CAMERA_TYPES = ("fixed", "ptz", "panoramic", "anpr", "thermal", "other", UNKNOWN)
PRESENCES = ("existing", "needed")
PRIORITIES = ("high", "medium", "low", UNKNOWN)
SEVERITIES = ("error", "warning", "info")
PROGRESS = ("accepted", "received", "nil", "errors", "returned", "held", "withdrawn", "missing")


@dataclass(frozen=True, slots=True)
class Palette:
    """All colours of one theme, as `#rrggbb`; families map a code to its colour and always know `unknown`."""

    dark: bool
    ground: Hex
    surface: Hex
    border: Hex
    text: Hex
    muted: Hex
    accent: Hex
    on_accent: Hex
    states: Mapping[str, Hex]
    grades: Mapping[str, Hex]
    camera_types: Mapping[str, Hex]
    presences: Mapping[str, Hex]
    priorities: Mapping[str, Hex]
    severities: Mapping[str, Hex]
    progress: Mapping[str, Hex]
    ramp: tuple[Hex, ...]
    series: tuple[Hex, ...]
    water: Hex
    land: Hex
    land_border: Hex

    def state(self, code: str | None) -> Hex:
        """Colour of an operating state; null and unheard-of codes are `unknown`."""
        return self.states.get(code or UNKNOWN, self.states[UNKNOWN])

    def camera_type(self, code: str | None) -> Hex:
        """Colour of a camera type; null and unheard-of codes are `unknown`."""
        return self.camera_types.get(code or UNKNOWN, self.camera_types[UNKNOWN])

    def priority(self, code: str | None) -> Hex:
        """Shade of a need's priority; null and unheard-of codes are `unknown`."""
        return self.priorities.get(code or UNKNOWN, self.priorities[UNKNOWN])

    def grade(self, code: str | None) -> Hex:
        """Colour of a quality grade; null and unheard-of codes are `unknown`."""
        return self.grades.get(code or UNKNOWN, self.grades[UNKNOWN])

    def remedy(self, code: str | None) -> Hex:
        """Colour of a remedy: that of the state which calls for it; null and unheard-of codes are `unknown`."""
        return self.state(_STATE_OF_REMEDY.get(code or UNKNOWN, UNKNOWN))

    def reach(self, code: str | None) -> Hex:
        """Colour of a camera's way to the centre: that of the remedy it calls for; null and unheard-of: `unknown`."""
        return self.state(_STATE_OF_REACH.get(code or UNKNOWN, UNKNOWN))

    def answer(self, code: str | None) -> Hex:
        """Colour of whether a camera serves an AI function; null, unheard-of codes and missing data: `unknown`."""
        tones = {"has": self.presences["existing"], "yes": self.grades["pass"], "no": self.series[-1]}
        return tones.get(code or UNKNOWN, self.grades[UNKNOWN])


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "working": "disc",
        "degraded": "triangle",
        "broken": "cross",
        "stopped": "square",
        "planned": "diamond",
        "fixed": "disc",
        "ptz": "diamond",
        "panoramic": "square",
        "anpr": "triangle",
        "thermal": "cross",
        "other": "dot_ring",
        UNKNOWN: "dot_ring",
        "needed": "ring",
        "pass": "disc",
        "partial": "triangle",
        "fail": "cross",
        "high": "triangle_ring",
        "medium": "diamond_ring",
        "low": "ring",
    }
)

_STATE_OF_REMEDY: Mapping[str, str] = MappingProxyType(
    {"keep": "working", "connect": "planned", "repair": "degraded", "upgrade": "stopped", "replace": "broken"}
)
_STATE_OF_REACH: Mapping[str, str] = MappingProxyType(
    {"connected": "working", "connect_now": "planned", "gateway": "degraded", "replace": "broken"}
)


def shape_of(code: str | None) -> Shape:
    """Shape that goes with a state, a camera type or `needed`, so that colour never stands alone."""
    return SHAPES.get(code or UNKNOWN, "dot_ring")


def _family(**colours: Hex) -> Mapping[str, Hex]:
    return MappingProxyType(colours)


_LIGHT = Palette(
    dark=False,
    ground="#ffffff",
    surface="#f5f7fa",
    border="#d5dbe3",
    text="#16202e",
    muted="#566274",
    accent="#123a6f",
    on_accent="#ffffff",
    states=_family(
        working="#006b62", degraded="#b97a00", broken="#b3202c", stopped="#4a2c85", planned="#2f86d8", unknown="#858b94"
    ),
    grades=_family(**{"pass": "#006b62"}, partial="#b97a00", fail="#b3202c", unknown="#858b94"),
    camera_types=_family(
        fixed="#1c64c8",
        ptz="#3f8a1d",
        panoramic="#a33c9b",
        anpr="#c2570c",
        thermal="#7a1f3d",
        other="#4b5563",
        unknown="#858b94",
    ),
    presences=_family(existing="#123a6f", needed="#c0267e"),
    priorities=_family(high="#7a0b4a", medium="#c0267e", low="#d5559d", unknown="#858b94"),
    severities=_family(error="#b3202c", warning="#a86400", info="#2f6db5"),
    progress=_family(
        accepted="#00706a",
        received="#2f6db5",
        nil="#5b8a86",
        errors="#a86400",
        returned="#c2570c",
        held="#4a2c85",
        withdrawn="#858b94",
        missing="#b3202c",
    ),
    ramp=("#e3ecf7", "#bcd2ea", "#8db2da", "#5a8cc4", "#2f65a7", "#123a6f"),
    series=("#123a6f", "#006b62", "#b97a00", "#4a2c85", "#c0267e", "#4b5563"),
    water="#ffffff",
    land="#f1f4f8",
    land_border="#a9b4c3",
)

_DARK = Palette(
    dark=True,
    ground="#0f141b",
    surface="#18202b",
    border="#2f3a49",
    text="#e8edf4",
    muted="#a5b1c2",
    accent="#7fb0f0",
    on_accent="#0b1524",
    states=_family(
        working="#2fc4b2", degraded="#f0b13c", broken="#f26161", stopped="#9873e6", planned="#8cc6ff", unknown="#8b929c"
    ),
    grades=_family(**{"pass": "#2fc4b2"}, partial="#f0b13c", fail="#f26161", unknown="#8b929c"),
    camera_types=_family(
        fixed="#5fa2ff",
        ptz="#7ecb4f",
        panoramic="#e08ad8",
        anpr="#ff9a4d",
        thermal="#d8668f",
        other="#b4bfcc",
        unknown="#8b929c",
    ),
    presences=_family(existing="#7fb0f0", needed="#ff7ec0"),
    priorities=_family(high="#ffc4e2", medium="#ff7ec0", low="#d0528f", unknown="#8b929c"),
    severities=_family(error="#f26161", warning="#f0b13c", info="#7fb0f0"),
    progress=_family(
        accepted="#2fc4b2",
        received="#7fb0f0",
        nil="#8fc0bb",
        errors="#f0b13c",
        returned="#ff9a4d",
        held="#9873e6",
        withdrawn="#8b929c",
        missing="#f26161",
    ),
    ramp=("#1d2b3f", "#26446d", "#325f9a", "#3f74b8", "#7aa8e2", "#b9d4f7"),
    series=("#7fb0f0", "#2fc4b2", "#f0b13c", "#9873e6", "#ff7ec0", "#b4bfcc"),
    water="#0f141b",
    land="#1a222d",
    land_border="#465467",
)


def palette(*, dark: bool = False) -> Palette:
    """Colours for light (default) or dark ground."""
    return _DARK if dark else _LIGHT


def rgba(colour: Hex, alpha: int = 255) -> list[int]:
    """Turn `#rrggbb` into [red, green, blue, alpha], each 0..255; other spellings raise ValueError.

    >>> rgba("#123a6f", 128)
    [18, 58, 111, 128]
    """
    digits = colour.removeprefix("#")
    if len(digits) != 6:  # noqa: PLR2004 - two digits a channel
        msg = f"not a #rrggbb colour: {colour}"
        raise ValueError(msg)
    return [int(digits[i : i + 2], 16) for i in (0, 2, 4)] + [alpha]


def to_hex(channels: list[int]) -> Hex:
    """Turn [red, green, blue, ...] into `#rrggbb`; an alpha is left out.

    >>> to_hex([18, 58, 111, 128])
    '#123a6f'
    """
    return "#" + "".join(f"{channel:02x}" for channel in channels[:3])


def luminance(colour: Hex) -> float:
    """Relative luminance 0..1 of WCAG 2.2."""
    red, green, blue = (_linear(channel / 255) for channel in rgba(colour)[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - sRGB


def contrast(one: Hex, other: Hex) -> float:
    """Contrast ratio 1..21 of WCAG 2.2.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@cache
def text_on(colour: Hex) -> Hex:
    """Black-ish or white text, whichever reads better on `colour`."""
    return max((_LIGHT.text, _LIGHT.ground), key=lambda ink: contrast(ink, colour))
