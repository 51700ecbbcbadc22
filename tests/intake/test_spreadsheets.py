"""Real spreadsheets of offices: the tables stand where a person sees them, and what is no workbook is refused."""

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from camdash.forms.registry import Campaign
from camdash.intake.blocks import find_blocks
from camdash.intake.blocks.listing import list_tables
from camdash.intake.opening import Opened, open_file
from camdash.intake.reader import read_bytes
from camdash.words import Words
from tests.conftest import find_shared

ROWS = ("header_row", "first_data_row", "last_data_row", "total_row")
REFUSED = {"office_lock_file", "not_a_workbook"}
Line = dict[str, str]


def _expected() -> list[Line]:
    """Read the table made by eye; nothing where the material is not here."""
    shared = find_shared()
    if shared is None:
        return []
    with (shared / "real" / "spreadsheets" / "EXPECTED.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


LINES = _expected()
BY_FILE: dict[str, list[Line]] = defaultdict(list)
for each in LINES:
    BY_FILE[each["file"]].append(each)
TABLES = [line for line in LINES if line["expect"] not in {*REFUSED, "no_table", "text"}]
WORKBOOKS = sorted({line["file"] for line in LINES if line["expect"] not in {*REFUSED, "text"}})


def name_of(line: Line) -> str:
    """Name a line of the expectations in the test's title."""
    return " ".join(filter(None, (line["file"], line["sheet"], line["table"])))


@pytest.fixture(scope="module")
def spreadsheets(shared: Path) -> Path:
    """Give the folder of real spreadsheets."""
    return shared / "real" / "spreadsheets"


def tables_of(folder: Path, file: str) -> list[dict[str, Any]]:
    """List the tables of one of the files."""
    found = list_tables(Path(file).name, (folder / file).read_bytes())
    assert found.readable, found.problems
    return found.tables


def test_the_material_is_all_here(spreadsheets: Path) -> None:
    """Each file of the folder stands in the table made by eye, so that none is left out below."""
    files = {p.relative_to(spreadsheets).as_posix() for p in spreadsheets.rglob("*") if p.is_file()}
    assert files - {"README.md", "EXPECTED.csv"} == set(BY_FILE)


@pytest.mark.parametrize("line", TABLES, ids=name_of)
def test_heading_first_and_last_row_are_found(spreadsheets: Path, line: Line) -> None:
    """The last heading row, the first and last data rows, the total and the kind of each table."""
    tables = [t for t in tables_of(spreadsheets, line["file"]) if t["sheet"] == line["sheet"]]
    found = tables[int(line["table"]) - 1]
    assert {key: found[key] for key in ROWS} == {key: int(line[key]) if line[key] else None for key in ROWS}
    assert found["kind"] == line["expect"]


@pytest.mark.parametrize("file", WORKBOOKS)
def test_no_further_table_is_invented(spreadsheets: Path, file: str) -> None:
    """As many tables on each sheet as a person sees: none on a cover page or an outline."""
    seen: dict[str, int] = defaultdict(int)
    for table in tables_of(spreadsheets, file):
        seen[table["sheet"]] += 1
    assert seen == {sheet: n for sheet, n in counts(BY_FILE[file]).items() if n}


def counts(lines: list[Line]) -> dict[str, int]:
    """Count the tables of each sheet."""
    found: dict[str, int] = defaultdict(int)
    for line in lines:
        found[line["sheet"]] += line["expect"] != "no_table"
    return found


def test_extents_are_those_seen(spreadsheets: Path) -> None:
    """The cells of a table, but for merged cells that reach beyond the used part of a sheet."""
    found = {(f, t["sheet"], str(t["table"])): t["cells"] for f in WORKBOOKS for t in tables_of(spreadsheets, f)}
    other = {name_of(w) for w in TABLES if found[w["file"], w["sheet"], w["table"]] != w["cells"]}
    assert len(other) <= 2, other


@pytest.mark.parametrize("line", [each for each in LINES if each["expect"] in REFUSED], ids=name_of)
def test_a_broken_upload_is_refused_with_its_own_sentence(
    spreadsheets: Path, line: Line, campaign: Campaign, words: Words
) -> None:
    """`~$…` and `._…` are told by their names, before any byte; what else is no workbook is told so."""
    name = Path(line["file"]).name
    reading = read_bytes(name, (spreadsheets / line["file"]).read_bytes(), campaign)
    (problem,) = reading.problems
    assert not reading.readable
    assert problem.code == ("office_lock_file" if name.startswith(("~$", "._")) else line["expect"])
    assert problem.message(words)


def test_city_returns_agree_with_their_reading(shared: Path, campaign: Campaign) -> None:
    """In each return of the test city the heading and the records' rows are those that reading the form gives."""
    for path in sorted((shared / "real" / "city" / "returns").glob("*.xlsx")):
        content = path.read_bytes()
        opened = open_file(path.name, content)
        assert isinstance(opened, Opened)
        found = {
            s.name: ([h + 1 for h in b.header_rows], b.first_data_row, b.last_data_row)
            for s in opened.sheets for b in find_blocks(s)
        }  # fmt: skip
        wanted = {}
        for table in read_bytes(path.name, content, campaign).tables:
            rows = [record["row"] - 1 for record in table.records] or [None]
            wanted[table.sheet] = (table.header_rows, rows[0], rows[-1])
        assert found == wanted, path.name
