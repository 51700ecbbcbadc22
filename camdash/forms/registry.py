"""Who must report: survey campaigns and their reporting units, read from a registry CSV.

A registry has the columns code, name, short, kind, form1, form2 (required, invited or empty) and aliases (a|b|c);
all but code and name may be missing: the kind is then told by the name ("Phường …" is a commune).
"""

import csv
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from camdash.settings import DATA
from camdash.text.fold import accent_key

DEFAULT_CODE = "2024"
DEFAULT_DEADLINE = date(2024, 3, 31)
COMMITTEE_KINDS = frozenset({"district", "commune", "ward"})
"""Kinds of units that are governed by a People's Committee and have a police of their own beside it."""

_KINDS = (
    ("quận", "district"),
    ("huyện", "district"),
    ("thị xã", "district"),
    ("phường", "commune"),
    ("xã", "commune"),
    ("thị trấn", "commune"),
    ("đặc khu", "commune"),
    ("sở", "department"),
    ("công an", "police"),
)
Expected = Literal["required", "invited"]


class RegistryError(ValueError):
    """A registry CSV cannot be used; the message says which row and why."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A body that reports; `kind` is district, department, police, …; district-level codes are the GSO's."""

    code: str
    name: str
    short: str
    kind: str
    form1: Expected = "required"
    form2: Expected = "required"
    aliases: tuple[str, ...] = ()

    @property
    def is_district(self) -> bool:
        """Whether the unit is one of the district-level units."""
        return self.kind == "district"


@dataclass(frozen=True, slots=True)
class Campaign:
    """One survey (đợt khảo sát): its units, and the last day on which a return is on time."""

    code: str
    name: str
    deadline: date
    units: tuple[Unit, ...] = field(repr=False)

    @property
    def year(self) -> int:
        """The year at which ages are counted."""
        return self.deadline.year

    @property
    def districts(self) -> tuple[Unit, ...]:
        """The district-level units, in registry order."""
        return tuple(u for u in self.units if u.is_district)

    def unit(self, code: str) -> Unit:
        """Find a unit by its code; KeyError where the campaign has none such."""
        for unit in self.units:
            if unit.code == code:
                return unit
        raise KeyError(code)


def read_registry(path: Path, code: str, deadline: date, name: str = "") -> Campaign:
    """Read a registry CSV (UTF-8, with or without byte-order mark) into a campaign; RegistryError where it is wrong."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"{path}: {error}"
        raise RegistryError(message) from error
    units = tuple(_unit(path, number, row) for number, row in enumerate(rows, start=2))
    codes = [u.code for u in units]
    doubled = sorted({c for c in codes if codes.count(c) > 1})
    if doubled or not units:
        message = f"{path}: " + (f"doubled codes {doubled}" if doubled else "no units")
        raise RegistryError(message)
    return Campaign(code=code, name=name or code, deadline=deadline, units=units)


def _unit(path: Path, number: int, row: dict[str, str | None]) -> Unit:
    given = {key: (value or "").strip() for key, value in row.items()}
    if not given.get("code") or not given.get("name"):
        message = f"{path}, line {number}: code and name are needed"
        raise RegistryError(message)
    aliases = tuple(a.strip() for a in given.get("aliases", "").split("|") if a.strip())
    return Unit(
        code=given["code"],
        name=given["name"],
        short=given.get("short") or given["name"],
        kind=given.get("kind") or _kind_of(given["name"]),
        aliases=aliases,
        form1=_expected(path, number, given.get("form1")),
        form2=_expected(path, number, given.get("form2")),
    )


def _kind_of(name: str) -> str:
    """Tell a unit's kind by the first words of its name, where the registry does not say it."""
    key = accent_key(name)
    return next((kind for opening, kind in _KINDS if key.startswith(f"{opening} ")), "other")


def _expected(path: Path, number: int, text: str | None) -> Expected:
    if text in {None, "", "required"}:
        return "required"
    if text == "invited":
        return "invited"
    message = f"{path}, line {number}: “{text}” is neither required nor invited"
    raise RegistryError(message)


@cache
def default_campaign() -> Campaign:
    """Give the 2024 survey: 30 district-level units, the departments, police and related bodies; due 31/3/2024."""
    name = "Khảo sát hệ thống camera năm 2024"
    return read_registry(DATA / "units" / "campaign_2024.csv", DEFAULT_CODE, DEFAULT_DEADLINE, name)
