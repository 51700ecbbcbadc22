"""What is asked for, cut by several columns at once: one question to the data instead of one a chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from camdash.analysis.cuts import narrowed
from camdash.analysis.filters import Filter, find_column
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.snapshot import Snapshot

NEW_OR_UNTOLD = Filter.of(need_kind=("new", None))
"""The needs that the leading figure counts: new cameras, and those of no told kind."""

TOTAL = ""
"""The name under which `cuts` gives the whole."""

_NEW = "coalesce(need_kind = 'new', TRUE)"


@dataclass(frozen=True, slots=True)
class Needs:
    """Cameras asked for. `new` are new ones and those of no told kind; money in đồng, None where no row tells it."""

    positions: int = 0
    new_positions: int = 0
    new: int = 0
    other: int = 0
    cost_vnd: int | None = None
    cost_positions: int = 0

    @property
    def cameras(self) -> int:
        """All cameras asked for."""
        return self.new + self.other


Cuts = Mapping[str, Mapping[str | None, Needs]]


def cuts(snapshot: Snapshot, names: Sequence[str], where: Filter = EVERYTHING) -> Cuts:
    """Count needs by each of the single-valued columns `names` (None: not told), and whole under TOTAL.

    Raises FilterError for a column that Form 2 lacks, ValueError for a list, under which a need stands several times.
    """
    if any(find_column(name, "form2").storage == "list" for name in names):
        raise ValueError(names)
    source, params = narrowed("form2", where)
    sums = "sum(positions), sum(new_positions), sum(new), sum(other), sum(cost_vnd), sum(cost_positions)"
    parts = [f"SELECT '{name}', {name}::VARCHAR, {sums} FROM gathered GROUP BY 2" for name in names]
    kinds = ", ".join(names)
    sql = f"""
        WITH gathered AS (
            SELECT {kinds}{"," * bool(names)} count(*) AS positions, count(*) FILTER ({_NEW}) AS new_positions,
                   coalesce(sum(quantity) FILTER (NOT excluded AND {_NEW}), 0) AS new,
                   coalesce(sum(quantity) FILTER (NOT excluded AND NOT {_NEW}), 0) AS other,
                   sum(cost_vnd) FILTER (NOT excluded) AS cost_vnd,
                   count(cost_vnd) FILTER (NOT excluded) AS cost_positions
            FROM {source} GROUP BY ALL)
        {" UNION ALL ".join([f"SELECT '{TOTAL}', NULL, {sums} FROM gathered", *parts])}"""
    found: dict[str, dict[str | None, Needs]] = {name: {} for name in (TOTAL, *names)}
    for row in zip(*(column.to_pylist() for column in snapshot.query(sql, params).columns), strict=True):
        name, code, positions, new_positions, new, other, cost, told = row
        found[name][code] = Needs(
            int(positions or 0),
            int(new_positions or 0),
            int(new or 0),
            int(other or 0),
            None if cost is None else int(cost),
            int(told or 0),
        )
    return found
