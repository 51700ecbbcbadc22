"""`plan`: the same files for the same data, and what cannot be meant is said."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from camdash.cli.main import main
from camdash.settings import Settings
from camdash.store import Store
from camdash.store.plans import OverlapDecision
from tests.planning.city import camera, need
from tests.store.making import made, save

FILES = {"plan.json", "purchases.csv", "rejected.csv", "served.csv", "frontier.csv"} | {
    f"layout.{kind}" for kind in ("xlsx", "csv", "geojson", "kml")
}


@pytest.fixture
def stored(home: Path) -> Path:
    """Give a home with the forms of one unit."""
    with Store.open(Settings.from_environment()) as store:
        cameras = [{"row": n, **camera(f"C{n}", n * 700)} for n in range(3)]
        needs = [{"row": n, **need(f"N{n}", n * 300, quantity=1 + n % 2)} for n in range(8)]
        save(store, made([{k: v for k, v in c.items() if k != "need_kind"} for c in cameras], unit="001", form="form1"))
        save(store, made(needs, unit="001", form="form2"))
    return home


def run(*arguments: str) -> tuple[int, str]:
    """Run the command and give its exit code and what it printed."""
    result = CliRunner().invoke(main, ["plan", *arguments], catch_exceptions=False)
    return result.exit_code, result.output


def written(folder: Path) -> dict[str, bytes]:
    """Read what was written."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_budget_gives_every_file_twice_the_same(stored: Path, tmp_path: Path) -> None:
    """Bytes and all; what is said has the share and the bound."""
    assert stored.exists()
    for name in ("a", "b"):
        code, said = run("--budget", "150000000", "--out", str(tmp_path / name))
        assert code == 0, said
    first, second = written(tmp_path / "a"), written(tmp_path / "b")
    assert first.keys() == FILES
    assert first == second
    assert "%" in said
    totals = json.loads(first["plan.json"])["totals"]
    assert 0 < totals["cost_vnd"] <= 150_000_000
    assert totals["reproducible"] is True


def test_a_scenario_file_is_obeyed(stored: Path, tmp_path: Path) -> None:
    """Its phases share the budget given; a decision taken changes the plan's mark only."""
    file = tmp_path / "sua.toml"
    file.write_text(
        'actions = ["new"]\n[[phases]]\nlabel = "một"\nbudget_vnd = 1\n[[phases]]\nlabel = "hai"\nbudget_vnd = 3\n'
    )
    assert stored.exists()
    code, said = run("--budget", "100000000", "--scenario", str(file), "--out", str(tmp_path / "out"))
    assert code == 0, said
    told = json.loads((tmp_path / "out" / "plan.json").read_bytes())
    assert [phase["budget_vnd"] for phase in told["scenario"]["phases"]] == [25_000_000, 75_000_000]
    with Store.open(Settings.from_environment()) as store:
        store.plans("2024").decide([OverlapDecision("needs", "x", "y", "merge")])
    assert run("--budget", "100000000", "--scenario", str(file), "--out", str(tmp_path / "out"))[0] == 0


def test_conditions_that_cannot_be_met_end_with_one(stored: Path, tmp_path: Path) -> None:
    """And say which district."""
    assert stored.exists()
    file = tmp_path / "floor.toml"
    file.write_text('floors = [{district = "001", min_sites = 99}]\n')
    code, said = run("--budget", "1000000", "--scenario", str(file), "--out", str(tmp_path / "out"))
    assert code == 1
    assert "Ba Đình" in said


@pytest.mark.parametrize("text", ["phases = []", "nonsense", "where = 'unit=XYZ'", "[standards]\nnothing = 1"])
def test_a_scenario_that_cannot_be_meant_is_refused(stored: Path, tmp_path: Path, text: str) -> None:
    """With a sentence, and nothing is written."""
    assert stored.exists()
    file = tmp_path / "wrong.toml"
    file.write_text(text)
    code, said = run("--scenario", str(file), "--out", str(tmp_path / "out"))
    assert code == 2
    assert "Traceback" not in said
    assert not (tmp_path / "out").exists()
