"""The siting solver: published instances, large made ones, spopt's MCLP, and plans by greedy, chance and first come.

`python -m benchmarks siting [--only published|large|spopt|greedy|plans] [--time-limit S] [--shared FOLDER]
[--spopt-python PATH]`. spopt is no part of this program: `python -m venv /tmp/spopt && /tmp/spopt/bin/pip install
spopt`
gives an interpreter for --spopt-python. Seconds are wall time and, in brackets, processor time of this process.
"""

import argparse
import json
import os
import platform
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from camdash.planning.coverage import Distance, coverage
from camdash.planning.siting import Effort, Problem, solve
from camdash.planning.siting.core import core_of, reduce
from camdash.planning.siting.greedy import greedy

PARTS = ("published", "large", "spopt", "greedy", "plans")
LARGE = ((2000, 10_000, 0.1), (5000, 50_000, 0.1), (20_000, 50_000, 0.02), (50_000, 200_000, 0.01))
SPACING_M = 40.0
RADIUS_M = 60.0
DONG = 1e6

SPOPT = """
import json, sys, time
import numpy as np, pulp
from scipy.spatial.distance import cdist
from spopt.locate import MCLP
data = np.load(sys.argv[1])
start = time.perf_counter()
far = cdist(data["there"], data["here"])
model = MCLP.from_cost_matrix(far, data["weights"], float(data["radius"]), p_facilities=int(data["sites"]))
built = time.perf_counter() - start
model = model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=float(sys.argv[2])))
status = pulp.LpStatus[model.problem.status]
total = time.perf_counter() - start
print(json.dumps({"value": pulp.value(model.problem.objective), "status": status, "built": built, "total": total}))
"""


class Clock:
    """Wall and processor seconds since it was made."""

    def __init__(self) -> None:
        self.wall, self.own = time.perf_counter(), time.process_time()

    def __str__(self) -> str:
        """Tell both."""
        return f"{time.perf_counter() - self.wall:6.2f} s ({time.process_time() - self.own:5.2f})"


