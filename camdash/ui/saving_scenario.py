"""Saving what the siting page shows as a scenario under a name, and filling a saved one in again."""

from collections.abc import Mapping

import streamlit as st

from camdash.planning.decided import Decided
from camdash.planning.plan import Plan
from camdash.planning.saved import save
from camdash.planning.scenario import Scenario
from camdash.store.plans import LONGEST_NAME
from camdash.ui import navigation, planning, siting, siting_choices
from camdash.ui.view import View

_NAME, _SAID, _FILL = "scenario-name", "scenario-said", "scenario-fill"


def offer(view: View, said: Decided, plan: Plan) -> None:
    """Offer to save the plan under a name, and to open a saved one."""
    words = view.words
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.popover(words.t("Save as a scenario"), icon=":material/save:", key="scenario-save"):
            st.text_input(words.t("Name of the scenario"), key=_NAME, max_chars=LONGEST_NAME)
            st.caption(words.t("A scenario keeps its question, its result and which data it rests on, for all."))
            st.button(
                words.t("Save"),
                key="scenario-save-now",
                disabled=not st.session_state.get(_NAME, "").strip(),
                on_click=_save,
                args=(view, said, plan),
            )
        found = {info.id: info for info in planning.plans(view).scenarios()}
        if found:
            with st.popover(words.t("Open a scenario"), icon=":material/folder_open:", key="scenario-open"):
                for info in found.values():
                    st.button(
                        info.name,
                        key=f"scenario-fill-{info.id}",
                        type="tertiary",
                        on_click=_fill_in,
                        args=(info.inputs, _names(plan)),
                    )
            navigation.link(navigation.SCENARIOS, words.t("Compare scenarios"))
    if told := st.session_state.pop(_SAID, None):
        st.success(told, icon=":material/check:")


def _names(plan: Plan) -> Mapping[str, str]:
    frames = (plan.purchases, plan.rejected)
    pairs = ((s, n) for frame in frames for s, n in zip(frame["site"], frame["name"], strict=True))
    return {str(site): name for site, name in pairs if isinstance(name, str)}


def _fill_in(inputs: Mapping[str, object], names: Mapping[str, str]) -> None:
    siting_choices.fill_in(Scenario.from_json(inputs), names)


def _save(view: View, said: Decided, plan: Plan) -> None:
    name = st.session_state.get(_NAME, "").strip()
    if not name:
        return
    whole = siting.with_frontier(view, said, plan)
    info = save(planning.plans(view), name, whole, view.snapshot, said)
    st.session_state[_NAME] = ""
    st.session_state[_SAID] = view.words.t("The scenario “{name}” was saved.", name=info.name)
