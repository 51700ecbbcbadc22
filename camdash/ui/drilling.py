"""The way down on the page of units: what the next level has and needs, and at its end a unit's cameras."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from camdash.analysis import units
from camdash.analysis.inventory import Page, records
from camdash.figures.pairs import Pair, pairs
from camdash.ui import areas, charts, filtering, labels, loaders, navigation, panels, pictures, sheets, tables
from camdash.ui.panels import Cut
from camdash.ui.view import View
from camdash.words import N_

_TITLES = {
    "district": N_("Cameras there are and cameras needed, by district"),
    "ward": N_("Cameras there are and cameras needed, by ward"),
    "unit": N_("Cameras there are and cameras needed, by unit"),
}
CAMERAS = N_("Cameras of the unit")
MOST = 60
_LISTED = (
    "position_name",
    "ward",
    "quantity",
    "camera_type",
    "operating_state",
    "resolution_mp",
    "install_year",
    "grade",
    "reach",
)
_WIDTHS = {
    "position_name": 215,
    "ward": 125,
    "quantity": 72,
    "camera_type": 118,
    "operating_state": 125,
    "resolution_mp": 70,
    "install_year": 70,
    "grade": 95,
    "reach": 130,
}


def level(view: View) -> str:
    """Tell which column the next step down narrows: of district, ward, unit; "" where a unit is chosen already."""
    one = [name for name in filtering.LEVELS if len(view.where.values(name)) == 1]
    if "unit" in one:
        return ""
    return "unit" if "ward" in one else "ward" if "district" in one else "district"


def show(view: View) -> None:
    """Show the next level down, or the cameras of the unit that is chosen."""
    by = level(view)
    if by:
        _below(view, by)
    else:
        _cameras(view)


def _below(view: View, by: str) -> None:
    """Show existing and needed cameras of each place of the next level on one scale; a click goes down to it."""
    words, cut = view.words, Cut("form1", by, _TITLES[by])
    panels.title(view, cut)
    frame: pd.DataFrame = loaders.ask(view.snapshot, units.side_by_side, view.where, by)
    codes = [None if tables.missing(code) else str(code) for code in frame[by]]
    if not any(frame[["cameras", "needed"]].sum()):
        charts.show(None, words, alt="", key=cut.key)
        return
    rows = [
        Pair(labels.value("form1", by, code, view.labels), (float(had), float(needed)), code is None)
        for code, had, needed in zip(codes, frame["cameras"].tolist(), frame["needed"].tolist(), strict=True)
    ]
    looks = areas.series(view, "existing")
    charts.legend(looks, [float(frame["cameras"].sum()), float(frame["needed"].sum())], words)
    figure = pairs(rows[:MOST], looks, words)
    panels.show(view, cut, figure, codes[:MOST])
    left = len(rows) - MOST
    if left > 0:
        st.caption(words.n("{count} more in the table", "{count} more in the table", left))
    st.caption(words.t("A click on a bar goes down one level; the way back up stands beside the filter."))
    with st.container(horizontal=True):
        panels.link_rows(view, cut, words.t("Existing, as a table"))
        panels.link_rows(view, Cut("form2", by, ""), words.t("Needed, as a table"))
        pictures.offer(view, lambda: figure, words.t(cut.title), key=f"{cut.key}-pairs", where=view.where)


def _cameras(view: View) -> None:
    """List the first cameras of a unit; a click opens a camera's sheet."""
    words, where = view.words, view.where.only("form1")
    st.subheader(words.t(CAMERAS), anchor=False)
    names = (*_LISTED, "address", "version_id", "record")
    frame = loaders.ask(view.snapshot, records, "form1", where, names, Page(0, tables.PAGE_ROWS))
    positions = int(loaders.counts(view.snapshot, "form1", (), where)["positions"].iloc[0])
    if frame.empty:
        st.caption(words.t("No existing camera is told of here."))
    else:
        frame = frame.assign(position_name=frame["position_name"].fillna(frame["address"]))
        ids = [f"{version}.{record}" for version, record in zip(frame["version_id"], frame["record"], strict=True)]
        _listed(view, frame[list(_LISTED)], ids)
        st.caption(
            words.n(
                "{shown} of {count} position; a click on a row opens its sheet, with the file and cell it comes from.",
                "{shown} of {count} positions; a click on a row opens its sheet, with the file and cell it comes from.",
                positions,
                shown=words.number(len(frame)),
            )
        )
    query = filtering.query_of(where)
    with st.container(horizontal=True):
        navigation.link(navigation.TABLES, words.t("All rows, with downloads"), table="form1", **query)
        needs = filtering.query_of(view.where.only("form2"))
        navigation.link(navigation.TABLES, words.t("The unit's needs, as a table"), table="form2", **needs)
        navigation.link(navigation.MAP, words.t("On the map"))


def _listed(view: View, frame: pd.DataFrame, ids: Sequence[str]) -> None:
    said = tables.said(frame, "form1", view.labels)
    heads = {name: view.labels.heading(name) for name in _LISTED}
    look = tables.Look(("position_name",), tables.height_for(len(said), 620), _WIDTHS)
    alt = view.words.t(CAMERAS)
    tables.show(said, view.words, heads, key="unit-cameras", alt=alt, look=look, on_row=partial(_open, ids))


def _open(ids: Sequence[str], place: int) -> None:
    sheets.open_record(ids[place])
