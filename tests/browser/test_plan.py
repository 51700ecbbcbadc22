"""From overlaps to decisions to a proposed layout and its file, as a coordinator does it in a browser."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from camdash.intake.reader import read_bytes
from camdash.sample.generate import write_sample
from camdash.settings import Settings
from camdash.store.store import Store
from camdash.ui.navigation import LAYOUT, OVERLAPS, SCENARIOS, SITING
from camdash.words import Words
from tests.browser.conftest import Server, start_app
from tests.browser.streamlit_page import expect_no_exception, follow, goto, screenshot, settle
from tests.pages.test_overlaps import FIRST, SECOND
from tests.sheets import workbook

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

VI = Words("vi")
ROW_PX = 33


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a home with needs of a small sample city, and two bodies that report two cameras both."""
    folder, home = tmp_path_factory.mktemp("returns"), tmp_path_factory.mktemp("city")
    write_sample(folder, cameras=300, needs=400, seed=7)
    with Store.open(Settings(home, f"sqlite:///{home / 'camdash.db'}")) as store:
        campaign = store.campaign("2024")
        files = [(path.name, path.read_bytes()) for path in sorted(folder.rglob("*Mau 2*.xlsx"))[:12]]
        files += [(path.name, path.read_bytes()) for path in sorted(folder.rglob("*.xlsx"))[-8:]]
        files += [("a.xlsx", workbook(FIRST)), ("b.xlsx", workbook(SECOND))]
        for name, content in files:
            store.save("2024", read_bytes(name, content, campaign), content, received_on=campaign.deadline)
    return home


@pytest.fixture(scope="module")
def server(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run the app over a copy of it."""
    copy = tmp_path_factory.mktemp("app") / "home"
    shutil.copytree(home, copy)
    with start_app(copy) as running:
        yield running


def press(page: Page, label: str) -> None:
    """Press a button by what it says."""
    page.get_by_role("button", name=label, exact=True).last.click()
    settle(page)
    expect_no_exception(page)


def figures(page: Page) -> list[str]:
    """Read the key figures."""
    expect(page.get_by_test_id("stMetricValue").first).to_be_visible()
    return page.get_by_test_id("stMetricValue").all_inner_texts()


def test_from_overlaps_to_a_proposed_layout_and_its_file(page: Page) -> None:
    """A pair is decided, sites are chosen and saved, the scenario is proposed, and the workbook has the layout."""
    goto(page)
    follow(page, VI.t(OVERLAPS.title))
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    grid.click(position={"x": 300, "y": ROW_PX * 1.5})
    settle(page)
    press(page, VI.t("The same"))
    screenshot(page, "plan-overlaps", whole=True)

    follow(page, VI.t(SITING.title))
    served = figures(page)[0]
    assert "%" in served
    expect(page.get_by_test_id("stPlotlyChart").first).to_be_visible(timeout=90_000)
    press(page, VI.t("Save as a scenario"))
    page.get_by_label(VI.t("Name of the scenario")).fill("Phương án một")
    page.get_by_label(VI.t("Name of the scenario")).press("Enter")
    settle(page)
    press(page, VI.t("Save"))
    expect(page.get_by_text(VI.t("The scenario “{name}” was saved.", name="Phương án một"))).to_be_visible()
    screenshot(page, "plan-siting", whole=True)

    follow(page, VI.t(SCENARIOS.title))
    assert figures(page)[0] == served
    press(page, VI.t("Make it the proposal"))
    screenshot(page, "plan-scenarios", whole=True)

    follow(page, VI.t(LAYOUT.title))
    sites = int(figures(page)[0].replace(".", ""))
    doubled = VI.t("{count} doubled are taken out", count="2")
    expect(page.get_by_text(doubled)).to_be_visible()
    screenshot(page, "plan-layout", whole=True)
    press(page, VI.t("Download"))
    with page.expect_download() as waited:
        page.get_by_role("button", name="Excel (.xlsx)").click()
    book = openpyxl.load_workbook(io.BytesIO(waited.value.path().read_bytes()))
    rows = list(book[book.sheetnames[1]].iter_rows(values_only=True))
    site = rows[1].index(VI.t("Site"))
    assert len({row[site] for row in rows[2:]}) == sites
