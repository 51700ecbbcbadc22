"""What a click on the map does: a dot opens its sheet, a district narrows everything, a hexagon lists its positions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import h3
import pandas as pd
import streamlit as st

from camdash.analysis.places import in_cell, on_pole
from camdash.geo.cells import parent_bits
from camdash.geo.poles import ONE_POLE_M
from camdash.maps import sentences
from camdash.ui import filtering, loaders, navigation, tables
from camdash.ui.view import View

OnRecord = Callable[[str], None]

_SEEN = "map-clicked"
_LISTED = ("position_name", "address", "ward", "district", "camera_type", "operating_state", "priority")
_SHEETS: Mapping[str, str] = {"existing": "form1", "needed": "form2"}


@dataclass(frozen=True, slots=True)
class Click:
    """A feature of a layer that the reader clicked on."""

    layer: str
    feature: Mapping[str, Any]

    @property
    def presence(self) -> str:
        """Which of the two forms a dot is of, "" for other layers."""
        presence = self.layer.removesuffix("-points")
        return presence if presence in _SHEETS else ""


def clicked(state: Any) -> Click | None:
    """Give what is selected on the map; None for nothing."""
    objects = state.selection.objects if state else {}
    found = [Click(layer, features[0]) for layer, features in objects.items() if features]
    return found[0] if found else None


def follow(view: View, click: Click | None, on_record: OnRecord) -> None:
    """Do what a click asks for, once; what a selection lists stays as long as it is selected.

    A district narrows every page to it, or no more; `on_record(record_id)` opens the sheet of a dot's record.
    """
    fresh = click is not None and click != st.session_state.get(_SEEN)
    st.session_state[_SEEN] = click
    if click is None:
        return
    if click.layer == "districts" and fresh:
        filtering.toggle("district", click.feature["properties"]["c"])
        st.rerun()
    if click.layer == "cells":
        _list_cell(view, click.feature["h"])
    if click.presence:
        _list_pole(view, click.presence, click.feature["r"])
        if fresh:
            on_record(click.feature["r"])
            st.rerun()


def _list_cell(view: View, cell: str) -> None:
    bits = (h3.str_to_int(cell), *parent_bits(h3.get_resolution(cell)))
    for presence, form in _SHEETS.items():
        count, rows = loaders.ask(view.snapshot, in_cell, form, view.where, bits)
        if count:
            title = view.words.t("In the hexagon chosen: {title}", title=view.words.t(sentences.PRESENCES[presence]))
            _list(view, form, title, count, rows)


def _list_pole(view: View, presence: str, record: str) -> None:
    of = (_SHEETS[presence], record)
    found = {form: loaders.ask(view.snapshot, on_pole, form, view.where, of) for form in _SHEETS.values()}
    if sum(count for count, _ in found.values()) < 2:  # noqa: PLR2004 - a camera alone on its pole needs no list
        return
    for each, form in _SHEETS.items():
        count, rows = found[form]
        if count:
            metres = view.words.number(ONE_POLE_M)
            named = view.words.t(sentences.PRESENCES[each])
            title = view.words.t("Within {metres} m of the camera chosen: {title}", metres=metres, title=named)
            _list(view, form, title, count, rows)


def _list(view: View, form: str, title: str, count: int, rows: list[dict[str, Any]]) -> None:
    words, labels = view.words, view.labels
    st.subheader(f"{title} ({sentences.positions(count, words)})", anchor=False)
    names = [name for name in _LISTED if rows and name in rows[0]]
    frame = pd.DataFrame([[row[name] for name in [*names, "cameras"]] for row in rows], columns=[*names, "cameras"])
    headings = {name: labels.heading(name, form) for name in frame.columns}
    look = tables.Look(height=tables.height_for(len(frame), 420))
    tables.show(tables.said(frame, form, labels), words, headings, key=f"map-list-{form}", alt=title, look=look)
    if count > len(rows):
        st.caption(words.t("The first {shown} of {total}.", shown=words.number(len(rows)), total=words.number(count)))
    query = filtering.query_of(view.where.only(form))
    navigation.link(navigation.TABLES, words.t("All that the filter means, as a table"), table=form, **query)
