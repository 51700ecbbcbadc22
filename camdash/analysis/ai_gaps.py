"""What the records leave out that has to be known before a camera can be said to serve an AI function."""

import pandas as pd

from camdash.analysis.cuts import CAMERAS, narrowed
from camdash.analysis.filters import Filter
from camdash.analysis.frames import to_frame
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.snapshot import Snapshot

ASKED = ("fov_deg", "resolution_mp", "camera_type", "operating_state")


def gaps(snapshot: Snapshot, where: Filter = EVERYTHING) -> pd.DataFrame:
    """Count the existing cameras that do not tell each column of ASKED; columns: column, cameras; most first."""
    source, params = narrowed("form1", where)
    counts = " UNION ALL ".join(
        f"SELECT '{name}' AS \"column\", coalesce(sum(cameras) FILTER ({name}), 0)::BIGINT AS cameras FROM gathered"
        for name in ASKED
    )
    missing = ", ".join(f"{name} IS NULL AS {name}" for name in ASKED if name != "operating_state")
    sql = f"""
        WITH gathered AS (
            SELECT {missing}, operating_state IS NULL AND NOT state_told AS operating_state, {CAMERAS} AS cameras
            FROM {source} GROUP BY ALL)
        SELECT * FROM ({counts}) ORDER BY cameras DESC, "column" """
    return to_frame(snapshot.query(sql, params))
