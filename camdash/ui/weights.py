"""The weights of the criteria by which sites come first: as they hold, changed by hand, or by comparing two by two."""

from itertools import combinations

import numpy as np
import pandas as pd
import streamlit as st

from camdash.planning.decided import Decided
from camdash.planning.inputs import Inputs
from camdash.planning.plan import Plan
from camdash.planning.priority import CONSISTENT_BELOW, Judged, ahp, compared, criteria, weighted
from camdash.planning.scenario import Scenario
from camdash.planning.standards import CRITERIA, Standards
from camdash.ui import planning, standards_form, tables
from camdash.ui.view import View
from camdash.words import N_

NAMES = {
    "area_class": N_("Kind of place"),
    "priority": N_("The unit's own priority"),
    "purpose": N_("Purpose"),
    "gap": N_("Distance to the nearest camera"),
    "ai": N_("AI asked for"),
    "units": N_("Several units"),
}
_TIMES = (9, 7, 5, 3, 1, -3, -5, -7, -9)
"""Saaty's scale: how many times more the first weighs than the second; below zero the second more than the first."""

_MOST = 12
_WIDTHS = {"name": 280, "old": 110, "new": 110}


def show(view: View, said: Decided, scenario: Scenario, plan: Plan) -> None:
    """Show what sites are weighed by, with the two ways to change it."""
    words = view.words
    held = planning.standards(view).weights
    told = ", ".join(f"{words.t(NAMES[name])} {words.percent(held[name])}" for name in CRITERIA)
    st.markdown(words.t("Sites come first by: {weights}.", weights=told))
    _compare(view)
    made = planning.inputs(view, said, scenario)
    title = words.t("Weights of the criteria, with their sources")
    standards_form.show(view, ("priority",), lambda wanted: _moves(view, made, wanted, plan), title)


def _moves(view: View, made: Inputs, wanted: Standards, plan: Plan) -> None:
    """Show which of the first sites would come later, and which would come up."""
    words = view.words
    old = made.scores
    new = weighted(criteria(made.sites, wanted), wanted.weights)
    first = np.argsort(-new, kind="stable")[:_MOST]
    ranks = [np.argsort(np.argsort(-scores, kind="stable"), kind="stable") + 1 for scores in (old, new)]
    frame = pd.DataFrame(
        {"name": made.sites["name"].iloc[first].to_numpy(), "old": ranks[0][first], "new": ranks[1][first]}
    )
    heads = {"name": words.t("Place"), "old": words.t("Rank now"), "new": words.t("Rank then")}
    st.caption(words.t("{count} sites are bought now.", count=words.number(plan.totals["sites"])))
    look = tables.Look(height=tables.height_for(len(frame)), widths=_WIDTHS)
    tables.show(frame, words, heads, key="weight-moves", alt=words.t("What would change"), look=look)


def _compare(view: View) -> None:
    """Let the criteria be compared two by two (AHP), and say whether the judgements agree with one another."""
    words = view.words
    place = st.popover(words.t("Compare the criteria two by two"), icon=":material/balance:", on_change="rerun")
    if not place.open:
        return
    with place:
        more = {pair: float(_asked(view, *pair)) for pair in combinations(range(len(CRITERIA)), 2)}
        judged = ahp(compared({pair: t if t > 0 else -1 / t for pair, t in more.items()}, len(CRITERIA)))
        _said(view, judged)


def _asked(view: View, one: int, other: int) -> int:
    words = view.words
    names = [words.t(NAMES[CRITERIA[place]]) for place in (one, other)]

    def said(times: int) -> str:
        if times == 1:
            return words.t("equal")
        return words.t("{name} {times} times", name=names[0] if times > 0 else names[1], times=abs(times))

    chosen = st.select_slider(f"{names[0]} – {names[1]}", _TIMES, value=1, format_func=said, key=f"ahp-{one}-{other}")
    return int(chosen)


def _said(view: View, judged: Judged) -> None:
    words = view.words
    told = ", ".join(
        f"{words.t(NAMES[name])} {words.percent(weight)}" for name, weight in zip(CRITERIA, judged.weights, strict=True)
    )
    ratio = words.number(judged.consistency_ratio, 2)
    limit = words.number(CONSISTENT_BELOW, 1)
    st.markdown(f"**{told}**")
    if judged.consistent:
        st.caption(
            words.t("Consistency ratio {ratio}: the judgements agree (below {limit}).", ratio=ratio, limit=limit)
        )
    else:
        st.warning(
            words.t(
                "Consistency ratio {ratio}: the judgements contradict one another (from {limit} on). Compare again.",
                ratio=ratio,
                limit=limit,
            )
        )
    st.button(
        words.t("Take these weights"),
        key="ahp-take",
        disabled=not judged.consistent,
        on_click=_take,
        args=(view, judged),
    )


def _take(view: View, judged: Judged) -> None:
    """Let the weights hold for the campaign, beside what else was changed."""
    plans = planning.plans(view)
    weights = {f"weight.{name}": round(100 * weight, 1) for name, weight in zip(CRITERIA, judged.weights, strict=True)}
    plans.set_standards({**plans.standards(), **weights})
