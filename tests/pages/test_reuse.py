"""The page of reuse: its figures agree with one another under any filter, and standards are looked at, then saved."""

import re
from pathlib import Path
from shutil import copytree

import pytest
from streamlit.testing.v1 import AppTest

from camdash.analysis.filters import Filter
from camdash.analysis.inventory import counts
from camdash.analysis.snapshot import load_snapshot
from camdash.planning.standards import default, holding
from camdash.ui.navigation import REUSE
from tests.pages.conftest import Open
from tests.pages.drawn import Clicks, number, traces
from tests.pages.uploading import opened

WIDE = {"reuse_reach_m": 500.0, **{f"radius_m.{code}": 500.0 for code in default().radius_m}}


@pytest.fixture
def city(small_city: Path, home: Path) -> Path:
    """Give a copy of the small city whose standards a test may change; its few cameras serve far around."""
    copy = Path(copytree(small_city, home, dirs_exist_ok=True))
    with opened(copy) as store:
        store.plans("2024").set_standards(WIDE)
    return copy


def asked(home: Path, query: dict[str, str]) -> int:
    """Count the cameras that needs of every kind ask for."""
    with opened(home) as store:
        return int(counts(load_snapshot(store, "2024"), "form2", (), Filter.of(**query))["cameras"].iloc[0])


@pytest.mark.parametrize("query", [{}, {"district": "001"}, {"priority": "high"}, {"need_kind": "replace"}], ids=str)
def test_every_figure_comes_to_the_cameras_needed(open_page: Open, small_city: Path, query: dict[str, str]) -> None:
    """Met, put right, new and not told are all that is needed; so are the strip and the bars by district."""
    app = open_page(REUSE, home=small_city, **query)
    whole = asked(small_city, query)
    assert sum(number(metric.value) for metric in app.metric[:4]) == whole
    strip, bars = traces(app)
    assert sum(part["x"][0] for part in strip) == whole > 0
    assert sum(bars[-1]["x"]) == whole
    assert sum(sum(part["x"]) for part in bars[:-1]) == whole
    assert app.metric[4].value


def test_a_filter_keeps_the_cameras_beyond_it(open_page: Open, small_city: Path) -> None:
    """What becomes of a district's needs is the same whether it is looked at alone or among all."""
    _, all_bars = traces(open_page(REUSE, home=small_city))
    _, bars = traces(open_page(REUSE, home=small_city, district="001"))
    place = next(n for n, text in enumerate(all_bars[0]["hovertext"]) if text.startswith("Ba Đình"))
    alone = {part["name"]: part["x"][0] for part in bars[:-1]}
    among = {part["name"]: part["x"][place] for part in all_bars[:-1] if part["x"][place]}
    assert alone == among


def test_the_table_shows_what_was_chosen_and_why(open_page: Open, small_city: Path) -> None:
    """One outcome alone; every row says why."""
    app = open_page(REUSE, home=small_city)
    app.button_group(key="reuse-outcomes").set_value(["missing"]).run()
    table = app.dataframe[0].value
    assert set(table["outcome"]) == {"Chưa đủ thông tin"}
    assert all("hưa khai" in said for said in table["why"])
    assert table["cost"].isna().all()


def test_the_page_says_what_units_are_to_tell(open_page: Open, small_city: Path) -> None:
    """The commonest gap first, each with its needs; and how many cameras could not be looked at."""
    app = open_page(REUSE, home=small_city)
    said = next(text.value for text in app.markdown if "Cần đơn vị bổ sung" in text.value)
    told = [int(n.replace(".", "")) for n in re.findall(r"\(([\d.]+) nhu cầu\)", said)]
    assert told == sorted(told, reverse=True)
    noted = next(n for caption in app.caption if (n := re.fullmatch(r"của ([\d.]+) nhu cầu", caption.value)))
    assert max(told) <= number(noted[1]) <= sum(told)
    assert any("không xét được" in caption.value for caption in app.caption)


def test_a_click_on_a_district_narrows_everything(
    open_page: Open, small_city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on every other page."""
    clicks = Clicks(monkeypatch)
    app = open_page(REUSE, home=small_city)
    assert [name for name, _ in clicks.bar(app, "form2-district", 0, 0).where] == ["district"]
    assert "district" in app.query_params


def test_a_click_opens_the_sheet_of_the_need_or_of_its_camera(
    open_page: Open, city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The camera's name leads to the camera, everything else to the need; without a camera to the need."""
    clicks = Clicks(monkeypatch)
    app = open_page(REUSE, home=city)
    table = app.dataframe[0].value
    named = table.index[table["camera"].notna()][0]
    clicks.cell(app, "reuse-needs", int(named), "camera")
    camera = app.session_state["record"]
    clicks.cell(app, "reuse-needs", int(named), "unit")
    assert camera != app.session_state["record"]
    app.button_group(key="reuse-outcomes").set_value(["new"]).run()
    clicks.cell(app, "reuse-needs", 0, "camera")
    assert app.session_state["record"]


def form(app: AppTest) -> AppTest:
    """Open the standards."""
    app.session_state["standards"] = True
    return app.run()


def put_in(app: AppTest, **values: float) -> AppTest:
    """Put standards in and ask what would change."""
    for name, value in values.items():
        next(box for box in app.number_input if str(box.key).endswith(name)).set_value(value)
    app.button(key="standards-preview").click().run()
    assert not app.exception
    return app


def test_standards_are_looked_at_before_they_are_saved(open_page: Open, city: Path) -> None:
    """A narrower reach leaves more to be bought: as many as the preview tells, once it is saved."""
    app = form(open_page(REUSE, home=city))
    before = number(app.metric[2].value)
    put_in(app, reuse_reach_m=5.0)
    moves = app.dataframe[1].value.set_index("outcome")
    assert moves["change"].sum() == 0
    assert moves.loc["Lắp mới", "change"] > 0
    with opened(city) as store:
        assert store.plans("2024").standards() == WIDE
    app.button(key="standards-save").click().run()
    assert "Đã lưu 1 tiêu chuẩn" in app.success[0].value
    assert number(app.metric[2].value) - before == moves.loc["Lắp mới", "change"]
    with opened(city) as store:
        assert holding(store.plans("2024"))["reuse_reach_m"] == 5


def test_standards_that_make_no_sense_are_refused_in_words(open_page: Open, city: Path) -> None:
    """With their name, and no way to save."""
    app = put_in(form(open_page(REUSE, home=city)), site_diameter_m=0.0)
    assert "“Đường kính lớn nhất của một vị trí chung” phải là một số" in app.error[0].value
    assert "standards-save" not in [button.key for button in app.button]
