"""What the figures say to whoever decides: three findings with the way to their rows, and what has changed."""

from datetime import date

import streamlit as st

from camdash.analysis.changes import Change, since_last
from camdash.analysis.findings import SHOWN, Finding, findings
from camdash.analysis.snapshot import Snapshot
from camdash.ui import filtering, loaders, navigation
from camdash.ui.view import View


def show(view: View, today: date) -> None:
    """Write the three weightiest findings, each with the way to its rows; nothing where the figures say nothing."""
    words = view.words
    found = loaders.ask(view.snapshot, findings, today, view.where)[:SHOWN]
    if not found:
        return
    st.subheader(words.t("Worth a decision"), anchor=False)
    with st.grid(len(found), gap="small"):
        for finding in found:
            with st.container(border=True, height="stretch", gap=None, key=f"finding-{finding.kind}"):
                st.markdown(finding.sentence(view.labels))
                _way(view, finding)


def _way(view: View, finding: Finding) -> None:
    """Offer the rows that a finding speaks of."""
    query = filtering.query_of(finding.where)
    by = {"by": finding.by} if finding.by else {}
    navigation.link(navigation.TABLES, view.words.t("Which ones?"), table=finding.table, **by, **query)


def changed(view: View) -> None:
    """Say by how much the city's figures differ from those before the last day on which anything came in."""
    words, change = view.words, loaders.ask(view.snapshot, _since_last)
    if change is None:
        return
    signed = {
        name: f"{'+' if value > 0 else '−' if value < 0 else ''}{words.number(abs(value))}"
        for name, value in (("files", change.files), ("cameras", change.cameras), ("needs", change.needs))
    }
    st.caption(
        words.t(
            "Change of the whole city since {day}: files {files}, existing cameras {cameras}, needs {needs}.",
            day=words.date(change.since.date()),
            **signed,
        )
    )


def _since_last(snapshot: Snapshot) -> Change | None:
    return since_last(loaders.open_store(), snapshot.campaign.code)
