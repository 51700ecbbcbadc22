"""What pages read, cached: the store once a process, frames once for each revision of a campaign."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from camdash.analysis import inventory
from camdash.analysis import progress as returns
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING, Headline
from camdash.analysis.snapshot import CLOCK, Snapshot, load_snapshot, loaded
from camdash.settings import Settings
from camdash.store import VersionInfo
from camdash.store.store import Store
from camdash.ui.campaigns import SAMPLE

Key = tuple[str, str, int]
T = TypeVar("T")
_KEPT_ANSWERS = 1_024


def settings() -> Settings:
    """Read the installation's settings from the environment."""
    return Settings.from_environment()


def open_store() -> Store:
    """Give the store of this installation; it is opened once a process."""
    current = settings()
    return _open_store(current.database_url, str(current.home))


@st.cache_resource(max_entries=4, show_spinner=False)
def _open_store(database_url: str, home: str) -> Store:
    return Store.open(Settings(home=Path(home), database_url=database_url))


def today() -> date:
    """Give the day it is where the survey is held, whatever clock the server keeps."""
    return datetime.now(CLOCK).date()


def load(store: Store, campaign_code: str) -> Snapshot:
    """Give the snapshot of a campaign at its newest revision."""
    return load_snapshot(store, campaign_code)


def settle(page: str) -> None:
    """Take what a page's first run of a revision leaves in memory out of the garbage collector's sight.

    Streamlit lets it look through everything after each run, and the next run waits: modules, vocabularies and cached
    answers are some hundred thousand objects that stay.
    """
    kept = _settled()
    with kept.lock:
        held = loaded()
        if kept.pages.get(page) != held:
            kept.pages[page] = held
            gc.unfreeze()  # so that what was kept before and is garbage now goes
            gc.collect()
            gc.freeze()


@dataclass(slots=True)
class _Settled:
    """Which snapshots were there when a page was settled last."""

    pages: dict[str, object] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


@st.cache_resource(show_spinner=False)
def _settled() -> _Settled:
    return _Settled()


def key_of(snapshot: Snapshot) -> Key:
    """Name the database, campaign and revision that a cached answer belongs to."""
    return settings().database_url, snapshot.campaign.code, snapshot.revision


def ask(snapshot: Snapshot, question: Callable[..., T], *args: Any) -> T:
    """Give `question(snapshot, *args)`, from memory where it was asked before of this revision.

    The answer is shared by all viewers and must not be changed. The arguments must have a telling `repr`, as text,
    numbers, tuples and frozen dataclasses do.
    """
    name = f"{question.__module__}.{question.__qualname__}"
    answer: T = _answers(key_of(snapshot), name, repr(args), snapshot, question, args)
    return answer


@st.cache_resource(max_entries=_KEPT_ANSWERS, show_spinner=False)
def _answers(
    key: Key,  # noqa: ARG001 - names the revision; the snapshot itself is not hashed
    name: str,  # noqa: ARG001 - with the arguments as text it names the question
    asked: str,  # noqa: ARG001
    _snapshot: Snapshot,
    _question: Callable[..., Any],
    _args: tuple[Any, ...],
) -> Any:
    return _question(_snapshot, *_args)


def counts(snapshot: Snapshot, form: str, by: Sequence[str] = (), where: Filter = EVERYTHING) -> pd.DataFrame:
    """Count cameras and positions by columns (camdash.analysis.inventory.counts).

    A condition on a column that the form lacks does not narrow it.
    """
    return ask(snapshot, inventory.counts, form, tuple(by), where.only(form))


def headline(snapshot: Snapshot, where: Filter = EVERYTHING) -> Headline:
    """Give the leading figures."""
    return ask(snapshot, inventory.headline, where)


def progress(snapshot: Snapshot, today: date) -> pd.DataFrame:
    """Give the state of every unit's return (FORMS.md §8) as of `today`."""
    return ask(snapshot, returns.progress, today)


def versions(store: Store, snapshot: Snapshot) -> list[VersionInfo]:
    """List every version of the snapshot's campaign as they were at its revision, in the order they were stored."""
    return _versions(key_of(snapshot), store, snapshot.campaign.code)


@st.cache_resource(max_entries=8, show_spinner=False)
def _versions(key: Key, _store: Store, code: str) -> list[VersionInfo]:  # noqa: ARG001 - the key names the revision
    return _store.versions(code)


def uncounted_rows(snapshot: Snapshot) -> int:
    """Count the rows of all forms that are kept but not counted until they are corrected."""
    return sum(int(counts(snapshot, form)["excluded_positions"].iloc[0]) for form in ("form1", "form2"))


def is_sample(snapshot: Snapshot) -> bool:
    """Tell whether the data are simulated: the sample's own campaign, or a file that says so in its name."""
    if snapshot.campaign.code == SAMPLE:
        return True
    return ask(snapshot, _names_simulation)


def _names_simulation(snapshot: Snapshot) -> bool:
    found = snapshot.query("SELECT count(*) AS n FROM versions WHERE strip_accents(upper(file)) LIKE '%GIA LAP%'")
    return bool(found["n"][0].as_py())
