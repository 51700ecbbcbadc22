"""Downloads: a table with its chosen columns as a file for any program, and the whole dashboard as one workbook.

Files are made when they are asked for, not when the page is drawn.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

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


def offer(
    view: View,
    table: str,
    frame: pd.DataFrame,
    *,
    chosen: Sequence[str],
    by: Sequence[str] = (),
    where: Filter = EVERYTHING,
    totals: Mapping[str, int] | None = None,
) -> None:
    """Offer the `chosen` columns of a table (its records, or counts `by` columns) in every format that can hold them.

    Points are offered where the frame also has the columns they need; `totals` stand in the workbook.
    """
    words = view.words
    with st.popover(words.t("Download"), icon=":material/download:"):
        for one in downloads_of(view, table, frame, chosen=chosen, by=by, where=where, totals=totals):
            name, _, use = _KINDS[one.kind]
            st.download_button(
                f"{name} (.{one.kind})",
                one.make,
                one.name,
                one.mime,
                key=f"{table}-{one.kind}",
                help=words.t(use),
                icon=":material/download:",
                on_click="ignore",
                width="stretch",
            )


def downloads_of(
    view: View,
    table: str,
    frame: pd.DataFrame,
    *,
    chosen: Sequence[str],
    by: Sequence[str] = (),
    where: Filter = EVERYTHING,
    totals: Mapping[str, int] | None = None,
) -> list[Download]:
    """Give the files that `offer` offers."""
    shown, labels = frame[list(chosen)], view.labels
    facts = _facts(view, table, where)
    makers: dict[str, Callable[[], bytes]] = {
        "xlsx": lambda: frame_to_xlsx(
            shown, table, labels, notes=table_notes(view.snapshot, table, labels, where), totals=totals, by=by
        ),
        "csv": partial(frame_to_csv, shown, table, labels, headings="labels", by=by),
        "parquet": partial(frame_to_parquet, shown, table, labels, facts),
    }
    if table in PLACED and not by and set(NEEDED_OF_POINTS) <= set(frame.columns):
        makers["geojson"] = partial(frame_to_geojson, frame, table, labels, facts, chosen=chosen, headings="labels")
        makers["kml"] = partial(frame_to_kml, frame, table, labels, facts, chosen=chosen, headings="labels")
    headings = [labels.heading(name, table) for name in by]
    return [
        Download(kind, file_name(facts, view.words, kind, headings), _KINDS[kind][1], make)
        for kind, make in makers.items()
    ]


def offer_dashboard(view: View, where: Filter = EVERYTHING) -> None:
    """Offer every table of the dashboard, as far as the filter narrows each, as one formatted workbook."""
    one = dashboard_of(view, where)
    st.download_button(
        view.words.t("Download the whole dashboard (.xlsx)"),
        one.make,
        one.name,
        one.mime,
        key="dashboard-xlsx",
        icon=":material/table_view:",
        on_click="ignore",
    )


def dashboard_of(view: View, where: Filter = EVERYTHING) -> Download:
    """Give the workbook that `offer_dashboard` offers."""
    name = file_name(_facts(view, DASHBOARD, where), view.words, "xlsx")
    return Download("xlsx", name, XLSX, partial(_dashboard, view, where))


def _facts(view: View, table: str, where: Filter) -> Facts:
    """Give what stands behind a table or the dashboard; what is not counted is counted once a revision."""
    known = _counted(loaders.key_of(view.snapshot), view.snapshot, table, view.words, where)
    return dataclasses.replace(known, as_of=view.snapshot.as_of)


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
