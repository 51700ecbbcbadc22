"""The tables of a plan: what is bought in which order and why, what is not and why, and what each district gets."""

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from camdash.analysis.columns import columns
from camdash.analysis.labels import Labels
from camdash.figures.stacks import Series, Stack, stacked_bars
from camdash.palette import text_on
from camdash.planning.plan import Plan
from camdash.planning.priority import gini, worst
from camdash.planning.spoken import reason
from camdash.ui import charts, labels, siting_maps, tables
from camdash.ui.view import View
from camdash.words import N_

OnRow = Callable[[int], None]
SHOWN = 200
STATES: Mapping[str, str] = {
    "met": N_("Served now"),
    "served": N_("Served by the plan"),
    "left": N_("Not served"),
}
_HEADS: Mapping[str, str] = {
    "order": N_("Order"),
    "name": N_("Place"),
    "district": N_("District"),
    "action": N_("What is done"),
    "cameras": N_("Cameras"),
    "cost": N_("Million đồng"),
    "phase": N_("Phase"),
    "why": N_("Reason"),
}
_WIDTHS = {
    "order": 66, "name": 210, "district": 104, "action": 78, "cameras": 86, "cost": 92, "phase": 90, "why": 700,
}  # fmt: skip
_MILLION = 1_000_000


def said(frame: pd.DataFrame, plan: Plan, told: Labels) -> pd.DataFrame:
    """Say purchases or rejected sites as a table shows them, `phase` and `order` only where they are bought."""
    column = columns("layout")
    phases = [phase.label for phase in plan.scenario.phases]
    actions = told.codes(column["action"])
    made = pd.DataFrame(
        {
            "name": frame["name"].astype(object),
            "district": [None if tables.missing(c) else labels.unit_name(str(c), told) for c in frame["district"]],
            "action": [actions[str(code)] for code in frame["action"]],
            "cameras": frame["cameras"].astype("Int64"),
            "cost": (frame["cost_vnd"].astype(float) / _MILLION).round(1),
            "why": [reason(str(c), str(p), told) for c, p in zip(frame["reason"], frame["params"], strict=True)],
        }
    )
    if "order" not in frame:
        return made
    bought = made.assign(
        order=frame["order"].astype("Int64"),
        phase=[phases[int(n)] if n < len(phases) else str(n + 1) for n in frame["phase"].astype(int)],
    )
    return bought[["order", "name", "district", "action", "cameras", "cost", "phase", "why"]]


def bought(view: View, plan: Plan, on_row: OnRow) -> None:
    """List what is bought, in the order of purchase."""
    _list(view, plan, "purchases", on_row, N_("Nothing is bought for this budget."))


def rejected(view: View, plan: Plan, on_row: OnRow) -> None:
    """List what is not bought, that which would add most first."""
    _list(view, plan, "rejected", on_row, N_("Everything that was asked for is bought."))


def _list(view: View, plan: Plan, name: str, on_row: OnRow, empty: str) -> None:
    words, frame = view.words, getattr(plan, name)
    if frame.empty:
        st.caption(words.t(empty))
        return
    shown = said(frame.head(SHOWN), plan, view.labels)
    heads = {column: words.t(_HEADS[column]) for column in shown.columns}
    look = tables.Look(("name",), tables.height_for(len(shown), 430), _WIDTHS)
    alt = words.t("Sites, with the reason of each")
    tables.show(shown, words, heads, key=f"plan-{name}", alt=alt, look=look, on_row=on_row)
    if len(frame) > len(shown):
        st.caption(
            words.t(
                "The first {shown} of {count}; the downloads have them all.",
                shown=words.number(len(shown)),
                count=words.number(len(frame)),
            )
        )


def by_district(view: View, plan: Plan) -> None:
    """Show what is served now, by the plan and not yet, in cameras asked for; a click narrows to the district."""
    words = view.words
    st.subheader(words.t("Cameras asked for, by district"), anchor=False)
    table = plan.served.pivot_table(
        index="district", columns="state", values="quantity", aggfunc="sum", fill_value=0, dropna=False, observed=False
    ).reindex(columns=list(STATES), fill_value=0)
    table = table.assign(_all=table.sum(axis=1)).sort_values(["_all"], ascending=False, kind="stable")
    codes = [None if tables.missing(code) else str(code) for code in table.index]
    rows = [
        Stack(labels.unit_name(code, view.labels), tuple(float(n) for n in line))
        for code, line in zip(codes, table[list(STATES)].to_numpy(), strict=True)
    ]
    looks = _looks(view)
    charts.legend(looks, [float(table[state].sum()) for state in STATES], words)
    figure = stacked_bars(rows, looks, words, keep_order=True)
    alt = words.t("Cameras asked for, by district")
    charts.show(figure, words, alt=alt, key="plan-districts", pick=("district", tuple(codes)))
    _equity(view, plan)


def _equity(view: View, plan: Plan) -> None:
    """Say how evenly the districts are served, and which is served least."""
    words = view.words
    told = plan.served[plan.served["district"].notna()]
    whole = told.groupby("district")["weight"].sum()
    got = told[told["state"] != "left"].groupby("district")["weight"].sum().reindex(whole.index).fillna(0)
    shares = (got / whole.clip(lower=1)).astype(float)
    least = worst({str(code): float(share) for code, share in shares.items()})
    if least is not None:
        st.caption(
            words.t(
                "Least served: {district}, {share}. Gini coefficient of the districts: {gini} (0: all alike).",
                district=labels.unit_name(least[0], view.labels),
                share=words.percent(least[1], 1),
                gini=words.number(gini(shares.tolist(), whole.tolist()), 2),
            )
        )


def _looks(view: View) -> list[Series]:
    colours = view.colours
    tones = (colours.presences["existing"], colours.presences["needed"], colours.states["unknown"])
    return [
        Series(view.words.t(name), tone, text_on(tone), hatched=code == "left")
        for (code, name), tone in zip(STATES.items(), tones, strict=True)
    ]


def points(plan: Plan, view: View) -> pd.DataFrame:
    """Give the purchases as sites of a map."""
    frame, told = plan.purchases, said(plan.purchases, plan, view.labels)
    words = view.words
    nameless = words.t("Place without a name")
    lines = [
        f"{order}. {name if isinstance(name, str) else nameless}\n"
        f"{action}: {words.number(n)} camera, {words.money(cost)}"
        for order, name, action, n, cost in zip(
            told["order"], told["name"], told["action"], frame["cameras"], frame["cost_vnd"], strict=True
        )
    ]
    return pd.DataFrame(
        {
            "lat": frame["lat"],
            "lon": frame["lon"],
            "sensitive": frame["sensitive"],
            "kind": frame["action"].astype(str),
            "cameras": frame["cameras"].astype(int),
            "id": frame["site"].astype(str),
            "told": lines,
        }
    )


def map_of(view: View, plan: Plan, name: str) -> None:
    """Draw where something is bought."""
    kinds = siting_maps.action_kinds(view)
    siting_maps.show(view, partial(points, plan, view), kinds, name=name, group=view.words.t("Bought or put right"))
