"""The parts of the page of reuse that are figures: what becomes of the needs, in all and place by place."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd
import streamlit as st

from camdash.figures.stacks import Series, Stack, stacked_bars, strip
from camdash.palette import text_on
from camdash.planning.reuse_pairs import OUTCOMES
from camdash.planning.reused import PUT_RIGHT, only, outcomes, reused, unplaced
from camdash.planning.standards import Standards
from camdash.ui import charts, labels, loaders, panels, planning, tables
from camdash.ui.panels import Cut
from camdash.ui.reuse_words import UNTOLD
from camdash.ui.view import View
from camdash.words import N_, Words

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "met": N_("Met already"),
        "connect": N_("Connect a camera"),
        "repair": N_("Repair a camera"),
        "upgrade": N_("Upgrade a camera"),
        "replace": N_("Replace a camera"),
        "new": N_("Install new"),
        "missing": N_("Not told enough"),
    }
)
RULES: Mapping[str, str] = MappingProxyType(
    {
        "met": N_("a camera in the service radius serves the same purpose, works, is fine enough and is connected"),
        "connect": N_("the same, but it is not connected yet and there is a way"),
        "repair": N_("a camera of the same purpose is out of order, wholly or in part"),
        "upgrade": N_("a camera of the same purpose works, but is too coarse or cannot be joined as it is"),
        "replace": N_("a camera of the same purpose is worn out, out of use, or broken and too coarse"),
        "new": N_("no camera in the service radius serves the purpose; or more are needed than it can serve"),
        "missing": N_("the forms do not tell what has to be known; never counted as met"),
    }
)
"""When a need comes to each (camdash.planning.reuse), in words."""

WHOLE = Cut("form2", "outcome", N_("What becomes of the cameras needed"))
DISTRICTS = Cut("form2", "district", N_("By district"))
UNITS = Cut("form2", "unit", N_("By unit"))
_BILLION = 1_000_000_000
_FIRST_ROWS = 30
_SHORT: Mapping[str, str] = MappingProxyType(
    {"connect": N_("connect"), "repair": N_("repair"), "upgrade": N_("upgrade"), "replace": N_("replace")}
)


def whole(view: View, standards: Standards | None = None) -> pd.DataFrame:
    """Give every need of the survey with what becomes of it, by the standards that hold or by others."""
    by = standards or planning.standards(view)
    found: pd.DataFrame = loaders.ask(view.snapshot, reused, by, planning.decided_now(view))
    return found


def found(view: View, standards: Standards | None = None) -> pd.DataFrame:
    """Give the needs of the page's filter with what becomes of each."""
    everything = whole(view, standards)
    return only(everything, view.snapshot, view.where) if view.where.only("form2").where else everything


def name(code: str, words: Words) -> str:
    """Name an outcome."""
    return words.t(NAMES[code])


def tone(view: View, code: str) -> str:
    """Give the colour of an outcome: of the remedy it calls for; new ones have that of what is needed."""
    if code == "new":
        return view.colours.presences["needed"]
    return view.colours.remedy("keep" if code == "met" else code)


def series(view: View, code: str) -> Series:
    """Give the look of an outcome."""
    if code == "missing":
        return Series(name(code, view.words), view.colours.border, view.colours.text, hatched=True)
    colour = tone(view, code)
    return Series(name(code, view.words), colour, text_on(colour))


def key_figures(view: View) -> None:
    """Show how many cameras come to what, and what putting right saves; the first four sum to all that are needed."""
    words, needs = view.words, found(view)
    total = outcomes(needs).iloc[0]
    cameras, met, new = (int(total[name]) for name in ("cameras", "met", "new"))
    right = sum(int(total[code]) for code in PUT_RIGHT)
    parts = ", ".join(f"{words.t(said)} {words.number(int(total[code]))}" for code, said in _SHORT.items())
    charts.key_figures(
        [
            (words.t("Met already"), words.number(met), _share(view, met, cameras)),
            (words.t("Can be met by a camera that is there"), words.number(right), parts),
            (words.t("New cameras to install"), words.number(new), _share(view, new, cameras)),
            (
                words.t("Not told enough"),
                words.number(int(total["missing"])),
                words.n("of {count} need", "of {count} needs", int((needs["outcome"] == "missing").sum())),
            ),
            _saved(view, needs),
        ]
    )


