"""What the common platform has to carry: bandwidth, storage, servers, licences, at a low, a middle and a high estimate.

Bandwidth (Gbps) = cameras × Mbps / 1,000. Storage (TB) = cameras × Mbps × 3,600 × hours × days / 8,000,000: a thousand
cameras of 4 Mbps for 30 days are 1,296 TB. Both are what the streams take, before redundancy and free room. A declared
bitrate goes before the table by resolution.
"""

import math

import numpy as np
import pandas as pd

from camdash.analysis.columns import RESOLUTION_CLASSES, RESOLUTION_EDGES_MP
from camdash.analysis.cuts import narrowed
from camdash.analysis.filters import Filter
from camdash.analysis.frames import to_frame
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.snapshot import Snapshot
from camdash.planning.codes import numbers
from camdash.planning.standards import LEVELS, Level, Standards

PARTS = ("connected", "connect_now", "gateway", "needed")
"""Cameras at the city's centre, those that can be connected as they are, those by a gateway, those needed (new)."""

_SECONDS = 3_600
_MBIT_A_TB = 8e6
_PRICES = {"storage_tb": "cost_storage_tb_vnd", "servers": "cost_server_vnd", "gpus": "cost_gpu_vnd"}


def capacity(cameras: pd.DataFrame, standards: Standards) -> pd.DataFrame:
    """Work out what cameras take, a row for each of LEVELS.

    `cameras` has a row for each kind: cameras (count), resolution_class (of RESOLUTION_CLASSES, missing: not told),
    bitrate_mbps (declared for one camera, NaN: not told), ai (whether their pictures are analysed). Columns: level,
    cameras, declared (cameras whose bitrate is declared), ai_cameras, bandwidth_gbps, storage_tb, servers, gpus,
    licences, cost_vnd (đồng; missing as long as no price is set).
    """
    return pd.DataFrame([_level(cameras, standards, level) for level in LEVELS]).astype({"cost_vnd": "Float64"})


def _level(cameras: pd.DataFrame, standards: Standards, level: Level) -> dict[str, object]:
    count = cameras["cameras"].to_numpy(np.int64)
    declared = cameras["bitrate_mbps"].to_numpy(float)
    told = np.isfinite(declared)
    table = [standards[f"bitrate_{name}_mbps.{level}"] for name in (*RESOLUTION_CLASSES, "unknown")]
    by_class = np.array(table)[numbers(cameras["resolution_class"], RESOLUTION_CLASSES)]
    mbps = float((np.where(told, declared, by_class) * count).sum())
    hours = standards[f"record_hours.{level}"] * standards[f"record_days.{level}"]
    whole, ai = int(count.sum()), int(count[cameras["ai"].to_numpy(bool)].sum())
    found = {
        "bandwidth_gbps": mbps / 1_000,
        "storage_tb": mbps * _SECONDS * hours / _MBIT_A_TB,
        "servers": _boxes(whole, standards[f"streams_per_server.{level}"]),
        "gpus": _boxes(ai, standards[f"streams_per_gpu.{level}"]),
        "licences": math.ceil(whole * standards[f"licences_per_camera.{level}"]),
    }
    counts = {"cameras": whole, "declared": int(count[told].sum()), "ai_cameras": ai}
    return {"level": level, **counts, **found, "cost_vnd": _cost(found, standards)}


def _boxes(cameras: int, each: float) -> int:
    return math.ceil(cameras / each)


def _cost(found: dict[str, float], standards: Standards) -> float | None:
    """Add up what has a price; None where nothing has."""
    prices = {name: standards[price] for name, price in {**_PRICES, "licences": "cost_licence_vnd"}.items()}
    return sum(found[name] * price for name, price in prices.items()) if any(prices.values()) else None


def of_survey(snapshot: Snapshot, standards: Standards, where: Filter = EVERYTHING) -> pd.DataFrame:
    """Gather the cameras of the survey as `capacity` takes them, with a column `part` (of PARTS).

    Existing cameras by their way to the centre; those that cannot be joined, or do not tell, are in no part. Needed are
    those of kind new or not told. A bandwidth told of more than the standard's `bitrate_most_mbps` is the speed of the
    line and no bitrate.
    """
    there, of_there = narrowed("form1", where)
    asked, of_asked = narrowed("form2", where)
    most = standards["bitrate_most_mbps"]
    sql = f"""
        SELECT reach::VARCHAR AS part, resolution_class::VARCHAR AS resolution_class,
               CASE WHEN bandwidth_mbps > 0 AND bandwidth_mbps <= {most!r} THEN bandwidth_mbps END AS bitrate_mbps,
               coalesce(ai = 'some', FALSE) AS ai, sum(quantity)::BIGINT AS cameras
        FROM {there} WHERE NOT excluded AND reach IN ('connected', 'connect_now', 'gateway') GROUP BY ALL
        UNION ALL
        SELECT 'needed', resolution_class::VARCHAR, NULL, coalesce(ai = 'some', FALSE), sum(quantity)::BIGINT
        FROM {asked} WHERE NOT excluded AND coalesce(need_kind = 'new', TRUE) GROUP BY ALL"""
    ordered = f"SELECT * FROM ({sql}) ORDER BY ALL"
    return to_frame(snapshot.query(ordered, [*of_there, *of_asked]))


def of_layout(needed: pd.DataFrame) -> pd.DataFrame:
    """Gather cameras of a plan as `capacity` takes them: `needed` has cameras, resolution_mp (NaN: not told) and ai."""
    edges = np.array(RESOLUTION_EDGES_MP)
    mp = needed["resolution_mp"].to_numpy(float)
    names = np.array([*RESOLUTION_CLASSES, None], dtype=object)
    classes = np.where(np.isfinite(mp), np.searchsorted(edges, mp, side="right"), len(RESOLUTION_CLASSES))
    return pd.DataFrame(
        {
            "part": "needed",
            "resolution_class": names[classes],
            "bitrate_mbps": np.nan,
            "ai": needed["ai"].to_numpy(bool),
            "cameras": needed["cameras"].to_numpy(np.int64),
        }
    )
