"""The mapping screen of the upload page: how each column was read, and what a person says that it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import streamlit as st

from camdash.forms.headings import heading_key
from camdash.intake.model import EVERY_UNIT, LEFT_OUT, ColumnReading, Table
from camdash.problems.spoken import FORM_NAMES
from camdash.store.model import StoreError
from camdash.ui import tables
from camdash.ui.inbox import Change, Inbox, Item
from camdash.ui.meanings import (
    CERTAINTY,
    UNDECIDED,
    clash_in,
    namesake,
    open_columns,
    target_name,
    targets,
    to_remember,
)
from camdash.ui.prose import literal
from camdash.ui.rereading import again
from camdash.ui.view import View

Scope = Literal["unit", "every"]
_GRID = (0.4, 2.3, 2.6, 1.5, 3.2)
_SAMPLES, _SAMPLE_LENGTH = 3, 32
_TONES: Mapping[str, Literal["orange", "gray", "green", "blue"]] = {
    "likely": "orange",
    "sure": "green",
    "confirmed": "blue",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """One table of one file, by its place in the file."""

    item: Item
    place: int

    @property
    def table(self) -> Table:
        """The table itself."""
        return self.item.reading.tables[self.place]

    @property
    def key(self) -> str:
        """Name the table within widgets' keys; a file that was read again is another."""
        return f"{self.item.number}-{self.item.turn}-{self.place}"

    def said(self, view: View) -> str:
        """Name the table to a person: file, sheet, form, and how many columns wait."""
        words, count = view.words, len(open_columns(self.table))
        form = words.t(FORM_NAMES[self.table.form])
        parts = [self.item.reading.file, self.table.sheet, form]
        if count:
            parts.append(words.n("{count} column to look at", "{count} columns to look at", count))
        return " · ".join(part for part in parts if part)


def ask_columns(view: View, inbox: Inbox) -> None:
    """Show how columns were read, and let a person settle those that were guessed or not recognised."""
    spots = [Spot(item, place) for item in inbox.items for place, t in enumerate(item.reading.tables) if t.readings]
    if not spots:
        return
    words = view.words
    asking = [spot for spot in spots if open_columns(spot.table)]
    certain = [spot for spot in spots if not open_columns(spot.table)]
    if asking or inbox.changes:
        st.subheader(words.t("How columns are read"), anchor=False)
        _tell_changes(view, inbox.changes)
    if asking:
        st.markdown(
            words.n(
                "{count} table has columns that were guessed or not recognised. What you confirm is remembered.",
                "{count} tables have columns that were guessed or not recognised. What you confirm is remembered.",
                len(asking),
            )
        )
        _ask(view, inbox, _choose(view, asking, "asking"))
    if certain:
        title = words.n("{count} table read surely", "{count} tables read surely", len(certain))
        folded = st.expander(title, key="certain-tables", on_change="rerun")
        if folded.open:
            with folded:
                _ask(view, inbox, _choose(view, certain, "certain"))


def _choose(view: View, spots: Sequence[Spot], key: str) -> Spot:
    """Let one table at a time be looked at."""
    if len(spots) == 1:
        st.markdown(f"**{literal(spots[0].said(view))}**")
        return spots[0]
    by_key = {spot.key: spot for spot in spots}
    chosen = st.selectbox(
        view.words.t("Table"),
        list(by_key),
        key=f"{key}-table-{len(spots)}",
        format_func=lambda name: by_key[name].said(view) if name in by_key else "",
    )
    return by_key.get(str(chosen), spots[0])


# ------------------------------------------------------------------------------------------------ one table


def _ask(view: View, inbox: Inbox, spot: Spot) -> None:
    """Show a table's columns, those to be looked at first, and take the answers."""
    words, readings = view.words, spot.table.readings
    first = [r for r in readings if r.confidence in {"likely", "unknown"}]
    others = [r for r in readings if r not in first]
    chosen: dict[str, str] = {}
    with st.form(f"columns-{spot.key}"):
        if first:
            _head(view)
            for reading in first:
                _row(view, spot, reading, chosen)
        if others and first:
            title = words.n("{count} column read surely", "{count} columns read surely", len(others))
            with st.expander(title):
                for reading in others:
                    _row(view, spot, reading, chosen)
        elif others:
            _head(view)
            for reading in others:
                _row(view, spot, reading, chosen)
        left, right = st.columns((2, 1), vertical_alignment="bottom")
        scope: Scope = left.radio(
            words.t("Remember for"),
            ("unit", "every"),
            horizontal=True,
            key=f"scope-{spot.key}",
            format_func=lambda s: words.t("This unit only") if s == "unit" else words.t("Every unit"),
        )
        pressed = right.form_submit_button(
            words.t("Confirm how columns are read"), key=f"confirm-columns-{spot.key}", icon=":material/check:"
        )
        if pressed:
            _settle(view, inbox, spot, chosen, scope)


