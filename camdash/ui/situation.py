"""The parts of the overview: key figures, strips of the whole, and bars by unit, purpose and place."""

from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.figures.bars import Bar, bars
from camdash.figures.layout import tints
from camdash.figures.stacks import Series, Stack, stacked_bars, strip
from camdash.palette import STATES, UNKNOWN, text_on
from camdash.ui import charts, labels, loaders
from camdash.ui.view import View
from camdash.words import N_

NEW_OR_UNTOLD = Filter.of(need_kind=("new", None))
NEED_GROUPS = ("security", "defence", "state_management", UNKNOWN)
TYPES = ("ptz", "fixed", "other", UNKNOWN)
MANY_ROWS = N_("One camera can serve several purposes and then stands in several rows; the rows add up to more than the total.")


def key_figures(view: View, today: date) -> None:
    """Show the five figures that lead the page, each with what it is a part of."""
    words, head = view.words, loaders.headline(view.snapshot)
    existing, needed = head.existing, head.needed
    returns = loaders.progress(view.snapshot, today)
    asked, sent = len(returns[returns["expected"] == "required"]), _sent(returns)
    figures = (
        (N_("Cameras the city has"), words.number(existing.cameras),
         words.n("at {count} position", "at {count} positions", existing.positions)),
        (N_("Working"), words.number(existing.working) if existing.state_told else words.t(NOT_TOLD),
         words.t("of {count} whose state is known", count=words.number(existing.state_told))),
        (N_("Cameras needed (new)"), words.number(needed.cameras),
         words.n("at {count} position", "at {count} positions", needed.positions)),
        (N_("Other needs"), words.number(needed.other_cameras), words.t("to replace, upgrade, move or connect")),
        (N_("Required forms received"), f"{words.number(sent)} / {words.number(asked)}",
         words.n("{count} still wanting", "{count} still wanting", asked - sent)),
    )
    charts.key_figures([(words.t(label), value, note) for label, value, note in figures])


def _sent(returns: pd.DataFrame) -> int:
    here = ~returns["state"].isin(("missing", "withdrawn"))
    return int((here & (returns["expected"] == "required")).sum())


def types_strip(view: View) -> None:
    """Show PTZ, fixed, other and unknown as parts of all cameras."""
    found = _by_code(view, "form1", "camera_type")
    other = sum(n for code, n in found.items() if code not in TYPES)
    values = {**found, "other": found.get("other", 0) + other}
    named = {"other": view.words.t("Other types")}
    _strip(view, "form1", "camera_type", [(code, values.get(code, 0)) for code in TYPES], view.colours.camera_type,
           named, N_("Cameras by type"))


def states_strip(view: View) -> None:
    """Show the operating states as parts of all cameras."""
    found = _by_code(view, "form1", "operating_state")
    _strip(view, "form1", "operating_state", [(code, found.get(code, 0)) for code in STATES], view.colours.state,
           {}, N_("Cameras by operating state"))


def needs_strip(view: View) -> None:
    """Show the three groups of the city's decision as parts of the new cameras needed."""
    found = _by_code(view, "form2", "need_group", NEW_OR_UNTOLD)
    tones = dict(zip(NEED_GROUPS, tints(view.colours.presences["needed"], view.colours.ground, len(NEED_GROUPS)), strict=True))
    _strip(view, "form2", "need_group", [(code, found.get(code, 0)) for code in NEED_GROUPS],
           lambda code: tones[code or UNKNOWN], {}, N_("New cameras needed, by group"))


def _by_code(view: View, form: str, column: str, where: Filter = EVERYTHING) -> dict[str, int]:
    frame = loaders.counts(view.snapshot, form, (column,), where)
    codes = [UNKNOWN if pd.isna(code) else str(code) for code in frame[column]]
    return dict(zip(codes, (int(n) for n in frame["cameras"]), strict=True))


def _strip(view: View, form: str, column: str, parts: Sequence[tuple[str, int]], tone: Callable[[str | None], str],
           named: dict[str, str], title: str) -> None:
    words = view.words
    told = [(code, value) for code, value in parts if value]
    st.subheader(words.t(title), anchor=False)
    if not told:
        charts.show(None, words, alt="", key=f"strip-{form}-{column}")
        return
    series = [part_of(view, form, column, code, tone(code), named) for code, _ in told]
    figure = strip([(one, value) for one, (_, value) in zip(series, told, strict=True)], words)
    charts.show(figure, words, alt=words.t(title), key=f"strip-{form}-{column}")
    charts.legend(series, [value for _, value in told], words)


def part_of(view: View, form: str, column: str, code: str, colour: str, named: dict[str, str] | None = None) -> Series:
    """Give the look of one code of a column: its name, colour, ink, and the hatch of the unknown."""
    if code == UNKNOWN:
        return Series(view.words.t(NOT_TOLD), view.colours.border, view.colours.text, hatched=True)
    name = (named or {}).get(code) or labels.value(form, column, code, view.labels)
    return Series(name, colour, text_on(colour))


def bars_by(view: View, form: str, column: str, title: str, where: Filter = EVERYTHING, note: str = "") -> None:
    """Show cameras by one column as sorted bars, what is not told last."""
    words = view.words
    frame = loaders.counts(view.snapshot, form, (column,), where)
    rows = [_bar(view, form, column, code, float(n)) for code, n in zip(frame[column], frame["cameras"], strict=True)]
    st.subheader(words.t(title), anchor=False)
    tone = view.colours.presences["existing" if form == "form1" else "needed"]
    figure = bars(rows, words, colour=tone, pale=view.colours.border) if any(row.value for row in rows) else None
    charts.show(figure, words, alt=words.t(title), key=f"bars-{form}-{column}")
    if note and figure is not None:
        st.caption(words.t(note))


def _bar(view: View, form: str, column: str, code: object, value: float) -> Bar:
    unknown = bool(pd.isna(code))
    label = labels.value(form, column, None if unknown else str(code), view.labels)
    return Bar(label, value, unknown)


def units_by_state(view: View) -> None:
    """Show each unit's cameras as one bar, cut by operating state on one shared scale."""
    words, title = view.words, N_("Cameras by unit and operating state")
    frame = loaders.counts(view.snapshot, "form1", ("unit", "operating_state"))
    st.subheader(words.t(title), anchor=False)
    if not frame["cameras"].sum():
        charts.show(None, words, alt="", key="units-by-state")
        return
    table = frame.assign(state=frame["operating_state"].fillna(UNKNOWN), unit=frame["unit"].fillna("")).pivot_table(
        index="unit", columns="state", values="cameras", aggfunc="sum", fill_value=0, observed=True)
    codes = [code for code in STATES if code in table.columns and table[code].sum()]
    series = [part_of(view, "form1", "operating_state", code, view.colours.state(code)) for code in codes]
    rows = [Stack(labels.unit_name(str(unit) or None, view.labels), tuple(float(table.loc[unit, c]) for c in codes))
            for unit in table.index]
    charts.legend(series, [float(table[code].sum()) for code in codes], words)
    charts.show(stacked_bars(rows, series, words), words, alt=words.t(title), key="units-by-state")
