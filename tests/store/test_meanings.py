"""What people confirmed of headings and of units: remembered, listed, changed, forgotten."""

import pytest
from sqlalchemy import text

from camdash.intake.model import EVERY_UNIT, LEFT_OUT, Meanings
from camdash.store import Store, StoreError
from camdash.store.engine import reading
from tests.store.making import execute


def test_nothing_is_known_at_first(store: Store) -> None:
    """Nobody has confirmed anything."""
    assert store.meanings("2024") == Meanings()


def test_a_heading_is_remembered_as_it_reads(store: Store) -> None:
    """Line breaks, capitals and accents make no other heading; each unit and form has its own."""
    store.remember_column("2024", "271", "form1", "Số mắt\ncam", "quantity", "lan")
    store.remember_column("2024", EVERY_UNIT, "form2", "Ghi nhận", LEFT_OUT, "minh")
    assert store.meanings("2024").columns == {
        ("271", "form1", "so mat cam"): "quantity",
        ("*", "form2", "ghi nhan"): "left_out",
    }
    told = [(m.unit, m.form, m.heading, m.target, m.by) for m in store.column_meanings("2024")]
    assert told == [
        ("271", "form1", "Số mắt\ncam", "quantity", "lan"),
        ("*", "form2", "Ghi nhận", "left_out", "minh"),
    ]


def test_a_text_stands_for_a_unit(store: Store) -> None:
    """The letterhead that was not understood is understood the next time."""
    store.remember_unit("2024", "Phòng PV06 – Tổ 3", "271", "lan")
    assert store.meanings("2024").units == {"phong pv06 to 3": "271"}
    assert [(m.text, m.unit, m.by) for m in store.unit_meanings("2024")] == [("Phòng PV06 – Tổ 3", "271", "lan")]


def test_the_last_word_holds_and_the_first_stays_on_record(store: Store) -> None:
    """A meaning that is changed ends, with who ended it; saying it again changes nothing."""
    for target, by in (("quantity", "lan"), ("quantity", "lan"), ("note", "minh")):
        store.remember_column("2024", "271", "form1", "Số mắt cam", target, by)
    assert [(m.target, m.by) for m in store.column_meanings("2024")] == [("note", "minh")]
    with reading(store.engine) as connection:
        kept = connection.execute(text("SELECT target, ended_by FROM column_meanings ORDER BY id")).all()
    assert [tuple(row) for row in kept] == [("quantity", "minh"), ("note", None)]


def test_what_is_forgotten_no_longer_holds(store: Store) -> None:
    """Forgotten by the heading or the text as written, or by its key; forgetting nothing is no error."""
    store.remember_column("2024", "271", "form1", "Số mắt cam", "quantity", "lan")
    store.remember_unit("2024", "Tổ 3", "271", "lan")
    store.forget_column("2024", "271", "form2", "Số mắt cam", "minh")
    assert len(store.column_meanings("2024")) == 1
    for _ in range(2):
        store.forget_column("2024", "271", "form1", "so mat cam", "minh")
        store.forget_unit("2024", "TỔ 3", "minh")
    assert store.meanings("2024") == Meanings()


@pytest.mark.parametrize(
    ("unit", "form", "target"),
    [("999", "form1", "quantity"), ("271", "form9", "quantity"), ("271", "form1", "colour"), ("271", "form1", "")],
)
def test_nonsense_is_not_remembered(store: Store, unit: str, form: str, target: str) -> None:
    """No such unit, form or target."""
    with pytest.raises(StoreError):
        store.remember_column("2024", unit, form, "Số mắt cam", target, "lan")
    assert store.meanings("2024") == Meanings()


@pytest.mark.parametrize("unit", ["999", EVERY_UNIT])
def test_a_text_stands_for_one_unit_only(store: Store, unit: str) -> None:
    """Not for one that is not in the campaign, nor for all of them."""
    with pytest.raises(StoreError):
        store.remember_unit("2024", "Tổ 3", unit, "lan")


def test_an_empty_heading_or_text_is_not_remembered(store: Store) -> None:
    """Or all nameless columns would mean the same."""
    store.remember_column("2024", "271", "form1", " … ", "quantity", "lan")
    store.remember_unit("2024", "\n", "271", "lan")
    assert store.meanings("2024") == Meanings()


def test_meanings_change_no_figures(store: Store) -> None:
    """The revision stays: what is stored was read before."""
    store.remember_column("2024", "271", "form1", "Số mắt cam" * 2000 + "\0\ud83d", "quantity", "lan")
    assert (store.revision("2024"), len(store.column_meanings("2024"))) == (0, 1)


def test_meanings_are_the_campaigns_own(store: Store) -> None:
    """Another survey has other units."""
    execute(store, "INSERT INTO campaigns VALUES ('2030', 'x', '2030-01-01', 0, '2030-01-01 00:00:00')")
    store.remember_unit("2024", "Tổ 3", "271", "lan")
    assert store.meanings("2030") == Meanings()
    with pytest.raises(StoreError):
        store.remember_unit("2031", "Tổ 3", "271", "lan")
