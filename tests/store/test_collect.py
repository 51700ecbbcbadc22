"""Importing many files: order, bad ones among them, and totals that do not depend on the order of the folder."""

import tempfile
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from camdash.settings import Settings
from camdash.store import Store
from camdash.store.collect import Say, import_files
from camdash.store.gather import Incoming, gather, in_order
from tests.store.making import Made, current, made, rows
from tests.store.workbooks import write_form1, write_returns


def test_a_folder_is_imported_and_a_bad_file_stops_nothing(store: Store, tmp_path: Path) -> None:
    """Versions, doubles and rubbish in one go; the totals are those of the files that count."""
    cameras = write_returns(tmp_path / "in")
    (tmp_path / "in" / "hong.xlsx").write_bytes(b"PK\x03\x04 not really")
    saved = list(import_files(store, "2024", gather([tmp_path / "in"], date(2024, 3, 11)).items))
    assert sum(v.cameras for v in store.versions("2024") if v.state == "current") == cameras
    assert sorted(o.kind for s in saved for o in s.outcomes) == [
        "new_version", "new_version", "same_file", *["stored"] * 6, "unreadable",
    ]  # fmt: skip


def test_what_a_person_said_goes_with_every_file(store: Store, tmp_path: Path) -> None:
    """Whose files they are, who stored them, and that they add."""
    for name in ("a", "b"):
        write_form1(tmp_path / f"{name}.xlsx", "Huyện Ba Vì", [(f"{name} {n}", 1) for n in range(5)])
    items = gather([tmp_path], date(2024, 3, 11)).items
    list(import_files(store, "2024", items, Say(by="lan", decision="add", unit="250")))
    assert {(v.unit, v.state, v.by, v.part) for v in store.versions("2024")} == {
        ("250", "current", "lan", 1), ("250", "current", "lan", 2),
    }  # fmt: skip


DRAWN = st.lists(
    st.tuples(st.sampled_from(["271", "250"]), st.text("abcdef", min_size=1, max_size=6), st.booleans()),
    min_size=2, max_size=6,
)  # fmt: skip


def stored(listing: list[Incoming], files: dict[str, Made]) -> list[Any]:
    """Store files as an import does, in a home of their own; list what counts."""
    with tempfile.TemporaryDirectory() as home, Store.open(Settings.from_environment({"CAMDASH_HOME": home})) as store:
        for item in in_order(listing):
            what = files[item.name]
            store.save("2024", what.reading, what.content, received_on=item.received_on)
        return current(store)


@hypothesis_settings(max_examples=25)
@given(drawn=DRAWN, random=st.randoms(use_true_random=False))
@pytest.mark.timeout(300)
def test_the_order_of_the_folder_does_not_matter(drawn: list[tuple[str, str, bool]], random: Random) -> None:
    """Files received on different days give the same current versions however they are listed."""
    files = {
        f"{serial}.xlsx": made(rows(*names), unit=unit, issuer="police" if police else "committee")
        for serial, (unit, names, police) in enumerate(drawn)
    }
    items = [Incoming(name, b"", date(2024, 3, day)) for day, name in enumerate(files, start=1)]
    shuffled = random.sample(items, len(items))
    assert stored(items, files) == stored(shuffled, files)
