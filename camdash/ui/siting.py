"""The page of siting: what a budget buys and leaves, and what more money would do."""

import dataclasses

import streamlit as st

from camdash.figures.frontier import Curve, frontier
from camdash.planning import prepare
from camdash.planning.decided import Decided
from camdash.planning.plan import Plan
from camdash.planning.scenario import Phase, Scenario
from camdash.planning.solving import Frontier, completed, frontier_of
from camdash.planning.spoken import reason
from camdash.ui import charts, jobs, loaders, planning, siting_choices
from camdash.ui.view import View

FRONTIER, PLAN, READY = "frontier", "plan", "ready"
_PATIENCE_S = 60.0
_AT_ONCE_S = 0.05
"""What is ready so soon is shown without its progress."""


def asked(view: View) -> tuple[Decided, Scenario]:
    """Draw the choices, and give the scenario they make with what was decided.

    The city is made ready in the background once a revision; the page ends with its progress until then.
    """
    words, said = view.words, planning.decided_now(view)
    name = f"{READY} {loaders.key_of(view.snapshot)} {said.mark}"
    job = jobs.find(name) or jobs.start(name, lambda _: planning.question(view, said, Scenario()))
    if not job.done.wait(_AT_ONCE_S):
        jobs.wait(job, words.t("Gathering needs and cameras into sites…"), words, key=READY)
        st.stop()
    cost = int(jobs.answer_of(job).candidates["cost_vnd"].sum())
    return said, siting_choices.choose(view, planning.standards(view), cost)


def solved(view: View, said: Decided, scenario: Scenario) -> Plan:
    """Give the scenario's plan; it is solved in the background, and the page ends with its progress until then."""
    words = view.words
    name = f"{PLAN} {loaders.key_of(view.snapshot)} {said.mark} {scenario}"
    job = jobs.find(name) or jobs.start(name, lambda tell: planning.plan(view, said, scenario, tell))
    if not job.done.wait(_AT_ONCE_S):
        jobs.wait(job, words.t("Choosing sites…"), words, key=PLAN)
        st.stop()
    plan: Plan = jobs.answer_of(job)
    return plan


def key_figures(view: View, plan: Plan) -> None:
    """Show what the plan serves, buys and costs, and how near it is to the best there could be."""
    words, told = view.words, plan.totals
    charts.key_figures(
        [
            (
                words.t("Need served"),
                words.percent(told["share"], 1),
                words.t("{share} by what there is now", share=words.percent(told["share_before"], 1)),
            ),
            (
                words.t("Cameras asked for, served"),
                words.number(told["served_cameras"]),
                words.t("of {count}", count=words.number(told["asked_cameras"])),
            ),
            (
                words.t("To be bought or put right"),
                words.number(told["cameras"]),
                words.n("cameras at {count} site", "cameras at {count} sites", told["sites"]),
            ),
            (
                words.t("Cost (billion đồng)"),
                words.number(told["cost_vnd"] / siting_choices.BILLION, 1),
                words.t("{money} of the budget is left", money=words.money(told["left_vnd"])),
            ),
            (
                words.t("At most missing to the best plan"),
                words.percent(told["gap"], 2),
                words.t("no plan serves more than {share}", share=words.percent(told["bound_share"], 2)),
            ),
        ]
    )
    _said(view, plan)


def _said(view: View, plan: Plan) -> None:
    """Say what cannot be, what was cut short, how served is meant, and why money is left."""
    words, told = view.words, plan.totals
    if told["status"] == "infeasible":
        why = reason(told["why"], told["why_params"], view.labels)
        st.error(words.t("These conditions cannot all be met. {why}", why=why))
    if not plan.reproducible:
        st.warning(words.t("The work was cut short by the clock; the same question may give another plan."))
    meant = words.t(
        "A need is served where a site bought, or a camera put right, covers it within the service radius of its kind "
        "of place. Needs weigh by priority and by the cameras asked for."
    )
    left = reason(told["left_why"], told["left_params"], view.labels) if told["left_why"] else ""
    st.caption(f"{meant} {left}")


def curve(view: View, said: Decided, scenario: Scenario, plan: Plan) -> None:
    """Show what each budget would serve; the curve is worked out once, in the background, for all viewers."""
    words = view.words
    st.subheader(words.t("What each budget would serve"), anchor=False)
    job = frontier_job(view, said, scenario)
    if not job.done.is_set():
        jobs.wait(job, words.t("Working out the curve…"), words, key=FRONTIER)
        return
    found: Frontier = jobs.answer_of(job)
    at = (float(plan.totals["cost_vnd"]), float(plan.totals["share"]))
    figure = frontier([curve_of("", found, at, view.colours.accent)], words)
    charts.show(figure, words, alt=words.t("Share of the need served against the budget"), key="plan-frontier")
    st.caption(words.t("Dotted: what no plan can pass. The steeper the curve, the more a đồng still serves."))


def frontier_job(view: View, said: Decided, scenario: Scenario) -> jobs.Job:
    """Start working the curve out, or find it worked out; it is the same for every budget."""
    settled = prepare.settled(scenario, said)
    asked_for = dataclasses.replace(settled, phases=(Phase("", 0),))
    name = repr((loaders.key_of(view.snapshot), said.mark, asked_for))
    known = jobs.find(f"{FRONTIER} {name}")
    if known is not None:
        return known
    question = planning.question(view, said, scenario)
    return jobs.start(f"{FRONTIER} {name}", lambda tell: frontier_of(question, asked_for, tell))


def with_frontier(view: View, said: Decided, plan: Plan) -> Plan:
    """Complete a plan for saving; the curve is that of the background, which is waited for."""
    job = frontier_job(view, said, plan.scenario)
    known = jobs.answer_of(job) if job.done.wait(_PATIENCE_S) and job.error is None else None
    if isinstance(known, Frontier):
        plan = dataclasses.replace(plan, frontier=known.frame(float(plan.totals["weight"])))
    return completed(planning.inputs(view, said, plan.scenario), planning.question(view, said, plan.scenario), plan)


def curve_of(name: str, found: Frontier, at: tuple[float, float], colour: str) -> Curve:
    """Give a frontier as a curve to be drawn."""
    return Curve(name, found.budgets_vnd, found.shares, found.bounds, at, colour)
