"""The page of tables: which table, as records or counted by columns, which columns, totals, downloads."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from camdash.analysis import progress as returns
from camdash.analysis.columns import FORM_TABLES, TABLES, columns
from camdash.analysis.filters import Filter, write_value
from camdash.analysis.inventory import records
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.ui import downloads, labels, loaders, narrowing, navigation, tables
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
    key = f"{table}-by"
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


def frame_of(view: View, table: str, by: Sequence[str], where: Filter, today: date) -> pd.DataFrame:
    """Give the table asked for: counts, records, the progress or the problems; problems speak the reader's language."""
    if by:
        return loaders.counts(view.snapshot, table, by, where)
    if table == "progress":
        return returns.progress(view.snapshot, today, where)
    if table == "problems":
        return returns.problems(view.snapshot, where, view.words)
    return records(view.snapshot, table, where)


def choose_columns(
    view: View,
    table: str,
    by: Sequence[str],
    frame: pd.DataFrame,
    place: DeltaGenerator,
) -> list[str]:
    """Ask which columns to show; first come those that tell most."""
    if by:
        return [*by, *(name for name in MEASURES if frame[name].notna().any() or name == "cameras")]
    known = [name for name in columns(table) if name in frame.columns]
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
    return list(chosen) or first


def _totals_line(view: View, table: str, where: Filter, rows: int) -> str:
    """Say the totals of what the filter means."""
    words = view.words
    parts = [words.n("{count} row", "{count} rows", rows)]
    if table in FORM_TABLES:
        total = loaders.counts(view.snapshot, table, (), where).iloc[0]
        parts.append(words.t("total {cameras} cameras", cameras=words.number(int(total["cameras"]))))
        parts.append(words.n("{count} position", "{count} positions", int(total["positions"])))
        excluded = int(total["excluded_positions"])
        if excluded:
            parts.append(words.n("{count} of them not counted", "{count} of them not counted", excluded))
    return " · ".join(parts)


def show(view: View, table: str, by: Sequence[str], frame: pd.DataFrame, where: Filter) -> None:
    """Show the frame in the reader's words: counts whole, with their total on top; records page by page."""
    words = view.words
    pages = -(-len(frame) // tables.PAGE_ROWS)
    number = st.pagination(pages, key=f"{table}-page") if pages > 1 else 1
    part = frame.iloc[(number - 1) * tables.PAGE_ROWS : number * tables.PAGE_ROWS]
    said = tables.said(part, table, view.labels)
    if by:
        said = _with_total(view, table, by, said, where)
    above = st.container()
    chosen = tables.show(
        said,
        words,
        {name: view.labels.heading(name, table) for name in said.columns},
        key=f"{table}-{'-'.join(by)}-rows",
        alt=view.labels.title(table),
        look=_look(by, said),
        select=bool(by),
    )
    if chosen:
        with above:
            _offer_rows(view, table, by, part.iloc[chosen - 1], where)
    if any(columns(table)[name].storage == "list" for name in by):
        st.caption(words.t("One record can stand in several rows of a list column; the total counts it once."))


def offer_downloads(
    view: View, table: str, rows: pd.DataFrame, chosen: Sequence[str], *, by: Sequence[str], where: Filter
) -> None:
    """Say the totals, and offer the `chosen` columns of `rows` as a file, and the whole dashboard."""
    totals = _totals(view, table, rows[list(chosen)], where) if by else None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{_totals_line(view, table, where, len(rows))}**", width="stretch")
        downloads.offer(view, table, rows, chosen=chosen, by=by, where=where, totals=totals)
        downloads.offer_dashboard(view, where)


def _totals(view: View, table: str, frame: pd.DataFrame, where: Filter) -> dict[str, int]:
    whole = loaders.counts(view.snapshot, table, (), where)
    return {
        name: int(whole[name].iloc[0])
        for name in frame.columns
        if name in whole.columns and not tables.missing(whole[name].iloc[0])
    }


def _offer_rows(view: View, table: str, by: Sequence[str], counted: "pd.Series[Any]", where: Filter) -> None:
    """Offer the rows that a selected count is made of."""
    codes = {name: "" if tables.missing(counted[name]) else str(counted[name]) for name in by}
    query = {name: [write_value(value) for value in values] for name, values in where.where} | codes
    said = ", ".join(labels.value(table, name, code or None, view.labels) for name, code in codes.items())
    navigation.link(navigation.TABLES, view.words.t("The rows of {what}", what=said), table=table, **query)


def _look(by: Sequence[str], said: pd.DataFrame) -> tables.Look:
    """Hold what the rows are of in place; counts have wide names and the rest of the width for numbers."""
    height = tables.height_for(len(said))
    if by:
        return tables.Look(by, height, dict.fromkeys(by, _KEY_PX))
    return tables.Look(list(said.columns[:1]), height)


def _with_total(view: View, table: str, by: Sequence[str], said: pd.DataFrame, where: Filter) -> pd.DataFrame:
    """Put the total of the filter on top and name what is not told."""
    total = _totals(view, table, said, where)
    first = {by[0]: view.words.t("Total"), **dict.fromkeys(by[1:], "")}
    told = said.fillna(dict.fromkeys(by, view.words.t(NOT_TOLD)))
    top = pd.DataFrame([{**first, **total}]).reindex(columns=said.columns).astype(told.dtypes.to_dict())
    return pd.concat([top, told], ignore_index=True)
