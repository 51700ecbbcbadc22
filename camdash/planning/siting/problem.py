"""What is asked of the solver and what it answers.

Weights and costs may be of any unit, as long as each is one: inhabitants or points of priority, đồng or sites.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Status = Literal["optimal", "feasible", "infeasible", "stopped"]

ROOM = 1e-9
"""Relative room when sums of decimal amounts are compared with a limit: ten times 0.1 costs no more than 1."""

PROVED = 1e-8
"""The relative gap below which the best is proved: what sums of decimal weights lose on the way."""


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that a group gets: a number of chosen sites in it, a share (0 to 1) of its demand weight covered.

    What exists counts for the share, not for the number.
    """

    group: int
    min_sites: int = 0
    min_share: float = 0.0


@dataclass(frozen=True, eq=False)
class Problem:
    """One question: `covers` (sites x demand, ones) by rows of sites, `budgets` cumulative by phase, ascending.

    `mandatory`, `excluded` (by site), `covered` (by demand: covered by what exists) and the groups may be None.
    `conflicts` are pairs of sites of which at most one is chosen. Raises ValueError where shapes or values do not fit.
    """

    weights: Floats
    covers: csr_array
    costs: Floats
    budgets: tuple[float, ...]
    mandatory: Flags | None = None
    excluded: Flags | None = None
    covered: Flags | None = None
    group_of_site: Ints | None = None
    group_of_demand: Ints | None = None
    floors: tuple[Floor, ...] = ()
    conflicts: Ints | None = None

    def __post_init__(self) -> None:
        """Check what would otherwise give a wrong answer in silence."""
        n, m = self.covers.shape
        _amounts("weights", self.weights, m)
        _amounts("costs", self.costs, n)
        for name, length in (("mandatory", n), ("excluded", n), ("group_of_site", n)):
            _length(name, getattr(self, name), length)
        for name in ("covered", "group_of_demand"):
            _length(name, getattr(self, name), m)
        if not self.budgets or not all(np.isfinite(self.budgets)) or min(self.budgets) < 0:
            raise ValueError("budgets must be finite and not negative, at least one")
        if list(self.budgets) != sorted(self.budgets):
            raise ValueError("budgets are cumulative by phase and must ascend")
        self._check_floors()
        pairs = self.conflicts
        if pairs is not None and pairs.size:
            if pairs.ndim != 2 or pairs.shape[1] != 2 or pairs.min() < 0 or pairs.max() >= n:  # noqa: PLR2004 - pairs
                raise ValueError("conflicts must be pairs of rows of sites")
            if (pairs[:, 0] == pairs[:, 1]).any():
                raise ValueError("a site cannot be in conflict with itself")

    def _check_floors(self) -> None:
        for floor in self.floors:
            if floor.min_sites < 0 or not 0 <= floor.min_share <= 1:
                raise ValueError("a floor's number must not be negative, and its share must be between 0 and 1")
            if floor.min_sites and self.group_of_site is None:
                raise ValueError("a floor of sites needs group_of_site")
            if floor.min_share and self.group_of_demand is None:
                raise ValueError("a floor of coverage needs group_of_demand")

    @property
    def total(self) -> float:
        """All demand weight."""
        return float(self.weights.sum())


def _amounts(name: str, values: Floats, length: int) -> None:
    _length(name, values, length)
    if not np.isfinite(values).all() or (values < 0).any():
        raise ValueError(f"{name} must be finite and not negative")


def _length(name: str, values: npt.NDArray[np.generic] | None, length: int) -> None:
    if values is not None and values.shape != (length,):
        raise ValueError(f"{name} must have {length} values, not {values.shape}")


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try. All but `time_limit_s` (seconds) count work, so that the same question gets the same answer.

    `iterations`: rounds of the local search. `exact_below`: up to so many candidates an exact solver is called, with
    at most `nodes` nodes. `gap`: above that size, good enough when (bound - objective) / bound is at most this.
    """

    iterations: int = 150_000
    exact_below: int = 2000
    nodes: int = 4000
    seed: int = 1
    time_limit_s: float | None = None
    gap: float = 4e-4


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the solver is: the step (a code), how much of it is done (0 to 1), the best so far and the bound."""

    step: str
    done: float
    objective: float
    bound: float


Report = Callable[[Progress], bool]
"""Is told how far the work is, and answers False to stop it."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why nothing fits: a code (said by camdash.planning.spoken) and its parameters."""

    code: str
    group: int | None = None
    needed: float = 0.0
    possible: float = 0.0


@dataclass(frozen=True, eq=False)
class Solution:
    """The sites (`chosen`: rows of sites, ascending; `phase`: of each, from 0), what they cover and how good that is.

    `objective` counts what exists too. No choice whatever covers more than `bound`. `reproducible` is False where the
    clock or the user cut the work. `why` is set where the status is infeasible.
    """

    chosen: Ints
    phase: Ints
    objective: float
    phase_objectives: tuple[float, ...]
    bound: float
    cost: float
    status: Status
    reproducible: bool = True
    why: Why | None = None

    @property
    def gap(self) -> float:
        """How far from the bound, as a share of it."""
        return (self.bound - self.objective) / self.bound if self.bound > 0 else 0.0


def fits(cost: float, budget: float) -> bool:
    """Tell whether a sum of costs is within a budget, but for the rounding of sums."""
    return cost <= budget + ROOM * max(1.0, budget)
