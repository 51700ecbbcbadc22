"""The parts of the map page: which layers, the map itself, its legend, and the account of what it cannot show."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from camdash.analysis.inventory import records
from camdash.geo.districts import Districts, district_shapes
from camdash.geo.places import Places, summarise
from camdash.maps.choropleth import Choropleth
from camdash.maps.city import CityMap, city_map
from camdash.maps.icons import icon_uri
from camdash.maps.legend import LegendEntry
from camdash.maps.look import ColourBy, Look
from camdash.ui import loaders
from camdash.ui.view import View
from camdash.words import N_, Words

FORMS: Mapping[str, str] = {"existing": "form1", "needed": "form2"}
LAYERS: Mapping[str, str] = {
    "existing": N_("Existing cameras"),
    "needed": N_("Needed cameras"),
    "sums": N_("Not located, as numbers"),
    "names": N_("Names of districts"),
}
MEASURES: Mapping[str, str] = {
    "": N_("No filling"),
    "existing": N_("Existing cameras by district"),
    "needed": N_("Needed cameras by district"),
}
COLOURS: Mapping[ColourBy, str] = {"operating_state": N_("Operating state"), "camera_type": N_("Camera type")}
WIDTH, HEIGHT = 800, 570
_COLUMNS = (
    "position_name",
    "address",
    "ward",
    "district",
    "lat",
    "lon",
    "quantity",
    "excluded",
    "camera_type",
    "operating_state",
    "area_class",
    "purposes",
)


@st.fragment
def show(view: View) -> None:
    """Draw the controls, the map with its legend beside it, and the lines below; only this part runs again."""
    words = view.words
    ground, aside = st.columns((7, 2), gap="medium")
    with aside:
        layers = st.pills(
            words.t("Layers"),
            list(LAYERS),
            selection_mode="multi",
            default=list(LAYERS),
            wrap=True,
            format_func=lambda name: words.t(LAYERS[name]),
            key="map-layers",
            persist_state="session",
        )
        measure = st.selectbox(
            words.t("Districts filled by"),
            list(MEASURES),
            key="map-measure",
            persist_state="session",
            format_func=lambda name: words.t(MEASURES[name]),
        )
        colour_by: ColourBy = st.selectbox(
            words.t("Cameras told apart by"),
            list(COLOURS),
            key="map-colour",
            persist_state="session",
            format_func=lambda name: words.t(COLOURS[name]),
        )
    places = {presence: _places(loaders.key_of(view.snapshot), view, form) for presence, form in FORMS.items()}
    drawn = _draw(view, places, layers, measure, colour_by)
    with ground:
        st.pydeck_chart(drawn.deck, height=HEIGHT, key="city-map", alt=words.t("Map of the city's cameras"))
    with aside:
        _legend(drawn.legend, words)
    st.markdown("  \n".join(_sum(presence, places[presence], words) for presence in FORMS if presence in layers))
    for note in drawn.notes:
        st.caption(note)


def _sum(presence: str, places: Places, words: Words) -> str:
    """Say that the map and what it cannot place add up to the table."""
    return words.t(
        "**{title}**: {located} positions on the map + {unlocated} without coordinates = {total} in the table",
        title=words.t(LAYERS[presence]),
        located=words.number(places.located.positions),
        unlocated=words.number(places.unlocated.positions),
        total=words.number(places.total.positions),
    )


def _draw(view: View, places: Mapping[str, Places], layers: list[str], measure: str, colour_by: ColourBy) -> CityMap:
    shapes: Districts = district_shapes(loaders.settings().home)
    look = Look(
        view.words,
        dark=view.colours.dark,
        colour_by=colour_by,
        sums="sums" in layers,
        names="names" in layers,
        width=WIDTH,
        height=HEIGHT,
    )
    return city_map(
        shapes,
        look,
        existing=places["existing"] if "existing" in layers else None,
        needed=places["needed"] if "needed" in layers else None,
        choropleth=_filling(view, measure) if measure else None,
    )


def _filling(view: View, measure: str) -> Choropleth:
    frame = loaders.counts(view.snapshot, FORMS[measure], ("district",))
    return Choropleth.of(frame, "cameras", view.words.t(MEASURES[measure]))


@st.cache_resource(max_entries=8, show_spinner=False)
def _places(key: loaders.Key, _view: View, form: str) -> Places:  # noqa: ARG001 - part of the cache's key
    names = [name for name in _COLUMNS if form == "form1" or name != "operating_state"]
    return summarise(records(_view.snapshot, form, names=names))


def _legend(entries: tuple[LegendEntry, ...], words: Words) -> None:
    """Write the legend beside the map: marks as they are drawn, each with its count where it has one."""
    lines: list[str] = []
    group = None
    for entry in entries:
        if entry.group != group:
            lines.append(f"<h6>{escape(entry.group)}</h6>")
            group = entry.group
        count = "" if entry.cameras is None else f"<b>{words.number(entry.cameras)}</b>"
        hatched = ' class="hatched"' if entry.hatched else ""
        mark = f'<img src="{icon_uri(entry.shape, entry.colour)}" alt="">' if not entry.hatched else f"<i{hatched}></i>"
        lines.append(f"<span>{mark}{escape(entry.label)} {count}</span>")
    st.html(f'<div class="map-legend">{"".join(lines)}</div>')
