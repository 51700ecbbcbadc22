"""The page of the common platform's capacity: which cameras, and what they take at three estimates."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import streamlit as st

from camdash.figures.stacks import Series, strip
from camdash.palette import text_on
from camdash.planning.capacity import PARTS, capacity, of_layout, of_survey
from camdash.planning.plan import Plan
from camdash.planning.standards import LEVELS, Standards
from camdash.ui import charts, loaders, planning, scenarios, standards_form, tables
from camdash.ui.view import View
from camdash.words import N_, Words

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "connected": N_("At the city's centre now"),
        "connect_now": N_("Can be connected as they are"),
        "gateway": N_("Can be connected by a gateway"),
        "needed": N_("Needed (new)"),
    }
)
ESTIMATES: Mapping[str, str] = MappingProxyType({"low": N_("Low"), "middle": N_("Middle"), "high": N_("High")})
GROUPS = ("capacity", "capacity_cost")
FORMULAS = N_(
    "Bandwidth = cameras × Mbps / 1,000. Storage = cameras × Mbps × 3,600 × hours × days / 8,000,000; a thousand "
    "cameras of 4 Mbps for 30 days are 1,296 TB. Both are what the streams take, before redundancy and free room. "
    "Servers, GPUs: cameras divided by what one takes, rounded up."
)
_MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "bandwidth_gbps": N_("Bandwidth into the centre (Gbps)"),
        "storage_tb": N_("Storage (TB)"),
        "servers": N_("Recording servers"),
        "gpus": N_("GPUs for the cameras with AI"),
        "licences": N_("Licences"),
        "cost_vnd": N_("Cost (billion đồng)"),
    }
)
_BILLION = 1_000_000_000
_WIDTHS: Mapping[str, int] = MappingProxyType({"measure": 225, "low": 82, "middle": 88, "high": 82})
_PART_WIDTHS = {"part": 188, "cameras": 85, "gbps": 62, "tb": 72, "ai": 72}


def show(view: View) -> None:
    """Show the whole page."""
    cameras = _cameras(view, planning.standards(view))
    if cameras.empty:
        st.caption(view.words.t("There is nothing to show here yet."))
        return
    found = capacity(cameras, planning.standards(view))
    _key_figures(view, found)
    left, right = st.columns(2, gap="large")
    with left:
        _levels(view, found)
    with right:
        _parts(view, cameras)
    st.caption(view.words.t(FORMULAS))
    _explain(view, found)
    title = view.words.t("Parameters of the platform, with their sources")
    standards_form.show(view, GROUPS, lambda wanted: _then(view, wanted), title)


def _plan(view: View) -> Plan | None:
    """Ask whether all that is needed is counted, or what a saved scenario buys; None for all."""
    words = view.words
    found = {info.id: info for info in planning.plans(view).scenarios()}
    if not found:
        return None
    chosen = st.selectbox(
        words.t("New cameras that are counted"),
        (0, *found),
        format_func=lambda one: words.t("All that is needed") if one == 0 else found[one].name,
        key="capacity-scenario",
    )
    return scenarios.plan_of(view, found[chosen]) if chosen else None


def _new(plan: Plan) -> pd.DataFrame:
    """Give the new cameras of a plan's layout; of which resolution they will be is not told."""
    rows = plan.layout[plan.layout["action"] == "new"]
    asked = [bool(len(codes)) if codes is not None else False for codes in rows["functions"].tolist()]
    return pd.DataFrame({"cameras": rows["cameras"].to_numpy(int), "resolution_mp": np.nan, "ai": asked})


def _cameras(view: View, standards: Standards) -> pd.DataFrame:
    """Give the cameras of the parts chosen, which a strip shows first."""
    words = view.words
    every: pd.DataFrame = loaders.ask(view.snapshot, of_survey, standards, view.where)
    plan = _plan(view)
    if plan is not None:
        every = pd.concat([every[every["part"] != "needed"], of_layout(_new(plan))], ignore_index=True)
    counts = every.groupby("part")["cameras"].sum()
    offered = [part for part in PARTS if counts.get(part, 0)]
    chosen = st.pills(
        words.t("Cameras that are counted"),
        offered,
        selection_mode="multi",
        default=[part for part in offered if part != "gateway"],
        key="capacity-parts",
        format_func=lambda part: f"{words.t(NAMES[part])} ({words.number(int(counts[part]))})",
    )
    return every[every["part"].isin(chosen)]


