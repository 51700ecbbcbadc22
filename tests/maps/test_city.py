"""The city's map: nothing calls out, everything is accounted for, and the browser is never given too much."""

from dataclasses import replace
from pathlib import Path

import pytest

from camdash.analysis.cells import cells
from camdash.analysis.filters import Filter
from camdash.analysis.measures import areas
from camdash.geo.boundaries import install_boundaries
from camdash.geo.districts import district_shapes, schematic
from camdash.geo.places import Tally
from camdash.maps.choropleth import Choropleth
from camdash.maps.city import city_map
from camdash.maps.deck import MAX_PAYLOAD, frame_view, pixels
from camdash.maps.look import Look
from camdash.maps.wards import WardMeasure
from camdash.words import Words
from tests.maps.drawing import LOOK, city, draw, layer, rows, shown, snapshot_of, spec

BOTH = (("form1", "operating_state"), ("form2", "priority"))


@pytest.mark.parametrize(("existing", "needed"), [(0, 0), (40, 30), (9_000, 3_000)])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_in_the_deck_calls_out(existing: int, needed: int, *, dark: bool) -> None:
    """No address and no base map stands in the JSON; every layer has its own id.

    The style is pydeck's sentinel for "none given", which streamlit takes out; no style at all would ask a tile server.
    """
    drawn = draw(city(existing, needed), Look(Words("vi"), dark=dark, wedges=True))
    text = drawn.deck.to_json()
    assert "http" not in text
    assert spec(drawn)["mapStyle"] == "__MAP_STYLE__"
    assert "mapProvider" not in text
    ids = [each["id"] for each in spec(drawn)["layers"]]
    assert len(set(ids)) == len(ids)


