"""`python -m camdash read --tables`: where tables stand in any workbook."""

import json
import zipfile
from pathlib import Path

from click.testing import CliRunner, Result

from camdash.cli.main import main
from camdash.forms.registry import default_campaign
from camdash.intake.pool import Item, ReaderPool
from tests.sheets import workbook

BOOK = workbook(
    "| STT | Tên | Giá |\n| 1 | Bàn | 5 |\n| 2 | Ghế | 7 |\n| | Tổng cộng | 12 |",
    more={"Bìa": "| BÁO CÁO |", "Hai": "| TT | Món | Loại | Năm |"},
)


def run(*files: Path) -> Result:
    """Run the command on files."""
    return CliRunner().invoke(main, ["read", *map(str, files), "--tables"])


def test_each_file_is_one_line_with_its_tables(tmp_path: Path) -> None:
    """No form need be there; rows are 1-based, null where there is none, and a cover page has no table."""
    path = tmp_path / "tai san.xlsx"
    path.write_bytes(BOOK)
    result = run(path)
    told = json.loads(result.output)
    assert (result.exit_code, told["file"], told["readable"], told["problems"]) == (0, "tai san.xlsx", True, [])
    rows = {"header_row": 1, "first_data_row": 2, "last_data_row": 3, "total_row": 4}
    empty = dict.fromkeys(rows) | {"header_row": 1}
    assert told["tables"] == [
        {"sheet": "Sheet1", "table": 1, "cells": "A1:C4", **rows, "kind": "table"},
        {"sheet": "Hai", "table": 1, "cells": "A1:D1", **empty, "kind": "empty_form"},
    ]


def test_a_file_that_is_no_workbook_gives_its_sentence_and_exit_1(tmp_path: Path) -> None:
    """The next file is read all the same."""
    bad, good = tmp_path / "~$a.xlsx", tmp_path / "b.xlsx"
    bad.write_bytes(b"\x05owner")
    good.write_bytes(BOOK)
    result = run(bad, good)
    lines = [json.loads(line) for line in result.output.splitlines()]
    assert result.exit_code == 1
    assert [(line["readable"], len(line["tables"])) for line in lines] == [(False, 0), (True, 2)]
    assert lines[0]["problems"][0]["code"] == "office_lock_file"
    assert lines[0]["problems"][0]["message"]


def test_files_of_a_container_have_a_line_each(tmp_path: Path) -> None:
    """Named by the way that leads to them."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.xlsx", BOOK)
        archive.writestr("y.xlsx", BOOK)
    with ReaderPool(default_campaign(), workers=1) as pool:
        found = list(pool.tables([Item("a.zip", path)]))
    assert [(f.file, len(f.tables)) for f in found] == [("a.zip/x.xlsx", 2), ("a.zip/y.xlsx", 2)]


def test_a_child_that_dies_costs_only_its_file(tmp_path: Path) -> None:
    """A file that vanished and one whose child was ended are said to be unreadable."""
    with ReaderPool(default_campaign(), workers=1) as pool:
        (gone,) = pool.tables([Item("a.xlsx", tmp_path / "gone.xlsx")])
        (found,) = pool.tables([Item("b.xlsx", BOOK)])
    assert (gone.readable, [p.code for p in gone.problems]) == (False, ["damaged"])
    assert len(found.tables) == 2
