"""How many injected overlaps are suspected and how many suspicions are right, and the time at a million points.

`python -m benchmarks overlap [--records 6000] [--seeds 3] [--points 1000000] [--rounds 5]`. Copies and near misses are
put into a made-up city (benchmarks/_overlaps.py); a pair counts as suspected where it is "same" or "likely". Precision
and recall are told for each question over all seeds, chance neighbours included. Then half a million cameras and half
a million needs on the city's 3,360 km²: a bare k-d tree join (scipy's cKDTree on both sides, pairs with distances
within 30 m), our finding of the same pairs, and everything (finding, comparing, judging, the sorted frame), in turns;
told are medians and the ratio to the join.
"""

import argparse
import os
import platform
import time
from collections.abc import Callable
from statistics import median

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from benchmarks._overlaps import make_city, points, to_frame
from camdash.forms.registry import default_campaign
from camdash.planning.overlap.finding import QUESTIONS, find
from camdash.planning.overlap.near import across
from camdash.planning.overlap.rules import WITHIN_M
from camdash.store.plans import Question

Work = Callable[[], int]
BAR = 0.95
FASTEST = 2.0
_SIDE_M = 58_000.0


def main(arguments: list[str]) -> int:
    """Print both parts; give 1 where a bar is missed."""
    parser = argparse.ArgumentParser(prog="benchmarks overlap")
    parser.add_argument("--records", type=int, default=6_000)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}\n")
    print(f"{'question':10} {'doubled':>8} {'suspected':>10} {'right':>7} {'precision':>10} {'recall':>8}")
    good = [_judged(question, options.records, range(options.seeds)) for question in QUESTIONS]
    quick = _timed(options.points // 2, options.rounds)
    return 0 if all(good) and quick else 1


def _judged(question: Question, records: int, seeds: range) -> bool:
    """Print precision and recall of one question; tell whether both reach the bar."""
    doubled = suspected = right = 0
    for seed in seeds:
        city = make_city(question, records, seed)
        other = to_frame(city.other) if city.other else None
        found = find(question, to_frame(city.one), other, default_campaign().units).pairs
        told = found[found["suspicion"] != "near"]
        pairs = {tuple(sorted(pair)) for pair in zip(told["one"], told["other"], strict=True)}
        doubled, suspected = doubled + len(city.truth), suspected + len(pairs)
        right += len(pairs & {tuple(sorted(pair)) for pair in city.truth})
    precision, recall = right / suspected, right / doubled
    print(f"{question:10} {doubled:8,} {suspected:10,} {right:7,} {precision:10.3f} {recall:8.3f}", flush=True)
    return min(precision, recall) >= BAR


def _timed(half: int, rounds: int) -> bool:
    """Print the times; tell whether finding the pairs takes at most twice the bare join."""
    needs, cameras = (points(half, seed, needs=needs, side_m=_SIDE_M) for seed, needs in ((1, True), (2, False)))
    here, there = (frame[["x_m", "y_m"]].to_numpy(float) for frame in (needs, cameras))
    work: dict[str, Work] = {
        "bare cKDTree join": lambda: _bare(here, there),
        "finding the pairs": lambda: len(across(here, there, WITHIN_M)[0]),
        "everything": lambda: len(find("need", needs, cameras, default_campaign().units).pairs),
    }
    times: dict[str, list[float]] = {name: [] for name in work}
    counts: dict[str, int] = {}
    for _ in range(rounds):
        for name, do in work.items():
            start = time.perf_counter()
            counts[name] = do()
            times[name].append(time.perf_counter() - start)
    bare = median(times["bare cKDTree join"])
    print(f"\n{half:,} needs and {half:,} cameras, {WITHIN_M:g} m, median of {rounds} rounds in turns")
    for name, taken in times.items():
        spread = f"{min(taken):.2f}-{max(taken):.2f}"
        print(f"{name:20} {counts[name]:10,} pairs {median(taken):7.2f} s ({spread}) {median(taken) / bare:6.2f}x")
    return median(times["finding the pairs"]) <= FASTEST * bare


def _bare(here: npt.NDArray[np.float64], there: npt.NDArray[np.float64]) -> int:
    return len(cKDTree(here).sparse_distance_matrix(cKDTree(there), WITHIN_M, output_type="ndarray"))
