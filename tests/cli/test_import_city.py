"""The test city imported from the command line: exactly the figures of EXPECTED.json."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from camdash.analysis import trace
from camdash.cli.main import main
from camdash.settings import Settings
from camdash.store import Store, VersionInfo
from camdash.text.fold import fold

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def city(shared: Path) -> Path:
    """Find the test city."""
    return shared / "real" / "city"


@pytest.fixture(scope="module")
def store(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Import the city once."""
    home = tmp_path_factory.mktemp("city")
    arguments = ["import", str(city / "returns"), "--manifest", str(city / "SUBMISSIONS.csv")]
    told = CliRunner().invoke(main, arguments, env={"CAMDASH_HOME": str(home)})
    assert told.exit_code == 0, told.output
    with Store.open(Settings.from_environment({"CAMDASH_HOME": str(home)})) as opened:
        yield opened


@pytest.fixture(scope="module")
def versions(store: Store) -> list[VersionInfo]:
    """List what was stored."""
    return store.versions("2024")


@pytest.fixture(scope="module")
def expected(city: Path) -> dict[str, Any]:
    """Read what is expected."""
    told: dict[str, Any] = json.loads((city / "EXPECTED.json").read_text("utf-8"))
    return told


def test_every_file_is_what_was_written(versions: list[VersionInfo], expected: dict[str, Any]) -> None:
    """File by file: unit, form, rows, cameras, stated total, and whether it counts."""
    stored = {v.file: v for v in versions}
    for told in expected["files"]:
        version = stored.get(told["file"])
        if version is None:
            assert told["file"] == "Mau so 1_Quan Thanh Xuan (1).xlsx"
            continue
        seen = (version.unit, version.form, version.positions, version.cameras, version.sha256, version.stated_total)
        wanted = tuple(told[key] for key in ("unit", "form", "rows", "quantity_total", "sha256", "stated_total"))
        assert seen == wanted, told["file"]
        assert (version.state == "current") == (told["counted"] or told["nil_return"]), told["file"]


def test_the_city_adds_up(versions: list[VersionInfo], expected: dict[str, Any]) -> None:
    """By form and unit; the nil return counts as sent, with nothing."""
    for form in ("form1", "form2"):
        counted = [v for v in versions if v.form == form and v.state == "current"]
        units = {v.unit: {"records": v.positions, "quantity": v.cameras} for v in counted if not v.nil}
        assert units == expected["city"][form]["by_unit"]
    assert [v.unit for v in versions if v.nil] == expected["campaign"]["nil_return"]
    assert [v.unit for v in versions if v.state == "superseded"] == expected["campaign"]["corrected_second_version"]


def test_the_return_without_quantities_is_problems(store: Store, versions: list[VersionInfo]) -> None:
    """1,079 rows of unit 279 are listed, kept out of the sums, and each is a problem."""
    (version,) = [v for v in versions if v.unit == "279"]
    codes = [p.code for _, p in store.problems([version.id])]
    assert (version.positions, version.excluded_positions, version.cameras) == (1079, 1079, 0)
    assert (codes.count("quantity_missing"), version.errors) == (1079, 1079)


def test_the_days_of_receipt_are_the_manifests(store: Store, city: Path) -> None:
    """Every file, the doubled one included, has its receipt on its day."""
    with (city / "SUBMISSIONS.csv").open(encoding="utf-8-sig", newline="") as file:
        wanted = {row["file"]: row["received_on"] for row in csv.DictReader(file)}
    assert {r.file: r.received_on.isoformat() for r in store.receipts("2024")} == wanted


def test_every_figure_leads_to_its_cell(store: Store, versions: list[VersionInfo], city: Path) -> None:
    """Of each file's first, middle and last record the cells hold the quantity and the name that were read."""
    by_name = {path.name: path for path in (city / "returns").rglob("*.xlsx")}
    for version in versions[::6]:
        if not version.positions or version.file.rpartition("/")[2] not in by_name:
            continue
        book = openpyxl.load_workbook(by_name[version.file.rpartition("/")[2]], data_only=True)
        for record in {0, version.positions // 2, version.positions - 1}:
            found = trace.find(store, f"{version.id}.{record}")
            assert found is not None
            for told in found.fields:
                if told.name in {"quantity", "position_name"} and "," not in told.cell:
                    raw = str(book[found.sheet][told.cell].value)
                    assert fold(str(told.value)) in fold(raw), (version.file, told)


def test_importing_the_city_again_changes_nothing(store: Store, city: Path) -> None:
    """Every file is one already received."""
    before = store.revision("2024"), store.versions("2024")
    home = Path(str(store.engine.url.database)).parent
    told = CliRunner().invoke(main, ["import", str(city / "returns")], env={"CAMDASH_HOME": str(home)})
    assert (told.exit_code, "Đã nhận trước đó, không thay đổi: 62" in told.output) == (0, True)
    assert before == (store.revision("2024"), store.versions("2024"))