def test_no_key_of_the_environment_reaches_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of map providers that happen to be set on the server stay there."""
    for name in ("MAPBOX_API_KEY", "CARTO_API_KEY", "GOOGLE_MAPS_API_KEY"):
        monkeypatch.setenv(name, "a-secret")
    deck = draw(city(40, 30)).deck
    assert "a-secret" not in deck.to_json()
    assert not getattr(deck, "mapbox_key", None)


@pytest.mark.parametrize(("existing", "needed"), [(40, 30), (9_000, 3_000)])
def test_every_record_is_accounted_for(existing: int, needed: int) -> None:
    """Dots or hexagons + wards + districts + nowhere = the table."""
    drawn = draw(city(existing, needed))
    for part, count in ((drawn.existing, existing), (drawn.needed, needed)):
        assert part is not None
        assert part.points + part.cells + part.unlocated == part.total
        assert part.total.positions == count


def test_few_are_dots_and_many_are_hexagons() -> None:
    """Up to 5,000 points each has a dot; above, hexagons hold as many positions."""
    few, many = draw(city(2_000, 1_500)), draw(city(9_000, 3_000))
    assert few.existing is not None
    assert len(layer(few, "existing-points")["data"]) == few.existing.points.positions > 1_000
    assert many.existing is not None
    assert (many.existing.points, many.existing.cells.positions > 3_000) == (Tally(), True)
    assert 0 < len(layer(many, "cells")["data"]) <= 1_500


@pytest.mark.parametrize("name", ["x", "Ngã tư " + "ệ" * 300])
@pytest.mark.parametrize("size", ["auto", "small"])
def test_the_payload_stays_small(name: str, size: str) -> None:
    """With 5,000 long names and their wedges, or 200,000 points in the smallest hexagons, all fits."""
    look = replace(LOOK, wedges=True)
    dots = city(4_000, 2_500, name)
    assert len(city_map(schematic(), look, **shown(dots)).deck.to_json().encode()) < MAX_PAYLOAD
    many = city(200_000, 100)
    drawn = draw(many, look, cells=cells(many, BOTH, Filter(), size))  # type: ignore[arg-type]  # one of its names
    assert len(drawn.deck.to_json().encode()) < MAX_PAYLOAD


def test_the_supplied_boundaries_are_drawn_within_the_limit(tmp_path: Path, shared: Path) -> None:
    """The official shapes leave room for the dots, and the note on the schematic goes."""
    assert install_boundaries(tmp_path, (shared / "geo" / "hanoi_30_districts_20m.geojson").read_bytes()) == []
    drawn = city_map(district_shapes(tmp_path), replace(LOOK, wedges=True), **shown(city(4_000, 2_500)))
    assert len(drawn.deck.to_json().encode()) < MAX_PAYLOAD
    assert not any("Sơ đồ" in note for note in drawn.notes)


@pytest.mark.parametrize("gathered", [False, True])
def test_sensitive_records_are_nowhere_in_the_deck(*, gathered: bool) -> None:
    """A place of national security leaves no name, point, wedge or hexagon, only a number in its district."""
    secret = {"area_class": "national_security", "position_name": "Mục tiêu bí mật", "district": "271", "lat": 21.0}
    snapshot = snapshot_of([{**row, **secret} for row in rows(50)], [{**row, **secret} for row in rows(50)])
    found = cells(snapshot, BOTH, Filter()) if gathered else None
    drawn = draw(snapshot, replace(LOOK, wedges=True), cells=found)
    assert "bí mật" not in drawn.deck.to_json()
    for one in spec(drawn)["layers"]:
        assert one["id"] in {"districts", *_NAMES, "existing-sums", "needed-sums"} or one["data"] == []
    [number] = layer(drawn, "existing-sums")["data"]
    assert number["n"] == "50"
    assert any("100" in note and "an ninh quốc gia" in note for note in drawn.notes)


_NAMES = ("district-name-rims", "district-names", "district-names-late")


def test_sensitive_records_are_in_no_ward(tmp_path: Path) -> None:
    """A measure by ward leaves them out, and says so."""
    secret = {"area_class": "national_security", "ward": "Phường Phúc Xá", "district": "001", "quantity": 3}
    found = areas(snapshot_of([secret], []), "ward", Filter())
    assert not found
    drawn = city_map(schematic(), LOOK, wards=WardMeasure("cameras", found))
    assert layer(drawn, "wards")["data"] == []
    assert any("quốc phòng" in note for note in drawn.notes)
    assert not list(tmp_path.iterdir())


def test_needs_look_unlike_what_exists() -> None:
    """Needs are hollow marks in shades of their own, whatever tells cameras apart; each priority has its shape."""
    for colour_by in ("operating_state", "camera_type", "grade"):
        entries = draw(city(60, 40), Look(Words("vi"), colour_by=colour_by)).legend  # type: ignore[arg-type]
        needed = [each for each in entries if each.group == "Camera có nhu cầu" and each.shape != "box"]
        others = [each for each in entries if each.group == "Camera hiện có" and each.shape != "box"]
        assert {each.shape for each in needed} == {"triangle_ring", "ring", "bar"}
        assert not {each.shape for each in needed} & {each.shape for each in others}


def test_the_legend_counts_what_is_drawn() -> None:
    """The dots of the legend add up to the dots of the map, and the framed numbers to what is placed by name."""
    drawn = draw(city(400, 300))
    assert drawn.existing is not None
    assert drawn.needed is not None
    dots = sum(each.positions or 0 for each in drawn.legend if each.shape != "box")
    framed = sum(each.positions or 0 for each in drawn.legend if each.shape == "box")
    assert dots == drawn.existing.points.positions + drawn.needed.points.positions
    placed = [drawn.existing.wards, drawn.existing.districts, drawn.needed.wards, drawn.needed.districts]
    assert framed == sum(each.positions for each in placed)


def test_hexagons_tell_their_make_up_sorted() -> None:
    """Pointing at a hexagon lists its cameras by state, the largest first and what is not told last."""
    drawn = draw(city(9_000, 3_000))
    told = max((each["t"] for each in layer(drawn, "cells")["data"]), key=len).split("\n")
    start = next(place for place, line in enumerate(told) if line.startswith("Camera hiện có"))
    states = [line for line in told[start + 1 :] if line.startswith("·")][:3]
    assert states[-1].startswith("· Chưa có thông tin") or "Chưa có thông tin" not in "".join(states)
    total = int(told[start].split(": ")[1].replace(".", ""))
    assert total == sum(int(line.split(": ")[1].replace(".", "")) for line in states)


def test_hexagons_can_tell_how_much_works() -> None:
    """Coloured by the share working, the legend is in percent."""
    drawn = draw(city(9_000, 3_000), replace(LOOK, cell_colour="working"))
    assert any("%" in each.label for each in drawn.legend)


def test_north_is_up_and_east_is_right() -> None:
    """A point's longitude comes first in the data, and the view has no turn."""
    drawn = draw(snapshot_of([{"lat": 21.0287, "lon": 105.8525, "quantity": 2}], []))
    assert layer(drawn, "existing-points")["data"][0]["p"] == [105.8525, 21.0287]
    view = spec(drawn)["initialViewState"]
    assert (view["bearing"], view["pitch"]) == (0, 0)
    assert 105.5 < view["longitude"] < 105.8
    assert 20.8 < view["latitude"] < 21.1


