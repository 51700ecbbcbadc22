"""The map page: its account, its choices, and what they draw."""

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from camdash.ui.navigation import MAP
from tests.pages.conftest import Open


def _deck(app: AppTest) -> dict[str, Any]:
    [chart] = app.get("deck_gl_json_chart")
    read: dict[str, Any] = json.loads(chart.proto.json)
    return read


def _layers(app: AppTest) -> dict[str, Any]:
    return {each["id"]: each for each in _deck(app)["layers"]}


def _put(app: AppTest, key: str, value: Any) -> AppTest:
    app.get_by_key(key).set_value(value).run()
    assert not app.exception
    return app


def test_the_map_and_what_it_cannot_place_add_up_to_the_table(open_page: Open, small_city: Path) -> None:
    """The line below the map says the sum for both forms."""
    app = open_page(MAP, home=small_city)
    assert app.title[0].value == "Bản đồ"
    line = next(text.value for text in app.markdown if "=" in text.value)
    for form in line.split("\n"):
        numbers = [part.replace(".", "") for part in form.split() if part[0].isdigit()]
        on_map, unlocated, table = map(int, numbers)
        assert on_map + unlocated == table


def test_the_map_says_that_its_shapes_are_a_schematic(open_page: Open, small_city: Path) -> None:
    """As long as no official boundaries are supplied."""
    captions = "\n".join(text.value for text in open_page(MAP, home=small_city).caption)
    assert "Sơ đồ minh họa, không phải địa giới hành chính" in captions


@pytest.mark.parametrize("layers", [[], ["existing"], ["needed", "names"], ["existing", "needed", "cells", "wedges"]])
def test_layers_can_be_switched(open_page: Open, small_city: Path, layers: list[str]) -> None:
    """The map draws with any choice of layers, an empty one included."""
    app = _put(open_page(MAP, home=small_city), "map-layers", layers)
    drawn = _layers(app)
    assert ("existing-points" in drawn) == ("existing" in layers)
    assert ("needed-points" in drawn) == ("needed" in layers)
    assert ("cells" in drawn) == ("cells" in layers)
    assert ("district-names" in drawn) == ("names" in layers)


@pytest.mark.parametrize("level", ["district", "ward"])
@pytest.mark.parametrize("measure", ["cameras", "working", "needs_per_camera", "per_km2"])
def test_every_measure_fills_districts_and_wards(open_page: Open, small_city: Path, measure: str, level: str) -> None:
    """The legend and the map take the measure chosen."""
    app = _put(open_page(MAP, home=small_city), "map-measure", measure)
    app = _put(app, "map-level", level)
    drawn = _layers(app)
    assert ("wards" in drawn) == (level == "ward")
    if level == "district":
        fills = {tuple(each["properties"]["f"]) for each in drawn["districts"]["data"]["features"]}
        assert len(fills) > 1


def test_a_search_frames_what_it_finds(open_page: Open, small_city: Path) -> None:
    """A district by a few letters without accents; the view closes in on it."""
    app = open_page(MAP, home=small_city)
    before = _deck(app)["initialViewState"]["zoom"]
    app = _put(app, "map-search", "cau giay")
    assert _deck(app)["initialViewState"]["zoom"] > before + 1
    app = _put(app, "map-search", "khong co dau ca")
    assert any("Không tìm thấy" in text.value for text in app.caption)


def test_the_legend_stands_beside_the_map(open_page: Open, small_city: Path) -> None:
    """In the reader's words, priorities included."""
    pages = {language: open_page(MAP, language, small_city) for language in ("vi", "en")}
    legends = {
        language: next(each.proto.body for each in app.get("html") if "map-legend" in each.proto.body)
        for language, app in pages.items()
    }
    assert "Đang hoạt động" in legends["vi"]
    assert "Working" in legends["en"]


def test_nothing_on_the_map_names_another_host(open_page: Open, small_city: Path) -> None:
    """With every layer on."""
    app = _put(
        open_page(MAP, home=small_city), "map-layers", ["existing", "needed", "cells", "wedges", "sums", "names"]
    )
    assert "http" not in json.dumps(_deck(app))


def test_the_filter_of_all_pages_narrows_the_map(open_page: Open, small_city: Path) -> None:
    """A district in the link: the view closes in on it, and the account is of it only."""
    whole, one = open_page(MAP, home=small_city), open_page(MAP, home=small_city, district="001")
    assert _deck(one)["initialViewState"]["zoom"] > _deck(whole)["initialViewState"]["zoom"] + 1
    lines = [next(text.value for text in app.markdown if "=" in text.value) for app in (whole, one)]
    assert lines[0] != lines[1]
