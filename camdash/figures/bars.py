"""Horizontal sorted bars with direct labels; what is unknown stands last, as a pale hatch."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from camdash.figures.layout import assemble, names, text_px
from camdash.words import Words


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, how long it is, whether it stands for what nobody told, and what is told after it."""

    label: str
    value: float
    unknown: bool = False
    more: str = ""


def in_order(bars: Sequence[Bar]) -> list[Bar]:
    """Put the longest first and the unknown last, equal ones by name."""
    return sorted(bars, key=lambda bar: (bar.unknown, -bar.value, bar.label))


def bars(rows: Sequence[Bar], words: Words, *, colour: str, pale: str, keep_order: bool = False) -> go.Figure:
    """Draw the rows as bars of one colour (hex), `pale` for the unknown; a zero is drawn as its label alone."""
    shown = list(rows) if keep_order else in_order(rows)
    total = sum(bar.value for bar in shown)
    longest = max((bar.value for bar in shown), default=0)
    texts = [" · ".join(filter(None, (words.number(bar.value), bar.more))) for bar in shown]
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": [bar.value for bar in shown],
        "y": list(range(len(shown))),
        "cliponaxis": False,
        "text": texts,
        "textposition": "outside",
        "textangle": 0,
        "hovertext": [_hover(bar, total, words) for bar in shown],
        "hoverinfo": "text",
        "marker": {
            "color": [pale if bar.unknown else colour for bar in shown],
            "line": {"width": 0},
            "pattern": {
                "shape": ["/" if bar.unknown else "" for bar in shown],
                "fgcolor": colour,
                "fgopacity": 0.55,
                "size": 6,
                "solidity": 0.25,
            },
        },
    }
    x, y = {"range": [0, longest or 1]}, names([bar.label for bar in shown])
    room = max((text_px(text) for text, bar in zip(texts, shown, strict=True) if bar.more), default=0)
    return assemble([trace], words, rows=len(shown), longest=longest, room=room, x=x, y=y)


def _hover(bar: Bar, total: float, words: Words) -> str:
    share = words.percent(bar.value / total, 1) if total else "–"
    return f"{bar.label}: {words.number(bar.value)} ({share})"
