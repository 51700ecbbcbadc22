"""What the reader of the map chooses: layers, what fills areas, what tells cameras apart, and which place is sought."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from camdash.analysis.cells import Size
from camdash.analysis.columns import columns
from camdash.analysis.finding import Found, find
from camdash.analysis.measures import Level, offered
from camdash.maps.choropleth import TITLES
from camdash.maps.look import CellColour, ColourBy
from camdash.ui import loaders
from camdash.ui.view import View
from camdash.words import N_, Words

LAYERS: Mapping[str, str] = {
    "existing": N_("Existing cameras"),
    "needed": N_("Needed cameras"),
    "cells": N_("Density in hexagons"),
    "wedges": N_("Fields of view"),
    "sums": N_("Not located, as numbers"),
    "names": N_("Names of districts"),
}
T = TypeVar("T", bound=str)
_AT_FIRST = ("existing", "needed", "sums", "names")
_COLOURS: Mapping[ColourBy, str] = {
    "operating_state": N_("Operating state"),
    "camera_type": N_("Camera type"),
    "grade": N_("Quality grade"),
}
_LEVELS: Mapping[Level, str] = {"district": N_("District level"), "ward": N_("Commune level")}
_SIZES: Mapping[Size, str] = {
    "auto": N_("Automatic"),
    "large": N_("Large"),
    "medium": N_("Medium"),
    "small": N_("Small"),
}
_CELL_COLOURS: Mapping[CellColour, str] = {
    "density": N_("Number of cameras"),
    "working": N_("Share working"),
}
_KINDS: Mapping[str, str] = {
    "district": N_("District"),
    "ward": N_("Ward"),
    "unit": N_("Unit"),
    "position": N_("Position"),
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What one reader has chosen; a value, so that a map drawn once serves all who chose the same."""

    layers: tuple[str, ...]
    measure: str
    level: Level
    colour_by: ColourBy
    size: Size
    cell_colour: CellColour
    found: Found | None = None


def choose(view: View) -> Choices:
    """Draw the row of controls above the map."""
    words = view.words
    search, filling, telling, more = st.columns((4, 4, 3, 2), gap="small", vertical_alignment="bottom")
    with search:
        found = _search(view)
    with filling:
        measure = _one("map-measure", words.t("Areas filled by"), {"": N_("No filling"), **_measures()}, words)
    with telling:
        known = {name: label for name, label in _COLOURS.items() if name in columns("form1")}
        colour_by = _one("map-colour", words.t("Cameras told apart by"), known, words)
    with more, st.popover(words.t("Layers"), icon=":material/layers:", width="stretch"):
        layers = st.pills(
            words.t("Layers"),
            list(LAYERS),
            selection_mode="multi",
            default=list(_AT_FIRST),
            wrap=True,
            format_func=lambda name: words.t(LAYERS[name]),
            key="map-layers",
            persist_state="session",
        )
        level = _pill("map-level", words.t("Areas"), _LEVELS, words)
        size = _pill("map-size", words.t("Size of hexagons"), _SIZES, words)
        cell_colour = _pill("map-cell-colour", words.t("Colour of hexagons"), _CELL_COLOURS, words)
    chosen = tuple(name for name in LAYERS if name in layers)
    return Choices(chosen, measure, level, colour_by, size, cell_colour, found)


def _measures() -> dict[str, str]:
    return {name: TITLES[name] for name in offered()}


def _one(key: str, label: str, named: Mapping[T, str], words: Words) -> T:
    chosen: T = st.selectbox(
        label, list(named), key=key, persist_state="session", format_func=lambda name: words.t(named[name])
    )
    return chosen


def _pill(key: str, label: str, named: Mapping[T, str], words: Words) -> T:
    first = next(iter(named))
    chosen: T = st.segmented_control(
        label,
        list(named),
        default=first,
        required=True,
        key=key,
        persist_state="session",
        format_func=lambda name: words.t(named[name]),
    )
    return chosen or first


def _search(view: View) -> Found | None:
    """Ask for a few letters and frame the first place they name; the others can be chosen from."""
    words = view.words
    searching = bool(st.session_state.get("map-search"))
    typing, choosing = st.columns(2, gap="small") if searching else (st.container(), None)
    wanted = typing.text_input(
        words.t("Search for a place or unit"),
        key="map-search",
        icon=":material/search:",
        placeholder=words.t("District, ward, unit or position"),
    )
    if not wanted or choosing is None:
        return None
    found = loaders.ask(view.snapshot, find, wanted.strip())
    if not found:
        choosing.caption(words.t("Nothing of that name."))
        return None
    chosen: Found = choosing.selectbox(
        words.n("{count} place found", "{count} places found", len(found)),
        found,
        key=f"map-found-{wanted}",
        format_func=lambda each: _said(each, words),
    )
    return chosen


def _said(found: Found, words: Words) -> str:
    if found.kind == "district":
        return found.name
    return " · ".join(filter(None, (found.name, found.within or words.t(_KINDS[found.kind]))))
