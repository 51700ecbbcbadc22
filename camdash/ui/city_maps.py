"""The parts of the map page: which layers, the map itself, its legend, and the account of what it cannot show."""

from dataclasses import replace
from zlib import crc32

import streamlit as st

from camdash.analysis.cells import Cells, cells
from camdash.analysis.filters import Filter
from camdash.analysis.finding import bounds_of
from camdash.analysis.measures import areas
from camdash.analysis.places import Places, extent, places, points
from camdash.geo.districts import Bounds, Districts, district_shapes, official_file
from camdash.geo.ward_shapes import WARDS_NAME, ward_shapes
from camdash.maps.choropleth import Choropleth
from camdash.maps.city import RAW_LIMIT, CityMap, city_map
from camdash.maps.look import Look
from camdash.maps.sentences import FORMS
from camdash.maps.shown import Shown
from camdash.maps.wards import WardMeasure
from camdash.ui import loaders, map_legend, sheets
from camdash.ui.map_choices import LAYERS, Choices, choose
from camdash.ui.map_clicks import OnRecord, clicked, follow
from camdash.ui.view import View
from camdash.words import Words

WIDTH, HEIGHT = 800, 540
"""Pixels that the first view must fit, in a window of 1366 × 768; the style sheet sets the map's true height."""

_FIT = """{
let left = 0, waited = 0;
const waiting = setInterval(() => {
    const box = document.querySelector('.st-key-map-ground [data-testid="stDeckGlJsonChart"]');
    const canvas = box && box.querySelector("canvas");
    if (!canvas || !canvas.clientHeight || ++waited < 8) return;
    if (canvas.dataset.fitted) return clearInterval(waiting);
    left = left || Math.min(box.clientHeight / HEIGHT, box.clientWidth / WIDTH);
    if (left > 1.04) {
        const { left: x, top: y, width, height } = box.getBoundingClientRect(), by = Math.min(left, 1.8);
        const ignored = canvas.dispatchEvent(new WheelEvent("wheel", {
            bubbles: true, cancelable: true, deltaY: 100 * Math.log(2 / by - 1),
            clientX: x + width / 2, clientY: y + height / 2,
        }));
        if (ignored) return;  // the map does not listen yet
        left /= by;
    }
    if (left <= 1.04) canvas.dataset.fitted = "KEY";
}, 100);
setTimeout(() => clearInterval(waiting), 30000);
}"""
"""Turns the wheel over a map that is larger than WIDTH x HEIGHT until its first view fills it, once a map.

The server knows no sizes of windows, and a deck's first view has a zoom, not bounds.
"""

_KEPT_MAPS = 32
_CUTS = {"existing": ("form1", ""), "needed": ("form2", "priority")}


@st.fragment
def show(view: View, on_record: OnRecord = sheets.open_record) -> None:
    """Draw the controls, the map with its legend beside it, and the lines below; only this part runs again.

    `on_record(record_id)` opens the sheet of a camera clicked.
    """
    words = view.words
    choices = choose(view)
    drawn = _map(loaders.key_of(view.snapshot), view.where, choices, words, view.colours.dark, _changed(), view)
    with st.container(key="map-ground"):
        ground, aside = st.columns((7, 2), gap="medium")
    key = f"city-map-{crc32(repr((view.where, choices)).encode())}"  # another map has no selection
    with ground:
        picked = st.pydeck_chart(
            drawn.deck,
            height=HEIGHT,
            key=key,
            alt=words.t("Map of the city's cameras"),
            on_select="rerun",
        )
    with aside:
        map_legend.show(drawn.legend, words)
        script = _FIT.replace("KEY", key).replace("HEIGHT", str(HEIGHT)).replace("WIDTH", str(WIDTH))
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
    told = {presence: loaders.ask(view.snapshot, places, form, view.where) for presence, form in FORMS.items()}
    st.markdown("  \n".join(_sum(presence, told[presence], words) for presence in FORMS if presence in choices.layers))
    follow(view, clicked(picked), on_record)
    st.caption("  \n".join(drawn.notes))