def test_the_view_frames_what_is_asked_for() -> None:
    """The box fits the frame and nearly fills it, for the city as for one district."""
    for bounds in (schematic().bounds, schematic().bounds_of(["002"])):
        view = frame_view(bounds, 900, 600)
        west, north = pixels(bounds[0], bounds[3], view.zoom)
        east, south = pixels(bounds[2], bounds[1], view.zoom)
        assert east - west <= 900
        assert south - north <= 600
        assert max((east - west) / 900, (south - north) / 600) > 0.9


def test_what_is_told_is_plain_text() -> None:
    """Names with markup are told as they are: the tooltip is text, never HTML."""
    drawn = draw(snapshot_of([{"lat": 21.0, "lon": 105.8, "quantity": 1, "position_name": "<b>Chợ</b> {t}"}], []))
    assert set(drawn.deck._tooltip) == {"text", "style"}
    assert layer(drawn, "existing-points")["data"][0]["t"].startswith("<b>Chợ</b>")


def test_everything_that_can_be_pointed_at_tells_something() -> None:
    """A pickable layer has a text for each of its features; an open "{t}" never shows."""
    for drawn in (draw(city(400, 300)), draw(city(9_000, 3_000))):
        for each in spec(drawn)["layers"]:
            data = each["data"]["features"] if isinstance(each["data"], dict) else each["data"]
            told = [one.get("properties", one).get("t") for one in data]
            assert not each.get("pickable") or all(told)


def test_what_is_clicked_says_which_it_is() -> None:
    """A dot carries its record's id, a hexagon its cell, a district its code, and little else."""
    dots, hexagons = draw(city(400, 300)), draw(city(9_000, 3_000))
    ids = [each["r"] for each in layer(dots, "existing-points")["data"]]
    assert len(set(ids)) == len(ids)
    assert all(each.startswith("1.") for each in ids)
    assert {len(each["h"]) for each in layer(hexagons, "cells")["data"]} == {15}
    codes = {each["properties"]["c"] for each in layer(dots, "districts")["data"]["features"]}
    assert codes == {each.code for each in schematic().districts}
    assert {frozenset(each) for each in layer(dots, "existing-points")["data"]} == {frozenset("pirt")}


@pytest.mark.parametrize("districts", [["001"], ["271", "001"]])
def test_near_the_wards_have_their_own_number(districts: list[str]) -> None:
    """From afar one number a district; framed closely, the ward's stands apart."""
    told = [{"district": "001", "ward": "Phường Phúc Xá", "quantity": 1}, {"district": "001", "quantity": 1}]
    near = draw(snapshot_of(told, []), focus=schematic().bounds_of(districts))
    assert len(layer(near, "existing-sums")["data"]) == (2 if districts == ["001"] else 1)


def test_a_measure_fills_the_districts() -> None:
    """Higher values are darker classes, a district not told is hatched, and what lies in none is said."""
    told = [{"district": each.code, "quantity": 10 * n} for n, each in enumerate(schematic().districts[:29], start=1)]
    found = areas(snapshot_of([*told, {"quantity": 7}], []), "district", Filter())
    cameras = city_map(schematic(), LOOK, choropleth=Choropleth.of(found, "cameras", schematic(), Words("vi")))
    assert any("7" in note for note in cameras.notes)
    said = {each["properties"]["t"] for each in layer(cameras, "districts")["data"]["features"]}
    assert "Quận Ba Đình\nCamera hiện có: 10" in said
    unknown = city_map(schematic(), LOOK, choropleth=Choropleth.of(found, "working", schematic(), Words("vi")))
    assert layer(unknown, "districts-unknown")["data"]
    assert [each.hatched for each in unknown.legend] == [True]


def test_words_are_those_of_the_reader() -> None:
    """Both languages give a map without an untranslated line."""
    vi, en = (draw(city(60, 40), Look(Words(language))) for language in ("vi", "en"))
    assert not set(vi.notes) & set(en.notes)
    assert "Sơ đồ minh họa, không phải địa giới hành chính" in vi.notes


def test_a_map_of_nothing_still_frames_the_city() -> None:
    """An empty set of records and no layer."""
    drawn = city_map(schematic(), Look(Words("vi"), names=False, sums=False))
    assert [each["id"] for each in spec(drawn)["layers"]] == ["districts"]
    assert (drawn.existing, drawn.needed, drawn.legend) == (None, None, ())


def test_what_was_sought_is_ringed() -> None:
    """The place found has a ring around it."""
    drawn = draw(city(40, 30), spot=(105.8, 21.0))
    assert layer(drawn, "spot")["data"] == [{"p": [105.8, 21.0]}]
