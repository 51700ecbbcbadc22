"""The parts of the page of needs: what for, how urgent, when and with whose money."""

from collections.abc import Sequence

import plotly.graph_objects as go

from camdash.analysis import money
from camdash.analysis import needs as places
from camdash.analysis.asked import NEW_OR_UNTOLD, TOTAL, Cuts, Needs, cuts
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.figures.bars import Bar, bars
from camdash.figures.layout import tints
from camdash.forms.vocabulary import vocabulary
from camdash.palette import UNKNOWN
from camdash.ui import charts, labels, loaders, panels, tables
from camdash.ui.panels import Cut
from camdash.ui.view import View
from camdash.words import N_

NEED_GROUPS = ("security", "defence", "state_management", UNKNOWN)
KINDS = (*vocabulary("need_kind").codes, UNKNOWN)
PRIORITIES = (*vocabulary("priority").codes, UNKNOWN)
CUT_BY = ("need_group", "need_kind", "priority")
PERIODS_SHOWN = 12

GROUP = Cut("form2", "need_group", N_("New cameras needed, by group"), NEW_OR_UNTOLD)
KIND = Cut("form2", "need_kind", N_("All needs, by kind"))
PRIORITY = Cut("form2", "priority", N_("New cameras needed, by priority"), NEW_OR_UNTOLD)
AREA = Cut("form2", "area_class", N_("New cameras needed beside existing ones, by kind of place"), NEW_OR_UNTOLD)
FUNDING = Cut("form2", "funding", N_("All needs, by source of money, with the cost told"))
PERIOD = Cut("form2", "planned_period", N_("All needs, by the period planned, with the cost told"))


def asked(view: View) -> Cuts:
    """Give the needs of the page's filter by group, kind and priority."""
    return loaders.ask(view.snapshot, cuts, CUT_BY, view.where)


def key_figures(view: View) -> None:
    """Show what leads the page: new cameras, other needs, the urgent ones, and the money told of."""
    words, found = view.words, asked(view)
    whole = found[TOTAL].get(None, Needs())
    urgent = found["priority"].get("high", Needs())
    told = sum(part.new for code, part in found["priority"].items() if code is not None)
    rows = words.n("told by {count} row", "told by {count} rows", whole.cost_positions)
    figures = [
        (
            words.t("Cameras needed (new)"),
            words.number(whole.new),
            words.n("at {count} position", "at {count} positions", whole.new_positions),
        ),
        (
            words.t("Other needs"),
            words.number(whole.other),
            words.t("to replace, upgrade, move or connect"),
        ),
        (
            words.t("New, of high priority"),
            words.number(urgent.new) if told else words.t(NOT_TOLD),
            words.t("of {count} whose priority is told", count=words.number(told)),
        ),
        (
            words.t("Cost of all needs"),
            words.t(NOT_TOLD) if whole.cost_vnd is None else words.money(whole.cost_vnd),
            words.t("{told}, of {rows}", told=rows, rows=words.number(whole.positions)),
        ),
    ]
    charts.key_figures(figures)


def group_strip(view: View) -> None:
    """Show the three groups of the city's decision as parts of the new cameras needed."""
    _strip(view, GROUP, NEED_GROUPS, {code: part.new for code, part in asked(view)[GROUP.column].items()})


def kind_strip(view: View) -> None:
    """Show what is to be done as parts of all needs."""
    _strip(view, KIND, KINDS, {code: part.cameras for code, part in asked(view)[KIND.column].items()})


def priority_strip(view: View) -> None:
    """Show how urgent the new cameras are."""
    _strip(view, PRIORITY, PRIORITIES, {code: part.new for code, part in asked(view)[PRIORITY.column].items()})


def _strip(view: View, cut: Cut, codes: Sequence[str], found: dict[str | None, int]) -> None:
    shades = tints(view.colours.presences["needed"], view.colours.ground, len(codes))
    tones = dict(zip(codes, shades, strict=True))
    parts = [(code, found.get(None if code == UNKNOWN else code, 0)) for code in codes]
    panels.strip_of(view, cut, parts, tones.__getitem__)


def by_funding(view: View) -> None:
    """Show who is to pay for how many cameras, and how much money the rows tell of."""
    frame = loaders.ask(view.snapshot, money.costs, view.where, "form2", FUNDING.column)
    rows = [
        (_bar(view, FUNDING, code, cameras, cost), None if tables.missing(code) else str(code))
        for code, cameras, cost in zip(frame[FUNDING.column], frame["cameras"], frame["cost_vnd"], strict=True)
    ]
    rows.sort(key=lambda row: (row[0].unknown, -row[0].value, row[0].label))
    panels.title(view, FUNDING)
    figure = _bars(view, [bar for bar, _ in rows])
    panels.show(view, FUNDING, figure, [code for _, code in rows])
    panels.below(view, FUNDING, figure)


def by_period(view: View) -> None:
    """Show when the needs are to be met, in the order of time."""
    frame = loaders.ask(view.snapshot, places.by_period, view.where)
    rows = [
        _bar(view, PERIOD, period, new + other, cost)
        for period, new, other, cost in zip(
            frame["planned_period"], frame["needed_new"], frame["needed_other"], frame["cost_vnd"], strict=True
        )
    ]
    panels.title(view, PERIOD)
    figure = _bars(view, _few(view, rows))
    panels.show(view, PERIOD, figure)
    panels.below(view, PERIOD, figure)


def _few(view: View, rows: list[Bar]) -> list[Bar]:
    """Put the periods beyond those shown together: units write them as they like."""
    if len(rows) <= PERIODS_SHOWN + 2:
        return rows
    told, untold = [row for row in rows if not row.unknown], [row for row in rows if row.unknown]
    biggest = sorted(told, key=lambda row: -row.value)[:PERIODS_SHOWN]
    rest = [row for row in told if row not in biggest]
    label = view.words.n("{count} other period", "{count} other periods", len(rest))
    return [*(row for row in told if row in biggest), Bar(label, sum(row.value for row in rest)), *untold]


def _bar(view: View, cut: Cut, code: object, cameras: int, cost_vnd: int | None) -> Bar:
    unknown = tables.missing(code)
    label = labels.value(cut.form, cut.column, None if unknown else str(code), view.labels)
    cost = "" if tables.missing(cost_vnd) else view.words.money(float(cost_vnd or 0))
    return Bar(label, float(cameras), unknown, cost)


def _bars(view: View, rows: Sequence[Bar]) -> go.Figure | None:
    if not any(bar.value for bar in rows):
        return None
    return bars(rows, view.words, colour=view.colours.presences["needed"], pale=view.colours.border, keep_order=True)
