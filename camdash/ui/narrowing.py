"""Filters on a page: answers to choose from for each coded column, kept in the URL by code, so that a link says all."""

from collections.abc import Mapping, Sequence

import streamlit as st

from camdash.analysis.columns import TABLES, columns
from camdash.analysis.filters import Filter, known_values
from camdash.ui import labels
from camdash.ui.view import View

OFFERED: tuple[str, ...] = (
    "unit",
    "district",
    "camera_type",
    "operating_state",
    "purposes",
    "area_class",
    "resolution_class",
    "connected",
    "ai",
    "age_class",
    "need_kind",
    "need_group",
    "priority",
    "ai_needs",
    "transmission",
    "funding",
    "form",
    "expected",
    "state",
    "severity",
)
_UNTOLD = ""
_WRITTEN = "tables-url"
_NEVER_UNTOLD = frozenset({"form", "expected", "state", "severity"})


def follow_link() -> None:
    """Take over what the URL asks for where a link, and not this page, has written it; choices made before give way."""
    asked = {name: st.query_params.get_all(name) for name in ("table", "by", *OFFERED) if name in st.query_params}
    if asked and asked != st.session_state.get(_WRITTEN):
        st.session_state[_WRITTEN] = {}
        for key in [key for key in st.session_state if _is_choice(str(key))]:
            del st.session_state[key]


def _is_choice(key: str) -> bool:
    table, _, name = key.partition("-")
    return key == "table" or (table in TABLES and name in {"by", *OFFERED})


def offered(table: str) -> tuple[str, ...]:
    """Name the columns of a table that the page lets one filter and cut by."""
    return tuple(name for name in OFFERED if name in columns(table))


def choose(view: View, table: str, *, across: int = 4) -> Filter:
    """Draw one choice for each offered column and give the filter; what is chosen stands in the URL as well."""
    names = offered(table)
    said = view.labels.sentence(_filter({name: _known(view, table, name) for name in names}), table)
    with st.expander(f"{view.words.t('Filter')}: {said}" if said else view.words.t("Filter"), key=f"{table}-filter"):
        cells = st.columns(across)
        chosen = {name: _choice(view, table, name, cells[i % across]) for i, name in enumerate(names)}
    for name in OFFERED:
        remember(name, chosen.get(name, ()))
    return _filter(chosen)


def _filter(chosen: Mapping[str, Sequence[str]]) -> Filter:
    return Filter.of(**{name: tuple(code or None for code in codes) for name, codes in chosen.items()})


def _choice(view: View, table: str, name: str, cell: st.delta_generator.DeltaGenerator) -> list[str]:
    key = f"{table}-{name}"
    known = options(view, table, name)
    if key not in st.session_state:
        st.session_state[key] = _known(view, table, name)
    return cell.multiselect(
        view.labels.heading(name, table),
        known,
        key=key,
        persist_state="session",
        format_func=lambda code: labels.value(table, name, code or None, view.labels),
        placeholder=view.words.t("All"),
    )


def options(view: View, table: str, name: str) -> list[str]:
    """Give the codes of a column in display order, "no information" last as the empty code."""
    column = columns(table)[name]
    untold = [] if name in _NEVER_UNTOLD else [_UNTOLD]
    return [*known_values(column, view.campaign), *untold]


def _known(view: View, table: str, name: str) -> list[str]:
    """Give what is chosen, or else what the URL asks for, without codes that the column does not have."""
    key = f"{table}-{name}"
    asked = st.session_state[key] if key in st.session_state else st.query_params.get_all(name)
    known = options(view, table, name)
    return [code for code in asked if code in known]


def remember(name: str, values: Sequence[str]) -> None:
    """Write a choice into the URL, or take it out where nothing is chosen."""
    written = st.session_state.setdefault(_WRITTEN, {})
    if values:
        st.query_params[name] = written[name] = list(values)
    elif name in st.query_params:
        del st.query_params[name]
        written.pop(name, None)
