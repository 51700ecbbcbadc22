"""A viewer of a running app without a browser: speaks Streamlit's own protocol and times each run of a page."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).parent.parent
_WAIT_S = 120


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a page as its viewer meets it: seconds until it is whole, bytes sent to the browser, its errors."""

    seconds: float
    size: int
    errors: tuple[str, ...]


class Viewer:
    """One session with a server; the page and its filter are asked for by the URL, as a link does."""

    def __init__(self, port: int) -> None:
        self._socket: ClientConnection = connect(
            f"ws://localhost:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None, compression=None
        )
        self._pages: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._socket.close()

    def open(self, page: str = "", query: str = "") -> Run:
        """Run a page (its path in the URL) with a query and wait until it is whole."""
        message = BackMsg()
        message.rerun_script.query_string = query
        if page in self._pages:
            message.rerun_script.page_script_hash = self._pages[page]
        else:
            message.rerun_script.page_name = page
        start = time.perf_counter()
        self._socket.send(message.SerializeToString())
        return self._listen(start)

    def _listen(self, start: float) -> Run:
        size, errors = 0, []
        while True:
            content = self._socket.recv(timeout=_WAIT_S)
            size += len(content)
            message = ForwardMsg()
            message.ParseFromString(content if isinstance(content, bytes) else content.encode())
            match message.WhichOneof("type"):
                case "navigation":
                    self._pages = {p.url_pathname: p.page_script_hash for p in message.navigation.app_pages}
                case "delta" if message.delta.new_element.WhichOneof("type") == "exception":
                    errors.append(message.delta.new_element.exception.message)
                case "script_finished" if message.script_finished in {
                    ForwardMsg.FINISHED_SUCCESSFULLY,
                    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
                }:
                    return Run(time.perf_counter() - start, size, tuple(errors))


@contextmanager
def served(script: Path, home: Path) -> Iterator[int]:
    """Run an app in a process of its own over the data of `home`; give its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "CAMDASH_HOME": str(home), "STREAMLIT_SERVER_PORT": str(port)}
    environment.pop("CAMDASH_DATABASE_URL", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(300):
        with suppress(OSError):
            urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1).close()
            return
        time.sleep(0.1)
    message = "the app does not answer"
    raise TimeoutError(message)
