"""Official boundaries: checked as a whole, installed only when right; each kind of damage is told by its own code."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
import shapely
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from camdash.cli.boundaries import boundaries
from camdash.geo.boundaries import check_boundaries, install_boundaries, remove_boundaries
from camdash.geo.districts import SCHEMATIC_FILE, district_shapes, official_file, schematic
from camdash.words import Words

SUPPLIED = Path(__file__).parents[3] / "shared" / "geo" / "hanoi_30_districts_20m.geojson"
Content = dict[str, Any]


@pytest.fixture
def good() -> Content:
    """Read the schematic itself, a clean set of 30 shapes that every check must pass."""
    content: Content = orjson.loads(SCHEMATIC_FILE.read_bytes())
    return content


def _codes(content: Any) -> list[str]:
    return [each.code for each in check_boundaries(content)]


def _feature(content: Content, code: str) -> dict[str, Any]:
    return next(each for each in content["features"] if each["properties"]["code"] == code)


def _reshape(content: Content, code: str, change: Callable[[Any], Any]) -> None:
    feature = _feature(content, code)
    shape = shapely.from_geojson(orjson.dumps(feature["geometry"]))
    feature["geometry"] = orjson.loads(shapely.to_geojson(change(shape)))


def test_a_clean_file_has_no_problem(good: Content) -> None:
    """30 shapes that share their borders pass."""
    assert check_boundaries(good) == []


@pytest.mark.parametrize("name", ["ma_huyen", "GSO", "MAHUYEN_2024", "id"])
@pytest.mark.parametrize("spell", [int, str, float, lambda code: str(int(code))], ids=["int", "str", "float", "short"])
def test_the_code_is_found_by_its_values(good: Content, name: str, spell: Callable[[str], Any]) -> None:
    """Whatever the property is called and however the code is spelt."""
    for feature in good["features"]:
        feature["properties"] = {"STT": 1, name: spell(feature["properties"]["code"]), "ten": "x"}
    assert check_boundaries(good) == []


def test_a_running_number_is_not_taken_for_the_code(good: Content) -> None:
    """A column 1..30 names fewer known codes than the codes themselves."""
    for number, feature in enumerate(good["features"], start=1):
        feature["properties"] = {"id": number, "ma": feature["properties"]["code"]}
    assert check_boundaries(good) == []


def test_a_missing_district_is_named(good: Content) -> None:
    """The sentence names the unit that lacks."""
    good["features"] = [each for each in good["features"] if each["properties"]["code"] != "271"]
    [found] = check_boundaries(good)
    assert found.code == "boundary_missing_unit"
    assert "Huyện Ba Vì (271)" in found.message(Words("en"))


def test_a_doubled_and_an_unknown_code_are_told(good: Content) -> None:
    """Two features of one unit, and one of no unit."""
    good["features"].append(copy.deepcopy(_feature(good, "002")))
    stranger = copy.deepcopy(_feature(good, "002"))
    stranger["properties"]["code"] = "999"
    good["features"].append(stranger)
    assert _codes(good) == ["boundary_unknown_unit", "boundary_doubled_unit"]


def test_exchanged_codes_are_told(good: Content) -> None:
    """Ba Đình's shape under Hoàn Kiếm's code does not lie where Hoàn Kiếm lies."""
    one, other = _feature(good, "001"), _feature(good, "002")
    one["properties"]["code"], other["properties"]["code"] = "002", "001"
    assert _codes(good) == ["boundary_misplaced", "boundary_misplaced"]


def test_an_overlap_is_told(good: Content) -> None:
    """A district grown by about 100 m lies over its neighbours."""
    _reshape(good, "002", lambda shape: shape.buffer(0.001))
    assert set(_codes(good)) == {"boundary_overlap"}


def test_a_gap_inside_the_city_is_told(good: Content) -> None:
    """A district shrunk by about 100 m leaves a gap to its neighbours."""
    _reshape(good, "002", lambda shape: shape.buffer(-0.001))
    assert _codes(good) == ["boundary_gap"]


def test_a_slit_open_to_the_outside_is_told(good: Content) -> None:
    """A slit of 60 m between two neighbours at the edge of the city is a gap too."""
    border = shapely.from_geojson(orjson.dumps(_feature(good, "279")["geometry"])).buffer(0.0006)
    _reshape(good, "280", lambda shape: max(shapely.get_parts(shape.difference(border)), key=lambda part: part.area))
    assert "boundary_gap" in _codes(good)


def test_swapped_coordinates_are_told_once(good: Content) -> None:
    """Latitude before longitude is one problem, not thirty."""
    for code in [each["properties"]["code"] for each in good["features"]]:
        _reshape(good, code, lambda shape: shapely.transform(shape, lambda points: points[:, ::-1]))
    [found] = check_boundaries(good)
    assert (found.code, found.params["count"]) == ("boundary_swapped", 30)


def test_metres_lie_outside(good: Content) -> None:
    """A file in projected metres is refused feature by feature."""
    _reshape(good, "001", lambda shape: shapely.transform(shape, lambda points: points * 20_000))
    assert _codes(good) == ["boundary_outside"]


def test_a_bow_tie_and_a_point_are_told(good: Content) -> None:
    """Shapes that cross themselves, and what is no area at all."""
    tie = [[105.8, 21.0], [105.9, 21.1], [105.9, 21.0], [105.8, 21.1], [105.8, 21.0]]
    _feature(good, "001")["geometry"] = {"type": "Polygon", "coordinates": [tie]}
    _feature(good, "002")["geometry"] = {"type": "Point", "coordinates": [105.8, 21.0]}
    assert _codes(good) == ["boundary_invalid", "boundary_not_polygon"]


def test_a_city_too_small_is_told(good: Content) -> None:
    """A bite of 2 % out of the outer edge shows in the area alone."""
    west, _, _, north = schematic().bounds_of(["271"])
    bite = shapely.Point(west, north).buffer(0.17)
    _reshape(good, "271", lambda shape: shape.difference(bite))
    assert _codes(good) == ["boundary_area"]


def test_the_supplied_boundaries_pass_and_are_drawn(tmp_path: Path) -> None:
    """Real shapes are installed, drawn instead of the schematic, and removed again."""
    if not SUPPLIED.exists():
        pytest.skip(f"no boundaries to try: {SUPPLIED}")
    assert install_boundaries(tmp_path, SUPPLIED.read_bytes()) == []
    drawn = district_shapes(tmp_path)
    assert (drawn.official, len(drawn.districts)) == (True, 30)
    assert drawn.districts[0].short == "Ba Đình"
    assert remove_boundaries(tmp_path)
    assert district_shapes(tmp_path) is schematic()
    assert not remove_boundaries(tmp_path)


def test_a_bad_file_changes_nothing(tmp_path: Path, good: Content) -> None:
    """What was installed before stays, and no temporary file is left."""
    assert install_boundaries(tmp_path, orjson.dumps(good)) == []
    before = official_file(tmp_path).read_bytes()
    good["features"].pop()
    assert [each.code for each in install_boundaries(tmp_path, orjson.dumps(good))] == ["boundary_missing_unit"]
    assert official_file(tmp_path).read_bytes() == before
    assert list(tmp_path.iterdir()) == [official_file(tmp_path)]


def test_heavy_shapes_are_lightened_for_drawing(tmp_path: Path, good: Content) -> None:
    """A file with 40,000 vertices is drawn with few, and the neighbours still fit."""
    for feature in good["features"]:
        code = feature["properties"]["code"]
        _reshape(good, code, lambda shape: shapely.segmentize(shape, 0.0004))
    install_boundaries(tmp_path, orjson.dumps(good))
    drawn = district_shapes(tmp_path)
    assert len(orjson.dumps(drawn.features)) < 400_000
    shapes = [shapely.from_geojson(orjson.dumps(each["geometry"])) for each in drawn.features["features"]]
    assert shapely.coverage_is_valid(shapes)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b'{"features": []}',
        b'{"features": [1]}',
        b"null",
        b'{"features": {"a": 1}}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_what_is_no_geojson_is_told(tmp_path: Path, content: bytes) -> None:
    """Never an exception: one sentence."""
    assert [each.code for each in install_boundaries(tmp_path, content)] == ["boundary_not_geojson"]


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    """More than 50 MB is not even parsed."""
    assert [each.code for each in install_boundaries(tmp_path, b" " * 50_000_001)] == ["too_large"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-200, 300) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "properties", "geometry", "code", "features"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "properties": _JSON,
                "geometry": st.one_of(
                    _JSON,
                    st.fixed_dictionaries(
                        {"type": st.sampled_from(["Polygon", "MultiPolygon", "Point"]), "coordinates": _JSON}
                    ),
                ),
            }
        ),
        min_size=1,
        max_size=3,
    )
)
def test_any_features_are_judged_without_raising(features: list[Any]) -> None:
    """Whatever stands in the features, the answer is a list of problems."""
    assert check_boundaries({"type": "FeatureCollection", "features": features})


def test_every_sentence_can_be_said(good: Content) -> None:
    """The sentences of all problems render in both languages."""
    good["features"].pop()
    _reshape(good, "002", lambda shape: shapely.transform(shape, lambda points: points * 2))
    for each in check_boundaries(good):
        assert each.message(Words("vi"))
        assert each.message(Words("en"))


def test_the_command_installs_refuses_and_removes(
    tmp_path: Path, good: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 0 when installed or removed, 1 with sentences when refused, 2 for wrong usage."""
    monkeypatch.setenv("CAMDASH_HOME", str(tmp_path / "home"))
    (tmp_path / "good.geojson").write_bytes(orjson.dumps(good))
    good["features"].pop()
    (tmp_path / "bad.geojson").write_bytes(orjson.dumps(good))
    run = CliRunner().invoke
    refused = run(boundaries, [str(tmp_path / "bad.geojson")])
    assert (refused.exit_code, "282" in refused.stderr) == (1, True)
    assert run(boundaries, [str(tmp_path / "good.geojson")]).exit_code == 0
    assert district_shapes(tmp_path / "home").official
    assert run(boundaries, ["--remove"]).exit_code == 0
    assert not district_shapes(tmp_path / "home").official
    assert run(boundaries, []).exit_code == 2
