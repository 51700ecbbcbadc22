"""Two scenarios in tables: what each serves and costs by district or unit, and the sites that only one buys."""

import pandas as pd
import streamlit as st

from camdash.analysis.columns import columns
from camdash.planning.plan import Plan
from camdash.store.plans import ScenarioInfo
from camdash.ui import labels, scenarios, tables
from camdash.ui.view import View
from camdash.words import N_

_BY = {"district": N_("By district"), "unit": N_("By unit")}
_WIDTHS = {"name": 130, "share_a": 95, "share_b": 95, "cameras_a": 105, "cameras_b": 105}
_ONLY_WIDTHS = {"name": 280, "district": 120, "action": 110, "cameras": 92, "cost": 110, "in": 220}
_SHOWN = 100
_MILLION = 1_000_000


def table(view: View, one: ScenarioInfo, other: ScenarioInfo) -> None:
    """List, by district or unit, what each of two scenarios serves, the greatest difference first."""
    words = view.words
    by = st.segmented_control(
        words.t("What each serves"),
        tuple(_BY),
        default="district",
        required=True,
        key="scenario-by",
        format_func=lambda code: words.t(_BY[code]),
    )
    by = str(by or "district")
    parts = [
        _served(scenarios.plan_of(view, info), by).add_suffix(f"_{mark}") for info, mark in ((one, "a"), (other, "b"))
    ]
    frame = parts[0].join(parts[1], how="outer").fillna(0)
    order = (frame["share_a"] - frame["share_b"]).abs().sort_values(ascending=False, kind="stable").index
    frame = frame.loc[order]
    shown = pd.DataFrame(
        {
            "name": [labels.unit_name(None if code == "" else str(code), view.labels) for code in frame.index],
            "share_a": [words.percent(n, 1) for n in frame["share_a"]],
            "share_b": [words.percent(n, 1) for n in frame["share_b"]],
            "cameras_a": frame["cameras_a"].astype("int64").to_numpy(),
            "cameras_b": frame["cameras_b"].astype("int64").to_numpy(),
        }
    )
    heads = {
        "name": words.t("District") if by == "district" else words.t("Unit"),
        "share_a": words.t("{name}: served", name="A"),
        "share_b": words.t("{name}: served", name="B"),
        "cameras_a": words.t("{name}: cameras", name="A"),
        "cameras_b": words.t("{name}: cameras", name="B"),
    }
    look = tables.Look(("name",), tables.height_for(len(shown), 420), _WIDTHS)
    tables.show(shown, words, heads, key=f"scenario-{by}", alt=words.t("What each serves"), look=look)


def _served(plan: Plan, by: str) -> pd.DataFrame:
    """Give the share of the need served, and the cameras asked for that are."""
    frame = plan.served.assign(**{by: plan.served[by].fillna("").astype(str)})
    weight = frame.groupby(by)["weight"].sum()
    got = frame[frame["state"] != "left"].groupby(by)[["weight", "quantity"]].sum().reindex(weight.index).fillna(0)
    share = (got["weight"] / weight.clip(lower=1)).astype(float)
    return pd.DataFrame({"share": share, "cameras": got["quantity"].astype(float)})


def only_one(view: View, one: ScenarioInfo, other: ScenarioInfo) -> None:
    """List the sites that only one of two scenarios buys, the dearest first."""
    words = view.words
    frame = scenarios.differences(view, one, other)
    frame = frame[frame["kind"] != "both"].sort_values(["cost_vnd", "site"], ascending=[False, True], kind="stable")
    st.subheader(words.t("Sites that only one of them buys"), anchor=False)
    if frame.empty:
        st.caption(words.t("Both buy the same sites."))
        return
    actions = view.labels.codes(columns("layout")["action"])
    first = frame.head(_SHOWN)
    shown = pd.DataFrame(
        {
            "name": first["name"].astype(object),
            "district": [
                None if tables.missing(c) else labels.unit_name(str(c), view.labels) for c in first["district"]
            ],
            "action": [actions[str(code)] for code in first["action"]],
            "cameras": first["cameras"].astype("Int64"),
            "cost": (first["cost_vnd"].astype(float) / _MILLION).round(1),
            "in": [one.name if kind == "one" else other.name for kind in first["kind"]],
        }
    )
    heads = {
        "name": words.t("Place"),
        "district": words.t("District"),
        "action": words.t("What is done"),
        "cameras": words.t("Cameras"),
        "cost": words.t("Million đồng"),
        "in": words.t("Only in"),
    }
    look = tables.Look(("name",), tables.height_for(len(shown), 380), _ONLY_WIDTHS)
    tables.show(shown, words, heads, key="scenario-only", alt=words.t("Sites that only one of them buys"), look=look)
    if len(frame) > len(first):
        st.caption(
            words.t("The first {shown} of {count}.", shown=words.number(len(first)), count=words.number(len(frame)))
        )
