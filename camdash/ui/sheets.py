"""The sheet of one record: what is told of it, its grades, its cells in the file, and what was found wrong there.

Opened by a click on a row, a dot or a bar's rows, and by `?record=12.3` in a link: version 12, its fourth record.
"""

from functools import partial

import pandas as pd
import streamlit as st

from camdash.analysis import inventory, trace
from camdash.analysis.columns import columns
from camdash.analysis.filters import Filter
from camdash.analysis.trace import Traced
from camdash.forms.fields import headings
from camdash.problems.spoken import FORM_NAMES
from camdash.ui import labels, tables
from camdash.ui.view import View
from camdash.words import N_

_OPEN = "record"
_JUDGED = (
    "grade_state",
    "grade_resolution",
    "grade_retention",
    "grade_age",
    "grade_connectivity",
    "grade_security",
    "remedy",
    "reach",
)
_NAMES = ("position_name", "address", "problem", "field")
NAMELESS = N_("Record without a name")


def open_record(record_id: str) -> None:
    """Open a record's sheet in the next run."""
    st.session_state[_OPEN] = record_id


def show_open(view: View) -> None:
    """Show the sheet that was asked for, by a click or by the URL; a stale link shows none."""
    record_id = st.session_state.get(_OPEN) or st.query_params.get(_OPEN)
    if not record_id:
        return
    found = trace.find(view.store, record_id)
    if found is None or found.version.campaign != view.campaign.code:
        _close()
        return
    if st.query_params.get(_OPEN) != record_id:
        st.query_params[_OPEN] = record_id
    title = next((str(f.value) for f in found.fields if f.name in _NAMES), view.words.t(NAMELESS))
    st.dialog(title, width="large", on_dismiss=_close)(_sheet)(view, found)


def _close() -> None:
    st.session_state.pop(_OPEN, None)
    if _OPEN in st.query_params:
        del st.query_params[_OPEN]


def _sheet(view: View, found: Traced) -> None:
    _origin(view, found)
    _findings(view, found)
    told, judged = st.columns((5, 3), gap="medium")
    with told:
        _told(view, found)
    with judged:
        _judged(view, found)


def _origin(view: View, found: Traced) -> None:
    """Say where the record stands, and offer the file as it arrived."""
    words, version = view.words, found.version
    unit = labels.unit_name(version.unit, view.labels)
    st.markdown(
        words.t(
            "**{unit}**, {form} · file **{file}**, sheet **{sheet}**, row **{row}** · version {number}, received {day}",
            unit=unit,
            form=words.t(FORM_NAMES[version.form]),
            file=version.file,
            sheet=found.sheet or "–",
            row=found.row,
            number=version.number or 1,
            day=words.date(version.received_on),
        )
    )
    if version.state != "current":
        st.warning(words.t("This version no longer counts: a newer one has taken its place, or it was withdrawn."))
    st.download_button(
        words.t("Download the file as it arrived"),
        partial(_original, view, version.id),
        version.file.rpartition("/")[2],
        key="sheet-original",
        icon=":material/download:",
        on_click="ignore",
    )
    if found.earlier:
        said = "; ".join(f"{words.date(v.received_on)} ({v.file})" for v in found.earlier)
        st.caption(words.t("Earlier versions of this part: {versions}", versions=said))


def _original(view: View, version_id: int) -> bytes:
    return trace.original(view.store, version_id)[1]


def _findings(view: View, found: Traced) -> None:
    """List what was found wrong with the row, each with its cell and what to do."""
    words = view.words
    if not found.findings:
        st.caption(words.t("Nothing wrong was found in this row."))
        return
    named = headings(words.language)
    show = {"error": st.error, "warning": st.warning, "info": st.info}
    for problem in found.findings:
        show[problem.severity.value](problem.message(words, named.get(problem.field, "")))


def _told(view: View, found: Traced) -> None:
    words, form = view.words, found.version.form
    frame = pd.DataFrame(
        [
            (view.labels.heading(f.name, form), labels.said(form, f.name, f.value, view.labels), f.cell)
            for f in found.fields
        ],
        columns=["field", "value", "cell"],
    )
    names = {"field": words.t("Column of the form"), "value": words.t("What was read"), "cell": words.t("Cell")}
    look = tables.Look((), tables.height_for(len(frame), 480), {"field": 170, "value": 290, "cell": 70})
    tables.show(frame, words, names, key="sheet-told", alt=words.t("What was read"), look=look)


def _judged(view: View, found: Traced) -> None:
    """Show the grades of an existing camera and what is to be done with it."""
    form = found.version.form
    names = [name for name in _JUDGED if name in columns(form)]
    if not names or found.version.state != "current":
        return
    where = Filter.of(version_id=found.version.id, record=found.record)
    row = inventory.records(view.snapshot, form, where, names)
    if row.empty:
        return
    values = [(name, row[name].iloc[0]) for name in names]
    frame = pd.DataFrame(
        [(view.labels.heading(name, form), labels.said(form, name, value, view.labels)) for name, value in values],
        columns=["criterion", "grade"],
    )
    words = view.words
    heads = {"criterion": words.t("Criterion"), "grade": words.t("Grade")}
    look = tables.Look((), tables.height_for(len(frame)), {"criterion": 215, "grade": 165})
    tables.show(frame, words, heads, key="sheet-judged", alt=words.t("Grade"), look=look)
    st.caption(words.t("Megapixels stand for what a camera can tell apart; its lens and distance are not known."))
