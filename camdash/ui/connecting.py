"""The parts of the page of connections that are pictures: ways to the city's centre, lines, protocols, units."""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from camdash.analysis import connectivity
from camdash.analysis.deciding import REACHES
from camdash.palette import UNKNOWN
from camdash.ui import charts, labels, loaders, panels, tables
from camdash.ui.panels import Cut
from camdash.ui.view import View
from camdash.words import N_

WAYS = (*REACHES, UNKNOWN)

REACH = Cut("form1", "reach", N_("Cameras by their way to the city's centre"))
UNITS = Cut("form1", "unit", N_("What it takes to connect, by unit"))
LINES = Cut("form1", "transmission", N_("By line"))
PROTOCOLS = Cut("form1", "protocols", N_("By protocol"))
STORAGE = Cut("form1", "storage_places", N_("By place of storage"))
RECEIVERS = Cut("form1", "connected_to", N_("By where the picture goes"))

RULES: Mapping[str, str] = MappingProxyType(
    {
        "connected": N_("its picture goes to the city police, the traffic centre or the IOC"),
        "connect_now": N_("ONVIF or RTSP on a line that carries, or at the district's or ward's police"),
        "gateway": N_("analog with a recorder, a maker's protocol only, coax or wireless, or no line yet"),
        "replace": N_("analog, and nothing to join a gateway to"),
        UNKNOWN: N_("line, protocol or technology is not told; never counted as bad"),
    }
)
"""When a camera is of each way to the centre (camdash.analysis.deciding), in words."""

ANSWERS_ADD_UP = N_(
    "By protocol, by place of storage and by where the picture goes, one camera can stand in several rows, "
    "once under each of its answers; there the rows can add up to more than the total. "
    "A click on a bar narrows everything."
)


def by_unit_and_way(view: View) -> Mapping[str, Mapping[str, int]]:
    """Count cameras by unit ("" for none) and way to the centre, units with most cameras first, none last."""
    frame = panels.counted(view, UNITS, "reach")
    counts: dict[str, dict[str, int]] = {}
    for unit, way, n in zip(*(frame[name].tolist() for name in ("unit", "reach", "cameras")), strict=True):
        own = counts.setdefault("" if tables.missing(unit) else unit, dict.fromkeys(WAYS, 0))
        own[UNKNOWN if tables.missing(way) else way] += n
    return dict(sorted(counts.items(), key=lambda item: (not item[0], -sum(item[1].values()), item[0])))


def found(view: View) -> dict[str, int]:
    """Count the cameras by their way to the centre, in the order of WAYS; they sum to all cameras."""
    counts = by_unit_and_way(view).values()
    return {code: sum(own[code] for own in counts) for code in WAYS}


def key_figures(view: View) -> None:
    """Show how many cameras there are of each way to the centre; the five sum to all cameras."""
    words, counts = view.words, found(view)
    whole = sum(counts.values())
    charts.key_figures(
        [
            (
                name(view, code),
                words.number(count),
                f"{words.percent(count / whole if whole else None, 1)} · {words.t(RULES[code])}",
            )
            for code, count in counts.items()
        ]
    )


def name(view: View, code: str) -> str:
    """Name a way to the centre."""
    return labels.value("form1", "reach", None if code == UNKNOWN else code, view.labels)


def strip(view: View) -> None:
    """Show the ways to the centre as parts of all cameras."""
    panels.strip_of(view, REACH, list(found(view).items()), view.colours.reach)


def ask_for_more(view: View) -> None:
    """Where most cameras do not tell how they are connected, say so, and which columns units are to fill in."""
    words, counts = view.words, found(view)
    whole = sum(counts.values())
    if whole and counts[UNKNOWN] * 2 > whole:
        columns = ("transmission", "protocols", "technology", "connected_to")
        st.info(
            words.t(
                "{share} of the cameras do not tell how they can be connected. "
                "Ask the units to fill in these columns of Form 1: {columns}.",
                share=words.percent(counts[UNKNOWN] / whole, 1),
                columns=", ".join(view.labels.heading(column) for column in columns),
            ),
            icon=":material/info:",
        )


def answers(view: View) -> None:
    """Show line, protocols, places of storage and receivers beside one another, each as sorted bars."""
    counts = loaders.ask(view.snapshot, connectivity.answers, view.where.only("form1"))
    for pair in ((LINES, PROTOCOLS), (STORAGE, RECEIVERS)):
        for place, cut in zip(st.columns(2, gap="large"), pair, strict=True):
            with place:
                panels.plain_bars(view, cut, counts[cut.column])
    st.caption(view.words.t(ANSWERS_ADD_UP))


def by_unit(view: View) -> None:
    """Show each unit's cameras as one bar, cut by their way to the centre on one shared scale."""
    panels.stacks_by(view, UNITS, "reach", WAYS, view.colours.reach, narrow=True)
