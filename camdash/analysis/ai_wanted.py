"""What units want of AI, gathered for matrices: by field of work or group of Form 2, and by unit."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from camdash.analysis import ai
from camdash.analysis.ai import functions as known_functions
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.snapshot import Snapshot
from camdash.text.fold import fold

GROUP = "group:"
"""What a key of Form 2's positions begins with; the group of the city's decision follows, nothing where not told."""

OTHER = "other"
"""The function that is none of the listed ones."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Units ("" for none told) that want something, and on how many cameras: None where no row tells."""

    units: frozenset[str] = frozenset()
    cameras: int | None = None

    def and_also(self, other: "Amount") -> "Amount":
        """Give both together."""
        return Amount(self.units | other.units, added(self.cameras, other.cameras))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted: `cells` by function and key, `by_unit` the cameras by function and unit.

    `fields` are the keys of the fields of work with their spelling, the one of most units first; fields that differ
    only in accents and case are one. Of a unit that tells a need in its AI table and in Form 2 the greater number
    stands in `by_unit`, so that a need told twice is counted once; None where no row tells how many.
    """

    cells: Mapping[tuple[str, str], Amount]
    by_unit: Mapping[tuple[str, str], int | None]
    fields: Mapping[str, str]

    @property
    def units(self) -> frozenset[str]:
        """Units that want anything; "" where a row's is not told."""
        return frozenset(unit for _, unit in self.by_unit)

    @property
    def functions(self) -> list[str]:
        """Functions, the one that most units want first, "other" last."""
        units = Counter(function for function, _ in self.by_unit)
        return sorted(units, key=lambda code: (code == OTHER, -units[code], code))

    def of(self, function: str) -> Amount:
        """Give all units that want a function, with their cameras."""
        own = [(unit, n) for (code, unit), n in self.by_unit.items() if code == function]
        return Amount(frozenset(unit for unit, _ in own), total(n for _, n in own))

    def most(self, function: str, count: int) -> list[tuple[str, int]]:
        """Give the units that want a function on most cameras, as far as they tell."""
        told = [(unit, n) for (code, unit), n in self.by_unit.items() if code == function and unit and n]
        return sorted(told, key=lambda one: (-one[1], one[0]))[:count]

    def shared(self) -> list[str]:
        """Give the listed functions that at least two units want: those of most units, then of most cameras first."""
        found = {code: self.of(code) for code in self.functions if code in known_functions()}
        told = {code: (len(amount.units - {""}), amount.cameras or 0) for code, amount in found.items()}
        several = [code for code, (units, _) in told.items() if units > 1]
        return sorted(several, key=lambda code: (-told[code][0], -told[code][1], code))


def wanted(snapshot: Snapshot, where: Filter = EVERYTHING, only: tuple[str, ...] = ()) -> Wanted:
    """Gather what camdash.analysis.ai.matrix counts; `only` these functions, where any is given."""
    frame = ai.matrix(snapshot, where).astype(object)
    frame = frame.where(frame.notna(), None)
    cells: defaultdict[tuple[str, str], Amount] = defaultdict(Amount)
    by_table: dict[tuple[str, str, str], int | None] = {}
    spelled: dict[str, str] = {}
    users: defaultdict[str, set[str]] = defaultdict(set)
    for source, field, group, function, unit, cameras, _ in frame.itertuples(index=False):
        if only and function not in only:
            continue
        key, who = f"{GROUP}{group or ''}" if source == "form2" else fold(field or ""), unit or ""
        cells[function, key] = cells[function, key].and_also(Amount(frozenset((who,)), cameras))
        by_table[source, function, who] = added(by_table.get((source, function, who)), cameras)
        if source != "form2":
            spelled.setdefault(key, field or "")
            users[key].add(who)
    order = sorted(spelled, key=lambda key: (-len(users[key]), key))
    return Wanted(dict(cells), _once(by_table), {key: spelled[key] for key in order})


def _once(by_table: Mapping[tuple[str, str, str], int | None]) -> dict[tuple[str, str], int | None]:
    """Take of a unit's two tables the one that names more cameras."""
    once: dict[tuple[str, str], int | None] = {}
    for (_, function, unit), cameras in by_table.items():
        known = once.get((function, unit))
        once[function, unit] = cameras if known is None else max(known, cameras or 0)
    return once


def added(one: int | None, other: int | None) -> int | None:
    """Add two numbers of which either may not be told."""
    return one if other is None else (one or 0) + int(other)


def total(numbers: Iterable[int | None]) -> int | None:
    """Add numbers of which each may not be told; None where none is."""
    told = [n for n in numbers if n is not None]
    return sum(told) if told else None
