"""The parts of the upload page: choosing files, what was read, the questions, storing, and what became of it."""

from datetime import date

import pandas as pd
import streamlit as st
from streamlit.typing import UploadedFile

from camdash.problems import Severity
from camdash.store.model import Outcome
from camdash.ui import labels, navigation, tables
from camdash.ui.inbox import Inbox, Item, inbox_of, read_new, store_queue, unread, wanted
from camdash.ui.view import View
from camdash.words import N_

FILES, FOLDER = "files", "folder"
KINDS = ("stored", "new_version", "nil_return", "held", "older_version", "same_file", "no_table", "unreadable")
_KIND_NAMES = {
    "stored": N_("Stored"),
    "new_version": N_("New version"),
    "nil_return": N_("Reports none"),
    "held": N_("Held"),
    "older_version": N_("Older version, kept"),
    "same_file": N_("The same file again"),
    "no_table": N_("No form found"),
    "unreadable": N_("Refused"),
}
_MOST_PROBLEMS = 2000
_OPEN_UP_TO = 20
_OUTCOME_WIDTHS = {"state": 135, "message": 665, "errors": 60, "warnings": 105}


def choose_files(view: View) -> tuple[Inbox, date]:
    """Ask for files or a folder and the day on which they were received, and read what is new with a progress bar."""
    words, inbox = view.words, inbox_of(view.campaign)
    left, right = st.columns((3, 1), vertical_alignment="bottom")
    kind = left.segmented_control(
        words.t("What to upload"),
        (FILES, FOLDER),
        default=FILES,
        required=True,
        key="upload-kind",
        format_func=lambda k: words.t("Files") if k == FILES else words.t("A whole folder"),
    )
    received_on = right.date_input(
        words.t("Received on"), date.today(), max_value=date.today(), format="DD/MM/YYYY", key="received-on"
    )
    uploads = st.file_uploader(
        words.t("The units' forms (.xlsx, .xlsm, .xls, .ods)"),
        accept_multiple_files="directory" if kind == FOLDER else True,
        key=f"uploads-{kind}-{inbox.round}",
    )
    st.caption(words.t("Nothing is stored until you confirm."))
    taken = wanted(uploads or []) if kind == FOLDER else list(uploads or [])
    _read(view, inbox, unread(inbox, taken))
    return inbox, received_on


def _read(view: View, inbox: Inbox, uploads: list[UploadedFile]) -> None:
    if not uploads:
        return
    words, count = view.words, len(uploads)
    bar = st.progress(0.0, text=words.n("Reading {count} file", "Reading {count} files", count))
    for done, name in enumerate(read_new(inbox, uploads, view.campaign), start=1):
        bar.progress(
            min(done / count, 1.0),
            text=words.t("Read {done} of {count}: {file}", done=min(done, count), count=count, file=name),
        )
    bar.empty()


def show_readings(view: View, inbox: Inbox) -> None:
    """Show what was read, one row for each form of each file, and every problem with its sentence."""
    items = inbox.items
    if not items:
        return
    words = view.words
    st.subheader(words.t("What was read"), anchor=False)
    st.markdown(_summary(view, items))
    frame = pd.DataFrame([row for item in items for row in _rows(view, item)])
    headings = {
        "file": words.t("File"),
        "form": words.t("Form"),
        "unit": words.t("Unit"),
        "rows": words.t("Rows"),
        "cameras": words.t("Cameras"),
        "errors": words.t("Errors"),
        "warnings": words.t("Warnings"),
    }
    tables.show(
        frame,
        words,
        headings,
        key="readings",
        alt=words.t("What was read"),
        look=tables.Look(("file",), tables.height_for(len(frame), 460)),
    )
    _show_problems(view, items)


def _summary(view: View, items: list[Item]) -> str:
    words, readable = view.words, [item for item in items if item.reading.readable]
    asking = sum(item.needs_unit for item in readable)
    return " · ".join(
        (
            words.n("**{count} file**", "**{count} files**", len(items)),
            words.t("{count} read", count=words.number(len(readable))),
            words.t("{count} with a question", count=words.number(asking)),
            words.t("{count} refused", count=words.number(len(items) - len(readable))),
        )
    )


def _rows(view: View, item: Item) -> list[dict[str, object]]:
    """Give one row for each table; a file without any has one row all the same."""
    words, reading = view.words, item.reading
    counted = {"errors": item.count(Severity.ERROR), "warnings": item.count(Severity.WARNING)}
    if not reading.tables:
        said = words.t("Refused") if not reading.readable else words.t("No form found")
        return [{"file": reading.file, "form": said, "unit": "", "rows": None, "cameras": None, **counted}]
    return [
        {
            "file": reading.file,
            "form": labels.value("progress", "form", table.form, view.labels)
            if table.form != "ai_needs"
            else words.t("AI needs"),
            "unit": labels.unit_name(table.unit, view.labels) if table.unit else words.t("Not recognised"),
            "rows": len(table.records),
            "cameras": table.computed_total,
            **_of_sheet(item, table.sheet, counted),
        }
        for table in reading.tables
    ]


