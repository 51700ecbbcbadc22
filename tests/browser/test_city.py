"""The real city, uploaded through the page as a folder and read off the pages, in both languages, light and dark."""

import csv
import io
import json
import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from camdash.analysis.columns import columns
from camdash.analysis.labels import Labels
from camdash.analysis.snapshot import CLOCK
from camdash.forms.registry import default_campaign
from camdash.ui.navigation import MAP, OVERVIEW, PLACES, PROGRESS, TABLES, UPLOAD, Place
from camdash.words import Words
from tests.browser.conftest import OpenPage, Server, Watch
from tests.browser.streamlit_page import SIZES, follow, goto, page_names, screenshot, settle

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]  # a busy machine takes its time to draw

VI = Words("vi")
LABELS = Labels(VI, default_campaign())
CUTS = {
    "by_unit": "unit",
    "by_district": "district",
    "by_purpose": "purposes",
    "by_camera_type": "camera_type",
    "by_area_class": "area_class",
    "by_operating_state": "operating_state",
}
WAYS = [("vi", SIZES[0], False), ("en", SIZES[1], True)]
if os.environ.get("CAMDASH_SCREENSHOTS"):  # whoever wants the pictures waits for the other half as well
    WAYS += [("vi", SIZES[1], True), ("en", SIZES[0], False), ("vi", SIZES[0], True), ("en", SIZES[1], False)]


@pytest.fixture(scope="module")
def expected(shared: Path) -> dict[str, Any]:
    """Give the figures that the city must come to."""
    found: dict[str, Any] = json.loads((shared / "real" / "city" / "EXPECTED.json").read_text("utf-8"))
    return found["city"]


