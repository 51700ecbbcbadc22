"""The colours keep their promises: contrast on both grounds and distance for colour-blind readers."""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pytest

from camdash.palette import (
    CAMERA_TYPES,
    GRADES,
    PRESENCES,
    PROGRESS,
    SEVERITIES,
    STATES,
    Palette,
    contrast,
    luminance,
    palette,
    rgba,
    shape_of,
    text_on,
    to_hex,
)

THEMES = [palette(), palette(dark=True)]
FAMILIES = {
    "states": STATES,
    "grades": GRADES,
    "camera_types": CAMERA_TYPES,
    "presences": PRESENCES,
    "severities": SEVERITIES,
    "progress": PROGRESS,
}
# Machado, Oliveira & Fernandes (2009), severity 1.0, on linear RGB
VISION = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
}
OKLAB = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
OKLAB_2 = [
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
]


def _family(theme: Palette, name: str) -> Mapping[str, str]:
    family: Mapping[str, str] = getattr(theme, name)
    return family


def _seen(colour: str, vision: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    channels = np.array(rgba(colour)[:3]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    lms = np.array(OKLAB) @ np.clip(np.array(VISION[vision]) @ linear, 0, 1)
    return np.asarray(np.array(OKLAB_2) @ np.cbrt(lms))


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("name", FAMILIES)
def test_marks_stand_out_from_both_grounds(theme: Palette, name: str) -> None:
    """Every mark has at least 3:1 against ground, surface and the map's land."""
    for code, colour in _family(theme, name).items():
        for ground in (theme.ground, theme.surface, theme.land):
            assert contrast(colour, ground) >= 3, (code, ground)


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_text_is_readable(theme: Palette) -> None:
    """Text, muted text and accent have at least 4.5:1 on ground, surface and land."""
    for ink in (theme.text, theme.muted, theme.accent):
        assert all(contrast(ink, ground) >= 4.5 for ground in (theme.ground, theme.surface, theme.land))
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("name", FAMILIES)
def test_each_family_is_complete(theme: Palette, name: str) -> None:
    """A family has exactly its codes, all of different colours."""
    family = _family(theme, name)
    assert set(family) == set(FAMILIES[name])
    assert len(set(family.values())) == len(family)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("name", ["states", "grades", "presences"])
def test_colour_blind_readers_tell_them_apart(theme: Palette, name: str, vision: str) -> None:
    """Any two colours of a family keep apart (OKLab distance) under red-green colour blindness."""
    for (one, first), (other, second) in combinations(_family(theme, name).items(), 2):
        distance = float(np.linalg.norm(_seen(first, vision) - _seen(second, vision)))
        assert distance >= 0.08, (one, other, round(distance, 3))


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_ramp_runs_one_way(theme: Palette) -> None:
    """The sequential ramp leaves the ground step by step."""
    steps = [contrast(colour, theme.ground) for colour in theme.ramp]
    assert steps == sorted(steps)


def test_fixed_is_blue_and_ptz_green() -> None:
    """The two types keep the colours that the survey's readers know."""
    for theme in THEMES:
        red, green, blue, _ = rgba(theme.camera_type("fixed"))
        assert blue > max(red, green)
        red, green, blue, _ = rgba(theme.camera_type("ptz"))
        assert green > max(red, blue)


def test_null_is_unknown() -> None:
    """A null or unheard-of code has the colour and the shape of unknown."""
    theme = palette()
    assert theme.state(None) == theme.state("nonsense") == theme.states["unknown"]
    assert theme.camera_type(None) == theme.camera_types["unknown"]
    assert theme.grade(None) == theme.grades["unknown"]
    assert shape_of(None) == shape_of("unknown") != shape_of("working")


def test_states_have_different_shapes() -> None:
    """Colour never stands alone: each state has its own shape, and a need has none of them."""
    shapes = [shape_of(code) for code in STATES]
    assert len(set(shapes)) == len(STATES)
    assert shape_of("needed") not in shapes


def test_hex_and_channels_are_inverse() -> None:
    """`to_hex(rgba(x))` is x, and a word is refused."""
    for colour in palette().ramp:
        assert to_hex(rgba(colour)) == colour
    with pytest.raises(ValueError, match="not a #rrggbb"):
        rgba("navy")


def test_text_on_picks_the_readable_ink() -> None:
    """Ink on every step of the ramp reads at 4.5:1 or better."""
    for theme in THEMES:
        assert all(contrast(text_on(step), step) >= 4.5 for step in theme.ramp)
    assert luminance("#ffffff") == pytest.approx(1)
