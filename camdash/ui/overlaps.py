"""The page of overlaps: which question, which pairs, how many of them, and what the decisions have spared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from zlib import crc32

import pandas as pd
import streamlit as st

from camdash.analysis.filters import Filter
from camdash.analysis.snapshot import Snapshot
from camdash.planning.overlap.decided import FIXED, PTZ, Avoided, avoided, joined
from camdash.planning.overlap.finding import QUESTIONS, Found, everything
from camdash.planning.overlap.meant import meant
from camdash.planning.overlap.rules import SUSPICIONS, TITLES, WITHIN_M
from camdash.planning.overlap.sentences import QUESTION_NAMES
from camdash.store.plans import OverlapDecision, Question
from camdash.ui import charts, loaders, planning
from camdash.ui.view import View
from camdash.words import N_

State = Literal["open", "decided", "all"]
_STATES: Mapping[State, str] = {
    "open": N_("Not decided yet"),
    "decided": N_("Decided"),
    "all": N_("All pairs"),
}
_ANY = "any"
_SAID = "overlap-said"


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """What the page is of: `whole` are all pairs of the question that the filter means, `shown` those of the choices.

    Both carry their verdicts; `mark` changes with every decision.
    """

    question: Question
    found: Found
    whole: pd.DataFrame
    shown: pd.DataFrame
    mark: str
    key: str


def choose_question(view: View) -> Question:
    """Ask which of the three questions is looked at; it stands in the URL (`?question=need`)."""
    words = view.words
    chosen = _choice("question", QUESTIONS, words.t("Question"), {q: words.t(QUESTION_NAMES[q]) for q in QUESTIONS})
    return next(each for each in QUESTIONS if each == chosen)


def listed(view: View, question: Question) -> Listed:
    """Find the pairs, join the decisions, and narrow by the filter and by the reader's choices."""
    words = view.words
    mark = planning.plans(view).mark()
    with st.spinner(words.t("Comparing positions …")):
        found = everything_of(view.snapshot, question)
        whole = _joined(loaders.key_of(view.snapshot), mark, question, view)
        whole = whole[loaders.ask(view.snapshot, _meant, question, view.where)]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        names = {_ANY: words.t("All"), **{code: words.t(said) for code, said in TITLES.items()}}
        suspicion = _choice("suspicion", (_ANY, *SUSPICIONS), words.t("Suspicion"), names)
        states: dict[str, str] = {code: words.t(said) for code, said in _STATES.items()}
        state = _choice("decision", tuple(_STATES), words.t("Decision"), states)
    shown = whole if suspicion == _ANY else whole[whole["suspicion"] == suspicion]
    if state != "all":
        shown = shown[shown["verdict"].notna() == (state == "decided")]
    key = f"{question}-{suspicion}-{state}-{crc32(repr((mark, view.where)).encode())}"
    return Listed(question, found, whole, shown.reset_index(drop=True), mark, key)


def _choice(name: str, codes: Sequence[str], label: str, names: Mapping[str, str]) -> str:
    """Ask for one of `codes` and keep the answer in the URL, the first one unsaid."""
    key, asked = f"overlap-{name}", st.query_params.get(name, "")
    st.session_state.setdefault(key, asked if asked in codes else codes[0])
    chosen = st.segmented_control(
        label, codes, key=key, required=True, persist_state="session", format_func=lambda code: names[code]
    )
    code = str(chosen or codes[0])
    if code != codes[0]:
        st.query_params[name] = code
    elif name in st.query_params:
        del st.query_params[name]
    return code


def everything_of(snapshot: Snapshot, question: Question) -> Found:
    """Give all pairs of a question, found once a revision."""
    return loaders.ask(snapshot, everything, question, WITHIN_M)


def _meant(snapshot: Snapshot, question: Question, where: Filter) -> pd.Series:
    found = everything_of(snapshot, question).pairs
    return pd.Series(meant(snapshot, question, found, where), index=found.index)


@st.cache_resource(max_entries=16, show_spinner=False)
def _joined(key: loaders.Key, mark: str, question: Question, _view: View) -> pd.DataFrame:  # noqa: ARG001
    return joined(everything_of(_view.snapshot, question).pairs, planning.plans(_view).decisions())


