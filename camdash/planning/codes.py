"""Coded answers of many records as numbers: one bit a code for lists, one number a code for single answers."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]
LIST = pd.ArrowDtype(pa.list_(pa.string()))


def flat(values: pd.Series) -> tuple[Ints, npt.NDArray[np.object_]]:
    """Give each code of a list column (Arrow lists of text) with the place of its record; not told gives none."""
    lists = values.astype(LIST).array.__arrow_array__()
    whole = lists.combine_chunks() if isinstance(lists, pa.ChunkedArray) else lists
    parents = pc.list_parent_indices(whole).to_numpy(zero_copy_only=False).astype(np.int64)
    return parents, pc.list_flatten(whole).to_numpy(zero_copy_only=False)


def bits(values: pd.Series, codes: Sequence[str]) -> Ints:
    """Give each record's list as a number: bit n for the n-th of `codes`; codes that are none of them set no bit."""
    at, told = flat(values)
    found = np.zeros(len(values), dtype=np.int64)
    number = pd.Index(codes).get_indexer(pd.Index(told)) if len(told) else np.empty(0, dtype=np.int64)
    known = number >= 0
    np.bitwise_or.at(found, at[known], np.int64(1) << number[known].astype(np.int64))
    return found


def mask(wanted: Iterable[str], codes: Sequence[str]) -> int:
    """Give the bits of some codes."""
    return sum(1 << codes.index(code) for code in set(wanted))


def numbers(values: pd.Series, codes: Sequence[str]) -> Ints:
    """Give each record's code as its place in `codes`, -1 where it is none of them or not told."""
    return pd.Index(codes).get_indexer(pd.Index(values.astype(object))).astype(np.int64)
