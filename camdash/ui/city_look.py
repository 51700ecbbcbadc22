"""The parts of the page on the look of the city: places where one pole could carry what several carry now."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from camdash.analysis import look
from camdash.figures.stacks import Series, Stack, stacked_bars
from camdash.palette import text_on
from camdash.ui import charts, filtering, labels, loaders, navigation, panels, sheets, tables
from camdash.ui.panels import Cut
from camdash.ui.view import View
from camdash.words import N_

WITHIN_M = (3, 5, 10)
SHORT = {"share_pole": N_("Share a pole"), "one_owner": N_("Gather on one pole")}
ADVICE = {
    "share_pole": N_("Share one pole between owners"),
    "one_owner": N_("One owner: gather on one pole"),
}
BY_DISTRICT = Cut("form1", "district", N_("Places, by district"))
_QUERY, _KEY, _PLACE = "within", "look-within", "look-place"
_WIDTHS = {"names": 174, "owners": 74, "positions": 66, "cameras": 78, "district": 96, "advice": 116, "units": 130}
_ROW_WIDTHS = {"unit": 120, "owner_unit": 150, "position_name": 190, "quantity": 70, "operating_state": 130}


def choose_within(view: View) -> int:
    """Ask how near poles must stand to be one place (m); the choice is in the URL."""
    asked = st.query_params.get(_QUERY, "")
    known = int(asked) if asked.isdigit() and int(asked) in WITHIN_M else int(look.WITHIN_M)
    st.session_state.setdefault(_KEY, known)
    chosen = st.segmented_control(
        view.words.t("Poles nearer to each other than"),
        WITHIN_M,
        key=_KEY,
        required=True,
        persist_state="session",
        format_func=lambda metres: f"{metres} m",
    )
    within = int(chosen or look.WITHIN_M)
    if str(within) != asked:
        st.query_params[_QUERY] = str(within)
    return within


def key_figures(view: View, within_m: int) -> None:
    """Show how many places there are, in how many one pole could serve several owners, and what stands there."""
    words, frame = view.words, loaders.ask(view.snapshot, look.by_district, view.where, within_m)
    shared = frame[frame["advice"] == "share_pole"]
    places = int(frame["places"].sum())
    positions, cameras = int(frame["positions"].sum()), int(frame["cameras"].sum())
    found = loaders.ask(view.snapshot, look.looked_at, view.where)
    rows = words.n("of {count} row", "of {count} rows", found.rows)
    figures = [
        (
            words.t("Places with several rows"),
            words.number(places),
            words.t("within {metres} m of each other", metres=within_m),
        ),
        (
            words.t("Several owners there"),
            words.number(int(shared["places"].sum())),
            words.t("they could share one pole"),
        ),
        (
            words.t("Cameras there"),
            words.number(cameras),
            words.n("in {count} row", "in {count} rows", positions),
        ),
        (words.t("Rows without coordinates"), words.number(found.unlocated), rows),
        (words.t("Sensitive, not looked at"), words.number(found.withheld), rows),
    ]
    charts.key_figures(figures)
    st.caption(
        words.t(
            "A suggestion for people to judge: several cameras on one pole are usual, and so are two poles at a wide "
            "crossing. {count} rows were looked at.",
            count=words.number(found.looked_at),
        )
    )


def by_district(view: View, within_m: int) -> None:
    """Show the places of each district, cut by the advice; a click narrows to the district."""
    words, frame = view.words, loaders.ask(view.snapshot, look.by_district, view.where, within_m)
    panels.title(view, BY_DISTRICT)
    found: dict[str | None, list[float]] = {}
    for code, advice, places in zip(frame["district"], frame["advice"], frame["places"], strict=True):
        row = found.setdefault(None if tables.missing(code) else str(code), [0.0] * len(ADVICE))
        row[list(ADVICE).index(advice)] += float(places)
    if not found:
        charts.show(None, words, alt="", key=BY_DISTRICT.key)
        return
    looks = _looks(view)
    rows = [Stack(labels.unit_name(code, view.labels), tuple(parts)) for code, parts in found.items()]
    charts.legend(looks, [sum(row.parts[place] for row in rows) for place in range(len(looks))], words)
    panels.show(view, BY_DISTRICT, stacked_bars(rows, looks, words, keep_order=True), list(found))


def _looks(view: View) -> list[Series]:
    strong, quiet = view.colours.presences["existing"], view.colours.states["unknown"]
    tones = {"share_pole": strong, "one_owner": quiet}
    return [Series(view.words.t(said), tones[code], text_on(tones[code])) for code, said in ADVICE.items()]


def places(view: View, within_m: int) -> None:
    """List the places, most owners first; a click on one shows what stands there."""
    words = view.words
    st.subheader(words.t("Places, most owners first"), anchor=False)
    frame = loaders.ask(view.snapshot, look.shared_places, view.where, within_m, tables.PAGE_ROWS)
    if frame.empty:
        st.caption(words.t("No two positions stand so near each other here."))
        return
    shown = _said(view, frame)
    headings = {
        "names": words.t("Place"),
        "owners": words.t("Owners"),
        "positions": words.t("Rows"),
        "cameras": words.t("Cameras"),
        "district": view.labels.heading("district"),
        "advice": words.t("Advice"),
        "units": view.labels.heading("unit"),
    }
    tables.show(
        shown,
        words,
        headings,
        key=f"look-places-{within_m}",
        alt=words.t("Places, most owners first"),
        look=tables.Look(("names",), tables.height_for(len(shown), 470), _WIDTHS),
        on_row=partial(_choose, list(frame["pole"])),
    )
    total = int(loaders.ask(view.snapshot, look.by_district, view.where, within_m)["places"].sum())
    more = words.n("{count} more of them", "{count} more of them", total - len(shown)) if total > len(shown) else ""
    st.caption(" · ".join(filter(None, (words.t("Click a place to see what stands there."), more))))


def _said(view: View, frame: pd.DataFrame) -> pd.DataFrame:
    """Say the places in the reader's words."""
    unit = partial(labels.unit_name, labels=view.labels)
    return pd.DataFrame(
        {
            "names": ["; ".join(names) for names in frame["names"]],
            "owners": frame["owners"],
            "positions": frame["positions"],
            "cameras": frame["cameras"],
            "district": [unit(None if tables.missing(code) else code) for code in frame["district"]],
            "advice": [view.words.t(SHORT[code]) for code in frame["advice"]],
            "units": ["; ".join(map(unit, codes)) for codes in frame["unit_codes"]],
        }
    )