@st.cache_resource(max_entries=8, show_spinner=False)
def _spared(key: loaders.Key, mark: str, _view: View) -> Avoided:  # noqa: ARG001 - both name what is decided
    pairs = pd.concat([everything_of(_view.snapshot, question).pairs for question in QUESTIONS], ignore_index=True)
    return avoided(pairs, planning.plans(_view).decisions(), new_costs(_view))


def new_costs(view: View) -> Mapping[str, int]:
    """Give what a new camera costs where a need states no cost (đồng), by the standards of planning."""
    standards = planning.standards(view)
    return {FIXED: round(standards.cost_new_fixed_vnd), PTZ: round(standards.cost_new_ptz_vnd)}


def key_figures(view: View, now: Listed) -> None:
    """Show how many pairs are suspected how much, how many are decided, and what that has spared."""
    words, whole = view.words, now.whole
    open_ = whole[whole["verdict"].isna()]
    figures = []
    for code in SUSPICIONS:
        count, left = int((whole["suspicion"] == code).sum()), int((open_["suspicion"] == code).sum())
        note = words.n("{count} not decided", "{count} not decided", left)
        figures.append((words.t(TITLES[code]), words.number(count), note))
    done = len(whole) - len(open_)
    pairs = words.n("of {count} pair", "of {count} pairs", len(whole))
    figures.append((words.t("Decided"), words.number(done), pairs))
    spared = _spared(loaders.key_of(view.snapshot), now.mark, view)
    doubled = words.n("{count} camera counted twice", "{count} cameras counted twice", spared.doubled)
    dropped = words.n("{count} need dropped", "{count} needs dropped", spared.needs)
    money = words.number(spared.money_vnd / 1e6, 0 if spared.money_vnd % 10**6 == 0 else 1)
    note = words.t("all questions: {needs} · {cameras}", needs=dropped, cameras=doubled)
    figures.append((words.t("Avoided so far, million đồng"), money, note))
    charts.key_figures(figures)
    st.caption("  \n".join([_account(view, now.found), *_how_sure(view, spared)]))


def _account(view: View, found: Found) -> str:
    """Say what was looked at, and what could not be."""
    words = view.words
    parts = [
        words.n("{count} record compared", "{count} records compared", found.records),
        words.t("{metres} m at most", metres=words.number(WITHIN_M)),
    ]
    if found.unplaced:
        parts.append(
            words.n(
                "{count} without coordinates, sought by ward, name and street",
                "{count} without coordinates, sought by ward, name and street",
                found.unplaced,
            )
        )
    if found.stand_ins:
        parts.append(
            words.n(
                "{count} of them shares one point with very many others",
                "{count} of them share one point with very many others",
                found.stand_ins,
            )
        )
    if found.left_out:
        parts.append(
            words.n(
                "{count} not compared, as its name is too common",
                "{count} not compared, as their names are too common",
                found.left_out,
            )
        )
    return f"{' · '.join(parts)}."


def _how_sure(view: View, spared: Avoided) -> list[str]:
    """Say of how many needs the money is estimated or not known."""
    words, said = view.words, []
    if spared.estimated_needs:
        said.append(
            words.n(
                "{count} need states no cost; new cameras of its kind are taken (prices assumed), {money} in all.",
                "{count} needs state no cost; new cameras of their kind are taken (prices assumed), {money} in all.",
                spared.estimated_needs,
                money=words.money(spared.estimated_vnd),
            )
        )
    if spared.unknown_needs:
        said.append(
            words.n(
                "{count} dropped need tells neither cost nor number and counts as nothing.",
                "{count} dropped needs tell neither cost nor number and count as nothing.",
                spared.unknown_needs,
            )
        )
    if spared.unknown_doubled:
        said.append(
            words.n(
                "The number of cameras of {count} doubled record is not told.",
                "The number of cameras of {count} doubled records is not told.",
                spared.unknown_doubled,
            )
        )
    return said


def note_said(text: str) -> None:
    """Keep what is to be said of an act in the next run."""
    st.session_state[_SAID] = text


def tell() -> None:
    """Say what the last act did."""
    said = st.session_state.pop(_SAID, "")
    if said:
        st.success(said, icon=":material/check:")


def decision_of(question: Question, one: str, other: str, verdict: str, note: str) -> OverlapDecision:
    """Give a verdict as the store takes it."""
    return OverlapDecision(question, one, other, verdict, note)  # type: ignore[arg-type]
