"""Who decided what and when, which decisions are on pairs that are no more, and what to do where no pair is listed."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.analysis.snapshot import CLOCK
from camdash.planning.overlap.decided import gone
from camdash.planning.overlap.finding import QUESTIONS
from camdash.planning.overlap.sentences import QUESTION_NAMES, VERDICT_NAMES
from camdash.store.plans import OverlapDecision
from camdash.ui import navigation, overlaps, planning, tables
from camdash.ui.overlap_table import name_of
from camdash.ui.overlaps import Listed
from camdash.ui.view import View
from camdash.words import N_

_WIDTHS = {"at": 130, "by": 120, "question": 150, "pair": 420, "verdict": 130, "holds": 150, "note": 240}
_SHOWN = 200
_HOLDS, _OVER, _GONE = N_("Holds"), N_("Replaced or taken back"), N_("No longer there")


def nothing(view: View, now: Listed) -> None:
    """Say why no pair is listed, and the way on."""
    words = view.words
    st.subheader(words.t("No pair to show"), anchor=False)
    if not now.whole.empty:
        st.markdown(words.t("Choose another suspicion or “All pairs” above to see the others."))
    elif view.where.where:
        st.markdown(words.t("No pair has a record that the filter means. Widen the filter to see the others."))
    elif now.found.unplaced == now.found.records:
        st.markdown(
            words.t("No record has coordinates or a name that another one shares. Ask the units for coordinates.")
        )
        navigation.link(navigation.QUALITY, words.t("What is missing, by unit"))
    else:
        st.markdown(words.t("No two records of this question stand near each other. More forms may change that."))
        navigation.link(navigation.PROGRESS, words.t("Who has not sent yet"))


def show(view: View, now: Listed) -> None:
    """Offer the log; it is read when it is opened."""
    place = st.expander(
        view.words.t("Log of decisions"), icon=":material/history:", key="overlap-log", on_change="rerun"
    )
    if place.open:
        with place:
            _log(view, now)


def _log(view: View, now: Listed) -> None:
    words, plans = view.words, planning.plans(view)
    log = plans.decision_log()
    if not log:
        st.caption(words.t("Nothing has been decided yet. Choose a pair above and press one of the four verdicts."))
        return
    pairs = pd.concat([overlaps.everything_of(view.snapshot, question).pairs for question in QUESTIONS])
    holding = plans.decisions()
    lost = {_key(decision) for decision in gone(pairs, holding)}
    held = {(_key(decision), decision.at) for decision in holding}
    states = dict.fromkeys(lost, _GONE) | {key: _HOLDS for key, _ in held if key not in lost}
    named = _named(view, pairs, log[:_SHOWN])
    rows = [
        _row(view, decision, named, states[_key(decision)] if (_key(decision), decision.at) in held else _OVER)
        for decision in log[:_SHOWN]
    ]
    heads = {
        "at": words.t("At"),
        "by": words.t("Decided by"),
        "question": words.t("Question"),
        "pair": words.t("Pair"),
        "verdict": words.t("Verdict"),
        "holds": words.t("State"),
        "note": words.t("Note"),
    }
    frame = pd.DataFrame(rows, columns=list(heads))
    look = tables.Look(("at",), tables.height_for(len(frame), 420), _WIDTHS)
    tables.show(frame, words, heads, key=f"overlap-log-{now.mark}", alt=words.t("Log of decisions"), look=look)
    if lost:
        st.caption(
            words.n(
                "{count} decision is on a pair that is no longer there: a record left, was renamed, or moved.",
                "{count} decisions are on pairs that are no longer there: records left, were renamed, or moved.",
                len(lost),
            )
        )


def _row(
    view: View, decision: OverlapDecision, named: Mapping[tuple[str, str, str], str], state: str
) -> tuple[str, ...]:
    words = view.words
    return (
        words.moment(decision.at.astimezone(CLOCK)) if decision.at else "",
        decision.by or words.t(NOT_TOLD),
        words.t(QUESTION_NAMES[decision.question]),
        named.get(_key(decision), words.t(_GONE)),
        words.t(VERDICT_NAMES[decision.verdict]),
        words.t(state),
        decision.note,
    )


def _key(decision: OverlapDecision) -> tuple[str, str, str]:
    return decision.question, decision.one, decision.other


def _named(view: View, pairs: pd.DataFrame, log: list[OverlapDecision]) -> Mapping[tuple[str, str, str], str]:
    """Say the pairs of the log by the names of their records."""
    wanted = {key for decision in log for key in (decision.one, decision.other)}
    some = pairs[pairs["one"].isin(wanted) & pairs["other"].isin(wanted)]
    found = {}
    for pair in some.to_dict("records"):
        first, second = sorted((str(pair["one"]), str(pair["other"])))
        told = {str(name): value for name, value in pair.items()}
        names = [name_of(view, told, side) or "–" for side in ("one", "other")]
        found[str(pair["question"]), first, second] = " ↔ ".join(names)
    return found
