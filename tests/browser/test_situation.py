"""Narrowing by a click, tracing a figure to its cell, links, and meeting mode, as a reader meets them in a browser."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from camdash.intake.reader import read_bytes
from camdash.sample.generate import write_sample
from camdash.settings import Settings
from camdash.store.store import Store
from camdash.ui.navigation import MAP, MEETING, OVERVIEW, QUALITY, TABLES
from camdash.words import Words
from tests.browser.conftest import OpenPage, Server, start_app
from tests.browser.streamlit_page import follow, goto, screenshot, settle

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

VI = Words("vi")
ROW_PX = 33


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a home with the first files of a small sample city."""
    folder, home = tmp_path_factory.mktemp("returns"), tmp_path_factory.mktemp("city")
    write_sample(folder, cameras=500, needs=600, seed=11)
    with Store.open(Settings(home, f"sqlite:///{home / 'camdash.db'}")) as store:
        campaign = store.campaign("2024")
        for path in sorted(folder.rglob("*.xlsx"))[:40]:
            content = path.read_bytes()
            store.save("2024", read_bytes(path.name, content, campaign), content, received_on=campaign.deadline)
    return home


@pytest.fixture(scope="module")
def server(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run the app over a copy of it."""
    copy = tmp_path_factory.mktemp("app") / "home"
    shutil.copytree(home, copy)
    with start_app(copy) as running:
        yield running


def figures(page: Page) -> list[str]:
    """Read the key figures."""
    expect(page.get_by_test_id("stMetricValue").first).to_be_visible()
    return page.get_by_test_id("stMetricValue").all_inner_texts()


def bars(page: Page, chart: int) -> Locator:
    """Find the bars of a chart."""
    return page.get_by_test_id("stPlotlyChart").nth(chart).locator("g.barlayer g.point path")


def click(page: Page, mark: Locator) -> None:
    """Click the middle of a mark that other things of the chart lie over."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    settle(page)


def click_row(page: Page, row: int) -> None:
    """Click a row of the page's table; 1 is the first below the heading."""
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    grid.click(position={"x": 60, "y": ROW_PX * row + ROW_PX / 2})
    settle(page)


def test_a_click_on_a_bar_narrows_everything_and_one_on_clear_frees_it(page: Page) -> None:
    """Figures, the line below the title and the URL follow the bar; clearing brings the city back."""
    goto(page)
    before = figures(page)
    click(page, bars(page, 1).first)
    expect(page.get_by_role("button", name="Loại camera:")).to_be_visible()
    assert figures(page) != before
    assert "camera_type=" in page.url
    page.get_by_role("button", name="Xóa bộ lọc").click()
    settle(page)
    assert figures(page) == before
    assert "camera_type=" not in page.url


def test_the_filter_goes_along_and_its_link_shows_the_same_to_another(page: Page, open_page: OpenPage) -> None:
    """What is narrowed on one page is narrowed on the next; the URL alone opens the same view elsewhere."""
    goto(page)
    click(page, bars(page, 1).first)
    follow(page, VI.t(QUALITY.title))
    expect(page.get_by_role("button", name="Loại camera:")).to_be_visible()
    other = open_page(size=(1920, 1080), dark=True)
    other.goto(page.url)
    settle(other)
    assert figures(other) == figures(page)
    expect(other.get_by_role("button", name="Loại camera:")).to_be_visible()


def test_a_figure_of_the_overview_leads_to_its_cell(page: Page, server: Server) -> None:
    """Figure, units, records, the record's sheet with file, sheet, row and cell, and the file as it arrived."""
    goto(page)
    total = figures(page)[0]
    page.get_by_test_id("stPageLink-NavLink").filter(has_text=VI.t("What is this made of?")).first.click()
    settle(page)
    expect(page.get_by_text(f"tổng số {total} camera")).to_be_visible()
    click_row(page, 2)  # the first unit; above it stands the total
    expect(page.get_by_text("Bấm vào một dòng để xem vị trí của bản ghi")).to_be_visible()
    click_row(page, 1)
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(re.compile(r"tệp .*\.xlsx.*trang tính .*hàng \d+"))).to_be_visible()
    assert "record=" in page.url
    screenshot(page, "record")
    with page.expect_download() as coming:
        sheet.get_by_role("button", name="Tải tệp gốc").click()
    got = Path(coming.value.path()).read_bytes()
    with Store.open(Settings(server.home, f"sqlite:///{server.home / 'camdash.db'}")) as store:
        version, _, record = page.url.partition("record=")[2].partition("&")[0].partition(".")
        assert got == store.file(store.version(int(version)).sha256)
        row = store.records(int(version)).slice(int(record), 1).to_pylist()[0]
    expect(sheet.get_by_text(f"hàng {row['row']}")).to_be_visible()


