"""The thresholds by which cameras are graded, costed and asked about AI: read from data/thresholds.toml.

They are data, because the norms move: an administrator changes values, the file tells where each starts from and why.
"""

import dataclasses
import itertools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from camdash.settings import DATA
from camdash.words import N_, Language, Words

_FILE = DATA / "thresholds.toml"
_ORDERED = (
    ("resolution_partial_mp", "resolution_pass_mp", "resolution_anpr_mp"),
    ("retention_partial_days", "retention_pass_days", "retention_special_days"),
    ("age_pass_years", "age_partial_years"),
    (
        "density_detect_px_m",
        "density_observe_px_m",
        "density_recognise_px_m",
        "density_identify_px_m",
        "density_plates_px_m",
    ),
)


class ThresholdError(ValueError):
    """A threshold that does not exist, or a value that it cannot have."""

    def __init__(self, msgid: str, **params: str) -> None:
        self.msgid, self.params = msgid, params
        super().__init__(self.message(Words("en")))

    def message(self, words: Words) -> str:
        """Say what is wrong and what to do."""
        return words.t(self.msgid, **{key: _label(name, words.language) for key, name in self.params.items()})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """One set of thresholds; made by `default` and `changed`. The names tell the units (MP, days, years, px/m, đồng).

    A pass is from `…_pass_…` (age: up to it), a pass in part from `…_partial_…`; costs are of one camera.
    """

    resolution_pass_mp: float
    resolution_partial_mp: float
    resolution_anpr_mp: float
    retention_pass_days: float
    retention_partial_days: float
    retention_special_days: float
    age_pass_years: float
    age_partial_years: float
    density_detect_px_m: float
    density_observe_px_m: float
    density_recognise_px_m: float
    density_identify_px_m: float
    density_plates_px_m: float
    cost_repair_vnd: float
    cost_connect_vnd: float
    cost_gateway_vnd: float
    cost_upgrade_vnd: float
    cost_replace_vnd: float

    def changed(self, values: Mapping[str, float]) -> "Thresholds":
        """Put in other values; ThresholdError for an unknown name, a value below zero or out of order."""
        names = [field.name for field in dataclasses.fields(self)]
        for name, value in values.items():
            if name not in names:
                raise ThresholdError(N_("There is no threshold “{name}”."), name=name)
            if not 0 <= value < float("inf"):
                raise ThresholdError(N_("“{name}” must be a number from 0 on."), name=name)
        made = dataclasses.replace(self, **{name: float(value) for name, value in values.items()})
        _check_order(made)
        return made

    def entries(self) -> tuple["Entry", ...]:
        """Tell each threshold with its value, what it starts from, and the ground it stands on."""
        data = _data()["thresholds"]
        names = [field.name for field in dataclasses.fields(self)]
        return tuple(Entry(name, getattr(self, name), float(data[name]["value"]), data[name]) for name in names)

    def density_px_m(self, level: str) -> float:
        """Give the pixel density of one of the levels detect, observe, recognise, identify, plates (px/m)."""
        return float(getattr(self, f"density_{level}_px_m"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One threshold as an administrator's page shows it."""

    name: str
    value: float
    default: float
    told: Mapping[str, Any] = dataclasses.field(repr=False, hash=False, compare=False)

    def label(self, language: Language = "vi") -> str:
        """Name the threshold."""
        return str(self.told[language])

    def unit(self, language: Language = "vi") -> str:
        """Name its unit."""
        return str(self.told[f"unit_{language}"])

    def source(self, language: Language = "vi") -> str:
        """Tell the ground it stands on, an assumption being called one."""
        return str(self.told[f"source_{language}"])

    @property
    def assumed(self) -> bool:
        """Whether it is an assumption that the office is to replace."""
        return self.name.startswith("cost_")


@dataclass(frozen=True, slots=True)
class FunctionNeeds:
    """What an AI function asks of a camera: a level of pixel density at a distance (m), and types of camera."""

    code: str
    level: str
    distance_m: float
    types: tuple[str, ...]


@cache
def default() -> Thresholds:
    """Give the thresholds of data/thresholds.toml."""
    return Thresholds(**{name: float(entry["value"]) for name, entry in _data()["thresholds"].items()})


@cache
def function_needs() -> Mapping[str, FunctionNeeds]:
    """Give what each AI function (FORMS.md §3, without none and other) asks of a camera."""
    told = _data()["functions"].items()
    return MappingProxyType(
        {c: FunctionNeeds(c, e["level"], float(e["distance_m"]), tuple(e["types"])) for c, e in told}
    )


@cache
def _data(path: Path = _FILE) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _check_order(made: Thresholds) -> None:
    """See that no threshold of a row passes the next one."""
    for low, high in itertools.chain.from_iterable(map(itertools.pairwise, _ORDERED)):
        if getattr(made, low) > getattr(made, high):
            raise ThresholdError(N_("“{low}” must not be above “{high}”."), low=low, high=high)


def _label(name: str, language: Language) -> str:
    told = _data()["thresholds"].get(name)
    return str(told[language]) if told else name
