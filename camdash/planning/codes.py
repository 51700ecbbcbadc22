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
    parents, told = _flat(values)
    return parents, told.to_numpy(zero_copy_only=False)


def _flat(values: pd.Series) -> tuple[Ints, pa.Array]:
    lists = values.astype(LIST).array.__arrow_array__()
    whole = lists.combine_chunks() if isinstance(lists, pa.ChunkedArray) else lists
    parents = pc.list_parent_indices(whole).to_numpy(zero_copy_only=False).astype(np.int64)
    return parents, pc.list_flatten(whole)


def bits(values: pd.Series, codes: Sequence[str]) -> Ints:
    """Give each record's list as a number: bit n for the n-th of `codes`; codes that are none of them set no bit."""
    at, told = _flat(values)
    found, number = np.zeros(len(values), dtype=np.int64), _places(told, codes)
    known = number >= 0
    np.bitwise_or.at(found, at[known], np.int64(1) << number[known])
    return found


def mask(wanted: Iterable[str], codes: Sequence[str]) -> int:
    """Give the bits of some codes."""
    return sum(1 << codes.index(code) for code in set(wanted))


def numbers(values: pd.Series, codes: Sequence[str]) -> Ints:
    """Give each record's code as its place in `codes`, -1 where it is none of them or not told."""
    return _places(pa.array(values.astype("string[pyarrow]")), codes)


def _places(texts: pa.Array | pa.ChunkedArray, codes: Sequence[str]) -> Ints:
    found = pc.index_in(texts, value_set=pa.array(codes, texts.type)).fill_null(-1)
    whole = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
    places: Ints = whole.to_numpy(zero_copy_only=False).astype(np.int64)
    return places
