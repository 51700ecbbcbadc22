"""Stacked bars on one shared scale, and the single strip of a whole; colours and patterns mean the same everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from camdash.figures.layout import calm, shorten
from camdash.words import Words

DIGIT_SHARE = 0.028
"""Share of the plot's width that one digit takes where the plot is at its narrowest, about 280 px."""


@dataclass(frozen=True, slots=True)
class Series:
    """One part that every row is made of: its name, fill, the ink on it (hex), and a hatch for the unknown."""

    name: str
    colour: str
    ink: str = "#FFFFFF"
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Stack:
    """One row: its label and one value for each series, in the series' order."""

    label: str
    parts: tuple[float, ...]

    @property
    def total(self) -> float:
        """Sum of the parts."""
        return sum(self.parts)


def stacked_bars(rows: Sequence[Stack], series: Sequence[Series], words: Words) -> go.Figure:
    """Draw rows from the largest down, parts labelled where they are wide enough, the total at the end."""
    shown = sorted(rows, key=lambda row: (-row.total, row.label))
    longest = max((row.total for row in shown), default=0) or 1
    figure = go.Figure([_trace(number, one, shown, words, longest) for number, one in enumerate(series)])
    figure.add_trace(_totals(shown, words))
    calm(figure, words, rows=len(shown), longest=longest)
    figure.update_layout(barmode="stack")
    figure.update_xaxes(range=[0, longest])
    figure.update_yaxes(
        tickvals=list(range(len(shown))), ticktext=[shorten(row.label) for row in shown], range=[len(shown) - 0.5, -0.5]
    )
    return figure


def strip(parts: Sequence[tuple[Series, float]], words: Words) -> go.Figure:
    """Draw one whole as a single strip, its parts in the given order."""
    row = Stack("", tuple(value for _, value in parts))
    whole = row.total or 1
    figure = go.Figure([_trace(number, one, [row], words, whole) for number, (one, _) in enumerate(parts)])
    calm(figure, words, rows=1)
    figure.update_layout(barmode="stack", bargap=0.08)
    figure.update_xaxes(range=[0, whole])
    figure.update_yaxes(visible=False)
    return figure


def _trace(number: int, one: Series, rows: Sequence[Stack], words: Words, longest: float) -> go.Bar:
    values = [row.parts[number] for row in rows]
    return go.Bar(
        name=one.name,
        orientation="h",
        x=values,
        y=list(range(len(rows))),
        text=[_inside(row, v, longest, words) for row, v in zip(rows, values, strict=True)],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": one.ink},
        constraintext="none",
        hoverinfo="text",
        hovertext=[
            f"{row.label} – {one.name}: {words.number(v)}".removeprefix(" – ")
            for row, v in zip(rows, values, strict=True)
        ],
        marker={
            "color": one.colour,
            "line": {"width": 0},
            "pattern": {
                "shape": "/" if one.hatched else "",
                "fgcolor": "#5B6678",
                "fgopacity": 0.35,
                "size": 6,
                "solidity": 0.2,
            },
        },
    )


def _inside(row: Stack, value: float, longest: float, words: Words) -> str:
    """Write a part's number inside it where it fits and where the row's total does not say the same."""
    text = words.number(value)
    fits = value / longest >= DIGIT_SHARE * (len(text) + 1)
    return text if fits and (value != row.total or not row.label) else ""


def _totals(rows: Sequence[Stack], words: Words) -> go.Scatter:
    return go.Scatter(
        x=[row.total for row in rows],
        y=list(range(len(rows))),
        mode="text",
        cliponaxis=False,
        showlegend=False,
        text=[f" {words.number(row.total)}" for row in rows],
        textposition="middle right",
        hoverinfo="skip",
    )
