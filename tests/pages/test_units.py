"""The page of units: what stands on each level sums to the headline, and clicks go down to a camera's sheet."""

from pathlib import Path

import pytest

from camdash.ui.navigation import UNITS
from tests.pages.conftest import Open
from tests.pages.drawn import Clicks, counted, number, traces

CUTS = ({}, {"camera_type": "ptz"}, {"district": "002"}, {"district": "002", "priority": "high"}, {"unit": "002"})


@pytest.mark.parametrize("query", CUTS, ids=str)
def test_bars_table_and_figures_sum_to_the_headline(open_page: Open, small_city: Path, query: dict[str, str]) -> None:
    """Existing and needed cameras, whatever level the bars are of."""
    app, head = open_page(UNITS, home=small_city, **query), counted(small_city, **query)
    had, needed = head.existing.cameras, head.needed.cameras
    assert had > 0
    assert [number(app.metric[place].value) for place in (0, 2)] == [had, needed]
    table = next(frame.value for frame in app.dataframe if "untold" in frame.value)
    for name, whole in (("cameras", had), ("needed", needed)):
        assert table[name].iloc[0] == whole == table[name].iloc[1:].sum()
    if "unit" not in query:
        bars = traces(app)[0]
        assert [sum(trace["x"]) for trace in bars] == [had, needed]


def test_units_that_sent_nothing_stand_in_the_table_of_the_whole_city(open_page: Open, small_city: Path) -> None:
    """All 64 units and the total; under a filter of places only those that have something there."""
    assert len(open_page(UNITS, home=small_city).dataframe[0].value) == 65
    assert len(open_page(UNITS, home=small_city, camera_type="ptz").dataframe[0].value) < 40


def test_bars_lead_down_from_the_city_to_a_camera(
    open_page: Open, small_city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """District, ward, unit by three clicks on bars, then the unit's cameras, whose rows open the sheet."""
    clicks = Clicks(monkeypatch)
    app = open_page(UNITS, home=small_city)
    ways = ("form1-district", "form1-ward", "form1-unit")
    levels = [[name for name, _ in clicks.bar(app, key, 0, 0).where] for key in ways]
    assert levels == [["district"], ["district", "ward"], ["district", "unit", "ward"]]
    assert not traces(app)
    assert {"path-city", "path-district", "path-ward", "path-unit"} <= {button.key for button in app.button}
    clicks.row(app, "unit-cameras", 0)
    assert app.query_params["record"]


def test_a_click_on_the_needed_bar_goes_to_the_same_place(
    open_page: Open, small_city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both bars of a row stand for one place."""
    clicks = Clicks(monkeypatch)
    app = open_page(UNITS, home=small_city)
    assert len(clicks.bar(app, "form1-district", 1, 2).values("district")) == 1


def test_the_way_back_up_frees_the_unit(open_page: Open, small_city: Path) -> None:
    """From the cameras of a unit back to the city's districts."""
    app = open_page(UNITS, home=small_city, unit="002")
    assert not traces(app)
    app.button(key="path-city").click().run()
    assert len(traces(app)) == 1


def test_a_row_of_the_table_narrows_to_its_unit(
    open_page: Open, small_city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page then lists that unit's cameras."""
    clicks = Clicks(monkeypatch)
    app = open_page(UNITS, home=small_city)
    assert [name for name, _ in clicks.row(app, "units", 1).where] == ["unit"]
