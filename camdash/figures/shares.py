"""Wholes beside one another, each as one bar from 0 to 100 %: parts told as share and number, the unknown last."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from camdash.figures.layout import DIGIT_PX, Trace, assemble, names
from camdash.figures.stacks import Series, part_trace
from camdash.words import Words

ROW_PX, BARE_ROW_PX = 60, 36
DIGIT_SHARE = 0.0145
"""Share of the plot's width that one digit takes where the plot is about 550 px wide."""


@dataclass(frozen=True, slots=True)
class Whole:
    """One row: its name, lines in small print below it, one value for each series, and a text at the bar's end."""

    label: str
    notes: tuple[str, ...]
    parts: tuple[float, ...]
    end: str = ""

    @property
    def total(self) -> float:
        """Sum of the parts."""
        return sum(self.parts)


def share_bars(rows: Sequence[Whole], series: Sequence[Series], words: Words) -> go.Figure:
    """Draw each row over the whole width, whatever its total; a row without any value is left empty."""
    traces = [_trace(number, one, rows, words) for number, one in enumerate(series)]
    axis = names([""] * len(rows))
    axis["ticktext"] = [_label(row) for row in rows]
    room = max((len(row.end) for row in rows), default=0) * DIGIT_PX
    return assemble(
        [*traces, _ends(rows)],
        words,
        rows=len(rows),
        margin={"l": 0, "r": room, "t": 4, "b": 4, "pad": 6},
        x={"range": [0, 1]},
        y=axis,
        barmode="stack",
        bargap=0.34,
        height=(ROW_PX if any(row.notes for row in rows) else BARE_ROW_PX) * len(rows) + 12,
    )


def _label(row: Whole) -> str:
    small = "".join(f'<br><span style="font-size:11.5px">{note}</span>' for note in row.notes)
    return f"<b>{row.label}</b>{small}"


def _ends(rows: Sequence[Whole]) -> Trace:
    return {
        "type": "scatter",
        "x": [1] * len(rows),
        "y": list(range(len(rows))),
        "mode": "text",
        "cliponaxis": False,
        "showlegend": False,
        "text": [f" {row.end}" for row in rows],
        "textposition": "middle right",
        "hoverinfo": "skip",
    }


def _trace(number: int, one: Series, rows: Sequence[Whole], words: Words) -> Trace:
    values = [row.parts[number] for row in rows]
    shares = [value / row.total if row.total else 0.0 for row, value in zip(rows, values, strict=True)]
    inside = [_inside(share, value, words) for share, value in zip(shares, values, strict=True)]
    hover = [
        f"{row.label} – {one.name}: {words.number(value)} ({words.percent(share, 1)})"
        for row, value, share in zip(rows, values, shares, strict=True)
    ]
    return part_trace(one, shares, inside, hover)


def _inside(share: float, value: float, words: Words) -> str:
    """Say share and number where both fit into the part, else the share, else nothing."""
    percent = words.percent(share)
    texts = (f"{percent} · {words.number(value)}", percent)
    return next((text for text in texts if value and share >= DIGIT_SHARE * (len(text) + 1)), "")
