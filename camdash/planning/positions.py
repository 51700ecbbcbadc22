"""The records as planning takes them: a frame of each form with keys, and places in metres where they are told."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd
from pyproj import Transformer

from camdash.analysis.filters import Filter
from camdash.analysis.frames import to_frame
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.snapshot import Snapshot
from camdash.planning.keys import key_table

UTM48 = 32648
"""WGS84 / UTM zone 48N (EPSG:32648): in the city its metres are long by at most 0.04 %, the same on every machine."""

_COMMON = (
    "unit", "position_name", "address", "ward", "district", "lat", "lon", "height_m", "bearing_deg", "fov_deg",
    "range_m", "quantity", "camera_type", "purposes", "area_class", "cost_vnd", "funding", "note", "excluded",
    "located", "sensitive", "need_group", "file", "sheet", "row",
)  # fmt: skip
_OF_FORM: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "form1": (
            "owner_unit", "camera_code", "brand", "model", "technology", "resolution_mp", "install_year",
            "operating_state", "quantity_working", "quantity_broken", "connected_to", "can_share", "protocols",
            "retention_days", "bandwidth_mbps", "ai_features", "grade_state", "grade", "remedy", "reach",
        ),
        "form2": (
            "need_kind", "ai_needs", "min_resolution_mp", "min_retention_days", "priority", "planned_period",
            "justification", "reuse_possible",
        ),
    }
)  # fmt: skip

Metres = npt.NDArray[np.float64]


def positions(snapshot: Snapshot, form: str, where: Filter = EVERYTHING) -> pd.DataFrame:
    """Give the records of Form 1 or Form 2 that count or would count, in the order of versions and rows.

    Columns: key, version_id, record, issuer and part (of the version), the fields that planning looks at, and x_m, y_m
    (EPSG:32648 metres, NaN without coordinates). Sensitive records are among them, marked by `sensitive`: they are
    planned as all others and never drawn as points. Excluded records are among them too, with `excluded` true.
    """
    clause, params = where.only(form).sql(form)
    names = ", ".join(f'r."{name}"' for name in (*_COMMON, *_OF_FORM[form]))
    sql = f"""
        SELECT k.key, r.version_id, r.record, v.issuer, v.part, {names}
        FROM (SELECT * FROM {form} WHERE {clause}) r
        JOIN {key_table(snapshot)} k ON k.form = '{form}' AND k.version_id = r.version_id AND k.record = r.record
        JOIN versions v ON v.id = r.version_id
        ORDER BY r.version_id, r.record"""
    frame = to_frame(snapshot.query(sql, params))
    x, y = metres(frame["lat"].to_numpy(float), frame["lon"].to_numpy(float))
    return frame.assign(x_m=x, y_m=y)


def metres(lat: Metres, lon: Metres) -> tuple[Metres, Metres]:
    """Turn WGS84 degrees into EPSG:32648 metres, east and north; NaN stays NaN."""
    told = np.isfinite(lat) & np.isfinite(lon)
    x, y = np.full(len(lat), np.nan), np.full(len(lat), np.nan)
    if told.any():
        x[told], y[told] = Transformer.from_crs(4326, UTM48, always_xy=True).transform(lon[told], lat[told])
    return x, y
