"""What only the page of tables asks for: its table, its cut, and the filters that returns and findings alone have."""

from collections.abc import Sequence

import streamlit as st

from camdash.analysis.columns import FORM_TABLES, columns
from camdash.analysis.filters import Filter, known_values
from camdash.ui import filtering, labels
from camdash.ui.view import View

OF_RETURNS: tuple[str, ...] = ("form", "expected", "state", "severity")
"""Columns of the progress and of the findings, which no record has."""

_WRITTEN = "tables-url"
_ASKED = ("table", "by", *OF_RETURNS)


def follow_link() -> None:
    """Take over what the URL asks for where a link, and not this page, has written it; choices made before give way."""
    asked = {name: st.query_params.get_all(name) for name in _ASKED if name in st.query_params}
    if asked and asked != st.session_state.get(_WRITTEN):
        st.session_state[_WRITTEN] = {}
        for key in [key for key in st.session_state if str(key) == "table" or str(key).startswith("tables-by-")]:
            del st.session_state[key]
        for name in OF_RETURNS:
            st.session_state.pop(f"tables-{name}", None)


def offered(table: str) -> tuple[str, ...]:
    """Name the columns of a table that the page lets one count by."""
    return filtering.offered(table) if table in FORM_TABLES else tuple(n for n in OF_RETURNS if n in columns(table))


def choose(view: View, table: str) -> Filter:
    """Give the filter of a table: the page's, and for returns and findings what is chosen here and kept in the URL."""
    chosen: dict[str, tuple[str, ...]] = {}
    if table not in FORM_TABLES:
        names = offered(table)
        for name, cell in zip(names, st.columns(max(len(names), 4)), strict=False):
            with cell:
                chosen[name] = _choice(view, table, name)
    for name in OF_RETURNS:
        remember(name, chosen.get(name, ()))
    return view.where.only(table).both(Filter.of(**chosen))


def _choice(view: View, table: str, name: str) -> tuple[str, ...]:
    key = f"tables-{name}"
    known = known_values(columns(table)[name], view.campaign)
    asked = st.session_state[key] if key in st.session_state else st.query_params.get_all(name)
    st.session_state[key] = [code for code in asked if code in known]
    chosen = st.multiselect(
        view.labels.heading(name, table),
        known,
        key=key,
        persist_state="session",
        format_func=lambda code: labels.value(table, name, code, view.labels),
        placeholder=view.words.t("All"),
    )
    return tuple(chosen)


def remember(name: str, values: Sequence[str]) -> None:
    """Write a choice into the URL, or take it out where nothing is chosen."""
    written = st.session_state.setdefault(_WRITTEN, {})
    if values:
        if st.query_params.get_all(name) != list(values):
            st.query_params[name] = list(values)
        written[name] = list(values)
    elif name in st.query_params:
        del st.query_params[name]
        written.pop(name, None)
    else:
        written.pop(name, None)
