"""Published instances of maximal covering: the values that the literature reports."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from camdash.planning.coverage import Distance, coverage
from camdash.planning.siting import Effort, Problem, solve


def published(shared: Path, name: str, radius: float, distance: Distance, sites: int) -> Problem:
    """Read an instance: every point is demand and candidate."""
    frame = pd.read_csv(shared / "real" / "mclp" / f"{name}.csv").to_numpy(dtype=np.float64)
    places, weights = np.ascontiguousarray(frame[:, :2]), frame[:, 2]
    return Problem(weights, coverage(places, places, radius, distance), np.ones(len(weights)), (float(sites),))


@pytest.mark.parametrize(("name", "sites", "value"), [("SJC402", 3, 14690), ("SJC500", 7, 19692), ("SJC818", 5, 24531)])
def test_small_instances_are_proved(shared: Path, name: str, sites: int, value: int) -> None:
    """The proved optimum is found and proved again."""
    answer = solve(published(shared, name, 800.0, "euclidean", sites))
    assert (answer.objective, answer.status) == (value, "optimal")


def test_a_dense_city_comes_close_in_little_time(shared: Path) -> None:
    """Manhattan with 100 sites, by a tenth of the usual effort: 99.5 % of the published value, below its bound."""
    answer = solve(published(shared, "Manhattan2713", 400.0, "spherical", 100), Effort(iterations=8000))
    assert 1574256 * 0.995 <= answer.objective <= answer.bound
    assert answer.bound >= 1574256
