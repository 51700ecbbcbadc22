from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from camdash.settings import Settings
from camdash.store.store import Store
from camdash.ui import blanks, campaigns, samples
from camdash.ui.navigation import OVERVIEW, PROGRESS, REGISTRIES, TEMPLATES, UPLOAD
from camdash.words import Words
from tests.pages.conftest import Open


def test_the_board_shows_every_unit_and_where_it_stands(open_page: Open, small_city: Path) -> None:
    """One row a unit; what is overdue is told in days, what is only invited is never overdue."""
    frame = open_page(PROGRESS, home=small_city).dataframe[0].value
    assert len(frame) == 64
    assert frame["standing-form1"].str.contains("Quá hạn").any()
    assert "Không bắt buộc" in set(frame["standing-form1"])


def test_the_board_can_be_narrowed_to_a_kind_of_unit(open_page: Open, small_city: Path) -> None:
    """Choosing the district level leaves its 30 units."""
    app = open_page(PROGRESS, home=small_city)
    app.selectbox(key="progress-kind").set_value("district").run()
    assert len(app.dataframe[0].value) == 30


def test_blank_forms_of_the_chosen_unit_are_offered(open_page: Open) -> None:
    """Both forms, named after the unit."""
    app = open_page(TEMPLATES)
    app.selectbox(key="blank-unit").set_value("016").run()
    assert [button.key for button in app.get("download_button")] == ["blank-form1", "blank-form2"]


def test_the_archive_holds_both_forms_of_every_unit(open_page: Open) -> None:
    """128 workbooks, each named after its form and unit."""
    app = open_page(TEMPLATES)
    app.button(key="prepare-blanks").click().run()
    kept = app.session_state[blanks.KEPT]
    names = ZipFile(BytesIO(kept[1])).namelist()
    assert len(set(names)) == 128
    assert "Mau so 2 - Soc Son.xlsx" in names


def test_the_register_lists_the_units_of_the_campaign(open_page: Open) -> None:
    """Codes, names and whether each form is required."""
    frame = open_page(REGISTRIES).dataframe[0].value
    assert frame["name"].iloc[0] == "Quận Ba Đình"
    assert {"Bắt buộc", "Không bắt buộc"} <= set(frame["form1"])


def test_wrong_boundaries_are_refused_and_change_nothing(open_page: Open, home: Path) -> None:
    """The page says what is wrong, and no file is put in place."""
    app = open_page(REGISTRIES)
    app.file_uploader[0].upload("ranh_gioi.geojson", b'{"type": "FeatureCollection", "features": []}')
    app.run()
    assert app.error[0].value == "Chưa thay địa giới; bản đồ giữ nguyên."
    assert not list(home.glob("*.geojson"))


def test_supplied_boundaries_replace_the_schematic(open_page: Open, shared: Path) -> None:
    """After the upload the page tells that the maps draw official boundaries, and offers the way back."""
    app = open_page(REGISTRIES)
    app.file_uploader[0].upload("hanoi.geojson", (shared / "geo" / "hanoi_30_districts_20m.geojson").read_bytes())
    app.run()
    assert app.success
    app.button(key="remove-boundaries").click().run()
    assert "sơ đồ minh họa" in app.markdown[-1].value


def sample_home(words: Words, home: Path) -> None:
    """Make a sample campaign that holds something."""
    with Store.open(Settings(home, f"sqlite:///{home / 'camdash.db'}")) as store:
        samples.ensure_campaign(store, words)


def test_the_sample_is_labelled_and_kept_apart(open_page: Open, home: Path, words: Words) -> None:
    """Every page of the sample's campaign has its banner; real forms are not received there."""
    sample_home(words, home)
    app = open_page(UPLOAD, campaign=campaigns.SAMPLE)
    assert "DỮ LIỆU GIẢ LẬP" in app.warning[0].value
    assert not app.file_uploader
    app.button(key="leave-sample").click().run()
    assert app.file_uploader
    assert not app.warning


def test_the_campaign_chosen_stays_from_page_to_page(open_page: Open, home: Path, words: Words) -> None:
    """The choice is in the session and in the URL."""
    sample_home(words, home)
    app = open_page(OVERVIEW)
    app.selectbox(key="campaign-2024").set_value(campaigns.SAMPLE).run()
    app.switch_page(PROGRESS.script).run()
    assert app.selectbox(key=f"campaign-{campaigns.SAMPLE}").value == campaigns.SAMPLE
    assert app.query_params["campaign"] == campaigns.SAMPLE