def _of_sheet(item: Item, sheet: str, counted: dict[str, int]) -> dict[str, int]:
    """Count the problems of one sheet; where the file has one table they are all its."""
    if len(item.reading.tables) == 1:
        return counted
    here = [problem.severity for problem in item.reading.problems if problem.sheet == sheet]
    return {"errors": here.count(Severity.ERROR), "warnings": here.count(Severity.WARNING)}


def _show_problems(view: View, items: list[Item]) -> None:
    words = view.words
    found = [(item, problem) for item in items for problem in item.reading.problems]
    found.sort(key=lambda pair: list(Severity).index(pair[1].severity))
    if not found:
        return
    title = words.n("{count} problem, with what to do", "{count} problems, with what to do", len(found))
    with st.expander(title, expanded=len(found) <= _OPEN_UP_TO):
        frame = pd.DataFrame(
            [
                {
                    "severity": labels.value("problems", "severity", problem.severity.value, view.labels),
                    "file": item.reading.file,
                    "sheet": problem.sheet,
                    "message": problem.message(words, view.labels.heading(problem.field) if problem.field else ""),
                }
                for item, problem in found[:_MOST_PROBLEMS]
            ]
        )
        tones = {
            labels.value("problems", "severity", s.value, view.labels): view.colours.severities[s.value]
            for s in Severity
        }
        headings = {name: view.labels.heading(name, "problems") for name in frame.columns}
        look = tables.Look(height=tables.height_for(len(frame), 460), inks={"severity": tones})
        tables.show(frame, words, headings, key="problems", alt=title, look=look)
        if len(found) > _MOST_PROBLEMS:
            st.caption(words.t("The first {count} are listed.", count=words.number(_MOST_PROBLEMS)))


def ask_units(view: View, inbox: Inbox) -> None:
    """Ask whose a file is where neither the file nor its name tells."""
    asking = [item for item in inbox.items if item.needs_unit]
    if not asking:
        return
    words, codes = view.words, [unit.code for unit in view.campaign.units]
    st.subheader(words.t("Whose are these files?"), anchor=False)
    for item in asking:
        inbox.units[item.reading.file] = st.selectbox(
            item.reading.file,
            codes,
            index=None,
            key=f"unit-of-{item.upload}-{item.reading.file}",
            placeholder=words.t("Choose the unit"),
            format_func=lambda code: view.campaign.unit(code).name,
        )
    st.caption(
        words.t("A file without an answer is stored but held: it is counted neither way until its unit is chosen.")
    )


def confirm(view: View, inbox: Inbox, received_on: date) -> None:
    """Offer to store what was read; nothing is stored before, and the uploaded bytes are let go afterwards."""
    words = view.words
    if inbox.items and not inbox.queue:
        st.button(
            words.n("Confirm and store {count} file", "Confirm and store {count} files", len(inbox.items)),
            type="primary",
            key="confirm",
            on_click=inbox.confirm,
            icon=":material/check:",
        )
    if not inbox.queue:
        return
    whole = inbox.stored + len(inbox.queue)
    bar = st.progress(inbox.stored / whole)
    for name in store_queue(inbox, view.store, received_on):
        bar.progress(
            inbox.stored / whole,
            text=words.t("Storing {done} of {count}: {file}", done=inbox.stored + 1, count=whole, file=name),
        )
    inbox.forget_uploads()
    st.rerun()


def show_outcomes(view: View, inbox: Inbox) -> None:
    """Show what became of the files stored last, and the questions of the held ones."""
    if not inbox.outcomes or inbox.queue:
        return
    words = view.words
    counts = [(kind, sum(outcome.kind == kind for outcome in inbox.outcomes)) for kind in KINDS]
    st.subheader(words.t("What became of the files"), anchor=False)
    st.success(" · ".join(f"{words.t(_KIND_NAMES[kind])}: {words.number(n)}" for kind, n in counts if n))
    navigation.link(navigation.PROGRESS, words.t("See the progress of returns"))
    with st.expander(words.t("File by file"), expanded=True):
        _list(view, inbox.outcomes)


def _list(view: View, outcomes: list[Outcome]) -> None:
    words = view.words
    order = sorted(outcomes, key=lambda outcome: (-KINDS.index(outcome.kind), outcome.file))
    frame = pd.DataFrame(
        [
            {
                "state": words.t(_KIND_NAMES[outcome.kind]),
                "message": outcome.message(words),
                "errors": outcome.errors,
                "warnings": outcome.warnings,
            }
            for outcome in order
        ]
    )
    tables.show(
        frame,
        words,
        {
            "state": words.t("Outcome"),
            "message": words.t("What was done"),
            "errors": words.t("Errors"),
            "warnings": words.t("Warnings"),
        },
        key="outcomes",
        alt=words.t("What became of the files"),
        look=tables.Look(height=tables.height_for(len(frame), 420), widths=_OUTCOME_WIDTHS),
    )
