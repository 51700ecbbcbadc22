"""The city's map: nothing calls out, everything is accounted for, and the browser is never given too much."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from camdash.geo.boundaries import install_boundaries
from camdash.geo.districts import Districts, district_shapes, schematic
from camdash.geo.places import Tally, summarise
from camdash.maps.choropleth import Choropleth
from camdash.maps.city import CityMap, city_map
from camdash.maps.deck import MAX_PAYLOAD, frame_view, pixels
from camdash.maps.look import Look
from camdash.words import Words

SUPPLIED = Path(__file__).parents[3] / "shared" / "geo" / "hanoi_30_districts_20m.geojson"
CODES = [each.code for each in schematic().districts]
LOOK = Look(Words("vi"))


def _records(count: int, seed: int = 1, name: str = "Ngã tư Khuất Duy Tiến – Nguyễn Trãi, số 100") -> pd.DataFrame:
    random = np.random.default_rng(seed)
    far = random.random(count) < 0.2
    return pd.DataFrame(
        {
            "lat": np.where(far, np.nan, random.uniform(20.6, 21.3, count)),
            "lon": np.where(far, np.nan, random.uniform(105.3, 106.0, count)),
            "district": random.choice([*CODES, None], count),
            "ward": random.choice(["Phường Phúc Xá", None], count),
            "quantity": random.integers(1, 9, count),
            "position_name": [name] * count,
            "camera_type": random.choice(["fixed", "ptz", None], count),
            "operating_state": random.choice(["working", "broken", None], count),
            "area_class": random.choice(["market", "national_security", None], count, p=[0.6, 0.1, 0.3]),
        }
    )


def _draw(existing: int, needed: int, look: Look = LOOK, **more: Any) -> CityMap:
    forms = {"existing": summarise(_records(existing)), "needed": summarise(_records(needed, 2))}
    return city_map(schematic(), look, **forms, **more)


def _spec(drawn: CityMap) -> dict[str, Any]:
    spec: dict[str, Any] = json.loads(drawn.deck.to_json())
    return spec


def _layer(drawn: CityMap, layer_id: str) -> dict[str, Any]:
    return next(layer for layer in _spec(drawn)["layers"] if layer["id"] == layer_id)


@pytest.mark.parametrize(("existing", "needed"), [(0, 0), (40, 30), (9_000, 3_000)])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_in_the_deck_calls_out(existing: int, needed: int, *, dark: bool) -> None:
    """No address and no base map stands in the JSON; every layer has its own id.

    The style is pydeck's sentinel for "none given", which streamlit takes out; no style at all would ask a tile server.
    """
    drawn = _draw(existing, needed, Look(Words("vi"), dark=dark))
    text = drawn.deck.to_json()
    assert "http" not in text
    assert _spec(drawn)["mapStyle"] == "__MAP_STYLE__"
    assert "mapProvider" not in text
    ids = [layer["id"] for layer in _spec(drawn)["layers"]]
    assert len(set(ids)) == len(ids)


def test_no_key_of_the_environment_reaches_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of map providers that happen to be set on the server stay there."""
    for name in ("MAPBOX_API_KEY", "CARTO_API_KEY", "GOOGLE_MAPS_API_KEY"):
        monkeypatch.setenv(name, "a-secret")
    deck = _draw(3, 3).deck
    assert "a-secret" not in deck.to_json()
    assert not getattr(deck, "mapbox_key", None)


@pytest.mark.parametrize("count", [500, 4_000, 12_000])
def test_every_record_is_accounted_for(count: int) -> None:
    """Dots or hexagons + wards + districts + nowhere = the table, in positions and cameras."""
    records = _records(count)
    drawn = city_map(schematic(), LOOK, existing=summarise(records)).existing
    assert drawn is not None
    assert drawn.points + drawn.cells + drawn.unlocated == drawn.total
    assert drawn.total == Tally(count, int(records["quantity"].sum()))


def test_few_are_dots_and_many_are_hexagons() -> None:
    """Up to 5,000 points each has a dot; above, hexagons hold as many positions."""
    few, many = _draw(3_000, 1_500), _draw(5_000, 3_000)
    assert few.existing is not None
    assert len(_layer(few, "existing-points")["data"]) == few.existing.points.positions > 2_000
    assert many.existing is not None
    assert (many.existing.points, many.existing.cells.positions > 3_000) == (Tally(), True)
    assert 0 < len(_layer(many, "existing-cells")["data"]) <= 1_500


@pytest.mark.parametrize("name", ["x", "Ngã tư " + "ệ" * 300])
def test_the_payload_stays_small(name: str) -> None:
    """With 5,000 long names or 200,000 points the JSON stays below the limit."""
    for existing, needed in ((3_600, 2_400), (200_000, 100)):
        forms = {"existing": summarise(_records(existing, 1, name)), "needed": summarise(_records(needed, 2, name))}
        drawn = city_map(schematic(), LOOK, **forms)
        assert len(drawn.deck.to_json().encode()) < MAX_PAYLOAD


def test_the_supplied_boundaries_are_drawn_within_the_limit(tmp_path: Path) -> None:
    """The official shapes leave room for the dots, and the note on the schematic goes."""
    if not SUPPLIED.exists():
        pytest.skip(f"no boundaries to try: {SUPPLIED}")
    assert install_boundaries(tmp_path, SUPPLIED.read_bytes()) == []
    shapes = district_shapes(tmp_path)
    drawn = city_map(shapes, LOOK, existing=summarise(_records(6_000)))
    assert len(drawn.deck.to_json().encode()) < MAX_PAYLOAD
    assert not any("Sơ đồ" in note for note in drawn.notes)


