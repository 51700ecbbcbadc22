"""The page of scenarios: those saved, whether they still hold, and two of them side by side."""

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from camdash.analysis.columns import columns
from camdash.analysis.snapshot import CLOCK
from camdash.figures.frontier import Curve, frontier
from camdash.figures.stacks import Series
from camdash.maps.sites import Kind
from camdash.planning.outdated import Changed, changed
from camdash.planning.plan import Plan
from camdash.planning.saved import load
from camdash.planning.scenario import Scenario
from camdash.planning.solving import Frontier
from camdash.store.plans import ScenarioInfo
from camdash.ui import charts, labels, loaders, planning, siting, siting_maps, tables
from camdash.ui.siting_choices import BILLION
from camdash.ui.view import View
from camdash.words import N_

_WIDTHS = {"name": 205, "state": 215, "budget": 105, "share": 130, "sites": 70, "cost": 110, "at": 140}
_DISTRICT_WIDTHS = {"district": 120, "share_a": 95, "share_b": 95, "cost_a": 110, "cost_b": 110}


def listed(view: View) -> list[ScenarioInfo]:
    """List the saved scenarios with what they serve and cost, and whether they still rest on what holds."""
    words, plans = view.words, planning.plans(view)
    found, proposed = plans.scenarios(), plans.proposal()
    if not found:
        st.info(words.t("No scenario has been saved yet. Choose sites for a budget, and save the result under a name."))
        return []
    rows = [_row(view, each, proposed=each.id == proposed) for each in found]
    heads = {
        "name": words.t("Scenario"),
        "state": words.t("State"),
        "budget": words.t("Budget"),
        "share": words.t("Need served"),
        "sites": words.t("Sites"),
        "cost": words.t("Cost of the plan"),
        "at": words.t("Solved at"),
    }
    frame = pd.DataFrame(rows, columns=list(heads))
    look = tables.Look(("name",), tables.height_for(len(frame), 320), _WIDTHS)
    tables.show(frame, words, heads, key="scenarios", alt=words.t("Saved scenarios"), look=look)
    return found


def _row(view: View, info: ScenarioInfo, *, proposed: bool) -> tuple[str, ...]:
    words, told = view.words, info.summary
    state = words.t("Rests on the present data")
    if outdated(view, info).outdated:
        state = words.t("Data have changed since")
    if proposed:
        state = words.t("Proposal · {state}", state=state)
    return (
        info.name,
        state,
        words.money(Scenario.from_json(info.inputs).budget_vnd),
        words.percent(told["share"], 1),
        words.number(told["sites"]),
        words.money(told["cost_vnd"]),
        words.moment(info.at.astimezone(CLOCK)),
    )


def outdated(view: View, info: ScenarioInfo) -> Changed:
    """Tell what has changed since a scenario was solved."""
    versions = loaders.versions(view.store, view.snapshot)
    return changed(info, versions, planning.decided_now(view).mark, view.snapshot.thresholds)


def say_changes(view: View, info: ScenarioInfo) -> None:
    """Say by what a scenario is outdated, and what to do."""
    words, found = view.words, outdated(view, info)
    if not found.outdated:
        return
    lines = []
    for versions, msgid in ((found.came, N_("came: {files}")), (found.went, N_("no longer counts: {files}"))):
        if versions:
            said = [f"{labels.unit_name(v.unit, view.labels)} – {v.file.rpartition('/')[2]}" for v in versions]
            lines.append(words.t(msgid, files="; ".join(said[:5]) + (" …" if len(said) > 5 else "")))  # noqa: PLR2004
    if found.decided:
        lines.append(words.t("verdicts on overlaps, standards or sites laid down by hand have changed"))
    if found.thresholds:
        lines.append(words.t("thresholds or unit costs have changed"))
    st.warning(
        words.t(
            "“{name}” was solved over other data ({changes}). Solve it again before it is decided upon.",
            name=info.name,
            changes="; ".join(lines),
        )
    )


def plan_of(view: View, info: ScenarioInfo) -> Plan:
    """Read the plan kept with a scenario."""
    return _plan(loaders.key_of(view.snapshot)[0], info.id, view, info)


@st.cache_resource(max_entries=16, show_spinner=False)
def _plan(database: str, scenario: int, _view: View, _info: ScenarioInfo) -> Plan:  # noqa: ARG001 - the cache's key
    return load(planning.plans(_view), _info)


def choose(view: View, found: Sequence[ScenarioInfo], label: str, key: str, first: int) -> ScenarioInfo:
    """Ask for one of the scenarios."""
    names = {info.id: info.name for info in found}
    if st.session_state.get(key) not in names:
        st.session_state[key] = list(names)[min(first, len(names) - 1)]
    chosen = st.selectbox(view.words.t(label), tuple(names), format_func=lambda one: names[one], key=key)
    return next(info for info in found if info.id == chosen)


