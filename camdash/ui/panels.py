"""What pages are made of: charts whose bars narrow everything when they are clicked, with the way to their rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from camdash.analysis.columns import columns
from camdash.analysis.filters import Filter, Value
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.figures.bars import Bar, bars, in_order
from camdash.figures.stacks import DIGIT_SHARE, Series, Stack, stacked_bars, strip
from camdash.palette import UNKNOWN, text_on
from camdash.ui import charts, filtering, labels, loaders, navigation, pictures, showing, tables
from camdash.ui.view import View
from camdash.words import N_

EVERYTHING = Filter()
SHOWN_ROWS = 13
"""So many bars at most in a meeting, where a picture must fit on one screen."""

MANY_ROWS = N_(
    "One camera can stand in several rows here, once under each of its answers; the rows add up to more than the total."
)


@dataclass(frozen=True, slots=True)
class Cut:
    """What one chart is of: a form's cameras by one column, under a title (msgid), with a note below (msgid).

    `where` is what the chart is of besides the page's filter.
    """

    form: str
    column: str
    title: str
    where: Filter = EVERYTHING
    note: str = ""

    @property
    def key(self) -> str:
        """Name of the chart among those of its page."""
        return f"{self.form}-{self.column}"

    def meant(self, view: View) -> Filter:
        """Give the filter of the chart's rows: the page's and its own."""
        return view.where.both(self.where)


def counted(view: View, cut: Cut, *more: str) -> pd.DataFrame:
    """Count a cut's cameras by its column and `more`."""
    return loaders.counts(view.snapshot, cut.form, (cut.column, *more), cut.meant(view))


def by_code(view: View, cut: Cut) -> dict[str, int]:
    """Give a cut's cameras by code, `unknown` for what is not told."""
    frame = counted(view, cut)
    codes = [UNKNOWN if tables.missing(code) else str(code) for code in frame[cut.column]]
    return dict(zip(codes, (int(n) for n in frame["cameras"]), strict=True))


def title(view: View, cut: Cut) -> None:
    """Write a chart's title."""
    st.subheader(view.words.t(cut.title), anchor=False)


def show(view: View, cut: Cut, figure: go.Figure | None, codes: Sequence[Value] = ()) -> None:
    """Draw a chart, whose bars narrow the cut's column to their code when they are clicked."""
    pick = (cut.column, tuple(codes)) if codes else None
    charts.show(figure, view.words, alt=view.words.t(cut.title), key=cut.key, pick=pick)


def bars_by(view: View, cut: Cut, *, colour: str = "", most: int = 0) -> None:
    """Show cameras by one column as sorted bars, what is not told last; `most` leaves the rest to the table."""
    frame = counted(view, cut)
    codes = [None if tables.missing(code) else code for code in frame[cut.column].tolist()]
    found = dict(zip(codes, frame["cameras"].tolist(), strict=True))
    figure, left = plain_bars(view, cut, found, colour=colour, most=most)
    if figure is not None:
        below(view, cut, figure, left=left)


def plain_bars(
    view: View, cut: Cut, found: Mapping[Any, float], *, colour: str = "", most: int = 0
) -> tuple[go.Figure | None, int]:
    """Draw cameras by code as the bars of `bars_by` without what stands below them.

    Give the figure, if any, and how many rows it lacks.
    """
    title(view, cut)
    rows = [(_bar(view, cut, code, float(n)), code) for code, n in found.items()]
    order = {id(bar): place for place, bar in enumerate(in_order([bar for bar, _ in rows]))}
    rows.sort(key=lambda row: order[id(row[0])])
    most = min(most or len(rows), SHOWN_ROWS) if showing.is_on() else most
    shown = rows[:most] if most else rows
    tone = colour or view.colours.presences["existing" if cut.form == "form1" else "needed"]
    some = any(bar.value for bar, _ in rows)
    figure = (
        bars([bar for bar, _ in shown], view.words, colour=tone, pale=view.colours.border, keep_order=True)
        if some
        else None
    )
    show(view, cut, figure, [code for _, code in shown])
    return figure, len(rows) - len(shown)


def _bar(view: View, cut: Cut, code: Any, value: float) -> Bar:
    unknown = tables.missing(code)
    return Bar(labels.value(cut.form, cut.column, None if unknown else code, view.labels), value, unknown)


