"""The needs with what becomes of each, the camera it names and why: on screen and as a file."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from camdash.planning.reuse_pairs import OUTCOMES
from camdash.planning.reused import PUT_RIGHT
from camdash.reports.dashboard import dashboard_facts
from camdash.reports.facts import Facts, file_name
from camdash.reports.sheets import said_to_csv, said_to_xlsx
from camdash.ui import labels, reuse, sheets, tables
from camdash.ui.blanks import XLSX
from camdash.ui.downloads import Download
from camdash.ui.reuse_words import place_name, unit, why
from camdash.ui.view import View
from camdash.words import N_

TITLE = N_("The needs, one by one")
SHOWN = 100
OF_CAMERA = frozenset({"camera", "metres", "camera_unit"})
"""Columns that tell of the camera: a click there opens its sheet."""

_MILLION = 1_000_000
_WIDTHS = {
    "unit": 92,
    "place": 165,
    "cameras": 82,
    "outcome": 122,
    "camera": 150,
    "why": 414,
    "metres": 72,
    "cost": 84,
}


def show(view: View) -> None:
    """Show the needs of the filter by what becomes of them; a click opens the need's sheet, or the camera's."""
    words = view.words
    st.subheader(words.t(TITLE), anchor=False)
    found = reuse.found(view)
    chosen = _chosen(view, found)
    listed = found[found["outcome"].isin(chosen)] if chosen else found
    ordered = _in_order(listed)
    top = ordered.head(SHOWN)
    if top.empty:
        st.caption(words.t("There is nothing to show here yet."))
        return
    said = _said(view, top)
    ids = [_ids(row) for row in _rows(top)]
    inks = {"outcome": {_name(view, code): _ink(view, code) for code in OUTCOMES}}
    look = tables.Look(("unit",), tables.height_for(len(said), 520), _WIDTHS, inks)
    tables.show_cells(
        said, words, _headings(view), key="reuse-needs", alt=words.t(TITLE), look=look, on_cell=partial(_open, ids)
    )
    st.caption(_below(view, len(top), len(listed)))
    _downloads(view, ordered)


def _in_order(needs: pd.DataFrame) -> pd.DataFrame:
    """Put first what takes least, then the needs of most cameras."""
    place = needs["outcome"].astype(object).map(OUTCOMES.index)
    ranked = needs.assign(place=place).sort_values(["place", "cameras", "key"], ascending=[True, False, True])
    return ranked.drop(columns="place")


def _chosen(view: View, found: pd.DataFrame) -> list[str]:
    words, counts = view.words, found["outcome"].value_counts()
    chosen = st.pills(
        words.t("What becomes of them"),
        [code for code in OUTCOMES if counts.get(code, 0)],
        selection_mode="multi",
        key="reuse-outcomes",
        format_func=lambda code: f"{reuse.name(code, words)} ({words.number(int(counts[code]))})",
    )
    return list(chosen)


def _said(view: View, needs: pd.DataFrame) -> pd.DataFrame:
    rows = _rows(needs)
    return pd.DataFrame(
        {
            "unit": [unit(view, row["unit"]) for row in rows],
            "place": [place_name(row) for row in rows],
            "cameras": needs["cameras"].to_numpy(),
            "outcome": [_name(view, row["outcome"]) for row in rows],
            "camera": [None if tables.missing(row["camera_name"]) else row["camera_name"] for row in rows],
            "why": [why(view, row) for row in rows],
            "metres": pd.array(needs["distance_m"].round().to_numpy(), dtype="Float64"),
            "cost": (needs["cost_vnd"] / _MILLION).astype("Float64").to_numpy(),
        }
    )


def _rows(needs: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in needs.to_dict("records")]


def _headings(view: View) -> dict[str, str]:
    words = view.words
    return {
        "unit": words.t("Unit"),
        "place": words.t("Place of the need"),
        "cameras": words.t("Cameras"),
        "outcome": words.t("What becomes of it"),
        "camera": words.t("Best camera there"),
        "why": words.t("Why"),
        "metres": words.t("Metres"),
        "cost": words.t("Mn đồng"),
    }


def _name(view: View, code: str) -> str:
    """Name an outcome as briefly as a column wants it."""
    return labels.value("form1", "remedy", code, view.labels) if code in PUT_RIGHT else reuse.name(code, view.words)


def _ink(view: View, code: str) -> str:
    return view.colours.muted if code == "missing" else reuse.tone(view, code)


def _ids(row: Mapping[str, Any]) -> tuple[str, str]:
    """Name the records of a need and of the camera that serves it, "" for none."""
    camera = "" if tables.missing(row["camera_version"]) else f"{row['camera_version']}.{row['camera_record']}"
    return f"{row['version_id']}.{row['record']}", camera


def _open(ids: Sequence[tuple[str, str]], place: int, column: str) -> None:
    need, camera = ids[place]
    sheets.open_record(camera if column in OF_CAMERA and camera else need)


def _below(view: View, shown: int, listed: int) -> str:
    words = view.words
    said = [words.t("A click opens the need's sheet; on the camera's name or distance the camera's sheet.")]
    if listed > shown:
        said.append(words.t("What takes least stands first."))
        said.append(words.n("{count} more row in the file.", "{count} more rows in the file.", listed - shown))
    return " ".join(said)


def _downloads(view: View, needs: pd.DataFrame) -> None:
    """Offer the needs listed, all of them, as files."""
    place = st.popover(view.words.t("Download"), icon=":material/download:", key="reuse-downloads", on_change="rerun")
    if not place.open:
        return
    with place:
        for one in files(view, needs):
            st.download_button(
                {"xlsx": "Excel (.xlsx)", "csv": "CSV (.csv)"}[one.kind],
                one.make,
                one.name,
                one.mime,
                key=f"reuse-{one.kind}",
                icon=":material/download:",
                on_click="ignore",
                width="stretch",
            )


def files(view: View, needs: pd.DataFrame) -> list[Download]:
    """Give the needs (rows of camdash.planning.reused) as a workbook and as comma-separated text."""
    words = view.words
    facts = dashboard_facts(view.snapshot, view.labels, view.where)
    named = Facts("reuse", words.t("Reuse"), facts.survey, facts.as_of, facts.files, facts.excluded_rows)
    makers = {"xlsx": (XLSX, partial(_xlsx, view, needs, facts)), "csv": ("text/csv", partial(_csv, view, needs))}
    return [Download(kind, file_name(named, words, kind), mime, make) for kind, (mime, make) in makers.items()]


def _table(view: View, needs: pd.DataFrame) -> pd.DataFrame:
    said = _said(view, needs)
    return said.assign(cost=said["cost"].round(3)).rename(columns=_headings(view))


def _xlsx(view: View, needs: pd.DataFrame, facts: Facts) -> bytes:
    words = view.words
    notes = [("", line) for line in facts.sentences(words)]
    notes += [(reuse.name(code, words), words.t(rule)) for code, rule in reuse.RULES.items()]
    return said_to_xlsx(_table(view, needs), words.t(TITLE), notes, words)


def _csv(view: View, needs: pd.DataFrame) -> bytes:
    return said_to_csv(_table(view, needs))
