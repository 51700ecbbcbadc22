"""The page of what people confirmed: what headings mean and whose files a text stands for; searched and deleted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from camdash.analysis.labels import UNKNOWN
from camdash.analysis.snapshot import CLOCK
from camdash.intake.model import EVERY_UNIT
from camdash.problems.spoken import FORM_NAMES
from camdash.store.model import ColumnMeaning, UnitMeaning
from camdash.text.fold import fold
from camdash.ui import labels, navigation, tables
from camdash.ui.meanings import target_name
from camdash.ui.view import View

_COLUMN_WIDTHS = {"unit": 170, "form": 110, "heading": 220, "meaning": 215, "by": 130, "at": 140}
_UNIT_WIDTHS = {"text": 420, "unit": 300, "by": 130, "at": 140}
_SAID = "forgotten-said"


@dataclass(frozen=True, slots=True)
class Listed:
    """One list of the page: its rows as said, their headings, and how one of them is forgotten."""

    key: str
    rows: Sequence[Mapping[str, str]]
    headings: Mapping[str, str]
    widths: Mapping[str, int]
    forget: Callable[[int], None]


def show(view: View) -> None:
    """Show both kinds of memory, or say how it comes about."""
    words = view.words
    if said := st.session_state.pop(_SAID, None):
        st.success(said, icon=":material/check:")
    columns = view.store.column_meanings(view.campaign.code)
    units = view.store.unit_meanings(view.campaign.code)
    if not columns and not units:
        _empty(view)
        return
    st.caption(
        words.t(
            "What is deleted is asked again when the next file of the kind comes. "
            "Figures that are stored do not change."
        )
    )
    wanted = fold(st.text_input(words.t("Search"), key="meanings-search", icon=":material/search:"))
    _columns(view, columns, wanted)
    _units(view, units, wanted)


def _empty(view: View) -> None:
    words = view.words
    with st.container(border=True, key="nothing-remembered"):
        st.subheader(words.t("Nothing is remembered yet"), anchor=False)
        st.markdown(
            words.t(
                "When forms are received, columns that were not recognised and files of no known unit are asked about. "
                "The answers are listed here, and can be deleted here."
            )
        )
        navigation.link(navigation.UPLOAD, words.t("Receive forms"))


def _columns(view: View, meanings: Sequence[ColumnMeaning], wanted: str) -> None:
    words = view.words
    rows = [
        {
            "unit": words.t("Every unit") if m.unit == EVERY_UNIT else labels.unit_name(m.unit, view.labels),
            "form": words.t(FORM_NAMES[m.form]),
            "heading": m.heading,
            "meaning": target_name(m.target, view.labels, m.form),
            "by": m.by or words.t(UNKNOWN),
            "at": words.moment(m.at.astimezone(CLOCK)),
        }
        for m in meanings
    ]
    headings = {
        "unit": words.t("Unit"),
        "form": words.t("Form"),
        "heading": words.t("Heading as written"),
        "meaning": words.t("Meaning"),
        "by": words.t("Confirmed by"),
        "at": words.t("At"),
    }

    def forget(place: int) -> None:
        one = meanings[place]
        view.store.forget_column(view.campaign.code, one.unit, one.form, one.heading)

    st.subheader(words.t("Headings"), anchor=False)
    _list(view, Listed("columns", rows, headings, _COLUMN_WIDTHS, forget), wanted)


def _units(view: View, meanings: Sequence[UnitMeaning], wanted: str) -> None:
    words = view.words
    names = {unit.code: unit.name for unit in view.campaign.units}
    rows = [
        {
            "text": m.text,
            "unit": names.get(m.unit, m.unit),
            "by": m.by or words.t(UNKNOWN),
            "at": words.moment(m.at.astimezone(CLOCK)),
        }
        for m in meanings
    ]
    headings = {
        "text": words.t("Text in the file"),
        "unit": words.t("Unit"),
        "by": words.t("Confirmed by"),
        "at": words.t("At"),
    }

    def forget(place: int) -> None:
        view.store.forget_unit(view.campaign.code, meanings[place].text)

    st.subheader(words.t("Units by the text they are known by"), anchor=False)
    _list(view, Listed("units", rows, headings, _UNIT_WIDTHS, forget), wanted)


def _list(view: View, listed: Listed, wanted: str) -> None:
    """Draw what the search leaves of a list, and delete the rows that are ticked."""
    words = view.words
    left = [n for n, row in enumerate(listed.rows) if wanted in fold(" ".join(row.values()))]
    if not left:
        st.caption(words.t("Nothing here.") if not listed.rows else words.t("Nothing found."))
        return
    frame = pd.DataFrame([listed.rows[n] for n in left])
    ticked = tables.pick(
        frame,
        words,
        listed.headings,
        key=f"remembered-{listed.key}-{len(listed.rows)}-{wanted}",
        alt=words.t("What is remembered"),
        look=tables.Look(height=tables.height_for(len(frame), 420), widths=listed.widths),
    )
    chosen = [left[n] for n in ticked if n < len(left)]
    st.button(
        words.n("Delete {count} row", "Delete {count} rows", len(chosen)) if chosen else words.t("Tick rows to delete"),
        key=f"forget-{listed.key}",
        icon=":material/delete:",
        disabled=not chosen,
        on_click=_forget,
        args=(view, listed, chosen),
    )


def _forget(view: View, listed: Listed, chosen: Sequence[int]) -> None:
    for place in chosen:
        listed.forget(place)
    st.session_state[_SAID] = view.words.n("{count} row was deleted.", "{count} rows were deleted.", len(chosen))
