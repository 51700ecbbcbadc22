"""The test city's 62 returns are read exactly as they were written."""

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from camdash.forms.registry import Campaign
from camdash.intake.model import FileReading, Record
from camdash.intake.reader import read_bytes

Readings = dict[str, FileReading]


@pytest.fixture(scope="module")
def city(shared: Path) -> Path:
    """Give the folder of the test city."""
    return shared / "real" / "city"


@pytest.fixture(scope="module")
def expected(city: Path) -> dict[str, Any]:
    """Give what the returns should read as."""
    data: dict[str, Any] = json.loads((city / "EXPECTED.json").read_text("utf-8"))
    return data


@pytest.fixture(scope="module")
def readings(city: Path, campaign: Campaign) -> Readings:
    """Read every return once."""
    return {p.name: read_bytes(p.name, p.read_bytes(), campaign) for p in sorted((city / "returns").glob("*.xlsx"))}


def test_every_file_matches_its_description(readings: Readings, expected: dict[str, Any]) -> None:
    """Form, unit, sheet, heading rows, row count, sums and stated totals of each file."""
    for want in expected["files"]:
        reading = readings[want["file"]]
        (table,) = reading.tables
        got = {
            "form": table.form,
            "unit": table.unit,
            "sheet": table.sheet,
            "rows": len(table.records),
            "sha256": reading.sha256,
            "quantity_total": table.computed_total,
            "stated_total": table.stated_total,
            "header_rows": table.header_rows,
            "nil_return": reading.nil_return,
            "rows_without_quantity": sum("quantity" not in r for r in table.records),
        }
        assert got == {key: want[key] for key in got}, want["file"]


def test_every_record_matches_its_line(readings: Readings, city: Path) -> None:
    """Quantity, codes, district, ward, year and coordinates of each of the records."""
    lines: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (city / "EXPECTED_records.csv").open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            lines[line["file"]].append(line)
    for name, wanted in lines.items():
        records = readings[name].tables[0].records
        assert [_line(r) for r in records] == [_wanted(w) for w in wanted], name


def _line(record: Record) -> dict[str, object]:
    names = ("row", "quantity", "district", "camera_type", "area_class", "operating_state", "install_year", "ward")
    return {
        **{name: str(record.get(name, "")) for name in names},
        "purposes": record.get("purposes", []),
        "point": (record.get("lat"), record.get("lon")),
    }


def _wanted(line: dict[str, str]) -> dict[str, object]:
    """Say what a line of the expected records means; a point far outside Hanoi is read as none."""
    names = ("row", "quantity", "district", "camera_type", "area_class", "operating_state", "install_year", "ward")
    far = not line["lat"] or not (20.53 <= float(line["lat"]) <= 21.40 and 105.27 <= float(line["lon"]) <= 106.05)
    point = (None, None) if far else (round(float(line["lat"]), 6), round(float(line["lon"]), 6))
    return {**{name: line[name] for name in names}, "purposes": line["purposes"].split(), "point": point}


def test_rows_without_quantity_are_problems_not_ones(readings: Readings) -> None:
    """All 1,079 rows of unit 279 are excluded with an error each."""
    reading = readings["MAU 1 Huyện Thường Tín.xlsx"]
    assert sum(bool(r.get("excluded")) for r in reading.tables[0].records) == 1079
    assert sum(p.code == "quantity_missing" and p.severity == "error" for p in reading.problems) == 1079


def test_police_letterheads_are_told(readings: Readings) -> None:
    """Returns under a district police's letterhead are the police's, the others the committee's."""
    police = {r.tables[0].unit for r in readings.values() if r.tables[0].issuer == "police"}
    assert police == {"017", "020", "271"}
