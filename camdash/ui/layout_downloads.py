"""The layout as files, made when they are asked for."""

import pandas as pd
import streamlit as st

from camdash.reports.facts import file_name
from camdash.reports.layouts import layout_facts, layout_files
from camdash.store.plans import ScenarioInfo
from camdash.ui import downloads, lines, loaders
from camdash.ui.view import View


def offer(view: View, frame: pd.DataFrame, info: ScenarioInfo) -> None:
    """Offer the layout's rows in every format that can hold them."""
    words = view.words
    place = st.popover(words.t("Download"), icon=":material/download:", key="layout-downloads", on_change="rerun")
    if not place.open:
        return
    where = lines.narrowed(view, view.where.only("form2"))
    facts = layout_facts(view.snapshot, view.labels, info.name, loaders.uncounted_rows(view.snapshot), where)
    with place:
        for file in layout_files(frame, view.labels, facts):
            downloads.button(view, "layout", file.kind, file_name(facts, words, file.kind), file.make)
