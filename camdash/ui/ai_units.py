"""The parts of the page of AI needs that are by unit: leading figures, functions by unit, the problems they tell."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from camdash.analysis import ai
from camdash.analysis.filters import Value
from camdash.analysis.inventory import Page, records
from camdash.ui import ai_wants, charts, filtering, labels, loaders, sheets, tables
from camdash.ui.view import View
from camdash.words import N_

BY_UNIT = N_("Which unit wants which functions")
PROBLEMS = N_("The problems that units want solved")
_WIDTHS = {"unit": 130, "functions": 80, "named": 430, "fields": 260, "form2": 105, "table": 105}
_PROBLEM_COLUMNS = ("unit", "field", "problem", "ai_needs", "quantity")
_PROBLEM_WIDTHS = {"unit": 130, "field": 150, "problem": 370, "ai_needs": 330, "quantity": 110}


def key_figures(view: View) -> None:
    """Show how many units want how many functions on how many cameras, and what is there already."""
    words, frame = view.words, ai_wants.wanted(view)
    functions = frame["function"].nunique()
    in_form, in_table = sum(_cameras(view, "form2").values()), sum(_cameras(view, "ai_needs").values())
    shared = len(platforms(view))
    there = loaders.counts(view.snapshot, "form1", ("ai",), view.where).set_index("ai")["cameras"]
    whole, some = int(there.sum()), int(there.get("some", 0))
    untold = whole - some - int(there.get("none", 0))
    charts.key_figures(
        [
            (
                words.t("Units that want AI"),
                words.number(frame["unit"].nunique()),
                words.n("{count} function in all", "{count} functions in all", functions),
            ),
            (words.t("Needed cameras with AI"), words.number(in_form), words.t("in Form 2, each camera counted once")),
            (
                words.t("Cameras in the units' tables of AI needs"),
                words.number(in_table),
                words.t("of the rows that tell a number"),
            ),
            (
                words.t("Functions that several units want"),
                words.number(shared),
                words.t("each a candidate for one shared platform"),
            ),
            (
                words.t("Existing cameras with AI"),
                words.number(some),
                words.t("of {whole}; not told at {untold}", whole=words.number(whole), untold=words.number(untold)),
            ),
        ]
    )


def platforms(view: View) -> pd.DataFrame:
    """Give the functions that several units want, of those that the page is narrowed to."""
    frame: pd.DataFrame = loaders.ask(view.snapshot, ai.platforms, view.where)
    only = ai_wants.chosen(view)
    return frame[frame["function"].isin(only)].reset_index(drop=True) if only else frame


def _cameras(view: View, form: str) -> dict[str, int]:
    """Count the cameras of records that want AI, by unit."""
    frame = loaders.counts(view.snapshot, form, ("unit", "ai"), view.where)
    some = frame[frame["ai"] == "some"]
    units = some["unit"].fillna("").tolist()
    return {str(unit): int(n) for unit, n in zip(units, some["cameras"].tolist(), strict=True)}


def by_unit(view: View) -> None:
    """List the units with the functions and fields they name, most functions first; a click narrows to the unit."""
    words = view.words
    st.subheader(words.t(BY_UNIT), anchor=False)
    frame = ai_wants.wanted(view)
    in_form, in_table = _cameras(view, "form2"), _cameras(view, "ai_needs")
    found = []
    for unit, rows in frame.assign(unit=frame["unit"].fillna("")).groupby("unit"):
        code = str(unit)
        names = [ai_wants.function_name(view, str(f)) for f in rows["function"].drop_duplicates()]
        fields = ", ".join(map(str, rows["field"].dropna().drop_duplicates()))
        found.append(
            (code, len(names), ", ".join(names), fields, in_form.get(code) or None, in_table.get(code) or None)
        )
    found.sort(key=lambda row: (not row[0], -row[1], -(row[4] or 0) - (row[5] or 0)))
    said = pd.DataFrame(found, columns=list(_WIDTHS)).astype({"form2": "Int64", "table": "Int64"})
    codes = [code or None for code in said["unit"]]
    said["unit"] = [labels.unit_name(code, view.labels) for code in codes]
    look = tables.Look(("unit",), tables.height_for(len(said), 470), _WIDTHS)
    pick = partial(_toggle, codes)
    tables.show(said, words, _heads(view), key="ai-units", alt=words.t(BY_UNIT), look=look, on_row=pick)
    st.caption(words.t("A click on a row narrows everything to that unit and lists its problems below."))


def _heads(view: View) -> dict[str, str]:
    words = view.words
    return {
        "unit": words.t("Unit"),
        "functions": words.t("Functions"),
        "named": words.t("AI functions wanted"),
        "fields": words.t("Fields of work"),
        "form2": words.t("Cameras, Form 2"),
        "table": words.t("Cameras, AI table"),
    }


def _toggle(codes: Sequence[Value], place: int) -> None:
    filtering.toggle("unit", codes[place])


def problems(view: View) -> None:
    """List the problems in the units' own words: at once for one unit, else when they are asked for."""
    words = view.words
    if len(view.where.values("unit")) == 1:
        st.subheader(words.t(PROBLEMS), anchor=False)
        _listed(view)
        return
    drawer = st.expander(words.t(PROBLEMS), key="ai-problems", on_change="rerun")
    if drawer.open:
        with drawer:
            _listed(view)


def _listed(view: View) -> None:
    words, names = view.words, (*_PROBLEM_COLUMNS, "version_id", "record")
    where = view.where.only("ai_needs")
    frame = loaders.ask(view.snapshot, records, "ai_needs", where, names, Page(0, tables.PAGE_ROWS))
    if frame.empty:
        st.caption(words.t("No table of AI needs was sent here; what Form 2 asks for stands above."))
        return
    ids = [f"{version}.{record}" for version, record in zip(frame["version_id"], frame["record"], strict=True)]
    said = tables.said(frame[list(_PROBLEM_COLUMNS)], "ai_needs", view.labels)
    heads = {name: view.labels.heading(name, "ai_needs") for name in _PROBLEM_COLUMNS}
    look = tables.Look(("unit",), tables.height_for(len(said), 420), _PROBLEM_WIDTHS)
    pick = partial(_open, ids)
    tables.show(said, words, heads, key="ai-problem-rows", alt=words.t(PROBLEMS), look=look, on_row=pick)
    if len(said) == tables.PAGE_ROWS:
        st.caption(words.t("At most {count} rows are shown here.", count=tables.PAGE_ROWS))


def _open(ids: Sequence[str], place: int) -> None:
    sheets.open_record(ids[place])
