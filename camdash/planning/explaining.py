"""Why a plan is as it is: the order of purchase, what each site adds at its turn, why others are left, why money is.

Everything is told as codes with figures; camdash.planning.spoken says them.
"""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from camdash.planning.building import WEIGHT_OF_ONE, Question
from camdash.planning.siting.problem import Problem, Solution

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_BILLION = 1e9
_NEVER = -1


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """`order`: candidates bought, first first; `left`: the others, what would add most first (rows of candidates).

    `of_bought` and `of_left` are columns beside them; `served_by` tells of each demand row the place in `order` that
    serves it first, -1 where none does; `money_left` and `money_params` why money is left ("" where none is).
    """

    order: Ints
    left: Ints
    of_bought: Mapping[str, Any]
    of_left: Mapping[str, Any]
    served_by: Ints
    money_left: str
    money_params: str


def explained(problem: Problem, solution: Solution, question: Question) -> Explained:
    """Explain a solution of a question's problem."""
    order, phase = _order(problem, solution)
    served_by = _served_by(problem, order)
    gain = np.zeros(len(order))
    told = served_by >= 0
    np.add.at(gain, served_by[told], problem.weights[told])
    counted = question.demand["key"].astype(str).str.startswith("point-").to_numpy(bool)
    needs = np.bincount(served_by[told & ~counted], minlength=len(order))
    cameras = np.bincount(
        served_by[told & ~counted],
        weights=question.demand["quantity"].to_numpy(float)[told & ~counted],
        minlength=len(order),
    ).astype(np.int64)
    bought = {"phase": phase, "gain": gain, "gain_needs": needs, "gain_cameras": cameras}
    left, of_left = _left(problem, solution, served_by, order, gain)
    money, params = _money_left(problem, solution, left, of_left)
    whole = {**bought, **_reasons_bought(problem, order, bought)}
    return Explained(order, left, whole, of_left, served_by, money, params)


def _order(problem: Problem, solution: Solution) -> tuple[Ints, Ints]:
    """Order purchases: by phase, what is mandatory first, then what adds most a đồng at its turn."""
    covered = _flags(problem.covered, len(problem.weights))
    found: list[int] = []
    phases: list[int] = []
    for phase in range(len(problem.budgets)):
        rows = solution.chosen[solution.phase == phase]
        must = _flags(problem.mandatory, len(problem.costs))[rows]
        for part in (rows[must], rows[~must]):
            ordered = _by_gain(problem, part, covered)
            found += ordered
            phases += [phase] * len(ordered)
    return np.array(found, dtype=np.int64), np.array(phases, dtype=np.int64)


def _by_gain(problem: Problem, rows: Ints, covered: Bools) -> list[int]:
    """Take rows by what they add a đồng, lazily: what a row adds only shrinks; `covered` is kept up to date."""
    heap = [(-_worth(problem, row, covered), row) for row in rows.tolist()]
    heapq.heapify(heap)
    ordered = []
    while heap:
        _, row = heapq.heappop(heap)
        worth = -_worth(problem, row, covered)
        if heap and (worth, row) > heap[0]:
            heapq.heappush(heap, (worth, row))
            continue
        ordered.append(row)
        covered[_covers(problem, row)] = True
    return ordered


def _covers(problem: Problem, row: int) -> Ints:
    matrix = problem.covers
    return np.asarray(matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]], dtype=np.int64)


def _worth(problem: Problem, row: int, covered: Bools) -> float:
    demand = _covers(problem, row)
    gain = float(problem.weights[demand[~covered[demand]]].sum())
    return gain / max(float(problem.costs[row]), 1.0)


def _served_by(problem: Problem, order: Ints) -> Ints:
    found = np.full(len(problem.weights), _NEVER, dtype=np.int64)
    covered = _flags(problem.covered, len(problem.weights))
    for place, row in enumerate(order.tolist()):
        demand = _covers(problem, row)
        new = demand[(found[demand] == _NEVER) & ~covered[demand]]
        found[new] = place
    return found


