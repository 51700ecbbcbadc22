"""The page of connections: every cut that is no list sums to the cameras there are, under any filter."""

from pathlib import Path

import pytest

from camdash.analysis.filters import Filter
from camdash.analysis.thresholds import default
from camdash.ui.navigation import CONNECTIVITY
from tests.pages.conftest import Open
from tests.pages.drawn import Clicks, counted, number, traces

CUTS = (
    {},
    {"camera_type": "ptz"},
    {"reach": "gateway"},
    {"transmission": ""},
    {"purposes": "traffic", "need_kind": "new"},
)


@pytest.mark.parametrize("query", CUTS, ids=str)
def test_every_cut_sums_to_the_cameras(open_page: Open, small_city: Path, query: dict[str, str]) -> None:
    """The five figures, the strip, the lines, the combinations, and the units in chart and table agree."""
    app, whole = open_page(CONNECTIVITY, home=small_city, **query), counted(small_city, **query).existing.cameras
    assert whole > 0
    assert sum(number(metric.value) for metric in app.metric) == whole
    strip, lines, *_, units = traces(app)
    assert sum(trace["x"][0] for trace in strip) == whole
    assert sum(lines[0]["x"]) == whole
    assert sum(units[-1]["x"]) == whole
    combinations, table = (frame.value for frame in app.dataframe[:2])
    assert combinations["cameras"].sum() == whole
    assert table["cameras"].iloc[0] == whole == table["cameras"].iloc[1:].sum()
    ways = ["connected", "connect_now", "gateway", "replace", "unknown"]
    assert (table[ways].sum(axis="columns") == table["cameras"]).all()


def test_combinations_stand_commonest_first_and_the_rest_as_one_row(open_page: Open, small_city: Path) -> None:
    """Thirty combinations at most, and a last row of all others."""
    frame = open_page(CONNECTIVITY, home=small_city).dataframe[0].value
    assert 2 < len(frame) <= 31
    assert frame["cameras"].iloc[:30].is_monotonic_decreasing


def test_the_cost_follows_the_assumed_prices(open_page: Open, small_city: Path) -> None:
    """Cameras that are connected, or not told of, cost nothing; the prices stand below as assumptions."""
    app, prices = open_page(CONNECTIVITY, home=small_city), default()
    total = app.dataframe[1].value.iloc[0]
    wanted = (
        total["connect_now"] * prices.cost_connect_vnd
        + total["gateway"] * prices.cost_gateway_vnd
        + total["replace"] * prices.cost_replace_vnd
    )
    assert total["cost"] == pytest.approx(wanted / 1e6)
    assert any("giả định" in caption.value for caption in app.caption)


def test_a_click_on_a_combination_shows_exactly_its_cameras(
    open_page: Open, small_city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page's sum is then the row's number, in the URL too."""
    clicks = Clicks(monkeypatch)
    app = open_page(CONNECTIVITY, home=small_city)
    wanted = app.dataframe[0].value["cameras"].iloc[1]
    where = clicks.row(app, "combinations", 1)
    assert {name for name, _ in where.where} == {
        "transmission",
        "protocol_class",
        "storage_class",
        "connected_class",
        "reach",
    }
    assert sum(number(metric.value) for metric in app.metric) == wanted
    assert "storage_class" in app.query_params


def test_a_click_on_a_row_of_a_unit_narrows_to_it_and_the_total_does_nothing(
    open_page: Open, small_city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first row is the sum of all."""
    clicks = Clicks(monkeypatch)
    app = open_page(CONNECTIVITY, home=small_city)
    assert clicks.row(app, "connect-units", 0) == Filter()
    assert [name for name, _ in clicks.row(app, "connect-units", 1).where] == ["unit"]


def test_a_click_on_a_protocol_narrows_to_it(
    open_page: Open, small_city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lists can be narrowed by, and stay in the URL."""
    clicks = Clicks(monkeypatch)
    app = open_page(CONNECTIVITY, home=small_city)
    assert [name for name, _ in clicks.bar(app, "form1-protocols", 0, 0).where] == ["protocols"]
    assert "protocols" in app.query_params
    app.run()
    assert "chip-protocols" in [button.key for button in app.button]
