"""Views saved for all, and the thresholds an administrator changed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from camdash.store import Store, StoreError
from camdash.store.places import TablePlace, table_of
from tests.store.making import made, rows, save

_SAVERS = 4


def test_a_view_is_saved_for_all(store: Store) -> None:
    """Name, page and query come back, with who saved it."""
    saved = store.save_view("2024", "  Hỏng ở  Hai Bà Trưng ", "quality", "district=007&operating_state=broken", "lan")
    assert store.views("2024") == [saved]
    assert (saved.name, saved.page, saved.by) == ("Hỏng ở Hai Bà Trưng", "quality", "lan")


def test_the_same_name_takes_the_place_of_the_view_before(store: Store) -> None:
    """There is one view a name, and views come by name."""
    store.save_view("2024", "B", "map", "", "lan")
    store.save_view("2024", "A", "map", "", "lan")
    store.save_view("2024", "B", "overview", "", "minh")
    assert [(v.name, v.page, v.by) for v in store.views("2024")] == [("A", "map", "lan"), ("B", "overview", "minh")]


@pytest.mark.parametrize("backend", ["sqlite", "postgres"])
def test_a_name_saved_twice_at_once_is_one_view(backend: str, request: pytest.FixtureRequest) -> None:
    """Whoever comes second takes the place of the first, whichever database keeps the views."""
    settings = request.getfixturevalue("postgres") if backend == "postgres" else None
    store = Store.open(settings) if settings else request.getfixturevalue("store")
    together = Barrier(_SAVERS)

    def save_it(number: int) -> None:
        together.wait()
        store.save_view("2024", "A", "map", f"unit=00{number}", f"user {number}")

    with store, ThreadPoolExecutor(_SAVERS) as pool:
        list(pool.map(save_it, range(_SAVERS)))
        assert len(store.views("2024")) == 1


def test_a_view_can_be_taken_away(store: Store) -> None:
    """Deleting it twice changes nothing more."""
    view = store.save_view("2024", "A", "map", "", "lan")
    store.delete_view("2024", view.id, "minh")
    store.delete_view("2024", view.id, "minh")
    assert store.views("2024") == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_view_needs_a_name(store: Store, name: str) -> None:
    """Empty and endless names are refused."""
    with pytest.raises(StoreError):
        store.save_view("2024", name, "map", "")


def test_changed_thresholds_hold_and_are_a_new_revision(store: Store) -> None:
    """The last change holds whole; the ones before stay on record."""
    assert store.thresholds("2024") == {}
    before = store.revision("2024")
    store.set_thresholds("2024", {"age_pass_years": 6.0}, "lan")
    store.set_thresholds("2024", {"retention_pass_days": 20.0}, "minh")
    assert store.thresholds("2024") == {"retention_pass_days": 20.0}
    assert store.revision("2024") == before + 2
    assert [(c.values, c.by) for c in store.threshold_changes("2024")][1] == ({"age_pass_years": 6.0}, "lan")


def test_thresholds_of_no_campaign_are_refused(store: Store) -> None:
    """A campaign that is not there has none."""
    with pytest.raises(StoreError):
        store.set_thresholds("1999", {}, "lan")


def test_where_the_tables_stood_is_kept(store: Store) -> None:
    """Sheet, heading rows and columns of each field come back with the version."""
    what = made(rows("a"))
    what.reading.tables[0].columns = {"quantity": ["F"], "position_name": ["B"]}
    told = save(store, what)
    assert told.version_id is not None
    (place,) = store.table_places(told.version_id)
    assert (place.sheet, place.header_rows, place.cells("quantity", 9)) == ("Sheet1", (8,), "F9")


def test_tables_side_by_side_keep_their_own_cells() -> None:
    """The records of the second table stand in its columns, though both begin in the same row."""
    left, right = TablePlace("S", (8,), {"quantity": ("B",)}, 2), TablePlace("S", (8,), {"quantity": ("G",)}, 1)
    found = [table_of([left, right], record, "S", 9) for record in range(4)]
    assert found == [left, left, right, None]


def test_nonsense_is_no_threshold(store: Store) -> None:
    """A value that is no number is refused, and what holds already makes no new revision."""
    with pytest.raises(StoreError):
        store.set_thresholds("2024", {"age_pass_years": float("nan")})
    store.set_thresholds("2024", {"age_pass_years": 6.0})
    before = store.revision("2024")
    store.set_thresholds("2024", {"age_pass_years": 6.0})
    assert store.revision("2024") == before