def _points_a_billion(gain: Floats, cost: Floats) -> Floats:
    """Give points of priority (one camera of the highest priority is one) for each billion đồng."""
    return gain / WEIGHT_OF_ONE / np.maximum(cost, 1.0) * _BILLION


def _reasons_bought(problem: Problem, order: Ints, bought: Mapping[str, Any]) -> dict[str, list[str]]:
    gain, needs, cameras, phase = (bought[name] for name in ("gain", "gain_needs", "gain_cameras", "phase"))
    cost = problem.costs[order]
    worth = _points_a_billion(gain, cost)
    codes, params = [], []
    for place, row in enumerate(order.tolist()):
        told: dict[str, Any] = {"needs": int(needs[place]), "cameras": int(cameras[place]), "cost": int(cost[place])}
        last = place + 1 == len(order) or phase[place + 1] != phase[place]
        if _flags(problem.mandatory, len(problem.costs))[row]:
            code = "mandatory"
        elif gain[place] == 0:
            code = "for_floor"
        elif cost[place] == 0:
            code = "for_nothing"
        elif last:
            code, told["worth"] = "last", _short(worth[place])
        else:
            code, told["worth"], told["next"] = "before_next", _short(worth[place]), _short(worth[place + 1])
        codes.append(code)
        params.append(written(told))
    return {"reason": codes, "params": params}


def _left(
    problem: Problem, solution: Solution, served_by: Ints, order: Ints, gain: Floats
) -> tuple[Ints, dict[str, Any]]:
    """Explain what is not bought: what it would add now, and why that is not enough."""
    open_weight = np.where((served_by == _NEVER) & ~_flags(problem.covered, len(problem.weights)), problem.weights, 0.0)
    adds = problem.covers @ open_weight
    chosen = np.zeros(len(problem.costs), dtype=bool)
    chosen[solution.chosen] = True
    rows = np.flatnonzero(~chosen)
    rows = rows[np.lexsort((rows, problem.costs[rows], -adds[rows]))]
    money = problem.budgets[-1] - float(problem.costs[solution.chosen].sum())
    worth = _points_a_billion(gain, problem.costs[order])
    paid = (gain > 0) & (problem.costs[order] > 0)
    least = float(worth[paid].min()) if paid.any() else 0.0
    codes, params = [], []
    excluded = _flags(problem.excluded, len(problem.costs))
    for row in rows.tolist():
        own = float(_points_a_billion(adds[row : row + 1], problem.costs[row : row + 1])[0])
        cost = float(problem.costs[row])
        told: dict[str, Any] = {"cost": int(cost)}
        if excluded[row]:
            code = "excluded"
        elif adds[row] == 0:
            code = "nothing_new"
        elif own < least:
            code, told["worth"], told["least"] = "less_per_dong", _short(own), _short(least)
        elif cost > money:
            code, told["left"] = "over_budget", int(money)
        else:
            code = "no_room"
        codes.append(code)
        params.append(written(told))
    return rows, {"gain": adds[rows], "reason": codes, "params": params}


def _money_left(problem: Problem, solution: Solution, left: Ints, of_left: Mapping[str, Any]) -> tuple[str, str]:
    money = problem.budgets[-1] - float(problem.costs[solution.chosen].sum())
    if money < 1:
        return "", "{}"
    useful = (np.asarray(of_left["gain"]) > 0) & ~_flags(problem.excluded, len(problem.costs))[left]
    if not useful.any():
        return "nothing_left", written({"left": int(money)})
    cheapest = float(problem.costs[left][useful].min())
    if cheapest > money:
        return "cheapest_costs_more", written({"left": int(money), "cheapest": int(cheapest)})
    return "held_back", written({"left": int(money)})


def _flags(flags: Bools | None, length: int) -> Bools:
    return np.zeros(length, dtype=bool) if flags is None else flags.copy()


def _short(value: float) -> float:
    return round(float(value), 2)


def written(values: Mapping[str, Any]) -> str:
    """Write what goes into a reason's sentence, always in one way."""
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS).decode()