def _share(view: View, cameras: int, whole: int) -> str:
    words = view.words
    share = words.percent(cameras / whole if whole else None, 1)
    return words.t("{share} of {cameras} cameras needed", share=share, cameras=words.number(whole))


def _saved(view: View, needs: pd.DataFrame) -> tuple[str, str, str]:
    """Tell what buying all served cameras new would cost more than putting those there right."""
    words, standards = view.words, planning.standards(view)
    ptz = (needs["camera_type"] == "ptz").fillna(value=False)
    each = ptz.map({True: standards.cost_new_ptz_vnd, False: standards.cost_new_fixed_vnd})
    bought_new = float((needs["served"] * each).sum())
    right = float((needs["cost_vnd"].fillna(0) - needs["new_cameras"] * each).sum())
    label = words.t("Saved against buying new, billion đồng")
    if not needs["served"].sum():
        return label, words.number(0), words.t("as far as is told, no camera there could serve")
    return (
        label,
        words.number((bought_new - right) / _BILLION, 1),
        words.t(
            "{new} new, {right} to put right, at assumed prices", new=words.money(bought_new), right=words.money(right)
        ),
    )


def whole_strip(view: View) -> None:
    """Show what becomes of the cameras needed as parts of one strip, and when each holds."""
    words, total = view.words, outcomes(found(view)).iloc[0]
    panels.title(view, WHOLE)
    told = [(series(view, code), int(total[code])) for code in OUTCOMES if total[code]]
    if not told:
        charts.show(None, words, alt="", key=WHOLE.key)
        return
    charts.show(strip([(one, float(n)) for one, n in told], words), words, alt=words.t(WHOLE.title), key=WHOLE.key)
    charts.legend([one for one, _ in told], [n for _, n in told], words)
    with st.expander(words.t("When does a need come to which?")):
        st.markdown("\n".join(f"- **{name(code, words)}**: {words.t(rule)}" for code, rule in RULES.items()))


def untold(view: View) -> None:
    """Say what is to be told so that the needs of which too little is known can be judged, the commonest first."""
    words = view.words
    codes = found(view)["unknown"].explode().dropna().value_counts()
    if len(codes):
        needs = [words.n("{count} need", "{count} needs", int(n)) for n in codes]
        gaps = [f"{words.t(UNTOLD[str(code)])} ({n})" for code, n in zip(codes.index, needs, strict=True)]
        st.markdown(words.t("**To be told by the units**: {gaps}.", gaps="; ".join(gaps)))
    lost = int(loaders.ask(view.snapshot, unplaced, planning.standards(view)))
    if lost:
        said = words.n(
            "{count} existing position has no coordinates, or none that can be its own, and could not be looked at.",
            "{count} existing positions have no coordinates, or none that can be theirs, and could not be looked at.",
            lost,
        )
        st.caption(said)


def by_place(view: View) -> None:
    """Show each district's, or each unit's, cameras needed as one bar cut by what becomes of them; a click narrows."""
    words = view.words
    cut = UNITS if _by_unit(view) else DISTRICTS
    panels.title(view, cut)
    frame = outcomes(found(view), cut.column)
    if not frame["cameras"].sum():
        charts.show(None, words, alt="", key=cut.key)
        return
    present = [code for code in OUTCOMES if frame[code].any()]
    rows = [
        (key, Stack(labels.value("form2", cut.column, key, view.labels), tuple(float(n) for n in parts)))
        for key, parts in zip(map(_told, frame[cut.column]), frame[present].to_numpy().tolist(), strict=True)
    ]
    rows.sort(key=lambda row: (row[0] is None, -row[1].total, row[1].label))
    looks = [series(view, code) for code in present]
    charts.legend_names(looks)
    shown = rows[:_FIRST_ROWS]
    figure = stacked_bars([row for _, row in shown], looks, words, keep_order=True)
    panels.show(view, cut, figure, [key for key, _ in shown])
    left = len(rows) - len(shown)
    if left:
        st.caption(words.n("{count} more in the table below", "{count} more in the table below", left))


def _told(key: object) -> str | None:
    return None if tables.missing(key) else str(key)


def _by_unit(view: View) -> bool:
    words = view.words
    chosen = st.segmented_control(
        words.t("Cut by"),
        ("district", "unit"),
        default="district",
        required=True,
        key="reuse-by",
        format_func={"district": words.t("By district"), "unit": words.t("By unit")}.__getitem__,
        label_visibility="collapsed",
    )
    return chosen == "unit"