def acts(view: View, info: ScenarioInfo) -> None:
    """Offer to make a scenario the proposal, to open it among the choices of siting, and to delete it."""
    words, plans = view.words, planning.plans(view)
    with st.container(horizontal=True):
        st.button(
            words.t("Make it the proposal"),
            key=f"propose-{info.id}",
            icon=":material/verified:",
            disabled=plans.proposal() == info.id,
            on_click=plans.propose,
            args=(info.id,),
        )
        with st.popover(words.t("Delete"), icon=":material/delete:"):
            st.markdown(words.t("“{name}” will no longer be listed; it stays on record.", name=info.name))
            st.button(
                words.t("Delete the scenario"), key=f"drop-{info.id}", on_click=plans.delete_scenario, args=(info.id,)
            )


def side_by_side(view: View, one: ScenarioInfo, other: ScenarioInfo) -> None:
    """Show the figures of two scenarios in two columns, and what can be done with each."""
    shown = {info.id: info for info in (one, other)}.values()
    for column, info in zip(st.columns(2, gap="large"), shown, strict=False):
        with column:
            st.subheader(info.name, anchor=False)
            say_changes(view, info)
            _figures(view, info)
            acts(view, info)


def _figures(view: View, info: ScenarioInfo) -> None:
    words, told = view.words, info.summary
    figures = (
        (
            words.t("Need served"),
            words.percent(told["share"], 1),
            words.t("{share} by what there is now", share=words.percent(told["share_before"], 1)),
        ),
        (
            words.t("Cameras"),
            words.number(told["cameras"]),
            words.n("at {count} site", "at {count} sites", told["sites"]),
        ),
        (
            words.t("Cost (billion đồng)"),
            words.number(told["cost_vnd"] / BILLION, 1),
            words.t("{money} left", money=words.money(told["left_vnd"])),
        ),
    )
    for column, (label, value, note) in zip(st.columns(3), figures, strict=True):
        with column:
            st.metric(label, value)
            st.caption(note)


def curves(view: View, one: ScenarioInfo, other: ScenarioInfo) -> None:
    """Draw both frontiers, each scenario at its dot."""
    words, tones = view.words, (view.colours.accent, view.colours.presences["needed"])
    st.subheader(words.t("What each budget would serve"), anchor=False)
    drawn = []
    for info, tone in zip(dict.fromkeys((one.id, other.id)), tones, strict=False):
        plan = plan_of(view, one if info == one.id else other)
        name = (one if info == one.id else other).name
        at = (float(plan.totals["cost_vnd"]), float(plan.totals["share"]))
        drawn.append(siting.curve_of(name, Frontier.of(plan), at, tone))
    charts.legend_names([Series(_at(view, curve), curve.colour) for curve in drawn])
    alt = words.t("Share of the need served against the budget")
    charts.show(frontier(drawn, words), words, alt=alt, key="scenario-frontier")


def _at(view: View, curve: Curve) -> str:
    words, (budget, share) = view.words, curve.at
    said = words.t("{share} for {money}", share=words.percent(share, 1), money=words.money(budget))
    return f"{curve.name}: {said}"


def differences(view: View, one: ScenarioInfo, other: ScenarioInfo) -> pd.DataFrame:
    """Give every site that one of two scenarios buys: kind is both, one or other."""
    first, second = plan_of(view, one).purchases, plan_of(view, other).purchases
    keys = ["site", "action"]
    both = first.merge(second, on=keys, how="outer", suffixes=("", "_b"), indicator=True, sort=True)
    kind = both["_merge"].map({"both": "both", "left_only": "one", "right_only": "other"}).astype(str)
    told = {name: both[name].where(both[name].notna(), both[f"{name}_b"]) for name in _SHARED}
    return pd.DataFrame({**{key: both[key] for key in keys}, "kind": kind, **told})


_SHARED = ("name", "district", "lat", "lon", "sensitive", "cameras", "cost_vnd")


def map_of(view: View, one: ScenarioInfo, other: ScenarioInfo) -> None:
    """Draw what both scenarios buy, and what only one does."""
    words, colours = view.words, view.colours
    kinds: Mapping[str, Kind] = {
        "both": Kind(words.t("In both"), colours.states["unknown"], "disc"),
        "one": Kind(words.t("Only in “{name}”", name=one.name), colours.accent, "square"),
        "other": Kind(words.t("Only in “{name}”", name=other.name), colours.presences["needed"], "triangle"),
    }
    st.subheader(words.t("Where they differ"), anchor=False)
    make = partial(_points, view, one, other)
    siting_maps.show(view, make, kinds, name=f"compare {one.id} {other.id}", group=words.t("Sites bought"))


def _points(view: View, one: ScenarioInfo, other: ScenarioInfo) -> pd.DataFrame:
    words, frame = view.words, differences(view, one, other)
    actions = view.labels.codes(columns("layout")["action"])
    nameless = words.t("Place without a name")
    lines = [
        f"{name if isinstance(name, str) else nameless}\n{actions[str(action)]}: {words.money(cost)}"
        for name, action, cost in zip(frame["name"], frame["action"], frame["cost_vnd"], strict=True)
    ]
    return frame.assign(id=frame["site"].astype(str), told=lines, cameras=frame["cameras"].astype(int))
