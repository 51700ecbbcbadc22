"""The small tables the sample city is made from (data/samples), read once."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from camdash.settings import DATA

FOLDER = DATA / "samples"
GROUPS = ("security", "state_management", "defence")
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Share:
    """What a unit of the sample sends: its weights of cameras and of needs, how each form comes, how it writes.

    `places` are the districts its cameras stand in ("*" = all); empty = its own district.
    """

    unit: str
    profile: str
    places: tuple[str, ...]
    weights: Weights
    form1: str
    form2: str
    habits: frozenset[str]


@dataclass(frozen=True, slots=True)
class Product:
    """A camera model; `resolution_mp` in megapixels."""

    camera_type: str
    brand: str
    model: str
    technology: str
    resolution_mp: float


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _toml(name: str) -> dict[str, Any]:
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


@cache
def shares() -> tuple[Share, ...]:
    """Read what each unit sends, in the order of the registry."""
    return tuple(_share(row) for row in _rows("units.csv"))


def _share(row: dict[str, str]) -> Share:
    weights = {kind: float(row[kind]) for kind in ("existing", *GROUPS)}
    places = tuple(p for p in row["places"].split(";") if p)
    habits = frozenset(row["habits"].split())
    return Share(row["unit"], row["profile"], places, MappingProxyType(weights), row["form1"], row["form2"], habits)


@cache
def streets() -> Mapping[str, Sequence[str]]:
    """Read the streets of each district, by its code."""
    return {row["district"]: row["streets"].split(";") for row in _rows("streets.csv")}


@cache
def places() -> Mapping[tuple[str, str], Sequence[str]]:
    """Read the well-known places, by district and area class."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in _rows("places.csv"):
        found.setdefault((row["district"], row["area_class"]), []).append(row["name"])
    return found


@cache
def products() -> tuple[Product, ...]:
    """Read the camera models in use."""
    return tuple(
        Product(r["camera_type"], r["brand"], r["model"], r["technology"], float(r["resolution_mp"]))
        for r in _rows("products.csv")
    )


@cache
def names() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Read the patterns of place names: "urban" or "rural", then area class."""
    return _toml("names.toml")


@cache
def profiles() -> Mapping[str, Any]:
    """Read the weights of purposes and area classes and the profiles of units."""
    return _toml("profiles.toml")


@cache
def spellings() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Read how clerks write the coded answers: vocabulary, code, texts."""
    return _toml("spellings.toml")


@cache
def phrases() -> Mapping[str, Any]:
    """Read the free text of the rows and what stands around the tables."""
    return _toml("phrases.toml")


@cache
def ai_problems() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Read what units want AI for: sector, problem, codes."""
    return tuple((r["field"], r["problem"], tuple(r["ai_needs"].split(";"))) for r in _rows("ai_needs.csv"))
