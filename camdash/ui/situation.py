"""The parts of the overview: key figures with the way to their rows, strips of the whole, units, kinds of place."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pandas as pd

from camdash.analysis.asked import NEW_OR_UNTOLD
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import Headline
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.figures.layout import tints
from camdash.palette import STATES, UNKNOWN
from camdash.ui import charts, filtering, loaders, navigation, panels, tables
from camdash.ui.panels import Cut
from camdash.ui.view import View
from camdash.words import N_

NEED_GROUPS = ("security", "defence", "state_management", UNKNOWN)
TYPES = ("ptz", "fixed", "anpr", "panoramic", "thermal", "other", UNKNOWN)
CONNECTABLE = ("connected", "connect_now")
UNITS_SHOWN = 20

STATE = Cut("form1", "operating_state", N_("Cameras by operating state"))
TYPE = Cut("form1", "camera_type", N_("Cameras by type"))
GROUP = Cut("form2", "need_group", N_("New cameras needed, by group"), NEW_OR_UNTOLD)
UNITS = Cut("form1", "unit", N_("Cameras by unit and operating state"))
AREAS = Cut("form2", "area_class", N_("Existing cameras and new ones needed, by kind of place"), NEW_OR_UNTOLD)
BY_UNIT = ("unit", "operating_state")
BY_TYPE = ("camera_type", "reach")
"""Columns counted together, so that one question to the data answers two parts of the page."""

WAY = N_("What is this made of?")


def key_figures(view: View, today: date) -> None:
    """Show the five figures that lead the page, each with what it is a part of and the way to its rows."""
    head = loaders.headline(view.snapshot, view.where)
    figures = [_had(view, head), _working(view, head), _connectable(view), _needed(view, head), _received(view, today)]
    everything = Filter()
    ways: list[Callable[[], None]] = [
        _way(view, "form1", everything),
        _way(view, "form1", everything),
        _way(view, "form1", Filter.of(reach=CONNECTABLE)),
        _way(view, "form2", NEW_OR_UNTOLD),
        partial(navigation.link, navigation.TABLES, view.words.t(WAY), table="progress", expected="required"),
    ]
    charts.key_figures(figures, ways)


def _way(view: View, form: str, those: Filter) -> Callable[[], None]:
    """Give what draws the way to a figure's rows, counted by unit."""
    query = filtering.query_of(view.where.both(those).only(form))
    return partial(navigation.link, navigation.TABLES, view.words.t(WAY), table=form, by="unit", **query)


def _had(view: View, head: Headline) -> tuple[str, str, str]:
    words, existing = view.words, head.existing
    note = words.n("at {count} position", "at {count} positions", existing.positions)
    return words.t("Cameras the city has"), words.number(existing.cameras), note


def _working(view: View, head: Headline) -> tuple[str, str, str]:
    words, existing = view.words, head.existing
    note = words.t("counted by quantity, of {count} whose state is told", count=words.number(existing.state_told))
    return words.t("Working"), words.number(existing.working) if existing.state_told else words.t(NOT_TOLD), note


def _connectable(view: View) -> tuple[str, str, str]:
    """Count the cameras that are connected to the city's centre, or can be as they are."""
    words, found = view.words, _parts(view, BY_TYPE, "reach")
    told = sum(cameras for code, cameras in found.items() if code != UNKNOWN)
    able = sum(found.get(code, 0) for code in CONNECTABLE)
    note = words.t(
        "{connected} are, of {count} whose connection is told",
        connected=words.number(found.get("connected", 0)),
        count=words.number(told),
    )
    return words.t("Can be connected now"), words.number(able) if told else words.t(NOT_TOLD), note


def _needed(view: View, head: Headline) -> tuple[str, str, str]:
    words, needed = view.words, head.needed
    note = words.n("at {count} position", "at {count} positions", needed.positions)
    return words.t("Cameras needed (new)"), words.number(needed.cameras), note


def _received(view: View, today: date) -> tuple[str, str, str]:
    words, returns = view.words, loaders.progress(view.snapshot, today)
    asked, sent = len(returns[returns["expected"] == "required"]), _sent(returns)
    note = words.n("{count} still wanting", "{count} still wanting", asked - sent)
    return words.t("Required forms received"), f"{words.number(sent)} / {words.number(asked)}", note


def _sent(returns: pd.DataFrame) -> int:
    here = ~returns["state"].isin(("missing", "withdrawn"))
    return int((here & (returns["expected"] == "required")).sum())


def _parts(view: View, by: tuple[str, ...], name: str) -> dict[str, int]:
    """Give the existing cameras by one of the columns that are counted together, `unknown` for what is not told."""
    frame = loaders.counts(view.snapshot, "form1", by, view.where)
    found: dict[str, int] = {}
    for code, cameras in zip(frame[name].tolist(), frame["cameras"].tolist(), strict=True):
        known = UNKNOWN if tables.missing(code) else str(code)
        found[known] = found.get(known, 0) + int(cameras)
    return found


def types_strip(view: View) -> None:
    """Show the types of cameras as parts of all."""
    found = _parts(view, BY_TYPE, TYPE.column)
    panels.strip_of(view, TYPE, [(code, found.get(code, 0)) for code in TYPES], view.colours.camera_type)


def states_strip(view: View) -> None:
    """Show the operating states as parts of all cameras."""
    found = _parts(view, BY_UNIT, STATE.column)
    panels.strip_of(view, STATE, [(code, found.get(code, 0)) for code in STATES], view.colours.state)


def needs_strip(view: View) -> None:
    """Show the three groups of the city's decision as parts of the new cameras needed."""
    found = panels.by_code(view, GROUP)
    shades = tints(view.colours.presences["needed"], view.colours.ground, len(NEED_GROUPS))
    tones = dict(zip(NEED_GROUPS, shades, strict=True))
    panels.strip_of(view, GROUP, [(code, found.get(code, 0)) for code in NEED_GROUPS], tones.__getitem__)


def units_by_state(view: View) -> None:
    """Show the units with most cameras, each as one bar cut by operating state on one shared scale."""
    panels.stacks_by(view, UNITS, STATE.column, STATES, view.colours.state, most=UNITS_SHOWN)