def made(sites: int, demand: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Spread sites and demand evenly, 40 m a demand point; whole weights of 1 to 10, costs of 20 to 80 million đồng."""
    draw = np.random.default_rng(seed)
    side = np.sqrt(demand) * SPACING_M
    there, here = draw.random((demand, 2)) * side, draw.random((sites, 2)) * side
    return here, there, draw.integers(1, 11, demand).astype(float), draw.integers(20, 81, sites) * DONG


def published(shared: Path, effort: Effort, only: str | None) -> None:
    """Solve each published instance and compare."""
    table = pd.read_csv(shared / "real" / "mclp" / "PUBLISHED.csv")
    print(f"{'instance':14}{'p':>4}{'ours':>10}{'published':>11}{'ratio':>9}{'bound':>10}{'gap':>9}  seconds")
    for line in table.itertuples():
        if only and not str(line.instance).startswith(only):
            continue
        frame = pd.read_csv(shared / "real" / "mclp" / f"{line.instance}.csv").to_numpy(dtype=np.float64)
        places, weights = np.ascontiguousarray(frame[:, :2]), frame[:, 2]
        way: Distance = "euclidean" if str(line.instance).startswith("SJC") else "spherical"
        clock = Clock()
        covers = coverage(places, places, float(line.radius_m), way)
        answer = solve(Problem(weights, covers, np.ones(len(weights)), (float(line.p),)), effort)
        ratio, flag = answer.objective / line.best_value, "*" if line.proven_optimal else " "
        told = f"{line.instance:14}{line.p:4}{answer.objective:10.0f}{line.best_value:10.0f}{flag}{ratio:9.5f}"
        print(f"{told}{answer.bound:10.0f}{answer.gap:9.4%}  {clock}  {answer.status}", flush=True)


def large(effort: Effort) -> None:
    """Solve made problems of growing size."""
    print(f"{'sites x demand':>16}{'pairs':>10}{'value':>10}{'bound':>10}{'gap':>9}  build, then solve")
    for sites, demand, share in LARGE:
        here, there, weights, costs = made(sites, demand)
        clock = Clock()
        covers = coverage(here, there, RADIUS_M)
        built = str(clock)
        clock = Clock()
        answer = solve(Problem(weights, covers, costs, (float(np.round(costs.sum() * share)),)), effort)
        size = f"{sites} x {demand}"
        told = f"{size:>16}{covers.nnz:10}{answer.objective:10.0f}{answer.bound:10.0f}{answer.gap:9.4%}"
        print(f"{told}  {built}, {clock}  {answer.status}", flush=True)


def against_spopt(python: str | None, limit: float) -> None:
    """Solve the same problems by spopt's MCLP with CBC in its own interpreter (it knows no budgets: sites count)."""
    if python is None:
        print(
            "spopt: python -m venv /tmp/spopt && /tmp/spopt/bin/pip install spopt, "
            "then --spopt-python /tmp/spopt/bin/python"
        )
        return
    for sites, demand in ((200, 1000), (500, 2500), (2000, 10_000)):
        here, there, weights, _ = made(sites, demand)
        many = sites // 10
        clock = Clock()
        answer = solve(Problem(weights, coverage(here, there, RADIUS_M), np.ones(sites), (float(many),)))
        print(f"{sites} x {demand}, {many} sites: ours {answer.objective:.0f} {answer.status}, {clock}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "problem.npz"
            np.savez(file, here=here, there=there, weights=weights, radius=RADIUS_M, sites=many)
            told = subprocess.run(
                [python, "-c", SPOPT, str(file), str(limit)], capture_output=True, check=False, text=True
            )
        last = told.stdout.strip().splitlines()[-1:] or [told.stderr.strip()[-300:]]
        print(f"    spopt: {json.loads(last[0]) if told.returncode == 0 else last[0]}", flush=True)


def by_greedy(problem: Problem) -> np.ndarray:
    """Choose by what is newly covered for the money, never looking back."""
    none = np.zeros(len(problem.costs), dtype=bool)
    core = reduce(core_of(problem), none, none)
    rows = greedy(core)
    return np.empty(0, dtype=np.int64) if rows is None else core.original(rows)


def in_order(problem: Problem, order: np.ndarray) -> np.ndarray:
    """Buy in this order whatever still fits."""
    left, bought = problem.budgets[-1], []
    for site in order.tolist():
        if problem.costs[site] <= left:
            left -= problem.costs[site]
            bought.append(site)
    return np.array(sorted(bought), dtype=np.int64)


def plans(effort: Effort) -> None:
    """Compare ways to spend the same money."""
    for sites, demand, share in LARGE[:3]:
        here, there, weights, costs = made(sites, demand)
        problem = Problem(weights, coverage(here, there, RADIUS_M), costs, (float(np.round(costs.sum() * share)),))
        ways = {
            "solver": lambda p=problem: solve(p, effort).chosen,
            "greedy": lambda p=problem: by_greedy(p),
            "random": lambda p=problem: in_order(p, np.random.default_rng(1).permutation(len(p.costs))),
            "first come": lambda p=problem: in_order(p, np.arange(len(p.costs))),
        }
        print(f"{sites} x {demand}, {problem.budgets[-1] / 1e9:.1f} billion đồng")
        for name, way in ways.items():
            clock = Clock()
            chosen = way()
            value, cost = covered(problem.covers, weights, chosen), costs[chosen].sum()
            share_ = value / weights.sum()
            told = f"    {name:12}{len(chosen):6} sites, covers {value:9.0f} ({share_:6.2%})"
            print(f"{told}, {value / cost * 1e9:7.1f} a billion đồng, {clock}", flush=True)


def covered(covers: csr_array, weights: np.ndarray, chosen: np.ndarray) -> float:
    """Weigh what a choice covers."""
    return float(weights[np.asarray(covers[chosen].sum(axis=0)).ravel() > 0].sum())


def main(arguments: list[str]) -> None:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(prog="benchmarks siting")
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--instance", help="of the published ones only those whose name begins so")
    parser.add_argument("--time-limit", type=float, help="seconds for each solve; without it work is counted")
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("CAMDASH_SHARED", "../shared")))
    parser.add_argument("--spopt-python", help="an interpreter that has spopt")
    parser.add_argument("--spopt-limit", type=float, default=120.0, help="seconds for CBC")
    options = parser.parse_args(arguments)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}"
    )
    effort = Effort(time_limit_s=options.time_limit)
    parts = {
        "published": lambda: published(options.shared, effort, options.instance),
        "large": lambda: large(effort),
        "spopt": lambda: against_spopt(options.spopt_python, options.spopt_limit),
        "plans": lambda: plans(effort),
    }
    wanted = "plans" if options.only == "greedy" else options.only
    for name, part in parts.items():
        if wanted in {None, name}:
            print(f"\n{name}")
            part()
