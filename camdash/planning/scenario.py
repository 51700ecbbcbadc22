"""A planning question as a value: what may be spent when, what must and must not be, what may be done.

It can be saved, written as TOML, and asked again; the same scenario over the same data gives the same plan.
"""

import dataclasses
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from camdash.words import N_, Words

ACTIONS = ("connect", "repair", "upgrade", "replace", "new")
"""What can be bought for a need, the least first: the first four use a camera that stands there."""

EVERY_DISTRICT = "*"

DRAWS = 1_000
"""Drawings of the criteria's weights by which a plan is tried for its robustness."""

DEFAULT_ITERATIONS = 20_000


class ScenarioError(ValueError):
    """A scenario cannot be meant so."""

    def __init__(self, msgid: str, **params: str) -> None:
        self.msgid, self.params = msgid, params
        super().__init__(self.message(Words("en")))

    def message(self, words: Words) -> str:
        """Say what is wrong and what to do."""
        return words.t(self.msgid, **self.params)


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase with what may be spent in it, in đồng; what an earlier phase leaves may be spent later."""

    label: str
    budget_vnd: int


@dataclass(frozen=True, slots=True)
class DistrictFloor:
    """What a district (GSO code, or EVERY_DISTRICT) gets at least: sites bought, and the share of its needs served."""

    district: str
    min_sites: int = 0
    min_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Point:
    """A further place that should be seen, in WGS84 degrees: an important place, a black spot."""

    lat: float
    lon: float
    weight: float = 1.0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One planning question; `where` is a filter's query (camdash.analysis.filters) that narrows needs and cameras.

    `standards` are values that hold instead of the campaign's; `actions` are of ACTIONS; `stated_costs` takes the cost
    that a unit states for its need where it does, instead of unit costs. `mandatory` and `excluded` are keys of sites.
    """

    phases: tuple[Phase, ...] = (Phase("2024-2025", 60_000_000_000), Phase("2025-2030", 60_000_000_000))
    actions: tuple[str, ...] = ACTIONS
    stated_costs: bool = False
    where: str = ""
    standards: tuple[tuple[str, Any], ...] = ()
    mandatory: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    floors: tuple[DistrictFloor, ...] = ()
    points: tuple[Point, ...] = ()
    iterations: int = DEFAULT_ITERATIONS
    seed: int = 1

    def __post_init__(self) -> None:
        """Refuse what cannot be meant; raises ScenarioError."""
        _check(self)

    @property
    def budgets_vnd(self) -> tuple[int, ...]:
        """Give what may be spent up to the end of each phase."""
        totals, so_far = [], 0
        for phase in self.phases:
            so_far += phase.budget_vnd
            totals.append(so_far)
        return tuple(totals)

    @property
    def budget_vnd(self) -> int:
        """Give what may be spent in all."""
        return sum(phase.budget_vnd for phase in self.phases)

    def with_budget(self, total_vnd: int) -> Self:
        """Share another total among the phases as this one is shared; the last takes what rounding leaves."""
        whole = self.budget_vnd
        parts = [total_vnd * p.budget_vnd // whole if whole else 0 for p in self.phases[:-1]]
        parts.append(total_vnd - sum(parts))
        phases = tuple(Phase(p.label, part) for p, part in zip(self.phases, parts, strict=True))
        return dataclasses.replace(self, phases=phases)

    def to_json(self) -> dict[str, Any]:
        """Give it as plain lists and dictionaries, which `from_json` takes back."""
        told = dataclasses.asdict(self)
        return {**told, "standards": dict(self.standards)}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """Make it from plain lists and dictionaries; raises ScenarioError for what it does not know."""
        known = {field.name for field in dataclasses.fields(cls)}
        if unknown := sorted(set(told) - known):
            raise ScenarioError(N_("A scenario has no “{name}”."), name=unknown[0])
        made: dict[str, Any] = dict(told)
        for name, kind in _PARTS.items():
            if name in made:
                made[name] = tuple(_part(kind, each) for each in _listed(name, made[name]))
        for name in ("actions", "mandatory", "excluded"):
            if name in made:
                made[name] = tuple(map(str, _listed(name, made[name])))
        if "standards" in made:
            made["standards"] = tuple(sorted(dict(made["standards"]).items()))
        return cls(**made)

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Read it from TOML, whose names are those of `to_json`; raises ScenarioError."""
        try:
            told = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise ScenarioError(N_("The scenario is not valid TOML: {fault}."), fault=str(error)) from error
        told.pop("name", None)
        return cls.from_json(told)


_PARTS: Mapping[str, type] = {"phases": Phase, "floors": DistrictFloor, "points": Point}


def _listed(name: str, value: object) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise ScenarioError(N_("“{name}” must be a list."), name=name)
    return value


def _part(kind: type, told: object) -> Any:
    if not isinstance(told, Mapping):
        raise ScenarioError(N_("Each of {names} must be a table."), names=kind.__name__)
    types: dict[str, Any] = {field.name: field.type for field in dataclasses.fields(kind)}
    try:
        return kind(**{name: types[name](value) for name, value in told.items()})
    except (KeyError, TypeError, ValueError) as error:
        raise ScenarioError(N_("A part of the scenario cannot be read: {fault}."), fault=str(error)) from error


def _check(scenario: Scenario) -> None:
    if not scenario.phases:
        raise ScenarioError(N_("A scenario has at least one phase."))
    if scenario.iterations < 0:
        raise ScenarioError(N_("“{name}” must be a number from 0 on."), name="iterations")
    for phase in scenario.phases:
        if phase.budget_vnd < 0:
            raise ScenarioError(N_("The budget of “{phase}” must be a whole number from 0 on."), phase=phase.label)
    if unknown := [action for action in scenario.actions if action not in ACTIONS]:
        raise ScenarioError(N_("There is no action “{action}”."), action=unknown[0])
    _check_sites(scenario)


def _check_sites(scenario: Scenario) -> None:
    for floor in scenario.floors:
        if not 0 <= floor.min_share <= 1 or floor.min_sites < 0:
            raise ScenarioError(N_("The floor of district “{district}” is out of range."), district=floor.district)
    if both := sorted(set(scenario.mandatory) & set(scenario.excluded)):
        raise ScenarioError(N_("Site “{site}” is both mandatory and excluded."), site=both[0])
