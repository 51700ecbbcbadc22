"""Shapes of wards that an administrator supplies."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from camdash.geo.ward_shapes import WARDS_NAME, ward_shapes

SQUARE = [[[105.80, 21.00], [105.81, 21.00], [105.81, 21.01], [105.80, 21.01], [105.80, 21.00]]]


def _file(home: Path, **properties: Any) -> None:
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": SQUARE}}
    (home / WARDS_NAME).write_bytes(orjson.dumps({"type": "FeatureCollection", "features": [feature]}))


@pytest.mark.parametrize("code", ["00001", "1", 1])
def test_a_ward_is_found_by_its_code(tmp_path: Path, code: Any) -> None:
    """Whatever the property is called; its size is told in km2."""
    _file(tmp_path, ma_xa=code)
    shapes = ward_shapes(tmp_path)
    assert shapes is not None
    assert [key for key, _ in shapes.features()] == [("001", "Phường Phúc Xá")]
    assert shapes.km2("001", "Phường Phúc Xá") == pytest.approx(1.15, rel=0.02)
    assert shapes.km2("001", "Phường Lạ") is None


def test_without_a_file_or_a_known_ward_there_are_none(tmp_path: Path) -> None:
    """The program ships none; a file of something else is none either."""
    assert ward_shapes(tmp_path) is None
    _file(tmp_path, ma_xa="99999")
    assert ward_shapes(tmp_path) is None
    (tmp_path / WARDS_NAME).write_text("not json")
    assert ward_shapes(tmp_path) is None
