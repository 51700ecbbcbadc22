"""A page's rerun after a change of the filter, beside an empty page's, for one viewer and for many at once.

`python -m benchmarks pages [--rounds 15] [--cameras 1000000] [--viewers 50] [--home FOLDER] [--only overview,map]`.
The app and an app that is only a title are served side by side over the sample city (20,405 cameras, 40,210 needs), and
each round asks in turn for a page with a filter that was never asked for (miss), with the same again (hit), and for the
empty page; medians are compared, because machines drift. A run lasts until its viewer has all of it. The same follows
with about a million cameras, whose records are those of the sample written into its versions again and again as
Parquet (benchmarks/_city.py), and then `--viewers` sessions change their filters at once, each page at a time, against
as many viewers of the empty page. Most of an empty page's time is Streamlit's garbage collection, which our pages are
spared (camdash.ui.loaders.settle), so that a ratio below one is no error. `--home` keeps the homes
that are made for the next time.
"""

import argparse
import itertools
import platform
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks._city import folder_of, grown_home, sample_home
from benchmarks._viewer import ROOT, Run, Viewer, served
from camdash.forms.registry import default_campaign
from camdash.ui import navigation

NOT_OF_DATA = frozenset({"upload", "templates", "registries", "meanings"})
PAGES = tuple(place.url_path for place in navigation.PLACES if place.url_path not in NOT_OF_DATA)
_FIRST = "overview"
"""The page that opens without a path in the URL."""

_EMPTY = 'import streamlit as st\n\nst.title("Empty")\n'
_TYPES = ("ptz", "fixed")
_STATES = ("working", "broken", "degraded", "stopped")
_AREAS = ("school", "hospital", "traffic_junction", "market", "bank", "park")
_HEAD = f"{'page':14} {'miss ms':>8} {'hit ms':>8} {'empty ms':>8} {'miss':>6} {'hit':>6} {'KB sent':>8} {'KB all':>8}"


@dataclass(slots=True)
class Times:
    """Runs of one page in milliseconds, and the bytes sent to the browser."""

    miss: list[float] = field(default_factory=list)
    hit: list[float] = field(default_factory=list)
    empty: list[float] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)


def filters() -> Iterator[str]:
    """Give queries of links, none twice: districts by type and state of camera, then by area class."""
    districts = [unit.code for unit in default_campaign().districts]
    for kind, state, code in itertools.product(_TYPES, _STATES, districts):
        yield f"district={code}&camera_type={kind}&operating_state={state}"
    for area, kind, state, code in itertools.product(_AREAS, _TYPES, _STATES, districts):
        yield f"district={code}&area_class={area}&camera_type={kind}&operating_state={state}"


def main(arguments: list[str]) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="benchmarks pages")
    parser.add_argument("--rounds", type=int, default=15, help="rounds for one viewer")
    parser.add_argument("--cameras", type=int, default=1_000_000, help="the size to grow to; 0: the sample only")
    parser.add_argument("--viewers", type=int, default=50, help="viewers at once; 0: none")
    parser.add_argument("--home", type=Path, help="where to keep the homes that are made")
    parser.add_argument("--only", default=",".join(PAGES), help="pages by their path in the URL")
    options = parser.parse_args(arguments)
    pages = [page for page in options.only.split(",") if page in PAGES]
    print(f"{platform.machine()}, Python {platform.python_version()}, {options.rounds} interleaved rounds")
    with folder_of(options.home) as folder:
        print("\nThe sample city: 20,405 cameras, 40,210 needs")
        _one_viewer(sample_home(folder), pages, options.rounds)
        if options.cameras:
            print(f"\nAbout {options.cameras:,} cameras, and needs alike")
            _one_viewer(grown_home(folder, options.cameras), pages, options.rounds)
        if options.viewers:
            print(f"\n{options.viewers} viewers at once, the sample city")
            _many_viewers(sample_home(folder), pages, options.viewers)


def _one_viewer(home: Path, pages: list[str], rounds: int) -> None:
    with ExitStack() as stack:
        app, empty = _serve_both(stack, home)
        viewer, bystander = stack.enter_context(Viewer(app)), stack.enter_context(Viewer(empty))
        viewer.open()
        bystander.open()
        print(_HEAD)
        for page in pages:
            whole = _checked(viewer.open(_path(page), "where=all"))
            _print(page, _timed(viewer, bystander, page, rounds), whole)


def _timed(viewer: Viewer, bystander: Viewer, page: str, rounds: int) -> Times:
    times = Times()
    for query in itertools.islice(filters(), rounds):
        missed, hit = _checked(viewer.open(_path(page), query)), _checked(viewer.open(_path(page), query))
        times.miss.append(missed.seconds * 1000)
        times.hit.append(hit.seconds * 1000)
        times.empty.append(bystander.open("", query).seconds * 1000)
        times.sent.append(missed.size)
    return times


def _print(page: str, times: Times, whole: Run) -> None:
    miss, hit, empty = median(times.miss), median(times.hit), median(times.empty)
    sizes = f"{max(times.sent) / 1024:8,.0f} {whole.size / 1024:8,.0f}"
    print(f"{page:14} {miss:8.0f} {hit:8.0f} {empty:8.0f} {miss / empty:6.1f} {hit / empty:6.1f} {sizes}", flush=True)


def _many_viewers(home: Path, pages: list[str], count: int, rounds: int = 3) -> None:
    with ExitStack() as stack:
        app, empty = _serve_both(stack, home)
        viewers = [stack.enter_context(Viewer(app)) for _ in range(count)]
        bystanders = [stack.enter_context(Viewer(empty)) for _ in range(count)]
        pool = stack.enter_context(ThreadPoolExecutor(count))
        for each in (*viewers, *bystanders):
            each.open()
        print(f"{'page':14} {'ms':>8} {'empty ms':>8} {'ratio':>6}")
        for page in pages:
            asked = filters()
            busy, idle = [], []
            paths = [_path(page)] * count
            list(pool.map(Viewer.open, viewers, paths, ["where=all"] * count))
            for _ in range(rounds):
                queries = list(itertools.islice(asked, count))
                busy += [_checked(run).seconds * 1000 for run in pool.map(Viewer.open, viewers, paths, queries)]
                idle += [run.seconds * 1000 for run in pool.map(Viewer.open, bystanders, [""] * count, queries)]
            print(f"{page:14} {median(busy):8.0f} {median(idle):8.0f} {median(busy) / median(idle):6.1f}", flush=True)


def _serve_both(stack: ExitStack, home: Path) -> tuple[int, int]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    script = folder / "empty.py"
    script.write_text(_EMPTY, "utf-8")
    return stack.enter_context(served(ROOT / "app.py", home)), stack.enter_context(served(script, folder))


def _path(page: str) -> str:
    return "" if page == _FIRST else page


def _checked(run: Run) -> Run:
    """Give a run that told no error; a page that fails is quick, and no measure."""
    if run.errors:
        message = f"a page failed: {run.errors[0]}"
        raise RuntimeError(message)
    return run
