"""The picture at one revision: the current versions' records in an in-memory DuckDB, asked by SQL.

Tables: form1, form2, ai_needs (one row a record: stored and derived columns), versions, papers, units, problems.
Versions never change, so a new snapshot takes over from the one before it what both hold and reads only what is new.
"""

import dataclasses
import warnings
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa

from camdash.analysis.columns import FORM_TABLES
from camdash.analysis.loading import load
from camdash.analysis.thresholds import Thresholds, default
from camdash.forms.registry import Campaign
from camdash.store import Store, VersionInfo

warnings.filterwarnings("ignore", "Arrow output on a DB-API result makes an extra copy")
"""Most answers are a few rows, and the way without a copy plans each question twice: a third of its time."""

CLOCK = ZoneInfo("Asia/Ho_Chi_Minh")
_KEPT = 3

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One revision of one campaign; `as_of` is when the store was asked last (local time), `files` the current files.

    `version_ids` are the current versions, `thresholds` those by which grades were given.
    Safe to ask from several threads: each query has its own cursor.
    """

    campaign: Campaign
    revision: int
    as_of: datetime
    files: int
    version_ids: frozenset[int]
    con: duckdb.DuckDBPyConnection
    thresholds: Thresholds = field(default_factory=default)

    def query(self, sql: str, params: Sequence[object] = (), *, long: bool = False) -> pa.Table:
        """Ask DuckDB; the answer is an Arrow table, its codes as text.

        A `long` answer is not copied on its way here, at the cost of planning the question twice.
        """
        with self.con.cursor() as cursor:
            asked = cursor.sql(sql, params=list(params)) if long else cursor.execute(sql, list(params))
            table: pa.Table = asked.to_arrow_table()
        plain = [
            field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field for field in table.schema
        ]
        return table.cast(pa.schema(plain))


class _Shelf:
    """The snapshots kept: the newest of each campaign, the least used one leaving first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Key, Snapshot] = OrderedDict()
        self._loading: dict[_Key, Lock] = {}
        self._lock = Lock()

    def get(self, store: Store, campaign_code: str) -> Snapshot:
        """Give the snapshot of the store's present revision; threads that want the same one wait for one loading."""
        key = (store.engine.url.render_as_string(), campaign_code)
        with self._lock:
            loading = self._loading.setdefault(key, Lock())
        with loading:
            kept = self._kept.get(key)
            if kept is None or kept.revision != store.revision(campaign_code):
                kept = take(store, campaign_code, kept)
            else:
                kept = dataclasses.replace(kept, as_of=datetime.now(CLOCK))
            self._put(key, kept)
        return kept

    def held(self) -> tuple[tuple[str, int], ...]:
        """Name the snapshots kept."""
        with self._lock:
            return tuple(sorted((each.campaign.code, each.revision) for each in self._kept.values()))

    def _put(self, key: _Key, snapshot: Snapshot) -> None:
        with self._lock:
            self._kept[key] = snapshot
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)


_SHELF = _Shelf()


def load_snapshot(store: Store, campaign_code: str) -> Snapshot:
    """Give the picture at the store's present revision, from memory where it is there; StoreError: no such campaign."""
    return _SHELF.get(store, campaign_code)


def loaded() -> tuple[tuple[str, int], ...]:
    """Name the pictures in memory: campaign and revision of each."""
    return _SHELF.held()


def take(store: Store, campaign_code: str, previous: Snapshot | None = None) -> Snapshot:
    """Read the picture from the store, taking over from `previous` the versions that are still current."""
    revision = store.revision(campaign_code)  # first: a change after it makes the next call load again
    campaign, versions = store.campaign(campaign_code), store.versions(campaign_code)
    current = [v for v in versions if v.state == "current"]
    new = [v for v in current if previous is None or v.id not in previous.version_ids]
    fresh = {form: [(v.id, store.records(v.id)) for v in new if v.form == form] for form in FORM_TABLES}
    problems = store.problems([v.id for v in new])
    before = previous.con if previous else None
    judged_by = _thresholds(store, campaign_code)
    con = load(campaign, versions, fresh, problems, before, papers=store.papers(campaign_code), thresholds=judged_by)
    ids = frozenset(v.id for v in current)
    return Snapshot(campaign, revision, datetime.now(CLOCK), _files(current), ids, con, judged_by)


def _thresholds(store: Store, campaign_code: str) -> Thresholds:
    """Give the thresholds that an administrator left for the campaign, the default ones where nothing was changed."""
    return default().changed(store.thresholds(campaign_code))


def _files(versions: Sequence[VersionInfo]) -> int:
    return len({v.sha256 for v in versions})
