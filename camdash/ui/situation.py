"""The parts of the overview: key figures, strips of the whole, and bars by unit, purpose and place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from camdash.analysis.filters import Filter, write_value
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.figures.bars import Bar, bars
from camdash.figures.layout import tints
from camdash.figures.stacks import Series, Stack, stacked_bars, strip
from camdash.palette import STATES, UNKNOWN, text_on
from camdash.ui import charts, labels, loaders, navigation, tables
from camdash.ui.view import View
from camdash.words import N_

NEW_OR_UNTOLD = Filter.of(need_kind=("new", None))
NEED_GROUPS = ("security", "defence", "state_management", UNKNOWN)
TYPES = ("ptz", "fixed", "other", UNKNOWN)
MANY_ROWS = N_(
    "One camera can serve several purposes and then stands in several rows; the rows add up to more than the total."
)


@dataclass(frozen=True, slots=True)
class Cut:
    """What one chart is of: a form's cameras by one column, under a title (msgid), with a note below (msgid)."""

    form: str
    column: str
    title: str
    where: Filter = EVERYTHING
    note: str = ""

    @property
    def key(self) -> str:
        """Name of the chart among those of its page."""
        return f"{self.form}-{self.column}"


STATE = Cut("form1", "operating_state", N_("Cameras by operating state"))
TYPE = Cut("form1", "camera_type", N_("Cameras by type"))
GROUP = Cut("form2", "need_group", N_("New cameras needed, by group"), NEW_OR_UNTOLD)
UNITS = Cut("form1", "unit", N_("Cameras by unit and operating state"))
PURPOSES = Cut("form1", "purposes", N_("Cameras by purpose"), note=MANY_ROWS)
PLACES = Cut("form1", "area_class", N_("Cameras by kind of place"))
NEEDED_PLACES = Cut("form2", "area_class", N_("New cameras needed, by kind of place"), NEW_OR_UNTOLD)


def key_figures(view: View, today: date) -> None:
    """Show the five figures that lead the page, each with what it is a part of."""
    words, head = view.words, loaders.headline(view.snapshot)
    existing, needed = head.existing, head.needed
    returns = loaders.progress(view.snapshot, today)
    asked, sent = len(returns[returns["expected"] == "required"]), _sent(returns)
    figures = (
        (
            N_("Cameras the city has"),
            words.number(existing.cameras),
            words.n("at {count} position", "at {count} positions", existing.positions),
        ),
        (
            N_("Working"),
            words.number(existing.working) if existing.state_told else words.t(NOT_TOLD),
            words.t("counted by quantity, of {count} whose state is told", count=words.number(existing.state_told)),
        ),
        (
            N_("Cameras needed (new)"),
            words.number(needed.cameras),
            words.n("at {count} position", "at {count} positions", needed.positions),
        ),
        (N_("Other needs"), words.number(needed.other_cameras), words.t("to replace, upgrade, move or connect")),
        (
            N_("Required forms received"),
            f"{words.number(sent)} / {words.number(asked)}",
            words.n("{count} still wanting", "{count} still wanting", asked - sent),
        ),
    )
    charts.key_figures([(words.t(label), value, note) for label, value, note in figures])


def _sent(returns: pd.DataFrame) -> int:
    here = ~returns["state"].isin(("missing", "withdrawn"))
    return int((here & (returns["expected"] == "required")).sum())


def types_strip(view: View) -> None:
    """Show PTZ, fixed, other and unknown as parts of all cameras."""
    found = _by_code(view, TYPE)
    other = sum(n for code, n in found.items() if code not in TYPES)
    values = {**found, "other": found.get("other", 0) + other}
    _strip(view, TYPE, [(code, values.get(code, 0)) for code in TYPES], view.colours.camera_type)


def states_strip(view: View) -> None:
    """Show the operating states as parts of all cameras."""
    found = _by_code(view, STATE)
    _strip(view, STATE, [(code, found.get(code, 0)) for code in STATES], view.colours.state)


def needs_strip(view: View) -> None:
    """Show the three groups of the city's decision as parts of the new cameras needed."""
    found = _by_code(view, GROUP)
    shades = tints(view.colours.presences["needed"], view.colours.ground, len(NEED_GROUPS))
    tones = dict(zip(NEED_GROUPS, shades, strict=True))
    _strip(view, GROUP, [(code, found.get(code, 0)) for code in NEED_GROUPS], lambda code: tones[code or UNKNOWN])


