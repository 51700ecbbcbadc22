"""What every test finds ready: a home of its own, the words, the shared material, and hypothesis set up.

Outside CI a test that lacks something (a browser, the shared folder) skips with a sentence. Where CAMDASH_CI is
set a skip fails the session unless `tests/allowed_skips.toml` gives a reason for it.
"""

import fnmatch
import gc
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from camdash.settings import ROOT
from camdash.words import Words

IN_CI = bool(os.environ.get("CAMDASH_CI"))
ALLOWED_SKIPS = Path(__file__).with_name("allowed_skips.toml")

settings.register_profile(
    "camdash",
    max_examples=200,
    deadline=None,  # two shared cores make single examples slow by chance
    derandomize=IN_CI,  # CI judges the code, not its luck; new cases are looked for elsewhere
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("camdash")


def find_shared() -> Path | None:
    """Find the folder of real material: CAMDASH_SHARED, else `../shared` beside the checkout; None when absent."""
    named = os.environ.get("CAMDASH_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder.resolve() if (folder / "FORMS.md").is_file() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of real material, or skip the test."""
    folder = find_shared()
    if folder is None:
        pytest.skip("the shared material is not here: set CAMDASH_SHARED to its folder")
    return folder


@pytest.fixture(scope="session")
def words() -> Words:
    """Give the Vietnamese words, which users see by default."""
    return Words("vi")


@pytest.fixture(scope="session")
def english() -> Words:
    """Give the English words."""
    return Words("en")


@pytest.fixture(scope="session", autouse=True)
def _session_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep fixtures that live longer than one test out of the checkout's `var/`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAMDASH_HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("CAMDASH_DATABASE_URL", raising=False)
        yield


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty CAMDASH_HOME of its own and the SQLite database in it."""
    folder = tmp_path / "home"
    monkeypatch.setenv("CAMDASH_HOME", str(folder))
    monkeypatch.delenv("CAMDASH_DATABASE_URL", raising=False)
    return folder


# ------------------------------------------------------------------------- skips that CI does not let pass


class SkipGuard:
    """Collects skipped tests and fails the session for those without a written reason."""

    def __init__(self, allowed: dict[str, str]) -> None:
        self.allowed = allowed
        self.refused: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that skipped (an expected failure is no skip)."""
        if report.skipped and not hasattr(report, "wasxfail"):
            self._note(report.nodeid, report.longrepr)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a whole module that skipped."""
        if report.skipped:
            self._note(report.nodeid, report.longrepr)

    def _note(self, test: str, why: object) -> None:
        if not any(fnmatch.fnmatch(test, pattern) for pattern in self.allowed):
            self.refused[test] = str(why[-1] if isinstance(why, tuple) else why)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Turn refused skips into a failure of the whole run."""
        if self.refused and session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """List the refused skips with what each test said."""
        for test, why in sorted(self.refused.items()):
            terminalreporter.write_line(f"SKIP NOT ALLOWED IN CI {test}: {why}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    """Set the guard up where CI runs; with xdist only the process that gathers the results judges."""
    if IN_CI and not hasattr(config, "workerinput"):
        entries = tomllib.loads(ALLOWED_SKIPS.read_text("utf-8")).get("skip", [])
        config.pluginmanager.register(SkipGuard({entry["test"]: entry["reason"] for entry in entries}))


def pytest_unconfigure() -> None:
    """Let the tests' modules go: hypothesis's callback keeps them, and DuckDB would report them below the summary."""
    gc.callbacks.clear()
