"""How much money the rows tell of, had and asked for: the sums that no cut by a list of sources gives."""

from dataclasses import dataclass

from camdash.analysis.cuts import narrowed
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.snapshot import Snapshot

_TOLD = """
    SELECT count(*), count(cost_vnd) FILTER (NOT excluded), sum(cost_vnd) FILTER (NOT excluded),
           coalesce(sum(quantity) FILTER (NOT excluded), 0),
           coalesce(sum(quantity) FILTER (NOT excluded AND cost_vnd IS NOT NULL), 0)
    FROM {source}"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a form's rows tell of money: `cost_vnd` in đồng (None: no row does) for `told_cameras` in `told_rows`."""

    rows: int
    told_rows: int
    cost_vnd: int | None
    cameras: int
    told_cameras: int


def told(snapshot: Snapshot, form: str, where: Filter = EVERYTHING) -> Told:
    """Sum the money that the rows of form1 or form2 tell of; rows that do not count are left out of the sum."""
    source, params = narrowed(form, where)
    rows, told_rows, cost, cameras, told_cameras = (
        column[0].as_py() for column in snapshot.query(_TOLD.format(source=source), params).columns
    )
    return Told(int(rows), int(told_rows), None if cost is None else int(cost), int(cameras), int(told_cameras))
