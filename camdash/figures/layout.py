"""What all charts share: no chrome, a zero baseline, the reader's number marks, ink that follows the theme."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from camdash.palette import Hex, rgba, to_hex
from camdash.words import Words

Trace = dict[str, Any]
Axis = dict[str, Any]

FONT = "Be Vietnam Pro, sans-serif"
ROW_PX = 26
DIGIT_PX = 8
LABEL_LENGTH = 34
BARE: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


def row_height(rows: int, extra_px: int = 16) -> int:
    """Give the height in pixels of a chart with so many bar rows."""
    return rows * ROW_PX + extra_px


def room_px(value: float, words: Words) -> int:
    """Give the pixels that `value` needs when it is written beside its bar; none for zero."""
    return text_px(words.number(value)) if value else 0


def text_px(text: str) -> int:
    """Give the pixels that a text needs when it is written beside its bar."""
    return len(text) * DIGIT_PX + 10


def assemble(
    traces: Sequence[Trace],
    words: Words,
    *,
    rows: int,
    longest: float = 0,
    room: int = 0,
    x: Axis,
    y: Axis,
    **layout: Any,
) -> go.Figure:
    """Put traces into a figure with nothing on it that is not data; `x`, `y` and `layout` add to what all share.

    The height follows the rows, the right margin has room for `longest` written, or for `room` pixels. Plotly's own
    checks of each attribute are left out, because they take ten times as long as all the rest; the tests have every
    figure checked.
    """
    shared: dict[str, Any] = {
        "height": row_height(rows),
        "margin": {"l": 0, "r": max(room_px(longest, words), room), "t": 4, "b": 4, "pad": 6},
        "font": {"family": FONT, "size": 13},
        "separators": ",." if words.language == "vi" else ".,",
        "bargap": 0.28,
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"font": {"family": FONT, "size": 13}},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": {"visible": False, "fixedrange": True, "rangemode": "tozero", **x},
        "yaxis": {
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "ticks": "",
            "automargin": True,
            "tickfont": {"size": 13},
            **y,
        },
    }
    return go.Figure(list(traces), {**shared, **layout}, _validate=False)


def names(labels: Sequence[str]) -> Axis:
    """Give the axis on which each row has its name, the first on top."""
    return {
        "tickvals": list(range(len(labels))),
        "ticktext": [shorten(label) for label in labels],
        "range": [len(labels) - 0.5, -0.5],
    }


def shorten(label: str, length: int = LABEL_LENGTH) -> str:
    """Cut a long label at a word with an ellipsis; the whole stands in the hover text.

    >>> shorten("Trung tâm Quản lý điều hành giao thông", 20)
    'Trung tâm Quản lý…'
    """
    if len(label) <= length:
        return label
    return label[: length - 1].rsplit(" ", 1)[0].rstrip(" ,-–") + "…"


def tints(colour: Hex, ground: Hex, count: int) -> list[Hex]:
    """Give shades of one colour, from itself towards the ground, for parts that have no colour of their own.

    >>> tints("#c0267e", "#ffffff", 3)
    ['#c0267e', '#d776ae', '#efc7dd']
    """
    full, empty = rgba(colour)[:3], rgba(ground)[:3]
    shares = [1 - 0.74 * step / max(count - 1, 1) for step in range(count)]
    return [to_hex([round(b + (a - b) * share) for a, b in zip(full, empty, strict=True)]) for share in shares]


def enlarged(figure: go.Figure, factor: float) -> go.Figure:
    """Give a figure of `assemble` with all its lengths and letters `factor` times as large; the width is the page's."""
    plain = figure.to_dict()
    plain["data"], layout = _with_larger_letters([plain["data"], plain["layout"]], factor)
    layout["height"] = round(layout["height"] * factor)
    layout["margin"] = {side: round(px * factor) for side, px in layout["margin"].items()}
    return go.Figure(plain["data"], layout, _validate=False)


def _with_larger_letters(part: Any, factor: float) -> Any:
    """Copy a part of a figure with the size of each font in it multiplied; the template's fonts are not ours."""
    if isinstance(part, list):
        return [_with_larger_letters(each, factor) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        name: {**value, "size": round(value["size"] * factor)}
        if name.endswith("font") and isinstance(value, dict) and isinstance(value.get("size"), int | float)
        else value
        if name == "template"
        else _with_larger_letters(value, factor)
        for name, value in part.items()
    }