def _key_figures(view: View, found: pd.DataFrame) -> None:
    words = view.words
    low, middle, high = (found.iloc[place] for place in range(len(LEVELS)))

    def figure(label: str, name: str, decimals: int = 0) -> tuple[str, str, str]:
        least, value, most = (words.number(float(row[name]), decimals) for row in (low, middle, high))
        return label, value, words.t("low {low}, high {high}", low=least, high=most)

    declared = words.t("{count} with a declared bitrate", count=words.number(int(middle["declared"])))
    charts.key_figures(
        [
            (words.t("Cameras counted"), words.number(int(middle["cameras"])), declared),
            figure(words.t("Bandwidth, middle (Gbps)"), "bandwidth_gbps", 1),
            figure(words.t("Storage, middle (TB)"), "storage_tb"),
            figure(words.t("Servers, middle"), "servers"),
            figure(words.t("GPUs, middle"), "gpus"),
        ]
    )


def _levels(view: View, found: pd.DataFrame) -> None:
    """Show what the platform takes at the three estimates."""
    words = view.words
    st.subheader(words.t("Low, middle and high estimate"), anchor=False)
    said = _table(view, found)
    heads = _heads(words, words.t("What it takes"))
    look = tables.Look(("measure",), tables.height_for(len(said)), _WIDTHS)
    tables.show(said, words, heads, key="capacity-levels", alt=words.t("Low, middle and high estimate"), look=look)


def _table(view: View, found: pd.DataFrame) -> pd.DataFrame:
    """Turn the estimates into a row a measure; money only where a price is set."""
    words = view.words
    told = found.assign(cost_vnd=found["cost_vnd"] / _BILLION, storage_tb=found["storage_tb"].round())
    names = [name for name in _MEASURES if told[name].notna().any()]
    rows = {str(level): told[names].iloc[place].astype(float).round(1).to_numpy() for place, level in enumerate(LEVELS)}
    measures = {"measure": [words.t(_MEASURES[name]) for name in names]}
    return pd.DataFrame({**measures, **rows})


def _heads(words: Words, first: str) -> dict[str, str]:
    return {"measure": first} | {code: words.t(name) for code, name in ESTIMATES.items()}


def _parts(view: View, cameras: pd.DataFrame) -> None:
    """Show what each part of the cameras takes at the middle estimate."""
    words, standards = view.words, planning.standards(view)
    st.subheader(words.t("By part, middle estimate"), anchor=False)
    parts = [part for part in PARTS if (cameras["part"] == part).any()]
    tones = dict(zip(PARTS, _tones(view), strict=True))
    series = [Series(words.t(NAMES[part]), tones[part], text_on(tones[part])) for part in parts]
    each = [capacity(cameras[cameras["part"] == part], standards).iloc[1] for part in parts]
    figure = strip([(one, float(row["cameras"])) for one, row in zip(series, each, strict=True)], words)
    charts.show(figure, words, alt=words.t("Cameras that are counted"), key="capacity-strip")
    charts.legend(series, [int(row["cameras"]) for row in each], words)
    said = pd.DataFrame(
        {
            "part": [words.t(NAMES[part]) for part in parts],
            "cameras": [int(row["cameras"]) for row in each],
            "gbps": [round(float(row["bandwidth_gbps"]), 1) for row in each],
            "tb": [round(float(row["storage_tb"])) for row in each],
            "ai": [int(row["ai_cameras"]) for row in each],
        }
    )
    heads = {
        "part": words.t("Part"),
        "cameras": words.t("Cameras"),
        "gbps": words.t("Gbps"),
        "tb": words.t("TB"),
        "ai": words.t("With AI"),
    }
    look = tables.Look(("part",), tables.height_for(len(said)), _PART_WIDTHS)
    tables.show(said, words, heads, key="capacity-part-table", alt=words.t("By part, middle estimate"), look=look)


def _tones(view: View) -> tuple[str, ...]:
    reach = view.colours.reach
    return reach("connected"), reach("connect_now"), reach("gateway"), view.colours.presences["needed"]


def _explain(view: View, found: pd.DataFrame) -> None:
    """Say on what the estimates rest."""
    words, middle = view.words, found.iloc[1]
    st.caption(
        words.t(
            "{declared} of {cameras} cameras declare a bitrate of at most {most} Mbps, which is taken; all others "
            "stand at the table by resolution below. A greater declared bandwidth is the speed of the line.",
            declared=words.number(int(middle["declared"])),
            cameras=words.number(int(middle["cameras"])),
            most=words.number(planning.standards(view)["bitrate_most_mbps"]),
        )
    )
    if found["cost_vnd"].isna().all():
        st.caption(words.t("No money is worked out: no price is set among the parameters."))


def _then(view: View, wanted: Standards) -> None:
    """Show the estimates with other parameters."""
    words = view.words
    every: pd.DataFrame = loaders.ask(view.snapshot, of_survey, wanted, view.where)
    chosen = st.session_state.get("capacity-parts") or []
    said = _table(view, capacity(every[every["part"].isin(chosen)], wanted))
    heads = _heads(words, words.t("What it takes then"))
    look = tables.Look(("measure",), tables.height_for(len(said)), _WIDTHS)
    tables.show(said, words, heads, key="capacity-then", alt=words.t("What would change"), look=look)
