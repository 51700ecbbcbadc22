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
from camdash.words import Words
from tests.packing import mail, mailbox, zipped
from tests.store.making import Made, current, execute, made, rows
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


def form(folder: Path, name: str, count: int) -> bytes:
    """Write a Form 1 of Ba Vì with so many cameras, on the same places as any other."""
    write_form1(folder / name, "Huyện Ba Vì", [(f"Điểm {n}", count) for n in range(5)])
    return (folder / name).read_bytes()


def test_a_mailbox_is_saved_by_the_days_of_its_mails(store: Store, tmp_path: Path) -> None:
    """However its mails lie, and among the other files of the import."""
    (old, new, last) = (form(tmp_path, f"{n}.xlsx", n) for n in (1, 2, 3))
    days = {"2.xlsx": "Wed, 20 Mar 2024 08:00:00 +0700", "1.xlsx": "Mon, 11 Mar 2024 08:00:00 +0700"}
    box = mailbox(mail({"2.xlsx": new}, date=days["2.xlsx"]), mail({"1.xlsx": old}, date=days["1.xlsx"]))
    items = [Incoming("3.xlsx", last, date(2024, 3, 15)), Incoming("hop.mbox", box, date(2024, 4, 1))]
    read = []
    saved = list(import_files(store, "2024", items, watch=lambda incoming: read.append(incoming.name)))
    assert [(s.reading.file, s.outcomes[0].kind) for s in saved] == [
        ("hop.mbox/2/1.xlsx", "stored"), ("3.xlsx", "new_version"), ("hop.mbox/1/2.xlsx", "new_version"),
    ]  # fmt: skip
    assert [v.received_on.day for v in store.versions("2024") if v.state == "current"] == [20]
    assert (read, {s.reading.sender for s in saved} - {""}) == (
        ["hop.mbox", "3.xlsx"], {"Quận Ba Đình <vp@badinh.example>"},
    )  # fmt: skip


def test_what_a_manifest_says_of_a_file_in_a_zip_counts(store: Store, tmp_path: Path) -> None:
    """By its path or its name; a mail that the manifest names itself takes that day with all its files."""
    content = form(tmp_path, "a.xlsx", 1)
    days = {"x/a.xlsx": date(2024, 3, 5)}
    items = [
        Incoming("a.zip", zipped({"x/a.xlsx": content}), date(2024, 4, 1), days=days),
        Incoming("a.eml", mail({"b.xlsx": form(tmp_path, "b.xlsx", 2)}), date(2024, 3, 9), fixed=True, days=days),
    ]
    list(import_files(store, "2024", items))
    assert [r.received_on.day for r in store.receipts("2024")] == [5, 9]


def test_a_mail_without_a_form_says_what_it_says(store: Store, words: Words) -> None:
    """It fails nothing, and what it says is told."""
    (saved,) = import_files(store, "2024", [Incoming("a.eml", mail(text="Chưa có camera."), date(2024, 4, 1))])
    (outcome,) = saved.outcomes
    assert (outcome.kind, outcome.readable, "Chưa có camera." in outcome.message(words)) == ("no_table", True, True)


def test_a_file_that_the_store_does_not_take_stops_nothing(store: Store, tmp_path: Path, words: Words) -> None:
    """Its outcome says so; the next one is stored."""
    write_returns(tmp_path / "in")
    items = gather([tmp_path / "in"], date(2024, 3, 11)).items
    execute(store, "CREATE TRIGGER no BEFORE INSERT ON receipts WHEN NEW.file LIKE '%Mê Linh.xlsx' "
            "BEGIN SELECT RAISE(FAIL, 'disk full'); END")  # fmt: skip
    outcomes = [o for s in import_files(store, "2024", items) for o in s.outcomes]
    (failed,) = (o for o in outcomes if o.reason == "storing_failed")
    assert (failed.file, failed.readable, len(outcomes)) == ("Mau 1 Huyện Mê Linh.xlsx", False, 9)
    assert failed.message(words).startswith("Mau 1 Huyện Mê Linh.xlsx: đã đọc được nhưng")


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
