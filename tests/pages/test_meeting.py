from pathlib import Path

from camdash.settings import Settings
from camdash.store import Store
from camdash.ui.navigation import MEETING, OVERVIEW
from tests.pages.conftest import Open


def store_of(home: Path) -> Store:
    """Open the city's store beside the page."""
    return Store.open(Settings(home, f"sqlite:///{home / 'camdash.db'}"))


def test_the_pictures_are_shown_one_after_the_other(open_page: Open, small_city: Path) -> None:
    """Start shows the first; next and previous lead on and back, and the URL tells where one is."""
    app = open_page(MEETING, home=small_city)
    app.button(key="meeting-start").click().run()
    assert app.title[0].value == "Tổng quan"
    app.button(key="meeting-Right").click().run()
    assert app.query_params["slide"] == "2"
    app.button(key="meeting-Left").click().run()
    assert (app.title[0].value, app.button(key="meeting-Left").disabled) == ("Tổng quan", True)
    app.button(key="meeting-end").click().run()
    assert app.title[0].value == "Trình chiếu"


def test_filters_are_kept_and_said(open_page: Open, small_city: Path) -> None:
    """The picture is narrowed like the pages, and says by what."""
    whole = open_page(OVERVIEW, home=small_city).metric[0].value
    app = open_page(MEETING, home=small_city, show="1", slide="1", camera_type="ptz")
    assert app.metric[0].value != whole
    assert "Loại camera: Quay quét (PTZ)" in app.caption[0].value


def test_a_saved_view_is_a_picture_of_its_own(open_page: Open, small_city: Path) -> None:
    """It keeps its name and its filter whatever the page is narrowed by."""
    with store_of(small_city) as store:
        view = store.save_view("2024", "Camera quay quét", "overview", "camera_type=ptz")
    try:
        app = open_page(MEETING, home=small_city, show="1", slides=f"view-{view.id}", funding="social")
        assert app.title[0].value == "Camera quay quét"
        assert "Quay quét" in app.caption[0].value
        assert "Nguồn vốn" not in app.caption[0].value
    finally:
        with store_of(small_city) as store:
            store.delete_view("2024", view.id)


def test_nonsense_in_the_url_shows_the_first_picture(open_page: Open, small_city: Path) -> None:
    """A number beyond the last shows the last, words show the first."""
    assert open_page(MEETING, home=small_city, show="1", slide="x").title[0].value == "Tổng quan"
    assert open_page(MEETING, home=small_city, show="1", slide="99").button(key="meeting-Right").disabled
