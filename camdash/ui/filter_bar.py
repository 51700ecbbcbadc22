"""The line below a page's title: what everything is narrowed by, the way back up, and the choices."""

from collections.abc import Sequence

import streamlit as st

from camdash.analysis.choices import present
from camdash.analysis.columns import FORM_TABLES
from camdash.analysis.filters import Filter, Value, find_column, write_value
from camdash.ui import filtering, loaders, saved_views
from camdash.ui.lines import heading, said
from camdash.ui.view import View
from camdash.words import N_

_ACROSS = 3
_CHIP_VALUES = 2
_UNTOLD = ""
_LISTED_BY_DATA = frozenset({"ward", "install_year"})


def show(view: View) -> None:
    """Draw the line: choices, the way down from the city, one chip a narrowed column, and clearing."""
    words = view.words
    with st.container(key="filter-bar", horizontal=True, vertical_alignment="center", gap="small"):
        chooser = st.popover(words.t("Filter"), icon=":material/filter_list:", key="filter", on_change="rerun")
        saved = st.popover(words.t("Saved views"), icon=":material/bookmark:", key="views", on_change="rerun")
        _path(view)
        for name, values in view.where.where:
            if name not in _on_path(view.where):
                _chip(view, name, values)
        if view.where.where:
            st.button(words.t("Clear the filter"), key="filter-clear", type="tertiary", on_click=filtering.clear)
    if chooser.open:
        with chooser, st.container(key="filter-choices"):
            _choices(view)
    if saved.open:
        with saved, st.container(key="saved-views"):
            saved_views.show(view)


def _on_path(where: Filter) -> tuple[str, ...]:
    """Name the levels of the way down that are narrowed to one value."""
    return tuple(name for name in filtering.LEVELS if len(where.values(name)) == 1)


def _path(view: View) -> None:
    """Offer the way back up: the city, then each level that is narrowed to one place."""
    levels = _on_path(view.where)
    if not levels:
        return
    st.button(view.words.t("Whole city"), key="path-city", type="tertiary", on_click=filtering.free, args=levels)
    for place, name in enumerate(levels):
        label = said(view, name, view.where.values(name)[0])
        st.button(f"› {label}", key=f"path-{name}", type="tertiary", on_click=filtering.free, args=levels[place + 1 :])


def _chip(view: View, name: str, values: Sequence[Value]) -> None:
    shown = ", ".join(said(view, name, value) for value in values[:_CHIP_VALUES])
    more = f" +{len(values) - _CHIP_VALUES}" if len(values) > _CHIP_VALUES else ""
    st.button(
        f"{heading(view, name)}: {shown}{more}",
        key=f"chip-{name}",
        icon=":material/close:",
        icon_position="right",
        help=view.words.t("Narrow by this no more"),
        on_click=filtering.free,
        args=(name,),
    )


def _choices(view: View) -> None:
    """Draw one choice for each column; each narrows at once."""
    names = [name for name in filtering.offered("form1", "form2") if name not in filtering.BY_CLICK]
    cells = st.columns(_ACROSS)
    for place, name in enumerate(names):
        with cells[place % _ACROSS]:
            _choice(view, name)
    st.caption(view.words.t(ONE_FORM_ONLY))


ONE_FORM_ONLY = N_("A column that only one of the two forms has narrows only the figures of that form.")


def _choice(view: View, name: str) -> None:
    key = f"where-{name}"
    options = _options(view, name)
    wanted = [write_value(value) for value in view.where.values(name)]
    st.session_state[key] = [code for code in wanted if code in options]
    st.multiselect(
        heading(view, name),
        options,
        key=key,
        format_func=lambda code: said(view, name, _typed(name, code)),
        placeholder=view.words.t("All"),
        on_change=_take,
        args=(name,),
    )


def _take(name: str) -> None:
    filtering.narrow(name, [_typed(name, code) for code in st.session_state[f"where-{name}"]])


def _typed(name: str, code: str) -> Value:
    if code == _UNTOLD:
        return None
    return int(code) if find_column(name, *FORM_TABLES).storage == "int" else code


def _options(view: View, name: str) -> list[str]:
    """Give the codes of a column in display order, "no information" last; wards are those of the chosen districts."""
    if name in _LISTED_BY_DATA:
        within = Filter.of(district=view.where.values("district")) if name == "ward" else Filter()
        return [*(write_value(value) for value in loaders.ask(view.snapshot, present, name, within)), _UNTOLD]
    return [*filtering.known(view.campaign, name), _UNTOLD]
