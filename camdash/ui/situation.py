"""The parts of the overview: key figures, strips of the whole, and bars by unit, purpose and place."""

from datetime import date

import pandas as pd

from camdash.analysis.filters import Filter
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.figures.layout import tints
from camdash.palette import STATES, UNKNOWN
from camdash.ui import charts, loaders, panels
from camdash.ui.panels import Cut
from camdash.ui.view import View
from camdash.words import N_

NEW_OR_UNTOLD = Filter.of(need_kind=("new", None))
NEED_GROUPS = ("security", "defence", "state_management", UNKNOWN)
TYPES = ("ptz", "fixed", "anpr", "panoramic", "thermal", "other", UNKNOWN)

STATE = Cut("form1", "operating_state", N_("Cameras by operating state"))
TYPE = Cut("form1", "camera_type", N_("Cameras by type"))
GROUP = Cut("form2", "need_group", N_("New cameras needed, by group"), NEW_OR_UNTOLD)
UNITS = Cut("form1", "unit", N_("Cameras by unit and operating state"))
PURPOSES = Cut("form1", "purposes", N_("Cameras by purpose"))
PLACES = Cut("form1", "area_class", N_("Cameras by kind of place"))
NEEDED_PLACES = Cut("form2", "area_class", N_("New cameras needed, by kind of place"), NEW_OR_UNTOLD)


def key_figures(view: View, today: date) -> None:
    """Show the five figures that lead the page, each with what it is a part of."""
    words, head = view.words, loaders.headline(view.snapshot, view.where)
    existing, needed = head.existing, head.needed
    returns = loaders.progress(view.snapshot, today)
    asked, sent = len(returns[returns["expected"] == "required"]), _sent(returns)
    figures = (
        (
            N_("Cameras the city has"),
            words.number(existing.cameras),
            words.n("at {count} position", "at {count} positions", existing.positions),
        ),
        (
            N_("Working"),
            words.number(existing.working) if existing.state_told else words.t(NOT_TOLD),
            words.t("counted by quantity, of {count} whose state is told", count=words.number(existing.state_told)),
        ),
        (
            N_("Cameras needed (new)"),
            words.number(needed.cameras),
            words.n("at {count} position", "at {count} positions", needed.positions),
        ),
        (N_("Other needs"), words.number(needed.other_cameras), words.t("to replace, upgrade, move or connect")),
        (
            N_("Required forms received"),
            f"{words.number(sent)} / {words.number(asked)}",
            words.n("{count} still wanting", "{count} still wanting", asked - sent),
        ),
    )
    charts.key_figures([(words.t(label), value, note) for label, value, note in figures])


def _sent(returns: pd.DataFrame) -> int:
    here = ~returns["state"].isin(("missing", "withdrawn"))
    return int((here & (returns["expected"] == "required")).sum())


def types_strip(view: View) -> None:
    """Show the types of cameras as parts of all."""
    found = panels.by_code(view, TYPE)
    panels.strip_of(view, TYPE, [(code, found.get(code, 0)) for code in TYPES], view.colours.camera_type)


def states_strip(view: View) -> None:
    """Show the operating states as parts of all cameras."""
    found = panels.by_code(view, STATE)
    panels.strip_of(view, STATE, [(code, found.get(code, 0)) for code in STATES], view.colours.state)


def needs_strip(view: View) -> None:
    """Show the three groups of the city's decision as parts of the new cameras needed."""
    found = panels.by_code(view, GROUP)
    shades = tints(view.colours.presences["needed"], view.colours.ground, len(NEED_GROUPS))
    tones = dict(zip(NEED_GROUPS, shades, strict=True))
    panels.strip_of(view, GROUP, [(code, found.get(code, 0)) for code in NEED_GROUPS], tones.__getitem__)


def units_by_state(view: View) -> None:
    """Show each unit's cameras as one bar, cut by operating state on one shared scale."""
    panels.stacks_by(view, UNITS, STATE.column, STATES, view.colours.state)
