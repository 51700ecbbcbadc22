"""A heat matrix: rows by columns, each cell a share or a number, the darker the higher; the unknown is but a mark.

The cells are bars, because the browser tells clicks on bars, and none on plotly's own heat map.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import plotly.graph_objects as go

from camdash.figures.layout import Trace, assemble, names, room_px
from camdash.figures.stacks import hatch
from camdash.palette import Hex, rgba, text_on, to_hex
from camdash.words import Words

HEAD_LINE_PX = 15
HEAD_EXTRA_PX = 10
HEAD_FONT_PX = 11.5
SMALL_HEAD_FONT_PX = 10
MANY_COLUMNS = 12
"""Columns up to which heads have their full size."""

_SHORT = 8
"""Letters of a line of a head that need not be made shorter."""
ROW_PX = 25
GAP = 0.05
"""Share of a cell's width that is left free between cells."""

APART = 0.18
"""Share of a cell's width between the first column, which sums up the others, and them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its share of 0..1, or None where nothing is known; its hover text; whether much is not known.

    `text` is written instead of the share.
    """

    share: float | None
    told: str
    doubtful: bool = False
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its name, one cell for each column, and the number of which the cells are shares."""

    label: str
    cells: tuple[Cell, ...]
    count: float


@dataclass(frozen=True, slots=True)
class Tones:
    """Colours (hex): of the highest share, of none at all, and of the unknown."""

    full: Hex
    empty: Hex
    unknown: Hex


def heat_matrix(
    lines: Sequence[Line], heads: Sequence[str], words: Words, tones: Tones, *, head_lines: int = 2
) -> go.Figure:
    """Draw the lines in their order; the heads are those of the cells, then that of the counts at the right.

    A head is broken into at most `head_lines` lines.
    """
    starts = [column + APART * (column > 0) for column in range(len(heads) - 1)]
    end = (starts[-1] if starts else 0) + 1
    traces = [_column(place, start, lines, words, tones) for place, start in enumerate(starts)]
    centres = [start + (1 - GAP) / 2 for start in starts]
    longest = max((line.count for line in lines), default=0)
    top = HEAD_LINE_PX * head_lines + HEAD_EXTRA_PX
    return assemble(
        [*traces, _counts(lines, end, words)],
        words,
        rows=len(lines),
        x={
            "visible": True,
            "range": [0, end],
            "side": "top",
            "tickvals": centres,
            "ticktext": [_broken(head, head_lines) for head in heads[:-1]],
            "tickangle": 0,
            "showgrid": False,
            "zeroline": False,
            "ticks": "",
            "tickfont": {"size": HEAD_FONT_PX if len(starts) <= MANY_COLUMNS else SMALL_HEAD_FONT_PX},
        },
        y=names([line.label for line in lines]),
        barmode="overlay",
        bargap=0.08,
        height=ROW_PX * len(lines) + top + 4,
        margin={"l": 0, "r": max(room_px(longest, words), 56), "t": top, "b": 4, "pad": 6},
        annotations=[_head(_broken(heads[-1], head_lines), end)],
    )


def shade(share: float, tones: Tones) -> Hex:
    """Give the colour of a share, 0 to 1, on the way from `empty` to `full`.

    >>> shade(0.5, Tones("#ff0000", "#ffffff", "#cccccc"))
    '#ff8080'
    """
    full, empty = rgba(tones.full)[:3], rgba(tones.empty)[:3]
    return to_hex([round(b + (a - b) * share) for a, b in zip(full, empty, strict=True)])


def _column(place: int, start: float, lines: Sequence[Line], words: Words, tones: Tones) -> Trace:
    cells = [line.cells[place] for line in lines]
    colours = [tones.unknown if cell.share is None else shade(cell.share, tones) for cell in cells]
    return {
        "type": "bar",
        "orientation": "h",
        "base": [start] * len(cells),
        "x": [1 - GAP] * len(cells),
        "y": list(range(len(cells))),
        "text": [_text(cell, words) for cell in cells],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": 12, "color": [text_on(colour) for colour in colours]},
        "constraintext": "none",
        "hoverinfo": "text",
        "hovertext": [f"{line.label} – {cell.told}" for line, cell in zip(lines, cells, strict=True)],
        "marker": {
            "color": colours,
            "line": {"width": 0},
            "pattern": hatch([cell.share is None for cell in cells], colours),
        },
    }


def _text(cell: Cell, words: Words) -> str:
    if cell.text is not None:
        return cell.text
    if cell.share is None:
        return "?"
    return f"{words.percent(cell.share)}{' ?' * cell.doubtful}"


def _counts(lines: Sequence[Line], end: float, words: Words) -> Trace:
    return {
        "type": "scatter",
        "x": [end] * len(lines),
        "y": list(range(len(lines))),
        "mode": "text",
        "cliponaxis": False,
        "showlegend": False,
        "text": [f" {words.number(line.count)}" for line in lines],
        "textposition": "middle right",
        "hoverinfo": "skip",
    }


def _head(text: str, end: float) -> dict[str, object]:
    """Write the head of the counts where the axis has no place for it."""
    return {
        "x": end,
        "y": 1,
        "yref": "paper",
        "text": text,
        "align": "left",
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "bottom",
        "font": {"size": HEAD_FONT_PX},
    }


def _broken(head: str, most: int) -> str:
    """Break a head into at most `most` lines: as few as keep them short, else where the longest comes out shortest.

    >>> _broken("Độ phân giải", 2), _broken("Tuổi", 2), _broken("An ninh, xử lý vi phạm", 4)
    ('Độ phân<br>giải', 'Tuổi', 'An ninh,<br>xử lý<br>vi phạm')
    """
    words = head.split(" ")
    ways: list[list[str]] = [
        [" ".join(words[start:end]) for start, end in zip((0, *cuts), (*cuts, len(words)), strict=True)]
        for count in range(min(most, len(words)))
        for cuts in combinations(range(1, len(words)), count)
    ]
    longest = [max(len(line) for line in lines) for lines in ways]
    best = min(range(len(ways)), key=lambda place: (max(longest[place], _SHORT), len(ways[place]), longest[place]))
    return "<br>".join(ways[best])