@pytest.fixture(scope="module")
def uploaded(browser: Browser, server: Server, shared: Path) -> Iterator[str]:
    """Upload the whole folder through the page, confirm with a double click, and give what the page then says."""
    context = browser.new_context(base_url=server.url, viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page, watch = context.new_page(), Watch()
    watch.over(page)
    goto(page)
    follow(page, VI.t(UPLOAD.title))
    page.get_by_text("Cả thư mục").click()
    settle(page)
    page.locator("input[type=file]").set_input_files(shared / "real" / "city" / "returns")
    confirm = page.get_by_role("button", name="Xác nhận và lưu 62 tệp")
    expect(confirm).to_be_visible(timeout=90_000)
    confirm.dblclick()
    said = page.get_by_test_id("stAlertContainer").filter(has_text="Đã lưu")
    expect(said).to_be_visible(timeout=90_000)
    screenshot(page, "upload-done", whole=True)
    yield said.inner_text()
    context.close()
    watch.judge()


@pytest.fixture
def city(page: Page, uploaded: str) -> Page:
    """Give a page of the app that holds the city."""
    assert uploaded
    goto(page)
    return page


def choose(page: Page, label: str, option: str) -> None:
    """Choose one answer of a list by typing it."""
    page.get_by_role("combobox", name=re.compile(re.escape(label))).click()
    page.keyboard.type(option)
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")
    settle(page)


def rows_of(page: Page) -> list[list[str]]:
    """Download the table that the page shows and give its rows, headings first."""
    file = page.get_by_role("button", name="CSV (.csv)")
    if not file.is_visible():
        page.get_by_role("button", name="Tải về", exact=True).click()
        settle(page)
    with page.expect_download() as coming:
        file.click()
    text = Path(coming.value.path()).read_text("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def said(column: str, code: str) -> str:
    """Say a code as the table does."""
    return LABELS.value(columns("form1")[column], None if code == "(none)" else code)


def test_the_upload_tells_what_became_of_the_files(uploaded: str) -> None:
    """A second version by its name, the doubled file and the nil return are told apart."""
    assert uploaded.split(" · ") == ["Đã lưu: 59", "Bản mới thay thế: 1", "Báo không có: 1", "Trùng tệp đã nhận: 1"]


def test_the_overview_shows_the_city_s_figures(city: Page, expected: dict[str, Any]) -> None:
    """Cameras, positions and needs stand at the top of the first page; the largest units have their bars."""
    figures = city.get_by_test_id("stMetricValue").all_inner_texts()
    assert figures[0] == VI.number(expected["form1"]["quantity"])
    assert figures[3] == VI.number(expected["form2"]["quantity"])
    assert f"tại {VI.number(expected['form1']['records'])} vị trí" in city.get_by_test_id("stMain").inner_text()
    chart = city.get_by_test_id("stPlotlyChart").nth(3)
    texts = [text.strip() for text in chart.locator("text").all_text_contents()]
    quantities = sorted((figures["quantity"] for figures in expected["form1"]["by_unit"].values()), reverse=True)
    wanted = {VI.number(quantity) for quantity in quantities[:20]}
    assert wanted <= set(texts)


@pytest.mark.parametrize("form", ["form1", "form2"])
def test_the_tables_give_the_expected_figures_by_every_cut(city: Page, expected: dict[str, Any], form: str) -> None:
    """By unit, district, purpose, type, kind of place and state, each cut exactly as the rows were written."""
    follow(city, VI.t(TABLES.title))
    city.get_by_role("radio", name=LABELS.title(form)).click()
    settle(city)
    for name in expected[form].keys() & CUTS.keys():
        column = CUTS[name]
        choose(city, VI.t("Count by"), LABELS.heading(column, form))
        table = rows_of(city)
        cameras, positions = table[0].index(LABELS.heading("cameras")), table[0].index(LABELS.heading("positions"))
        found = {row[0]: (int(row[positions]), int(row[cameras])) for row in table[1:]}
        wanted = {said(column, code): (f["records"], f["quantity"]) for code, f in expected[form][name].items()}
        assert found == wanted, name
        city.get_by_test_id("stMultiSelect").first.get_by_role("button", name=re.compile("Clear|Remove")).first.click()
        settle(city)


def test_the_board_tells_who_sent_nothing_and_who_has_none(city: Page) -> None:
    """The day of receipt is today, so everything is late; the nil return is none of the missing."""
    follow(city, VI.t(PROGRESS.title))
    text = city.get_by_test_id("stMain").inner_text()
    assert "Báo không có" in text
    assert datetime.now(CLOCK).strftime("%d/%m/%Y") in text


def test_the_map_adds_up_to_the_table(city: Page, expected: dict[str, Any]) -> None:
    """The map's own account ends in the table's number of positions."""
    follow(city, VI.t(MAP.title))
    expect(city.get_by_text(f"= trong bảng {VI.number(expected['form1']['records'])}")).to_be_visible()
    city.wait_for_timeout(2000)
    screenshot(city, "map")


@pytest.mark.parametrize(("language", "size", "dark"), WAYS)
def test_every_page_opens_without_a_console_error(
    open_page: OpenPage,
    uploaded: str,
    language: str,
    size: tuple[int, int],
    *,
    dark: bool,
) -> None:
    """All pages, in both languages, sizes and themes; the fixture fails for an error or a request to another host."""
    assert uploaded
    page, words = open_page(size=size, dark=dark), Words("en" if language == "en" else "vi")
    goto(page, "/" if language == "vi" else "/?lang=en")
    assert page_names(page) == [words.t(place.title) for place in PLACES]
    for place in PLACES:
        open_one(page, words, place, language)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= size[0]


def open_one(page: Page, words: Words, place: Place, language: str) -> None:
    """Follow the navigation to one page, and keep its picture."""
    follow(page, words.t(place.title))
    expect(page.get_by_role("heading", name=words.t(place.title), level=1)).to_be_visible()
    if place in {MAP, OVERVIEW}:
        page.wait_for_timeout(1000)
    screenshot(page, f"{place.url_path}-{language}", whole=place is not MAP)
