"""Kill -9 in the middle of an import (20 rounds on a whole city: python -m benchmarks kills)."""

from pathlib import Path

import pytest

from benchmarks.kills import run
from tests.store.workbooks import write_returns


@pytest.mark.timeout(300)
def test_a_killed_import_loses_nothing_and_the_next_finishes(tmp_path: Path) -> None:
    """Nothing acknowledged is lost, nothing is half saved, and the totals are those of an undisturbed import."""
    write_returns(tmp_path / "in")
    rounds = run(tmp_path / "in", rounds=4)
    assert [fault for one in rounds for fault in one.faults] == []
    assert len(rounds) == 4
    assert rounds[0].stored < rounds[-1].stored
