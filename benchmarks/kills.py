"""Kill -9 in the middle of `import`, again and again: what is acknowledged stays, and nothing is half saved.

python -m benchmarks kills FOLDER [ROUNDS] imports FOLDER (with SUBMISSIONS.csv beside it as manifest, if there).
"""

import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from sqlalchemy import create_engine, text

from camdash.problems import Severity
from camdash.settings import ROOT, Settings
from camdash.store import Store, VersionInfo

CAMPAIGN = "2024"
Totals = list[tuple[str | None, str, int | None, int, int, int]]
Fresh = Callable[[], AbstractContextManager[Settings]]


@dataclass(frozen=True, slots=True)
class Round:
    """One kill: how many lines had been acknowledged, how many files were found, and what was wrong."""

    acknowledged: int
    stored: int
    faults: list[str]


@dataclass(frozen=True, slots=True)
class Moment:
    """When to kill: after so many acknowledged lines, then after a while, or as soon as the database is written to."""

    lines: int
    delay_s: float | None

    def wait(self, settings: Settings) -> None:
        """Wait for the moment; before the first line lies the program's start."""
        if self.delay_s is not None:
            time.sleep(self.delay_s if self.lines else 6 * self.delay_s)
            return
        deadline = time.monotonic() + 10
        with _watched(settings) as written:
            before = written()
            while written() == before and time.monotonic() < deadline:
                pass


@contextmanager
def _watched(settings: Settings) -> Iterator[Callable[[], object]]:
    """Give a function whose answer changes when the database's log is written to."""
    if settings.database_url.startswith("sqlite"):
        yield lambda: _written(settings.home / "camdash.db-wal")
        return
    engine = create_engine(settings.database_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield lambda: connection.scalar(text("SELECT pg_current_wal_insert_lsn()"))
    engine.dispose()


def _written(path: Path) -> int:
    """Give the moment of a file's last write in nanoseconds, 0 where there is none."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


@contextmanager
def fresh_sqlite() -> Iterator[Settings]:
    """Give an empty home with its own SQLite database, for as long as the block lasts."""
    with tempfile.TemporaryDirectory() as home:
        yield Settings.from_environment({"CAMDASH_HOME": home})


def run(folder: Path, rounds: int = 20, seed: int = 1, fresh: Fresh = fresh_sqlite) -> list[Round]:
    """Kill `rounds` imports of `folder` at moments spread over their course, and look at what each left behind.

    `fresh` gives each round an empty database.
    """
    chance = random.Random(seed)
    with fresh() as settings:
        lines = _acknowledgements(_import(folder, settings))
        expected = _totals(settings)
    done = []
    for serial in range(rounds):
        after = round((len(lines) - 1) * serial / max(rounds - 1, 1))
        moment = Moment(after, None if serial % 2 else chance.uniform(0, 0.2))
        with fresh() as settings:
            done.append(_round(folder, settings, moment, expected))
    return done


def _round(folder: Path, settings: Settings, moment: Moment, expected: Totals) -> Round:
    """Kill one import, look, then import again to the end."""
    acknowledged = _acknowledgements(_import(folder, settings, moment))
    faults, stored = _look(settings, acknowledged)
    _import(folder, settings)
    if _totals(settings) != expected:
        faults.append("the next import did not finish the job")
    faults.extend(_look(settings, [])[0])
    return Round(len(acknowledged), stored, faults)


def _import(folder: Path, settings: Settings, kill_at: Moment | None = None) -> list[str]:
    """Import, killed at a moment or to the end, and give the whole lines that came out."""
    manifest = folder.parent / "SUBMISSIONS.csv"
    listed = ["--manifest", str(manifest)] if manifest.exists() else ["--received-at", "2024-03-11"]
    environment = os.environ | {"CAMDASH_HOME": str(settings.home), "CAMDASH_DATABASE_URL": settings.database_url}
    command = [sys.executable, "-X", "utf8", "-m", "camdash", "import", str(folder), *listed, "--verbose"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8")
    if process.stdout is None:
        raise RuntimeError
    with process, process.stdout as out:
        lines = []
        while (kill_at is None or len(lines) < kill_at.lines) and (line := out.readline()):
            lines.append(line)
        if kill_at is not None:
            kill_at.wait(settings)
            process.kill()
        return [line for line in [*lines, *out.readlines()] if line.endswith("\n")]


def _acknowledgements(lines: list[str]) -> list[str]:
    """Keep the names of the files that were told to be stored: one line each, before the summary."""
    return [line.partition(": ")[0] for line in lines if ": " in line and not line.startswith((" ", "-"))]


def _look(settings: Settings, acknowledged: list[str]) -> tuple[list[str], int]:
    """Say what is wrong with a database: half-saved versions, and files acknowledged but not there."""
    with Store.open(settings) as store:
        versions = store.versions(CAMPAIGN)
        faults = [fault for v in versions for fault in _faults(store, v)]
        received = {r.file for r in store.receipts(CAMPAIGN)}
    faults.extend(f"acknowledged but not there: {name}" for name in acknowledged if name not in received)
    return faults, len(received)


def _faults(store: Store, version: VersionInfo) -> list[str]:
    table = store.records(version.id)
    counted = Counter(p.severity for _, p in store.problems([version.id]))
    right = {
        "records": table.num_rows == version.positions,
        "cameras": sum(_quantities(table)) == version.cameras,
        "errors": counted[Severity.ERROR] == version.errors,
        "warnings": counted[Severity.WARNING] == version.warnings,
        "bytes": hashlib.sha256(store.file(version.sha256)).hexdigest() == version.sha256,
    }
    return [f"version {version.id} ({version.file}): {what} disagree" for what, holds in right.items() if not holds]


def _quantities(table: pa.Table) -> list[int]:
    rows = table.select(["quantity", "excluded"]).to_pylist()
    return [row["quantity"] or 0 for row in rows if not row["excluded"]]


def _totals(settings: Settings) -> Totals:
    with Store.open(settings) as store:
        current = [v for v in store.versions(CAMPAIGN) if v.state == "current"]
        return sorted(((v.unit, v.form, v.part, v.positions, v.cameras, v.errors) for v in current), key=str)


def main(arguments: list[str]) -> int:
    """Print one line a kill; 1 where anything was wrong."""
    if not arguments:
        print(__doc__)
        return 2
    folder, rounds = Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 20
    done = run(folder, rounds)
    for serial, one in enumerate(done, start=1):
        said = "; ".join(one.faults) or "nothing lost, nothing half saved"
        print(f"{serial:3}. killed after {one.acknowledged} acknowledged, {one.stored} files stored: {said}")
    return int(any(one.faults for one in done))
