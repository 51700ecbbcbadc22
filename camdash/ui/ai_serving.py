"""The parts of the page of AI needs that tell what existing cameras could serve, and what several units could share."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from camdash.analysis import ai
from camdash.analysis.ai_existing import Existing
from camdash.analysis.ai_existing import existing as count_existing
from camdash.analysis.thresholds import function_needs
from camdash.figures.stacks import DIGIT_SHARE, Series, Stack, stacked_bars
from camdash.palette import text_on
from camdash.ui import ai_wants, charts, filtering, labels, loaders, navigation, pictures, showing, tables
from camdash.ui.view import View
from camdash.words import N_

SERVING = N_("Which existing cameras could serve each function")
PLATFORMS = N_("Suggested shared platforms")
ANSWERS = ("has", "yes", "no", "missing")
_NAMES = {
    "has": N_("Does it already"),
    "yes": N_("Can serve it"),
    "missing": N_("Data missing"),
    "no": N_("Cannot serve it"),
}
_LEVELS = ("detect", "observe", "recognise", "identify", "plates")
_WIDTHS = {"function": 168, "units": 54, "wanted": 104, "has": 118, "able": 104, "missing": 112, "said": 360}
_FEW = 1


def serving(view: View) -> None:
    """Show for each function the cameras that have it, could serve it, do not tell enough, or cannot."""
    words = view.words
    st.subheader(words.t(SERVING), anchor=False)
    frame = _served(view)
    if not frame["cameras"].sum():
        charts.show(None, words, alt="", key="ai-serving")
        return
    shown = [code for code in ANSWERS if frame[code].sum()]
    rows = [
        Stack(ai_wants.function_name(view, code), tuple(float(n) for n in parts))
        for code, *parts in frame[["function", *shown]].itertuples(index=False)
    ]
    series = [_series(view, code) for code in shown]
    charts.legend_names(series)
    figure = stacked_bars(rows, series, words, keep_order=True, digit_share=DIGIT_SHARE * 0.6)
    pick = partial(_narrow_to, tuple(frame["function"]))
    charts.show_clickable(figure, pick, alt=words.t(SERVING), key="ai-serving")
    if showing.is_on():
        return
    pictures.offer(view, lambda: figure, words.t(SERVING), key="ai-serving", where=view.where)
    _explain(view, int(frame["cameras"].iloc[0]))


def existing(view: View) -> Existing:
    """Count the existing cameras by what they can do of AI."""
    return loaders.ask(view.snapshot, count_existing, view.where.only("form1"))


def _served(view: View) -> pd.DataFrame:
    frame = existing(view).serving
    only = ai_wants.chosen(view)
    return frame[frame["function"].isin(only)] if set(only) & set(ai.functions()) else frame


def _series(view: View, code: str) -> Series:
    if code == "missing":
        return Series(view.words.t(_NAMES[code]), view.colours.border, view.colours.text, hatched=True)
    colour = view.colours.answer(code)
    return Series(view.words.t(_NAMES[code]), colour, text_on(colour))


def _narrow_to(codes: tuple[str, ...], _series: int, row: int) -> None:
    filtering.toggle("ai_needs", codes[row])


def _explain(view: View, whole: int) -> None:
    """Say by which criteria, what is missing where, and that megapixels are a proxy."""
    words, thresholds = view.words, view.snapshot.thresholds
    densities = [f"{level_name(view, level)} {words.number(thresholds.density_px_m(level))}" for level in _LEVELS]
    st.caption(
        words.t(
            "A camera can serve a function when it works, is of a fitting type, and its picture still has the "
            "function's pixels a metre at the function's distance (px/m: {densities}; IEC 62676-4:2014). "
            "Megapixels stand for the pixels across, which is a proxy. Where the field of view, resolution, type or "
            "state is not told, the answer is “data missing”, never yes.",
            densities=", ".join(densities),
        )
    )
    left = existing(view).gaps
    said = [
        f"{view.labels.heading(name)}: {words.number(n)}"
        for name, n in zip(left["column"].tolist(), left["cameras"].tolist(), strict=True)
        if n
    ]
    if said:
        st.caption(
            words.t(
                "Of {count} cameras, those that do not tell it: {columns}.",
                count=words.number(whole),
                columns="; ".join(said),
            )
        )
    _criteria(view)


def level_name(view: View, level: str) -> str:
    """Name a level of pixel density."""
    return view.words.t(_LEVEL_NAMES[level])


_LEVEL_NAMES = {
    "detect": N_("to detect"),
    "observe": N_("to observe"),
    "recognise": N_("to recognise"),
    "identify": N_("to identify"),
    "plates": N_("to read plates"),
}


def _criteria(view: View) -> None:
    """List what each function asks of a camera, when it is asked for."""
    words, thresholds = view.words, view.snapshot.thresholds
    drawer = st.expander(
        words.t("What each function asks of a camera, and the ground it stands on"),
        key="ai-criteria",
        on_change="rerun",
    )
    if not drawer.open:
        return
    rows = [
        (
            ai_wants.function_name(view, code),
            level_name(view, needs.level),
            thresholds.density_px_m(needs.level),
            needs.distance_m,
            ", ".join(labels.value("form1", "camera_type", one, view.labels) for one in needs.types),
        )
        for code, needs in function_needs().items()
    ]
    names = {
        "function": words.t("AI function"),
        "level": words.t("Level"),
        "density": words.t("px/m"),
        "distance": words.t("At (m)"),
        "types": words.t("Types of camera"),
    }
    frame = pd.DataFrame(rows, columns=list(names))
    widths = {"function": 210, "level": 120, "density": 70, "distance": 80, "types": 330}
    with drawer:
        look = tables.Look(("function",), tables.height_for(len(frame)), widths)
        tables.show(frame, words, names, key="ai-criteria-rows", alt=words.t("What each function asks"), look=look)
        entries = [e for e in thresholds.entries() if e.name.startswith("density_")]
        language = words.language
        st.caption(
            "\n".join(f"- {e.label(language)}: {words.number(e.value)} px/m. {e.source(language)}" for e in entries)
        )
        st.caption(words.t("Distances are assumptions: the nearest at which the function is of use."))
        navigation.link(navigation.THRESHOLDS, words.t("Thresholds, and the ground they stand on"))


def platforms(view: View) -> None:
    """List the functions that several units want, with what one shared platform would serve; a click narrows."""
    words, shared = view.words, ai_wants.wanted(view).shared()
    st.subheader(words.t(PLATFORMS), anchor=False)
    if not shared:
        st.caption(words.t("No function is wanted by two units or more here, so that there is nothing to share."))
        return
    names = {
        "function": words.t("AI function"),
        "units": words.t("Units"),
        "wanted": words.t("Cameras wanted"),
        "has": words.t("Does it already"),
        "able": words.t("Can serve it"),
        "missing": words.t("Data missing"),
        "said": words.t("Who would use it most (cameras wanted)"),
    }
    said = _shared(view, shared)
    look = tables.Look(("function",), tables.height_for(len(said)), _WIDTHS)
    pick = partial(_narrow_to, tuple(shared), 0)
    tables.show(said, words, names, key="ai-platforms", alt=words.t(PLATFORMS), look=look, on_row=pick)
    st.caption(
        words.t(
            "One platform that several units share, suggested for people to judge. Cameras wanted: of a unit that "
            "tells a need in both of its tables the greater number; empty where no row tells how many. "
            "Existing cameras are those of all units."
        )
    )


def _shared(view: View, shared: Sequence[str]) -> pd.DataFrame:
    """Give a row for each function that several units want."""
    found = ai_wants.wanted(view)
    able = _served(view).set_index("function")
    amounts = [found.of(code) for code in shared]
    return pd.DataFrame(
        {
            "function": [ai_wants.function_name(view, code) for code in shared],
            "units": [len(amount.units - {""}) for amount in amounts],
            "wanted": pd.Series([amount.cameras for amount in amounts], dtype="Int64"),
            "has": [int(able["has"][code]) for code in shared],
            "able": [int(able["yes"][code]) for code in shared],
            "missing": [int(able["missing"][code]) for code in shared],
            "said": [
                _suggestion(view, found.most(code, _FEW), len(amount.units - {""}))
                for code, amount in zip(shared, amounts, strict=True)
            ],
        }
    )


def _suggestion(view: View, first: Sequence[tuple[str, int]], units: int) -> str:
    """Say which units would use a platform most."""
    words = view.words
    names = ", ".join(f"{labels.unit_name(code, view.labels)} ({words.number(n)})" for code, n in first)
    left = units - len(first)
    if not names:
        return words.n("{count} unit, none tells how many", "{count} units, none tells how many", left)
    if left <= 0:
        return names
    return words.n("{units} and {count} more unit", "{units} and {count} more units", left, units=names)
