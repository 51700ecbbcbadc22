"""Excel's own bars beside a table: sorted as the table is, what is not told pale and hatched."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from camdash.palette import Hex, palette

_COLOURS = palette()
_MOST_ROWS = 40
_SHORT = 10
_ROW_PX, _ABOVE_PX, _WIDTH_PX = 22, 70, 620
_LEGEND_PX = 30
_GAP = 45
_FONT = {"size": 9, "color": _COLOURS.text}


def add_bars(
    book: Any,
    page: Any,
    table: pa.Table,
    places: Mapping[str, int],
    *,
    name: str,
    colours: Mapping[str, Hex],
    head: int,
    untold: bool,
) -> None:
    """Draw the columns at `places` (by column name) of the table below row `head` of the sheet `name`.

    One column is labelled with its numbers; several are stacked under a legend. At most the first 40 rows are drawn;
    `untold` says that the table's last row is of what is not told. Bars of a short table stand below it, so that both
    are printed large; those of a long one beside it.
    """
    rows = min(len(table), _MOST_ROWS)
    first, last = head + 1, head + rows
    several = len(places) > 1
    chart = book.add_chart({"type": "bar", **({"subtype": "stacked"} if several else {})})
    for column, at in places.items():
        series: dict[str, Any] = {
            "name": [name, head, at],
            "categories": [name, first, 0, last, 0],
            "values": [name, first, at, last, at],
            "fill": {"color": colours.get(column, _COLOURS.presences["existing"])},
            "gap": _GAP,
        }
        chart.add_series(series if several else series | _labelled(rows if untold and rows == len(table) else 0))
    _calm(chart, room=1.2 * _longest(table, list(places.values()), rows) or 1, several=several)
    height = rows * _ROW_PX + _ABOVE_PX + (_LEGEND_PX if several else 0)
    chart.set_size({"width": _WIDTH_PX, "height": height})
    place = (last + 2, 0) if len(table) <= _SHORT else (head, table.num_columns + 1)
    page.insert_chart(*place, chart, {"description": f"{name}: {', '.join(places)}"})


def _labelled(untold: int) -> dict[str, Any]:
    """Write numbers at the bars of one series; the bar at place `untold` (from 1) is pale and hatched."""
    labels: dict[str, Any] = {"data_labels": {"value": True, "font": _FONT, "num_format": "#,##0"}}
    return {**labels, "points": [None] * (untold - 1) + [_hatch()]} if untold else labels


def _calm(chart: Any, *, room: float, several: bool) -> None:
    """Take away all that is not data; the axis of numbers reaches to `room`."""
    chart.set_title({"none": True})
    chart.set_legend({"position": "top", "font": _FONT} if several else {"none": True})
    chart.set_y_axis(
        {"reverse": True, "num_font": _FONT, "line": {"color": _COLOURS.border}, "major_tick_mark": "none"}
    )
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0, "max": room})
    chart.set_chartarea({"border": {"none": True}})


def _longest(table: pa.Table, at: list[int], rows: int) -> float:
    """Give the length of the longest bar."""
    values = [table.column(n).slice(0, rows).to_pylist() for n in at]
    return max(sum(value or 0 for value in line) for line in zip(*values, strict=True))


def _hatch() -> Mapping[str, Any]:
    pattern = {"pattern": "wide_upward_diagonal", "fg_color": _COLOURS.states["unknown"], "bg_color": _COLOURS.ground}
    return {"pattern": pattern, "border": {"color": _COLOURS.border}}