def _sum(presence: str, told: Places, words: Words) -> str:
    """Say that the map and what it cannot place add up to the table."""
    return words.t(
        "**{title}**: {located} positions on the map + {unlocated} without coordinates = {total} in the table",
        title=words.t(LAYERS[presence]),
        located=words.number(told.located.positions),
        unlocated=words.number(told.unlocated.positions),
        total=words.number(told.total.positions),
    )


def _changed() -> tuple[int, ...]:
    """Tell when the installation's own shapes were put in place, 0 for none."""
    home = loaders.settings().home
    files = (official_file(home), home / WARDS_NAME)
    return tuple(file.stat().st_mtime_ns if file.exists() else 0 for file in files)


@st.cache_resource(max_entries=_KEPT_MAPS, show_spinner=False)
def _map(  # noqa: PLR0917 - all but the last are the cache's key
    key: loaders.Key,  # noqa: ARG001
    where: Filter,
    choices: Choices,
    words: Words,
    dark: bool,  # noqa: FBT001
    changed: tuple[int, ...],  # noqa: ARG001
    _view: View,
) -> CityMap:
    shapes = district_shapes(loaders.settings().home)
    look = Look(
        words,
        dark=dark,
        colour_by=choices.colour_by,
        cell_colour=choices.cell_colour,
        sums="sums" in choices.layers,
        names="names" in choices.layers,
        wedges="wedges" in choices.layers,
        width=WIDTH,
        height=HEIGHT,
    )
    shown, gathered = _records(_view, where, choices)
    return city_map(
        shapes,
        look,
        existing=shown.get("existing"),
        needed=shown.get("needed"),
        cells=gathered,
        choropleth=_filling(_view, where, choices, shapes),
        wards=_wards(_view, where, choices),
        focus=_focus(_view, where, choices, shapes),
        spot=choices.found.spot if choices.found else None,
    )


def _records(view: View, where: Filter, choices: Choices) -> tuple[dict[str, Shown], Cells | None]:
    """Take the records of the forms shown: one by one where they are few, else (or on demand) in hexagons.

    Many give way to a measure that fills areas, which hexagons would hide.
    """
    wanted = [presence for presence in FORMS if presence in choices.layers]
    shown = {presence: Shown(loaders.ask(view.snapshot, places, FORMS[presence], where)) for presence in wanted}
    few = sum(each.places.located.positions for each in shown.values()) <= RAW_LIMIT
    if few:
        dots = {name: loaders.ask(view.snapshot, points, FORMS[name], where) for name in wanted}
        shown = {name: replace(each, points=dots[name]) for name, each in shown.items()}
    cuts = tuple((form, by or choices.colour_by) for form, by in (_CUTS[presence] for presence in wanted))
    if not cuts or not ("cells" in choices.layers or not (few or choices.measure)):
        return shown, None
    share = choices.cell_colour == "working"
    return shown, loaders.ask(view.snapshot, cells, cuts, where, choices.size, share)


def _filling(view: View, where: Filter, choices: Choices, shapes: Districts) -> Choropleth | None:
    if not choices.measure or choices.level != "district":
        return None
    return Choropleth.of(loaders.ask(view.snapshot, areas, "district", where), choices.measure, shapes, view.words)


def _wards(view: View, where: Filter, choices: Choices) -> WardMeasure | None:
    if not choices.measure or choices.level != "ward":
        return None
    found = loaders.ask(view.snapshot, areas, "ward", where)
    return WardMeasure(choices.measure, found, ward_shapes(loaders.settings().home))


def _focus(view: View, where: Filter, choices: Choices, shapes: Districts) -> Bounds | None:
    """Frame what was sought, else the districts that the filter names, else the points of its wards or units."""
    if choices.found:
        code = choices.found.code
        return shapes.bounds_of([code]) if choices.found.kind == "district" else bounds_of(view.snapshot, choices.found)
    wanted = dict(where.where)
    if wanted.keys() & {"ward", "unit"}:
        return loaders.ask(view.snapshot, extent, where)
    codes = [str(code) for code in wanted.get("district", ()) if code]
    return shapes.bounds_of(codes) if codes else None
