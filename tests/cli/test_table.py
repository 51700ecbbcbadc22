"""`python -m camdash table`: FORMS.md §8."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import orjson
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from camdash.cli.main import main
from camdash.problems import problem
from camdash.settings import Settings
from camdash.store import Store
from tests.store.making import made, rows, save

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Store a small survey and give what calls `table` on it."""
    with Store.open(Settings.from_environment()) as store:
        wrong = problem("quantity_missing", sheet="Sheet1", cell="F11", row=11, field="quantity")
        existing = [
            *rows("a", "b", camera_type="ptz", purposes=["traffic", "violations"], district="001"),
            {"row": 11, "position_name": "c", "excluded": True},
        ]
        save(store, made(existing, problems=[wrong]))
        save(store, made(rows("d", unit="002"), form="form2", file="Mau 2 Ba Vi.xlsx"))
    return lambda *arguments: CliRunner().invoke(main, ["table", *arguments])


def read(result: Result) -> list[dict[str, Any]]:
    """Read the JSON that a command wrote."""
    assert result.exit_code == 0, result.output
    told: list[dict[str, Any]] = orjson.loads(result.stdout_bytes)
    return told


def test_counts_by_a_field_have_a_row_for_what_is_not_told(run: Run) -> None:
    """Null is null in JSON."""
    assert read(run("form1", "--by", "camera_type", "--format", "json")) == [
        {"camera_type": "ptz", "positions": 2, "excluded_positions": 0, "cameras": 2},
        {"camera_type": None, "positions": 1, "excluded_positions": 1, "cameras": 0},
    ]


def test_units_and_districts_have_their_names_beside(run: Run) -> None:
    """Codes for programs, names for people."""
    line = read(run("form1", "--by", "unit,district", "--format", "json"))[0]
    assert (line["unit_label"], line["district_label"]) == ("Huyện Ba Vì", "Quận Ba Đình")


def test_records_are_given_whole(run: Run) -> None:
    """Every field of the form, and where the row stood."""
    first = read(run("form1", "--format", "json"))[0]
    assert (first["purposes"], first["row"], first["file"]) == ("traffic; violations", 9, "Mau 1 Ba Vi.xlsx")
    assert {"lat", "retention_days", "sec_conformity", "sheet", "excluded"} <= set(first)


@pytest.mark.parametrize(
    ("conditions", "positions"),
    [
        (["purposes=violations"], 2),
        (["purposes="], 1),
        (["camera_type=ptz", "camera_type="], 3),
        (["camera_type=ptz", "excluded=true"], 0),
    ],
)
def test_conditions_narrow_what_is_counted(run: Run, conditions: list[str], positions: int) -> None:
    """The same field twice is or, different fields are and, empty is null."""
    where = [part for condition in conditions for part in ("--where", condition)]
    lines = read(run("form1", "--by", "unit", "--format", "json", *where))
    assert sum(line["positions"] for line in lines) == positions


def test_csv_goes_to_standard_output(run: Run) -> None:
    """Without a byte-order mark, which would be in the next program's way."""
    (line,) = csv.DictReader(io.StringIO(run("form2", "--by", "unit").stdout))
    assert line == {
        "unit": "002",
        "unit_label": "Quận Hoàn Kiếm",
        "positions": "1",
        "excluded_positions": "0",
        "cameras": "1",
    }


def test_the_progress_has_a_line_for_each_unit_and_form(run: Run) -> None:
    """The columns of FORMS.md §8, in their order."""
    lines = read(run("progress", "--where", "unit=271", "--format", "json"))
    assert list(lines[0]) == [
        "unit",
        "unit_label",
        "form",
        "expected",
        "state",
        "received_on",
        "days_late",
        "parts",
        "positions",
        "cameras",
        "errors",
        "warnings",
    ]
    assert [(line["form"], line["state"]) for line in lines] == [("form1", "errors"), ("form2", "missing")]


def test_the_progress_counted_by_state(run: Run) -> None:
    """How many forms stand where."""
    lines = read(run("progress", "--by", "state", "--where", "expected=required", "--format", "json"))
    assert {line["state"]: line["cameras"] for line in lines} == {"missing": 0, "errors": 2, "received": 1}


