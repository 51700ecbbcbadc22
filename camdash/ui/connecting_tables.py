"""The tables of the page of connections: combinations of line, protocol, storage and receiver, and costs by unit."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from camdash.analysis import connectivity
from camdash.analysis.filters import Filter, Value
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.palette import UNKNOWN
from camdash.ui import connecting, filtering, labels, loaders, navigation, tables
from camdash.ui.view import View
from camdash.words import N_

TOP = 30
COMBINATIONS = N_("Line, protocol, storage and receiver together: the commonest first")
BY_UNIT = N_("Cameras and estimated cost of connecting, by unit")
_KEYS = (*connectivity.DIMENSIONS, "reach")
_WIDTHS = {
    "transmission": 172,
    "protocol_class": 126,
    "storage_class": 126,
    "connected_class": 226,
    "reach": 232,
    "cameras": 78,
    "share": 60,
}
_UNIT_WIDTHS = {"unit": 152, **dict.fromkeys(connecting.WAYS, 70), "cameras": 78, "cost": 82}
_MILLION = 1_000_000


def combinations(view: View) -> None:
    """Show the commonest combinations, the rest as one row; a click narrows to a combination."""
    words = view.words
    st.subheader(words.t(COMBINATIONS), anchor=False)
    frame: pd.DataFrame = loaders.ask(view.snapshot, connectivity.cross, view.where.only("form1"))
    whole = int(frame["cameras"].sum())
    if not whole:
        st.caption(words.t("There is nothing to show here yet."))
        return
    top = frame.head(TOP)
    said = tables.said(top[list(_KEYS)], "form1", view.labels).fillna(words.t(NOT_TOLD))
    said["cameras"] = top["cameras"]
    left = len(frame) - len(top)
    if left:
        rest = words.n("{count} more combination", "{count} more combinations", left)
        row = dict.fromkeys(_KEYS, "") | {_KEYS[0]: rest, "cameras": whole - int(top["cameras"].sum())}
        said = pd.concat([said, pd.DataFrame([row])], ignore_index=True)
    said["share"] = (said["cameras"] / whole * 100).astype("Float64").round(1)
    heads = {name: view.labels.heading(name) for name in _KEYS} | {
        "cameras": words.t("Cameras"),
        "share": words.t("Share (%)"),
    }
    rows = [tuple(None if tables.missing(value) else value for value in row) for row in top[list(_KEYS)].to_numpy()]
    look = tables.Look(("transmission",), tables.height_for(len(said), 500), _WIDTHS)
    alt = words.t(COMBINATIONS)
    tables.show(said, words, heads, key="combinations", alt=alt, look=look, on_row=partial(_narrow_to, rows))
    st.caption(
        words.t(
            "Of several answers of one camera the one that serves the city most stands here, so that the rows add up "
            "to {count} cameras. A click on a row narrows everything to its cameras.",
            count=words.number(whole),
        )
    )


def _narrow_to(rows: Sequence[Sequence[Value]], place: int) -> None:
    """Narrow to the combination of one row; the row after the last is the rest, which is no combination."""
    if place < len(rows):
        wanted = Filter.of(**{name: [value] for name, value in zip(_KEYS, rows[place], strict=True)})
        filtering.put(filtering.now().without(*_KEYS).both(wanted))


def by_unit(view: View) -> None:
    """Show each unit's cameras by their way to the centre, with what connecting them would cost; a click narrows."""
    words = view.words
    st.subheader(words.t(BY_UNIT), anchor=False)
    found = connecting.by_unit_and_way(view)
    if not found:
        st.caption(words.t("There is nothing to show here yet."))
        return
    costs = connectivity.unit_costs_vnd(view.snapshot.thresholds)
    rows = [connecting.found(view), *found.values()]
    said = pd.DataFrame(
        {
            "unit": [words.t("Total"), *(labels.unit_name(code or None, view.labels) for code in found)],
            **{way: [row[way] for row in rows] for way in connecting.WAYS},
            "cameras": [sum(row.values()) for row in rows],
            "cost": [sum(row[way] * cost for way, cost in costs.items()) / _MILLION for row in rows],
        }
    )
    look = tables.Look(("unit",), tables.height_for(len(said), 1_400), _UNIT_WIDTHS)
    picked = partial(_narrow_to_unit, [code or None for code in found])
    tables.show(said, words, _heads(view), key="connect-units", alt=words.t(BY_UNIT), look=look, on_row=picked)
    _explain(view)


def _heads(view: View) -> dict[str, str]:
    words = view.words
    return {
        "unit": words.t("Unit"),
        "connected": words.t("Joined"),
        "connect_now": words.t("Join now"),
        "gateway": words.t("Gateway"),
        "replace": words.t("Replace it"),
        UNKNOWN: words.t("No info"),
        "cameras": words.t("Cameras"),
        "cost": words.t("Mn đồng"),
    }


def _explain(view: View) -> None:
    """Say from which prices the costs come, and that they are assumptions."""
    words = view.words
    costs = connectivity.unit_costs_vnd(view.snapshot.thresholds)
    said = "; ".join(f"{connecting.name(view, code)}: {words.money(cost)}" for code, cost in costs.items())
    st.caption(
        words.t(
            "Estimated cost of one camera, which is an assumption that an administrator sets: {costs}. "
            "Cameras without information are in no cost.",
            costs=said,
        )
    )
    navigation.link(navigation.THRESHOLDS, words.t("Unit costs and thresholds"))


def _narrow_to_unit(codes: Sequence[Value], place: int) -> None:
    """Narrow to the unit of a row; the first row is the total."""
    if place:
        filtering.toggle("unit", codes[place - 1])
