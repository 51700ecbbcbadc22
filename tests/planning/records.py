"""Records of both forms as planning takes them, made by hand in metres."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from camdash.planning.positions import positions
from tests.analysis.conftest import make_snapshot

_LIST = pd.ArrowDtype(pa.list_(pa.string()))
_EMPTY = make_snapshot()
_TOLD: dict[str, Any] = {"unit": "001", "quantity": 1, "excluded": False, "sensitive": False, "version_id": 1}


def made(form: str, rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Make a frame like `positions`; each row tells its key, `x_m` and `y_m` in metres (none: no coordinates)."""
    like = positions(_EMPTY, form)
    told = [{**_TOLD, "record": n, **row} for n, row in enumerate(rows)]
    columns = {}
    for name, column in like.items():
        values = [row.get(name) for row in told]
        if name in {"x_m", "y_m", "lat", "lon"}:  # degrees do not matter here, but that they are told
            near = {"lat": "y_m", "lon": "x_m"}.get(str(name), str(name))
            columns[name] = np.array([np.nan if row.get(near) is None else row[near] for row in told], dtype=float)
        else:
            columns[name] = pd.Series(values, dtype=column.dtype)
    return pd.DataFrame(columns)


def existing(*rows: dict[str, Any]) -> pd.DataFrame:
    """Make existing records."""
    return made("form1", rows)


def needs(*rows: dict[str, Any]) -> pd.DataFrame:
    """Make needs."""
    return made("form2", rows)
