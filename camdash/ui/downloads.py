"""Downloads: a table with its chosen columns as a file for any program, and the whole dashboard as one workbook.

Files are made when they are asked for, not when the page is drawn.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from camdash.analysis.columns import FORM_TABLES
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.labels import Labels
from camdash.analysis.snapshot import Snapshot
from camdash.reports.dashboard import DASHBOARD, dashboard_facts, dashboard_workbook
from camdash.reports.dashboard_tables import dashboard_tables
from camdash.reports.facts import NEEDED_OF_POINTS, PLACED, Facts, facts_of, file_name
from camdash.reports.geojson import frame_to_geojson
from camdash.reports.kml import frame_to_kml
from camdash.reports.tables import frame_to_csv, frame_to_parquet, frame_to_xlsx, table_notes
from camdash.ui import loaders
from camdash.ui.blanks import XLSX
from camdash.ui.data_tables import Asked, frame_of, totals
from camdash.ui.view import View
from camdash.words import N_, Words

_KINDS: Mapping[str, tuple[str, str, str]] = {
    "xlsx": ("Excel", XLSX, N_("To read and to print; a sheet of records can be imported again.")),
    "csv": ("CSV", "text/csv", N_("For any program that reads tables; UTF-8.")),
    "parquet": ("Parquet", "application/vnd.apache.parquet", N_("For analysts: field names, codes and types.")),
    "geojson": ("GeoJSON", "application/geo+json", N_("Points for GIS programs; no sensitive place is among them.")),
    "kml": (
        "KML",
        "application/vnd.google-earth.kml+xml",
        N_("Points for Google Earth; no sensitive place is among them."),
    ),
}


@dataclass(frozen=True, slots=True)
class Download:
    """A file to be had: its kind (the ending of its name), name, media type, and what makes its bytes."""

    kind: str
    name: str
    mime: str
    make: Callable[[], bytes]


def offer(view: View, asked: Asked, rows: int) -> None:
    """Say a table's totals and offer its chosen columns in every format that can hold them, and the whole dashboard."""
    words = view.words
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{_totals_line(view, asked.table, asked.where, rows)}**", width="stretch")
        place = st.popover(words.t("Download"), icon=":material/download:", key="downloads", on_change="rerun")
    if place.open:
        with place:
            for one in downloads_of(view, asked):
                button(view, asked.table, one.kind, one.name, one.make)
            offer_dashboard(view)


def button(view: View, table: str, kind: str, file: str, make: Callable[[], bytes]) -> None:
    """Offer one file of a table, made when it is asked for."""
    name, mime, use = _KINDS[kind]
    st.download_button(
        f"{name} (.{kind})",
        make,
        file,
        mime,
        key=f"{table}-{kind}",
        help=view.words.t(use),
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )


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


def downloads_of(view: View, asked: Asked) -> list[Download]:
    """Give the files that `offer` offers; each reads its rows when it is asked for."""
    table, by, labels = asked.table, asked.by, view.labels
    facts = _facts(view, table, asked.where)
    makers: dict[str, Callable[[], bytes]] = {
        "xlsx": partial(_xlsx, view, asked),
        "csv": lambda: frame_to_csv(frame_of(view, asked), table, labels, headings="labels", by=by),
        "parquet": lambda: frame_to_parquet(frame_of(view, asked), table, labels, facts),
    }
    if table in PLACED and not by:
        makers["geojson"] = partial(_points, view, asked, facts, frame_to_geojson)
        makers["kml"] = partial(_points, view, asked, facts, frame_to_kml)
    headings = [labels.heading(name, table) for name in by]
    return [
        Download(kind, file_name(facts, view.words, kind, headings), _KINDS[kind][1], make)
        for kind, make in makers.items()
    ]


def _xlsx(view: View, asked: Asked) -> bytes:
    frame = frame_of(view, asked)
    notes = table_notes(view.snapshot, asked.table, view.labels, asked.where)
    sums = totals(view, asked, frame) if asked.by else None
    return frame_to_xlsx(frame, asked.table, view.labels, notes=notes, totals=sums, by=asked.by)


def _points(view: View, asked: Asked, facts: Facts, write: Callable[..., bytes]) -> bytes:
    """Write the records that have coordinates and are not sensitive, with the chosen columns."""
    names = tuple(dict.fromkeys((*asked.names, *NEEDED_OF_POINTS)))
    frame = frame_of(view, replace(asked, names=names))
    return write(frame, asked.table, view.labels, facts, chosen=asked.names, headings="labels")


def offer_dashboard(view: View) -> None:
    """Offer every table of the dashboard, as far as the filter narrows each, as one formatted workbook."""
    one = dashboard_of(view, view.where)
    st.download_button(
        view.words.t("Download the whole dashboard (.xlsx)"),
        one.make,
        one.name,
        one.mime,
        key="dashboard-xlsx",
        icon=":material/table_view:",
        on_click="ignore",
        width="stretch",
    )


def dashboard_of(view: View, where: Filter = EVERYTHING) -> Download:
    """Give the workbook that `offer_dashboard` offers."""
    name = file_name(_facts(view, DASHBOARD, where), view.words, "xlsx")
    return Download("xlsx", name, XLSX, partial(_dashboard, view, where))


def _facts(view: View, table: str, where: Filter) -> Facts:
    """Give what stands behind a table or the dashboard; what is not counted is counted once a revision."""
    known = _counted(loaders.key_of(view.snapshot), view.snapshot, table, view.words, where)
    return replace(known, as_of=view.snapshot.as_of)


@st.cache_data(max_entries=256, show_spinner=False, hash_funcs={Words: str, Filter: str})
def _counted(
    key: loaders.Key,  # noqa: ARG001 - names the revision; the snapshot itself is not hashed
    _snapshot: Snapshot,
    table: str,
    words: Words,
    where: Filter,
) -> Facts:
    labels = Labels(words, _snapshot.campaign)
    whole = table == DASHBOARD
    return dashboard_facts(_snapshot, labels, where) if whole else facts_of(_snapshot, table, labels, where)


def _dashboard(view: View, where: Filter) -> bytes:
    today = loaders.today()
    tables = dashboard_tables(view.snapshot, view.labels, where, today)
    return dashboard_workbook(view.snapshot, view.labels, where, today, tables)
