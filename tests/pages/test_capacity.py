"""The page of capacity: what is counted, at three estimates, by parameters that can be changed."""

from pathlib import Path
from shutil import copytree

import pytest

from camdash.planning.standards import holding
from camdash.ui.navigation import CAPACITY
from tests.pages.conftest import Open
from tests.pages.drawn import number, traces
from tests.pages.test_reuse import form, put_in
from tests.pages.uploading import opened

BANDWIDTH, STORAGE = "Băng thông về trung tâm (Gbps)", "Lưu trữ (TB)"


@pytest.mark.parametrize("query", [{}, {"district": "001"}], ids=str)
def test_the_parts_sum_to_what_is_counted(open_page: Open, small_city: Path, query: dict[str, str]) -> None:
    """Figure, strip and table of parts agree; the middle estimate is the figure on top."""
    app = open_page(CAPACITY, home=small_city, **query)
    whole = number(app.metric[0].value)
    levels, parts = (frame.value for frame in app.dataframe[:2])
    assert sum(part["x"][0] for part in traces(app)[0]) == whole > 0
    assert parts["cameras"].sum() == whole
    assert levels.set_index("measure").loc[STORAGE, "middle"] == number(app.metric[2].value)
    assert (levels["low"] <= levels["middle"]).all()
    assert (levels["middle"] <= levels["high"]).all()


def test_only_the_chosen_cameras_count(open_page: Open, small_city: Path) -> None:
    """Those that are needed alone; none at all is said."""
    app = open_page(CAPACITY, home=small_city)
    app.button_group(key="capacity-parts").set_value(["needed"]).run()
    assert len(app.dataframe[1].value) == 1
    app.button_group(key="capacity-parts").set_value([]).run()
    assert not app.exception
    assert not app.metric


def test_parameters_are_looked_at_before_they_are_saved(open_page: Open, small_city: Path, home: Path) -> None:
    """Twice the days take twice the storage and no more bandwidth; a price brings a row of money."""
    city = Path(copytree(small_city, home, dirs_exist_ok=True))
    app = form(open_page(CAPACITY, home=city))
    before = app.dataframe[0].value.set_index("measure")
    changed = {f"record_days.{level}": 60.0 for level in ("low", "middle", "high")}
    put_in(app, **changed, cost_server_vnd=500.0)
    then = app.dataframe[2].value.set_index("measure")
    assert then.loc[STORAGE, "middle"] == pytest.approx(2 * before.loc[STORAGE, "middle"], abs=1)
    assert then.loc[BANDWIDTH].tolist() == before.loc[BANDWIDTH].tolist()
    assert then.loc["Kinh phí (tỷ đồng)", "low"] == pytest.approx(before.loc["Máy chủ ghi hình", "low"] * 0.5, abs=0.1)
    app.button(key="standards-save").click().run()
    assert app.dataframe[0].value.set_index("measure").loc[STORAGE].tolist() == then.loc[STORAGE].tolist()
    with opened(city) as store:
        assert holding(store.plans("2024"))["cost_server_vnd"] == 500_000_000


def test_levels_out_of_order_are_refused_in_words(open_page: Open, small_city: Path) -> None:
    """With the name of the parameter."""
    app = put_in(form(open_page(CAPACITY, home=small_city)), **{"record_days.low": 90.0})
    assert "“Thời gian lưu trữ tại nền tảng chung” không theo thứ tự" in app.error[0].value
