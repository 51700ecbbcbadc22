"""The snapshot follows the store: what is current counts, what has not changed is not read again."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import h3
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


def test_thresholds_change_what_is_taken_over(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records that need no reading are graded anew by the thresholds that the administrator left."""
    save(store, made(rows("a", retention_days=40)))
    before = take(store, "2024")
    monkeypatch.setattr(Store, "thresholds", lambda *_: {"retention_pass_days": 60}, raising=False)
    after = take(store, "2024", before)
    assert [list(counts(s, "form1", ["grade_retention"])["grade_retention"]) for s in (before, after)] == [
        ["pass"],
        ["partial"],
    ]
    assert after.thresholds.retention_pass_days == 60


def test_a_record_has_its_name_for_good(store: Store) -> None:
    """Its version and its ordinal there, as stored, also when it is taken over; the cell of its place stays too."""
    save(store, made(rows("a", "b", "c", lat=21.0287, lon=105.8525)))
    before = take(store, "2024")
    save(store, made(rows("d"), unit="001", file="Mau 1 Ba Dinh.xlsx"))
    after = take(store, "2024", before)
    named = "SELECT version_id, record, position_name, h3_10 FROM form1 ORDER BY ALL"
    taken, kept = before.query(named).to_pylist(), after.query(named).to_pylist()
    assert [row["record"] for row in taken] == [0, 1, 2]
    assert {row["h3_10"] for row in taken} == {h3.str_to_int(h3.latlng_to_cell(21.0287, 105.8525, 10))}
    assert kept[:3] == taken
    assert kept[3]["h3_10"] is None


def test_the_worst_finding_on_a_row_is_its_state(store: Store) -> None:
    """An error beats a warning, another sheet's row of that number is another row."""
    found = [
        problem("position_missing", sheet="Sheet1", row=9),
        problem("quantity_unreadable", sheet="Sheet1", row=9),
        problem("quantity_unreadable", sheet="Sheet2", row=10),
    ]
    save(store, made(rows("a", "b"), problems=found))
    before = take(store, "2024")
    save(store, made(rows("d"), unit="001", file="Mau 1 Ba Dinh.xlsx"))
    for snapshot in (before, take(store, "2024", before)):
        states = snapshot.query("SELECT row, problem_state FROM form1 WHERE unit <> '001' ORDER BY row").to_pylist()
        assert [(r["row"], r["problem_state"]) for r in states] == [(9, "error"), (10, "none")]
