"""What an analyst takes away: the table on screen as a file, with what its figures are of."""

from functools import partial

import streamlit as st

from camdash.analysis.columns import FORM_TABLES
from camdash.analysis.filters import Filter
from camdash.reports.tables import frame_to_csv, frame_to_xlsx, table_notes
from camdash.ui import loaders
from camdash.ui.blanks import XLSX
from camdash.ui.data_tables import Asked, frame_of, totals
from camdash.ui.view import View


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


def offer(view: View, asked: Asked, rows: int) -> None:
    """Say the totals and offer what is shown as xlsx, with what the figures are, and as csv with the same headings."""
    words, table, by = view.words, asked.table, asked.by
    name = "-".join((asked.key, view.snapshot.as_of.strftime("%Y%m%d")))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{_totals_line(view, table, asked.where, rows)}**", width="stretch")
        st.download_button(
            words.t("Download as Excel (.xlsx)"),
            partial(_xlsx, view, asked),
            f"{name}.xlsx",
            XLSX,
            key=f"{table}-xlsx",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            words.t("Download as CSV"),
            lambda: frame_to_csv(frame_of(view, asked), table, view.labels, headings="labels", by=by),
            f"{name}.csv",
            "text/csv",
            key=f"{table}-csv",
            icon=":material/download:",
            on_click="ignore",
        )


def _xlsx(view: View, asked: Asked) -> bytes:
    frame = frame_of(view, asked)
    notes = table_notes(view.snapshot, asked.table, view.labels, asked.where)
    sums = totals(view, asked, frame) if asked.by else None
    return frame_to_xlsx(frame, asked.table, view.labels, notes=notes, totals=sums, by=asked.by)
