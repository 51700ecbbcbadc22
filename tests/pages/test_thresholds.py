"""The page of thresholds: looked at before they are saved, refused in words, kept with who and when, undone."""

from pathlib import Path
from shutil import copytree

import pytest
from streamlit.testing.v1 import AppTest

from camdash.analysis.thresholds import default
from camdash.ui.navigation import QUALITY, THRESHOLDS
from tests.pages.conftest import Open
from tests.pages.uploading import opened


@pytest.fixture
def city(small_city: Path, home: Path) -> Path:
    """Give a copy of the small city whose thresholds a test may change."""
    return Path(copytree(small_city, home, dirs_exist_ok=True))


def put_in(app: AppTest, **values: float) -> AppTest:
    """Put values in and ask what would change."""
    for name, value in values.items():
        next(box for box in app.number_input if str(box.key).endswith(f"-{name}")).set_value(value)
    app.button(key="thresholds-preview").click().run()
    assert not app.exception
    return app


def test_every_threshold_stands_there_with_default_and_ground(open_page: Open) -> None:
    """Costs are written in millions, and their ground is called an assumption."""
    app = open_page(THRESHOLDS)
    assert len(app.number_input) == len(default().entries())
    assert next(box for box in app.number_input if str(box.key).endswith("cost_replace_vnd")).value == 20
    told = " ".join(caption.value for caption in app.caption)
    assert "Mặc định: 2 MP" in told
    assert "IEC 62676-4" in told
    assert "GIẢ ĐỊNH" in told


def test_what_would_change_is_told_before_it_is_saved(open_page: Open, city: Path) -> None:
    """The value, and how many cameras go from which grade to which; nothing is kept yet."""
    app = put_in(open_page(THRESHOLDS, home=city), resolution_pass_mp=4.0)
    assert any("2 MP → 4 MP" in text.value for text in app.markdown)
    moves = app.dataframe[0].value
    assert set(moves["criterion"]) <= {"Độ phân giải", "Dùng được ngay"}
    assert {("Đạt", "Đạt một phần")} <= set(zip(moves["old"], moves["new"], strict=True))
    with opened(city) as store:
        assert store.threshold_changes("2024") == []


def test_saving_changes_the_counts_of_the_page_of_quality(open_page: Open, city: Path) -> None:
    """As many cameras as the preview told leave "usable now"; the history tells from what to what."""
    before = int(open_page(QUALITY, home=city).metric[0].value.replace(".", ""))
    app = put_in(open_page(THRESHOLDS, home=city), resolution_pass_mp=4.0)
    moves = app.dataframe[0].value
    leaving = moves[(moves["criterion"] == "Dùng được ngay") & (moves["old"] == "Đạt")]["cameras"].sum()
    app.button(key="thresholds-save").click().run()
    assert app.success[0].value == "Đã lưu 1 ngưỡng; mọi trang thay đổi theo."
    assert app.dataframe[0].value[["old", "new"]].to_numpy().tolist() == [["2 MP", "4 MP"]]
    after = int(open_page(QUALITY, home=city).metric[0].value.replace(".", ""))
    assert leaving > 0
    assert before - after == leaving


def test_values_out_of_order_are_refused_in_words(open_page: Open, city: Path) -> None:
    """Neither a preview nor a way to save."""
    app = put_in(open_page(THRESHOLDS, home=city), resolution_partial_mp=3.0)
    assert "“Độ phân giải đạt một phần, từ” không được lớn hơn “Độ phân giải đạt, từ”" in app.error[0].value
    assert "thresholds-save" not in [button.key for button in app.button]


def test_negative_values_are_refused_in_words(open_page: Open) -> None:
    """In Vietnamese, with the threshold's name."""
    assert "Chi phí thay thế" in put_in(open_page(THRESHOLDS), cost_replace_vnd=-1.0).error[0].value


def test_costs_change_no_grade(open_page: Open, city: Path) -> None:
    """The page says so."""
    app = put_in(open_page(THRESHOLDS, home=city), cost_repair_vnd=3.5)
    assert any("3 triệu đồng/camera → 3,5 triệu đồng/camera" in text.value for text in app.markdown)
    assert "Không camera nào đổi mức đánh giá." in [caption.value for caption in app.caption]
    app.button(key="thresholds-save").click().run()
    with opened(city) as store:
        assert store.thresholds("2024") == {"cost_repair_vnd": 3_500_000}


def test_defaults_are_filled_in_and_saved_like_any_change(open_page: Open, city: Path) -> None:
    """Afterwards nothing differs from the defaults, and the history has both changes."""
    with opened(city) as store:
        store.set_thresholds("2024", {"age_pass_years": 4.0}, "Lan")
    app = open_page(THRESHOLDS, home=city)
    app.button(key="thresholds-defaults").click().run()
    app.button(key="thresholds-save").click().run()
    history = app.dataframe[0].value
    assert history[["by", "old", "new"]].to_numpy().tolist() == [
        ["Chưa có thông tin", "4 năm", "5 năm"],
        ["Lan", "5 năm", "4 năm"],
    ]
    with opened(city) as store:
        assert store.thresholds("2024") == {}


def test_what_somebody_else_saved_meanwhile_stays(open_page: Open, city: Path) -> None:
    """Only the values put in here are changed; what does not go with the others is refused."""
    app = put_in(open_page(THRESHOLDS, home=city), retention_pass_days=20.0)
    with opened(city) as store:
        store.set_thresholds("2024", {"age_pass_years": 4.0}, "Lan")
    app.button(key="thresholds-save").click().run()
    with opened(city) as store:
        assert store.thresholds("2024") == {"age_pass_years": 4.0, "retention_pass_days": 20.0}
    put_in(app, retention_partial_days=18.0)
    with opened(city) as store:
        store.set_thresholds("2024", {"retention_pass_days": 16.0}, "Lan")
    app.button(key="thresholds-save").click().run()
    assert app.error
    with opened(city) as store:
        assert store.thresholds("2024") == {"retention_pass_days": 16.0}
