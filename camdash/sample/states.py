"""Which of a city's cameras work: the planned number of idle ones laid on the rows, exactly.

A unit that counts working and broken cameras can say "3, of which 1 broken"; one that only gives a state has whole rows
that work or do not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from camdash.sample.scene import Record, Row
from camdash.sample.shares import Draw, apportion_within

_WHOLLY = 0.7
_FADING = 0.03
_COUNTED_IDLE = Draw({"broken": 80, "stopped": 20})
_TOLD_IDLE = Draw({"broken": 70, "stopped": 14, "degraded": 9, "": 7})


@dataclass(frozen=True, slots=True)
class Holding:
    """A unit's rows, whether it counts working and broken cameras, and how many are to be idle."""

    rows: list[Row]
    counted: bool
    idle: int


def lay_states(holdings: Mapping[str, Holding], rng: Random) -> None:
    """Write state and counts into all rows; what whole rows cannot express goes to the units that count."""
    left = 0
    for holding in holdings.values():
        if not holding.counted:
            left += holding.idle - _tell(holding, rng)
    counted = {unit: h for unit, h in holdings.items() if h.counted}
    room = {unit: sum(r["quantity"] for row in h.rows for r in row) - h.idle for unit, h in counted.items()}
    more = apportion_within(left, {unit: float(free) for unit, free in room.items()}, room)
    for unit, holding in counted.items():
        _count(holding, holding.idle + more[unit], rng)


def _tell(holding: Holding, rng: Random) -> int:
    """Give each row one state; give the number of idle cameras that came of it."""
    idle = 0
    for row in holding.rows:
        quantity = sum(record["quantity"] for record in row)
        stands = len(row) == 1 and idle + quantity <= holding.idle
        state = _TOLD_IDLE(rng) if stands else "working"
        idle += quantity if stands else 0
        for record in row:
            _set(record, state)
    rng.shuffle(holding.rows)
    return idle


def _count(holding: Holding, idle: int, rng: Random) -> None:
    for row in holding.rows:
        record = row[0]
        quantity = record["quantity"]
        broken = min(idle, quantity if rng.random() < _WHOLLY else rng.randint(1, quantity))
        idle -= broken
        record["quantity_working"], record["quantity_broken"] = quantity - broken, broken
        whole = _COUNTED_IDLE(rng) if broken == quantity else "degraded"
        fading = "degraded" if rng.random() < _FADING else "working"
        _set(record, whole if broken else fading)
    rng.shuffle(holding.rows)


def _set(record: Record, state: str) -> None:
    if state:
        record["operating_state"] = state
