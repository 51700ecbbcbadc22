"""Files are read in children: in order, apart from each other, and no file can end the app."""

import hashlib
from pathlib import Path

import pytest

from camdash.forms.headings import heading_key
from camdash.forms.registry import Campaign
from camdash.intake import child as child_module
from camdash.intake.model import Context, Meanings
from camdash.intake.pool import Item, Passwords, ReaderPool
from camdash.intake.reader import read_bytes
from camdash.intake.wire import pack, unpack_campaign, unpack_reading
from tests.packing import mail, mailbox, protected, tarred, zipped
from tests.sheets import workbook

HEAD = "| STT | Vị trí lắp đặt | Số lượng |\n"


def form(quantity: int) -> bytes:
    """Make a one-row form."""
    return workbook(f"{HEAD}| 1 | Ngã tư | {quantity} |")


def test_child_reads_as_this_process_does(campaign: Campaign) -> None:
    """What crosses the pipe is what the reader gave."""
    content = workbook(f"{HEAD}| 1 | Ngã tư | vài |\n| 2 | Chợ | 3 |")
    with ReaderPool(campaign, workers=1) as pool:
        assert pool.read("Ba Dinh.xlsx", content) == read_bytes("Ba Dinh.xlsx", content, campaign)


def test_files_come_back_in_order_from_paths_and_bytes(campaign: Campaign, tmp_path: Path) -> None:
    """Two children, ten files, one order."""
    paths = []
    for n in range(1, 6):
        paths.append(tmp_path / f"Ba Dinh {n}.xlsx")
        paths[-1].write_bytes(form(n))
    items: list[tuple[str, Path | bytes]] = [(p.name, p) for p in paths] + [
        (f"Ba Dinh {n}.xlsx", form(n)) for n in range(6, 11)
    ]
    with ReaderPool(campaign, workers=2) as pool:
        totals = [reading.tables[0].computed_total for _, _, reading in pool.map(items)]
    assert totals == list(range(1, 11))


def test_a_missing_file_is_one_problem(campaign: Campaign, tmp_path: Path) -> None:
    """A file that vanished is unreadable; the next is read."""
    with ReaderPool(campaign, workers=1) as pool:
        first, second = pool.map([("a.xlsx", tmp_path / "gone.xlsx"), ("Ba Dinh.xlsx", form(4))])
    assert not first[2].readable
    assert second[2].tables[0].computed_total == 4


def test_a_killed_child_costs_only_its_file(campaign: Campaign) -> None:
    """When a child dies the next file is read by a new one."""
    with ReaderPool(campaign, workers=1) as pool:
        assert pool.read("Ba Dinh.xlsx", form(1)).readable
        process = pool._all[0].process
        assert process is not None
        process.kill()
        process.wait(5)
        assert pool.read("Ba Dinh.xlsx", form(2)).tables[0].computed_total == 2


