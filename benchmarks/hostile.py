"""Reading files made to harm, ten thousand spoilt ones and those made by hand, with good ones between them.

`python -m benchmarks hostile [--count 10000] [--seed 1] [--keep FOLDER]`. What must hold: this process lives and stays
small, each file gives a reading, each reading is readable or says in Vietnamese why not, and every good file in the
same batch is read exactly as alone. Files that ended their child are written to FOLDER.
"""

import argparse
import collections
import resource
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks._mutations import mutated
from benchmarks._nasties import nasties
from benchmarks._seeds import seeds
from benchmarks.batch import watched
from camdash.forms.registry import default_campaign
from camdash.intake.model import FileReading
from camdash.intake.pool import Item, ReaderPool, Result
from camdash.words import Words

GOOD = "Mau so 1 - Quan Ba Dinh.xlsx"
EVERY = 10
"""Each tenth file is a good one."""
CAMERAS = 5
SLOW = 3.0
"""Seconds without a reading after which the one that comes is listed."""


@dataclass(slots=True)
class Told:
    """What came of a run: how many files and readings, the codes of findings, and everything that must not be."""

    files: int = 0
    readings: int = 0
    starts: int = 0
    codes: collections.Counter[str] = field(default_factory=collections.Counter)
    faults: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    slow: list[tuple[float, str]] = field(default_factory=list)


def corpus(count: int, seed: int, *, by_hand: bool = True) -> Iterator[tuple[str, bytes]]:
    """Give `count` spoilt files, the same for the same seed, after those made by hand, and good ones between."""
    good, whole = seeds()["form.xlsx"], seeds()
    for number, (name, content) in enumerate(_bad(whole, count, seed, by_hand=by_hand)):
        if number % EVERY == 0:
            yield GOOD, good
        yield f"{number} {name}", content
    yield GOOD, good


def _bad(whole: Mapping[str, bytes], count: int, seed: int, *, by_hand: bool) -> Iterator[tuple[str, bytes]]:
    if by_hand:
        yield from nasties()
    draw, names = Random(seed), sorted(whole)
    for _ in range(count):
        name = draw.choice(names)
        yield name, mutated(whole[name], draw)


def run(files: Iterator[tuple[str, bytes]], keep: Path | None = None, passwords: tuple[str, ...] = ("123",)) -> Told:
    """Read files with two children and look at each reading."""
    told, words = Told(), Words("vi")
    given: dict[int, tuple[str, bytes]] = {}

    def items() -> Iterator[Item]:
        for number, (name, content) in enumerate(files):
            given[number] = name, content
            told.files += 1
            yield Item(name, content)

    with ReaderPool(default_campaign(), workers=2, passwords=passwords) as pool:
        alone = pool.read(GOOD, seeds()["form.xlsx"])
        told.faults += [] if _total(alone) == CAMERAS else ["the good file is not read"]
        last, before = -1, time.monotonic()
        for result in pool.stream(items()):
            told.readings += 1
            told.faults += [] if result.number in {last, last + 1} else [f"no reading before {result.reading.file}"]
            last = result.number
            for number in [n for n in given if n < last]:
                del given[number]
            _look(told, result, alone, words)
            if time.monotonic() - before > SLOW:
                told.slow.append((time.monotonic() - before, result.reading.file))
            before = time.monotonic()
            if any(p.code == "reading_failed" for p in result.reading.problems):
                told.ended.append(result.reading.file)
                _keep(keep, *given[last])
        told.faults += [] if last == told.files - 1 else ["readings are missing at the end"]
        told.starts = pool.starts
    return told


def _look(told: Told, result: Result, alone: FileReading, words: Words) -> None:
    """Check one reading."""
    reading = result.reading
    told.codes.update({p.code for p in reading.problems} or {"read"})
    if reading.file == GOOD and reading != alone:
        told.faults.append(f"a good file was read otherwise: {_difference(reading, alone)}")
    if not reading.readable and not reading.problems:
        told.faults.append(f"{reading.file}: neither readable nor a problem")
    told.faults += [f"{reading.file}: {p}" for p in reading.problems if len(p.message(words).split()) < 4]  # noqa: PLR2004


def _difference(one: FileReading, other: FileReading) -> str:
    """Show what is left of two readings where they differ."""
    first, second = repr(one), repr(other)
    at = next((n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), 0)
    return f"… {first[max(0, at - 60) : at + 120]} … instead of … {second[max(0, at - 60) : at + 120]}"


def _keep(folder: Path | None, name: str, content: bytes) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _total(reading: FileReading) -> int:
    return sum(table.computed_total for table in reading.tables)


def main(arguments: list[str]) -> int:
    """Print what came of it; 1 where something was that must not be."""
    parser = argparse.ArgumentParser(prog="benchmarks hostile")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the files that ended their child")
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    with watched() as peaks:
        told = run(corpus(options.count, options.seed), options.keep)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    print(f"{told.files:,} files, {told.readings:,} readings in {time.perf_counter() - start:,.0f} s")
    print(
        f"parent at most {peak:,.0f} MB, a child at most {peaks.child / 2**20:,.0f} MB, "
        f"{told.starts} starts of children"
    )
    print("readings by code: " + ", ".join(f"{code} {n:,}" for code, n in told.codes.most_common()))
    print(f"{len(told.ended)} files ended their child: " + ", ".join(told.ended[:50]))
    print(f"{len(told.slow)} were waited for: " + ", ".join(f"{name} {s:.0f} s" for s, name in told.slow[:50]))
    print(f"{len(told.faults)} faults" + "".join(f"\n  {fault[:300]}" for fault in told.faults[:20]))
    return 1 if told.faults else 0
