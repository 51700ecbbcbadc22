"""Charts and their legends on a page; a chart without data says so instead of standing empty."""

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from zlib import crc32

import plotly.graph_objects as go
import streamlit as st

from camdash.analysis.filters import Value
from camdash.figures.layout import BARE, enlarged
from camdash.figures.stacks import Series
from camdash.palette import Palette, palette
from camdash.ui import filtering, showing
from camdash.words import Words

_LONGEST_FIGURE = 13
"""So many letters of a large figure fit beside four others; a longer one is written smaller."""

Pick = tuple[str, tuple[Value, ...]]
"""A column, and the code that each bar of a chart stands for."""

OnPoint = Callable[[int, int], None]
"""What a click on a chart does, told the place of the series and that of the row; it runs before the next run."""


def colours() -> Palette:
    """Give the colours of the theme that the reader has chosen."""
    return palette(dark=st.context.theme.type == "dark")


def show(
    figure: go.Figure | None, words: Words, *, alt: str, key: str, pick: Pick | None = None, by_trace: bool = False
) -> None:
    """Draw the figure; `None` is said as "nothing to show", `alt` is read out instead of the picture.

    With `pick` a click narrows a column to the code of the bar (or, `by_trace`, of the series) that was clicked.
    """
    if figure is None:
        st.caption(words.t("There is nothing to show here yet."))
    elif pick is None:
        st.plotly_chart(_sized(figure), config=BARE, alt=alt, key=key)
    else:
        show_clickable(figure, partial(_narrow, pick, by_trace), alt=alt, key=f"{key}-{crc32(repr(pick).encode())}")


def show_clickable(figure: go.Figure, on_point: OnPoint, *, alt: str, key: str) -> None:
    """Draw a figure whose marks act when they are clicked."""
    name = f"{key}-{crc32(repr(filtering.now()).encode())}"  # another filter's chart has no selection
    on_select = partial(_clicked, name, on_point)
    st.plotly_chart(_sized(figure), config=BARE, alt=alt, key=name, selection_mode="points", on_select=on_select)


def _sized(figure: go.Figure) -> go.Figure:
    return enlarged(figure, showing.FACTOR) if showing.is_on() else figure


def _clicked(key: str, on_point: OnPoint) -> None:
    points = st.session_state[key].selection.points
    if points:
        on_point(points[0]["curve_number"], points[0]["point_index"])


def _narrow(pick: Pick, by_trace: bool, series: int, row: int) -> None:  # noqa: FBT001 - a bound argument
    """Narrow to what was clicked; a click beside the bars, or on their totals, narrows nothing."""
    name, codes = pick
    place = series if by_trace else row
    if place < len(codes):
        filtering.toggle(name, codes[place])


def key_figures(figures: Sequence[tuple[str, str, str]], ways: Sequence[Callable[[], None]] = ()) -> None:
    """Show a row of figures, each with its name above and what it is a part of below (may be empty).

    `ways` draw what stands at the foot of each: the way to its rows. A value in words, and a long
    one, is written smaller.
    """
    with st.grid(len(figures), gap="small"):
        for place, (label, value, note) in enumerate(figures):
            kind = "figure" if any(map(str.isdigit, value)) and len(value) <= _LONGEST_FIGURE else "said"
            with st.container(border=True, height="stretch", gap=None, key=f"{kind}-{place}"):
                st.metric(label, value)
                if note:
                    st.caption(note)
                if ways and not showing.is_on():
                    ways[place]()


def legend(series: Sequence[Series], counts: Sequence[float], words: Words) -> None:
    """Write what each colour means, with its count, above the chart and never over the data."""
    entries = [_entry(one, words.number(count)) for one, count in zip(series, counts, strict=True)]
    st.html(f'<div class="legend">{"".join(entries)}</div>')


def legend_names(series: Sequence[Series]) -> None:
    """Write what each colour means where several wholes share the colours, so that no count belongs to one of them."""
    st.html(f'<div class="legend">{"".join(_entry(one, "") for one in series)}</div>')


def _entry(one: Series, count: str) -> str:
    hatched = ' class="hatched"' if one.hatched else ""
    return f'<span><i{hatched} style="background-color:{one.colour}"></i>{escape(one.name)} <b>{count}</b></span>'
