"""The needs of a survey with what becomes of each, as pages and files show them."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from camdash.analysis.cuts import narrowed
from camdash.analysis.filters import Filter
from camdash.analysis.snapshot import Snapshot
from camdash.planning.decided import Decided
from camdash.planning.positions import positions
from camdash.planning.reuse import reuse
from camdash.planning.stand_ins import stand_ins
from camdash.planning.standards import Standards

PUT_RIGHT = ("connect", "repair", "upgrade", "replace")
"""What can be done with a camera so that it serves a need."""

_NEED = (
    "key", "version_id", "record", "unit", "district", "ward", "position_name", "address", "need_kind", "camera_type",
    "purposes", "area_class",
)  # fmt: skip
_ROW = np.int64(1 << 32)


def reused(snapshot: Snapshot, standards: Standards, decided: Decided) -> pd.DataFrame:
    """Judge every need of the survey (camdash.planning.reuse) against every camera there is.

    One row a need, in the order of versions and rows: its own columns, those of `reuse`, and of the camera it names
    camera_version, camera_record, camera_name (address where it has no name), camera_unit (missing: none).
    """
    needs, existing = positions(snapshot, "form2"), positions(snapshot, "form1")
    found = reuse(needs, existing, standards, snapshot.thresholds, decided.decisions)
    name = existing["position_name"].fillna(existing["address"])
    cameras = pd.DataFrame(
        {
            "by": existing["key"].astype("string[pyarrow]"),
            "camera_version": existing["version_id"],
            "camera_record": existing["record"],
            "camera_name": name,
            "camera_unit": existing["unit"],
        }
    )
    whole = pd.concat([needs[list(_NEED)], found.drop(columns="key")], axis="columns")
    return whole.merge(cameras, on="by", how="left", validate="many_to_one")


def unplaced(snapshot: Snapshot, standards: Standards) -> int:
    """Count the existing positions that can serve no need because it is not told where they stand."""
    existing = positions(snapshot, "form1")
    return int((existing["x_m"].isna().to_numpy() | stand_ins(existing, standards)).sum())


def rows_of(snapshot: Snapshot, form: str, where: Filter) -> npt.NDArray[np.int64]:
    """Name the records of a form that a filter lets through, as `row_ids` does."""
    source, params = narrowed(form, where)
    found = snapshot.query(f"SELECT version_id, record FROM {source}", params)
    return row_ids(found["version_id"].to_numpy(), found["record"].to_numpy())


def row_ids(version_id: npt.ArrayLike, record: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Name records by one number each."""
    ids: npt.NDArray[np.int64] = np.asarray(version_id, np.int64) * _ROW + np.asarray(record, np.int64)
    return ids


def only(whole: pd.DataFrame, snapshot: Snapshot, where: Filter) -> pd.DataFrame:
    """Keep of the frame of `reused` what a filter lets through; cameras outside the filter still serve."""
    ids = row_ids(whole["version_id"].to_numpy(), whole["record"].to_numpy())
    return whole[np.isin(ids, rows_of(snapshot, "form2", where))].reset_index(drop=True)


def outcomes(found: pd.DataFrame, by: str = "") -> pd.DataFrame:
    """Count cameras by what becomes of them: served by a camera, new, or missing; the sum is what is needed.

    One row for each value of the column `by` (one row without it; missing last), a column for each outcome, and
    `cameras`, their sum.
    """
    served = {name: found["served"].where(found["outcome"] == name, 0) for name in ("met", *PUT_RIGHT)}
    counted = pd.DataFrame(
        {
            **served,
            "new": found["new_cameras"],
            "missing": found["cameras"].where(found["outcome"] == "missing", 0),
            "cameras": found["cameras"],
        }
    ).astype("int64")
    if not by:
        return counted.sum().to_frame().T
    return counted.groupby(found[by].astype(object), dropna=False).sum().rename_axis(by).reset_index()
