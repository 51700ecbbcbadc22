"""Plain points from CSV files, solved: what `python -m camdash site` does."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from camdash.planning.coverage import Distance, coverage
from camdash.planning.siting.problem import Effort, Floats, Problem
from camdash.planning.siting.solver import solve
from camdash.words import N_, Words

_X = ("x", "lon", "lng", "long", "longitude", "kinh_do")
_Y = ("y", "lat", "latitude", "vi_do")
_DEGREES = (180.0, 90.0)

_SAYS = {
    "missing": N_("“{file}”: there is no such file. Check the path."),
    "unreadable": N_("“{file}” cannot be read as CSV. Save it as CSV in UTF-8, with commas and one heading row."),
    "no_column": N_(
        "“{file}”: the column “{column}” is missing. Name it in the first row, with x, y (or lon, lat) and weight."
    ),
    "empty": N_("“{file}” has no rows below its heading. Add at least one point."),
    "not_number": N_("“{file}”, row {row}, column “{column}”: “{value}” is not a number. Write a number there."),
    "negative": N_("“{file}”, row {row}, column “{column}”: {value} is below 0. Write 0 or more."),
    "degrees": N_(
        "“{file}”, row {row}, column “{column}”: {value} is no degree of longitude or latitude. Correct it, or use "
        "--distance projected for metres."
    ),
}


class PointsError(Exception):
    """A file of points that cannot be used: which, where and what to do."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code, self.params = code, params

    def message(self, words: Words) -> str:
        """Say it in the user's language."""
        return words.t(_SAYS[self.code], **self.params)


@dataclass(frozen=True, eq=False)
class Points:
    """Places (rows of x, y or of lon, lat) with an amount each: a weight or a cost."""

    file: str
    xy: Floats
    amounts: Floats
    degrees: bool  # the heading says lon and lat
    names: tuple[str, str] = field(default=("x", "y"))


def read_points(path: Path, amount: str | None) -> Points:
    """Read a CSV file of points; `amount` names its third column: `weight` or `cost`, or None: each counts 1.

    Where the column `cost` is missing each costs 1. Raises PointsError; its rows are counted as a spreadsheet
    does, the heading being row 1.
    """
    frame = _frame(path)
    names = {str(name).strip().strip("\ufeff").lower(): name for name in frame.columns}
    x = _column(path, names, _X, "x")
    y = _column(path, names, _Y, "y")
    if not len(frame):
        raise PointsError("empty", file=path.name)
    xy = np.column_stack([_numbers(path, frame, names[name], name) for name in (x, y)])
    amounts = _amounts(path, frame, names, amount) if amount else np.ones(len(frame))
    return Points(path.name, xy, amounts, x != "x" and y != "y", (x, y))


def _amounts(path: Path, frame: pd.DataFrame, names: dict[str, Any], amount: str) -> Floats:
    if amount == "cost" and amount not in names:
        return np.ones(len(frame))
    amounts = _numbers(path, frame, names[_column(path, names, (amount,), amount)], amount)
    if (amounts < 0).any():
        row = int(np.argmax(amounts < 0))
        raise PointsError("negative", file=path.name, row=row + 2, column=amount, value=f"{amounts[row]:g}")
    return amounts


def _frame(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise PointsError("missing", file=path.name)
    try:
        return pd.read_csv(path, encoding="utf-8-sig", engine="c", low_memory=False)
    except (ValueError, UnicodeDecodeError, OSError, pd.errors.ParserError) as error:
        raise PointsError("unreadable", file=path.name) from error


def _column(path: Path, names: dict[str, Any], wanted: tuple[str, ...], told: str) -> str:
    found = next((name for name in wanted if name in names), None)
    if found is None:
        raise PointsError("no_column", file=path.name, column=told)
    return found


def _numbers(path: Path, frame: pd.DataFrame, column: Any, name: str) -> Floats:
    values: Floats = pd.to_numeric(frame[column], errors="coerce").to_numpy(dtype=np.float64)
    bad = ~np.isfinite(values)
    if bad.any():
        row = int(np.argmax(bad))
        told = frame[column].iloc[row]
        raise PointsError(
            "not_number", file=path.name, row=row + 2, column=name, value="" if pd.isna(told) else str(told)
        )
    return values


def site_points(
    demand: Points,
    candidates: Points,
    radius_m: float,
    budget: float,
    distance: str | None = None,
    *,
    time_limit_s: float | None = None,
) -> dict[str, Any]:
    """Choose candidates within `budget` (amounts of `candidates`); rows from 0. Raises PointsError on bad degrees."""
    way: Distance = distance if distance is not None else _guess(demand, candidates)  # type: ignore[assignment]
    if way == "spherical":
        _check_degrees(demand)
        _check_degrees(candidates)
    covers = coverage(candidates.xy, demand.xy, radius_m, way)
    problem = Problem(demand.amounts, covers, candidates.amounts, (budget,))
    solution = solve(problem, Effort(time_limit_s=time_limit_s))
    return {
        "objective": _plain(solution.objective),
        "bound": _plain(solution.bound),
        "gap": solution.gap,
        "status": solution.status,
        "chosen": solution.chosen.tolist(),
        "distance": way,
        "total": _plain(problem.total),
        "cost": _plain(solution.cost),
        "reproducible": solution.reproducible,
    }


def _guess(demand: Points, candidates: Points) -> Distance:
    return "spherical" if demand.degrees and candidates.degrees else "projected"


def _check_degrees(points: Points) -> None:
    for place, most in enumerate(_DEGREES):
        off = np.abs(points.xy[:, place]) > most
        if off.any():
            row = int(np.argmax(off))
            value = f"{points.xy[row, place]:g}"
            raise PointsError("degrees", file=points.file, row=row + 2, column=points.names[place], value=value)


def _plain(value: float) -> float | int:
    """Write a whole number as one."""
    return int(value) if float(value).is_integer() else float(value)