def test_a_link_to_a_record_opens_its_sheet(page: Page) -> None:
    """A colleague sees the same record; closing the sheet takes it out of the URL."""
    page.goto("/tables?record=1.0")
    settle(page)
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("button", name="Tải tệp gốc")).to_be_visible()
    page.keyboard.press("Escape")
    settle(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "record=" not in page.url


def test_a_click_on_a_district_of_the_map_narrows_everything(page: Page) -> None:
    """Somewhere in the middle of the picture lies a district; what stands in it is all that is left."""
    goto(page)
    follow(page, VI.t(MAP.title))
    chart = page.get_by_test_id("stDeckGlJsonChart")
    expect(chart.locator("canvas").first).to_be_visible()
    page.wait_for_timeout(3000)
    box = chart.bounding_box()
    assert box is not None
    for across, down in ((0.47, 0.36), (0.44, 0.62), (0.4, 0.5), (0.55, 0.3), (0.5, 0.75), (0.36, 0.42)):
        page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
        page.wait_for_timeout(1500)
        settle(page)
        if "district=" in page.url:
            break
        page.keyboard.press("Escape")  # a dot was hit: its sheet stands in the way
        settle(page)
    assert "district=" in page.url
    expect(page.get_by_role("button", name="Toàn thành phố")).to_be_visible()
    screenshot(page, "map-narrowed")


def test_pictures_are_shown_by_the_arrow_keys_with_the_filter_kept(page: Page) -> None:
    """Start, next, previous and end work by keyboard; no menu is left on the screen."""
    page.goto("/meeting?camera_type=ptz")
    settle(page)
    page.get_by_role("button", name="Bắt đầu").click()
    settle(page)
    expect(page.get_by_role("heading", level=1, name=VI.t(OVERVIEW.title))).to_be_visible()
    expect(page.get_by_text("Loại camera: Quay quét (PTZ)").first).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    screenshot(page, "meeting")
    page.keyboard.press("ArrowRight")
    settle(page)
    expect(page.get_by_text(re.compile(r"^2 / \d+$"))).to_be_visible()
    page.keyboard.press("ArrowLeft")
    settle(page)
    expect(page.get_by_role("heading", level=1, name=VI.t(OVERVIEW.title))).to_be_visible()
    page.keyboard.press("Escape")
    settle(page)
    expect(page.get_by_role("heading", level=1, name=VI.t(MEETING.title))).to_be_visible()


def test_a_view_is_saved_for_all(page: Page, open_page: OpenPage) -> None:
    """Another reader finds it by its name and gets the page with its filter."""
    page.goto("/quality?camera_type=ptz")
    settle(page)
    page.get_by_role("button", name="Chế độ xem").click()
    settle(page)
    page.get_by_role("textbox", name="Tên chế độ xem").fill("Chất lượng camera quay quét")
    page.keyboard.press("Enter")
    settle(page)
    page.get_by_role("button", name="Lưu dùng chung").click()
    settle(page)
    other = open_page()
    goto(other)
    other.get_by_role("button", name="Chế độ xem").click()
    settle(other)
    other.get_by_role("link", name="Chất lượng camera quay quét").click()
    settle(other)
    expect(other.get_by_role("heading", level=1, name=VI.t(QUALITY.title))).to_be_visible()
    assert figures(other) == figures(page)
    assert TABLES.url_path not in other.url
