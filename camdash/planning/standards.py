"""The standards by which the common positions are planned: read from data/planning.toml, changed by an administrator.

They are data, because no law sets them yet: each tells where it starts from and on what ground, an assumption being
called one.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from camdash.forms.vocabulary import vocabulary, vocabulary_names
from camdash.settings import DATA
from camdash.store.plans import Plans
from camdash.words import N_, Language, Words

Level = Literal["low", "middle", "high"]
LEVELS: tuple[Level, ...] = ("low", "middle", "high")
CRITERIA = ("area_class", "priority", "purpose", "gap", "ai", "units")
"""What the priority of a site is made of."""

DEFAULT = "default"
ASSUMED = "GIẢ ĐỊNH"
_FILE = DATA / "planning.toml"


class StandardsError(ValueError):
    """A standard that does not exist, or a value that it cannot have."""

    def __init__(self, msgid: str, name: str, **params: str | float) -> None:
        self.msgid, self.name, self.params = msgid, name, params
        super().__init__(self.message(Words("en")))

    def message(self, words: Words) -> str:
        """Say what is wrong and what to do."""
        said = {key: words.number(v, 1) if isinstance(v, float) else v for key, v in self.params.items()}
        return words.t(self.msgid, name=_label(self.name, words.language), **said)


@dataclass(frozen=True, slots=True)
class Standards:
    """One set of standards, a value like a number: made by `default` and `changed`, hashable, told by its repr.

    `values` are names and numbers in the order of data/planning.toml; the names tell the units (m, MP, đồng, Mbps).
    """

    values: tuple[tuple[str, float], ...]

    def __getitem__(self, name: str) -> float:
        """Give one standard by its name; KeyError: there is none."""
        return dict(self.values)[name]

    def of(self, table: str) -> dict[str, float]:
        """Give the standards of one table by their codes, in the order of the file."""
        cut = len(table) + 1
        return {name[cut:]: value for name, value in self.values if name.startswith(f"{table}.")}

    def changed(self, values: Mapping[str, float]) -> "Standards":
        """Put in other values; StandardsError for an unknown name, a value out of its bounds or levels out of order."""
        known = dict(self.values)
        for name, value in values.items():
            _check(name, value, known)
        made = Standards(tuple((n, float(values.get(n, v))) for n, v in self.values))
        _check_together(made)
        return made

    def to_json(self) -> dict[str, float]:
        """Give all values by name, for JSON; `from_json` takes them back."""
        return dict(self.values)

    def entries(self) -> tuple["Entry", ...]:
        """Tell each standard with its value, what it starts from, and the ground it stands on."""
        starts = default()
        return tuple(Entry(name, value, starts[name], _told(name)) for name, value in self.values)

    @property
    def site_diameter_m(self) -> float:
        """How far apart the records of one site may stand at most (m)."""
        return self["site_diameter_m"]

    @property
    def radius_m(self) -> Mapping[str, float]:
        """The service radius (m) by area class, `default` for all others."""
        return self.of("radius_m")

    @property
    def cost_new_fixed_vnd(self) -> float:
        """What a new camera that is no PTZ costs (đồng)."""
        return self["cost_new_fixed_vnd"]

    @property
    def cost_new_ptz_vnd(self) -> float:
        """What a new PTZ camera costs (đồng)."""
        return self["cost_new_ptz_vnd"]

    @property
    def weights(self) -> Mapping[str, float]:
        """The weights of CRITERIA, which sum to one."""
        told = self.of("weight")
        return {name: told[name] / sum(told.values()) for name in CRITERIA}

    @property
    def compatible(self) -> frozenset[tuple[str, str]]:
        """Pairs of purposes of which a camera of the one serves the other, each both ways."""
        pairs = [tuple(pair.split("+")) for pair, yes in self.of("serves_too").items() if yes]
        return frozenset(both for one, other in pairs for both in ((one, other), (other, one)))


@dataclass(frozen=True, slots=True)
class Entry:
    """One standard as a page shows it: its name, what it is now, and what it starts from."""

    name: str
    value: float
    default: float
    told: Mapping[str, Any] = field(repr=False, hash=False, compare=False)

    def label(self, language: Language = "vi") -> str:
        """Name the standard."""
        return _label(self.name, language)

    def code_label(self, language: Language = "vi") -> str:
        """Name the code that the standard is of, without its table; of a single one its own name."""
        return _code_label(self.name, language) or self.label(language)

    def unit(self, language: Language = "vi") -> str:
        """Name its unit."""
        return str(self.told[f"unit_{language}"])

    def source(self, language: Language = "vi") -> str:
        """Tell the ground it stands on, an assumption being called one."""
        return str(self.told[f"source_{language}"])

    @property
    def group(self) -> str:
        """Name the group it is shown in: place, resolution, purpose, cost, priority, capacity, capacity_cost."""
        return str(self.told["group"])

    @property
    def table(self) -> str:
        """Name the table it stands in."""
        return self.name.partition(".")[0]

    @property
    def assumed(self) -> bool:
        """Whether it is an assumption that the office is to replace."""
        return ASSUMED in self.source("vi")

    @property
    def is_yes_no(self) -> bool:
        """Whether it says yes (1) or no (0)."""
        return self.told.get("kind") == "yes_no"


@cache
def default() -> Standards:
    """Give the standards of data/planning.toml."""
    found: dict[str, float] = {}
    for table, told in _tables().items():
        if "value" in told:
            found[table] = float(told["value"])
        else:
            found |= {f"{table}.{code}": float(value) for code, value in told["values"].items()}
    return Standards(tuple(found.items()))


def from_json(values: Mapping[str, float]) -> Standards:
    """Take back what `to_json` gave, or what differs from the defaults; StandardsError where it cannot hold."""
    return default().changed(values)


def holding(plans: Plans) -> Standards:
    """Give the standards that hold for a campaign: the defaults with what an administrator changed."""
    return from_json(plans.standards())


@cache
def _data(path: Path = _FILE) -> Mapping[str, Any]:
    with path.open("rb") as file:
        return MappingProxyType(tomllib.load(file))


def _tables() -> dict[str, dict[str, Any]]:
    return {name: told for name, told in _data().items() if name != "names"}


def _told(name: str) -> dict[str, Any]:
    return _tables()[name.partition(".")[0]]


def _label(name: str, language: Language) -> str:
    table, _, code = name.partition(".")
    if table not in _tables():
        return name
    code_label = _code_label(name, language) if code else ""
    label = str(_tables()[table][language])
    return f"{label}: {code_label}" if code_label else label


def _code_label(name: str, language: Language) -> str:
    table, _, code = name.partition(".")
    if not code:
        return ""
    names = _data()["names"]
    listed = {**names["all"], **names.get(_tables()[table]["codes"], {})}
    if code in listed:
        return str(listed[code][language])
    of = "purposes" if "+" in code else str(_tables()[table]["codes"])
    known = vocabulary(of).answers if of in vocabulary_names() else {}
    return " – ".join(vocabulary(of).label(part, language) if part in known else part for part in code.split("+"))


def _check(name: str, value: object, known: Mapping[str, float]) -> None:
    if name not in known:
        raise StandardsError(N_("There is no standard “{name}”."), name)
    least, most = float(_told(name)["least"]), float(_told(name)["most"])
    if isinstance(value, bool) or not isinstance(value, int | float) or not (least <= value <= most):
        raise StandardsError(N_("“{name}” must be a number from {least} to {most}."), name, least=least, most=most)


def _check_together(made: Standards) -> None:
    """See that levels do not cross, and that something weighs."""
    for table, told in _tables().items():
        if told.get("codes") == "levels":
            values = [made[f"{table}.{level}"] for level in LEVELS]
            ordered = values[::-1] if told.get("falls") else values
            if any(low > high for low, high in pairwise(ordered)):
                raise StandardsError(N_("The levels low, middle and high of “{name}” are out of order."), table)
    if not math.fsum(made.of("weight").values()) > 0:
        raise StandardsError(N_("At least one weight must be above 0."), "weight")
