"""Whole numbers shared out by weights, cut into small quantities, and drawn: exactly, and the same for one seed."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

Key = TypeVar("Key")


def chance(*parts: object) -> Random:
    """Start a stream of random numbers of its own for each thing named; nothing here keeps a secret."""
    return Random("|".join(map(str, parts)))  # noqa: S311 - a sample city, not cryptography


def apportion(total: int, weights: Mapping[Key, float]) -> dict[Key, int]:
    """Share `total` out by weight, largest remainders first; the shares add up to `total`.

    >>> apportion(10, {"a": 2, "b": 1, "c": 0})
    {'a': 7, 'b': 3, 'c': 0}
    """
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    exact = {key: total * weight / whole for key, weight in weights.items()}
    shares = {key: int(value) for key, value in exact.items()}
    by_rest = sorted(shares, key=lambda key: shares[key] - exact[key])
    for key in by_rest[: total - sum(shares.values())]:
        shares[key] += 1
    return shares


def apportion_within(total: int, weights: Mapping[Key, float], most: Mapping[Key, int]) -> dict[Key, int]:
    """Share `total` out by weight, none getting more than its `most`; what finds no room at all is left out."""
    shares = dict.fromkeys(weights, 0)
    while left := total - sum(shares.values()):
        open_ = {key: weight for key, weight in weights.items() if shares[key] < most[key] and weight > 0}
        if not open_:
            break
        for key, more in apportion(left, open_).items():
            shares[key] = min(most[key], shares[key] + more)
    return shares


def cut(total: int, sizes: Mapping[int, float], rng: Random) -> list[int]:
    """Cut `total` into quantities of the given sizes, drawn by weight; the last one takes what is left."""
    drawn: list[int] = []
    left = total
    values, cumulated = list(sizes), list(accumulate(sizes.values()))
    while left > 0:
        size = min(left, rng.choices(values, cum_weights=cumulated)[0])
        drawn.append(size)
        left -= size
    return drawn


class Draw:
    """Draws from a weighted table again and again."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        """Sum up the weights once."""
        self._values: Sequence[str] = tuple(weights)
        self._cumulated = list(accumulate(weights.values()))

    def __call__(self, rng: Random) -> str:
        """Draw one value."""
        return rng.choices(self._values, cum_weights=self._cumulated)[0]