def _choose(poles: Sequence[str], place: int) -> None:
    st.session_state[_PLACE] = poles[place]


def chosen_place(view: View, within_m: int) -> None:
    """List the records of the chosen place; a click on one opens its sheet."""
    words, pole = view.words, st.session_state.get(_PLACE)
    if not pole:
        return
    frame = loaders.ask(view.snapshot, look.at_place, pole, view.where, within_m)
    if frame.empty:  # another filter or another distance: the place is none any more
        return
    st.subheader(words.t("What stands at the chosen place"), anchor=False)
    names = ["unit", "owner_unit", "position_name", "quantity", "camera_type", "operating_state"]
    said = tables.said(frame[names], "form1", view.labels)
    ids = [f"{version}.{record}" for version, record in zip(frame["version_id"], frame["record"], strict=True)]
    tables.show(
        said,
        words,
        {name: view.labels.heading(name) for name in names},
        key="look-records",
        alt=words.t("What stands at the chosen place"),
        look=tables.Look(("unit",), tables.height_for(len(said), 320), _ROW_WIDTHS),
        on_row=partial(_open, ids),
    )
    st.caption(words.t("Click a row to see where it stands in which file, and what was found wrong with it."))


def _open(ids: Sequence[str], place: int) -> None:
    sheets.open_record(ids[place])


def link_map(view: View) -> None:
    """Offer the map of the same filter."""
    query = filtering.query_of(view.where)
    navigation.link(navigation.MAP, view.words.t("On the map"), **query)
