"""For dense cores, where the linear program is slow and loose: several searches, their choices combined exactly.

Only the sites of the best prices take part. The sites of some searched choices together are few, and the exact solver
picks the best of them within moments; then regions of that choice are solved exactly, one after the other.
"""

import random
from collections.abc import Sequence

import numpy as np

from camdash.planning.siting.core import Core, reduce
from camdash.planning.siting.greedy import greedy
from camdash.planning.siting.problem import Effort, Ints
from camdash.planning.siting.program import Relaxed, branch
from camdash.planning.siting.search import Cooling, Search, improve
from camdash.planning.siting.watch import Watch

GROUPS, RUNS = 4, 5
REGIONS = 8
"""Regions for each group, each of so many chosen sites:"""
REGION = 12
_NODES = 20
_PRICED = 15
"""So many candidates for each chosen site take part,"""
_LEAST = 400
"""and at least these."""
_COLD = Cooling(first=0.01, last=0.002)


def combined(core: Core, rows: Ints, relaxed: Relaxed, effort: Effort, watch: Watch) -> Ints:
    """Give a choice at least as good as `rows`; the searches share `effort.iterations` rounds."""
    few = _promising(core, rows, relaxed)
    start = greedy(few)
    if start is None:
        return rows
    rounds = effort.iterations // (GROUPS * (RUNS + 1))
    tops = [_within(few, core.sites[rows])]
    for group in range(GROUPS):
        if watch.cut:
            break
        seeds = range(effort.seed + group * RUNS, effort.seed + (group + 1) * RUNS)
        found = [improve(few, start, (rounds, seed), watch) for seed in seeds]
        best = merged(few, found, watch)
        best = improve(few, best, (rounds, effort.seed + group), watch, cooling=_COLD)
        tops.append(by_regions(few, best, min(REGIONS, rounds // 500), effort.seed + group, watch))
        tops.append(merged(few, tops, watch))
    return _within(core, few.sites[max(tops, key=few.value)])


def _promising(core: Core, rows: Ints, relaxed: Relaxed) -> Core:
    """Keep the sites that the multipliers price best, and those of `rows`."""
    many = max(_LEAST, _PRICED * len(rows))
    leave = np.ones(len(core.sites), dtype=bool)
    leave[np.argsort(-relaxed.reduced, kind="stable")[:many]] = False
    leave[rows] = False
    return reduce(core, np.zeros(len(leave), dtype=bool), leave)


def _within(core: Core, sites: Ints) -> Ints:
    return np.flatnonzero(np.isin(core.sites, sites))


def merged(core: Core, choices: Sequence[Ints], watch: Watch) -> Ints:
    """Choose the best of the sites of all these choices together."""
    best = max(choices, key=core.value)
    leave = np.ones(len(core.sites), dtype=bool)
    leave[np.concatenate(choices)] = False
    return _solved(core, best, np.zeros(len(leave), dtype=bool), leave, watch)


def by_regions(core: Core, rows: Ints, many: int, seed: int, watch: Watch) -> Ints:
    """Solve one of `many` regions after the other exactly, the rest as it is."""
    draw = random.Random(seed)  # noqa: S311 - it shapes a search, it keeps no secret
    around = Search(core, rows, seed)
    for turn in range(many):
        if watch.stop("regions", turn / many):
            break
        mine = np.zeros(len(core.sites), dtype=bool)
        mine[rows] = True
        region = _region(around, mine, draw.randrange(len(mine)))
        take = mine.copy()
        take[region] = False
        leave = ~mine
        leave[region] = False
        rows = _solved(core, rows, take, leave, watch)
    return rows


def _region(around: Search, mine: np.ndarray, middle: int) -> Ints:
    """Walk from a site over those that share demand until enough chosen ones are met."""
    seen, order, met, at = {middle}, [middle], 0, 0
    while at < len(order) and met < REGION:
        site = order[at]
        at += 1
        met += int(mine[site])
        fresh = [near for near in around.near(site).sites.tolist() if near not in seen]
        seen.update(fresh)
        order.extend(fresh)
    return np.array(order[:at], dtype=np.int64)


def _solved(core: Core, rows: Ints, take: np.ndarray, leave: np.ndarray, watch: Watch) -> Ints:
    inner = reduce(core, take, leave)
    exact = branch(inner, watch, _NODES, _within(inner, core.sites[rows]))
    if exact.rows is None:
        return rows
    found = _within(core, inner.original(exact.rows))
    return found if core.value(found) > core.value(rows) else rows
