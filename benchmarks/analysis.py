"""What pages ask of the records, from 20 thousand to 10 million of each form, beside pandas where its frame fits.

`python -m benchmarks analysis [--rows 20000 200000 1000000 10000000] [--rounds 3] [--home FOLDER]`. Both forms are
grown within the database from the sample city's records (benchmarks/_city.py): where one record is joins what another
one is, so that nearly all combinations occur. Each question is asked under three filters (none, a district with a type
of camera, a purpose), nothing being kept from one to the next; told are medians of wall and of processor time (all
threads) under no filter, and the slowest of the three. The plain way is a pandas `groupby` over a frame of the few
columns that the question needs, already in memory, up to a million rows.
"""

import argparse
import os
import platform
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

import pandas as pd

from benchmarks._city import folder_of, grown_snapshot, sample_home
from camdash.analysis import (
    ai,
    ai_existing,
    cells,
    connectivity,
    inventory,
    money,
    needs,
    places,
    progress,
    quality,
    remedies,
)
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING, Page
from camdash.analysis.snapshot import Snapshot

ROWS = (20_000, 200_000, 1_000_000, 10_000_000)
LIMIT_S = 1.0
_PANDAS_UP_TO = 1_000_000
_FILTERS = (EVERYTHING, Filter.of(district="001", camera_type="fixed"), Filter.of(purposes="violations"))
_CUTS = (("form1", "operating_state"), ("form2", "priority"))
_COLUMNS = ("unit", "position_name", "address", "district", "quantity", "camera_type", "operating_state", "ward")
_TODAY = date(2024, 4, 2)

Question = Callable[[Snapshot, Filter], object]
QUESTIONS: dict[str, Question] = {
    "counts by unit": lambda s, w: inventory.counts(s, "form1", ("unit",), w),
    "counts by unit and state": lambda s, w: inventory.counts(s, "form1", ("unit", "operating_state"), w),
    "counts by purposes (a list)": lambda s, w: inventory.counts(s, "form1", ("purposes",), w),
    "counts of needs by area class": lambda s, w: inventory.counts(s, "form2", ("area_class",), w.only("form2")),
    "headline, both forms": inventory.headline,
    "quality by unit": quality.matrix,
    "quality summed": quality.summary,
    "remedies by unit": remedies.counts,
    "remedies costed": remedies.costs,
    "connectivity crossed": connectivity.cross,
    "connectivity by unit": connectivity.by_unit,
    "AI wanted": ai.matrix,
    "AI that cameras could serve": ai_existing.serving,
    "needs against existing": needs.against_existing,
    "needs by period": needs.by_period,
    "money by source": money.costs,
    "end of life": money.wave,
    "brands": money.brands,
    "map: parts of form 1": lambda s, w: places.places(s, "form1", w),
    "map: cells of both forms": lambda s, w: cells.cells(s, _CUTS, w),
    "a page of 100 records": lambda s, w: inventory.records(s, "form1", w, _COLUMNS, Page(0, 100)),
    "progress": lambda s, _: progress.progress(s, _TODAY),
}


def _sum(frame: pd.DataFrame, *by: str) -> object:
    return frame[~frame["excluded"]].groupby(list(by), observed=True, dropna=False)["quantity"].sum()


_GRADES = tuple(f"grade_{criterion}" for criterion in quality.CRITERIA)
PLAIN: dict[str, tuple[tuple[str, ...], Callable[[pd.DataFrame], object]]] = {
    "counts by unit": (("unit",), lambda f: _sum(f, "unit")),
    "counts by unit and state": (("unit", "operating_state"), lambda f: _sum(f, "unit", "operating_state")),
    "counts by purposes (a list)": (("purposes",), lambda f: _sum(f.explode("purposes"), "purposes")),
    "quality by unit": (("unit", *_GRADES), lambda f: [_sum(f, "unit", grade) for grade in _GRADES]),
    "remedies by unit": (("unit", "remedy"), lambda f: _sum(f, "unit", "remedy")),
    "connectivity crossed": (
        (*connectivity.DIMENSIONS, "reach"),
        lambda f: _sum(f, *connectivity.DIMENSIONS, "reach"),
    ),
    "connectivity by unit": (("unit", "reach"), lambda f: _sum(f, "unit", "reach")),
}
"""The plain way: the columns of Form 1 that a question needs, and what is done with their frame."""


def main(arguments: list[str]) -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(prog="benchmarks analysis")
    parser.add_argument("--rows", type=int, nargs="+", default=ROWS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--home", type=Path, help="where to keep the sample city for the next time")
    options = parser.parse_args(arguments)
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    with folder_of(options.home) as folder:
        home = sample_home(folder)
        for rows in options.rows:
            snapshot = grown_snapshot(home, rows)
            print(f"\n{rows:,} records of each form, {options.rounds} rounds")
            print(f"{'question':32} {'ms':>8} {'processor':>10} {'slowest':>9} {'pandas ms':>10} {'':>8}")
            slow = [name for name, ask in QUESTIONS.items() if not _measured(snapshot, name, ask, options.rounds)]
            print(f"above {LIMIT_S:g} s: {', '.join(slow) or 'none'}", flush=True)
            snapshot.con.close()


def _measured(snapshot: Snapshot, name: str, ask: Question, rounds: int) -> bool:
    """Print a question's times; tell whether the slowest filter's median is within the limit."""
    wall: dict[Filter, list[float]] = {where: [] for where in _FILTERS}
    busy: list[float] = []
    plain = _plain(snapshot, name)
    plain_wall: list[float] = []
    for _ in range(rounds):
        for where in _FILTERS:
            used, seconds = time.process_time(), _timed(partial(ask, snapshot, where))
            wall[where].append(seconds)
            if where == EVERYTHING:
                busy.append(time.process_time() - used)
        if plain:
            plain_wall.append(_timed(plain))
    ours, slowest = median(wall[EVERYTHING]), max(median(times) for times in wall.values())
    beside = f"{median(plain_wall) * 1000:10.0f} {median(plain_wall) / ours:7.1f}x" if plain else ""
    print(f"{name:32} {ours * 1000:8.0f} {median(busy) * 1000:10.0f} {slowest * 1000:9.0f} {beside}", flush=True)
    return slowest <= LIMIT_S


def _plain(snapshot: Snapshot, name: str) -> Callable[[], object] | None:
    if name not in PLAIN or len(snapshot.con.table("form1")) > _PANDAS_UP_TO:
        return None
    wanted, work = PLAIN[name]
    names = ", ".join(("excluded", "quantity", *wanted))
    frame = snapshot.query(f"SELECT {names} FROM form1").to_pandas()
    return lambda: work(frame)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
