"""One unit's dossier on the progress page: what it sent, its files marked for sending back, its papers."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from camdash.problems.spoken import FORM_NAMES
from camdash.store.model import PaperInfo, VersionInfo
from camdash.ui import loaders, paper_desk, sending_back, tables
from camdash.ui.view import View
from camdash.words import N_

NOBODY = "-"
"""The choice of papers whose unit is not known."""

_STATES = {
    "current": N_("Counted"),
    "superseded": N_("Replaced"),
    "held": N_("Held"),
    "withdrawn": N_("Withdrawn"),
}
_REVIEWS = {"accepted": N_("Accepted"), "returned": N_("Sent back")}
_WIDTHS = {
    "form": 110,
    "file": 380,
    "received_on": 100,
    "state": 120,
    "rows": 65,
    "cameras": 80,
    "errors": 60,
    "warnings": 90,
}


def show(view: View) -> None:
    """Let a unit be chosen and show all that came from it."""
    words = view.words
    st.subheader(words.t("What a unit sent"), anchor=False)
    versions, papers = loaders.versions(view.store, view.snapshot), view.store.papers(view.campaign.code)
    nameless = any(paper.unit is None for paper in papers)
    unit = st.selectbox(
        words.t("Unit"),
        [*([NOBODY] if nameless else []), *(unit.code for unit in view.campaign.units)],
        index=None,
        key="dossier-unit",
        persist_state="session",
        placeholder=words.t("Choose the unit"),
        format_func=lambda code: (
            words.t("Papers of no known unit") if code == NOBODY else view.campaign.unit(code).name
        ),
    )
    if unit is None:
        return
    whose = None if unit == NOBODY else unit
    if whose is not None:
        _forms(view, [version for version in versions if version.unit == whose])
    _papers(view, [paper for paper in papers if paper.unit == whose])


def _forms(view: View, versions: Sequence[VersionInfo]) -> None:
    words = view.words
    if not versions:
        st.caption(words.t("No form has come from this unit yet."))
        return
    frame = pd.DataFrame([_row(view, version) for version in reversed(versions)])
    headings = {
        "form": words.t("Form"),
        "file": words.t("File"),
        "received_on": words.t("Received on"),
        "state": words.t("State"),
        "rows": words.t("Rows"),
        "cameras": words.t("Cameras"),
        "errors": words.t("Errors"),
        "warnings": words.t("Warnings"),
    }
    look = tables.Look(("form",), tables.height_for(len(frame), 300), _WIDTHS)
    tables.show(frame, words, headings, key="dossier-forms", alt=words.t("What a unit sent"), look=look)
    files = sending_back.of_store(view, versions)
    sending_back.offer_one(view, list(reversed(files)), "stored")


def _row(view: View, version: VersionInfo) -> dict[str, object]:
    words = view.words
    state = _REVIEWS.get(version.review, "") if version.state == "current" else ""
    return {
        "form": words.t(FORM_NAMES[version.form]),
        "file": version.file,
        "received_on": pd.Timestamp(version.received_on),
        "state": words.t(state or _STATES[version.state]),
        "rows": version.positions,
        "cameras": version.cameras,
        "errors": version.errors,
        "warnings": version.warnings,
    }


def _papers(view: View, papers: Sequence[PaperInfo]) -> None:
    title = view.words.t("Papers that came along")
    st.markdown(f"**{title}**")
    paper_desk.show_stored(view, papers)


def offer_all(view: View) -> None:
    """Offer all files that count or wait and have findings, marked, in one archive."""
    versions = [
        version
        for version in loaders.versions(view.store, view.snapshot)
        if version.state in {"current", "held"} and version.errors + version.warnings
    ]
    files = sending_back.of_store(view, versions)
    if not files:
        return
    words = view.words
    with st.expander(words.t("Send back to the units with the findings marked"), key="send-back-stored"):
        st.caption(
            words.n(
                "{count} file that counts or is held has errors or warnings.",
                "{count} files that count or are held have errors or warnings.",
                len(files),
            )
        )
        if len(files) == 1:
            sending_back.offer_one(view, files, "all-stored")
        else:
            sending_back.offer_all(view, files, "all-stored")
