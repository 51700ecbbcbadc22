"""What the tests of reading share: the 2024 survey and a way to read a pipe table."""

from collections.abc import Callable

import pytest

from camdash.forms.registry import Campaign, default_campaign
from camdash.intake.model import FileReading
from camdash.intake.reader import read_bytes
from tests.sheets import workbook

Read = Callable[..., FileReading]


@pytest.fixture(scope="session")
def campaign() -> Campaign:
    """Give the 2024 survey."""
    return default_campaign()


@pytest.fixture(scope="session")
def read(campaign: Campaign) -> Read:
    """Give a function that reads a pipe table as a workbook of Quận Ba Đình unless named otherwise."""

    def reading(table: str, name: str = "Mau so 1 - Quan Ba Dinh.xlsx", **options: object) -> FileReading:
        return read_bytes(name, workbook(table, **options), campaign)  # type: ignore[arg-type]

    return reading
