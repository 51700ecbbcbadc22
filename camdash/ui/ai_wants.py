"""The parts of the page of AI needs that tell who wants what: fields of work by function, units, their problems."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from camdash.analysis import ai
from camdash.analysis.columns import columns
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.figures.matrix import Cell, Line, Tones, heat_matrix
from camdash.text.fold import fold
from camdash.ui import charts, filtering, labels, lines, loaders, navigation, tables
from camdash.ui.view import View
from camdash.words import N_

FORMS = ("form2", "ai_needs")
MATRIX = N_("Which function is wanted in which field of work")
MOST_FIELDS = 9
_HEAD_LINES = 4
_OTHER = "other"
_UNITS, _CAMERAS = "units", "cameras"
_COUNTED = {_UNITS: N_("Number of units"), _CAMERAS: N_("Number of cameras")}
_SHOWN = "ai-matrix-of"
_GROUP = "group:"


def wanted(view: View) -> pd.DataFrame:
    """Give what units want (camdash.analysis.ai.matrix), of the functions that the page is narrowed to."""
    frame: pd.DataFrame = loaders.ask(view.snapshot, ai.matrix, view.where.only(*FORMS))
    only = chosen(view)
    return frame[frame["function"].isin(only)] if only else frame


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
    """One column of the matrix: its key, its head, and whether it is a group of Form 2's positions."""

    key: str
    head: str


def matrix(view: View) -> None:
    """Show functions by field of work, the darker the more units or cameras; a click narrows to the function."""
    words, frame = view.words, _keyed(wanted(view))
    st.subheader(words.t(MATRIX), anchor=False)
    of = _choose(view)
    fields, rows = _fields(view, frame), in_order(_once(frame))
    figure = _drawn(view, frame, fields, rows, of)
    pick = partial(_narrow_to, rows)
    charts.show_clickable(figure, pick, alt=words.t(MATRIX), key=f"ai-matrix-{of}")
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


def _keyed(frame: pd.DataFrame) -> pd.DataFrame:
    """Name each row's column of the matrix: fields that differ only in accents and case are one."""
    groups = _GROUP + frame["need_group"].fillna("")
    own = frame["field"].fillna("").map(fold)
    return frame.assign(key=groups.where(frame["source"] == "form2", own))


def _fields(view: View, frame: pd.DataFrame) -> list[_Field]:
    """Give the columns: the commonest fields of the units' tables, the others as one, then the groups of Form 2."""
    words = view.words
    own = frame[frame["source"] != "form2"]
    spelled = own.groupby("key")["field"].agg(lambda names: next(iter(names.dropna()), ""))
    commonest = own.groupby("key")["unit"].nunique().sort_values(ascending=False, kind="stable").index.tolist()
    shown = [_Field(key, str(spelled[key]) or words.t(NOT_TOLD)) for key in commonest[:MOST_FIELDS]]
    if len(commonest) > MOST_FIELDS:
        shown.append(_Field(_OTHER, words.t("Other fields")))
    present = set(frame.loc[frame["source"] == "form2", "key"])
    groups = [*columns("form2")["need_group"].codes, None]
    heads = {f"{_GROUP}{code or ''}": labels.value("form2", "need_group", code, view.labels) for code in groups}
    named = [_Field(key, words.t("Form 2: {group}", group=head)) for key, head in heads.items() if key in present]
    return [*shown, *named]


def in_order(found: Iterable[tuple[str, str]]) -> list[str]:
    """Put the functions of `(function, unit)` into order: the one that most units want first, "other" last."""
    units = Counter(function for function, _ in found)
    return sorted(units, key=lambda code: (code == _OTHER, -units[code], code))


def _drawn(view: View, frame: pd.DataFrame, fields: Sequence[_Field], rows: Sequence[str], of: str) -> go.Figure:
    known = {field.key for field in fields}
    frame = frame.assign(key=frame["key"].where(frame["key"].isin(known), _OTHER))
    counts = _counts(frame)
    sums = _sums(frame)
    heads = [view.words.t("All units"), *(field.head for field in fields), view.words.t("Cameras")]
    tops = [_value(pair, of) or 0 for pair in counts.values()] + [_value(pair, of) or 0 for pair in sums.values()]
    most = max(tops, default=0) or 1
    cell = partial(_cell, view, of, most)
    made = [
        Line(
            function_name(view, code),
            (cell(sums[code]), *(cell(counts.get((code, field.key), (0, 0))) for field in fields)),
            sums[code][1] or 0,
        )
        for code in rows
    ]
    tones = Tones(view.colours.presences["needed"], view.colours.surface, view.colours.border)
    return heat_matrix(made, heads, view.words, tones, head_lines=_HEAD_LINES)


_Pair = tuple[int, int | None]
"""Units, and cameras: None where no row tells how many."""


def _counts(frame: pd.DataFrame) -> dict[tuple[str, str], _Pair]:
    """Give units and cameras by function and column."""
    grouped = frame.groupby(["function", "key"])
    told = pd.DataFrame({"units": grouped["unit"].nunique(), "cameras": grouped["cameras"].sum(min_count=1)})
    return {key: (int(u), None if tables.missing(n) else int(n)) for key, u, n in told.itertuples()}


def by_unit(view: View) -> dict[tuple[str, str], int | None]:
    """Give the cameras wanted by function and unit ("" for none), None where no row tells how many.

    Of a unit's two tables the one that names more cameras counts, so that a need told twice is counted once.
    """
    return _once(wanted(view))


def _once(frame: pd.DataFrame) -> dict[tuple[str, str], int | None]:
    frame = frame.assign(unit=frame["unit"].fillna(""))
    by_table = frame.groupby(["function", "unit", "source"])["cameras"].sum(min_count=1)
    once = by_table.groupby(level=["function", "unit"]).max()
    return {
        key: None if tables.missing(n) else int(n) for key, n in zip(once.index.tolist(), once.tolist(), strict=True)
    }


def most(view: View, function: str, count: int) -> list[tuple[str, int]]:
    """Give the units that want a function on most cameras, with how many, as far as they tell."""
    told = [(unit, n) for (code, unit), n in by_unit(view).items() if code == function and unit and n]
    return sorted(told, key=lambda one: (-one[1], one[0]))[:count]


def _sums(frame: pd.DataFrame) -> dict[str, _Pair]:
    """Give each function's units and cameras."""
    found: dict[str, _Pair] = {}
    for (code, _), n in _once(frame).items():
        units, cameras = found.get(code, (0, None))
        found[code] = units + 1, cameras if n is None else (cameras or 0) + n
    return found


def _value(pair: _Pair, of: str) -> int | None:
    return pair[0] if of == _UNITS else pair[1]


def _cell(view: View, of: str, most: int, pair: _Pair) -> Cell:
    words, (units, cameras) = view.words, pair
    if not units:
        return Cell(0, words.t("no unit"), text="")
    said = words.t(NOT_TOLD) if cameras is None else words.number(cameras)
    told = words.n("{count} unit; cameras: {cameras}", "{count} units; cameras: {cameras}", units, cameras=said)
    value = _value(pair, of)
    return Cell(None if value is None else value / most, told, text="?" if value is None else words.number(value))


def _narrow_to(rows: Sequence[str], _series: int, row: int) -> None:
    filtering.toggle("ai_needs", rows[row])
