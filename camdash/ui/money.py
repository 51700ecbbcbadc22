"""The parts of the page of money and age: who paid, how old the cameras are, when they wear out, whose make."""

from functools import partial

import pandas as pd
import streamlit as st

from camdash.analysis import money
from camdash.analysis.filters import Value
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.analysis.spending import Told, told
from camdash.figures.bars import Bar, bars
from camdash.figures.pairs import Pair, in_order, pairs
from camdash.ui import areas, charts, filtering, labels, loaders, panels, pictures, tables, wearing
from camdash.ui.panels import Cut
from camdash.ui.view import View
from camdash.words import N_

TOP_BRANDS = 15
_MILLION = 1_000_000

FUNDING = Cut("form1", "funding", N_("Existing and all needed cameras, by source of money"))
MAKES = Cut("form1", "brand", N_("Existing cameras, by make"))
COSTS = N_("Cost told, by source of money (million đồng)")
_WIDTHS = {"source": 148, "existing": 84, "camera": 130, "needed": 116}


def key_figures(view: View) -> None:
    """Show the money told of, had and asked for, and how many cameras are past their age or soon will be."""
    words = view.words
    had, wanted = _told(view)
    age = wearing.ages(view)
    years = words.number(age.life)
    of_told = words.t("of {count} whose year is told", count=words.number(age.told))
    figures = [
        (words.t("Cost of existing cameras"), *_money(view, had)),
        (words.t("Cost of all needs"), *_money(view, wanted)),
        (
            words.t("Over {years} years old", years=years),
            words.number(age.past) if age.told else words.t(NOT_TOLD),
            of_told,
        ),
        (
            words.t("To pass {years} years by {year}", years=years, year=age.horizon),
            words.number(age.soon) if age.told else words.t(NOT_TOLD),
            of_told,
        ),
    ]
    charts.key_figures(figures)


def _told(view: View) -> tuple[Told, Told]:
    """Give the money told of by both forms."""
    return loaders.ask(view.snapshot, told, "form1", view.where), loaders.ask(view.snapshot, told, "form2", view.where)


def _money(view: View, found: Told) -> tuple[str, str]:
    words = view.words
    rows = words.n("told by {count} row", "told by {count} rows", found.told_rows)
    value = words.t(NOT_TOLD) if found.cost_vnd is None else words.money(found.cost_vnd)
    return value, words.t("{told}, of {rows}", told=rows, rows=words.number(found.rows))


def _sources(view: View) -> pd.DataFrame:
    """Set what there is beside what is asked for, by source; what is not told last."""
    frames = [
        loaders.ask(view.snapshot, money.costs, view.where, form, "funding").set_index("funding")
        for form in ("form1", "form2")
    ]
    both = frames[0].add_suffix("_had").join(frames[1].add_suffix("_needed"), how="outer").reset_index()
    both["unknown"] = both["funding"].isna()
    order = ["unknown", "cameras_had", "cameras_needed"]
    return both.sort_values(order, ascending=[True, False, False]).reset_index(drop=True)


def by_funding(view: View) -> None:
    """Show existing and needed cameras by source of money on one scale, and the money told in a table."""
    words, found = view.words, _sources(view)
    panels.title(view, FUNDING)
    rows: dict[Pair, Value] = {}
    for code, had, needed in zip(found["funding"], found["cameras_had"], found["cameras_needed"], strict=True):
        known = None if tables.missing(code) else str(code)
        rows[_pair(view, known, had, needed)] = known
    if not any(value for row in rows for value in row.values or ()):
        charts.show(None, words, alt="", key=FUNDING.key)
        return
    shown = in_order(list(rows))
    looks = areas.series(view, "existing", words.t("All needs"))
    charts.legend(looks, [found.cameras for found in _told(view)], words)
    figure = pairs(shown, looks, words)
    panels.show(view, FUNDING, figure, [rows[row] for row in shown])
    st.caption(words.t(panels.MANY_ROWS))
    with st.container(horizontal=True):
        panels.link_rows(view, FUNDING, words.t("Existing, as a table"))
        panels.link_rows(view, Cut("form2", "funding", ""), words.t("Needed, as a table"))
        pictures.offer(view, lambda: figure, words.t(FUNDING.title), key=FUNDING.key, where=view.where)


def _pair(view: View, known: str | None, had: object, needed: object) -> Pair:
    values = tuple(0.0 if tables.missing(number) else float(str(number)) for number in (had, needed))
    return Pair(labels.value("form1", "funding", known, view.labels), (values[0], values[1]), known is None)


def costs(view: View) -> None:
    """Show the money told of by source, in million đồng; a click on a row narrows to its source."""
    words, found = view.words, _sources(view)
    st.subheader(words.t(COSTS), anchor=False)
    if found[["cost_vnd_had", "cost_vnd_needed"]].isna().to_numpy().all():
        st.caption(words.t("No row tells its cost yet."))
        return
    codes: list[Value] = [None if tables.missing(code) else str(code) for code in found["funding"]]
    names = [labels.value("form1", "funding", code, view.labels) for code in codes]
    frame = pd.DataFrame(
        {
            "source": names,
            "existing": _millions(found["cost_vnd_had"]),
            "camera": (found["camera_vnd_had"].astype("Float64") / _MILLION).round(1),
            "needed": _millions(found["cost_vnd_needed"]),
        }
    )
    headings = {
        "source": words.t("Source of money"),
        "existing": words.t("Existing"),
        "camera": words.t("Each existing"),
        "needed": words.t("All needs"),
    }
    look = tables.Look(("source",), tables.height_for(len(frame)), _WIDTHS)
    on_row = partial(_narrow, codes)
    tables.show(frame, words, headings, key="money-costs", alt=words.t(COSTS), look=look, on_row=on_row)
    st.caption(words.t("Only rows that tell their cost are summed; a row under several sources stands in each."))


def _millions(vnd: pd.Series) -> pd.Series:
    return (vnd.astype("Float64") / _MILLION).round().astype("Int64")


def _narrow(codes: list[Value], place: int) -> None:
    filtering.narrow("funding", [codes[place]])


def by_make(view: View) -> None:
    """Show the commonest makes, the others together, and what is not told."""
    words = view.words
    frame = loaders.ask(view.snapshot, money.brands, view.where, TOP_BRANDS)
    said = {"unknown": words.t(NOT_TOLD)}
    rows = []
    for kind, brand, cameras, makes in zip(
        frame["kind"], frame["brand"], frame["cameras"], frame["makes"], strict=True
    ):
        others = words.n("{count} other make", "{count} other makes", int(makes))
        label = {**said, "others": others}.get(kind) or str(brand)
        rows.append(Bar(label, float(cameras), kind == "unknown"))
    panels.title(view, MAKES)
    tone, pale = view.colours.presences["existing"], view.colours.border
    panels.show(view, MAKES, bars(rows, words, colour=tone, pale=pale, keep_order=True) if rows else None)
