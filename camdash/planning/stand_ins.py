"""Coordinates that only fill the cell: one pair under the names and addresses of a whole district."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from camdash.planning.standards import Standards


def stand_ins(records: pd.DataFrame, standards: Standards) -> npt.NDArray[np.bool_]:
    """Tell of each record whether its coordinates stand under too many names and addresses to be a place.

    Such coordinates count as not told; `records` has lat, lon (degrees, NaN: none), position_name and address.
    """
    place = records.groupby(["lat", "lon"], sort=False, dropna=True).ngroup().fillna(-1).to_numpy(np.int64)
    told = np.flatnonzero(place >= 0)
    many = np.bincount(place[told])[place[told]] >= standards["stand_in_names"] if len(told) else told
    crowded = told[np.flatnonzero(many)]
    few = records.iloc[crowded]
    called = pd.factorize(few["position_name"].fillna("") + "|" + few["address"].fillna(""))[0]
    names = pd.Series(called).groupby(place[crowded]).transform("nunique").to_numpy()
    found = np.zeros(len(records), dtype=bool)
    found[crowded] = names >= standards["stand_in_names"]
    return found
