"""Points gathered into H3 cells: how many stand in each hexagon and what they are, as fine as a browser draws at once.

Sensitive records stand in no cell (camdash.analysis.places).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any, Literal

import h3
import numpy as np
import numpy.typing as npt

from camdash.analysis.columns import columns
from camdash.analysis.filters import Filter
from camdash.analysis.places import CAMERAS, POINT
from camdash.analysis.snapshot import Snapshot
from camdash.geo.cells import COARSEST, FINEST, parent_bits, parents
from camdash.geo.places import Tally

MAX_CELLS = 1_500
"""The automatic size draws at most so many cells."""

MAX_CHOSEN = 4_000
"""A chosen size draws at most so many; above, cells are made coarser."""

Size = Literal["auto", "large", "medium", "small"]
SIZES: Mapping[Size, int] = MappingProxyType({"large": 7, "medium": 8, "small": 9})
UNKNOWN = "unknown"

Cut = tuple[str, str]
"""A form, and the column whose codes make up its cells."""

_FIRST = 8
_FEW_ROWS = 100_000
"""Up to so many records the finest cells are asked for at once; of more, first how far the filter's reach."""

_CODED = """
    SELECT ((h3_10 & {keep}::UBIGINT) | {fill}::UBIGINT) AS cell, {by} AS code, count(*) AS positions,
           coalesce(sum({cameras}), 0)::BIGINT AS cameras, {working} AS working, {told} AS told
    FROM {form} WHERE ({where}) AND {point} GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Hexagon:
    """One cell: its H3 index as text, what exists and what is needed in it, and both by code (cameras).

    `working` are the cameras known to work of the `told` whose state is known.
    """

    cell: str
    existing: Tally
    needed: Tally
    make_up: Mapping[str, Mapping[str, int]]
    working: int = 0
    told: int = 0


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of one resolution, most cameras first; `chosen` is the resolution that was asked for, if any."""

    resolution: int
    hexagons: tuple[Hexagon, ...]
    chosen: int | None = None

    @property
    def coarser(self) -> bool:
        """Tell whether the size asked for would have made too many cells."""
        return self.chosen is not None and self.resolution < self.chosen


def cells(
    snapshot: Snapshot,
    cuts: tuple[Cut, ...],
    where: Filter,
    size: Size = "auto",
    share: bool = False,  # noqa: FBT001, FBT002 - a question's arguments are given by position
) -> Cells:
    """Gather the points of one or both forms into one set of cells.

    The automatic size is the finest of at most `MAX_CELLS` cells, so it follows the filter's extent. Without `share` no
    cell tells how much of it works.
    """
    chosen = SIZES.get(size)
    resolution = chosen or (FINEST if _rows(snapshot, cuts) <= _FEW_ROWS else _FIRST)
    limit = MAX_CHOSEN if chosen else MAX_CELLS
    take = partial(_part, snapshot, where=where, share=share)
    parts = [take(cut, resolution=resolution) for cut in cuts]
    if not chosen and resolution < FINEST and _distinct(parts) <= limit // 3:
        resolution = FINEST
        parts = [take(cut, resolution=resolution) for cut in cuts]
    while resolution > COARSEST and _distinct(parts) > limit:
        resolution -= 1
        parts = [{**part, "cell": parents(part["cell"], resolution)} for part in parts]
    return Cells(resolution, _hexagons(cuts, parts), chosen)


def _rows(snapshot: Snapshot, cuts: Sequence[Cut]) -> int:
    """Count all records of the forms, which asks nothing of them."""
    return sum(snapshot.query(f"SELECT count(*) FROM {form}").columns[0][0].as_py() for form, _ in cuts)


def _part(snapshot: Snapshot, cut: Cut, *, where: Filter, resolution: int, share: bool) -> dict[str, npt.NDArray[Any]]:
    form, by = cut
    keep, fill = parent_bits(resolution)
    clause, params = where.only(form).sql(form)
    known = columns(form)
    share = share and "working" in known
    counted = "coalesce(sum(CASE WHEN NOT excluded {more} THEN {what} END), 0)::BIGINT"
    sql = _CODED.format(
        keep=keep,
        fill=fill,
        by=f'"{by}"' if by in known else "NULL::VARCHAR",
        cameras=CAMERAS,
        working=counted.format(more="", what="working") if share else "0",
        told=counted.format(more="AND state_told", what="quantity") if share else "0",
        form=form,
        where=clause,
        point=POINT,
    )
    table = snapshot.query(sql, params)
    part = {name: table[name].to_numpy() for name in ("cell", "positions", "cameras", "working", "told")}
    codes = np.array([code or UNKNOWN for code in table["code"].to_pylist()], dtype=object)
    return {**part, "cell": part["cell"].astype(np.uint64), "code": codes}


def _distinct(parts: Sequence[Mapping[str, npt.NDArray[Any]]]) -> int:
    return len(np.unique(np.concatenate([part["cell"] for part in parts]))) if parts else 0


def _hexagons(cuts: Sequence[Cut], parts: Sequence[Mapping[str, npt.NDArray[Any]]]) -> tuple[Hexagon, ...]:
    if not parts:
        return ()
    found = np.unique(np.concatenate([part["cell"] for part in parts]))
    sums = {form: _sums(part, found) for (form, _), part in zip(cuts, parts, strict=True)}
    of_form = {form: _tallies(sums, form, len(found)) for form in ("form1", "form2")}
    made = [
        Hexagon(
            h3.int_to_str(cell),
            of_form["form1"][place],
            of_form["form2"][place],
            {form: {code: n[place] for code, n in own["by"].items() if n[place]} for form, own in sums.items()},
            sums["form1"]["working"][place] if "form1" in sums else 0,
            sums["form1"]["told"][place] if "form1" in sums else 0,
        )
        for place, cell in enumerate(found.tolist())
    ]
    return tuple(sorted(made, key=lambda each: -(each.existing.cameras + each.needed.cameras)))


def _tallies(sums: Mapping[str, Mapping[str, Any]], form: str, count: int) -> list[Tally]:
    if form not in sums:
        return [Tally()] * count
    return [Tally(*each) for each in zip(sums[form]["positions"], sums[form]["cameras"], strict=True)]


def _sums(part: Mapping[str, npt.NDArray[Any]], found: npt.NDArray[np.uint64]) -> dict[str, Any]:
    """Sum a form's rows by cell, in the order of `found`: positions, cameras, working, told, and cameras by code."""
    places = np.searchsorted(found, part["cell"])

    def by_cell(name: str, rows: Any = slice(None)) -> list[int]:
        summed = np.bincount(places[rows], weights=part[name][rows], minlength=len(found))
        whole: list[int] = summed.astype(np.int64).tolist()
        return whole

    codes = {str(code): by_cell("cameras", part["code"] == code) for code in sorted(set(part["code"].tolist()))}
    return {**{name: by_cell(name) for name in ("positions", "cameras", "working", "told")}, "by": codes}
