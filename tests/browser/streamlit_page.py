"""How a test drives a streamlit page: wait for a run to end, open a page, take its picture."""

import os
import re
from pathlib import Path

from playwright.sync_api import Page, expect

LANGUAGES = ("vi", "en")
SIZES = ((1366, 768), (1920, 1080))
_RUN_MS = 60_000
_QUIET_MS = 300


def settle(page: Page, timeout_ms: int = _RUN_MS) -> None:
    """Wait until the browser is connected, the script's run has ended and it stays ended for a moment."""
    app = page.locator("[data-testid=stApp][data-test-connection-state=CONNECTED]")
    app.wait_for(timeout=timeout_ms)
    quiet = "[data-testid=stApp][data-test-script-state=notRunning]"
    page.wait_for_selector(quiet, timeout=timeout_ms)
    page.wait_for_timeout(_QUIET_MS)
    page.wait_for_selector(quiet, timeout=timeout_ms)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0, timeout=timeout_ms)


def goto(page: Page, path: str = "/", timeout_ms: int = _RUN_MS) -> None:
    """Open a page of the app by its path and wait until it stands."""
    page.goto(path)
    settle(page, timeout_ms)
    expect_no_exception(page)


def follow(page: Page, label: str) -> None:
    """Click a page's name in the navigation, as a user does, and wait until it stands."""
    page.get_by_test_id("stSidebarNavLink").filter(has_text=re.compile(f"^{re.escape(label)}$")).click()
    settle(page)
    expect_no_exception(page)


def page_names(page: Page) -> list[str]:
    """Read the names of all pages off the navigation."""
    more = page.get_by_test_id("stSidebarNavViewButton")
    if more.count():
        more.click()
    return [name.strip() for name in page.get_by_test_id("stSidebarNavLink").all_inner_texts()]


def expect_no_exception(page: Page) -> None:
    """Fail where the page shows a stack trace instead of its contents."""
    box = page.get_by_test_id("stException")
    assert box.count() == 0, f"{page.url} shows an exception: {box.first.inner_text()}"


def screenshot(page: Page, name: str, *, whole: bool = False) -> None:
    """Keep a picture in the folder CAMDASH_SCREENSHOTS, of the screen or of the `whole` length of the page."""
    folder = os.environ.get("CAMDASH_SCREENSHOTS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    size = page.viewport_size or {"width": 1366, "height": 768}
    theme = "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
    if whole:  # streamlit scrolls inside its own frame: make the window as tall as what it holds
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
        settle(page)
    page.screenshot(path=Path(folder, f"{name}-{theme}-{size['width']}.png"))
    page.set_viewport_size(size)
