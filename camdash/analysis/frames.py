"""From DuckDB's answers to pandas frames in which a value that is not told is missing, whatever its type.

Integers are Int64, yes/no columns boolean, text is string (missing: NA), floats float64 (missing: NaN), days are
`datetime.date` objects, lists are Arrow lists of text.
"""

from collections.abc import Callable

import pandas as pd
import pyarrow as pa

_DTYPES: dict[pa.DataType, Callable[[], object]] = {
    pa.int64(): pd.Int64Dtype,
    pa.int32(): pd.Int64Dtype,
    pa.bool_(): pd.BooleanDtype,
    pa.string(): lambda: pd.StringDtype("pyarrow", na_value=pd.NA),
    pa.large_string(): lambda: pd.StringDtype("pyarrow", na_value=pd.NA),
    pa.list_(pa.string()): lambda: pd.ArrowDtype(pa.list_(pa.string())),
}


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Give an Arrow table as a frame of the types named above."""
    frame: pd.DataFrame = table.to_pandas(types_mapper=_dtype, date_as_object=True)
    return frame


def _dtype(arrow: pa.DataType) -> object | None:
    if pa.types.is_list(arrow):
        return pd.ArrowDtype(pa.list_(pa.string()))
    make = _DTYPES.get(arrow)
    return make() if make else None
