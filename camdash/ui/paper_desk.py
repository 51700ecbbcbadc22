"""Papers that came with the forms: what they say of themselves, as a person corrects it, before and after storing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import get_args

import pandas as pd
import streamlit as st

from camdash.intake.model import PaperKind
from camdash.store.model import PaperFields, PaperInfo, StoreError
from camdash.ui import labels, tables
from camdash.ui.inbox import Inbox, Item
from camdash.ui.prose import literal
from camdash.ui.view import View
from camdash.words import N_

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "letter": N_("Official letter"),
        "report": N_("Report"),
        "plan": N_("Plan"),
        "decision": N_("Decision"),
        "proposal": N_("Proposal"),
        "scan": N_("Scan"),
        "other": N_("Other paper"),
    }
)
_EARLIEST = date(1990, 1, 1)
_SAID = "paper-said"


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a paper; `signed` and `note` are None while it is not stored."""

    file: str
    kind: str
    number: str
    sign: str
    issued_on: date | None
    signer: str
    unit: str | None
    signed: bool | None = None
    note: str | None = None
    withdrawn: bool = False

    @classmethod
    def of_item(cls, item: Item) -> "Said":
        """Take what the paper proposes of itself."""
        paper = item.reading.paper
        if paper is None:
            raise ValueError(item.reading.file)
        issued = date.fromisoformat(paper.issued_on) if paper.issued_on else None
        return cls(item.reading.file, paper.kind, paper.number, paper.sign, issued, paper.signer, paper.unit)

    @classmethod
    def of_info(cls, info: PaperInfo) -> "Said":
        """Take what is stored of a paper."""
        return cls(
            info.file,
            info.kind,
            info.number,
            info.sign,
            info.issued_on,
            info.signer,
            info.unit,
            info.signed,
            info.note,
            info.state == "withdrawn",
        )


# --------------------------------------------------------------------------------------------- before it is stored


def show_uploaded(view: View, inbox: Inbox) -> None:
    """List the papers among what was uploaded and let what they propose be corrected."""
    items = {item.number: item for item in inbox.items if item.reading.paper is not None and not item.classified}
    if not items:
        return
    words = view.words
    st.subheader(words.t("Papers that came along"), anchor=False)
    st.caption(words.t("Read from the paper itself; correct what is wrong. Papers are kept and never counted."))
    show_list(view, [Said.of_item(item) for item in items.values()], "uploaded-papers")
    chosen = _choose(view, {number: item.reading.file for number, item in items.items()}, "uploaded-paper")
    fields = edit(view, Said.of_item(items[chosen]), f"uploaded-{chosen}")
    if fields is not None:
        _propose(items[chosen], fields)
        st.rerun()


def _propose(item: Item, fields: PaperFields) -> None:
    """Correct what the paper proposes; it is stored so."""
    paper, issued = item.reading.paper, fields["issued_on"]
    if paper is None:
        return
    paper.kind, paper.number, paper.sign = fields["kind"], fields["number"], fields["sign"]
    paper.signer, paper.unit = fields["signer"], fields["unit"]
    paper.issued_on = issued.isoformat() if issued else ""


def _choose(view: View, names: Mapping[int, str], key: str) -> int:
    """Ask which of several papers is meant."""
    if len(names) == 1:
        return next(iter(names))
    chosen = st.selectbox(
        view.words.t("Paper"),
        list(names),
        key=f"{key}-{len(names)}",
        format_func=lambda number: literal(names.get(number, "")),
    )
    return chosen if chosen in names else next(iter(names))


# ---------------------------------------------------------------------------------------------- after it is stored


def show_stored(view: View, papers: Sequence[PaperInfo]) -> None:
    """List stored papers and let them be corrected, downloaded, withdrawn and put back."""
    words = view.words
    if said := st.session_state.pop(_SAID, None):
        st.info(said)
    if not papers:
        st.caption(words.t("No paper has come yet."))
        return
    show_list(view, [Said.of_info(paper) for paper in papers], "stored-papers")
    by_id = {paper.id: paper for paper in papers}
    paper = by_id[_choose(view, {paper.id: paper.file for paper in papers}, "stored-paper")]
    fields = edit(view, Said.of_info(paper), f"stored-{paper.id}")
    if fields is not None:
        _store(view, paper, fields)
    _offer(view, paper)


def _store(view: View, paper: PaperInfo, fields: PaperFields) -> None:
    try:
        view.store.edit_paper(paper.id, "", **fields)
    except StoreError:
        st.error(view.words.t("This paper is no longer there to change. Load the page again."))
        return
    st.session_state[_SAID] = view.words.t("What was corrected is stored.")
    st.rerun()


