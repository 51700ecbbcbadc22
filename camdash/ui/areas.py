"""What there is beside what is asked for, by the kinds of place that the city's plan names."""

import streamlit as st

from camdash.analysis import needs
from camdash.analysis.filters import Value
from camdash.figures.layout import LABEL_LENGTH
from camdash.figures.pairs import Pair, in_order, pairs
from camdash.figures.stacks import Series
from camdash.forms.vocabulary import vocabulary
from camdash.palette import text_on
from camdash.ui import charts, labels, loaders, panels, pictures, showing, tables
from camdash.ui.panels import Cut
from camdash.ui.view import View
from camdash.words import N_

PLAN_CLASSES = (
    "national_security",
    "symbolic",
    "relic",
    "scenic",
    "traffic_route",
    "public_place",
    "entertainment",
    "railway_station",
    "bus_station",
    "airport",
    "market",
    "supermarket",
    "hotel",
    "industrial_zone",
    "bank",
)
"""The fifteen kinds of place that the plan (part II, 2) wants looked at."""

OUTSIDE_PLAN = N_("Outside the 15 kinds of the plan")
Row = tuple[Pair, Value]


def series(view: View, first: str, needed: str = "") -> tuple[Series, Series]:
    """Give the looks of existing and needed cameras, `first` (existing or needed) on top; `needed` names those."""
    tones, words = view.colours.presences, view.words
    said = {"existing": words.t("Existing cameras"), "needed": needed or words.t("New cameras needed")}
    second = "needed" if first == "existing" else "existing"
    one, two = (Series(said[name], tones[name], text_on(tones[name])) for name in (first, second))
    return one, two


def beside(view: View, cut: Cut, first: str) -> None:
    """Show each kind of place with its existing and its needed cameras on one scale, those of the plan first."""
    panels.title(view, cut)
    frame = loaders.ask(view.snapshot, needs.against_existing, view.where, cut.column)
    names = ("existing", "needed_new") if first == "existing" else ("needed_new", "existing")
    rows = [
        _row(view, cut, code, (float(one), float(two)))
        for code, one, two in zip(frame[cut.column], frame[names[0]], frame[names[1]], strict=True)
    ]
    looks = series(view, first)
    sums = [sum((row.values or (0, 0))[place] for row, _ in rows) for place in (0, 1)]
    if not any(sums):
        charts.show(None, view.words, alt="", key=cut.key)
        return
    charts.legend(looks, sums, view.words)
    shown = _arranged(view, rows)
    figure = pairs([row for row, _ in shown], looks, view.words)
    panels.show(view, cut, figure, [c for r, c in shown if r.values])
    if showing.is_on():
        return
    with st.container(horizontal=True):
        panels.link_rows(view, Cut("form1", cut.column, ""), view.words.t("Existing, as a table"))
        panels.link_rows(view, cut, view.words.t("Needed, as a table"))
        pictures.offer(view, lambda: figure, view.words.t(cut.title), key=f"{cut.key}-pairs", where=view.where)


def _row(view: View, cut: Cut, code: str, values: tuple[float, float]) -> Row:
    known = None if tables.missing(code) else str(code)
    label = labels.value(cut.form, cut.column, known, view.labels)
    if known and len(label) > LABEL_LENGTH:
        label = vocabulary(cut.column).label(known, view.words.language, short=True)
    return Pair(label, values, known is None), known


def _arranged(view: View, rows: list[Row]) -> list[Row]:
    """Put the plan's kinds first, then a heading, the other kinds, and what is not told."""
    inside = [row for row in rows if row[1] in PLAN_CLASSES]
    outside = [row for row in rows if row[1] not in PLAN_CLASSES]
    heading: list[Row] = [(Pair(view.words.t(OUTSIDE_PLAN)), None)] if inside and outside else []
    return [*_sorted(inside), *heading, *_sorted(outside)]


def _sorted(rows: list[Row]) -> list[Row]:
    codes = {id(row): code for row, code in rows}
    return [(row, codes[id(row)]) for row in in_order([row for row, _ in rows])]
