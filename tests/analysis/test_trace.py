"""From a record back to its cell."""

from pathlib import Path

import pytest

from camdash.analysis import trace
from camdash.intake.reader import read_bytes
from camdash.settings import Settings
from camdash.store import Store
from tests.sheets import workbook

SHEET = """
| UBND QUẬN BA ĐÌNH |            |          |             |
| MẪU SỐ 1          |            |          |             |
| STT               | Vị trí     | Số lượng | Loại camera |
| 1                 | Ngã tư Sở  | 2        | PTZ         |
| 2                 | Chợ Bưởi   | vài cái  | cố định     |
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Store one small form."""
    opened = Store.open(Settings(tmp_path, f"sqlite:///{tmp_path / 'camdash.db'}"))
    content = workbook(SHEET)
    campaign = opened.campaign("2024")
    opened.save("2024", read_bytes("Mau 1.xlsx", content, campaign), content, received_on=campaign.deadline)
    return opened


def test_a_figure_leads_to_its_cell(store: Store) -> None:
    """File, sheet, row and the cell of each field that is told."""
    found = trace.find(store, "1.0")
    assert found is not None
    cells = {told.name: (told.value, told.cell) for told in found.fields}
    assert (found.version.file, found.row) == ("Mau 1.xlsx", 4)
    assert cells["quantity"] == (2, "C4")
    assert cells["position_name"] == ("Ngã tư Sở", "B4")
    assert found.findings == ()


def test_what_was_wrong_with_the_row_comes_along(store: Store) -> None:
    """The unreadable quantity is told with its cell."""
    found = trace.find(store, "1.1")
    assert found is not None
    assert [(p.code, p.cell) for p in found.findings] == [("quantity_unreadable", "C5")]


def test_the_file_comes_back_as_it_arrived(store: Store) -> None:
    """Name and bytes."""
    assert trace.original(store, 1) == ("Mau 1.xlsx", store.file(store.version(1).sha256))


@pytest.mark.parametrize("stale", ["", "1", "1.", "1.99", "99.0", "a.b", "-1.0", "1.0.0", "².0", "9" * 40 + ".0"])
def test_a_stale_link_leads_nowhere(store: Store, stale: str) -> None:
    """It breaks nothing either."""
    assert trace.find(store, stale) is None
