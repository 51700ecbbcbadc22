"""Where things without coordinates of their own stand on a map, and how many positions and cameras stand there."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from camdash.forms.wards import wards_2024
from camdash.settings import DATA
from camdash.text.fold import accent_key

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many positions (records) and cameras (their quantities, excluded records counting none)."""

    positions: int = 0
    cameras: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.positions + other.positions, self.cameras + other.cameras)


def total(tallies: "list[Tally]") -> Tally:
    """Sum tallies.

    >>> total([Tally(1, 2), Tally(3, 4)])
    Tally(positions=4, cameras=6)
    """
    return Tally(sum(each.positions for each in tallies), sum(each.cameras for each in tallies))


def middle_of_ward(district: str | None, ward: str | None) -> tuple[float, float] | None:
    """Middle (lat, lon in WGS84 degrees) of a ward named officially, in its district; None when not known.

    A ward of early 2024 that was merged since has the middle of the ward that kept its code.
    """
    if not isinstance(district, str) or not isinstance(ward, str):
        return None
    return _middles().get((district, accent_key(ward)))


def box_of_ward(district: str, ward: str) -> tuple[float, float, float, float] | None:
    """Box (west, south, east, north in WGS84 degrees) around a ward; None when not known."""
    return _boxes().get((district, accent_key(ward)))


@cache
def _middles() -> Mapping[tuple[str, str], tuple[float, float]]:
    found = {code: (float(row["lat"]), float(row["lon"])) for code, row in _rows().items()}
    return _by_name(found)


@cache
def _boxes() -> Mapping[tuple[str, str], tuple[float, float, float, float]]:
    found = {
        code: (float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"]))
        for code, row in _rows().items()
    }
    return _by_name(found)


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    with (DATA / "geo" / "ward_points_2024.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def _by_name(by_code: Mapping[str, T]) -> Mapping[tuple[str, str], T]:
    of_2024 = {(w.district, accent_key(w.name)): by_code[w.code] for w in wards_2024().wards if w.code in by_code}
    of_2025 = {(row["district_code"], accent_key(row["name"])): by_code[code] for code, row in _rows().items()}
    return of_2024 | of_2025
