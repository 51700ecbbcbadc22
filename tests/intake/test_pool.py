"""Files are read in children: in order, apart from each other, and no file can end the app."""

from pathlib import Path

import pytest

from camdash.forms.registry import Campaign
from camdash.intake import child as child_module
from camdash.intake.pool import ReaderPool
from camdash.intake.reader import read_bytes
from camdash.intake.wire import pack, unpack_campaign, unpack_reading
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
