"""Sites of plans on a map beside its legend; a click on a site opens what is known of it."""

from collections.abc import Callable, Mapping
from zlib import crc32

import pandas as pd
import streamlit as st

from camdash.analysis.columns import columns
from camdash.geo.districts import district_shapes
from camdash.maps.look import Look
from camdash.maps.sites import Kind, SitesMap, sites_map
from camdash.palette import Palette, shape_of
from camdash.ui import loaders, map_legend
from camdash.ui.map_clicks import clicked
from camdash.ui.view import View

WIDTH, HEIGHT = 800, 480
"""Pixels that the first view must fit."""

OnSite = Callable[[str], None]
_SHAPES = {
    "keep": "working", "connect": "planned", "repair": "degraded", "upgrade": "stopped", "replace": "broken",
    "new": "needed",
}  # fmt: skip
_KEPT = 32


def action_kinds(view: View) -> Mapping[str, Kind]:
    """Give each action its mark: remedies look like the state that calls for them, new is a ring."""
    names = view.labels.codes(columns("layout")["action"])
    return {
        code: Kind(name, _colour(code, view.colours), shape_of(_SHAPES.get(code, "other")))
        for code, name in names.items()
    }


def _colour(code: str, colours: Palette) -> str:
    if code == "new":
        return colours.presences["needed"]
    return colours.states["unknown"] if code == "remove" else colours.remedy(code)


def show(
    view: View,
    make: Callable[[], pd.DataFrame],
    kinds: Mapping[str, Kind],
    *,
    name: str,
    group: str,
    on_site: OnSite | None = None,
) -> None:
    """Draw the sites that `make` gives (camdash.maps.sites) beside their legend.

    `name` names what is drawn among all that ever was; `on_site(id)` hears of a site that was clicked.
    """
    words = view.words
    codes = tuple(str(code) for code in view.where.values("district") if code)
    key = f"{name} {loaders.key_of(view.snapshot)} {codes}"
    made = _made(key, words.language, view.colours.dark, view, make, kinds, group, codes)
    state = st.pydeck_chart(
        made.deck,
        height=HEIGHT,
        key=f"sites-map-{crc32(key.encode())}",
        alt=words.t("Map of the sites"),
        on_select="rerun" if on_site else "ignore",
    )
    with st.container(key="legend-below"):
        map_legend.show(made.legend, words)
    st.caption("  \n".join(made.notes))
    click = clicked(state) if on_site else None
    if click is not None and on_site and click.layer == "sites":
        on_site(str(click.feature["r"]))


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _made(
    key: str,  # noqa: ARG001 - names what is drawn
    language: str,  # noqa: ARG001
    dark: bool,  # noqa: FBT001
    _view: View,
    _make: Callable[[], pd.DataFrame],
    _kinds: Mapping[str, Kind],
    _group: str,
    _codes: tuple[str, ...],
) -> SitesMap:
    shapes = district_shapes(loaders.settings().home)
    look = Look(_view.words, dark=dark, width=WIDTH, height=HEIGHT)
    focus = shapes.bounds_of(list(_codes)) if _codes else None
    return sites_map(_make(), _kinds, shapes, look, group=_group, focus=focus)
