"""How old the cameras are and when they pass the age that the thresholds allow, year by year."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from camdash.analysis import money
from camdash.analysis.filters import Value
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.figures.columns import Column, columns
from camdash.figures.layout import tints
from camdash.figures.stacks import Series
from camdash.palette import text_on
from camdash.ui import charts, loaders, panels, tables
from camdash.ui.panels import Cut
from camdash.ui.view import View
from camdash.words import N_

SOON_YEARS = 3
YEARS_SHOWN = 11

INSTALLED = Cut("form1", "install_year", N_("Existing cameras, by year of installation"))
WAVE = Cut("form1", "age_years", N_("Existing cameras, by the year in which they pass {years} years"))


@dataclass(frozen=True, slots=True)
class Ages:
    """Cameras whose year is told, those past the age `life` (years), and those that pass it up to `horizon`."""

    life: float
    told: int
    past: int
    soon: int
    horizon: int


def ages(view: View) -> Ages:
    """Sum the wave of wear: past are those that have passed by the campaign's year."""
    year = view.campaign.year
    frame = loaders.ask(view.snapshot, money.wave, view.where)
    found = {int(y): int(n) for y, n in zip(frame["year"], frame["cameras"], strict=True) if not tables.missing(y)}
    soon = sum(n for y, n in found.items() if year < y <= year + SOON_YEARS)
    life = view.snapshot.thresholds.age_partial_years
    return Ages(life, sum(found.values()), found.get(year, 0), soon, year + SOON_YEARS)


def by_install_year(view: View) -> None:
    """Show the cameras by year of installation, early years together; a click on a year narrows."""
    words = view.words
    panels.title(view, INSTALLED)
    frame = loaders.ask(view.snapshot, money.years, view.where)
    found = _by_year(frame, "install_year", "cameras")
    rows, codes = _install_rows(view, found)
    tone = view.colours.presences["existing"]
    looks = [Series(words.t("Year told"), tone, text_on(tone))]
    if not found:
        charts.show(None, words, alt="", key=INSTALLED.key)
        return
    charts.legend(*_with_untold(view, looks, [sum(row.total for row in rows)], found), words)
    figure = columns(rows, looks, words) if rows else None
    panels.show(view, INSTALLED, figure, codes)
    panels.below(view, INSTALLED, figure)


def _install_rows(view: View, found: dict[int | None, int]) -> tuple[list[Column], list[Value]]:
    """Give every year of the last ones, whether or not anything was installed, and what was installed before."""
    told = [year for year in found if year is not None]
    if not told:
        return [], []
    first = max(min(told), view.campaign.year - YEARS_SHOWN + 1)
    early = [year for year in told if year < first]
    years = [year for year in range(first, max(*told, first) + 1) if year in found or year <= view.campaign.year]
    rows = [Column(str(year), (float(found.get(year, 0)),)) for year in years]
    if early:  # without a code, for a click narrows to one year only
        rows.append(Column(f"≤ {first - 1}", (float(sum(found[year] for year in early)),), early=True))
    return rows, list(years)


def wave(view: View) -> None:
    """Show how many cameras pass their age in each year to come; those that did so before stand in the first."""
    words = view.words
    title = words.t(WAVE.title, years=words.number(ages(view).life))
    st.subheader(title, anchor=False)
    frame = loaders.ask(view.snapshot, money.wave, view.where)
    found, over = _by_year(frame, "year", "cameras"), _by_year(frame, "year", "overdue")
    if not found:
        charts.show(None, words, alt="", key=WAVE.key)
        return
    told = [(year, n) for year, n in found.items() if year is not None]
    rows = [Column(str(year), (float(over[year]), float(n - over[year]))) for year, n in told]
    strong, pale = tints(view.colours.states["broken"], view.colours.ground, 3)[:2]
    before = words.t("passed before {year}", year=view.campaign.year)
    looks = [Series(before, strong, text_on(strong)), Series(words.t("passes in that year"), pale, text_on(pale))]
    sums = [sum(row.parts[place] for row in rows) for place in (0, 1)]
    charts.legend(*_with_untold(view, looks, sums, found), words)
    charts.show(columns(rows, looks, words) if rows else None, words, alt=title, key=WAVE.key)
    st.caption(words.t("The age allowed is a threshold that an administrator can change; it starts from the norm."))


def _with_untold(
    view: View, looks: Sequence[Series], sums: Sequence[float], found: dict[int | None, int]
) -> tuple[list[Series], list[float]]:
    """Add what is not told to a legend."""
    if not found.get(None):
        return list(looks), list(sums)
    untold = Series(view.words.t(NOT_TOLD), view.colours.border, view.colours.text, hatched=True)
    return [*looks, untold], [*sums, float(found[None])]


def _by_year(frame: pd.DataFrame, name: str, measure: str) -> dict[int | None, int]:
    years: Sequence[int | None] = [None if tables.missing(year) else int(year) for year in frame[name]]
    return dict(zip(years, (int(n) for n in frame[measure]), strict=True))
