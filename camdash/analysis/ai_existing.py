"""What the cameras there are could do of AI, and what they do not tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from camdash.analysis.ai_answers import ANSWERS, COLUMN, answers, untold
from camdash.analysis.cuts import narrowed
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.snapshot import Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class Existing:
    """Existing cameras of a filter: all of them, those with AI, and those that do not tell whether they have any.

    `serving` counts for each function the cameras that have it, could serve it, cannot, or do not tell enough (columns
    function, has, yes, no, missing, cameras: their sum, all cameras), most of has and yes first. `gaps` counts those
    that do not tell what has to be known for it (columns column, cameras), most first.
    """

    cameras: int
    with_ai: int
    untold: int
    serving: pd.DataFrame
    gaps: pd.DataFrame


def existing(snapshot: Snapshot, where: Filter = EVERYTHING) -> Existing:
    """Count existing cameras by what they can do of AI, in one question to the records."""
    source, params = narrowed("form1", where)
    found = snapshot.query(
        f"""
        SELECT {COLUMN} AS number, coalesce(ai = 'some', FALSE) AS has, ai IS NULL AS untold,
               coalesce(sum(quantity), 0)::BIGINT AS cameras
        FROM {source} WHERE NOT excluded GROUP BY ALL""",
        params,
    )
    numbers, cameras = found["number"].to_numpy().astype(np.uint64), found["cameras"].to_numpy()
    has, not_told = (found[name].to_numpy().astype(bool) for name in ("has", "untold"))
    return Existing(
        int(cameras.sum()),
        int(cameras[has].sum()),
        int(cameras[not_told].sum()),
        _serving(answers(numbers, cameras)),
        _gaps(untold(numbers, cameras)),
    )


def serving(snapshot: Snapshot, where: Filter = EVERYTHING) -> pd.DataFrame:
    """Give what cameras could serve each function (Existing.serving)."""
    return existing(snapshot, where).serving


def _serving(counted: Mapping[str, Sequence[int]]) -> pd.DataFrame:
    has, yes, _, missing = range(len(ANSWERS))
    order = sorted(counted, key=lambda name: (-counted[name][has] - counted[name][yes], -counted[name][missing], name))
    rows = [(name, *counted[name], sum(counted[name])) for name in order]
    return pd.DataFrame(rows, columns=["function", *ANSWERS, "cameras"])


def _gaps(counted: Mapping[str, int]) -> pd.DataFrame:
    rows = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return pd.DataFrame(rows, columns=["column", "cameras"])
