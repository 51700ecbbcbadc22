"""An empty store for each test."""

from collections.abc import Iterator

import pytest

from camdash.settings import Settings
from camdash.store import Store


@pytest.fixture
def store() -> Iterator[Store]:
    """Open an empty store in the test's own home."""
    with Store.open(Settings.from_environment()) as opened:
        yield opened
