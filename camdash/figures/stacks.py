"""Stacked bars on one shared scale, and the single strip of a whole; colours and patterns mean the same everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from camdash.figures.layout import Trace, assemble, names
from camdash.palette import Hex
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


def stacked_bars(
    rows: Sequence[Stack],
    series: Sequence[Series],
    words: Words,
    *,
    keep_order: bool = False,
    digit_share: float = DIGIT_SHARE,
) -> go.Figure:
    """Draw rows from the largest down, parts labelled where they are wide enough, the total at the end.

    `digit_share` is the share of the plot's width that one digit takes.
    """
    shown = list(rows) if keep_order else sorted(rows, key=lambda row: (-row.total, row.label))
    longest = max((row.total for row in shown), default=0) or 1
    traces = [_trace(number, one, shown, words, longest * digit_share) for number, one in enumerate(series)]
    x, y = {"range": [0, longest]}, names([row.label for row in shown])
    every = [*traces, _totals(shown, words)]
    return assemble(every, words, rows=len(shown), longest=longest, x=x, y=y, barmode="stack")


def strip(parts: Sequence[tuple[Series, float]], words: Words) -> go.Figure:
    """Draw one whole as a single strip, its parts in the given order."""
    row = Stack("", tuple(value for _, value in parts))
    whole = row.total or 1
    traces = [_trace(number, one, [row], words, whole * DIGIT_SHARE) for number, (one, _) in enumerate(parts)]
    x, y = {"range": [0, whole]}, {"visible": False}
    return assemble(traces, words, rows=1, x=x, y=y, barmode="stack", bargap=0.08)


def _trace(number: int, one: Series, rows: Sequence[Stack], words: Words, digit: float) -> Trace:
    values = [row.parts[number] for row in rows]
    told = [words.number(value) for value in values]
    inside = [_inside(row, v, text, digit) for row, v, text in zip(rows, values, told, strict=True)]
    hover = [f"{row.label} – {one.name}: {text}".removeprefix(" – ") for row, text in zip(rows, told, strict=True)]
    return part_trace(one, values, inside, hover)


def part_trace(one: Series, lengths: Sequence[float], inside: Sequence[str], hover: Sequence[str]) -> Trace:
    """Give one part of every row of a stacked chart: its lengths, what is written in it and what a pointer is told."""
    return {
        "type": "bar",
        "name": one.name,
        "orientation": "h",
        "x": list(lengths),
        "y": list(range(len(lengths))),
        "text": list(inside),
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": one.ink},
        "constraintext": "none",
        "hoverinfo": "text",
        "hovertext": list(hover),
        "marker": {"color": one.colour, "line": {"width": 0}, "pattern": hatch(one.hatched, one.colour)},
    }


def hatch(hatched: bool | Sequence[bool], ground: Hex | Sequence[Hex]) -> dict[str, object]:  # noqa: FBT001 - as plotly
    """Give the pattern of marks (one value, or one a mark) of which those that stand for the unknown are hatched."""
    shape = ("/" if hatched else "") if isinstance(hatched, bool) else ["/" if one else "" for one in hatched]
    colour = ground if isinstance(ground, str) else list(ground)
    return {"shape": shape, "bgcolor": colour, "fgcolor": "#5B6678", "fgopacity": 0.45, "size": 6, "solidity": 0.2}


def _inside(row: Stack, value: float, text: str, digit: float) -> str:
    """Write a part's number inside it where it fits, `digit` being what the width of a digit stands for.

    Where the row's total says the same it is left out.
    """
    fits = value >= digit * (len(text) + 1)
    return text if fits and (value != row.total or not row.label) else ""


def _totals(rows: Sequence[Stack], words: Words) -> Trace:
    return {
        "type": "scatter",
        "x": [row.total for row in rows],
        "y": list(range(len(rows))),
        "mode": "text",
        "cliponaxis": False,
        "showlegend": False,
        "text": [f" {words.number(row.total)}" for row in rows],
        "textposition": "middle right",
        "hoverinfo": "skip",
    }
