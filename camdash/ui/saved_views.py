"""Pages with their filter under a name, saved for all who use the program."""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode

import streamlit as st

from camdash.analysis.columns import FORM_TABLES
from camdash.analysis.filters import Filter, FilterError
from camdash.store import SavedView
from camdash.store.views import LONGEST_NAME
from camdash.ui import filtering, navigation
from camdash.ui.view import View

_NAME = "view-name"
_NOT_SAVED = frozenset({"lang", "campaign", "record", "slide", "show", "slides"})


def show(view: View) -> None:
    """List the saved views, each a way to its page, and offer to save what is on screen."""
    words = view.words
    found = view.store.views(view.campaign.code)
    for saved in found:
        _offer(view, saved)
    if not found:
        st.caption(words.t("No view has been saved yet. A view keeps a page with its filter under a name, for all."))
    st.text_input(words.t("Name of this view"), key=_NAME, max_chars=LONGEST_NAME)
    st.button(
        words.t("Save for all"),
        key="view-save",
        icon=":material/bookmark_add:",
        disabled=not st.session_state.get(_NAME, "").strip(),
        on_click=_save,
        args=(view, _query()),
    )


def _offer(view: View, saved: SavedView) -> None:
    place = navigation.place_of(saved.page)
    if place is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        navigation.link(place, saved.name, **query_of(saved))
        st.button(
            "",
            key=f"view-delete-{saved.id}",
            type="tertiary",
            icon=":material/delete:",
            help=view.words.t("Delete this view for all"),
            on_click=view.store.delete_view,
            args=(view.campaign.code, saved.id),
        )


def query_of(saved: SavedView) -> Mapping[str, list[str]]:
    """Give what a saved view's link says; one that narrows nothing says so."""
    query = parse_qs(saved.query, keep_blank_values=True)
    narrowed = set(query) & set(filtering.OFFERED)
    return query if narrowed else {**query, "where": [filtering.EVERYTHING]}


def where_of(view: View, saved: SavedView) -> Filter:
    """Give the filter of a saved view; what no longer exists narrows nothing."""
    pairs = parse_qs(saved.query, keep_blank_values=True)
    told = urlencode({n: v for n, v in pairs.items() if n in filtering.OFFERED}, doseq=True)
    try:
        return Filter.from_query(told, view.campaign, *FORM_TABLES)
    except FilterError:
        return Filter()


def _query() -> str:
    """Write what the page's URL says, without what is the reader's alone."""
    kept = {name: st.query_params.get_all(name) for name in st.query_params if name not in _NOT_SAVED}
    return urlencode(kept, doseq=True)


def _save(view: View, query: str) -> None:
    name = st.session_state.get(_NAME, "").strip()
    if name:
        view.store.save_view(view.campaign.code, name, view.page, query)
        st.session_state[_NAME] = ""
