"""How many cameras each unit of the sample has and needs, so that the city's totals come out exactly.

The shape is that of the survey's published outcome (January 2025): 20,405 cameras = 3,957 PTZ + 16,448 fixed, about
19,400 of them working; 40,210 needed = 23,736 for security and violations + 227 for defence + 16,247 for state
management, about 12,000 of them PTZ. Other totals scale it.
"""

from dataclasses import dataclass

from camdash.sample import tables
from camdash.sample.shares import apportion, apportion_within, chance

CAMERAS, NEEDS = 20_405, 40_210
_TYPES = {"ptz": 3_957, "fixed": 16_448}
_IDLE = {"working": 19_400, "idle": 1_005}
_GROUPS = {"security": 23_736, "defence": 227, "state_management": 16_247}
_NEED_TYPES = {"ptz": 12_000, "fixed": 28_000, "anpr": 150, "panoramic": 40, "thermal": 20}
_SPECIAL_GROUP = {"anpr": "state_management", "panoramic": "security", "thermal": "security"}
_LOOSE = (0.6, 1.4)
_DONATED_BREAKS = {"004": 4.0}


@dataclass(frozen=True, slots=True)
class ExistingPlan:
    """What one unit has: cameras by type, and how many of them do not work or are not known to."""

    types: dict[str, int]
    idle: int


def plan_existing(cameras: int, seed: int) -> dict[str, ExistingPlan]:
    """Share `cameras` out to the units, by type and by whether they work."""
    rng = chance(seed, "existing")
    totals = apportion(cameras, {s.unit: s.weights["existing"] for s in tables.shares()})
    loose = {unit: count * rng.uniform(*_LOOSE) for unit, count in totals.items()}
    ptz = apportion_within(apportion(cameras, _TYPES)["ptz"], loose, totals)
    weak = {unit: count * rng.uniform(*_LOOSE) * _DONATED_BREAKS.get(unit, 1) for unit, count in totals.items()}
    idle = apportion_within(apportion(cameras, _IDLE)["idle"], weak, totals)
    return {unit: ExistingPlan({"ptz": ptz[unit], "fixed": totals[unit] - ptz[unit]}, idle[unit]) for unit in totals}


def plan_needs(needs: int, seed: int) -> dict[str, dict[tuple[str, str], int]]:
    """Share `needs` out: unit → (group, camera type) → cameras."""
    rng = chance(seed, "needs")
    cells: dict[tuple[str, str], int] = {}
    for group, total in apportion(needs, _GROUPS).items():
        by_unit = apportion(total, {s.unit: s.weights[group] for s in tables.shares()})
        cells |= {(unit, group): count for unit, count in by_unit.items() if count}
    planned: dict[str, dict[tuple[str, str], int]] = {}
    types = apportion(needs, _NEED_TYPES)
    for kind in ("anpr", "panoramic", "thermal", "ptz"):
        only = _SPECIAL_GROUP.get(kind)
        loose = {c: n * rng.uniform(*_LOOSE) for c, n in cells.items() if only in {None, c[1]}}
        for (unit, of), count in apportion_within(types[kind], loose, cells).items():
            planned.setdefault(unit, {})[of, kind] = count
            cells[unit, of] -= count
    for (unit, group), count in cells.items():
        planned.setdefault(unit, {})[group, "fixed"] = count
    return planned
