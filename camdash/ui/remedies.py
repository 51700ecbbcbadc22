"""The parts of the quality page that tell what is to be done with the cameras, for how many, and at what cost."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

import pandas as pd
import streamlit as st

from camdash.analysis import remedies
from camdash.analysis.deciding import REMEDIES
from camdash.analysis.filters import Filter, Value
from camdash.analysis.inventory import Page, records
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.palette import UNKNOWN
from camdash.ui import filtering, labels, navigation, panels, sheets, showing, tables
from camdash.ui.loaders import ask
from camdash.ui.panels import Cut
from camdash.ui.view import View
from camdash.words import N_

REMEDY = Cut("form1", "remedy", N_("What is to be done"))
UNITS = Cut("form1", "unit", N_("What is to be done, by unit"))
ASSUMED = N_(
    "Unit costs are assumptions that an administrator sets on the page of thresholds; "
    "cameras of which too little is known are in no cost."
)
RULES: Mapping[str, str] = MappingProxyType(
    {
        "keep": N_("usable now; its connection is good or not told"),
        "connect": N_("usable, not at the city's centre yet, and there is a way to join it"),
        "repair": N_("broken or degraded, and not past its age"),
        "upgrade": N_(
            "working, but its resolution passes in part, its retention fails, or it cannot be joined as it is"
        ),
        "replace": N_("its resolution fails, it is out of use, or it is past its age and broken, degraded or analog"),
        UNKNOWN: N_("state and resolution are not told enough to judge, or it is being installed"),
    }
)
"""When each remedy is the first to be thought of (camdash.analysis.deciding), in words."""

_MILLION = 1_000_000
_FIRST_UNITS = 25
_COST_WIDTHS = {"remedy": 165, "cameras": 84, "charged": 97, "unit_cost": 75, "cost": 92}
_SHOWN = ("unit", "position_name", "address", "quantity", "operating_state", "resolution_mp", "install_year")
_CHOSEN = "remedy-rows"


def strip(view: View) -> None:
    """Show the remedies as parts of all cameras."""
    frame = panels.counted(view, UNITS, "remedy")
    found = dict.fromkeys((*REMEDIES, UNKNOWN), 0)
    for code, cameras in zip(frame["remedy"].tolist(), frame["cameras"].tolist(), strict=True):
        found[UNKNOWN if tables.missing(code) else str(code)] += int(cameras)
    parts = list(found.items())
    panels.strip_of(view, REMEDY, parts, view.colours.remedy)
    words = view.words
    if showing.is_on():
        return
    st.caption("\n".join(f"- **{_name(view, code)}**: {words.t(rule)}" for code, rule in RULES.items()))


def by_unit(view: View) -> None:
    """Show each unit's cameras as one bar, cut by remedy on one shared scale."""
    panels.stacks_by(view, UNITS, "remedy", (*REMEDIES, UNKNOWN), view.colours.remedy, most=_FIRST_UNITS, narrow=True)


def costs(view: View) -> None:
    """Show what each remedy would cost, the sum on top; a click on a row narrows to its cameras."""
    words = view.words
    frame: pd.DataFrame = ask(view.snapshot, remedies.costs, view.where.only("form1"))
    st.subheader(words.t("Estimated cost, million đồng"), anchor=False)
    names = [_name(view, code, gateway=bool(way)) for code, way in zip(frame["remedy"], frame["gateway"], strict=True)]
    said = pd.DataFrame(
        {
            "remedy": [words.t("Total"), *names],
            "cameras": [int(frame["cameras"].sum()), *frame["cameras"]],
            "charged": [int(frame["charged_cameras"].sum()), *frame["charged_cameras"]],
            "unit_cost": _millions([None, *frame["unit_cost_vnd"]]),
            "cost": _millions([int(frame["cost_vnd"].sum()), *frame["cost_vnd"]]),
        }
    )
    heads = {
        "remedy": view.labels.heading("remedy"),
        "cameras": words.t("Cameras"),
        "charged": words.t("Charged"),
        "unit_cost": words.t("Unit cost"),
        "cost": words.t("Cost"),
    }
    rows = [(None if tables.missing(c) else c, bool(g)) for c, g in zip(frame["remedy"], frame["gateway"], strict=True)]
    look = tables.Look(("remedy",), widths=_COST_WIDTHS)
    alt = words.t("Estimated cost, million đồng")
    tables.show(said, words, heads, key="costs", alt=alt, look=look, on_row=partial(_narrow_to_cost, rows))
    st.caption(words.t(ASSUMED))
    st.caption(words.t("Of a row told in part broken only the broken cameras are repaired and charged."))
    navigation.link(navigation.THRESHOLDS, words.t("Unit costs and thresholds"))


def _name(view: View, code: object, *, gateway: bool = False) -> str:
    if tables.missing(code) or code == UNKNOWN:
        return view.words.t(NOT_TOLD)
    if gateway:
        return view.words.t("Connect by a gateway")
    return labels.value("form1", "remedy", str(code), view.labels)


def _millions(costs: Sequence[float | None]) -> pd.Series:
    """Turn đồng into millions; what has no cost stays empty."""
    return pd.Series([None if tables.missing(c) else float(c or 0) / _MILLION for c in costs], dtype="Float64")


def _narrow_to_cost(rows: Sequence[tuple[Value, bool]], place: int) -> None:
    """Narrow to the cameras of one row; the first row is the sum of all."""
    if not place:
        return
    code, gateway = rows[place - 1]
    filtering.narrow("remedy", [code])
    if gateway:
        filtering.narrow("reach", ["gateway"])


def rows(view: View) -> None:
    """List the cameras of one remedy when they are asked for; a click on a row opens its sheet."""
    words = view.words
    drawer = st.expander(words.t("Cameras by what is to be done"), key="remedy-list", on_change="rerun")
    if not drawer.open:
        return
    with drawer:
        code = _choose(view)
        where = view.where.both(Filter.of(remedy=[None if code == UNKNOWN else code])).only("form1")
        query = filtering.query_of(where)
        navigation.link(navigation.TABLES, words.t("All rows, with downloads"), table="form1", **query)
        names = (*_SHOWN, "version_id", "record")
        frame = ask(view.snapshot, records, "form1", where, names, Page(0, tables.PAGE_ROWS))
        ids = [f"{version}.{record}" for version, record in zip(frame["version_id"], frame["record"], strict=True)]
        said = tables.said(frame[list(_SHOWN)], "form1", view.labels)
        heads = {name: view.labels.heading(name) for name in _SHOWN}
        look = tables.Look(("unit",), tables.height_for(len(said), 460))
        alt = words.t("Cameras by what is to be done")
        tables.show(said, words, heads, key=f"remedy-{code}", alt=alt, look=look, on_row=partial(_open, ids))
        st.caption(words.t("At most {count} rows are shown here.", count=tables.PAGE_ROWS))


def _choose(view: View) -> str:
    """Ask for one remedy, of those that the filter leaves."""
    left = [UNKNOWN if code is None else str(code) for code in view.where.values("remedy")]
    codes = left or ["replace", "upgrade", "repair", "connect", "keep", UNKNOWN]
    chosen = st.segmented_control(
        view.labels.heading("remedy"),
        codes,
        default=codes[0],
        required=True,
        key=f"{_CHOSEN}-{'-'.join(codes)}",
        format_func=lambda code: labels.value("form1", "remedy", None if code == UNKNOWN else code, view.labels),
        label_visibility="collapsed",
    )
    return str(chosen or codes[0])


def _open(ids: Sequence[str], place: int) -> None:
    sheets.open_record(ids[place])
