"""The snapshot follows the store: what is current counts, what has not changed is not read again."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete

from camdash.analysis.inventory import counts, headline
from camdash.analysis.progress import problems
from camdash.analysis.snapshot import Snapshot, load_snapshot, take
from camdash.problems import problem
from camdash.settings import Settings
from camdash.store import Store, StoreError, schema
from tests.store.making import made, rows, save


@pytest.fixture
def store() -> Iterator[Store]:
    """Open an empty store in the test's own home."""
    with Store.open(Settings.from_environment()) as opened:
        yield opened


def cameras(snapshot: Snapshot) -> int:
    """Count the existing cameras."""
    return headline(snapshot).existing.cameras


def test_an_empty_store_is_a_picture_with_nothing_in_it(store: Store) -> None:
    """Zero cameras from zero files."""
    snapshot = load_snapshot(store, "2024")
    assert (cameras(snapshot), snapshot.files) == (0, 0)


def test_an_unknown_campaign_is_refused(store: Store) -> None:
    """There is nothing to show."""
    with pytest.raises(StoreError):
        load_snapshot(store, "1999")


def test_the_same_revision_is_loaded_once(store: Store) -> None:
    """Two requests share one database in memory."""
    save(store, made(rows("a", "b")))
    assert load_snapshot(store, "2024").con is load_snapshot(store, "2024").con


def test_a_new_version_takes_the_old_ones_place(store: Store) -> None:
    """The corrected return counts, the first one does not."""
    save(store, made(rows("a", "b", "c")))
    before = load_snapshot(store, "2024")
    save(store, made(rows("a", "b", "c", quantity=2)), day=12)
    assert (cameras(before), cameras(load_snapshot(store, "2024"))) == (3, 6)


def test_what_is_withdrawn_counts_no_more(store: Store) -> None:
    """Its records and problems leave the picture."""
    outcome = save(store, made(rows("a"), problems=[problem("position_missing", sheet="Sheet1", row=9)]))
    assert len(problems(load_snapshot(store, "2024"))) == 1
    assert outcome.version_id
    store.decide(outcome.version_id, "withdraw", "")
    after = load_snapshot(store, "2024")
    assert (cameras(after), len(problems(after))) == (0, 0)


def test_versions_that_have_not_changed_are_not_read_again(store: Store) -> None:
    """What the snapshot before holds is taken from it, even where the store has lost it."""
    found = [problem("position_missing", sheet="Sheet1", row=9)]
    save(store, made(rows("a", "b", purposes=["traffic"]), problems=found))
    before = take(store, "2024")
    with store.engine.begin() as connection:
        connection.execute(delete(schema.version_records))
    save(store, made(rows("c"), unit="001", file="Mau 1 Ba Dinh.xlsx"))
    after = take(store, "2024", before)
    assert (cameras(after), len(problems(after))) == (3, 1)
    assert list(counts(after, "form1", ["purposes"])["cameras"]) == [2, 1]


def test_many_threads_ask_at_once(store: Store) -> None:
    """Each has its own cursor; all get the same answer."""
    save(store, made(rows(*map(str, range(500)))))
    snapshot = load_snapshot(store, "2024")
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: cameras(snapshot), range(64)))
    assert set(answers) == {500}
