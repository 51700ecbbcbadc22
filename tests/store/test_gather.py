"""Finding files and the days they were received."""

import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from camdash.store.gather import Incoming, ManifestError, gather, in_order, read_day
from camdash.words import Words

FALLBACK = date(2024, 4, 1)


def touch(folder: Path, *names: str) -> None:
    """Make empty files, with the folders they need."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def manifest(tmp_path: Path, text: str) -> Path:
    """Write a manifest as Excel does, with a byte-order mark."""
    path = tmp_path / "bang ke.csv"
    path.write_text(text, encoding="utf-8-sig")
    return path


def test_a_folder_is_searched_and_strangers_are_left_aside(tmp_path: Path) -> None:
    """Lock files, Mac shadows and other kinds are only counted; a file named outright is always taken."""
    touch(tmp_path, "b/Mau 2.XLSX", "Mau 1.xlsx", "~$Mau 1.xlsx", "._Mau 1.xlsx", "thu.lnk", "x/y/cu.xls")
    found = gather([tmp_path, tmp_path / "thu.lnk"], FALLBACK)
    assert sorted(i.name for i in found.items) == ["Mau 1.xlsx", "Mau 2.XLSX", "cu.xls", "thu.lnk"]
    assert (found.skipped, found.notes) == (3, [])


def test_a_manifest_gives_the_days(tmp_path: Path) -> None:
    """By name however it is encoded, or by path where names repeat; both ways of writing a day."""
    touch(tmp_path / "in", "1/Mau.xlsx", "2/Mau.xlsx", unicodedata.normalize("NFD", "Mẫu 2.xlsx"))
    lines = ("file;received_on", "1/Mau.xlsx;2024-03-05", "2\\Mau.xlsx;06/03/2024", "Mẫu 2.xlsx;2024-03-04")
    listed = manifest(tmp_path, "\n".join(lines))
    found = gather([tmp_path / "in"], FALLBACK, listed)
    assert [i.received_on.day for i in found.items] == [4, 5, 6]
    assert found.notes == []


def test_what_the_manifest_and_the_folder_do_not_share_is_said(tmp_path: Path, words: Words) -> None:
    """A file not listed takes the given day; a line without a file is told; a blank day is as no line."""
    touch(tmp_path / "in", "a.xlsx", "b.xlsx")
    listed = manifest(tmp_path, "file,received_on\nc.xlsx,2024-03-05\nb.xlsx,\n")
    found = gather([tmp_path / "in"], FALLBACK, listed)
    assert [i.received_on for i in found.items] == [FALLBACK, FALLBACK]
    assert [(n.code, n.file) for n in found.notes] == [
        ("not_in_manifest", "a.xlsx"), ("not_in_manifest", "b.xlsx"), ("not_found", "c.xlsx"),
    ]  # fmt: skip
    assert all(n.file in n.message(words) for n in found.notes)


def test_a_manifest_may_name_files_in_containers(tmp_path: Path) -> None:
    """What is still missing is told once they are unpacked."""
    touch(tmp_path / "in", "a.zip", "b.xlsx")
    listed = manifest(tmp_path, "file,received_on\nx/c.xlsx,2024-03-05\nd.xlsx,2024-03-05\nb.xlsx,2024-03-05\n")
    found = gather([tmp_path / "in"], FALLBACK, listed)
    assert found.notes == []
    found.settle(["a.zip/x/c.xlsx"])
    assert [(n.code, n.file) for n in found.notes] == [("not_found", "d.xlsx")]


def test_a_day_is_the_manifests_else_the_mails_else_the_imports() -> None:
    """In this order, file by file."""
    one = Incoming("a.zip", b"", FALLBACK, days={"b.xlsx": date(2024, 3, 5)})
    assert one.day_of("a.zip/x/b.xlsx", "2024-03-09") == date(2024, 3, 5)
    assert (one.day_of("a.zip/c.xlsx", "2024-03-09"), one.day_of("a.zip/c.xlsx")) == (date(2024, 3, 9), FALLBACK)
    assert replace(one, fixed=True).day_of("a.zip/c.xlsx", "2024-03-09") == FALLBACK


def test_a_manifest_in_the_folder_is_no_form(tmp_path: Path) -> None:
    """A csv may be a form, but not the one that lists them."""
    listed = manifest(tmp_path, "file,received_on\n")
    assert gather([tmp_path], FALLBACK, listed).items == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 0),
        ("name,day\n", 0),
        ("file,received_on\na.xlsx,31/3\n", 2),
        ("file,received_on\na,1/3/2024\na,2/3/2024\n", 3),
    ],
)
def test_a_manifest_that_cannot_be_used_says_where(tmp_path: Path, words: Words, text: str, line: int) -> None:
    """Better no import than one with the wrong days."""
    with pytest.raises(ManifestError) as raised:
        gather([], FALLBACK, manifest(tmp_path, text))
    assert raised.value.line == line
    assert "bang ke.csv" in raised.value.message(words)


def test_days_that_are_none() -> None:
    """A day that no calendar has is not read."""
    assert [read_day(text) for text in ("31/02/2024", "2024-13-01", "hôm qua", "")] == [None] * 4


def test_files_are_taken_in_order_of_receipt_then_of_their_names() -> None:
    """On one day the corrected file comes after the one it corrects, wherever the alphabet puts it."""
    names = [("a bo sung.xlsx", 12), ("b.xlsx", 12), ("z.xlsx", 11)]
    items = [Incoming(name, b"", date(2024, 3, day)) for name, day in names]
    assert [i.name for i in in_order(items)] == ["z.xlsx", "b.xlsx", "a bo sung.xlsx"]
