"""Saving thresholds, and the list of who changed which of them when, from what to what."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
import streamlit as st

from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.analysis.snapshot import CLOCK
from camdash.analysis.thresholds import default
from camdash.store.model import ThresholdChange
from camdash.ui import criteria, tables
from camdash.ui.view import View

_WIDTHS = {"at": 140, "by": 150, "name": 430, "old": 160, "new": 160}


def save(view: View, values: Mapping[str, float]) -> None:
    """Put these values in for the campaign; its revision moves on, so that every page follows.

    What somebody else has saved meanwhile stays; ThresholdError where the values do not go with it.
    """
    held = view.store.thresholds(view.campaign.code)
    wanted = default().changed({**held, **values})
    changed = {entry.name: entry.value for entry in wanted.entries() if entry.value != entry.default}
    view.store.set_thresholds(view.campaign.code, changed, "")


def show(view: View) -> None:
    """List the changes, the newest first, a row a threshold."""
    words = view.words
    st.subheader(words.t("Changes made"), anchor=False)
    rows = list(_rows(view, view.store.threshold_changes(view.campaign.code)))
    if not rows:
        st.caption(words.t("No threshold has been changed; the defaults hold."))
        return
    heads = {
        "at": words.t("At"),
        "by": words.t("Changed by"),
        "name": words.t("Threshold"),
        "old": words.t("Old value"),
        "new": words.t("New value"),
    }
    frame = pd.DataFrame(rows, columns=list(heads))
    look = tables.Look(height=tables.height_for(len(frame), 420), widths=_WIDTHS)
    tables.show(frame, words, heads, key="thresholds-history", alt=words.t("Changes made"), look=look)


def _rows(view: View, changes: Sequence[ThresholdChange]) -> Iterator[tuple[str, str, str, str, str]]:
    """Compare each change with the one before it; before the first the defaults held."""
    words = view.words
    for place, change in enumerate(changes):
        before = changes[place + 1].values if place + 1 < len(changes) else {}
        for entry in view.snapshot.thresholds.entries():
            old, new = (values.get(entry.name, entry.default) for values in (before, change.values))
            if old != new:
                yield (
                    words.moment(change.at.astimezone(CLOCK)),
                    change.by or words.t(NOT_TOLD),
                    entry.label(words.language),
                    criteria.said(entry, old, words),
                    criteria.said(entry, new, words),
                )
