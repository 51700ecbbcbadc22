"""The parts of the page of AI needs that are by unit: leading figures, functions by unit, the problems they tell."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from camdash.analysis.filters import Filter
from camdash.analysis.inventory import Page, records
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.figures.matrix import Cell, Line, heat_matrix
from camdash.ui import ai_serving, ai_wants, charts, filtering, labels, loaders, pictures, sheets, tables
from camdash.ui.view import View
from camdash.words import N_

BY_UNIT = N_("Which unit wants which functions")
PROBLEMS = N_("The problems that units want solved")
_FIRST_UNITS = 15
_ALL_UNITS = "ai-all-units"
_PROBLEM_COLUMNS = ("unit", "field", "problem", "ai_needs", "quantity")
_PROBLEM_WIDTHS = {"unit": 130, "field": 150, "problem": 370, "ai_needs": 330, "quantity": 110}


def key_figures(view: View) -> None:
    """Show how many units want how many functions on how many cameras, and what is there already."""
    words, found = view.words, ai_wants.wanted(view)
    functions = len(found.functions)
    in_form, in_table = sum(_cameras(view, "form2").values()), sum(_cameras(view, "ai_needs").values())
    shared = len(found.shared())
    there = ai_serving.existing(view)
    charts.key_figures(
        [
            (
                words.t("Units that want AI"),
                words.number(len(found.units - {""})),
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
                words.number(there.with_ai),
                words.t(
                    "of {whole}; not told at {untold}",
                    whole=words.number(there.cameras),
                    untold=words.number(there.untold),
                ),
            ),
        ]
    )


def _cameras(view: View, form: str) -> dict[str, int]:
    """Count the cameras of records that want AI, by unit."""
    frame = loaders.counts(view.snapshot, form, ("unit", "ai"), view.where)
    some = frame[frame["ai"] == "some"]
    units = some["unit"].fillna("").tolist()
    return {str(unit): int(n) for unit, n in zip(units, some["cameras"].tolist(), strict=True)}


def by_unit(view: View) -> None:
    """Show units by function, the darker the more cameras; a click narrows to the unit, or to a function of it."""
    words, wanted = view.words, ai_wants.wanted(view)
    found = wanted.by_unit
    st.subheader(words.t(BY_UNIT), anchor=False)
    functions = wanted.functions
    in_form = _cameras(view, "form2")
    units = sorted(wanted.units, key=lambda unit: (not unit, -in_form.get(unit, 0), unit))
    most = len(units) if st.session_state.get(_ALL_UNITS) else _FIRST_UNITS
    top = max((n or 0 for n in found.values()), default=0) or 1
    lines = [
        Line(
            labels.unit_name(unit or None, view.labels),
            (
                _count(view, sum((f, unit) in found for f in functions)),
                *(_cell(view, found, f, unit, top) for f in functions),
            ),
            in_form.get(unit, 0),
        )
        for unit in units[:most]
    ]
    heads = [words.t("Functions"), *(ai_wants.function_name(view, f) for f in functions), words.t("Form 2: cameras")]
    figure = heat_matrix(lines, heads, words, ai_wants.tones(view), head_lines=4)
    pick = partial(_narrow_to, functions, units)
    charts.show_clickable(figure, pick, alt=words.t(BY_UNIT), key=f"ai-units-{len(lines)}")
    if len(units) > _FIRST_UNITS:
        st.toggle(words.n("All units ({count})", "All units ({count})", len(units)), key=_ALL_UNITS)
    pictures.offer(view, lambda: figure, words.t(BY_UNIT), key="ai-units", where=view.where)
    st.caption(
        words.t(
            "Cameras wanted by unit and function; “?”: wanted, but no row tells how many. A click on the first column "
            "narrows everything to the unit and lists its problems below, on another cell to that function too."
        )
    )


def _count(view: View, functions: int) -> Cell:
    told = view.words.n("{count} function", "{count} functions", functions)
    return Cell(0, told, text=view.words.number(functions))


def _cell(view: View, found: Mapping[tuple[str, str], int | None], function: str, unit: str, top: int) -> Cell:
    words, name = view.words, ai_wants.function_name(view, function)
    if (function, unit) not in found:
        return Cell(0, f"{name}: {words.t('not wanted')}", text="")
    n = found[function, unit]
    if n is None:
        return Cell(None, f"{name}: {words.t(NOT_TOLD)}")
    return Cell(n / top, f"{name}: {words.number(n)}", text=words.number(n))


def _narrow_to(functions: Sequence[str], units: Sequence[str], series: int, row: int) -> None:
    """Narrow to a unit and, where a function was clicked, to it; once more frees both."""
    wanted = Filter.of(unit=[units[row] or None])
    if 0 < series <= len(functions):
        wanted = wanted.having("ai_needs", [functions[series - 1]])
    where = filtering.now()
    names = [name for name, _ in wanted.where]
    if all(where.values(name) == wanted.values(name) for name in names):
        filtering.free(*names)
    else:
        filtering.put(where.without(*names).both(wanted))


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
