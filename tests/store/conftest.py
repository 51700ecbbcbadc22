"""An empty store for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from camdash.settings import Settings
from camdash.store import Store
from tests.store.postgres import fresh_postgres


@pytest.fixture
def store() -> Iterator[Store]:
    """Open an empty store in the test's own home."""
    with Store.open(Settings.from_environment()) as opened:
        yield opened


@pytest.fixture
def postgres(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Give an empty PostgreSQL database to the test and to the programs that it starts."""
    with fresh_postgres(home) as settings:
        monkeypatch.setenv("CAMDASH_DATABASE_URL", settings.database_url)
        yield settings
