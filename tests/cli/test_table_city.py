"""The test city of the shared material, imported whole: `table` gives its published figures (issue 2, done when 2)."""

import csv
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

from camdash.cli.main import main

Lines = list[dict[str, Any]]
FIELDS = {
    "by_unit": "unit",
    "by_district": "district",
    "by_purpose": "purposes",
    "by_camera_type": "camera_type",
    "by_area_class": "area_class",
    "by_operating_state": "operating_state",
}
CUTS = [(form, cut) for form in ("form1", "form2") for cut in FIELDS if (form, cut) != ("form2", "by_operating_state")]


@pytest.fixture(scope="module")
def city(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Import the whole city into a home of its own, which the tests of this module then use."""
    folder, home = shared / "real" / "city", tmp_path_factory.mktemp("city")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAMDASH_HOME", str(home))
        arguments = ["import", str(folder / "returns"), "--manifest", str(folder / "SUBMISSIONS.csv")]
        result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return home


@pytest.fixture
def expected(shared: Path) -> dict[str, Any]:
    """Read the published figures."""
    told: dict[str, Any] = orjson.loads((shared / "real" / "city" / "EXPECTED.json").read_bytes())
    return told


def table(home: Path, *arguments: str) -> Lines:
    """Call `table` on the city."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAMDASH_HOME", str(home))
        result = CliRunner().invoke(main, ["table", *arguments, "--format", "json"])
    assert result.exit_code == 0, result.output
    lines: Lines = orjson.loads(result.stdout_bytes)
    return lines


@pytest.mark.parametrize(("form", "cut"), CUTS)
def test_every_cut_gives_the_published_figures(city: Path, expected: dict[str, Any], form: str, cut: str) -> None:
    """By unit, district, purpose, type, area class and state, what is not told included."""
    field = FIELDS[cut]
    got = {
        line[field] or "(none)": {"records": line["positions"], "quantity": line["cameras"]}
        for line in table(city, form, "--by", field)
    }
    assert got == expected["city"][form][cut]


@pytest.mark.parametrize("form", ["form1", "form2"])
def test_every_file_that_counts_gives_its_own_figures(city: Path, expected: dict[str, Any], form: str) -> None:
    """The first version, the doubled file and the nil return add nothing."""
    got = {line["file"]: (line["positions"], line["cameras"]) for line in table(city, form, "--by", "file")}
    assert got == {
        f["file"]: (f["rows"], f["quantity_total"])
        for f in expected["files"]
        if f["form"] == form and f["counted"] and not f["nil_return"]
    }


def test_the_progress_is_what_each_unit_sent(city: Path, shared: Path) -> None:
    """Sent, nil or missing, for every unit of the campaign's list."""
    states = {"received": "sent", "errors": "sent", "nil": "nil", "missing": "missing"}
    got = {(line["unit"], line["form"]): states[line["state"]] for line in table(city, "progress")}
    with (shared / "real" / "city" / "CAMPAIGN.csv").open(encoding="utf-8-sig", newline="") as file:
        told = {(row["unit"], form): row[form] for row in csv.DictReader(file) for form in ("form1", "form2")}
    assert {key: state for key, state in got.items() if key in told} == told
    assert {state for key, state in got.items() if key not in told} == {"missing"}


def test_the_late_are_the_late_ones(city: Path, expected: dict[str, Any]) -> None:
    """Counted from the deadline's day."""
    late = {line["unit"]: line["days_late"] for line in table(city, "progress") if line["days_late"]}
    assert late == {"250": 4, "271": 5, "SDL": 1}
    assert sorted(late) == sorted(expected["campaign"]["late"])


def test_rows_without_quantity_are_problems_and_not_ones(city: Path) -> None:
    """The 1,079 rows of unit 279."""
    lines = table(city, "problems", "--where", "unit=279", "--where", "code=quantity_missing")
    assert (len(lines), {line["severity"] for line in lines}) == (1079, {"error"})
