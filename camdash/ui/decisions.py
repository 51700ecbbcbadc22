"""The questions of held forms: the sentence that tells why, and the buttons that answer it."""

import streamlit as st

from camdash.store.model import StoreError, Verdict, VersionInfo
from camdash.store.sentences import outcome_sentence
from camdash.ui import labels, loaders
from camdash.ui.prose import literal
from camdash.ui.view import View
from camdash.words import N_

ANSWERS: tuple[tuple[Verdict, str], ...] = (
    ("replace", N_("It replaces what was sent before")),
    ("add", N_("It is added to what was sent before")),
    ("withdraw", N_("Take it out")),
)
_OF_NO_UNIT = "unit_unresolved"
_SAID = "decision-said"


def held(view: View) -> None:
    """Ask of every held form whether it replaces what is there or adds to it."""
    tell()
    waiting = [version for version in loaders.versions(view.store, view.snapshot) if version.state == "held"]
    if not waiting:
        return
    title = view.words.n("{count} held form to decide", "{count} held forms to decide", len(waiting))
    st.subheader(title, anchor=False)
    for version in waiting:
        ask(view, version)


def ask(view: View, version: VersionInfo) -> None:
    """Tell why one form is held and offer the answers; each answer is one change of the store."""
    with st.container(border=True, key=f"held-{version.id}"):
        st.markdown(_sentence(view, version))
        unit = _unit_choice(view, version) if version.reason == _OF_NO_UNIT else version.unit
        with st.container(horizontal=True):
            for answer, label in ANSWERS:
                st.button(
                    view.words.t(label),
                    key=f"{answer}-{version.id}",
                    on_click=_decide,
                    args=(view, version.id, answer, unit),
                    disabled=unit is None and answer != "withdraw",
                )


def _sentence(view: View, version: VersionInfo) -> str:
    words = view.words
    params = {
        "file": literal(version.file),
        "unit": labels.unit_name(version.unit, view.labels) if version.unit else words.t("unit not recognised"),
        "positions": words.number(version.positions),
        "cameras": words.number(version.cameras),
        "date": words.date(version.received_on),
    }
    return outcome_sentence(words, "held", version.reason, version.form, params)


def _unit_choice(view: View, version: VersionInfo) -> str | None:
    codes = [unit.code for unit in view.campaign.units]
    chosen = st.selectbox(
        view.words.t("Unit"),
        codes,
        index=None,
        key=f"unit-{version.id}",
        placeholder=view.words.t("Choose the unit"),
        format_func=lambda code: view.campaign.unit(code).name,
    )
    return str(chosen) if chosen else None


def _decide(view: View, version_id: int, answer: Verdict, unit: str | None) -> None:
    """Carry the answer out; what was decided meanwhile by somebody else is said, not undone."""
    try:
        outcome = view.store.decide(version_id, answer, "", unit)
    except StoreError:
        st.session_state[_SAID] = view.words.t("This form is no longer there to decide about.")
        return
    st.session_state[_SAID] = outcome.message(view.words)


def tell() -> None:
    """Say once what the last answer did."""
    if said := st.session_state.pop(_SAID, None):
        st.info(said)
