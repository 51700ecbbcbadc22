"""The core as a linear program for HiGHS: its bound, its fractional choice, and the exact answer where it is small.

Columns are the sites, then the demand that several sites cover (what one site alone covers is part of that site).
All rows are `<=`. A bound is worked out here from the multipliers of the rows, whatever state the solver ended in:
by weak duality every multipliers >= 0 give one.
"""

from dataclasses import dataclass

import highspy
import numpy as np
from scipy.sparse import block_array, csr_array, eye_array, vstack

from camdash.planning.siting.core import Core
from camdash.planning.siting.problem import Flags, Floats, Ints
from camdash.planning.siting.watch import Watch

_SCALE = 1000.0
"""The greatest weight in the program: HiGHS's tolerances are absolute."""

_TIGHT = 1e-9
"""How far a row may be off in exact answers: a part of the dearest site's cost."""


@dataclass(frozen=True, eq=False)
class Program:
    """max gain·v, rows·v <= limits, 0 <= v <= 1; the first `sites` columns are whole numbers. Gains are scaled."""

    gain: Floats
    rows: csr_array
    limits: Floats
    sites: int
    scale: float


@dataclass(frozen=True, eq=False)
class Relaxed:
    """A bound on the core's value (`base` left out), its multipliers, each site's reduced value, and LP shares."""

    bound: float
    reduced: Floats  # what the bound falls by where the site is not taken (> 0) or taken (< 0), at least
    shares: Floats | None = None
    solved: bool = True


def program_of(core: Core) -> Program:
    """Put the core into rows: demand under its sites, the budget, the floors, the conflicts."""
    n = len(core.sites)
    alone = np.diff(core.by_demand.indptr) == 1
    owner = core.by_demand.indices[core.by_demand.indptr[:-1][alone]]
    shared = np.flatnonzero(~alone)
    scale = _SCALE / max(float(core.weights.max(initial=0.0)), 1e-300)
    own = np.bincount(owner, core.weights[alone], n)
    gain = np.concatenate([own, core.weights[shared]]) * scale
    over = block_array([[-core.by_demand[shared], eye_array(len(shared))]], format="csr") if len(shared) else None
    extra, limits = _extra_rows(core, alone, owner)
    parts = [csr_array(extra)] if over is None else [csr_array(over), csr_array(extra)]
    rows = csr_array(vstack(parts, format="csr"))
    return Program(gain, rows, np.concatenate([np.zeros(len(shared)), limits]), n, scale)


def _extra_rows(core: Core, alone: Flags, owner: Ints) -> tuple[Floats | csr_array, Floats]:
    n, width = len(core.sites), len(core.sites) + int((~alone).sum())
    dearest = max(float(core.costs.max(initial=0.0)), 1e-300)
    lines = [np.concatenate([core.costs / dearest, np.zeros(width - n)])]
    limits = [core.budget / dearest]
    for need in core.needs:
        if need.sites is not None:
            line = np.concatenate([-need.sites.astype(float), np.zeros(width - n)])
            size = 1.0
        elif need.demand is not None:
            counted = core.weights * need.demand
            size = max(float(counted.max(initial=0.0)), 1e-300)
            line = -np.concatenate([np.bincount(owner, counted[alone], n), counted[~alone]]) / size
        else:
            continue
        lines.append(line)
        limits.append(-need.least / size)
    dense = csr_array(np.vstack(lines))
    pairs = core.conflicts
    if not len(pairs):
        return dense, np.array(limits)
    which = np.repeat(np.arange(len(pairs)), 2)
    apart = csr_array((np.ones(pairs.size), (which, pairs.ravel())), shape=(len(pairs), width))
    return csr_array(vstack([dense, apart], format="csr")), np.concatenate([limits, np.ones(len(pairs))])


def dual_bound(program: Program, multipliers: Floats) -> tuple[float, Floats]:
    """Bound the optimum by multipliers of the rows (negative ones count as 0): the bound and the sites' reduced value.

    Both in the core's own weights. Source: weak duality, max c·v <= π·b + Σ max(0, c - πA) for every π >= 0.
    """
    pi = np.maximum(multipliers, 0.0)
    reduced = program.gain - program.rows.T @ pi
    bound = float(pi @ program.limits + np.maximum(reduced, 0.0).sum())
    return bound / program.scale, reduced[: program.sites] / program.scale


def relax(core: Core, watch: Watch, iterations: int) -> Relaxed:
    """Solve the linear relaxation within `iterations` of the simplex method; stopped, it still gives a bound."""
    program = program_of(core)
    solver = _solver(program, watch)
    solver.setOptionValue("simplex_iteration_limit", iterations)
    return _relaxed(solver, program, watch)


def _relaxed(solver: highspy.Highs, program: Program, watch: Watch) -> Relaxed:
    status = _run(solver, watch)
    answer = solver.getSolution()
    duals = np.array(answer.row_dual) if answer.dual_valid else np.zeros(len(program.limits))
    bound, reduced = dual_bound(program, duals)
    solved = status == highspy.HighsModelStatus.kOptimal
    if status in _IMPOSSIBLE:
        return Relaxed(-np.inf, reduced, None)
    shares = np.array(answer.col_value)[: program.sites] if solved else None
    return Relaxed(bound, reduced, shares, solved)


