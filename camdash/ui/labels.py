"""What a reader calls tables, units on an axis and kinds of units; all other names are camdash.analysis.labels'."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from camdash.analysis.columns import columns
from camdash.analysis.filters import Value
from camdash.analysis.labels import UNKNOWN, Labels
from camdash.figures.layout import LABEL_LENGTH
from camdash.forms.registry import Unit
from camdash.words import N_, Words

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "district": N_("District level"),
        "commune": N_("Commune level"),
        "department": N_("Department"),
        "board": N_("Management board"),
        "centre": N_("Centre"),
        "police": N_("Police"),
        "military": N_("Military"),
        "enterprise": N_("Enterprise"),
        "media": N_("Press and broadcasting"),
    }
)


def kind_name(kind: str, words: Words) -> str:
    """Name a kind of unit; a kind of a registry's own making is "other"."""
    return words.t(KINDS[kind]) if kind in KINDS else words.t("Other body")


def unit_name(code: str | None, labels: Labels) -> str:
    """Name a unit as a chart's label does; null is "no information", a code of no unit stays a code."""
    if code is None:
        return labels.words.t(UNKNOWN)
    return next((_chart_name(unit) for unit in labels.campaign.units if unit.code == code), code)


def _chart_name(unit: Unit) -> str:
    """Prefer a district's short name, and of other bodies the full one unless it is too long for an axis."""
    return unit.short if unit.is_district or len(unit.name) > LABEL_LENGTH else unit.name


def value(table: str, name: str, found: Value, labels: Labels) -> str:
    """Say one value of a column; units and districts by their short names, a column of a form by its heading."""
    if name in {"unit", "district"}:
        return unit_name(None if found is None else str(found), labels)
    if table == "problems" and name == "field" and found:
        return labels.heading(str(found))
    return labels.value(columns(table)[name], found)


def said(table: str, name: str, found: Any, labels: Labels) -> str:
    """Say any value a record can hold: codes and lists by name, numbers as the reader writes them."""
    if isinstance(found, list | tuple):
        return "; ".join(value(table, name, each, labels) for each in found)
    if found is None or found != found or found is pd.NA:  # noqa: PLR0124 - NaN
        return labels.words.t(UNKNOWN)
    if isinstance(found, bool | str) or columns(table)[name].codes:
        return value(table, name, found, labels)
    if isinstance(found, int | float):
        return str(found) if name in BARE_NUMBERS else labels.words.number(found, decimals(name, found))
    return value(table, name, found, labels)


BARE_NUMBERS = frozenset({"install_year", "row", "age_years", "version_id", "record"})
"""Numbers without marks of thousands."""

_DECIMALS: Mapping[str, int] = MappingProxyType(
    {"lat": 6, "lon": 6, "resolution_mp": 2, "min_resolution_mp": 2, "ratio": 2}
)


def decimals(name: str, number: float) -> int:
    """Give how many decimals a number of a column is written with."""
    return _DECIMALS.get(name, 0 if float(number).is_integer() else 1)
