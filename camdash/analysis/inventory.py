"""How many cameras and positions, cut by any column: cameras are the sum of quantities of records not excluded.

A record with two purposes stands under both; sums agree only over single-valued columns (FORMS.md §6).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from camdash.analysis import coding
from camdash.analysis.columns import Column, columns
from camdash.analysis.filters import Filter, find_column
from camdash.analysis.frames import to_frame
from camdash.analysis.snapshot import Snapshot

EVERYTHING = Filter()

_MEASURES = {
    "positions": "count(*)",
    "excluded_positions": "count(*) FILTER (excluded)",
    "cameras": "coalesce(sum(quantity) FILTER (NOT excluded), 0)",
    "working": "sum({working}) FILTER (NOT excluded)",
    "located_positions": "count(*) FILTER ({located})",
    "located_cameras": "coalesce(sum(quantity) FILTER (NOT excluded AND {located}), 0)",
}
_HEADLINE_EXISTING = """
    SELECT coalesce(sum(quantity) FILTER (NOT excluded), 0)::BIGINT, count(*), count(*) FILTER (excluded),
           count(DISTINCT unit), sum(working) FILTER (NOT excluded)::BIGINT,
           coalesce(sum(quantity) FILTER (NOT excluded AND state_told), 0)::BIGINT,
           coalesce(sum(quantity) FILTER (NOT excluded AND located), 0)::BIGINT
    FROM form1 WHERE {where}
"""
_HEADLINE_NEEDED = """
    SELECT coalesce(sum(quantity) FILTER (NOT excluded AND headline), 0)::BIGINT, count(*) FILTER (headline),
           count(*) FILTER (excluded AND headline), count(DISTINCT unit),
           coalesce(sum(quantity) FILTER (NOT excluded AND NOT headline), 0)::BIGINT,
           coalesce(sum(quantity) FILTER (NOT excluded AND headline AND located), 0)::BIGINT
    FROM (SELECT *, coalesce(need_kind = 'new', TRUE) AS headline FROM form2 WHERE {where})
"""


@dataclass(frozen=True, slots=True)
class Existing:
    """The cameras there are. `working` is None where no record tells; `state_told` are the cameras whose state is."""

    cameras: int
    positions: int
    excluded_positions: int
    units: int
    working: int | None
    state_told: int
    located_cameras: int


@dataclass(frozen=True, slots=True)
class Needed:
    """The cameras asked for: new ones and those of no told kind; `other_cameras` are to be replaced, moved, joined."""

    cameras: int
    positions: int
    excluded_positions: int
    units: int
    other_cameras: int
    located_cameras: int


@dataclass(frozen=True, slots=True)
class Headline:
    """The few figures that lead: what there is, what is asked for."""

    existing: Existing
    needed: Needed


def counts(snapshot: Snapshot, form: str, by: Sequence[str] = (), where: Filter = EVERYTHING) -> pd.DataFrame:
    """Count a form's records by the columns `by`: most cameras first, "not told" (missing) last.

    Columns: by…, positions, excluded_positions, cameras, working (missing: no record tells), located_positions,
    located_cameras. No `by` gives one row of totals. Raises FilterError for a column the form lacks.
    """
    keys = [find_column(name, form) for name in dict.fromkeys(by)]
    clause, params = where.sql(form)
    select = ", ".join([*map(_gathered, keys), *_measures(form)])
    cut = f"SELECT {select} FROM {form} WHERE {clause}{' GROUP BY ALL' * bool(keys)}"
    if any(key.storage == "list" for key in keys):
        cut = _unnested(cut, keys)
    return to_frame(snapshot.query(f"SELECT * FROM ({cut}){_order(keys)}", params))


@dataclass(frozen=True, slots=True)
class Page:
    """Which rows of a table are wanted: `size` rows after the first `start`; no size means all."""

    start: int = 0
    size: int | None = None

    @property
    def sql(self) -> str:
        """Give the end of a query that gives these rows."""
        return "" if self.size is None else f" LIMIT {int(self.size)} OFFSET {int(self.start)}"


ALL_ROWS = Page()


def records(
    snapshot: Snapshot, form: str, where: Filter = EVERYTHING, names: Sequence[str] = (), page: Page = ALL_ROWS
) -> pd.DataFrame:
    """Give a form's records, by unit and row; `names` chooses columns, else all of them, derived ones included."""
    chosen = [find_column(name, form).name for name in names] or list(columns(form))
    clause, params = where.sql(form)
    select = ", ".join(map(_quoted, chosen))
    sql = f"SELECT {select} FROM {form} WHERE {clause} ORDER BY unit NULLS LAST, version_id, sheet, row{page.sql}"
    return to_frame(snapshot.query(sql, params, long=page.size is None))


def headline(snapshot: Snapshot, where: Filter = EVERYTHING) -> Headline:
    """Give the leading figures; a condition on a column that only one form has narrows only that form."""
    existing = _one(snapshot, _HEADLINE_EXISTING, "form1", where)
    needed = _one(snapshot, _HEADLINE_NEEDED, "form2", where)
    return Headline(Existing(*existing), Needed(*needed))


def _one(snapshot: Snapshot, sql: str, form: str, where: Filter) -> tuple[Any, ...]:
    clause, params = where.only(form).sql(form)
    return tuple(column[0].as_py() for column in snapshot.query(sql.format(where=clause), params).columns)


def _measures(form: str) -> list[str]:
    known = columns(form)
    working = "working" if "working" in known else "NULL"
    located = "located" if "located" in known else "FALSE"
    return [f"({sql.format(working=working, located=located)})::BIGINT AS {name}" for name, sql in _MEASURES.items()]


def _order(keys: list[Column]) -> str:
    if not keys:
        return ""
    names = [_quoted(key.name) for key in keys]
    untold = " OR ".join(f"{name} IS NULL" for name in names)
    return f" ORDER BY ({untold}), cameras DESC, {', '.join(f'{name} NULLS LAST' for name in names)}"


def _gathered(key: Column) -> str:
    """Give the column by which records are gathered: a list's is its key."""
    return _quoted(key.name) if key.storage != "list" else coding.key(key.name)


def _unnested(cut: str, keys: list[Column]) -> str:
    """Put the gathered records under each code of their lists: there are few different lists and many records."""
    for key in keys:
        if key.storage == "list":
            codes = f"unnest(coalesce({coding.codes(key.name)}, [NULL]))"
            cut = f"SELECT *, {codes} AS {_quoted(key.name)} FROM ({cut})"
    names = ", ".join(_quoted(key.name) for key in keys)
    sums = ", ".join(f"sum({name})::BIGINT AS {name}" for name in _MEASURES)
    return f"SELECT {names}, {sums} FROM ({cut}) GROUP BY ALL"


def _quoted(name: str) -> str:
    return f'"{name}"'
