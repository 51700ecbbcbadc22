"""Needs against what there is in the same place: districts, and the wards of a district that is chosen."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from camdash.analysis import needs
from camdash.analysis.filters import Value
from camdash.ui import filtering, labels, loaders, tables
from camdash.ui.view import View
from camdash.words import N_

_MILLION = 1_000_000
_TITLES = {
    "district": N_("Needs beside what there is, by district"),
    "ward": N_("Needs beside what there is, by ward"),
}
_WIDTHS = {
    "place": 142,
    "needed_new": 84,
    "existing": 76,
    "working": 88,
    "ratio": 74,
    "needed_other": 78,
    "cost": 150,
}


def level(view: View) -> str:
    """Tell what the places are: wards once one district is chosen."""
    return "ward" if len(view.where.values("district")) == 1 else "district"


def show(view: View) -> None:
    """Show the places with most new cameras needed first; a click on one narrows everything to it."""
    words, by = view.words, level(view)
    st.subheader(words.t(_TITLES[by]), anchor=False)
    found = loaders.ask(view.snapshot, needs.against_existing, view.where, by)
    if found.empty:
        st.caption(words.t("There is nothing to show here yet."))
        return
    shown = found.head(tables.PAGE_ROWS)
    codes = [None if tables.missing(code) else str(code) for code in shown[by]]
    frame = _frame(view, found, [labels.value("form2", by, code, view.labels) for code in codes])
    tables.show(
        frame,
        words,
        _headings(view, by),
        key=f"needs-by-{by}",
        alt=words.t(_TITLES[by]),
        look=tables.Look(("place",), tables.height_for(len(frame), 690), _WIDTHS),
        on_row=partial(_narrow, by, codes),
    )
    st.caption(
        words.t(
            "Ratio: new cameras needed for each existing one. A click on a row narrows everything to that place. "
            "An empty cell: no row tells it."
        )
    )
    if len(found) > len(shown):
        st.caption(words.n("{count} more place", "{count} more places", len(found) - len(shown)))


def _headings(view: View, by: str) -> dict[str, str]:
    words = view.words
    return {
        "place": view.labels.heading(by, "form2"),
        "existing": words.t("Existing"),
        "working": words.t("Work"),
        "needed_new": words.t("New needed"),
        "ratio": words.t("Ratio"),
        "needed_other": words.t("Others"),
        "cost": words.t("Cost told (million đồng)"),
    }


def _frame(view: View, found: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Put the total of all places on top of the rows shown."""
    measures = ["existing", "working", "needed_new", "needed_other", "cost_vnd"]
    sums = pd.DataFrame([{name: found[name].sum(min_count=1) for name in measures}])
    rows = pd.concat([sums, found[measures].head(len(names))], ignore_index=True).astype("Float64")
    return pd.DataFrame(
        {
            "place": [view.words.t("Total"), *names],
            "needed_new": rows["needed_new"].astype("Int64"),
            "existing": rows["existing"].astype("Int64"),
            "working": rows["working"].astype("Int64"),
            "ratio": (rows["needed_new"] / rows["existing"].where(rows["existing"] > 0)).round(2),
            "needed_other": rows["needed_other"].astype("Int64"),
            "cost": (rows["cost_vnd"] / _MILLION).round().astype("Int64"),
        }
    ).dropna(axis="columns", how="all")


def _narrow(by: str, codes: Sequence[Value], place: int) -> None:
    """Narrow to the place of a row; the first row is the total."""
    if place:
        filtering.narrow(by, [codes[place - 1]])