def _by_code(view: View, cut: Cut) -> dict[str, int]:
    frame = loaders.counts(view.snapshot, cut.form, (cut.column,), cut.where)
    codes = [UNKNOWN if tables.missing(code) else str(code) for code in frame[cut.column]]
    return dict(zip(codes, (int(n) for n in frame["cameras"]), strict=True))


def _strip(view: View, cut: Cut, parts: Sequence[tuple[str, int]], tone: Callable[[str | None], str]) -> None:
    words = view.words
    told = [(code, value) for code, value in parts if value]
    st.subheader(words.t(cut.title), anchor=False)
    if not told:
        charts.show(None, words, alt="", key=cut.key)
        return
    series = [part_of(view, cut, code, tone(code)) for code, _ in told]
    figure = strip([(one, value) for one, (_, value) in zip(series, told, strict=True)], words)
    charts.show(figure, words, alt=words.t(cut.title), key=cut.key)
    charts.legend(series, [value for _, value in told], words)


def part_of(view: View, cut: Cut, code: str, colour: str) -> Series:
    """Give the look of one code of a column: its name, colour, ink, and the hatch of the unknown."""
    if code == UNKNOWN:
        return Series(view.words.t(NOT_TOLD), view.colours.border, view.colours.text, hatched=True)
    name = view.words.t("Other types") if (cut, code) == (TYPE, "other") else None
    return Series(name or labels.value(cut.form, cut.column, code, view.labels), colour, text_on(colour))


def bars_by(view: View, cut: Cut) -> None:
    """Show cameras by one column as sorted bars, what is not told last."""
    words = view.words
    frame = loaders.counts(view.snapshot, cut.form, (cut.column,), cut.where)
    rows = [_bar(view, cut, code, float(n)) for code, n in zip(frame[cut.column], frame["cameras"], strict=True)]
    st.subheader(words.t(cut.title), anchor=False)
    tone = view.colours.presences["existing" if cut.form == "form1" else "needed"]
    figure = bars(rows, words, colour=tone, pale=view.colours.border) if any(row.value for row in rows) else None
    charts.show(figure, words, alt=words.t(cut.title), key=cut.key)
    if figure is not None:
        _below(view, cut)


def _bar(view: View, cut: Cut, code: str, value: float) -> Bar:
    unknown = tables.missing(code)
    return Bar(labels.value(cut.form, cut.column, None if unknown else code, view.labels), value, unknown)


def _below(view: View, cut: Cut) -> None:
    """Say what has to be known of a chart, and offer its figures as a table."""
    if cut.note:
        st.caption(view.words.t(cut.note))
    query = {name: [write_value(value) for value in values] for name, values in cut.where.where}
    navigation.link(navigation.TABLES, view.words.t("As a table"), table=cut.form, by=cut.column, **query)


def units_by_state(view: View) -> None:
    """Show each unit's cameras as one bar, cut by operating state on one shared scale."""
    words = view.words
    frame = loaders.counts(view.snapshot, UNITS.form, (UNITS.column, STATE.column))
    st.subheader(words.t(UNITS.title), anchor=False)
    if not frame["cameras"].sum():
        charts.show(None, words, alt="", key=UNITS.key)
        return
    table = frame.assign(state=frame[STATE.column].fillna(UNKNOWN), unit=frame["unit"].fillna("")).pivot_table(
        index="unit", columns="state", values="cameras", aggfunc="sum", fill_value=0, observed=True
    )
    codes = [code for code in STATES if code in table.columns and table[code].sum()]
    series = [part_of(view, STATE, code, view.colours.state(code)) for code in codes]
    rows = [
        Stack(labels.unit_name(str(unit) or None, view.labels), tuple(float(n) for n in parts))
        for unit, parts in zip(table.index, table[codes].to_numpy(), strict=True)
    ]
    charts.legend(series, [float(table[code].sum()) for code in codes], words)
    charts.show(stacked_bars(rows, series, words), words, alt=words.t(UNITS.title), key=UNITS.key)
    _below(view, UNITS)
