from pathlib import Path

import pytest

from camdash.settings import ROOT
from camdash.ui.navigation import LOOK, MAP, MONEY, NEEDS, OVERVIEW, PLACES, PROGRESS, QUALITY, TABLES, Place
from camdash.words import LANGUAGES, Words
from tests.pages.conftest import Open

DATA_PAGES = (OVERVIEW, QUALITY, MAP, PROGRESS, TABLES, NEEDS, MONEY, LOOK)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.url_path)
def test_every_page_opens_in_both_languages(open_page: Open, small_city: Path, place: Place, language: str) -> None:
    """Each page shows its own title and question, and neither an exception nor a word of the other language's title."""
    words = Words("en" if language == "en" else "vi")
    app = open_page(place, language, small_city)
    assert [title.value for title in app.title] == [words.t(place.title)]
    assert words.t(place.question) in [text.value for text in app.markdown]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", DATA_PAGES, ids=lambda place: place.url_path)
def test_an_empty_city_offers_two_ways_on(open_page: Open, place: Place, language: str) -> None:
    """Without any form the pages of figures offer the sample city and the upload, and draw no chart."""
    app = open_page(place, language)
    assert [button.key for button in app.button] == ["load-sample"]
    assert len(app.page_link) == 1
    assert not app.get("plotly_chart")


def test_the_head_tells_the_moment_the_forms_and_the_rows_not_counted(open_page: Open, small_city: Path) -> None:
    """The line under the title reads "tính đến HH:MM dd/mm/yyyy · n biểu · m dòng chưa tính"."""
    line = open_page(OVERVIEW, "vi", small_city).caption[0].value
    assert "tính đến" in line
    assert "biểu" in line
    assert line.endswith("dòng chưa tính")


def test_no_chart_or_map_names_another_host(open_page: Open, small_city: Path) -> None:
    """The specifications sent to the browser hold no address it could ask."""
    charts = open_page(OVERVIEW, "vi", small_city).get("plotly_chart")
    maps = open_page(MAP, "vi", small_city).get("deck_gl_json_chart")
    assert charts
    assert maps
    assert not any("http" in chart.proto.spec for chart in charts)
    assert not any("http" in deck.proto.json for deck in maps)


def test_no_script_lies_directly_in_pages() -> None:
    """Streamlit would serve such a script without app.py around it."""
    assert list((ROOT / "pages").glob("*.py")) == []


def test_every_script_is_a_page() -> None:
    """What lies in pages/ is in the navigation, and the other way round."""
    scripts = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").rglob("*.py")}
    assert scripts == {place.script for place in PLACES}