def below(view: View, cut: Cut, figure: go.Figure | None = None, *, left: int = 0) -> None:
    """Say what has to be known of a chart, and offer its figures as a table and itself as a picture."""
    if showing.is_on():
        return
    note = cut.note or (MANY_ROWS if columns(cut.form)[cut.column].storage == "list" else "")
    if note:
        st.caption(view.words.t(note))
    if left:
        st.caption(view.words.n("{count} more in the table", "{count} more in the table", left))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        link_rows(view, cut, view.words.t("As a table"))
        if figure is not None:
            said = view.words.t(note) if note else ""
            pictures.offer(view, lambda: figure, view.words.t(cut.title), said, key=cut.key, where=view.where)


def link_rows(view: View, cut: Cut, text: str) -> None:
    """Offer the table that a chart is of."""
    query = filtering.query_of(cut.meant(view).only(cut.form))
    navigation.link(navigation.TABLES, text, table=cut.form, by=cut.column, **query)


def strip_of(view: View, cut: Cut, parts: Sequence[tuple[str, int]], tone: Callable[[str], str]) -> None:
    """Show parts of a whole, `(code, cameras)` in their order, as one strip; a click narrows."""
    words = view.words
    told = [(code, value) for code, value in parts if value]
    title(view, cut)
    if not told:
        charts.show(None, words, alt="", key=cut.key)
        return
    series = [part_of(view, cut, code, tone(code)) for code, _ in told]
    figure = strip([(one, value) for one, (_, value) in zip(series, told, strict=True)], words)
    codes = [None if code == UNKNOWN else code for code, _ in told]
    charts.show(figure, words, alt=words.t(cut.title), key=cut.key, pick=(cut.column, tuple(codes)), by_trace=True)
    charts.legend(series, [value for _, value in told], words)
    below(view, cut, figure)


def part_of(view: View, cut: Cut, code: str, colour: str) -> Series:
    """Give the look of one code of a column: its name, colour, ink, and the hatch of the unknown."""
    if code == UNKNOWN:
        return Series(view.words.t(NOT_TOLD), view.colours.border, view.colours.text, hatched=True)
    return Series(labels.value(cut.form, cut.column, code, view.labels), colour, text_on(colour))


def stacks_by(
    view: View,
    cut: Cut,
    part: str,
    codes: Sequence[str],
    tone: Callable[[str], str],
    *,
    most: int = 0,
    narrow: bool = False,
) -> None:
    """Show each row of a cut as one bar, cut again by the column `part` on one shared scale; a click narrows rows.

    `most` leaves the rows after so many to the table; the legend counts all. A `narrow` chart labels wide parts only.
    """
    words = view.words
    title(view, cut)
    frame = counted(view, cut, part)
    if not frame["cameras"].sum():
        charts.show(None, words, alt="", key=cut.key)
        return
    rows, keys, present = _stacked(view, cut, part, codes, frame)
    series = [part_of(view, Cut(cut.form, part, ""), code, tone(code)) for code in present]
    charts.legend(series, [sum(row.parts[i] for row in rows) for i in range(len(present))], words)
    most = min(most or len(rows), SHOWN_ROWS) if showing.is_on() else most
    shown, share = rows[:most] if most else rows, DIGIT_SHARE * (2.6 if narrow else 1)
    figure = stacked_bars(shown, series, words, keep_order=True, digit_share=share)
    show(view, cut, figure, keys[: len(shown)])
    below(view, cut, figure, left=len(rows) - len(shown))


def _stacked(
    view: View, cut: Cut, part: str, codes: Sequence[str], frame: pd.DataFrame
) -> tuple[list[Stack], list[Value], list[str]]:
    """Turn counts by two columns into rows in the order of their length, the unknown row last."""
    found: dict[Value, dict[str, float]] = {}
    for key, code, n in zip(frame[cut.column].tolist(), frame[part].tolist(), frame["cameras"].tolist(), strict=True):
        row = found.setdefault(None if tables.missing(key) else key, {})
        name = UNKNOWN if tables.missing(code) else str(code)
        row[name] = row.get(name, 0.0) + float(n)
    order = [*(code for code in codes if code != UNKNOWN), UNKNOWN]
    present = [code for code in order if any(row.get(code) for row in found.values())]
    say = partial(labels.value, cut.form, cut.column, labels=view.labels)
    rows = [(Stack(say(key), tuple(row.get(code, 0.0) for code in present)), key) for key, row in found.items()]
    rows.sort(key=lambda row: (row[1] is None, -row[0].total, row[0].label))
    return [row for row, _ in rows], [key for _, key in rows], present
