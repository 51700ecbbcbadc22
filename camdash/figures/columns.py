"""Upright columns along time, each with its number on top.

What is not told has no place in time: its number stands in the legend, lest one tall column flatten all others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from camdash.figures.layout import Trace, assemble
from camdash.figures.stacks import Series
from camdash.words import Words

HEIGHT_PX = 230
SMALL_PX = 11
_GAP = 0.6
_HEADROOM = 1.12


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its label below, and one value for each series.

    An `early` one stands apart before all others, wherever it is in their order: several years together.
    """

    label: str
    parts: tuple[float, ...]
    early: bool = False

    @property
    def total(self) -> float:
        """Sum of the parts."""
        return sum(self.parts)


def columns(rows: Sequence[Column], series: Sequence[Series], words: Words) -> go.Figure:
    """Draw the columns in their order, parts upon one another."""
    places = [-1 - _GAP if row.early else float(place) for place, row in enumerate(rows)]
    highest = max((row.total for row in rows), default=0) or 1
    traces = [_trace(number, one, rows, places, words) for number, one in enumerate(series)]
    ticks = {"tickvals": places, "ticktext": [row.label for row in rows], "visible": True, "ticks": ""}
    line = {"showgrid": False, "zeroline": False, "showline": True, "linecolor": "rgba(128,128,128,0.5)"}
    x = {**ticks, **line, "tickfont": {"size": SMALL_PX}, "tickangle": 0}
    return assemble(
        [*traces, _totals(rows, places, words)],
        words,
        rows=len(rows),
        x={**x, "range": [min(places, default=0) - 0.6, max(places, default=0) + 0.6], "automargin": True},
        y={"visible": False, "range": [0, highest * _HEADROOM]},
        barmode="stack",
        height=HEIGHT_PX,
    )


def _trace(number: int, one: Series, rows: Sequence[Column], places: Sequence[float], words: Words) -> Trace:
    return {
        "type": "bar",
        "name": one.name,
        "x": list(places),
        "y": [row.parts[number] for row in rows],
        "hoverinfo": "text",
        "hovertext": [_hover(row, number, one, words) for row in rows],
        "marker": {"color": one.colour, "line": {"width": 0}},
    }


def _hover(row: Column, number: int, one: Series, words: Words) -> str:
    named = f" – {one.name}" if one.name else ""
    return f"{row.label}{named}: {words.number(row.parts[number])}"


def _totals(rows: Sequence[Column], places: Sequence[float], words: Words) -> Trace:
    return {
        "type": "scatter",
        "x": list(places),
        "y": [row.total for row in rows],
        "mode": "text",
        "cliponaxis": False,
        "showlegend": False,
        "text": [words.number(row.total) for row in rows],
        "textfont": {"size": SMALL_PX},
        "textposition": "top center",
        "hoverinfo": "skip",
    }
