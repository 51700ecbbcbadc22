"""The page of thresholds: each with its unit, default and ground; changed in a form, looked at before it is saved."""

from collections.abc import Mapping
from types import MappingProxyType
from zlib import crc32

import pandas as pd
import streamlit as st

from camdash.analysis import quality
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.analysis.quality import GRADES, USABLE
from camdash.analysis.thresholds import Entry, ThresholdError, Thresholds
from camdash.ui import criteria, labels, loaders, tables, threshold_changes
from camdash.ui.view import View
from camdash.words import N_

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "resolution": N_("Resolution"),
        "retention": N_("Retention"),
        "age": N_("Age of the device"),
        "density": N_("Pixel density that AI functions need"),
        "cost": N_("Unit costs of putting cameras right"),
    }
)
"""What thresholds are of, by the first word of their names."""

_STEPS: Mapping[str, float] = MappingProxyType({"resolution": 0.5, "cost": 0.5})
_SAID = "thresholds-said"
_REFUSED = "thresholds-refused"
_PREVIEW_WIDTHS = {"criterion": 200, "old": 170, "new": 170, "cameras": 110}


def show(view: View) -> None:
    """Show the form, and below it what the values put in there would change."""
    words = view.words
    if said := st.session_state.pop(_SAID, None):
        st.success(said, icon=":material/check:")
    if refused := st.session_state.pop(_REFUSED, None):
        st.error(refused)
    st.caption(
        words.t(
            "Thresholds hold for this campaign. Grades, remedies and costs on all pages follow once they are saved. "
            "Operating state, connection and information security are judged by rules without numbers."
        )
    )
    _form(view)
    _proposed(view)
    threshold_changes.show(view)


def _key(view: View, name: str) -> str:
    """Name the input of a threshold; when the thresholds have changed the inputs start afresh from them."""
    return f"threshold-{crc32(repr(view.snapshot.thresholds).encode())}-{name}"


def _form(view: View) -> None:
    words, entries = view.words, view.snapshot.thresholds.entries()
    with st.form("thresholds"):
        for group, title in GROUPS.items():
            st.subheader(words.t(title), anchor=False)
            for entry in entries:
                if entry.name.split("_", 1)[0] == group:
                    _input(view, entry)
        st.form_submit_button(words.t("Show what would change"), key="thresholds-preview", icon=":material/visibility:")
    st.button(
        words.t("Fill in all defaults"),
        key="thresholds-defaults",
        icon=":material/restart_alt:",
        disabled=all(entry.value == entry.default for entry in entries) and not _values(view),
        on_click=_fill_in_defaults,
        args=(view,),
    )


def _step(entry: Entry) -> float:
    """Give the step of a threshold's input, an int where only whole numbers make sense: days, years, px/m."""
    step = _STEPS.get(entry.name.split("_", 1)[0])
    whole = entry.value.is_integer() and entry.default.is_integer()
    return step or (1 if whole else 1.0)


def _put(entry: Entry, value: float) -> float:
    """Give a value as its input shows it, of the type of its step."""
    return type(_step(entry))(value / criteria.scale(entry))


def _input(view: View, entry: Entry) -> None:
    """Draw one threshold: its input, and beside it the default and the ground it stands on."""
    words, key = view.words, _key(view, entry.name)
    st.session_state.setdefault(key, _put(entry, entry.value))
    step = _step(entry)
    left, right = st.columns((4, 7), gap="medium", vertical_alignment="bottom")
    label = f"{entry.label(words.language)} ({criteria.unit(entry, words)})"
    left.number_input(label, key=key, step=step, format="%d" if isinstance(step, int) else "%g")
    default = words.t("Default: {value}", value=criteria.said(entry, entry.default, words))
    changed = words.t("Now: {value}", value=criteria.said(entry, entry.value, words))
    told = f"**{changed} · {default}**" if entry.value != entry.default else f"**{default}**"
    right.caption(f"{told}  \n{entry.source(words.language)}")


def _fill_in_defaults(view: View) -> None:
    for entry in view.snapshot.thresholds.entries():
        st.session_state[_key(view, entry.name)] = _put(entry, entry.default)


def _values(view: View) -> dict[str, float]:
    """Give the values put in that differ from those that hold."""
    found = dict[str, float]()
    for entry in view.snapshot.thresholds.entries():
        put_in = st.session_state.get(_key(view, entry.name))
        value = entry.value if put_in is None else round(put_in * criteria.scale(entry), 6)
        if value != entry.value:
            found[entry.name] = value
    return found


def _proposed(view: View) -> None:
    """Show what the values put in would change, and offer to save them; wrong ones are said."""
    words, values = view.words, _values(view)
    if not values:
        return
    st.subheader(words.t("What would change"), anchor=False)
    try:
        wanted = view.snapshot.thresholds.changed(values)
    except ThresholdError as error:
        st.error(error.message(words))
        return
    st.markdown("\n".join(f"- {_change(view, entry, values[entry.name])}" for entry in _entries(view, values)))
    _moves(view, wanted)
    st.button(
        words.t("Save the thresholds"),
        key="thresholds-save",
        type="primary",
        icon=":material/save:",
        on_click=_save,
        args=(view, values),
    )


def _entries(view: View, values: Mapping[str, float]) -> list[Entry]:
    return [entry for entry in view.snapshot.thresholds.entries() if entry.name in values]


def _change(view: View, entry: Entry, value: float) -> str:
    words = view.words
    return words.t(
        "{name}: {old} → {new}",
        name=entry.label(words.language),
        old=criteria.said(entry, entry.value, words),
        new=criteria.said(entry, value, words),
    )


def _moves(view: View, wanted: Thresholds) -> None:
    """List how many cameras go from which grade to which, by criterion."""
    words = view.words
    frame: pd.DataFrame = loaders.ask(view.snapshot, quality.preview, wanted)
    if frame.empty:
        st.caption(words.t("No camera's grade changes."))
        return
    order = [*quality.CRITERIA, USABLE]
    ranked = frame.assign(place=frame["criterion"].map(order.index)).sort_values(
        ["place", "cameras"], ascending=[True, False], ignore_index=True
    )
    said = pd.DataFrame(
        {
            "criterion": [criteria.name(c, words) for c in ranked["criterion"]],
            "old": [_grade(view, grade) for grade in ranked["old"]],
            "new": [_grade(view, grade) for grade in ranked["new"]],
            "cameras": ranked["cameras"],
        }
    )
    heads = {
        "criterion": words.t("Criterion"),
        "old": words.t("Grade now"),
        "new": words.t("Grade then"),
        "cameras": words.t("Cameras"),
    }
    inks = {_grade(view, grade): view.colours.grade(grade) for grade in GRADES}
    height = tables.height_for(len(said))
    look = tables.Look(("criterion",), height, _PREVIEW_WIDTHS, {"old": inks, "new": inks})
    tables.show(said, words, heads, key="thresholds-moves", alt=words.t("What would change"), look=look)


def _grade(view: View, grade: object) -> str:
    return view.words.t(NOT_TOLD) if tables.missing(grade) else labels.value("form1", "grade", str(grade), view.labels)


def _save(view: View, values: Mapping[str, float]) -> None:
    """Save the values; what does not go with what somebody else saved meanwhile is said, not saved."""
    try:
        threshold_changes.save(view, values)
    except ThresholdError as error:
        st.session_state[_REFUSED] = error.message(view.words)
        return
    st.session_state[_SAID] = view.words.n(
        "{count} threshold was changed; all pages follow.",
        "{count} thresholds were changed; all pages follow.",
        len(values),
    )
