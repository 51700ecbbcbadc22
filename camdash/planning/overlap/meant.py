"""Which pairs a filter means: those of which a record is meant."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from camdash.analysis.columns import columns
from camdash.analysis.filters import Filter
from camdash.analysis.snapshot import Snapshot
from camdash.planning.keys import key_table
from camdash.store.plans import Question

Flags = npt.NDArray[np.bool_]


def meant(snapshot: Snapshot, question: Question, found: pd.DataFrame, where: Filter) -> Flags:
    """Tell which pairs have a record that the filter means.

    What only one form has narrows the records of that form: of a need beside a camera, "broken" means the camera's.
    """
    first = "form1" if question == "existing" else "form2"
    second = "form2" if question == "needs" else "form1"
    one, other = where.only(first), where.only(second)
    if not (one.where or other.where):
        return np.ones(len(found), dtype=bool)
    shared = Filter(tuple(item for item in one.where if item[0] in columns(second)))
    either = _holds(snapshot, first, shared, found["one"]) | _holds(snapshot, second, shared, found["other"])
    if first == second:
        return either
    own = (Filter(tuple(item for item in each.where if item not in shared.where)) for each in (one, other))
    needs, cameras = own
    return either & _holds(snapshot, first, needs, found["one"]) & _holds(snapshot, second, cameras, found["other"])


def _holds(snapshot: Snapshot, form: str, where: Filter, keys: pd.Series) -> Flags:
    if not where.where:
        return np.ones(len(keys), dtype=bool)
    clause, params = where.sql(form)
    sql = f"""
        SELECT k.key FROM {form} r
        JOIN {key_table(snapshot)} k ON k.form = '{form}' AND k.version_id = r.version_id AND k.record = r.record
        WHERE {clause}"""
    return np.asarray(keys.isin(snapshot.query(sql, params)["key"].to_pylist()), dtype=bool)