def _offer(view: View, paper: PaperInfo) -> None:
    """Offer the original, and to take the paper out or put it back."""
    words, store, sha256 = view.words, view.store, paper.sha256
    with st.container(horizontal=True):
        st.download_button(
            words.t("Download the original"),
            lambda: store.file(sha256),
            paper.file.rpartition("/")[2],
            "application/octet-stream",
            key=f"paper-file-{paper.id}",
            icon=":material/download:",
            on_click="ignore",
        )
        withdrawn = paper.state == "withdrawn"
        st.button(
            words.t("Put the paper back") if withdrawn else words.t("Withdraw the paper"),
            key=f"paper-state-{paper.id}",
            on_click=_turn,
            args=(view, paper.id),
            kwargs={"back": withdrawn},
        )


def _turn(view: View, paper: int, *, back: bool) -> None:
    try:
        (view.store.restore_paper if back else view.store.withdraw_paper)(paper, "")
    except StoreError:
        st.session_state[_SAID] = view.words.t("This paper is no longer there to change. Load the page again.")


# ------------------------------------------------------------------------------------------------- list and form


def show_list(view: View, papers: Sequence[Said], key: str) -> None:
    """Draw papers as a table: file, kind, number and sign, day, signer, unit."""
    words = view.words
    frame = pd.DataFrame(
        [
            {
                "file": said.file,
                "kind": words.t(KINDS[said.kind]),
                "number": "/".join(part for part in (said.number, said.sign) if part),
                "issued_on": pd.Timestamp(said.issued_on) if said.issued_on else pd.NaT,
                "signer": said.signer,
                "unit": labels.unit_name(said.unit, view.labels) if said.unit else words.t("Not recognised"),
                "state": _state(said),
            }
            for said in papers
        ]
    )
    frame["state"] = [words.t(state) if state else "" for state in frame["state"]]
    if all(said.signed is None for said in papers):
        frame = frame.drop(columns="state")
    headings = {
        "file": words.t("File"),
        "kind": words.t("Kind of paper"),
        "number": words.t("Number and sign"),
        "issued_on": words.t("Of the day"),
        "signer": words.t("Signed by"),
        "unit": words.t("Unit"),
        "state": words.t("Signature"),
    }
    widths = {"file": 260, "kind": 110, "number": 130, "issued_on": 100, "signer": 150, "unit": 110, "state": 110}
    look = tables.Look(("file",), tables.height_for(len(frame), 300), widths)
    tables.show(frame, words, headings, key=key, alt=words.t("Papers that came along"), look=look)


def _state(said: Said) -> str:
    if said.withdrawn:
        return N_("Withdrawn")
    if said.signed is None:
        return ""
    return N_("Signed") if said.signed else N_("Not signed")


def edit(view: View, said: Said, key: str) -> PaperFields | None:
    """Draw the form of one paper; gives what it says when it is confirmed."""
    words, codes = view.words, [None, *(unit.code for unit in view.campaign.units)]
    with st.form(f"paper-{key}"):
        number, sign, issued, kind = st.columns((1, 1.6, 1.2, 1.6))
        fields = PaperFields(
            number=number.text_input(words.t("Number"), said.number, key=f"number-{key}"),
            sign=sign.text_input(words.t("Sign"), said.sign, key=f"sign-{key}"),
            issued_on=issued.date_input(
                words.t("Of the day"),
                said.issued_on,
                min_value=min(_EARLIEST, said.issued_on or _EARLIEST),
                format="DD/MM/YYYY",
                key=f"issued-{key}",
            ),
            kind=kind.selectbox(
                words.t("Kind of paper"),
                get_args(PaperKind),
                index=get_args(PaperKind).index(said.kind),
                key=f"kind-{key}",
                format_func=lambda code: words.t(KINDS[code]),
            ),
        )
        signer, unit, last = st.columns((1.6, 2.2, 1.6), vertical_alignment="bottom")
        fields["signer"] = signer.text_input(words.t("Signed by"), said.signer, key=f"signer-{key}")
        fields["unit"] = unit.selectbox(
            words.t("Unit"),
            codes,
            index=codes.index(said.unit) if said.unit in codes else 0,
            key=f"paper-unit-{key}",
            format_func=lambda code: view.campaign.unit(code).name if code else words.t("Not recognised"),
        )
        if said.signed is not None:
            fields["signed"] = last.checkbox(words.t("Bears a signature"), said.signed, key=f"signed-{key}")
            fields["note"] = st.text_input(words.t("Note"), said.note or "", key=f"note-{key}")
        pressed = st.form_submit_button(words.t("Keep what was corrected"), key=f"keep-{key}", icon=":material/check:")
    return fields if pressed else None
