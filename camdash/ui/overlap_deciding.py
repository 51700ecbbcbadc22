"""Deciding: on one pair, on the ticked ones, or on all that are shown and suspected the same; and taking it back."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from camdash.planning.overlap.decided import VERDICTS
from camdash.planning.overlap.sentences import VERDICT_NAMES
from camdash.store.plans import Question, Verdict
from camdash.ui import overlaps, planning
from camdash.ui.overlaps import Listed
from camdash.ui.view import View
from camdash.words import N_

Pairs = Sequence[tuple[str, str]]
_TAKE_BACK = "take_back"
_LONGEST_NOTE = 500
_HELP: dict[tuple[Question, Verdict], str] = {
    ("existing", "same"): N_("One camera told twice: it is counted once in the plan."),
    ("existing", "different"): N_("Two cameras that have nothing to do with each other."),
    ("existing", "merge"): N_("Two cameras of one site: one position in the plan, both owners."),
    ("existing", "keep_both"): N_("Near each other on purpose: both stay."),
    ("need", "same"): N_("The need is met by this camera and is dropped from the plan."),
    ("need", "different"): N_("The need has nothing to do with this camera."),
    ("need", "merge"): N_("Both stand on one site; the need stays."),
    ("need", "keep_both"): N_("Near each other on purpose: both stay."),
    ("needs", "same"): N_("One need told twice: one of the two is dropped, the dearer one stays."),
    ("needs", "different"): N_("Two needs that have nothing to do with each other."),
    ("needs", "merge"): N_("One shared site for both units, with the greater number of cameras."),
    ("needs", "keep_both"): N_("Near each other on purpose: both stay."),
}


def one(view: View, now: Listed, place: int) -> None:
    """Offer the four verdicts on one pair, and to take back the one that holds."""
    words, pair = view.words, now.shown.iloc[place]
    keys = [(str(pair["one"]), str(pair["other"]))]
    held = None if pd.isna(pair["verdict"]) else str(pair["verdict"])
    if held:
        said = words.t(VERDICT_NAMES[held])  # type: ignore[index]
        note = f" · {pair['note']}" if pair["note"] else ""
        st.markdown(words.t("Verdict: **{verdict}**", verdict=said) + note)
    note_key = f"overlap-note-{now.question}-{keys[0][0]}-{keys[0][1]}"
    st.text_input(words.t("Note to the verdict"), key=note_key, max_chars=_LONGEST_NOTE)
    with st.container(horizontal=True, gap="small"):
        for verdict in VERDICTS:
            st.button(
                words.t(VERDICT_NAMES[verdict]),
                key=f"overlap-decide-{verdict}",
                type="primary" if verdict == held else "secondary",
                help=words.t(_HELP[now.question, verdict]),
                on_click=_decide,
                args=(view, now.question, keys, verdict, note_key),
            )
        if held:
            st.button(
                words.t("Take back"),
                key="overlap-undecide",
                type="tertiary",
                icon=":material/undo:",
                on_click=_decide,
                args=(view, now.question, keys, _TAKE_BACK, note_key),
            )


def several(view: View, now: Listed, ticked: Sequence[int]) -> None:
    """Offer one verdict for the ticked pairs, or for all pairs shown that are suspected the same."""
    words = view.words
    suspected = now.shown.index[(now.shown["suspicion"] == "same") & now.shown["verdict"].isna()]
    place = st.popover(
        words.t("Decide on several"), icon=":material/checklist:", key="overlap-several", on_change="rerun"
    )
    if not place.open:
        return
    with place:
        scopes = {
            "ticked": words.n("The {count} ticked pair", "The {count} ticked pairs", len(ticked)),
            "same": words.n(
                "The {count} pair shown that is suspected the same",
                "All {count} pairs shown that are suspected the same",
                len(suspected),
            ),
        }
        scope = st.radio(words.t("Which pairs"), tuple(scopes), format_func=scopes.__getitem__, key="overlap-scope")
        names: dict[str, str] = {v: words.t(VERDICT_NAMES[v]) for v in VERDICTS}
        names[_TAKE_BACK] = words.t("Take back")
        verdict = st.radio(words.t("Verdict"), tuple(names), format_func=names.__getitem__, key="overlap-verdict")
        st.text_input(words.t("Note to the verdict"), key="overlap-note-several", max_chars=_LONGEST_NOTE)
        rows = list(ticked) if scope == "ticked" else list(suspected)
        _confirm(view, now, rows, str(verdict), names[str(verdict)])


def _confirm(view: View, now: Listed, rows: Sequence[int], verdict: str, name: str) -> None:
    """Ask once more before anything is kept."""
    words = view.words
    pairs = words.n("{count} pair", "{count} pairs", len(rows))
    sure = st.checkbox(
        words.t("Yes, “{verdict}” for {pairs}", verdict=name, pairs=pairs),
        key=f"overlap-sure-{now.key}-{len(rows)}-{verdict}",
        disabled=not rows,
    )
    chosen = now.shown.iloc[list(rows)]
    keys = list(zip(chosen["one"].astype(str), chosen["other"].astype(str), strict=True))
    st.button(
        words.t("Keep the verdict"),
        key="overlap-decide-several",
        type="primary",
        disabled=not (rows and sure),
        on_click=_decide,
        args=(view, now.question, keys, verdict, "overlap-note-several"),
    )
    if not rows:
        st.caption(words.t("No pair is chosen: tick rows in the list first."))


def _decide(view: View, question: Question, keys: Pairs, verdict: str, note_key: str) -> None:
    """Keep a verdict on pairs, or take it back, and say so in the next run."""
    words, plans = view.words, planning.plans(view)
    if verdict == _TAKE_BACK:
        plans.undecide([(question, first, second) for first, second in keys])
        said = words.n(
            "The verdict on {count} pair was taken back.", "Verdicts on {count} pairs taken back.", len(keys)
        )
    else:
        note = str(st.session_state.get(note_key, "")).strip()
        plans.decide([overlaps.decision_of(question, first, second, verdict, note) for first, second in keys])
        name = words.t(VERDICT_NAMES[verdict])  # type: ignore[index]
        said = words.n(
            "“{verdict}” was kept for {count} pair.", "“{verdict}” was kept for {count} pairs.", len(keys), verdict=name
        )
    st.session_state.pop(note_key, None)
    overlaps.note_said(said)
