"""A small city in a home of its own, and a way to open any page of the app over it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from camdash.intake.reader import read_bytes
from camdash.sample.generate import MANIFEST, write_sample
from camdash.settings import ROOT, Settings
from camdash.store.gather import gather
from camdash.store.store import Store
from camdash.ui.navigation import OVERVIEW, Place

Open = Callable[..., AppTest]
TIMEOUT_S = 60


@pytest.fixture(scope="session")
def small_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a home whose 2024 campaign holds the first 24 files of a small sample city."""
    folder, home = tmp_path_factory.mktemp("returns"), tmp_path_factory.mktemp("city")
    write_sample(folder, cameras=600, needs=900, seed=3)
    with Store.open(Settings(home, f"sqlite:///{home / 'camdash.db'}")) as store:
        campaign = store.campaign("2024")
        first = min(item.received_on for item in gather([folder], campaign.deadline, folder / MANIFEST).items)
        for item in gather([folder], first, folder / MANIFEST).items[:24]:
            content = Path(str(item.source)).read_bytes()
            name = item.name.replace("GIA LAP", "TEST")
            reading = read_bytes(name, content, campaign)
            store.save("2024", reading, content, received_on=item.received_on)
    return home


def _ask(app: AppTest, query: dict[str, str]) -> AppTest:
    for name, value in query.items():
        app.query_params[name] = value
    return app


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Give a function `(place, language="vi", home=None, query={}) -> AppTest` that opens a page through app.py."""

    def open_one(place: Place = OVERVIEW, language: str = "vi", home: Path | None = None, **query: str) -> AppTest:
        if home is not None:
            monkeypatch.setenv("CAMDASH_HOME", str(home))
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=TIMEOUT_S)
        asked = {**query, **({"lang": language} if language != "vi" else {})}
        _ask(app, asked).run()
        _ask(app.switch_page(place.script), query).run()
        assert not app.exception
        return app

    return open_one
