"""Reading many files of 600 rows with one child and with two: wall time, share of the processors, peak memory.

`python -m benchmarks batch [--files 50 100 200] [--rows 600] [--rounds 3]`. The ways take turns in each round and
medians are compared, because machines drift. Memory is the peak of resident pages, of this process and of the largest
child, sampled ten times a second; it must not grow with the number of files.
"""

import argparse
import os
import platform
import resource
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.intake import write_form
from camdash.forms.registry import default_campaign
from camdash.intake.pool import ReaderPool

PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(slots=True)
class Peaks:
    """The most memory seen, in bytes."""

    parent: int = 0
    child: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """What one batch took: seconds of wall time, seconds of all processors, memory, and the records that were read."""

    wall: float
    cpu: float
    peaks: Peaks
    records: int


def children() -> list[int]:
    """List this process's children."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        try:
            found += [int(n) for n in (task / "children").read_text("ascii").split()]
        except OSError:  # a thread that has just ended
            continue
    return found


def resident(process: int | str) -> int:
    """Read how many bytes of memory a process holds; 0 where it has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


@contextmanager
def watched() -> Iterator[Peaks]:
    """Sample memory while something runs."""
    peaks, done = Peaks(), threading.Event()

    def sample() -> None:
        while not done.wait(0.1):
            peaks.parent = max(peaks.parent, resident("self"))
            peaks.child = max([peaks.child, *map(resident, children())])

    thread = threading.Thread(target=sample)
    thread.start()
    try:
        yield peaks
    finally:
        done.set()
        thread.join()


def cpu_seconds() -> float:
    """Give the processor time of this process and of its children that have ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def run(path: Path, files: int, workers: int) -> Run:
    """Read one file so many times under different names."""
    items = ((f"Mau so 1 - Quan Ba Dinh {n}.xlsx", path) for n in range(files))
    start, cpu = time.perf_counter(), cpu_seconds()
    with watched() as peaks, ReaderPool(default_campaign(), workers=workers) as pool:
        records = sum(len(t.records) for _, _, reading in pool.map(items) for t in reading.tables)
    return Run(time.perf_counter() - start, cpu_seconds() - cpu, peaks, records)


def main(arguments: list[str]) -> None:
    """Print a line for each number of files and of children."""
    parser = argparse.ArgumentParser(prog="benchmarks batch")
    parser.add_argument("--files", type=int, nargs="+", default=[50, 100, 200])
    parser.add_argument("--rows", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    runs: dict[tuple[int, int], list[Run]] = {(files, workers): [] for files in options.files for workers in (1, 2)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        write_form(path, options.rows)
        for _ in range(options.rounds):
            for (files, workers), taken in runs.items():
                taken.append(run(path, files, workers))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {options.rounds} rounds")
    for (files, workers), taken in runs.items():
        print(_line(files, workers, taken, median(r.wall for r in runs[files, 1])))


def _line(files: int, workers: int, taken: list[Run], alone: float) -> str:
    wall = median(r.wall for r in taken)
    share = median(r.cpu / r.wall for r in taken)
    parent, child = (max(getattr(r.peaks, of) for r in taken) / 2**20 for of in ("parent", "child"))
    return (
        f"{files:4} files, {workers} children: {wall:6.2f} s  {alone / wall:4.2f} x one  "
        f"{100 * share:4.0f} % CPU  {taken[0].records:,} records  parent {parent:4.0f} MB  child {child:4.0f} MB"
    )
