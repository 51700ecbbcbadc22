"""A scenario solved over one state of the data: what is bought in which order and why, what is not, what is served.

The same inputs give the same plan to the byte (`pack`): work is limited by iterations, and everything is sorted before
it is solved. A plan that was cut short says so (`reproducible`).
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from camdash.analysis.frames import to_frame
from camdash.planning.scenario import Scenario

_FRAMES = ("purchases", "rejected", "served", "layout", "frontier")
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Of all members of a packed plan: the time of packing is no part of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A solved scenario.

    `purchases`: order (from 1), phase (from 0), site, action, camera, cameras, cost_vnd, gain (weight newly served at
    its turn), gain_needs, gain_cameras, reason, params. `rejected`: site, action, camera, cameras, cost_vnd, gain
    (weight it would add now), reason, params. `served`: key of each need (or point), site, unit, district, quantity,
    weight, state (met, served, left), order of the purchase that serves it. `layout`: camdash.planning.layout.
    `frontier`: budget_vnd, covered, bound; both are empty until camdash.planning.solving.completed. `totals` are plain
    numbers and texts.
    """

    scenario: Scenario
    purchases: pd.DataFrame
    rejected: pd.DataFrame
    served: pd.DataFrame
    totals: Mapping[str, Any]
    layout: pd.DataFrame = field(default_factory=pd.DataFrame)
    frontier: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def reproducible(self) -> bool:
        """Whether the same inputs would give the same plan again."""
        return bool(self.totals.get("reproducible", True))


def pack(plan: Plan) -> bytes:
    """Write a plan as bytes, the same for the same plan."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        told = {"scenario": plan.scenario.to_json(), "totals": dict(plan.totals)}
        _put(archive, "plan.json", orjson.dumps(told, option=orjson.OPT_SORT_KEYS | orjson.OPT_SERIALIZE_NUMPY))
        for name in _FRAMES:
            sink = io.BytesIO()
            pq.write_table(_table(getattr(plan, name)), sink, compression="zstd")
            _put(archive, f"{name}.parquet", sink.getvalue())
    return out.getvalue()


def _table(frame: pd.DataFrame) -> pa.Table:
    """Give a frame as a table in which text is of one kind and no pandas metadata stands."""
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    return table.cast(pa.schema([pa.field(field.name, _PLAIN.get(field.type, field.type)) for field in table.schema]))


def unpack(content: bytes) -> Plan:
    """Read a plan that `pack` wrote."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        told = orjson.loads(archive.read("plan.json"))
        frames = {name: _frame(archive.read(f"{name}.parquet")) for name in _FRAMES}
    return Plan(Scenario.from_json(told["scenario"]), totals=told["totals"], **frames)


def digest(packed: bytes) -> str:
    """Name a packed plan by its content (SHA-256)."""
    return hashlib.sha256(packed).hexdigest()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _MOMENT), content)


def _frame(content: bytes) -> pd.DataFrame:
    return to_frame(pq.read_table(io.BytesIO(content)))


_PLAIN = {
    pa.large_string(): pa.string(),
    pa.null(): pa.string(),
    pa.list_(pa.large_string()): pa.list_(pa.string()),
    pa.large_list(pa.large_string()): pa.list_(pa.string()),
    pa.list_(pa.null()): pa.list_(pa.string()),
}