def test_a_child_that_hangs_is_ended(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the time limit the child goes and the file is said to be unreadable."""
    monkeypatch.setattr(child_module, "SECONDS", 0.0)
    monkeypatch.setattr(child_module, "SECONDS_PER_MB", 0.0)
    with ReaderPool(campaign, workers=1) as pool:
        reading = pool.read("Ba Dinh.xlsx", form(1))
    assert not reading.readable
    assert [p.code for p in reading.problems] == ["reading_failed"]


def test_campaign_and_reading_survive_the_wire(campaign: Campaign) -> None:
    """Packing and unpacking gives the same campaign and the same reading."""
    reading = read_bytes("Ba Dinh.xlsx", form(1), campaign)
    assert unpack_campaign(pack(campaign)) == campaign
    assert unpack_reading(pack(reading)) == reading


# ---------------------------------------------------------------------------------------------- containers


def test_files_of_containers_come_back_in_order(campaign: Campaign, tmp_path: Path) -> None:
    """Between plain files, from bytes and from a path, with the sender and day of their mail."""
    (tmp_path / "hop.mbox").write_bytes(mailbox(mail({"Ba Dinh.xlsx": form(3)}), mail(), mail({"x.xlsx": b"x"})))
    packed = zipped({"a/Ba Dinh.xlsx": form(2), "b.zip": tarred({"Ba Dinh.xlsx": form(5)})})
    items = [("Ba Dinh.xlsx", form(1)), ("z.zip", packed), ("hop.mbox", tmp_path / "hop.mbox")]
    with ReaderPool(campaign, workers=2) as pool:
        found = [(name, r.sender, r.received_on, r.readable) for name, _, r in pool.map([*items, items[0]])]
    office = ("Quận Ba Đình <vp@badinh.example>", "2024-03-12")
    assert found == [
        ("Ba Dinh.xlsx", "", "", True),
        ("z.zip/a/Ba Dinh.xlsx", "", "", True),
        ("z.zip/b.zip/Ba Dinh.xlsx", "", "", True),
        ("hop.mbox/1/Ba Dinh.xlsx", *office, True),
        ("hop.mbox/2", *office, True),
        ("hop.mbox/3/x.xlsx", *office, False),
        ("Ba Dinh.xlsx", "", "", True),
    ]


def test_a_container_under_a_forms_name_is_opened(campaign: Campaign) -> None:
    """It shows when it is read, and its files take its place."""
    hidden = zipped({"Ba Dinh.xlsx": form(2)})
    items = [("Ba Dinh 1.xlsx", form(1)), ("b.xlsx", hidden), ("Ba Dinh 3.xlsx", form(3))]
    with ReaderPool(campaign, workers=2) as pool:
        found = [(r.reading.file, r.number, r.reading.tables[0].computed_total) for r in pool.stream(map(item, items))]
    assert found == [("Ba Dinh 1.xlsx", 0, 1), ("b.xlsx/Ba Dinh.xlsx", 1, 2), ("Ba Dinh 3.xlsx", 2, 3)]


def item(pair: tuple[str, bytes]) -> Item:
    """Make an item of a name and bytes."""
    return Item(*pair)


def test_an_unpacking_child_that_hangs_costs_its_container(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ended, the container's line says so, and the next one is unpacked by another child."""
    packed = zipped({"Ba Dinh.xlsx": form(2)})
    with ReaderPool(campaign, workers=1) as pool:
        with monkeypatch.context() as patch:
            patch.setattr(child_module, "SECONDS", 0.0)
            patch.setattr(child_module, "SECONDS_PER_MB", 0.0)
            ((name, _, reading),) = pool.map([("a.zip", packed)])
        assert (name, [p.code for p in reading.problems]) == ("a.zip", ["reading_failed"])
        assert [r.readable for _, _, r in pool.map([("a.zip", packed)])] == [True]
        assert pool.starts == 3


def test_few_files_start_few_children(campaign: Campaign) -> None:
    """One after the other they are all read by the same."""
    with ReaderPool(campaign, workers=4) as pool:
        assert all(pool.read("Ba Dinh.xlsx", form(n)).readable for n in range(1, 4))
        assert pool.starts == 1


def test_meanings_and_context_reach_the_reader(campaign: Campaign) -> None:
    """What was confirmed of a campaign, and what is known of one file."""
    content = workbook("| STT | Vị trí lắp đặt | Xyzzy |\n| 1 | Ngã tư | 7 |")
    meanings = Meanings({("*", "form1", heading_key("Xyzzy")): "quantity"})
    with ReaderPool(campaign, workers=1, meanings=meanings) as pool:
        ((_, _, reading),) = pool.map([("Mau 1.xlsx", content, Context(sender="Ba Đình <a@b.vn>", unit="001"))])
    assert (reading.sender, reading.tables[0].computed_total, reading.tables[0].unit) == ("Ba Đình <a@b.vn>", 7, "001")


@pytest.mark.parametrize(
    "passwords", [("sai", "mật khẩu"), {"Ba Dinh.xlsx": "mật khẩu"}, {"a.zip": "sai", "b": "mật khẩu"}]
)
def test_a_protected_form_is_opened_and_kept_open(campaign: Campaign, passwords: Passwords) -> None:
    """The bytes to keep are under no password; the reading tells of those that came."""
    content = protected(form(2), "mật khẩu")
    with ReaderPool(campaign, workers=1, passwords=passwords) as pool:
        ((_, kept, reading),) = pool.map([("a.zip", zipped({"Ba Dinh.xlsx": content}))])
    assert (reading.sha256, reading.tables[0].computed_total) == (hashlib.sha256(content).hexdigest(), 2)
    assert read_bytes("Ba Dinh.xlsx", kept, campaign).readable
