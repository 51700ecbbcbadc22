"""The folder a sample is written into, and its way through the whole program to the generator's own figures."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

from camdash.analysis.inventory import counts
from camdash.analysis.progress import progress
from camdash.analysis.snapshot import Snapshot, load_snapshot
from camdash.cli.sample import sample
from camdash.sample.generate import MANIFEST, TOTALS, write_sample
from camdash.settings import Settings
from camdash.store.collect import import_files
from camdash.store.gather import gather
from camdash.store.store import Store

MEASURES = ("positions", "excluded_positions", "cameras", "working", "located_positions", "located_cameras")
Totals = dict[str, Any]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Totals, Snapshot]:
    """Write the sample at full size, import it as a coordinator would, and take the picture of it."""
    folder = tmp_path_factory.mktemp("sample")
    totals = write_sample(folder)
    home = tmp_path_factory.mktemp("home")
    with Store.open(Settings.from_environment({"CAMDASH_HOME": str(home)})) as store:
        items = gather([folder], date(2024, 4, 30), folder / MANIFEST).items
        assert len(list(import_files(store, "2024", items))) == totals["files"]
        return totals, load_snapshot(store, "2024")


def table(snapshot: Snapshot, form: str, field: str) -> dict[str, dict[str, int]]:
    """Give the store's figures by one field; not told is the key ""."""
    rows = counts(snapshot, form, [field]).to_dict("records")
    known = [{k: v for k, v in row.items() if not pd.isna(v)} for row in rows]
    return {str(row.get(field, "")): {m: int(row.get(m, 0)) for m in MEASURES} for row in known}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("form", ["form1", "form2", "ai_needs"])
def test_the_figures_are_the_generators_own(imported: tuple[Totals, Snapshot], form: str) -> None:
    """Positions, cameras, working and located ones agree for every value of every field counted."""
    totals, snapshot = imported
    for field, made in totals[form]["by"].items():
        assert table(snapshot, form, field) == made, field


def test_the_progress_is_that_of_the_survey(imported: tuple[Totals, Snapshot]) -> None:
    """Two required units are missing in both forms, one has none, three forms came late."""
    frame = progress(imported[1], date(2024, 4, 30))
    required = frame[frame["expected"] == "required"]
    assert sorted(set(required[required["state"] == "missing"]["unit"])) == ["278", "282"]
    assert set(frame[frame["state"] == "nil"]["unit"]) == {"BDT"}
    sent = frame[frame["received_on"].notna()]
    assert sorted(sent[sent["days_late"] > 0]["unit"]) == ["250", "271", "SDL"]
    assert list(frame[frame["state"] == "errors"]["unit"]) == ["279"]


def test_the_command_writes_files_manifest_and_totals(tmp_path: Path) -> None:
    """Every workbook stands in the manifest; the totals are on disk; a summary is printed."""
    said = CliRunner().invoke(sample, ["--out", str(tmp_path), "--cameras", "200", "--needs", "300", "--seed", "4"])
    assert said.exit_code == 0, said.output
    with (tmp_path / MANIFEST).open(encoding="utf-8", newline="") as file:
        listed = {row["file"] for row in csv.DictReader(file)}
    assert listed == {path.name for path in tmp_path.glob("*.xlsx")}
    totals = json.loads((tmp_path / TOTALS).read_text(encoding="utf-8"))
    assert (totals["form1"]["cameras"], totals["form2"]["cameras"]) == (200, 300)
    assert "200" in said.output


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    """The count never goes back and ends with all files done."""
    told: list[tuple[int, int, str]] = []
    totals = write_sample(tmp_path, 50, 50, progress=lambda done, of, what: told.append((done, of, what)))
    assert [done for done, _, _ in told] == list(range(totals["files"] + 1))
    assert {of for _, of, _ in told} == {totals["files"]}
