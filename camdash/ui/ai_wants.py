"""The parts of the page of AI needs that tell which function is wanted in which field of work."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import plotly.graph_objects as go
import streamlit as st

from camdash.analysis import ai_wanted
from camdash.analysis.ai_wanted import GROUP, Amount, Wanted
from camdash.analysis.columns import columns
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.figures.matrix import Cell, Line, Tones, heat_matrix
from camdash.ui import charts, filtering, labels, lines, loaders, navigation, pictures
from camdash.ui.view import View
from camdash.words import N_

FORMS = ("form2", "ai_needs")
MATRIX = N_("Which function is wanted in which field of work")
MOST_FIELDS = 9
_HEAD_LINES = 4
_UNITS, _CAMERAS = "units", "cameras"
_COUNTED = {_UNITS: N_("Number of units"), _CAMERAS: N_("Number of cameras")}
_SHOWN = "ai-matrix-of"


def wanted(view: View) -> Wanted:
    """Give what units want, of the functions that the page is narrowed to."""
    return loaders.ask(view.snapshot, ai_wanted.wanted, view.where.only(*FORMS), chosen(view))


def chosen(view: View) -> tuple[str, ...]:
    """Give the functions that the page is narrowed to; none means all."""
    return tuple(str(value) for value in view.where.values("ai_needs") if value not in {None, "none"})


def function_name(view: View, code: str) -> str:
    """Name an AI function."""
    return labels.value("form2", "ai_needs", code, view.labels)


def nothing(view: View) -> None:
    """Say that no need of AI is told, and what to do."""
    words = view.words
    st.info(
        words.t(
            "No form tells of AI needs here. Ask the units to fill in the column “{column}” of Form 2, "
            "or the table of AI needs below it.",
            column=view.labels.heading("ai_needs", "form2"),
        ),
        icon=":material/info:",
    )
    navigation.link(navigation.TEMPLATES, words.t("Blank forms"))


def without_place(view: View) -> None:
    """Say which conditions cannot narrow the units' tables of AI needs."""
    names = [name for name, _ in view.where.where if name in columns("form2") and name not in columns("ai_needs")]
    if names:
        st.caption(
            view.words.t(
                "The units' tables of AI needs tell no places or purposes; these do not narrow them: {columns}.",
                columns=", ".join(lines.heading(view, name) for name in names),
            )
        )


@dataclass(frozen=True, slots=True)
class _Field:
    """One column of the matrix: its head, and the keys that are gathered in it."""

    head: str
    keys: tuple[str, ...]


def matrix(view: View) -> None:
    """Show functions by field of work, the darker the more units or cameras; a click narrows to the function."""
    words, found = view.words, wanted(view)
    st.subheader(words.t(MATRIX), anchor=False)
    of, rows = _choose(view), found.functions
    figure = _drawn(view, found, rows, of)
    charts.show_clickable(figure, partial(_narrow_to, rows), alt=words.t(MATRIX), key=f"ai-matrix-{of}")
    counted = words.t(_COUNTED[of])
    pictures.offer(view, lambda: figure, words.t(MATRIX), counted, key="ai-matrix", where=view.where)
    st.caption(
        words.t(
            "Fields as the units write them in their tables of AI needs; “Form 2” stands for positions of Form 2, by "
            "group of the city's decision. A row with several functions counts under each. “?”: wanted, but no row "
            "tells how many. At the right, the cameras of a unit that tells a need in both tables are counted once. "
            "A click on a cell narrows to the function."
        )
    )


def _choose(view: View) -> str:
    """Ask what the cells count; of one unit only cameras are worth counting."""
    if len(view.where.values("unit")) == 1:
        return _CAMERAS
    words = view.words
    of = st.segmented_control(
        words.t("Counted"),
        (_UNITS, _CAMERAS),
        default=_UNITS,
        required=True,
        key=_SHOWN,
        format_func=lambda code: words.t(_COUNTED[code]),
        label_visibility="collapsed",
    )
    return of or _UNITS


def _fields(view: View, found: Wanted) -> list[_Field]:
    """Give the columns: the commonest fields of the units' tables, the others as one, then the groups of Form 2."""
    words, own = view.words, list(found.fields.items())
    shown = [_Field(spelled or words.t(NOT_TOLD), (key,)) for key, spelled in own[:MOST_FIELDS]]
    if len(own) > MOST_FIELDS:
        shown.append(_Field(words.t("Other fields"), tuple(key for key, _ in own[MOST_FIELDS:])))
    present = {key for _, key in found.cells}
    for code in (*columns("form2")["need_group"].codes, None):
        key = f"{GROUP}{code or ''}"
        if key in present:
            group = labels.value("form2", "need_group", code, view.labels)
            shown.append(_Field(words.t("Form 2: {group}", group=group), (key,)))
    return shown


def _drawn(view: View, found: Wanted, rows: Sequence[str], of: str) -> go.Figure:
    fields = _fields(view, found)
    wholes = {code: found.of(code) for code in rows}
    cells = {code: [wholes[code], *(_gathered(found, code, field) for field in fields)] for code in rows}
    most = max((_value(amount, of) or 0 for own in cells.values() for amount in own), default=0) or 1
    made = [
        Line(
            function_name(view, code),
            tuple(_cell(view, of, most, amount) for amount in cells[code]),
            wholes[code].cameras or 0,
        )
        for code in rows
    ]
    heads = [view.words.t("All units"), *(field.head for field in fields), view.words.t("Cameras")]
    return heat_matrix(made, heads, view.words, tones(view), head_lines=_HEAD_LINES)


def tones(view: View) -> Tones:
    """Give the colours of what is needed, from most to none."""
    return Tones(view.colours.presences["needed"], view.colours.surface, view.colours.border)


def _gathered(found: Wanted, function: str, field: _Field) -> Amount:
    amount = Amount()
    for key in field.keys:
        amount = amount.and_also(found.cells.get((function, key), Amount()))
    return amount


def _value(amount: Amount, of: str) -> int | None:
    return len(amount.units) if of == _UNITS else amount.cameras


def _cell(view: View, of: str, most: int, amount: Amount) -> Cell:
    words = view.words
    if not amount.units:
        return Cell(0, words.t("no unit"), text="")
    said = words.t(NOT_TOLD) if amount.cameras is None else words.number(amount.cameras)
    told = words.n(
        "{count} unit; cameras: {cameras}", "{count} units; cameras: {cameras}", len(amount.units), cameras=said
    )
    value = _value(amount, of)
    return Cell(None if value is None else value / most, told, text="?" if value is None else words.number(value))


def _narrow_to(rows: Sequence[str], _series: int, row: int) -> None:
    filtering.toggle("ai_needs", rows[row])
