"""What pages read, cached: the store once a process, frames once for each revision of a campaign."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import streamlit as st

from camdash.analysis import inventory
from camdash.analysis import progress as returns
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING, Headline
from camdash.analysis.snapshot import CLOCK, Snapshot, load_snapshot
from camdash.settings import Settings
from camdash.store.store import Store
from camdash.ui.campaigns import SAMPLE

Key = tuple[str, str, int]
_KEPT_FRAMES = 256


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


def key_of(snapshot: Snapshot) -> Key:
    """Name the database, campaign and revision that a cached answer belongs to."""
    return settings().database_url, snapshot.campaign.code, snapshot.revision


def counts(snapshot: Snapshot, form: str, by: Sequence[str] = (), where: Filter = EVERYTHING) -> pd.DataFrame:
    """Count cameras and positions by columns (camdash.analysis.inventory.counts), cached."""
    return _counts(key_of(snapshot), snapshot, form, tuple(by), where)


@st.cache_data(max_entries=_KEPT_FRAMES, show_spinner=False)
def _counts(
    key: Key,  # noqa: ARG001 - names the revision; the snapshot itself is not hashed
    _snapshot: Snapshot,
    form: str,
    by: tuple[str, ...],
    where: Filter,
) -> pd.DataFrame:
    return inventory.counts(_snapshot, form, by, where)


def headline(snapshot: Snapshot, where: Filter = EVERYTHING) -> Headline:
    """Give the leading figures; one query each, so not cached."""
    return inventory.headline(snapshot, where)


def progress(snapshot: Snapshot, today: date) -> pd.DataFrame:
    """Give the state of every unit's return (FORMS.md §8) as of `today`."""
    return returns.progress(snapshot, today)


def uncounted_rows(snapshot: Snapshot) -> int:
    """Count the rows of all forms that are kept but not counted until they are corrected."""
    return sum(int(counts(snapshot, form)["excluded_positions"].iloc[0]) for form in ("form1", "form2"))


def is_sample(snapshot: Snapshot) -> bool:
    """Tell whether the data are simulated: the sample's own campaign, or a file that says so in its name."""
    if snapshot.campaign.code == SAMPLE:
        return True
    found = snapshot.query("SELECT count(*) AS n FROM versions WHERE strip_accents(upper(file)) LIKE '%GIA LAP%'")
    return bool(found["n"][0].as_py())
