"""`python -m camdash site`: plain points in, one choice out."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from camdash.cli.main import main


def site(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["site", *arguments])


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Write three places of demand in a row, 100 apart, and three candidates, of which the middle one is dear."""
    demand, candidates = tmp_path / "D.csv", tmp_path / "C.csv"
    demand.write_text("x,y,weight\n0,0,5\n100,0,1\n200,0,3\n", "utf-8")
    candidates.write_text("x,y,cost\n0,0,1\n100,0,4\n200,0,1\n", "utf-8")
    return ["--demand", str(demand), "--candidates", str(candidates)]


def test_sites_are_counted(files: list[str]) -> None:
    """With --sites each counts one, whatever it costs; the edge of the radius is covered."""
    told = json.loads(site(*files, "--radius-m", "100", "--sites", "1", "--json").stdout)
    assert {key: told[key] for key in ("objective", "bound", "gap", "status", "chosen")} == {
        "objective": 9, "bound": 9, "gap": 0.0, "status": "optimal", "chosen": [1],
    }  # fmt: skip
    assert told["seconds"] >= 0


def test_the_budget_counts_costs(files: list[str]) -> None:
    """With --budget the dear one does not fit, and the two cheap ones do."""
    told = json.loads(site(*files, "--radius-m", "50", "--budget", "3", "--json").stdout)
    assert (told["chosen"], told["objective"], told["cost"]) == ([0, 2], 8, 2)


def test_sentences_are_vietnamese(files: list[str]) -> None:
    """Without --json the result is told."""
    told = site(*files, "--radius-m", "50", "--sites", "2")
    assert (told.exit_code, "Chọn 2 trong 3 vị trí" in told.stdout, "0, 2" in told.stdout) == (0, True, True)


def test_degrees_are_taken_by_their_names(tmp_path: Path) -> None:
    """`lat,lon` in any order mean a sphere; with x and y it must be said."""
    places = tmp_path / "P.csv"
    places.write_text("lat,lon,weight\n21.0,105.8,1\n21.0,105.801,1\n", "utf-8")  # 104 m apart
    both = ["--demand", str(places), "--candidates", str(places), "--sites", "1", "--json"]
    near = json.loads(site(*both, "--radius-m", "110").stdout)
    far = json.loads(site(*both, "--radius-m", "100").stdout)
    assert (near["distance"], near["objective"], far["objective"]) == ("spherical", 2, 1)
    metres = json.loads(site(*both, "--radius-m", "100", "--distance", "projected").stdout)
    assert (metres["distance"], metres["objective"]) == ("projected", 2)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("x,y\n1,2\n", "thiếu cột “weight”"),
        ("x,weight\n1,2\n", "thiếu cột “y”"),
        ("x,y,weight\n1,2,3\n1,hai,3\n", "dòng 3, cột “y”: “hai” không phải là số"),
        ("x,y,weight\n1,2,\n", "dòng 2, cột “weight”"),
        ("x,y,weight\n1,2,-3\n", "dòng 2, cột “weight”: -3 nhỏ hơn 0"),
        ("x,y,weight\n", "không có dòng nào"),
        ("lon,lat,weight\n1,200,3\n", "dòng 2, cột “lat”: 200"),
        ("", "CSV"),
        ("x,y,weight\n1,2,3,4,5\n1,2,3,4,5,6,7\n", "CSV"),
        (None, "không có tệp này"),
    ],
)
def test_a_bad_file_is_told_where_and_how(tmp_path: Path, content: str | None, says: str) -> None:
    """Which file, which row and column, what to do; exit code 2."""
    bad, good = tmp_path / "bad.csv", tmp_path / "good.csv"
    good.write_text("lon,lat,cost\n1,2,3\n", "utf-8")
    if content is not None:
        bad.write_text(content, "utf-8")
    told = site("--demand", str(bad), "--candidates", str(good), "--radius-m", "5", "--sites", "1", "--json")
    assert (told.exit_code, told.stdout) == (2, "")
    assert says in told.stderr
    assert "bad.csv" in told.stderr


@pytest.mark.parametrize("amounts", [[], ["--sites", "1", "--budget", "2"]])
def test_either_sites_or_a_budget(files: list[str], amounts: list[str]) -> None:
    """Neither and both are refused."""
    assert site(*files, "--radius-m", "5", *amounts).exit_code == 2


def test_a_published_instance(shared: Path) -> None:
    """SJC324 with three sites, from the file as it is published."""
    places = str(shared / "real" / "mclp" / "SJC324.csv")
    told = site("--demand", places, "--candidates", places, "--radius-m", "800", "--sites", "3", "--json")
    assert json.loads(told.stdout)["objective"] == 11604
