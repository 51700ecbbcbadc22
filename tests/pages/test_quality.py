"""The page of quality: every criterion, every remedy and every unit sums to the cameras there are, under any filter."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from camdash.analysis.filters import Filter
from camdash.analysis.inventory import headline
from camdash.analysis.quality import CRITERIA
from camdash.analysis.snapshot import load_snapshot
from camdash.settings import Settings
from camdash.store.store import Store
from camdash.ui import charts
from camdash.ui.navigation import QUALITY, TABLES
from tests.pages.conftest import Open

CUTS = (
    {},
    {"camera_type": "ptz"},
    {"grade_retention": "fail"},
    {"remedy": ""},
    {"camera_type": "fixed", "need_kind": "new"},
)


def number(text: str) -> int:
    """Read a number as the page writes it."""
    return int(text.replace(".", ""))


def cameras(home: Path, **query: str) -> int:
    """Count the cameras there are of a cut."""
    where = Filter.of(**{name: value or None for name, value in query.items()})
    with Store.open(Settings(home, f"sqlite:///{home / 'camdash.db'}")) as store:
        return headline(load_snapshot(store, "2024"), where).existing.cameras


def drawn(app: AppTest) -> list[Any]:
    """Give the traces of each chart."""
    return [json.loads(chart.proto.spec)["data"] for chart in app.get("plotly_chart")]


def told(hover: str) -> int:
    """Read the number of a bar's hover text, "name: 1.234 (5,6%)"."""
    return number(hover.rsplit(": ", 1)[1].split(" ", maxsplit=1)[0])


@pytest.mark.parametrize("query", CUTS, ids=str)
def test_each_criterion_sums_to_the_headline(open_page: Open, small_city: Path, query: dict[str, str]) -> None:
    """The four parts of each of the six bars, the first four figures, and the costs' first column agree."""
    app, whole = open_page(QUALITY, home=small_city, **query), cameras(small_city, **query)
    assert whole > 0
    assert sum(number(metric.value) for metric in app.metric[:4]) == whole
    criteria = [trace for trace in drawn(app)[0] if "hovertext" in trace]
    for place in range(len(CRITERIA)):
        assert sum(told(trace["hovertext"][place]) for trace in criteria) == whole
    costs = app.dataframe[0].value
    assert costs["cameras"].iloc[0] == whole == costs["cameras"].iloc[1:].sum()


@pytest.mark.parametrize("query", CUTS, ids=str)
def test_remedies_and_units_sum_to_the_headline(open_page: Open, small_city: Path, query: dict[str, str]) -> None:
    """The strip, the lines of the matrix and the bars by unit are other cuts of the same cameras."""
    app, whole = open_page(QUALITY, home=small_city, **query), cameras(small_city, **query)
    _, strip, matrix, units = drawn(app)
    assert sum(trace["x"][0] for trace in strip) == whole
    assert sum(number(text.strip()) for text in matrix[-1]["text"]) == whole
    assert sum(units[-1]["x"]) == whole


def test_the_cost_is_the_sum_of_its_rows(open_page: Open, small_city: Path) -> None:
    """What is not known has no cost, and the unit costs are said to be assumptions."""
    app = open_page(QUALITY, home=small_city)
    costs = app.dataframe[0].value
    assert costs["cost"].iloc[0] == pytest.approx(costs["cost"].iloc[1:].sum())
    assert costs["remedy"].iloc[-1] == "Chưa có thông tin"
    assert costs["cost"].isna().iloc[-1]
    assert any("Đơn giá là giả định" in caption.value for caption in app.caption)


def test_megapixels_are_said_to_be_a_proxy(open_page: Open, small_city: Path) -> None:
    """And every threshold that has a number stands beside its criterion."""
    app = open_page(QUALITY, home=small_city)
    assert any("chỉ dấu gần đúng" in caption.value for caption in app.caption)
    layout = json.loads(app.get("plotly_chart")[0].proto.spec)["layout"]
    labels = " ".join(layout["yaxis"]["ticktext"])
    assert "Đạt: từ 2 MP; một phần: từ 1 MP" in labels
    assert "Đạt: đến 5 năm; một phần: đến 8 năm" in labels


@pytest.fixture
def click(open_page: Open, small_city: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Filter]:
    """Give a function that opens the page, clicks a mark of one of its four charts, and gives the filter after it."""
    acts: list[charts.OnPoint] = []
    real = charts.show_clickable

    def noted(figure: Any, on_point: charts.OnPoint, **others: Any) -> None:
        acts.append(on_point)
        real(figure, on_point, **others)

    monkeypatch.setattr(charts, "show_clickable", noted)

    def clicked(chart: int, series: int, row: int, times: int = 1) -> Filter:
        app = open_page(QUALITY, home=small_city)
        with monkeypatch.context() as patch:
            patch.setattr("camdash.ui.filtering.st.session_state", app.session_state)
            for _ in range(times):
                acts[-4:][chart](series, row)
        app.run()
        assert not app.exception
        where: Filter = app.session_state["where"]
        return where

    return clicked


def test_a_click_on_a_bar_narrows_to_its_grade(click: Callable[..., Filter]) -> None:
    """The part "Đạt" of the second bar is the cameras whose resolution passes."""
    assert click(0, 0, 1) == Filter.of(grade_resolution="pass")


def test_a_click_on_the_first_cell_narrows_to_the_unit(click: Callable[..., Filter]) -> None:
    """Once more frees it."""
    assert [name for name, _ in click(2, 0, 0).where] == ["unit"]
    assert click(2, 0, 0, times=2) == Filter()


def test_a_click_on_a_cell_narrows_to_what_fails_there(
    open_page: Open, small_city: Path, click: Callable[..., Filter]
) -> None:
    """Unit and criterion; where nothing is known, to what is not known; where nothing fails, to the unit alone."""
    columns = drawn(open_page(QUALITY, home=small_city))[2]
    for series, criterion in enumerate(CRITERIA, 1):
        where, text = click(2, series, 0), columns[series]["text"][0]
        assert len(where.values("unit")) == 1
        wanted = () if text.startswith("0%") else (None if text == "?" else "fail",)
        assert where.values(f"grade_{criterion}") == wanted


def test_the_list_opens_with_one_remedy_and_the_way_to_all_rows(open_page: Open, small_city: Path) -> None:
    """It is drawn only when it is asked for; its rows lead to their sheets."""
    app = open_page(QUALITY, home=small_city, remedy="connect")
    assert len(app.dataframe) == 1
    app.session_state["remedy-list"] = True
    app.run()
    rows = app.dataframe[1].value
    assert 0 < len(rows) <= 100
    links = [link.proto.page for link in app.get("page_link")]
    assert any(TABLES.url_path in page for page in links)
