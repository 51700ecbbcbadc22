"""The one filter of all pages: kept for the session and in the URL, so that a link opens what its sender saw."""

from collections.abc import Sequence

import streamlit as st

from camdash.analysis.columns import FORM_TABLES, columns
from camdash.analysis.filters import Filter, FilterError, Value, find_column, known_values, read_value, write_value
from camdash.forms.registry import Campaign

OFFERED: tuple[str, ...] = (
    "district",
    "ward",
    "unit",
    "need_group",
    "purposes",
    "area_class",
    "camera_type",
    "operating_state",
    "grade",
    "connected",
    "reach",
    "ai",
    "funding",
    "install_year",
    "problem_state",
    "need_kind",
    "priority",
    "transmission",
    "protocols",
    "storage_places",
    "connected_to",
    "resolution_class",
    "age_class",
    "remedy",
    "grade_state",
    "grade_resolution",
    "grade_retention",
    "grade_age",
    "grade_connectivity",
    "grade_security",
    "ai_needs",
    "protocol_class",
    "storage_class",
    "connected_class",
)
"""What all pages can be narrowed by, in the order in which it is offered."""

BY_CLICK = frozenset({"protocol_class", "storage_class", "connected_class"})
"""What only a click narrows by: the choices offer the lists that these classes are made of."""

LEVELS = ("district", "ward", "unit")
"""The way down from the city to a unit's cameras."""

EVERYTHING = "all"
"""What a link says (`?where=all`) that narrows nothing: one that says nothing keeps the filter of before."""

_WHERE = "where"
_WRITTEN = "where-written"


def offered(*tables: str) -> tuple[str, ...]:
    """Name the columns to narrow by that one of `tables` has."""
    return tuple(name for name in OFFERED if any(name in columns(table) for table in tables))


def follow(campaign: Campaign) -> Filter:
    """Give the filter of this run and leave it in the URL.

    A link's filter is taken over whole; a page opened from the menu, whose URL says nothing, keeps the filter.
    """
    asked = _asked(campaign)
    kept = st.session_state.get(_WHERE)
    free = st.query_params.get(_WHERE) == EVERYTHING
    if kept is None or free or (asked.where and asked != st.session_state.get(_WRITTEN)):
        kept = asked
    st.session_state[_WHERE] = st.session_state[_WRITTEN] = kept
    if asked != kept or free:
        _write(kept)
    return kept


def _asked(campaign: Campaign) -> Filter:
    """Read the URL; what it names that does not exist narrows nothing, so that an old link never breaks a page."""
    wanted: dict[str, list[Value]] = {}
    for name in offered(*FORM_TABLES):
        for text in st.query_params.get_all(name):
            try:
                value = read_value(find_column(name, *FORM_TABLES), text, campaign)
            except FilterError:
                continue
            wanted.setdefault(name, []).append(value)
    return Filter.of(**wanted)


def _write(where: Filter) -> None:
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in {*OFFERED, _WHERE}}
    st.query_params.from_dict({**others, **query_of(where)})


def query_of(where: Filter) -> dict[str, list[str]]:
    """Write a filter as the parameters of a link."""
    return {name: [write_value(value) for value in values] for name, values in where.where}


def now() -> Filter:
    """Give the filter as it stands; callbacks ask this, whose run has no page yet."""
    where: Filter = st.session_state.get(_WHERE, Filter())
    return where


def put(where: Filter) -> None:
    """Narrow every page by `where` from the next run on."""
    st.session_state[_WHERE] = where


def toggle(name: str, value: Value) -> None:
    """Narrow by one value of a column, or no more; callbacks of charts, maps and tables end here."""
    put(now().toggled(name, value))


def narrow(name: str, values: Sequence[Value]) -> None:
    """Narrow a column to these values; none frees it."""
    put(now().having(name, values))


def free(*names: str) -> None:
    """Narrow by these columns no more."""
    put(now().without(*names))


def clear() -> None:
    """Narrow by nothing."""
    put(Filter())


def known(campaign: Campaign, name: str) -> Sequence[str]:
    """Give the codes a column may hold, in display order; empty where any value may stand."""
    return known_values(find_column(name, *FORM_TABLES), campaign)
