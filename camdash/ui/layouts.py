"""The page of the layout: the city's common, overall camera positions, as the proposal has them."""

from functools import partial

import pandas as pd
import streamlit as st

from camdash.analysis.columns import LAYOUT_ACTIONS, columns
from camdash.figures.stacks import Series, strip
from camdash.palette import text_on
from camdash.planning.layout import readable
from camdash.planning.plan import Plan
from camdash.store.plans import ScenarioInfo
from camdash.ui import (
    charts,
    layout_downloads,
    layout_sites,
    loaders,
    navigation,
    planning,
    scenarios,
    siting_maps,
    tables,
)
from camdash.ui.siting_choices import BILLION
from camdash.ui.view import View
from camdash.words import N_

_KEY, _QUERY, _PAGE = "layout-scenario", "plan", "layout-page"
_ALL = "all"
_SHOWN = (
    "order", "position_name", "action", "cameras", "phase_label", "cost_vnd", "district", "why", "units", "priority",
    "ward",
)  # fmt: skip
_WIDTHS = {
    "order": 68, "position_name": 215, "action": 92, "cameras": 92, "phase_label": 96, "cost_vnd": 122,
    "district": 108, "why": 640, "units": 200, "priority": 110, "ward": 150,
}  # fmt: skip
ROWS = 100


def choose(view: View) -> ScenarioInfo | None:
    """Give the scenario whose layout is shown: the proposal, unless the reader chooses another one."""
    words, plans = view.words, planning.plans(view)
    found = plans.scenarios()
    if not found:
        st.info(
            words.t("There is no layout yet. Choose sites for a budget, save the scenario, and make it the proposal.")
        )
        navigation.link(navigation.SITING, words.t("Choose sites"))
        return None
    proposed = plans.proposal()
    first = next((n for n, each in enumerate(found) if each.id == proposed), 0)
    if proposed is None:
        st.warning(words.t("No scenario is the proposal yet; this is the layout of a scenario."))
    chosen = scenarios.choose(view, found, N_("Layout of scenario"), _KEY, first)
    scenarios.say_changes(view, chosen)
    return chosen


def rows(view: View, plan: Plan) -> pd.DataFrame:
    """Give the layout as readers get it, with what was laid down by hand since, narrowed by the page's filter."""
    frame = told(view, plan)
    for name in ("district", "area_class", "priority"):
        if wanted := [str(value) for value in view.where.values(name) if value]:
            frame = frame[frame[name].isin(wanted)]
    if units := {str(value) for value in view.where.values("unit") if value}:
        frame = frame[[bool(units.intersection(own)) for own in frame["units"]]]
    return frame.reset_index(drop=True)


def told(view: View, plan: Plan) -> pd.DataFrame:
    """Give the whole layout as readers get it, from memory where it was given before."""
    said, digest = planning.decided_now(view), str(plan.totals) + repr(plan.scenario)
    return _told(loaders.key_of(view.snapshot)[:2], said.mark, view.words.language, digest, plan, view)


@st.cache_resource(max_entries=8, show_spinner=False)
def _told(
    key: tuple[str, str],  # noqa: ARG001 - names the campaign
    mark: str,  # noqa: ARG001
    language: str,  # noqa: ARG001
    digest: str,  # noqa: ARG001
    _plan: Plan,
    _view: View,
) -> pd.DataFrame:
    return readable(_plan, planning.decided_now(_view).overrides, _view.labels)


def key_figures(view: View, frame: pd.DataFrame, plan: Plan) -> None:
    """Show how many cameras are kept, put right, new and taken out of the count, and what it costs."""
    words = view.words
    cameras = frame.groupby("action")["cameras"].sum()
    paid = frame[frame["phase_label"].notna()]
    right = int(paid[paid["action"] != "new"]["cameras"].sum())
    waiting = int(frame[frame["phase_label"].isna() & ~frame["action"].isin(["keep", "remove"])]["cameras"].sum())
    charts.key_figures(
        [
            (
                words.t("Sites"),
                words.number(frame["site"].nunique()),
                words.n("{count} row of the layout", "{count} rows of the layout", len(frame)),
            ),
            (
                words.t("Cameras kept as they are"),
                words.number(int(cameras.get("keep", 0))),
                words.t("{count} wait for a remedy", count=words.number(waiting)),
            ),
            (words.t("Put right by the plan"), words.number(right), words.t("connected, repaired, upgraded, replaced")),
            (
                words.t("New cameras"),
                words.number(int(cameras.get("new", 0))),
                words.t("{count} doubled are taken out", count=words.number(int(cameras.get("remove", 0)))),
            ),
            (
                words.t("Cost (billion đồng)"),
                words.number(float(paid["cost_vnd"].sum()) / BILLION, 1),
                _phases(view, paid, plan),
            ),
        ]
    )


