"""The table of units: what each has and needs, how much is not told, and where its returns stand."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from camdash.analysis import units
from camdash.analysis.filters import Value
from camdash.analysis.grading import CRITERIA
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.ui import charts, filtering, labels, loaders, returns, tables
from camdash.ui.view import View
from camdash.words import N_

TITLE = N_("Units: what they have, what they need, what they have sent")
_WIDTHS = {
    "unit": 150,
    "cameras": 76,
    "working": 78,
    "untold": 80,
    "needed": 64,
    "form1": 120,
    "form2": 120,
    "errors": 46,
}
_MEASURES = ("cameras", "working", "untold", "needed", "other_needs")
_FORMS = ("form1", "form2")


def key_figures(view: View, today: date) -> None:
    """Show what the units have and need, how much is not told, and how many required forms they have sent."""
    words, sums, (sent, asked) = view.words, _sums(found(view)), _sent(view, today)
    whole, working = sums["cameras"] or 0, sums["working"]
    share = (sums["untold"] or 0) / (whole * len(CRITERIA)) if whole else None
    charts.key_figures(
        [
            (
                words.t("Cameras there are"),
                words.number(whole),
                words.n("of {count} unit", "of {count} units", _units(view)),
            ),
            (
                words.t("Working"),
                words.t(NOT_TOLD) if working is None else words.number(working),
                words.t("as far as it is told"),
            ),
            (
                words.t("Cameras needed (new)"),
                words.number(sums["needed"] or 0),
                words.t(
                    "and {count} to replace, upgrade, move or connect", count=words.number(sums["other_needs"] or 0)
                ),
            ),
            (
                words.t("Share without information"),
                words.percent(share, 1),
                words.n("of six answers on {count} camera", "of six answers on each of {count} cameras", whole),
            ),
            (
                words.t("Required forms received"),
                f"{words.number(sent)} / {words.number(asked)}",
                words.n("{count} still wanting", "{count} still wanting", asked - sent),
            ),
        ]
    )


def found(view: View) -> pd.DataFrame:
    """Count what each unit has and needs under the page's filter (camdash.analysis.units)."""
    frame: pd.DataFrame = loaders.ask(view.snapshot, units.side_by_side, view.where, "unit")
    return frame


def _units(view: View) -> int:
    frame = found(view)
    return int((frame["unit"].notna() & (frame["cameras"] > 0)).sum())


def _sums(frame: pd.DataFrame) -> dict[str, int | None]:
    sums = frame[list(_MEASURES)].sum(min_count=1)
    return {name: None if tables.missing(sums[name]) else int(sums[name]) for name in _MEASURES}


def _meant(view: View) -> list[str]:
    """Give the units of the table: those with rows; where only units are narrowed, all of them, sent or not."""
    with_rows = [str(unit) for unit in found(view)["unit"].dropna()]
    if any(name != "unit" for name, _ in view.where.where):
        return with_rows
    wanted = view.where.values("unit")
    asked = [unit.code for unit in view.campaign.units if not wanted or unit.code in wanted]
    return [*with_rows, *(code for code in asked if code not in with_rows)]


def _sent(view: View, today: date) -> tuple[int, int]:
    """Count the required forms of the table's units that have come, and all of them."""
    frame = loaders.progress(view.snapshot, today)
    asked = frame[(frame["expected"] == "required") & frame["unit"].isin(_meant(view))]
    return int((~asked["state"].isin(("missing", "withdrawn"))).sum()), len(asked)


def show(view: View, today: date) -> None:
    """Show the units with most cameras first, the sum on top; a click on a row narrows everything to its unit."""
    words, frame, meant = view.words, found(view), _meant(view)
    st.subheader(words.t(TITLE), anchor=False)
    if not meant and frame.empty:
        st.caption(words.t("There is nothing to show here yet."))
        return
    codes: list[Value] = [*meant, *([None] if frame["unit"].isna().any() else [])]
    rows = frame.assign(unit=frame["unit"].fillna("")).set_index("unit")[list(_MEASURES)]
    rows = rows.reindex([str(code or "") for code in codes])
    rows[["cameras", "needed", "other_needs"]] = rows[["cameras", "needed", "other_needs"]].fillna(0)
    total = pd.DataFrame([_sums(frame)], columns=list(_MEASURES))
    said = _said(pd.concat([total, rows], ignore_index=True).astype("Int64"))
    said.insert(0, "unit", [words.t("Total"), *(labels.unit_name(_text(code), view.labels) for code in codes)])
    _add_returns(view, said, codes, today)
    look = tables.Look(("unit",), tables.height_for(len(said), 1_060), _WIDTHS)
    pick = partial(_toggle, codes)
    tables.show(said, words, _heads(view), key="units", alt=words.t(TITLE), look=look, on_row=pick)
    st.caption(
        words.t(
            "No information: of six answers on each camera (state, resolution, storage, age, connection, security). "
            "States of returns and errors are those of the whole return, whatever the filter. "
            "A click on a row narrows everything to its unit."
        )
    )


def _text(code: Value) -> str | None:
    return None if code is None else str(code)


def _said(rows: pd.DataFrame) -> pd.DataFrame:
    answers = (rows["cameras"] * len(CRITERIA)).replace(0, pd.NA)
    return pd.DataFrame(
        {
            "cameras": rows["cameras"],
            "working": rows["working"],
            "untold": (rows["untold"] / answers * 100).astype("Float64").round(1),
            "needed": rows["needed"],
        }
    )


def _add_returns(view: View, said: pd.DataFrame, codes: Sequence[Value], today: date) -> None:
    """Add where each unit's two forms stand and how many errors they have; the first row is the total."""
    told = _standings(view, today)
    for form in _FORMS:
        said[form] = ["", *(told[code, form][0] if (code, form) in told else "" for code in codes)]
    errors = [sum(told[code, form][1] for form in _FORMS if (code, form) in told) for code in codes]
    said["errors"] = pd.Series([sum(errors), *errors], dtype="Int64")


def _standings(view: View, today: date) -> dict[tuple[Value, str], tuple[str, int]]:
    rows: Sequence[Mapping[Any, Any]] = loaders.progress(view.snapshot, today).to_dict("records")
    return {
        (row["unit"], row["form"]): (
            returns.said_standing({**row, "standing": returns.standing(row)}, view.words),
            int(row["errors"]),
        )
        for row in rows
    }


def _heads(view: View) -> dict[str, str]:
    words = view.words
    return {
        "unit": words.t("Unit"),
        "cameras": words.t("Cameras"),
        "working": words.t("Work"),
        "untold": words.t("No info (%)"),
        "needed": words.t("New needed"),
        "form1": words.t("Form 1"),
        "form2": words.t("Form 2"),
        "errors": words.t("Errors"),
    }


def _toggle(codes: Sequence[Value], place: int) -> None:
    if place:
        filtering.toggle("unit", codes[place - 1])
