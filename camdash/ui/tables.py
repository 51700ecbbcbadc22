"""Frames on screen: headings and codes in the reader's words, numbers as 1.234,5 and still sortable."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

import pandas as pd
import streamlit as st

from camdash.analysis.columns import columns
from camdash.analysis.labels import Labels
from camdash.ui import labels as names
from camdash.words import Words

PAGE_ROWS = 100
OnRow = Callable[[int], None]
"""What happens when a row is clicked, told its place; it runs before the page is drawn again."""

OnCell = Callable[[int, str], None]
"""The same, told the name of the column besides."""

ROW_PX = 33
_WIDTHS: Mapping[str, int] = {
    "unit": 110,
    "position_name": 190,
    "address": 140,
    "ward": 130,
    "district": 95,
    "quantity": 72,
    "camera_type": 118,
    "operating_state": 128,
    "purposes": 170,
    "area_class": 130,
    "need_kind": 110,
    "priority": 90,
    "message": 520,
    "file": 230,
    "sheet": 90,
    "row": 60,
    "note": 200,
    "justification": 260,
    "problem": 320,
    "severity": 80,
    "cell": 60,
    "value": 140,
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a grid is drawn: columns held in place, height and widths in pixels, text colours by what cells say."""

    pinned: Sequence[str] = ()
    height: int | Literal["auto"] = "auto"
    widths: Mapping[str, int] = field(default_factory=lambda: _WIDTHS)
    inks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def height_for(rows: int, most: int = 600) -> int:
    """Give the height in pixels of a grid of so many rows, never more than `most`."""
    return min(ROW_PX * (rows + 1) + 3, most)


def said(frame: pd.DataFrame, table: str, labels: Labels) -> pd.DataFrame:
    """Replace codes, lists, units and yes/no by what readers call them; numbers and dates stay what they are."""
    return pd.DataFrame({name: _said_column(frame[name], table, labels) for name in frame.columns}, index=frame.index)


def _said_column(column: pd.Series, table: str, labels: Labels) -> pd.Series:
    known = columns(table).get(str(column.name))
    if known is None:
        return column
    say = partial(_say, table, known.name, labels)
    match known.storage:
        case "int" | "float":
            return column
        case "date":
            return pd.to_datetime(column)
        case "list":
            return _each(column, lambda codes: say(codes) if isinstance(codes, str) else "; ".join(map(say, codes)))
        case "bool":
            return _each(column, lambda truth: say(bool(truth)))
        case _:
            return _each(column, say)


def _say(table: str, name: str, labels: Labels, value: Any) -> str:
    return names.value(table, name, value, labels)


def _each(column: pd.Series, say: Callable[[Any], str]) -> pd.Series:
    return pd.Series([None if missing(v) else say(v) for v in column], index=column.index, dtype="object")


def missing(value: object) -> bool:
    """Tell whether a cell of a frame holds nothing."""
    return value is None or value is pd.NA or value != value  # noqa: PLR0124 - NaN


def show(
    frame: pd.DataFrame,
    words: Words,
    headings: Mapping[str, str],
    *,
    key: str,
    alt: str,
    look: Look | None = None,
    select: bool = False,
    on_row: OnRow | None = None,
) -> int | None:
    """Draw a frame of said values: numbers to the right, days as dd/mm/yyyy, what is not told left empty.

    Where rows can be selected, give the place of the selected one, or tell it to `on_row`.
    """
    look = look or Look()
    if on_row is not None:
        show_cells(frame, words, headings, key=key, alt=alt, look=look, on_cell=partial(_whole_row, on_row))
        return None
    styled, config = _drawn(frame, words, headings, look)
    if not select:
        st.dataframe(
            styled, hide_index=True, key=key, alt=alt, placeholder="", height=look.height, column_config=config
        )
        return None
    state = st.dataframe(
        styled,
        hide_index=True,
        key=key,
        alt=alt,
        placeholder="",
        height=look.height,
        column_config=config,
        on_select="rerun",
        selection_mode="single-row",
    )
    return state.selection.rows[0] if state.selection.rows else None


