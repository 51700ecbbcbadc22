"""What a planner asks: the budget, its share by phase, what may be done, floors, sites that must or must not be.

The choices stay for the session; a saved scenario fills them in again.
"""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from camdash.planning.scenario import ACTIONS, EVERY_DISTRICT, DistrictFloor, Phase, Scenario
from camdash.planning.standards import Standards
from camdash.ui import siting_points
from camdash.ui.view import View
from camdash.words import N_

BILLION = 1_000_000_000
MILLION = 1_000_000
PHASES = ("2024-2025", "2025-2030")
PRESETS: Mapping[str, tuple[str, ...]] = MappingProxyType({"all": ACTIONS, "remedy": ACTIONS[:-1], "new": ("new",)})
PRESET_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "all": N_("New and put right"),
        "remedy": N_("Put right only"),
        "new": N_("New only"),
    }
)
_KEYS = ("preset", "budget", "first", "stated", "share", "sites", "fixed", "ptz")
_DEFAULTS: Mapping[str, object] = MappingProxyType(
    {"preset": "all", "first": 50, "stated": False, "share": 0, "sites": 0}
)
_START = 120 * BILLION
_STEPS = 60
_LISTS = ("mandatory", "excluded")


def _key(name: str) -> str:
    return f"plan-{name}"


def choose(view: View, standards: Standards, whole_vnd: int) -> Scenario:
    """Draw the choices and give the scenario they make; `whole_vnd` buys everything."""
    words = view.words
    for name, value in _DEFAULTS.items():
        st.session_state.setdefault(_key(name), value)
    options = budgets(whole_vnd)
    known = st.session_state.get(_key("budget"), _START)
    st.session_state[_key("budget")] = min(options, key=lambda one: abs(one - known))
    with st.container(key="plan-choices"):
        what, money, share = st.columns((5, 4, 3), gap="medium", vertical_alignment="bottom")
        what.segmented_control(
            words.t("What may be done"),
            tuple(PRESETS),
            key=_key("preset"),
            required=True,
            format_func=lambda preset: words.t(PRESET_NAMES[preset]),
        )
        money.select_slider(words.t("Budget"), options, key=_key("budget"), format_func=words.money)
        share.select_slider(
            words.t("Of it in {phase}", phase=PHASES[0]),
            tuple(range(0, 101, 5)),
            key=_key("first"),
            format_func=lambda n: words.percent(n / 100),
        )
        more = st.popover(words.t("More conditions"), icon=":material/tune:", key="plan-more", on_change="rerun")
    if more.open:
        with more:
            _more(view, standards)
    return now(view, standards)


def budgets(whole_vnd: int) -> list[int]:
    """Give the budgets offered: round numbers from 0 to what buys everything.

    >>> [n // 1_000_000_000 for n in budgets(9_100_000_000)][:4]
    [0, 1, 2, 3]
    """
    step = BILLION
    for step in (n * BILLION for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)):
        if whole_vnd / step <= _STEPS:
            break
    return list(range(0, whole_vnd + step, step))


def _more(view: View, standards: Standards) -> None:
    words = view.words
    st.toggle(words.t("Take the cost that a unit states for its need, where it states one"), key=_key("stated"))
    left, right = st.columns(2, gap="medium")
    left.select_slider(
        words.t("Share of needs served in every district at least"),
        tuple(range(0, 51, 5)),
        key=_key("share"),
        format_func=lambda n: words.percent(n / 100),
    )
    right.number_input(words.t("Sites in every district at least"), 0, 100, key=_key("sites"), step=1)
    for column, name, label, default in (
        (left, "fixed", N_("A new fixed camera (million đồng)"), standards.cost_new_fixed_vnd),
        (right, "ptz", N_("A new PTZ camera (million đồng)"), standards.cost_new_ptz_vnd),
    ):
        st.session_state.setdefault(_key(name), round(default / MILLION))
        column.number_input(words.t(label), 0, 10_000, key=_key(name), step=1)
    st.caption(words.t("Unit costs are assumptions until the office puts in its own; they hold for this scenario."))
    _listed(view)
    siting_points.choose(view)


def _listed(view: View) -> None:
    """List the sites that must or must not be bought, each with a way to free it."""
    words = view.words
    titles = {"mandatory": words.t("Must be bought"), "excluded": words.t("Must not be bought")}
    for name in _LISTS:
        chosen: Mapping[str, str] = st.session_state.get(_key(name), {})
        if not chosen:
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{titles[name]}**")
            for site, called in chosen.items():
                st.button(f"{called} ✕", key=f"plan-free-{site}", type="tertiary", on_click=free, args=(site,))


def mark(name: str, site: str, called: str) -> None:
    """Put a site on the list `mandatory` or `excluded`, and off the other."""
    free(site)
    st.session_state[_key(name)] = {**st.session_state.get(_key(name), {}), site: called}


def free(site: str) -> None:
    """Take a site off both lists."""
    for name in _LISTS:
        kept = {key: called for key, called in st.session_state.get(_key(name), {}).items() if key != site}
        st.session_state[_key(name)] = kept


def now(view: View, standards: Standards) -> Scenario:
    """Give the scenario of the choices as they stand."""
    held = st.session_state
    share, sites = held[_key("share")] / 100, int(held[_key("sites")] or 0)
    costs = {
        f"cost_new_{name}_vnd": float(held[_key(name)]) * MILLION
        for name in ("fixed", "ptz")
        if held.get(_key(name)) is not None and round(standards[f"cost_new_{name}_vnd"] / MILLION) != held[_key(name)]
    }
    total, first = int(held[_key("budget")]), held[_key("first")]
    early = total * first // 100
    return Scenario(
        phases=(Phase(PHASES[0], early), Phase(PHASES[1], total - early)),
        actions=PRESETS[held[_key("preset")]],
        stated_costs=bool(held[_key("stated")]),
        where=view.where.only("form2").to_query(),
        standards=tuple(sorted(costs.items())),
        mandatory=tuple(sorted(held.get(_key("mandatory"), {}))),
        excluded=tuple(sorted(held.get(_key("excluded"), {}))),
        floors=(DistrictFloor(EVERY_DISTRICT, sites, share),) if share or sites else (),
        points=siting_points.chosen(),
    )


def fill_in(scenario: Scenario, names: Mapping[str, str]) -> None:
    """Put a saved scenario's choices in; `names` say what its sites are called."""
    held = st.session_state
    presets = {actions: name for name, actions in PRESETS.items()}
    total = scenario.budget_vnd
    first = scenario.phases[0].budget_vnd if len(scenario.phases) > 1 else total
    floor = scenario.floors[0] if scenario.floors else DistrictFloor(EVERY_DISTRICT)
    told = {
        "preset": presets.get(scenario.actions, "all"),
        "budget": total,
        "first": round(first / total * 20) * 5 if total else 50,
        "stated": scenario.stated_costs,
        "share": round(floor.min_share * 20) * 5,
        "sites": floor.min_sites,
    }
    for name, value in told.items():
        held[_key(name)] = value
    for name in ("fixed", "ptz"):
        held.pop(_key(name), None)
        cost = dict(scenario.standards).get(f"cost_new_{name}_vnd")
        if cost is not None:
            held[_key(name)] = round(cost / MILLION)
    for name in _LISTS:
        held[_key(name)] = {site: names.get(site, site) for site in getattr(scenario, name)}
    siting_points.put(scenario.points)
