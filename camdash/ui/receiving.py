"""The parts of the upload page: choosing files, what was read, the questions, storing, and what became of it."""

from datetime import date

import pandas as pd
import streamlit as st
from streamlit.typing import UploadedFile

from camdash.store.model import Outcome
from camdash.ui import loaders, navigation, tables
from camdash.ui.inbox import Inbox, inbox_of, read_new, store_queue, unread, wanted
from camdash.ui.uploads import let_go
from camdash.ui.view import View
from camdash.words import N_

FILES, FOLDER = "files", "folder"
KINDS = (
    "stored",
    "new_version",
    "nil_return",
    "paper",
    "held",
    "older_version",
    "same_file",
    "no_table",
    "unreadable",
)
_KIND_NAMES = {
    "stored": N_("Stored"),
    "new_version": N_("New version"),
    "nil_return": N_("Reports none"),
    "paper": N_("Attachment"),
    "held": N_("Held"),
    "older_version": N_("Older version, kept"),
    "same_file": N_("The same file again"),
    "no_table": N_("No form found"),
    "unreadable": N_("Refused"),
}
_TAKEN = N_(
    "Spreadsheets (.xlsx, .xlsm, .xls, .ods, .csv, .html), mails (.eml, .msg, .mbox), archives (.zip, .tgz, .gz) and "
    "the papers that came with them (.docx, .pdf, pictures)."
)
_UNTIL = N_("Nothing is stored until you confirm.")
_DATES = N_("A file that came in a mail counts as received on the mail's own day, any other on the day chosen above.")
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
        words.t("Received on"), loaders.today(), max_value=loaders.today(), format="DD/MM/YYYY", key="received-on"
    )
    uploads = st.file_uploader(
        words.t("What the units sent: forms, mails, archives, letters"),
        accept_multiple_files="directory" if kind == FOLDER else True,
        key=f"uploads-{kind}-{inbox.round}",
    )
    st.caption(" ".join(words.t(sentence) for sentence in (_TAKEN, _DATES, _UNTIL)))
    taken = wanted(uploads or []) if kind == FOLDER else list(uploads or [])
    _read(view, inbox, unread(inbox, taken))
    _leave_secrets(inbox)
    return inbox, received_on


def _leave_secrets(inbox: Inbox) -> None:
    """Let go of every uploaded byte as soon as one file is a state secret; what was read of the others stays."""
    secret = {item.upload for item in inbox.items if item.classified}
    if secret - inbox.kept:
        let_go(item.upload for item in inbox.items)
        inbox.empty_uploader()
        st.rerun()


def _read(view: View, inbox: Inbox, uploads: list[UploadedFile]) -> None:
    if not uploads:
        return
    words, count, meanings = view.words, len(uploads), view.store.meanings(view.campaign.code)
    bar = st.progress(0.0, text=words.n("Reading {count} file", "Reading {count} files", count))
    for done, name in enumerate(read_new(inbox, uploads, view.campaign, meanings), start=1):
        bar.progress(
            min(done / count, 1.0),
            text=words.t("Read {done} of {count}: {file}", done=min(done, count), count=count, file=name),
        )
    bar.empty()


def confirm(view: View, inbox: Inbox, received_on: date) -> None:
    """Offer to store what was read; nothing is stored before, and the uploaded bytes are let go afterwards."""
    words = view.words
    if inbox.items and not inbox.queue:
        with st.container(horizontal=True):
            st.button(
                words.n("Confirm and store {count} file", "Confirm and store {count} files", len(inbox.items)),
                type="primary",
                key="confirm",
                on_click=inbox.confirm,
                args=(received_on,),
                icon=":material/check:",
            )
            st.button(
                words.t("Take all out again"), key="forget", icon=":material/delete:", on_click=forget, args=(inbox,)
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
    forget(inbox)
    st.rerun()


def forget(inbox: Inbox) -> None:
    """Let go of all that was uploaded and not stored."""
    let_go(item.upload for item in inbox.items)
    inbox.forget_uploads()


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