class Curve:
    """The linear relaxation at one budget after the other; each starts where the last one ended."""

    def __init__(self, core: Core, watch: Watch, iterations: int) -> None:
        self.program = program_of(core)
        self.money = int((np.diff(core.by_demand.indptr) != 1).sum())  # the budget's row
        self.dearest = max(float(core.costs.max(initial=0.0)), 1e-300)
        self.watch = watch
        self.solver = _solver(self.program, watch)
        self.solver.setOptionValue("simplex_iteration_limit", iterations)

    def at(self, budget: float) -> Relaxed:
        """Relax at this budget."""
        self.program.limits[self.money] = budget / self.dearest
        self.solver.changeRowBounds(self.money, -highspy.kHighsInf, budget / self.dearest)
        return _relaxed(self.solver, self.program, self.watch)


@dataclass(frozen=True, eq=False)
class Exact:
    """What branch and bound found: rows of the core (None: nothing), a bound (`base` left out), whether it ended."""

    rows: Ints | None
    bound: float
    ended: bool
    impossible: bool = False


def branch(core: Core, watch: Watch, nodes: int, start: Ints | None) -> Exact:
    """Solve the core exactly within `nodes`; `start` (rows) is where it begins."""
    if not len(core.sites):
        return Exact(np.empty(0, dtype=np.int64), 0.0, ended=True)
    program = program_of(core)
    solver = _solver(program, watch)
    kinds = [highspy.HighsVarType.kInteger] * program.sites
    solver.changeColsIntegrality(program.sites, np.arange(program.sites, dtype=np.int32), np.array(kinds))
    for option, value in (
        ("mip_max_nodes", nodes),
        ("mip_rel_gap", 0.0),
        ("mip_allow_restart", False),  # restarts and symmetry took half the time of dense cores
        ("mip_detect_symmetry", False),
        ("mip_abs_gap", 0.99 * program.scale if core.whole else _TIGHT * _SCALE),
        ("mip_feasibility_tolerance", _TIGHT),
        ("primal_feasibility_tolerance", _TIGHT),
    ):
        solver.setOptionValue(option, value)
    if start is not None:
        _begin(solver, program, core, start)
    status = _run(solver, watch)
    if status in _IMPOSSIBLE:
        return Exact(None, -np.inf, ended=True, impossible=True)
    info = solver.getInfo()
    values = np.array(solver.getSolution().col_value)
    rows = np.flatnonzero(values[: program.sites] > 0.5) if info.primal_solution_status == _FEASIBLE else None  # noqa: PLR2004
    ended = status == highspy.HighsModelStatus.kOptimal
    bound = info.mip_dual_bound / program.scale if np.isfinite(info.mip_dual_bound) else np.inf
    return Exact(rows, float(bound), ended)


_FEASIBLE = 2  # HiGHS's kSolutionStatusFeasible
_IMPOSSIBLE = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
_CUT = (highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kInterrupt)


def _run(solver: highspy.Highs, watch: Watch) -> highspy.HighsModelStatus:
    solver.run()
    status = solver.getModelStatus()
    watch.cut = watch.cut or status in _CUT
    return status


def _begin(solver: highspy.Highs, program: Program, core: Core, start: Ints) -> None:
    first = highspy.HighsSolution()
    chosen = np.zeros(program.sites)
    chosen[start] = 1.0
    shared = np.diff(core.by_demand.indptr) != 1
    first.col_value = [*chosen.tolist(), *core.covered(start)[shared].astype(float).tolist()]
    solver.setSolution(first)


class _Quiet(highspy.Highs):
    """HiGHS that prints nothing, not even its name when the callbacks are set up: standard output is the caller's."""

    def enableCallbacks(self) -> None:  # noqa: N802 - highspy's own name
        """Be silent before anything could be said."""
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def _solver(program: Program, watch: Watch) -> highspy.Highs:
    model = highspy.HighsLp()
    model.num_col_ = len(program.gain)
    model.num_row_ = len(program.limits)
    model.col_cost_ = program.gain
    model.col_lower_ = np.zeros(model.num_col_)
    model.col_upper_ = np.ones(model.num_col_)
    model.sense_ = highspy.ObjSense.kMaximize
    model.row_lower_ = np.full(model.num_row_, -highspy.kHighsInf)
    model.row_upper_ = program.limits
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = program.rows.indptr
    model.a_matrix_.index_ = program.rows.indices
    model.a_matrix_.value_ = program.rows.data
    solver = _Quiet()  # type: ignore[no-untyped-call]
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    if watch.left_s is not None:
        solver.setOptionValue("time_limit", watch.left_s)
    solver.passModel(model)
    if watch.report is not None or watch.left_s is not None:
        _listen(solver, watch)
    return solver


def _listen(solver: highspy.Highs, watch: Watch) -> None:
    """Ask now and then whether to stop."""

    def ask(event: highspy.HighsCallbackEvent) -> None:
        if watch.stop("program"):
            event.interrupt()

    solver.cbSimplexInterrupt.subscribe(ask)
    solver.cbMipInterrupt.subscribe(ask)