def show_cells(
    frame: pd.DataFrame,
    words: Words,
    headings: Mapping[str, str],
    *,
    key: str,
    alt: str,
    look: Look,
    on_cell: OnCell,
) -> None:
    """Draw a frame whose cells act when they are clicked; afterwards none is selected, so that one can be again."""
    styled, config = _drawn(frame, words, headings, look)
    turn = st.session_state.get(f"{key}-turn", 0)
    st.dataframe(
        styled,
        hide_index=True,
        key=f"{key}-{turn}",
        alt=alt,
        placeholder="",
        height=look.height,
        column_config=config,
        on_select=partial(_clicked, key, on_cell),
        selection_mode="single-cell",  # a click anywhere in the row, and no column of boxes
    )


def _whole_row(on_row: OnRow, place: int, _: str) -> None:
    on_row(place)


def _clicked(key: str, on_cell: OnCell) -> None:
    turn = st.session_state.get(f"{key}-turn", 0)
    cells = st.session_state[f"{key}-{turn}"].selection.cells
    if cells:
        st.session_state[f"{key}-turn"] = turn + 1
        on_cell(cells[0][0], str(cells[0][1]))


def pick(
    frame: pd.DataFrame, words: Words, headings: Mapping[str, str], *, key: str, alt: str, look: Look
) -> list[int]:
    """Draw a frame of which rows can be ticked, and give the places of those that are."""
    styled, config = _drawn(frame, words, headings, look)
    state = st.dataframe(
        styled,
        hide_index=True,
        key=key,
        alt=alt,
        placeholder="",
        height=look.height,
        column_config=config,
        on_select="rerun",
        selection_mode="multi-row",
    )
    return list(state.selection.rows)


def _drawn(frame: pd.DataFrame, words: Words, headings: Mapping[str, str], look: Look) -> tuple[Any, dict[str, Any]]:
    """Style a frame and name its columns."""
    said = [_texts(frame[name], str(name), words) for name in frame.columns]
    inks = [_inked(frame[name], look.inks[name]) if name in look.inks else {} for name in frame.columns]
    styled = frame.style
    # streamlit asks a styler for what cells say and how they look by these two, which take pandas a tenth of a second
    # for a hundred rows, since it works out each cell's classes and attributes for a table of HTML
    styled._compute = lambda: styled  # type: ignore[attr-defined]  # noqa: SLF001
    styled._translate = lambda *_: _told(said, inks)  # type: ignore[attr-defined]  # noqa: SLF001
    config = {
        name: _config(frame[name], headings[name], look.widths.get(name), held=name in look.pinned)
        for name in frame.columns
    }
    return styled, config


def _texts(column: pd.Series, name: str, words: Words) -> dict[int, str]:
    """Write the cells that say something else than their text: numbers as readers do, nothing where nothing is told.

    All numbers of a column have the same number of decimals.
    """
    if pd.api.types.is_numeric_dtype(column.dtype):
        numbers = column.tolist()
        places = max((names.decimals(name, float(value)) for value in numbers if not missing(value)), default=0)
        return {row: _number(name, words, value, places) for row, value in enumerate(numbers)}
    return {row: "" for row, value in enumerate(column.tolist()) if missing(value)}


def _inked(column: pd.Series, tones: Mapping[str, str]) -> dict[int, str]:
    return {row: tones[value] for row, value in enumerate(column.tolist()) if isinstance(value, str) and value in tones}


def _told(said: Sequence[Mapping[int, str]], inks: Sequence[Mapping[int, str]]) -> dict[str, Any]:
    """Tell what cells say, by column and row, and which colour they have, as `Styler._translate` does."""
    body = [
        [{"id": f"row{row}_col{column}", "display_value": text} for row, text in texts.items()]
        for column, texts in enumerate(said)
    ]
    places: dict[str, list[str]] = {}
    for column, tones in enumerate(inks):
        for row, tone in tones.items():
            places.setdefault(tone, []).append(f"row{row}_col{column}")
    styles = [{"props": [("color", tone), ("font-weight", "600")], "selectors": at} for tone, at in places.items()]
    return {"body": body, "cellstyle": styles}


def _number(name: str, words: Words, value: float | None, places: int) -> str:
    if missing(value):
        return ""
    if name in names.BARE_NUMBERS:
        return str(value)
    return words.number(value, places)


def _config(column: pd.Series, title: str, width: int | None, *, held: bool) -> Any:
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return st.column_config.DateColumn(title, format="DD/MM/YYYY", pinned=held, width=width)
    if pd.api.types.is_numeric_dtype(column.dtype):
        return st.column_config.Column(title, alignment="right", pinned=held, width=width)
    return st.column_config.TextColumn(title, pinned=held, width=width)
