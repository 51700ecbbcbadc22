"""The page of AI needs: each function's answers sum to the cameras there are, missing data is never a yes."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from camdash.analysis import ai
from camdash.analysis.snapshot import load_snapshot
from camdash.settings import Settings
from camdash.store.store import Store
from camdash.ui.navigation import AI
from tests.pages.conftest import Open
from tests.pages.drawn import Clicks, counted, number, traces

CUTS = ({}, {"camera_type": "ptz"}, {"district": "002"}, {"ai_needs": "plate_recognition"}, {"unit": "002"})


def served(app: AppTest) -> list[dict[str, list[float]]]:
    """Give the traces of the chart of answers, its totals left out."""
    traces_of_answers: list[dict[str, list[float]]] = traces(app)[-1][:-1]
    return traces_of_answers


@pytest.mark.parametrize("query", CUTS, ids=str)
def test_the_answers_of_a_function_sum_to_the_cameras(open_page: Open, small_city: Path, query: dict[str, str]) -> None:
    """Has it, can, cannot, data missing: together all cameras, for each function."""
    app, whole = open_page(AI, home=small_city, **query), counted(small_city, **query).existing.cameras
    parts = served(app)
    assert whole > 0
    functions = 1 if "ai_needs" in query else len(ai.functions())
    assert [sum(part["x"][row] for part in parts) for row in range(functions)] == [whole] * functions


def test_missing_data_stands_last_as_a_hatch(open_page: Open, small_city: Path) -> None:
    """It is its own answer."""
    last = served(open_page(AI, home=small_city))[-1]
    assert last["name"] == "Thiếu thông tin"
    assert last["marker"]["pattern"]["shape"] == "/"  # type: ignore[call-overload]


def test_the_matrix_says_how_many_units_want_a_function(open_page: Open, small_city: Path) -> None:
    """The first column is all units; the leading figure counts them too."""
    with Store.open(Settings(small_city, f"sqlite:///{small_city / 'camdash.db'}")) as store:
        frame = ai.matrix(load_snapshot(store, "2024"))
    app = open_page(AI, home=small_city)
    assert number(app.metric[0].value) == frame["unit"].nunique()
    units = frame.groupby("function")["unit"].nunique()
    assert sorted(number(text) for text in traces(app)[0][0]["text"]) == sorted(units)


def test_a_click_on_a_cell_narrows_to_its_function(
    open_page: Open, small_city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All parts of the page are then of that function alone."""
    clicks = Clicks(monkeypatch)
    app = open_page(AI, home=small_city)
    assert [name for name, _ in clicks.bar(app, "ai-matrix", 0, 0).where] == ["ai_needs"]
    assert len(traces(app)[0][0]["text"]) == 1


def test_a_click_on_a_unit_lists_its_problems(
    open_page: Open, small_city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the unit's own words, without opening anything."""
    clicks = Clicks(monkeypatch)
    app = open_page(AI, home=small_city)
    assert [name for name, _ in clicks.bar(app, "ai-units", 0, 0).where] == ["unit"]
    assert "Các bài toán mà đơn vị cần giải quyết" in [title.value for title in app.subheader]


def test_megapixels_are_said_to_be_a_proxy(open_page: Open, small_city: Path) -> None:
    """And the levels of pixel density stand beside it with their source."""
    said = " ".join(caption.value for caption in open_page(AI, home=small_city).caption)
    assert "chỉ dấu gần đúng" in said
    assert "mức nhận dạng 250" in said
    assert "IEC 62676-4:2014" in said


def test_shared_platforms_are_those_that_two_units_want(open_page: Open, small_city: Path) -> None:
    """Each row names units."""
    app = open_page(AI, home=small_city)
    frame = app.dataframe[-1].value
    assert (frame["units"] >= 2).all()
    assert number(app.metric[3].value) == len(frame)


def test_where_nobody_wants_ai_the_page_says_what_to_do(open_page: Open, small_city: Path) -> None:
    """The answers of existing cameras stand there all the same."""
    app = open_page(AI, home=small_city, ai_needs="none")
    assert "Đề nghị các đơn vị" in app.info[0].value
    assert len(traces(app)) == 1
