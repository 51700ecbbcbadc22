"""`python -m camdash read`: the contract of its JSON and its exit codes."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from camdash.settings import ROOT
from tests.sheets import workbook

PROBLEM = {
    "type": "object",
    "required": ["code", "severity", "sheet", "message"],
    "additionalProperties": False,
    "properties": {
        "code": {"type": "string"},
        "severity": {"enum": ["error", "warning", "info"]},
        "sheet": {"type": "string"},
        "cell": {"type": "string", "pattern": "^[A-Z]{1,3}[0-9]+$"},
        "row": {"type": "integer", "minimum": 1},
        "field": {"type": "string"},
        "value": {"type": "string"},
        "message": {"type": "string", "minLength": 5},
    },
}
LETTERS = {"type": "object", "patternProperties": {"^[A-Z]{1,3}$": {"type": "string"}}, "additionalProperties": False}
REASONS = [
    "title",
    "column_numbers",
    "repeated_heading",
    "section",
    "subtotal",
    "total",
    "example",
    "signature",
    "footnote",
    "duplicate_sheet",
    "struck_out",
    "zero",
    "blank",
]
TABLE = {
    "type": "object",
    "additionalProperties": False,
    "required": [
        "form",
        "sheet",
        "unit",
        "header_rows",
        "columns",
        "unmapped_columns",
        "dropped_columns",
        "records",
        "skipped_rows",
        "stated_total",
        "computed_total",
    ],
    "properties": {
        "form": {"enum": ["form1", "form2", "ai_needs"]},
        "sheet": {"type": "string"},
        "unit": {"type": ["string", "null"]},
        "header_rows": {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 1},
        "columns": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
        "unmapped_columns": LETTERS,
        "dropped_columns": LETTERS,
        "records": {"type": "array", "items": {"type": "object", "required": ["row"]}},
        "skipped_rows": {
            "type": "object",
            "patternProperties": {"^[0-9]+$": {"enum": REASONS}},
            "additionalProperties": False,
        },
        "stated_total": {"type": ["integer", "null"]},
        "computed_total": {"type": "integer"},
    },
}
SCHEMA = {
    "type": "object",
    "required": ["file", "sha256", "readable", "nil_return", "tables", "problems"],
    "additionalProperties": False,
    "properties": {
        "file": {"type": "string"},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "readable": {"type": "boolean"},
        "nil_return": {"type": "boolean"},
        "tables": {"type": "array", "items": TABLE},
        "problems": {"type": "array", "items": PROBLEM},
    },
}


def run(*arguments: str) -> tuple[int, list[dict[str, Any]]]:
    """Run the command and give its exit code and its lines."""
    done = subprocess.run(
        [sys.executable, "-m", "camdash", "read", *arguments], cwd=ROOT, capture_output=True, check=False
    )
    return done.returncode, [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_each_return_of_the_test_city_fits_the_contract(shared: Path) -> None:
    """All 62 files give a line each, in order, that fits the schema, and exit 0."""
    paths = sorted((shared / "real" / "city" / "returns").glob("*.xlsx"))
    code, lines = run("--json", *map(str, paths))
    assert (code, [line["file"] for line in lines]) == (0, [p.name for p in paths])
    for line in lines:
        jsonschema.validate(line, SCHEMA)


def test_an_unreadable_file_still_gives_its_line_and_exit_1(tmp_path: Path) -> None:
    """Good and bad files side by side."""
    (tmp_path / "Mau 1 Ba Dinh.xlsx").write_bytes(
        workbook("| STT | Vị trí lắp đặt | Số lượng |\n| 1 | Ngã tư | vài cái |")
    )
    (tmp_path / "~$Ba Dinh.xlsx").write_bytes(b"x")
    code, lines = run("--json", str(tmp_path / "~$Ba Dinh.xlsx"), str(tmp_path / "Mau 1 Ba Dinh.xlsx"))
    assert code == 1
    assert [(line["readable"], line["problems"][0]["code"]) for line in lines] == [
        (False, "office_lock_file"),
        (True, "quantity_unreadable"),
    ]
    assert (
        lines[1]["problems"][0]["message"] == "Ô C2 (Số lượng): “vài cái” không phải là số. Ghi một số nguyên, ví dụ 3."
    )


@pytest.mark.parametrize("arguments", [[], ["nowhere.xlsx"], ["--unknown"]])
def test_wrong_usage_is_exit_2(arguments: list[str]) -> None:
    """No file, a missing file, an unknown option."""
    assert run(*arguments)[0] == 2
