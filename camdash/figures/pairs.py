"""Two measures of the same thing side by side, on one scale: what there is, and what is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from camdash.figures.layout import Trace, assemble, names
from camdash.figures.stacks import Series
from camdash.words import Words

ROW_PX = 31
EXTRA_PX = 12
SMALL_PX = 12


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: its label, the two values, and whether it stands for what nobody told; no values make it a heading."""

    label: str
    values: tuple[float, float] | None = None
    unknown: bool = False


def in_order(rows: Sequence[Pair], by: int = 0) -> list[Pair]:
    """Put the greatest of the `by`-th value first and the unknown last, equal ones by the other value and by name."""
    return sorted(rows, key=lambda row: (row.unknown, *(-v for v in _ranked(row, by)), row.label))


def _ranked(row: Pair, by: int) -> tuple[float, float]:
    first, second = row.values or (0, 0)
    return (first, second) if by == 0 else (second, first)


def pairs(rows: Sequence[Pair], series: tuple[Series, Series], words: Words) -> go.Figure:
    """Draw two bars a row in the rows' order, the first measure above the second; the unknown is hatched.

    Headings have no bars: a point's place in its series is that of its row among the rows with values.
    """
    longest = max((value for row in rows for value in row.values or ()), default=0)
    traces = [_trace(place, one, rows, words) for place, one in enumerate(series)]
    axis = names(["" for _ in rows])
    axis["ticktext"] = [_name(row) for row in rows]
    return assemble(
        traces,
        words,
        rows=len(rows),
        longest=longest,
        x={"range": [0, longest or 1]},
        y=axis,
        barmode="group",
        bargroupgap=0.04,
        bargap=0.22,
        height=ROW_PX * len(rows) + EXTRA_PX,
    )


def _name(row: Pair) -> str:
    label = str(names([row.label])["ticktext"][0])
    return label if row.values else f"<i>{label}</i>"


def _trace(place: int, one: Series, rows: Sequence[Pair], words: Words) -> Trace:
    told = [(at, row, row.values[place]) for at, row in enumerate(rows) if row.values]
    return {
        "type": "bar",
        "name": one.name,
        "orientation": "h",
        "x": [value for _, _, value in told],
        "y": [at for at, _, _ in told],
        "cliponaxis": False,
        "text": [words.number(value) for _, _, value in told],
        "textposition": "outside",
        "textangle": 0,
        "textfont": {"size": SMALL_PX},
        "constraintext": "none",
        "hoverinfo": "text",
        "hovertext": [f"{row.label} – {one.name}: {words.number(value)}" for _, row, value in told],
        "marker": {
            "color": one.colour,
            "opacity": [0.45 if row.unknown else 1 for _, row, _ in told],
            "line": {"width": 0},
            "pattern": {"shape": ["/" if row.unknown else "" for _, row, _ in told], "size": 6, "solidity": 0.25},
        },
    }