def _phases(view: View, paid: pd.DataFrame, plan: Plan) -> str:
    spent = paid.groupby("phase_label")["cost_vnd"].sum()
    told = [(p.label, float(spent.get(p.label, 0))) for p in plan.scenario.phases]
    return "; ".join(f"{label}: {view.words.money(cost)}" for label, cost in told)


def actions_strip(view: View, frame: pd.DataFrame) -> None:
    """Show the cameras of the layout by what is done."""
    kinds = siting_maps.action_kinds(view)
    sums = frame.groupby("action")["cameras"].sum()
    looks = [Series(kinds[code].label, kinds[code].colour, text_on(kinds[code].colour)) for code in LAYOUT_ACTIONS]
    counts = [float(sums.get(code, 0)) for code in LAYOUT_ACTIONS]
    charts.legend(looks, counts, view.words)
    figure = strip(list(zip(looks, counts, strict=True)), view.words) if any(counts) else None
    charts.show(figure, view.words, alt=view.words.t("Cameras by what is done"), key="layout-actions")


def map_of(view: View, frame: pd.DataFrame, info: ScenarioInfo, action: str) -> None:
    """Draw the layout's sites; a click opens a site."""
    narrowed = f"{info.id} {action} {planning.decided_now(view).mark} {view.where}"
    siting_maps.show(
        view,
        partial(_points, view, frame),
        siting_maps.action_kinds(view),
        name=f"layout {narrowed}",
        group=view.words.t("What is done"),
        on_site=layout_sites.open_site,
    )


def _points(view: View, frame: pd.DataFrame) -> pd.DataFrame:
    words = view.words
    names = view.labels.codes(columns("layout")["action"])
    nameless = words.t("Place without a name")
    told = [
        f"{name if isinstance(name, str) else nameless}\n{names[str(action)]}: {words.number(n)} camera"
        for name, action, n in zip(frame["position_name"], frame["action"], frame["cameras"], strict=True)
    ]
    return frame.assign(kind=frame["action"].astype(str), id=frame["site"].astype(str), told=told)


def narrow_action(view: View, frame: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Ask for one action, or all."""
    words = view.words
    names = {_ALL: words.t("All"), **view.labels.codes(columns("layout")["action"])}
    known = [_ALL, *(code for code in LAYOUT_ACTIONS if (frame["action"] == code).any())]
    chosen = st.segmented_control(
        words.t("What is done"),
        known,
        default=_ALL,
        key="layout-action",
        format_func=lambda code: names[code],
        required=True,
    )
    action = str(chosen or _ALL)
    return action, frame if action == _ALL else frame[frame["action"] == action].reset_index(drop=True)


def table(view: View, frame: pd.DataFrame) -> None:
    """List the layout page by page; a click on a row opens its site."""
    words = view.words
    if frame.empty:
        st.caption(words.t("No site is left by this filter."))
        return
    pages = (len(frame) + ROWS - 1) // ROWS
    page = 1
    if pages > 1:
        page = int(st.number_input(words.t("Page"), 1, pages, key=_PAGE, width=140))
    part = frame.iloc[(page - 1) * ROWS : page * ROWS].reset_index(drop=True)
    shown = tables.said(part[list(_SHOWN)], "layout", view.labels)
    heads = {name: view.labels.heading(name, "layout") for name in _SHOWN}
    look = tables.Look(("position_name",), tables.height_for(len(shown), 460), _WIDTHS)
    sites = part["site"].astype(str).tolist()
    alt = words.t("Sites of the layout")
    tables.show(
        shown, words, heads, key="layout", alt=alt, look=look, on_row=lambda row: layout_sites.open_site(sites[row])
    )
    st.caption(
        words.t(
            "Rows {first}-{last} of {count}",
            first=words.number((page - 1) * ROWS + 1),
            last=words.number((page - 1) * ROWS + len(part)),
            count=words.number(len(frame)),
        )
    )


def downloads(view: View, frame: pd.DataFrame, info: ScenarioInfo) -> None:
    """Offer the layout as shown, all its rows and columns."""
    layout_downloads.offer(view, frame, info)
