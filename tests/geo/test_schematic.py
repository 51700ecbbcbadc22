"""The committed schematic is what its script draws, and it is a clean map of 30 districts."""

import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import shape

from camdash.settings import DATA
from scripts import build_schematic

FILE = DATA / "geo" / "districts_2024_schematic.geojson"


@pytest.fixture(scope="module")
def drawn() -> dict[str, dict[str, Any]]:
    """Features of the committed file by code."""
    return {each["properties"]["code"]: each for each in json.loads(FILE.read_text("utf-8"))["features"]}


@pytest.fixture(scope="module")
def shapes(drawn: dict[str, dict[str, Any]]) -> dict[str, shapely.Geometry]:
    """Shapes of the committed file by code (WGS84 degrees)."""
    return {code: shape(each["geometry"]) for code, each in drawn.items()}


def test_the_script_draws_the_committed_file(tmp_path: Path, shapes: dict[str, shapely.Geometry]) -> None:
    """Built anew from the committed facts, each district is the committed one (a hair's breadth apart at most)."""
    build_schematic.main(tmp_path / "new.geojson")
    rebuilt = json.loads((tmp_path / "new.geojson").read_text("utf-8"))["features"]
    assert [each["properties"]["code"] for each in rebuilt] == sorted(shapes)
    for each in rebuilt:
        new, old = shape(each["geometry"]), shapes[each["properties"]["code"]]
        assert new.symmetric_difference(old).area < 0.001 * old.area


def test_districts_fit_together(shapes: dict[str, shapely.Geometry]) -> None:
    """30 valid single polygons share their borders: no overlap, no gap, one outline without holes."""
    assert len(shapes) == 30
    assert all(each.is_valid and each.geom_type == "Polygon" for each in shapes.values())
    assert shapely.coverage_is_valid(list(shapes.values()))
    outline = shapely.union_all(list(shapes.values()))
    assert outline.geom_type == "Polygon"
    assert shapely.get_num_interior_rings(outline) == 0


def test_properties_are_complete(drawn: dict[str, dict[str, Any]], shapes: dict[str, shapely.Geometry]) -> None:
    """Each feature tells code, name, kind, area and a label point inside its own shape, and that it is a drawing."""
    for code, each in drawn.items():
        properties = each["properties"]
        assert set(properties) == {"code", "name", "kind", "label_lon", "label_lat", "area_km2", "schematic"}
        assert properties["schematic"] is True
        assert properties["name"].startswith(properties["kind"])
        assert shapes[code].contains(shapely.Point(properties["label_lon"], properties["label_lat"]))


def test_size_and_area(drawn: dict[str, dict[str, Any]]) -> None:
    """The file is small and the districts add up to the city's area within 1 %."""
    assert FILE.stat().st_size < 150_000
    total = sum(each["properties"]["area_km2"] for each in drawn.values())
    assert total == pytest.approx(build_schematic.CITY_AREA_KM2, rel=0.01)


def test_inner_quan_are_visible(drawn: dict[str, dict[str, Any]]) -> None:
    """Ba Đình, Hoàn Kiếm, Đống Đa and Hai Bà Trưng are drawn at about their real size (5 to 10 km2)."""
    assert all(4 < drawn[code]["properties"]["area_km2"] < 12 for code in ("001", "002", "006", "007"))


def test_drawing_lies_where_the_city_lies(shapes: dict[str, shapely.Geometry]) -> None:
    """Each district covers most of its own real ground (only where the file for checking is present)."""
    file = Path(__file__).parents[3] / "shared" / "geo" / "hanoi_30_districts_20m.geojson"
    if not file.exists():
        pytest.skip(f"no official-like shapes to compare with: {file}")
    real = {each["properties"]["code"]: shape(each["geometry"]) for each in json.loads(file.read_text())["features"]}
    for code, drawing in shapes.items():
        assert drawing.intersection(real[code]).area / drawing.union(real[code]).area > 0.7, code
