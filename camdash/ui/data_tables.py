"""The page of tables: which table, as records or counted by columns, which columns, totals, downloads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from camdash.analysis import progress as returns
from camdash.analysis.columns import FORM_TABLES, TABLES, columns
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import ALL_ROWS, Page, records
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.ui import filtering, loaders, narrowing, sheets, tables
from camdash.ui.view import View

_KEY_PX = 260
MEASURES = ("cameras", "positions", "excluded_positions", "working", "located_cameras")
_FIRST_COLUMNS: dict[str, tuple[str, ...]] = {
    "form1": (
        "unit",
        "position_name",
        "address",
        "district",
        "quantity",
        "camera_type",
        "operating_state",
        "purposes",
        "area_class",
        "ward",
        "file",
        "sheet",
        "row",
    ),
    "form2": (
        "unit",
        "position_name",
        "address",
        "district",
        "quantity",
        "camera_type",
        "need_kind",
        "purposes",
        "area_class",
        "priority",
        "ward",
        "file",
        "sheet",
        "row",
    ),
    "ai_needs": ("unit", "field", "problem", "ai_needs", "quantity", "note", "file", "sheet", "row"),
    "progress": (
        "unit",
        "form",
        "expected",
        "state",
        "received_on",
        "days_late",
        "days_overdue",
        "parts",
        "positions",
        "cameras",
        "errors",
        "warnings",
    ),
    "problems": ("unit", "form", "severity", "file", "sheet", "cell", "row", "field", "value", "message"),
}


def choose_table(view: View) -> str:
    """Ask for one of the tables; the choice stands in the URL (`?table=form2`)."""
    wanted = st.query_params.get("table", "")
    st.session_state.setdefault("table", wanted if wanted in TABLES else TABLES[0])
    chosen = st.segmented_control(
        view.words.t("Table"),
        TABLES,
        key="table",
        required=True,
        persist_state="session",
        format_func=view.labels.title,
    )
    table = str(chosen or TABLES[0])
    narrowing.remember("table", [table])
    return table


def choose_cut(view: View, table: str, place: DeltaGenerator) -> tuple[str, ...]:
    """Ask by which columns to count; none means the records themselves (`?by=unit,camera_type`)."""
    if table not in FORM_TABLES:
        narrowing.remember("by", ())
        return ()
    known = narrowing.offered(table)
    key = f"tables-by-{table}"
    if key not in st.session_state:
        st.session_state[key] = [name for name in st.query_params.get("by", "").split(",") if name in known]
    by = place.multiselect(
        view.words.t("Count by"),
        known,
        key=key,
        persist_state="session",
        max_selections=3,
        format_func=lambda name: view.labels.heading(name, table),
        placeholder=view.words.t("Nothing chosen: the rows themselves"),
    )
    narrowing.remember("by", [",".join(by)] if by else [])
    return tuple(by)


@dataclass(frozen=True, slots=True)
class Asked:
    """The table a reader wants: its name, what it is counted by, its filter, the columns shown, and the day it is."""

    table: str
    by: tuple[str, ...]
    where: Filter
    names: tuple[str, ...]
    today: date

    @property
    def key(self) -> str:
        """Name of the table among the widgets of its page."""
        return "-".join((self.table, *self.by))


def choose_columns(view: View, table: str, by: Sequence[str], place: DeltaGenerator) -> tuple[str, ...]:
    """Ask which columns of the records to show; first come those that tell most. Counts show all they have."""
    if by:
        return (*by, *MEASURES)
    known = [name for name in columns(table) if name != "record"] + ["message"] * (table == "problems")
    first = [name for name in _FIRST_COLUMNS[table] if name in known]
    with place.popover(view.words.t("Columns"), icon=":material/view_column:", width="stretch"):
        chosen = st.multiselect(
            view.words.t("Columns shown and downloaded"),
            known,
            default=first,
            key=f"{table}-columns",
            persist_state="session",
            format_func=lambda name: view.labels.heading(name, table),
        )
    return tuple(chosen) or tuple(first)


def rows_of(view: View, asked: Asked) -> int:
    """Count the rows that a table has."""
    if asked.table in FORM_TABLES and not asked.by:
        return int(loaders.counts(view.snapshot, asked.table, (), asked.where)["positions"].iloc[0])
    if asked.table == "problems":
        found = loaders.ask(view.snapshot, returns.problem_counts, (), asked.where)
        return int(found["problems"].sum())
    return len(frame_of(view, asked))


def frame_of(view: View, asked: Asked, page: Page = ALL_ROWS) -> pd.DataFrame:
    """Give the rows of a table: counts and returns whole, records and findings by page where one is asked for."""
    if asked.by:
        frame = loaders.counts(view.snapshot, asked.table, asked.by, asked.where)
        told = [name for name in MEASURES if name == "cameras" or frame[name].notna().any()]
        return frame[[*asked.by, *told]]
    if asked.table == "progress":
        return loaders.ask(view.snapshot, returns.progress, asked.today, asked.where)[list(asked.names)]
    if asked.table == "problems":
        return returns.problems(view.snapshot, asked.where, view.words, page)[list(asked.names)]
    return records(view.snapshot, asked.table, asked.where, asked.names, page)


def show(view: View, asked: Asked, rows: int) -> None:
    """Show a table in the reader's words: counts whole, with their total on top; records page by page.

    A click on a count leads to its rows, one on a record opens its sheet.
    """
    pages = -(-rows // tables.PAGE_ROWS) if not asked.by else 1
    number = st.pagination(pages, key=f"{asked.key}-page") if pages > 1 else 1
    page = Page((number - 1) * tables.PAGE_ROWS, tables.PAGE_ROWS)
    if asked.by:
        _show_counts(view, asked)
    elif asked.table in FORM_TABLES:
        _show_records(view, asked, page)
    else:
        frame = frame_of(view, asked, page)
        part = frame if asked.table == "problems" else frame.iloc[page.start : page.start + tables.PAGE_ROWS]
        _show(view, asked, tables.said(part, asked.table, view.labels))


def _show_counts(view: View, asked: Asked) -> None:
    frame = frame_of(view, asked)
    said = _with_total(view, asked, tables.said(frame, asked.table, view.labels))
    codes = [
        tuple(None if tables.missing(v) else v for v in row) for row in zip(*(frame[n] for n in asked.by), strict=True)
    ]
    _show(view, asked, said, partial(_narrow_to_row, asked, codes))
    st.caption(view.words.t("Click a row to see the records it is made of."))
    if any(columns(asked.table)[name].storage == "list" for name in asked.by):
        st.caption(view.words.t("One record can stand in several rows of a list column; the total counts it once."))


def _narrow_to_row(asked: Asked, codes: Sequence[tuple[object, ...]], place: int) -> None:
    """Narrow everything to one row of counts and show its records; the first row is the total of what is shown."""
    st.session_state[f"tables-by-{asked.table}"] = []
    if place:
        for name, code in zip(asked.by, codes[place - 1], strict=True):
            filtering.narrow(name, [code])  # type: ignore[list-item]


def _show_records(view: View, asked: Asked, page: Page) -> None:
    keyed = replace(asked, names=tuple(dict.fromkeys((*asked.names, "version_id", "record"))))
    frame = frame_of(view, keyed, page)
    ids = [f"{version}.{record}" for version, record in zip(frame["version_id"], frame["record"], strict=True)]
    _show(view, asked, tables.said(frame[list(asked.names)], asked.table, view.labels), partial(_open, ids))
    st.caption(view.words.t("Click a row to see where it stands in which file, and what was found wrong with it."))


def _open(ids: Sequence[str], place: int) -> None:
    sheets.open_record(ids[place])


def _show(view: View, asked: Asked, said: pd.DataFrame, on_row: tables.OnRow | None = None) -> None:
    tables.show(
        said,
        view.words,
        {name: view.labels.heading(name, asked.table) for name in said.columns},
        key=f"{asked.key}-rows",
        alt=view.labels.title(asked.table),
        look=_look(asked.by, said),
        on_row=on_row,
    )


def totals(view: View, asked: Asked, frame: pd.DataFrame) -> dict[str, int]:
    """Give the sums of what the filter means, for each column of a frame of counts that has one."""
    whole = loaders.counts(view.snapshot, asked.table, (), asked.where)
    return {
        name: int(whole[name].iloc[0])
        for name in frame.columns
        if name in whole.columns and not tables.missing(whole[name].iloc[0])
    }


def _look(by: Sequence[str], said: pd.DataFrame) -> tables.Look:
    """Hold what the rows are of in place; counts have wide names and the rest of the width for numbers."""
    height = tables.height_for(len(said))
    if by:
        return tables.Look(by, height, dict.fromkeys(by, _KEY_PX))
    return tables.Look(list(said.columns[:1]), height)


def _with_total(view: View, asked: Asked, said: pd.DataFrame) -> pd.DataFrame:
    """Put the total of the filter on top and name what is not told."""
    by, total = asked.by, totals(view, asked, said)
    first = {by[0]: view.words.t("Total"), **dict.fromkeys(by[1:], "")}
    told = said.fillna(dict.fromkeys(by, view.words.t(NOT_TOLD)))
    top = pd.DataFrame([{**first, **total}]).reindex(columns=said.columns).astype(told.dtypes.to_dict())
    return pd.concat([top, told], ignore_index=True)
