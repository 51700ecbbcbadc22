"""Why a plan is as it is, as columns beside its candidates: order, what each adds at its turn, codes with figures.

The grounds are worked out by camdash.planning.siting.explain; camdash.planning.spoken says them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from camdash.planning.building import WEIGHT_OF_ONE, Question
from camdash.planning.siting.explain import Bought, Explanation, Left, Rejected, explain
from camdash.planning.siting.problem import Problem, Solution

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

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
    """Explain a solution of a question's problem; one that is impossible has bought nothing and left everything."""
    if solution.status == "infeasible":
        told = Explanation((), _untold(problem), Left(0.0, "all_spent"))
    else:
        told = explain(problem, solution)
    order = np.array([each.site for each in told.bought], dtype=np.int64)
    served_by = _served_by(problem, order)
    counts = _counts(question, served_by, len(order))
    rejected = sorted(told.rejected, key=lambda each: (-each.adds, each.cost, each.site))
    sites = question.candidates["site"].astype(str).tolist()
    return Explained(
        order,
        np.array([each.site for each in rejected], dtype=np.int64),
        {
            "phase": np.array([each.phase for each in told.bought], dtype=np.int64),
            "gain": np.array([each.adds for each in told.bought], dtype=np.float64),
            **counts,
            **_reasons([_why(each, n, counts) for n, each in enumerate(told.bought)]),
        },
        {
            "gain": np.array([each.adds for each in rejected], dtype=np.float64),
            **_reasons([_why_not(each, sites) for each in rejected]),
        },
        served_by,
        "" if told.left.code == "all_spent" else told.left.code,
        written({"left": int(told.left.amount), "cheapest": int(told.left.cost)}),
    )


def _untold(problem: Problem) -> tuple[Rejected, ...]:
    return tuple(Rejected(row, "impossible", 0.0, float(cost)) for row, cost in enumerate(problem.costs.tolist()))


def _served_by(problem: Problem, order: Ints) -> Ints:
    """Tell which purchase serves each demand row first."""
    found = np.full(len(problem.weights), _NEVER, dtype=np.int64)
    open_ = np.ones(len(found), dtype=bool) if problem.covered is None else ~problem.covered
    matrix = problem.covers
    for place, row in enumerate(order.tolist()):
        near = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        new = near[open_[near]]
        found[new] = place
        open_[new] = False
    return found


def _counts(question: Question, served_by: Ints, size: int) -> dict[str, Ints]:
    """Count the needs, and the cameras asked for, that each purchase newly serves; further places are no needs."""
    need = ~question.demand["key"].astype(str).str.startswith("point-").to_numpy(bool)
    told = (served_by >= 0) & need
    quantity = question.demand["quantity"].to_numpy(float)[told]
    return {
        "gain_needs": np.bincount(served_by[told], minlength=size),
        "gain_cameras": np.bincount(served_by[told], quantity, minlength=size).astype(np.int64),
    }


def _why(bought: Bought, place: int, counts: Mapping[str, Ints]) -> tuple[str, dict[str, Any]]:
    told: dict[str, Any] = {
        "needs": int(counts["gain_needs"][place]),
        "cameras": int(counts["gain_cameras"][place]),
        "cost": int(bought.cost),
    }
    if bought.mandatory:
        return "mandatory", told
    if bought.adds == 0:
        return "for_floor", told
    if bought.cost == 0:
        return "for_nothing", told
    told["worth"] = _worth(bought.adds, bought.cost)
    if bought.runner_up is None:
        return "last", told
    return "before_next", {**told, "next": _worth(bought.runner_up_adds, bought.runner_up_cost)}


def _why_not(rejected: Rejected, sites: list[str]) -> tuple[str, dict[str, Any]]:
    told: dict[str, Any] = {"cost": int(rejected.cost)}
    match rejected.code:
        case "less_per_dong":
            told |= {"worth": _worth(rejected.adds, rejected.cost), "least": _worth(rejected.least, 1.0)}
        case "over_budget":
            told |= {"left": int(rejected.left)}
        case "no_room_under_floor" | "conflict":
            told |= {"other": sites[rejected.other] if rejected.other is not None else ""}
    return rejected.code, told


def _worth(gain: float, cost: float) -> float:
    """Give points of priority (one camera of the highest priority is one) for a billion đồng."""
    return round(gain / WEIGHT_OF_ONE / max(cost, 1.0) * _BILLION, 2)


def _reasons(told: list[tuple[str, dict[str, Any]]]) -> dict[str, list[str]]:
    return {"reason": [code for code, _ in told], "params": [written(params) for _, params in told]}


def written(values: Mapping[str, Any]) -> str:
    """Write what goes into a reason's sentence, always in one way."""
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS).decode()
