"""What stands below the figures of the siting page: what is bought, what is not, and how firm the choice is."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from camdash.planning.decided import Decided
from camdash.planning.plan import Plan
from camdash.planning.scenario import DRAWS, Scenario
from camdash.planning.solving import Firmness, firmness
from camdash.planning.spoken import reason
from camdash.ui import jobs, loaders, planning, siting_choices, siting_tables, tables, weights
from camdash.ui.view import View
from camdash.words import N_

_VIEWS = {
    "bought": N_("What is bought, and why"),
    "rejected": N_("What is not, and why"),
    "weights": N_("What sites are weighed by"),
    "firm": N_("How firm the choice is"),
}
_PICKED = "siting-picked"
_FIRM = 0.9
_WIDTHS = {"name": 260, "district": 120, "share": 150, "bought": 110}


def tabs(view: View, said: Decided, scenario: Scenario, plan: Plan) -> None:
    """Let the reader choose one of the views; only that one is drawn."""
    words = view.words
    chosen = st.segmented_control(
        words.t("View"),
        tuple(_VIEWS),
        default="bought",
        required=True,
        key="siting-view",
        format_func=lambda code: words.t(_VIEWS[code]),
        label_visibility="collapsed",
    )
    if chosen == "rejected":
        siting_tables.rejected(view, plan, partial(_pick, plan, "rejected"))
    elif chosen == "weights":
        weights.show(view, said, scenario, plan)
    elif chosen == "firm":
        _firm(view, said, scenario, plan)
    else:
        siting_tables.bought(view, plan, partial(_pick, plan, "purchases"))
    _picked(view)


def _pick(plan: Plan, name: str, row: int) -> None:
    site = getattr(plan, name).iloc[row]
    called = site["name"] if isinstance(site["name"], str) else ""
    st.session_state[_PICKED] = (str(site["site"]), called, str(site["reason"]), str(site["params"]))


def _picked(view: View) -> None:
    """Offer what can be laid down for the site whose row was clicked."""
    words, picked = view.words, st.session_state.get(_PICKED)
    if picked is None:
        return
    site, name, code, params = picked
    with st.container(horizontal=True, vertical_alignment="center", border=True, key="siting-picked-site"):
        st.markdown(
            f"**{name or words.t('Place without a name')}**  \n{reason(code, params, view.labels)}", width="stretch"
        )
        for kind, label in (("mandatory", N_("Must be bought")), ("excluded", N_("Must not be bought"))):
            st.button(words.t(label), key=f"siting-{kind}", on_click=siting_choices.mark, args=(kind, site, name))
        st.button(words.t("Free"), key="siting-free", on_click=siting_choices.free, args=(site,))


def _firm(view: View, said: Decided, scenario: Scenario, plan: Plan) -> None:
    """Show how often each site is chosen when the weights of the criteria are drawn anew."""
    words = view.words
    st.markdown(
        words.t(
            "The weights of the criteria are a judgement. Drawn {count} times around those that hold, they leave a "
            "firm core of sites that are chosen nearly always, and others on the border.",
            count=words.number(DRAWS),
        )
    )
    name = f"firm {loaders.key_of(view.snapshot)} {said.mark} {scenario}"
    job = jobs.find(name)
    if job is None:
        question, made = planning.question(view, said, scenario), planning.inputs(view, said, scenario)
        work = partial(firmness, made, question, scenario)
        st.button(words.t("Draw the weights"), key="siting-draw", type="primary", on_click=_start, args=(name, work))
        return
    if not job.done.is_set():
        jobs.wait(job, words.t("Drawing weights…"), words, key="firm")
        return
    _firm_table(view, jobs.answer_of(job), plan)


def _start(name: str, work: Callable[[jobs.Tell], Firmness]) -> None:
    jobs.start(name, work)


def _firm_table(view: View, found: Firmness, plan: Plan) -> None:
    words = view.words
    bought = set(zip(plan.purchases["site"].astype(str), plan.purchases["action"].astype(str), strict=True))
    frame = found.frame
    inside = [pair in bought for pair in zip(frame["site"].astype(str), frame["action"].astype(str), strict=True)]
    core = int((frame["share"] >= _FIRM).sum())
    border = int(((frame["share"] > 1 - _FIRM) & (frame["share"] < _FIRM)).sum())
    st.markdown(
        words.t(
            "**{core}** sites are chosen in at least {share} of {draws} drawings; **{border}** are on the border.",
            core=words.number(core),
            share=words.percent(_FIRM),
            draws=words.number(found.draws),
            border=words.number(border),
        )
    )
    shown = siting_tables.said(frame, plan, view.labels)[["name", "district", "action", "cost"]].assign(
        share=[words.percent(n) for n in frame["share"]],
        bought=[words.t("Yes") if yes else words.t("No") for yes in inside],
    )
    heads = {
        "name": words.t("Place"),
        "district": words.t("District"),
        "action": words.t("What is done"),
        "cost": words.t("Cost (million đồng)"),
        "share": words.t("Chosen in"),
        "bought": words.t("In this plan"),
    }
    shown = shown.head(siting_tables.SHOWN)
    look = tables.Look(("name",), tables.height_for(len(shown), 430), _WIDTHS)
    tables.show(shown, words, heads, key="plan-firm", alt=words.t("How firm the choice is"), look=look)