def test_problems_say_where_and_what_to_do(run: Run) -> None:
    """One line a problem, with its Vietnamese sentence."""
    (line,) = read(run("problems", "--format", "json"))
    assert list(line) == [
        "unit",
        "unit_label",
        "form",
        "file",
        "sheet",
        "cell",
        "row",
        "field",
        "code",
        "severity",
        "value",
        "message",
    ]
    assert (line["cell"], line["code"], line["severity"]) == ("F11", "quantity_missing", "error")


def test_a_table_nobody_sent_is_empty(run: Run) -> None:
    """No AI needs: no rows."""
    assert read(run("ai_needs", "--format", "json")) == []


def test_the_format_follows_the_name_of_the_file(run: Run, tmp_path: Path) -> None:
    """`-o out.parquet` writes Parquet."""
    out = tmp_path / "out.parquet"
    assert run("form1", "-o", str(out)).exit_code == 0
    assert pq.read_table(out).num_rows == 3


def test_a_workbook_speaks_vietnamese(run: Run, tmp_path: Path) -> None:
    """Headings and labels, what is not told said so, and notes first."""
    out = tmp_path / "out.xlsx"
    assert run("form1", "--by", "camera_type", "--format", "xlsx", "-o", str(out)).exit_code == 0
    book = openpyxl.load_workbook(out)
    lines = [[cell.value for cell in row] for row in book["Dữ liệu"].iter_rows()]
    assert lines[0] == ["Loại camera", "Số vị trí", "Số vị trí chưa tính", "Số camera"]
    assert [line[0] for line in lines[1:]] == ["Quay quét (PTZ)", "Chưa có thông tin"]
    assert book.sheetnames[0] == "Ghi chú"


@pytest.mark.parametrize("kind", ["geojson", "kml"])
def test_points_are_of_the_located_records(run: Run, kind: str) -> None:
    """Of records of a form, counted inside where they are no point."""
    result = run("form1", "--format", kind)
    assert result.exit_code == 0, result.output
    if kind == "geojson":
        told = orjson.loads(result.stdout_bytes)
        assert (told["features"], told["metadata"]["without_coordinates"]) == ([], 3)
    else:
        assert "3 dòng không có tọa độ" in result.stdout


def test_parquet_tells_what_it_is_of(run: Run, tmp_path: Path) -> None:
    """In the file's own metadata, beside what pandas keeps there."""
    out = tmp_path / "out.parquet"
    assert run("form1", "-o", str(out), "--where", "district=001").exit_code == 0
    told = pq.read_schema(out).metadata
    assert (told[b"camdash.files"], told[b"camdash.excluded_rows"]) == (b"2", b"0")
    assert told[b"camdash.filter"].decode() == "Quận/huyện: Quận Ba Đình"
    assert datetime.fromisoformat(told[b"camdash.as_of"].decode()).tzinfo


def test_the_whole_dashboard_is_one_workbook(run: Run, tmp_path: Path) -> None:
    """`export` writes it, and says in usage what it does not know."""
    assert run("form1").exit_code == 0
    out = tmp_path / "dashboard.xlsx"
    assert CliRunner().invoke(main, ["export", "-o", str(out), "--where", "district=001"]).exit_code == 0
    book = openpyxl.load_workbook(out)
    assert [cell.value for cell in book["Camera theo loại"][4]][:4] == ["Tổng số", 2, 0, 2]
    wrong = CliRunner().invoke(main, ["export", "-o", str(out), "--where", "colour=red"])
    assert (wrong.exit_code, "Không có trường “colour”" in wrong.output) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["form3"], "form3"),
        (["form1", "--by", "unit", "--format", "kml"], "--by"),
        (["progress", "--format", "geojson"], "form1 or form2"),
        (["form1", "--by", "colour"], "Không có trường “colour”"),
        (["form1", "--where", "colour=red"], "Không có trường “colour”"),
        (["form1", "--where", "camera_type=round"], "“round” không phải là giá trị của “camera_type”"),
        (["form1", "--where", "camera_type"], "“camera_type” không phải là điều kiện"),
        (["form1", "--format", "xlsx"], "-o"),
        (["form1", "--campaign", "1999"], "1999"),
    ],
)
def test_wrong_usage_is_told_and_ends_with_2(run: Run, arguments: list[str], said: str) -> None:
    """The sentence names what does not exist."""
    result = run(*arguments)
    assert said in result.stderr
    assert result.exit_code == 2


def test_a_file_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    """The sentence names it."""
    result = run("form1", "-o", str(tmp_path / "nowhere" / "out.csv"))
    assert "nowhere" in result.stderr
    assert result.exit_code == 1
