"""Which sites come first: criteria from 0 to 1, weights people set, and how much the order hangs on the weights.

Weights by pairwise comparison follow T. L. Saaty, The Analytic Hierarchy Process (1980): the principal eigenvector of
the matrix of judgements, with a consistency ratio that should stay below 0.1.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.spatial import cKDTree

from camdash.planning.asked import by_code
from camdash.planning.codes import flat, numbers
from camdash.planning.standards import CRITERIA, DEFAULT, Standards

Floats = npt.NDArray[np.float64]

CONSISTENT_BELOW = 0.1
"""A consistency ratio from this on says that the judgements contradict one another."""

URGENCY = {"high": 1.0, "medium": 0.5, "low": 0.0}
"""The unit's own priority as a number; not told counts as medium."""

_RANDOM_INDEX = (0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
"""Saaty's mean consistency index of random matrices, by their size."""

_ENOUGH_UNITS = 3
_ALL_UNITS = 1


def criteria(sites: pd.DataFrame, standards: Standards) -> pd.DataFrame:
    """Give each site (camdash.planning.sites) its criteria, numbers from 0 to 1, a column for each of CRITERIA.

    area_class and purpose by the standards' importance (of several purposes the greatest); priority: high 1, medium or
    not told 0.5, low 0; gap: distance to the nearest site with a working camera, full from the standard's `gap_full_m`
    (no coordinates: 0.5, none works anywhere: 1); ai: 1 where a function is asked for; units: 0 for one, 1 from three.
    """
    return pd.DataFrame(
        {
            "area_class": by_code(sites["area_class"], standards.of("importance_area")),
            "priority": np.array([*URGENCY.values(), URGENCY["medium"]])[numbers(sites["priority"], tuple(URGENCY))],
            "purpose": _purpose(sites, standards.of("importance_purpose")),
            "gap": (_gap_m(sites) / standards["gap_full_m"]).clip(upper=1.0).fillna(0.5),
            "ai": (_lengths(sites["functions"]) > 0).astype(float),
            "units": np.clip((_lengths(sites["units"]) - _ALL_UNITS) / (_ENOUGH_UNITS - _ALL_UNITS), 0.0, 1.0),
        }
    )


def scores(sites: pd.DataFrame, standards: Standards, weights: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Give each site its criteria and `score`, their sum by `weights` (of CRITERIA; default: the standards').

    Weights need not sum to one; ValueError where they do not make a positive sum or miss a criterion.
    """
    found = criteria(sites, standards)
    return found.assign(score=weighted(found, weights or standards.weights))


def weighted(found: pd.DataFrame, weights: Mapping[str, float]) -> Floats:
    """Sum criteria by weights made to sum to one."""
    told = np.array([weights.get(name, math.nan) for name in CRITERIA], dtype=float)
    if not (np.isfinite(told).all() and (told >= 0).all() and told.sum() > 0):
        raise ValueError(weights)
    total: Floats = found[list(CRITERIA)].to_numpy(float) @ (told / told.sum())
    return total


def draws(weights: Mapping[str, float], n: int = 1_000, seed: int = 1, concentration: float = 50.0) -> Floats:
    """Draw `n` sets of weights (rows; columns as CRITERIA, each row sums to one) around the given ones.

    From a Dirichlet distribution whose mean are the weights; the greater the concentration the closer to them. A weight
    of 0 stays 0. The same seed gives the same draws.
    """
    told = np.array([weights[name] for name in CRITERIA], dtype=float)
    alpha = told / told.sum() * concentration
    drawn = np.zeros((n, len(CRITERIA)))
    drawn[:, alpha > 0] = np.random.default_rng(seed).dirichlet(alpha[alpha > 0], n)
    return drawn


@dataclass(frozen=True, slots=True)
class Judged:
    """Weights from comparing criteria two by two, which sum to one, and how consistent the judgements are."""

    weights: tuple[float, ...]
    consistency_ratio: float

    @property
    def consistent(self) -> bool:
        """Whether the judgements may be used as they are."""
        return self.consistency_ratio < CONSISTENT_BELOW


def ahp(matrix: Floats) -> Judged:
    """Weigh criteria by how many times more each weighs than each other: `matrix[i, j]` = 1 / `matrix[j, i]` > 0.

    ValueError: not such a matrix, or of more than ten criteria.
    """
    size = len(matrix)
    square = matrix.shape == (size, size) and 0 < size < len(_RANDOM_INDEX)
    if not square or not (matrix > 0).all() or not np.allclose(matrix * matrix.T, 1.0):
        message = "not a matrix of pairwise comparisons"
        raise ValueError(message)
    values, vectors = np.linalg.eig(matrix)
    main = int(np.argmax(values.real))
    weights = np.abs(vectors[:, main].real)
    index = (values[main].real - size) / (size - 1) if size > 1 else 0.0
    ratio = max(index, 0.0) / _RANDOM_INDEX[size] if _RANDOM_INDEX[size] else 0.0
    return Judged(tuple(float(w) for w in weights / weights.sum()), float(ratio))


def compared(more: Mapping[tuple[int, int], float], size: int) -> Floats:
    """Make the matrix of `ahp` from judgements (i, j) -> how many times more i weighs than j; none told weighs 1."""
    matrix = np.ones((size, size))
    for (one, other), times in more.items():
        matrix[one, other], matrix[other, one] = times, 1 / times
    return matrix


def gini(shares: Sequence[float] | Floats, sizes: Sequence[float] | Floats | None = None) -> float:
    """Give the Gini coefficient of districts' coverage: 0 where all are covered alike, near 1 where one has it all.

    `sizes` weigh the districts (cameras needed there; default: all alike). NaN shares are left out; nothing is NaN.
    """
    x = np.asarray(shares, dtype=float)
    w = np.ones(len(x)) if sizes is None else np.asarray(sizes, dtype=float)
    told = np.isfinite(x) & (w > 0)
    x, w = x[told], w[told]
    if not len(x):
        return math.nan
    mean = float((x * w).sum() / w.sum())
    apart = float((np.abs(x[:, None] - x) * w[:, None] * w).sum()) / float(w.sum()) ** 2
    return apart / (2 * mean) if mean > 0 else 0.0


def worst(shares: Mapping[str, float]) -> tuple[str, float] | None:
    """Give the district that is covered least, the first by its code of several; None where none is known."""
    told = sorted((share, code) for code, share in shares.items() if math.isfinite(share))
    return (told[0][1], told[0][0]) if told else None


def _purpose(sites: pd.DataFrame, importance: Mapping[str, float]) -> Floats:
    at, told = flat(sites["purposes"])
    most = np.full(len(sites), -1.0)
    np.maximum.at(most, at, by_code(pd.Series(told, dtype=object), importance))
    return np.where(most < 0, importance[DEFAULT], most)


def _gap_m(sites: pd.DataFrame) -> pd.Series:
    points = sites[["x_m", "y_m"]].to_numpy(float)
    told = np.isfinite(points).all(axis=1)
    working = told & (sites["existing_working"].to_numpy(np.int64) > 0)
    gap = np.full(len(sites), np.nan)
    gap[told] = np.inf
    if working.any():
        gap[told] = cKDTree(points[working]).query(points[told])[0]
    return pd.Series(gap)


def _lengths(lists: pd.Series) -> npt.NDArray[np.int64]:
    return np.bincount(flat(lists)[0], minlength=len(lists))
