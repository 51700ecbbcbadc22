from pathlib import Path

from camdash.ui.navigation import OVERVIEW, PROGRESS, TABLES
from tests.pages.conftest import Open


def keys(app: object) -> list[str]:
    """Name the buttons of a page."""
    return [button.key for button in app.button]  # type: ignore[attr-defined]


def test_a_link_narrows_every_figure(open_page: Open, small_city: Path) -> None:
    """What the URL asks for is a chip on the page, and the leading figure is that of the cut alone."""
    whole = open_page(OVERVIEW, home=small_city).metric[0].value
    app = open_page(OVERVIEW, home=small_city, camera_type="ptz")
    assert "chip-camera_type" in keys(app)
    assert app.metric[0].value != whole


def test_the_filter_stays_from_page_to_page(open_page: Open, small_city: Path) -> None:
    """A page opened from the menu, whose URL says nothing, keeps what the page before was narrowed by."""
    app = open_page(OVERVIEW, home=small_city, camera_type="ptz", district="001")
    app.switch_page(TABLES.script).run()
    assert {"chip-camera_type", "path-district"} <= set(keys(app))
    assert app.query_params["camera_type"] == "ptz"


def test_one_click_clears_all(open_page: Open, small_city: Path) -> None:
    """Afterwards there is neither a chip nor a word in the URL."""
    app = open_page(OVERVIEW, home=small_city, camera_type="ptz", funding="social")
    app.button(key="filter-clear").click().run()
    assert not [key for key in keys(app) if key.startswith(("chip-", "path-"))]
    assert "camera_type" not in app.query_params


def test_the_way_back_up_frees_what_lies_below(open_page: Open, small_city: Path) -> None:
    """From a unit one goes back to its district, from there to the city."""
    app = open_page(OVERVIEW, home=small_city, district="001", unit="001")
    app.button(key="path-district").click().run()
    assert "path-unit" not in keys(app)
    app.button(key="path-city").click().run()
    assert "path-district" not in keys(app)


def test_words_a_link_has_wrong_narrow_nothing(open_page: Open, small_city: Path) -> None:
    """An old or broken link never breaks a page."""
    app = open_page(OVERVIEW, home=small_city, district="999", install_year="khi nào", camera_type="saucer")
    assert not [key for key in keys(app) if key.startswith(("chip-", "path-"))]


def test_choices_are_drawn_only_when_they_are_opened(open_page: Open, small_city: Path) -> None:
    """Twenty lists of answers would make every page slow; the button alone costs nothing."""
    assert len(open_page(OVERVIEW, home=small_city).multiselect) == 0


def test_the_progress_takes_the_filter_too(open_page: Open, small_city: Path) -> None:
    """The line stands on every page that shows the city."""
    assert "filter-clear" in keys(open_page(PROGRESS, home=small_city, unit="001"))
