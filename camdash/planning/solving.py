"""Solving a scenario's question: the sites, in which order and why, what each need gets, and the frontier."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from camdash.planning.building import WEIGHT_OF_ONE, Question
from camdash.planning.explaining import Explained, explained, written
from camdash.planning.inputs import Inputs
from camdash.planning.layout import layout
from camdash.planning.plan import Plan
from camdash.planning.priority import draws
from camdash.planning.scenario import DRAWS, EVERY_DISTRICT, Scenario
from camdash.planning.siting import Effort, Floor, Problem, Progress, Solution, solve
from camdash.planning.siting.frontier import frontier
from camdash.planning.siting.robust import robust
from camdash.planning.standards import CRITERIA

Tell = Callable[[float], bool]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_GAP_OF_CURVE = 2e-3
"""A curve need not be nearer to its bound than a line is wide."""

BUDGETS = 20
"""Points of a frontier, besides the one of no money."""

_NAMED = ("name", "district", "ward", "lat", "lon", "sensitive", "units")


class CancelledError(RuntimeError):
    """The work was cancelled before there was an answer."""


def problem_of(question: Question, scenario: Scenario) -> Problem:
    """Put the question of a scenario to the solver; groups are districts, -1 for those not told."""
    demand, candidates = question.demand, question.candidates
    codes = _districts(question)
    place = {code: n for n, code in enumerate(codes)}
    floors = []
    for floor in scenario.floors:
        wanted = codes if floor.district == EVERY_DISTRICT else [floor.district]
        floors += [Floor(place[c], floor.min_sites, floor.min_share) for c in wanted if c in place]
    return Problem(
        weights=demand["weight"].to_numpy(np.float64),
        covers=question.covers,
        costs=candidates["cost_vnd"].to_numpy(np.float64),
        budgets=tuple(float(budget) for budget in scenario.budgets_vnd),
        mandatory=candidates["mandatory"].to_numpy(bool),
        excluded=candidates["excluded"].to_numpy(bool),
        covered=demand["covered"].to_numpy(bool),
        group_of_site=_numbers(candidates["district"], place),
        group_of_demand=_numbers(demand["district"], place),
        floors=tuple(floors),
    )


def _districts(question: Question) -> list[str]:
    """List the districts of a question in the order of their groups."""
    told = [*question.demand["district"].dropna(), *question.candidates["district"].dropna()]
    return sorted({str(code) for code in told})


def _numbers(codes: pd.Series, place: dict[str, int]) -> Ints:
    return np.asarray(codes.astype(object).map(place).fillna(-1), dtype=np.int64)


def solve_plan(inputs: Inputs, question: Question, scenario: Scenario, tell: Tell | None = None) -> Plan:
    """Solve a scenario over what it was built from (camdash.planning.building.build).

    CancelledError: `tell` said that the work shall end before anything was found.
    """
    effort = Effort(iterations=scenario.iterations, seed=scenario.seed)
    problem = problem_of(question, scenario)
    progress = None if tell is None else (lambda now: tell(now.done))
    solution = solve(problem, effort, progress)
    return _plan(inputs, question, scenario, problem, solution)


def _plan(inputs: Inputs, question: Question, scenario: Scenario, problem: Problem, solution: Solution) -> Plan:
    told = explained(problem, solution, question)
    candidates = _named(question.candidates, inputs)
    purchases = candidates.iloc[told.order].reset_index(drop=True)
    purchases = purchases.assign(order=np.arange(1, len(purchases) + 1), **told.of_bought)
    rejected = candidates.iloc[told.left].reset_index(drop=True).assign(**told.of_left)
    served = _served(question, told)
    return Plan(
        scenario,
        _kept(purchases, ("order", "phase", "gain", "gain_needs", "gain_cameras")),
        _kept(rejected, ("gain",)),
        served,
        _totals(question, scenario, solution, told, served),
    )


def completed(inputs: Inputs, question: Question, plan: Plan, tell: Tell = lambda _: True) -> Plan:
    """Add what a saved plan has besides: the layout, and the frontier unless it is there."""
    curve = plan.frontier
    if curve.empty:
        curve = frontier_of(question, plan.scenario, tell).frame(float(plan.totals["weight"]))
    return dataclasses.replace(plan, layout=layout(inputs, plan.purchases), frontier=curve)


def _named(candidates: pd.DataFrame, inputs: Inputs) -> pd.DataFrame:
    """Say of each candidate what its site is called and where it is."""
    rows = inputs.sites[list(_NAMED)].iloc[candidates["site_row"].to_numpy(np.int64)].reset_index(drop=True)
    return pd.concat([candidates.drop(columns="district"), rows], axis=1)


def _kept(frame: pd.DataFrame, more: Sequence[str]) -> pd.DataFrame:
    names = ("site", "action", "camera", "cameras", "cost_vnd", *_NAMED, "reason", "params", *more)
    return frame[list(names)]


def _served(question: Question, told: Explained) -> pd.DataFrame:
    """Say of each need (or further place) whether it is met already, served by which purchase, or left."""
    demand = question.demand
    by = told.served_by
    state = np.where(demand["covered"].to_numpy(bool), "met", np.where(by >= 0, "served", "left"))
    columns = ("key", "site", "unit", "district", "quantity", "weight")
    order = pd.Series(by + 1, dtype="Int64").where(pd.Series(state == "served"))
    return demand.reindex(columns=list(columns)).assign(state=state, order=order.array)


def _totals(
    question: Question, scenario: Scenario, solution: Solution, told: Explained, served: pd.DataFrame
) -> dict[str, Any]:
    whole = max(float(served["weight"].sum()), 1.0)
    got = served["state"] != "left"
    chosen = question.candidates.iloc[solution.chosen]
    spent = int(chosen["cost_vnd"].sum())
    return {
        "status": solution.status,
        "why": solution.why.code if solution.why else "",
        "why_params": _why(solution, question),
        "reproducible": solution.reproducible,
        "share": float(served.loc[got, "weight"].sum()) / whole,
        "share_before": float(served.loc[served["state"] == "met", "weight"].sum()) / whole,
        "bound_share": float(solution.bound) / whole,
        "gap": float(solution.gap),
        "weight": whole,
        "needs": len(served),
        "asked_cameras": int(served["quantity"].sum()),
        "served_cameras": int(served.loc[got, "quantity"].sum()),
        "sites": int(chosen["site"].nunique()),
        "cameras": int(chosen["cameras"].sum()),
        "cost_vnd": spent,
        "left_vnd": scenario.budget_vnd - spent,
        "left_why": told.money_left,
        "left_params": told.money_params,
    }


def _why(solution: Solution, question: Question) -> str:
    """Write why nothing fits: the district by its code, amounts of money as đồng."""
    why = solution.why
    if why is None:
        return "{}"
    codes = _districts(question)
    district = codes[why.group] if why.group is not None and why.group >= 0 else ""
    return written({"district": district, "needed": why.needed, "possible": why.possible})


# ------------------------------------------------------------------------------------------- the frontier


@dataclass(frozen=True, slots=True, eq=False)
class Frontier:
    """Budgets in đồng, ascending, with the share of the need served (0 to 1) and what no plan can pass."""

    budgets_vnd: list[float]
    shares: list[float]
    bounds: list[float]

    def frame(self, weight: float) -> pd.DataFrame:
        """Give it as a plan keeps it, in weights."""
        covered, bound = (np.array(values) * weight for values in (self.shares, self.bounds))
        return pd.DataFrame({"budget_vnd": np.array(self.budgets_vnd), "covered": covered, "bound": bound})

    @classmethod
    def of(cls, plan: Plan) -> "Frontier":
        """Read it from a plan."""
        whole = float(plan.totals["weight"])
        frame = plan.frontier
        return cls(
            frame["budget_vnd"].astype(float).tolist(),
            (frame["covered"].astype(float) / whole).tolist(),
            (frame["bound"].astype(float) / whole).tolist(),
        )


def frontier_of(question: Question, scenario: Scenario, tell: Tell) -> Frontier:
    """Tell what BUDGETS shares of what everything costs would serve, without floors; CancelledError where cut short."""
    whole = max(float(question.demand["weight"].sum()), 1.0)
    most = float(question.candidates.loc[~question.candidates["excluded"], "cost_vnd"].sum())
    must = float(question.candidates.loc[question.candidates["mandatory"], "cost_vnd"].sum())
    budgets = sorted({max(most * (step / BUDGETS) ** 1.5, must) for step in range(BUDGETS + 1)})
    problem = problem_of(question, dataclasses.replace(scenario, floors=()))
    went_on = True

    def report(now: Progress) -> bool:
        nonlocal went_on
        went_on = tell(now.done)
        return went_on

    points = frontier(problem, budgets, Effort(iterations=0, seed=scenario.seed, gap=_GAP_OF_CURVE), report)
    if not went_on:
        raise CancelledError
    return Frontier(
        [point.budget for point in points],
        [point.objective / whole for point in points],
        [point.bound / whole for point in points],
    )


# --------------------------------------------------------------------------------------------- firmness


@dataclass(frozen=True, slots=True, eq=False)
class Firmness:
    """How often each candidate was chosen in `draws` drawings of the weights: site, action …, share (0 to 1)."""

    frame: pd.DataFrame
    draws: int


def firmness(inputs: Inputs, question: Question, scenario: Scenario, tell: Tell, count: int = DRAWS) -> Firmness:
    """Draw the criteria's weights around those that hold, and choose greedily each time; the firmest first.

    Cancelled, it tells of the draws so far. Further places weigh the same in every draw.
    """
    demand = question.demand
    point = demand["site_row"].isna().to_numpy(bool)
    row = demand["site_row"].fillna(0).to_numpy(np.int64)
    scored = inputs.criteria[list(CRITERIA)].to_numpy(np.float64)[row]
    problem = problem_of(question, dataclasses.replace(scenario, floors=()))
    amounts = np.where(point, problem.weights, demand["quantity"].to_numpy(np.float64) * WEIGHT_OF_ONE)
    drawn = draws(inputs.standards.weights, count, scenario.seed)
    found = robust(
        dataclasses.replace(problem, weights=amounts),
        np.where(point[:, None], 1.0, scored),
        drawn,
        lambda now: tell(now.done),
    )
    frame = _named(question.candidates, inputs).assign(share=found.probability, reason="", params="{}")
    frame = frame[frame["share"] > 0].sort_values(["share", "site"], ascending=[False, True], kind="stable")
    return Firmness(frame.reset_index(drop=True), found.draws)