def _head(view: View) -> None:
    words = view.words
    titles = (
        words.t("Col"),
        words.t("Heading as written"),
        words.t("Some cells of it"),
        words.t("How surely"),
        words.t("Meaning"),
    )
    for place, title in zip(st.columns(_GRID), titles, strict=True):
        place.caption(title)


def _row(view: View, spot: Spot, reading: ColumnReading, chosen: dict[str, str]) -> None:
    """Draw one column; what is chosen for it goes into `chosen` where anything can be chosen."""
    words = view.words
    letters, heading, samples, sure, meaning = st.columns(_GRID, vertical_alignment="center")
    letters.markdown(f"**{reading.letters}**")
    heading.markdown(literal(reading.heading) or words.t("*(no heading)*"))
    samples.caption(" · ".join(literal(_short(text)) for text in reading.samples[:_SAMPLES]))
    sure.badge(words.t(CERTAINTY[reading.confidence]), color=_TONES.get(reading.confidence, "gray"))
    if why := _why_fixed(view, spot.table, reading):
        meaning.caption(why)
        return
    options = _options(spot.table.form, reading)
    chosen[reading.letters] = meaning.selectbox(
        words.t("Meaning of column {column}", column=reading.letters),
        options,
        index=options.index(reading.target) if reading.target in options else 0,
        key=f"meaning-{spot.key}-{reading.letters}",
        label_visibility="collapsed",
        format_func=lambda target: target_name(target, view.labels, spot.table.form),
    )


def _short(text: str) -> str:
    return text if len(text) <= _SAMPLE_LENGTH else f"{text[: _SAMPLE_LENGTH - 1].rstrip()}…"


def _why_fixed(view: View, table: Table, reading: ColumnReading) -> str:
    """Say why nothing can be chosen for a column; "" where something can."""
    words = view.words
    if reading.confidence == "secret":
        return words.t("Cannot be read")
    if twin := namesake(reading, table):
        return words.t("Has the same heading as column {column}, which is read.", column=twin)
    return ""


def _options(form: str, reading: ColumnReading) -> list[str]:
    """List what may be chosen; what was read surely can be read otherwise, but is never undecided."""
    undecided = [UNDECIDED] if reading.confidence in {"likely", "unknown"} else []
    known = [*targets(form), LEFT_OUT]
    odd = [reading.target] if reading.target and reading.target not in known else []
    return [*undecided, *odd, *known]


# ------------------------------------------------------------------------------------------------ settling


def _settle(view: View, inbox: Inbox, spot: Spot, chosen: Mapping[str, str], scope: Scope) -> None:
    """Remember what was confirmed and read every file anew that it concerns; say why where that cannot be."""
    words, readings = view.words, spot.table.readings
    clash = clash_in(readings, chosen)
    if clash is not None:
        st.error(clash.message(view.labels, spot.table.form))
        return
    unit = EVERY_UNIT if scope == "every" else spot.table.unit or inbox.units.get(spot.item.number)
    if unit is None:
        st.error(
            words.t(
                "It is not known whose this file is. Choose its unit above, or remember the meaning for every unit."
            )
        )
        return
    settled = to_remember(readings, chosen)
    if not settled:
        st.info(words.t("Nothing was chosen yet."))
        return
    try:
        for heading, target in settled.items():
            view.store.remember_column(view.campaign.code, unit, spot.table.form, heading, target, "")
    except StoreError:
        st.error(words.t("This could not be remembered. Load the page again."))
        return
    keys = {heading_key(heading) for heading in settled}
    again(view, inbox, [item for item in inbox.items if _concerned(item, spot.table.form, unit, keys)])
    st.rerun()


def _concerned(item: Item, form: str, unit: str, keys: set[str]) -> bool:
    """Tell whether a file has a column of one of these headings in a table of this form, of this unit or of any."""
    return any(
        table.form == form
        and unit in {EVERY_UNIT, table.unit}
        and any(heading_key(reading.known_as) in keys for reading in table.readings)
        for table in item.reading.tables
    )


def _tell_changes(view: View, changes: Sequence[Change]) -> None:
    """Show what reading again changed: rows, cameras and errors, before and after."""
    if not changes:
        return
    words = view.words
    frame = pd.DataFrame(
        [
            {
                "file": change.file,
                **{
                    name: f"{words.number(getattr(change.before, name))} → {words.number(getattr(change.after, name))}"
                    for name in ("records", "cameras", "errors")
                },
            }
            for change in changes
        ]
    )
    title = words.n("{count} file was read again", "{count} files were read again", len(changes))
    st.success(title, icon=":material/check:")
    tables.show(
        frame,
        words,
        {
            "file": words.t("File"),
            "records": words.t("Rows, before and after"),
            "cameras": words.t("Cameras, before and after"),
            "errors": words.t("Errors, before and after"),
        },
        key="changes",
        alt=title,
        look=tables.Look(("file",), tables.height_for(len(frame), 220), {"file": 420}),
    )
