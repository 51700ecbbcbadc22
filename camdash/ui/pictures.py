"""A chart as a picture for a report or a slide: shown large in a dialog, saved by the browser as SVG or PNG.

The browser draws the file itself, so that the server needs no other program for it.
"""

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING
from camdash.figures.picture import FORMATS, Caption, as_picture, saving
from camdash.reports.dashboard import dashboard_facts
from camdash.reports.facts import Facts, file_name
from camdash.ui import showing
from camdash.ui.view import View
from camdash.words import N_, Words

_CALLED = {"svg": N_("SVG: sharp at any size"), "png": N_("PNG: for any program")}


def offer(
    view: View,
    make: Callable[[], go.Figure],
    title: str,
    note: str = "",
    *,
    key: str,
    where: Filter = EVERYTHING,
) -> None:
    """Draw a small button below a chart that opens it as a picture; `make` draws the chart again.

    Title, note, filter, moment, files and rows not counted stand inside the picture and in the name of its file. In a
    meeting there is no button.
    """
    words = view.words
    if showing.is_on():
        return
    if not st.button(words.t("Save as a picture"), key=f"{key}-picture", type="tertiary", icon=":material/image:"):
        return
    facts = dashboard_facts(view.snapshot, view.labels, where)
    named = Facts(title, title, facts.survey, facts.as_of, facts.files, facts.excluded_rows)
    picture = as_picture(make(), caption_of(view, facts, title, note), view.colours)
    name = file_name(named, words, "svg").removesuffix(".svg")
    st.dialog(words.t("Save as a picture"), width="large")(_show)(words, picture, name, key)


def _show(words: Words, picture: go.Figure, name: str, key: str) -> None:
    """Show the picture as it will be saved under `name`, and how to save it."""
    form = st.segmented_control(
        words.t("Format"),
        FORMATS,
        default=FORMATS[0],
        required=True,
        key=f"{key}-picture-format",
        format_func=lambda code: words.t(_CALLED[code]),
        label_visibility="collapsed",
    )
    st.caption(words.t("The button at the upper right of the picture saves it."))
    config = saving(words, name, form, picture.layout.height)
    st.plotly_chart(picture, theme=None, config=config, alt=picture.layout.title.text, key=f"{key}-picture-{form}")


def caption_of(view: View, facts: Facts, title: str, note: str = "") -> Caption:
    """Give what is written around the picture of a chart."""
    words = view.words
    below = [f"{words.t('Filter')}: {facts.where}"] if facts.where else []
    said = " · ".join(Facts("", "", facts.survey, facts.as_of, facts.files, facts.excluded_rows).sentences(words))
    return Caption(title, below, [*([note] if note else []), said])
