"""Standards of the plan on the page they are used on: each with its ground, changed in a form, looked at, saved."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from zlib import crc32

import streamlit as st

from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.analysis.snapshot import CLOCK
from camdash.planning.standards import Entry, Standards, StandardsError, default, from_json
from camdash.ui import planning
from camdash.ui.criteria import plain
from camdash.ui.view import View
from camdash.words import N_, Words

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "place": N_("Places and distances"),
        "resolution": N_("Resolution that a need asks for"),
        "purpose": N_("Purposes that go together"),
        "cost": N_("Prices of new cameras"),
        "priority": N_("Priority of sites"),
        "capacity": N_("What a camera takes of the platform"),
        "capacity_cost": N_("Prices of the platform"),
    }
)
Preview = Callable[[Standards], None]
"""Shows what would change with other standards."""

_MILLION = 1_000_000
_ACROSS = 4
_SAID, _REFUSED = "standards-said", "standards-refused"


def show(view: View, groups: Sequence[str], preview: Preview, title: str) -> None:
    """Offer the standards of `groups` in an expander with a form; `preview` is called before they can be saved."""
    words = view.words
    if said := st.session_state.pop(_SAID, None):
        st.success(said, icon=":material/check:")
    if refused := st.session_state.pop(_REFUSED, None):
        st.error(refused)
    place = st.expander(title, key="standards", icon=":material/tune:", on_change="rerun")
    if not place.open:
        return
    with place:
        st.caption(
            words.t(
                "These standards hold for this campaign and for all pages of the plan. What is called an assumption "
                "has no public source: the office puts in its own."
            )
        )
        _form(view, groups)
        _proposed(view, groups, preview)
        _last(view)


def _entries(view: View, groups: Sequence[str]) -> list[Entry]:
    return [entry for entry in planning.standards(view).entries() if entry.group in groups]


def _form(view: View, groups: Sequence[str]) -> None:
    words, entries = view.words, _entries(view, groups)
    with st.form("standards-form"):
        for group in groups:
            st.subheader(words.t(GROUPS[group]), anchor=False)
            own = [entry for entry in entries if entry.group == group]
            for _, table in groupby(own, key=lambda entry: entry.table):
                _table(view, list(table))
        st.form_submit_button(words.t("Show what would change"), key="standards-preview", icon=":material/visibility:")
    st.button(
        words.t("Fill in all defaults"),
        key="standards-defaults",
        icon=":material/restart_alt:",
        disabled=all(entry.value == entry.default for entry in entries) and not _values(view, entries),
        on_click=_fill_in_defaults,
        args=(view, entries),
    )


def _table(view: View, entries: Sequence[Entry]) -> None:
    """Draw the standards of one table: a single one beside its ground, several in rows below it."""
    words, first = view.words, entries[0]
    if "." not in first.name:
        left, right = st.columns((4, 7), gap="medium", vertical_alignment="bottom")
        with left:
            _input(view, first, f"{first.label(words.language)} ({_unit(first, words)})")
        right.caption(_ground(first, words))
        return
    st.markdown(f"**{first.label(words.language).rpartition(': ')[0]}** ({_unit(first, words)})")
    st.caption(first.source(words.language))
    across = _ACROSS // 2 if first.is_yes_no else _ACROSS
    for start in range(0, len(entries), across):
        for column, entry in zip(st.columns(across), entries[start : start + across], strict=False):
            with column:
                _input(view, entry, entry.code_label(words.language))


def _input(view: View, entry: Entry, label: str) -> None:
    key = _key(view, entry.name)
    if entry.is_yes_no:
        st.session_state.setdefault(key, bool(entry.value))
        st.checkbox(label, key=key)
        return
    st.session_state.setdefault(key, entry.value / _scale(entry))
    st.number_input(label, key=key, step=1.0 if entry.value / _scale(entry) >= _ACROSS else 0.1, format="%g")


def _ground(entry: Entry, words: Words) -> str:
    default_said = words.t("Default: {value}", value=_said(entry, entry.default, words))
    changed = words.t("Now: {value}", value=_said(entry, entry.value, words))
    told = f"**{changed} · {default_said}**" if entry.value != entry.default else f"**{default_said}**"
    return f"{told}  \n{entry.source(words.language)}"


def _scale(entry: Entry) -> int:
    """Give what a value as it is written stands for: prices are written in millions of đồng."""
    return _MILLION if entry.name.startswith("cost_") else 1


def _unit(entry: Entry, words: Words) -> str:
    unit = entry.unit(words.language)
    return words.t("million {unit}", unit=unit) if _scale(entry) > 1 else unit


def _said(entry: Entry, value: float, words: Words) -> str:
    if entry.is_yes_no:
        return words.t("yes") if value else words.t("no")
    return f"{plain(value / _scale(entry), words)} {_unit(entry, words)}"


def _key(view: View, name: str) -> str:
    """Name the input of a standard; when the standards have changed the inputs start afresh from them."""
    return f"standard-{crc32(repr(planning.standards(view)).encode())}-{name}"


def _fill_in_defaults(view: View, entries: Iterable[Entry]) -> None:
    for entry in entries:
        st.session_state[_key(view, entry.name)] = (
            bool(entry.default) if entry.is_yes_no else entry.default / _scale(entry)
        )


def _values(view: View, entries: Iterable[Entry]) -> dict[str, float]:
    """Give the values put in that differ from those that hold."""
    found = dict[str, float]()
    for entry in entries:
        put_in = st.session_state.get(_key(view, entry.name))
        value = entry.value if put_in is None else round(float(put_in) * _scale(entry), 6)
        if value != entry.value:
            found[entry.name] = value
    return found


def _proposed(view: View, groups: Sequence[str], preview: Preview) -> None:
    """Show what the values put in would change, and offer to save them; wrong ones are said."""
    words, entries = view.words, _entries(view, groups)
    values = _values(view, entries)
    if not values:
        return
    st.subheader(words.t("What would change"), anchor=False)
    try:
        wanted = planning.standards(view).changed(values)
    except StandardsError as error:
        st.error(error.message(words))
        return
    st.markdown("\n".join(f"- {_change(e, values[e.name], words)}" for e in entries if e.name in values))
    preview(wanted)
    st.button(
        words.t("Save the standards"),
        key="standards-save",
        type="primary",
        icon=":material/save:",
        on_click=_save,
        args=(view, values),
    )


def _change(entry: Entry, value: float, words: Words) -> str:
    return words.t(
        "{name}: {old} → {new}",
        name=entry.label(words.language),
        old=_said(entry, entry.value, words),
        new=_said(entry, value, words),
    )


def _save(view: View, values: Mapping[str, float]) -> None:
    """Save the values; what somebody else has saved meanwhile stays, and what does not go with it is refused."""
    plans, starts = planning.plans(view), default()
    try:
        wanted = from_json({**plans.standards(), **values})
    except StandardsError as error:
        st.session_state[_REFUSED] = error.message(view.words)
        return
    plans.set_standards({name: value for name, value in wanted.values if value != starts[name]})
    st.session_state[_SAID] = view.words.n(
        "{count} standard was changed; all pages of the plan follow.",
        "{count} standards were changed; all pages of the plan follow.",
        len(values),
    )


def _last(view: View) -> None:
    """Say who changed the standards last, and when."""
    words, changes = view.words, planning.plans(view).standards_changes()
    if not changes:
        st.caption(words.t("No standard has been changed; the defaults hold."))
        return
    moment = words.moment(changes[0].at.astimezone(CLOCK))
    st.caption(words.t("Changed last {moment}, by {who}.", moment=moment, who=changes[0].by or words.t(NOT_TOLD)))
