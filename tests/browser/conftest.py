"""A real browser in front of a real server, which records every request and every console error.

`page` is a fresh browser page on a freshly started app; `open_page` opens more of them, in other sizes or dark.
Both fail the test when anything asked another host, or when the console showed an error.
"""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright

from camdash.settings import ROOT

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-angle=swiftshader",  # WebGL for the maps where the machine has no graphics card
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
]
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}
LOCAL_SCHEMES = {"data", "blob", "about"}
START_S = 60
ASKED_BESIDE_A_PAGE = re.compile(r"//[^/]+/\w+/_stcore/(health|host-config)$")
"""What streamlit's front end asks first below a page's own path, in vain, when a link opens that page."""

OpenPage = Callable[..., Page]


# ------------------------------------------------------------------------------------------------ the server


@dataclass(frozen=True, slots=True)
class Server:
    """A running app: where it answers, its CAMDASH_HOME and its log."""

    url: str
    home: Path
    log: Path


def free_port() -> int:
    """Ask the system for a port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def start_app(home: Path, script: str = "app.py") -> Iterator[Server]:
    """Run the app, or another script, over this home until the block ends; fail if its log shows a stack trace."""
    home.mkdir(parents=True, exist_ok=True)
    port = free_port()
    server = Server(f"http://localhost:{port}", home, home.parent / f"{home.name}-{port}.log")
    command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}", "--server.headless=true"]
    environment = {**os.environ, "CAMDASH_HOME": str(home), "PYTHONPATH": str(ROOT)}
    with (
        server.log.open("wb") as log,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT) as process,
    ):
        try:
            wait_until_healthy(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)
    written = server.log.read_text("utf-8", errors="replace")
    assert "Traceback" not in written, f"the server's log shows a stack trace:\n{written[-4000:]}"


def wait_until_healthy(server: Server, process: subprocess.Popen[bytes]) -> None:
    """Return when the app answers; raise RuntimeError with its log when it ends or stays silent."""
    end = time.monotonic() + START_S
    while time.monotonic() < end and process.poll() is None:
        if is_healthy(server):
            return
        time.sleep(0.2)
    raise RuntimeError(f"the app did not start:\n{server.log.read_text('utf-8', errors='replace')}")


def is_healthy(server: Server) -> bool:
    """Ask the app once whether it is ready."""
    with closing(http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=2)) as connection:
        try:
            connection.request("GET", "/_stcore/health")
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run an empty app for the tests of one module."""
    with start_app(tmp_path_factory.mktemp("app") / "home") as running:
        yield running


# ----------------------------------------------------------------------------------------------- the browser


def find_chromium(playwright: Playwright) -> str | None:
    """Find a Chromium: CAMDASH_CHROMIUM, then PATH, then playwright's own; None when there is none."""
    named = os.environ.get("CAMDASH_CHROMIUM")
    candidates = [named] if named else [*map(shutil.which, NAMES), playwright.chromium.executable_path]
    return next((path for path in candidates if path and Path(path).is_file()), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all tests, or skip them."""
    with sync_playwright() as playwright:
        path = find_chromium(playwright)
        if path is None:
            pytest.skip("no Chromium found: install one or set CAMDASH_CHROMIUM to its program")
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@dataclass  # no slots: playwright hangs a mark of its own on a handler's object
class Watch:
    """What a page did besides showing itself: requests, console errors, uncaught exceptions."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def over(self, page: Page) -> Self:
        """Start recording a page's doings."""
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return self

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not ASKED_BESIDE_A_PAGE.search(str(message.location.get("url"))):
            self.errors.append(f"{message.text} ({message.location.get('url')})")

    def outside(self) -> list[str]:
        """List the requests that went to any other host than this machine."""
        return [url for url in self.requests if not is_local(url)]

    def judge(self) -> None:
        """Fail for a request to another host or for a console error."""
        assert self.outside() == [], f"requests left this machine: {self.outside()}"
        assert self.errors == [], f"console errors: {self.errors}"


def is_local(url: str) -> bool:
    """Tell whether a request stays on this machine."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].rpartition(":")[0] or parts.netloc
    return parts.scheme in LOCAL_SCHEMES or host in LOCAL_HOSTS


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[OpenPage]:
    """Give a function `(size=(1366, 768), dark=False, url=server.url) -> Page`; every page is judged at the end."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def open_one(*, size: tuple[int, int] = (1366, 768), dark: bool = False, url: str = server.url) -> Page:
        context = browser.new_context(
            base_url=url,
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            locale="vi-VN",
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        watches.append(Watch().over(page))
        return page

    yield open_one
    for context in contexts:
        context.close()
    for watch in watches:
        watch.judge()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Give a light page of 1366 × 768 in the browser."""
    return open_page()
