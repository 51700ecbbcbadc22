"""The sheet of one site of the layout: its rows, the records it is made of, and what a person lays down for it."""

from functools import partial

import pandas as pd
import streamlit as st

from camdash.planning.layout import readable
from camdash.planning.plan import Plan
from camdash.planning.scenario import Scenario
from camdash.problems.spoken import FORM_NAMES
from camdash.store.plans import Override
from camdash.ui import labels, planning, sheets, tables
from camdash.ui.sheets import NAMELESS
from camdash.ui.view import View
from camdash.words import N_

_OPEN = "site"
_DECISION, _PHASE, _NOTE = "site-decision", "site-phase", "site-note"
DECISIONS = {
    "": N_("As the plan has it"),
    "buy": N_("Must be bought"),
    "skip": N_("Must not be bought"),
}
ROLES = {
    "existing": N_("Existing"),
    "doubled": N_("Reported twice, not counted"),
    "need": N_("Need"),
    "merged": N_("Need shared with another one"),
    "met_by_existing": N_("Need met by an existing camera"),
    "excluded": N_("Not counted until corrected"),
}
_WIDTHS = {"role": 190, "unit": 140, "name": 230, "cameras": 80}


def open_site(site: str) -> None:
    """Open a site's sheet in the next run."""
    st.session_state[_OPEN] = site


def show_open(view: View, plan: Plan) -> None:
    """Show the sheet that was asked for."""
    site = st.session_state.get(_OPEN) or st.query_params.get(_OPEN)
    if not site:
        return
    rows = readable(plan, planning.decided_now(view).overrides, view.labels)
    rows = rows[rows["site"] == site]
    if rows.empty:
        _close()
        return
    name = next((str(n) for n in rows["position_name"] if isinstance(n, str)), view.words.t(NAMELESS))
    st.dialog(name, width="large", on_dismiss=_close)(_sheet)(view, plan, site, rows)


def _close() -> None:
    st.session_state.pop(_OPEN, None)
    if _OPEN in st.query_params:
        del st.query_params[_OPEN]


def _sheet(view: View, plan: Plan, site: str, rows: pd.DataFrame) -> None:
    words = view.words
    for row in rows.to_dict("records"):
        action = labels.value("layout", "action", row["action"], view.labels)
        phase = f" · {row['phase_label']}" if isinstance(row["phase_label"], str) else ""
        cost = f" · {words.money(row['cost_vnd'])}" if not tables.missing(row["cost_vnd"]) else ""
        st.markdown(f"**{action}: {words.number(row['cameras'])} camera**{phase}{cost}  \n{row['why']}")
    _members(view, plan, site)
    _lay_down(view, plan, site)


def _members(view: View, plan: Plan, site: str) -> None:
    """List the records that the site is made of; a click on one leads to its file, sheet and cell."""
    words = view.words
    st.markdown(f"**{words.t('What the site is made of')}**")
    scenario = Scenario(where=plan.scenario.where, standards=plan.scenario.standards)
    made = planning.inputs(view, planning.decided_now(view), scenario)
    members = made.members[made.members["site"] == site]
    if members.empty:
        st.caption(words.t("The data have changed: this site is made of other records now."))
        return
    told = pd.concat([made.existing, made.needs])[["key", "unit", "position_name", "address"]]
    frame = members.merge(told, on="key", how="left", sort=False)
    shown = pd.DataFrame(
        {
            "form": [words.t(FORM_NAMES[str(form)]) for form in frame["form"]],
            "role": [words.t(ROLES[str(role)]) for role in frame["role"]],
            "unit": [labels.unit_name(str(unit), view.labels) for unit in frame["unit"]],
            "name": frame["position_name"].where(frame["position_name"].notna(), frame["address"]),
            "cameras": frame["counted"].astype("Int64"),
        }
    )
    heads = {
        "form": words.t("Form"),
        "role": words.t("Part in the site"),
        "unit": words.t("Unit"),
        "name": words.t("Place"),
        "cameras": words.t("Cameras counted"),
    }
    ids = [f"{v}.{r}" for v, r in zip(frame["version_id"], frame["record"], strict=True)]
    look = tables.Look(height=tables.height_for(len(shown), 260), widths=_WIDTHS)
    picked = tables.show(
        shown, words, heads, key="site-members", alt=words.t("Records of the site"), look=look, select=True
    )
    if picked is not None:
        st.button(
            words.t("Open the record: file, sheet and cell"),
            key="site-record",
            on_click=_to_record,
            args=(ids[picked],),
        )


def _to_record(record_id: str) -> None:
    _close()
    sheets.open_record(record_id)


def _lay_down(view: View, plan: Plan, site: str) -> None:
    """Let a person lay down what holds for the site, whatever a plan says, until it is taken back."""
    words = view.words
    known = next((each for each in planning.decided_now(view).overrides if each.site == site), None)
    held = known.values if known else {}
    phases = [phase.label for phase in plan.scenario.phases]
    with st.form("site-override", border=True):
        st.markdown(f"**{words.t('Laid down by hand')}**")
        left, right = st.columns(2)
        left.selectbox(
            words.t("In the next plan"),
            tuple(DECISIONS),
            index=list(DECISIONS).index(str(held.get("decision", ""))),
            format_func=lambda code: words.t(DECISIONS[code]),
            key=_DECISION,
        )
        right.selectbox(
            words.t("Phase"),
            (None, *range(len(phases))),
            index=0 if held.get("phase") is None else int(held["phase"]) + 1,
            format_func=lambda n: words.t("As the plan has it") if n is None else phases[n],
            key=_PHASE,
        )
        st.text_input(words.t("Reason"), known.note if known else "", key=_NOTE, max_chars=500)
        st.form_submit_button(words.t("Save"), on_click=partial(_save, view, site), icon=":material/save:")
    if known:
        st.caption(_by(view, known))
        st.button(words.t("Take it back"), key="site-free", on_click=planning.plans(view).override, args=(site, {}))


def _by(view: View, known: Override) -> str:
    return view.words.t(
        "Laid down at {moment} by {who}.",
        moment=view.words.moment(known.at),
        who=known.by or view.words.t("a coordinator"),
    )


def _save(view: View, site: str) -> None:
    held = st.session_state
    values = {}
    if held[_DECISION]:
        values["decision"] = held[_DECISION]
    if held[_PHASE] is not None:
        values["phase"] = held[_PHASE]
    if values or held[_NOTE]:
        planning.plans(view).override(site, values or {"decision": ""}, held[_NOTE])