def test_sensitive_records_are_nowhere_in_the_deck() -> None:
    """A place of national security leaves neither its name nor its point, only a number in its district."""
    records = _records(50).assign(area_class="national_security", position_name="Mục tiêu bí mật", district="271")
    drawn = city_map(schematic(), LOOK, existing=summarise(records))
    assert "bí mật" not in drawn.deck.to_json()
    assert _layer(drawn, "existing-points")["data"] == []
    [number] = _layer(drawn, "existing-sums")["data"]
    assert number["n"] == "50"
    assert any("50" in note and "an ninh quốc gia" in note for note in drawn.notes)


def test_needs_look_unlike_what_exists() -> None:
    """A need is a ring of its own colour, whatever colours the dots."""
    for colour_by in ("operating_state", "camera_type"):
        entries = _draw(60, 40, Look(Words("vi"), colour_by=colour_by)).legend
        needed = [(each.shape, each.colour) for each in entries if each.shape == "ring"]
        assert len(needed) == 1
        assert all(each.colour != needed[0][1] for each in entries if each.shape not in {"ring", "box"})


def test_the_legend_counts_what_is_drawn() -> None:
    """The dots of the legend add up to the dots of the map, and the framed numbers to what is placed by name."""
    drawn = _draw(400, 300)
    assert drawn.existing is not None
    assert drawn.needed is not None
    dots = sum(each.positions or 0 for each in drawn.legend if each.shape != "box")
    framed = sum(each.positions or 0 for each in drawn.legend if each.shape == "box")
    assert dots == drawn.existing.points.positions + drawn.needed.points.positions
    placed = [drawn.existing.wards, drawn.existing.districts, drawn.needed.wards, drawn.needed.districts]
    assert framed == sum(each.positions for each in placed)


def test_north_is_up_and_east_is_right() -> None:
    """A point's longitude comes first in the data, and the view has no turn."""
    records = pd.DataFrame({"lat": [21.0287], "lon": [105.8525], "quantity": [2]})
    drawn = city_map(schematic(), LOOK, existing=summarise(records))
    assert _layer(drawn, "existing-points")["data"][0]["p"] == [105.8525, 21.0287]
    view = _spec(drawn)["initialViewState"]
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
    records = _records(3, name="<b>Chợ</b> {t}").assign(lat=21.0, lon=105.8, area_class=None)
    drawn = city_map(schematic(), LOOK, existing=summarise(records))
    assert set(drawn.deck._tooltip) == {"text", "style"}
    assert _layer(drawn, "existing-points")["data"][0]["t"].startswith("<b>Chợ</b>")


def test_everything_that_can_be_pointed_at_tells_something() -> None:
    """A pickable layer has a text for each of its features; an open "{t}" never shows."""
    for drawn in (_draw(300, 200), _draw(6_000, 3_000)):
        for layer in _spec(drawn)["layers"]:
            data = layer["data"]["features"] if isinstance(layer["data"], dict) else layer["data"]
            told = [each.get("properties", each).get("t") for each in data]
            assert not layer.get("pickable") or all(told)


@pytest.mark.parametrize("districts", [["001"], ["271", "001"]])
def test_near_the_wards_have_their_own_number(districts: list[str]) -> None:
    """From afar one number a district; framed closely, the ward's stands apart."""
    frame = pd.DataFrame({"district": ["001", "001"], "ward": ["Phường Phúc Xá", None], "quantity": [1, 1]})
    places, shapes = summarise(frame), schematic()
    near = city_map(shapes, LOOK, existing=places, focus=shapes.bounds_of(districts))
    assert len(_layer(near, "existing-sums")["data"]) == (2 if districts == ["001"] else 1)


def test_a_measure_fills_the_districts() -> None:
    """Higher values are darker classes, a district not told is hatched, and what lies in none is said."""
    frame = pd.DataFrame({"district": [*CODES[:29], None], "cameras": [*range(10, 300, 10), 7]})
    measure = Choropleth.of(frame, "cameras", "Camera")
    drawn = city_map(schematic(), LOOK, choropleth=measure)
    assert _layer(drawn, "districts-unknown")["data"]
    assert [each.hatched for each in drawn.legend] == [False] * 5 + [True]
    assert any("7" in note for note in drawn.notes)
    told = {each["properties"]["t"] for each in _layer(drawn, "districts")["data"]["features"]}
    assert "Quận Ba Đình\nCamera: 10" in told


def test_words_are_those_of_the_reader() -> None:
    """Both languages give a map without an untranslated line."""
    vi, en = (_draw(50, 40, Look(Words(language))) for language in ("vi", "en"))
    assert not set(vi.notes) & set(en.notes)
    assert "Sơ đồ minh họa, không phải địa giới hành chính" in vi.notes


def test_shapes_may_be_any_districts() -> None:
    """An empty set of records and no layer still frames the city."""
    shapes: Districts = schematic()
    drawn = city_map(shapes, Look(Words("vi"), names=False, sums=False))
    assert [layer["id"] for layer in _spec(drawn)["layers"]] == ["districts"]
    assert (drawn.existing, drawn.needed, drawn.legend) == (None, None, ())
