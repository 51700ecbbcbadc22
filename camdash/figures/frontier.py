"""What each đồng more would serve: coverage against budget, below the line that no plan can pass."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from camdash.figures.layout import Trace, assemble
from camdash.words import N_, Words

HEIGHT_PX = 320
_BILLION = 1_000_000_000
_SMALL_PX = 12
_TICKS = 6
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Curve:
    """One scenario's curve: budgets in đồng with the share served (0 to 1) and its upper bound, and where it stands.

    `at` is the scenario's own budget (đồng) and share, marked by a dot with its numbers.
    """

    name: str
    budgets_vnd: Sequence[float]
    shares: Sequence[float]
    bounds: Sequence[float]
    at: tuple[float, float]
    colour: str


def frontier(curves: Sequence[Curve], words: Words) -> go.Figure:
    """Draw the curves with their bounds dotted; a single one says its numbers at its dot, several have a legend."""
    top = max((max(curve.budgets_vnd, default=0) for curve in curves), default=0) or _BILLION
    traces = [trace for curve in curves for trace in _traces(curve, words, alone=len(curves) == 1)]
    ticks = nice_ticks(top / _BILLION)
    line = {"showgrid": False, "zeroline": False, "showline": True, "linecolor": "rgba(128,128,128,0.5)"}
    axis = {"visible": True, "tickfont": {"size": _SMALL_PX}, "automargin": True}
    return assemble(
        traces,
        words,
        rows=0,
        x={
            **axis,
            **line,
            "range": [0, top * 1.02],
            "tickvals": [tick * _BILLION for tick in ticks],
            "ticktext": [words.number(tick, 1 if tick % 1 else 0) for tick in ticks],
            "title": {"text": words.t(N_("Budget (billion đồng)")), "font": {"size": _SMALL_PX}},
        },
        y={
            **axis,
            "range": [0, 1.08],
            "tickvals": [0, 0.25, 0.5, 0.75, 1],
            "ticktext": [words.percent(tick) for tick in (0, 0.25, 0.5, 0.75, 1)],
            "showgrid": True,
            "gridcolor": "rgba(128,128,128,0.18)",
        },
        height=HEIGHT_PX,
    )


def nice_ticks(top: float, most: int = _TICKS) -> list[float]:
    """Give round numbers from 0 to `top`.

    >>> nice_ticks(120)
    [0.0, 20.0, 40.0, 60.0, 80.0, 100.0, 120.0]
    """
    scale = 1.0
    while top / (scale * _STEPS[-1]) > most:
        scale *= 10
    while top / scale < most / 2:
        scale /= 10
    step = next(s * scale for s in _STEPS if top / (s * scale) <= most)
    return [n * step for n in range(int(top / step) + 1)]


def _traces(curve: Curve, words: Words, *, alone: bool) -> list[Trace]:
    budget, share = curve.at
    said = words.t(N_("{share} for {money}"), share=words.percent(share, 1), money=words.money(budget))
    name = said if alone else ""
    right = budget < max(curve.budgets_vnd, default=0) / 2
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": list(curve.budgets_vnd),
            "y": list(curve.bounds),
            "line": {"color": curve.colour, "width": 1, "dash": "dot"},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "lines",
            "x": list(curve.budgets_vnd),
            "y": list(curve.shares),
            "line": {"color": curve.colour, "width": 2.5},
            "hoverinfo": "text",
            "hovertext": [
                words.t(N_("{share} for {money}"), share=words.percent(s, 1), money=words.money(b))
                for b, s in zip(curve.budgets_vnd, curve.shares, strict=True)
            ],
        },
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [budget],
            "y": [share],
            "text": [name],
            "textposition": "bottom right" if right else "bottom left",
            "textfont": {"size": 13, "color": curve.colour},
            "marker": {"color": curve.colour, "size": 11},
            "cliponaxis": False,
            "hoverinfo": "text",
            "hovertext": [f"{curve.name}: {said}" if curve.name else said],
        },
    ]
