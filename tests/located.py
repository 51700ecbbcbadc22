"""What the map's questions rest on: records with their ordinal and their H3 cell."""

import numpy as np
import pyarrow as pa

from camdash.analysis.snapshot import Snapshot
from camdash.geo.cells import FINEST, index


def complete(snapshot: Snapshot) -> Snapshot:
    """Add the columns `record` and `h3_10` to the forms' tables where loading has not made them."""
    con = snapshot.con
    for form in ("form1", "form2"):
        known = {row[0] for row in con.execute(f"DESCRIBE {form}").fetchall()}
        if "h3_10" not in known:
            con.execute(f"CREATE OR REPLACE TABLE {form} AS SELECT *, row_number() OVER () - 1 AS place_no FROM {form}")
            rows = con.execute(f"SELECT place_no, lat, lon FROM {form}").to_arrow_table()
            lat, lon = (rows[name].to_numpy() for name in ("lat", "lon"))
            some = ~(np.isnan(lat) | np.isnan(lon))
            cells = np.zeros(len(lat), dtype=np.uint64)
            cells[some] = index(lat[some], lon[some], FINEST)
            con.register("found", pa.table({"n": rows["place_no"], "h3_10": pa.array(cells, mask=~some)}))
            con.execute(
                f"CREATE OR REPLACE TABLE {form} AS SELECT f.* EXCLUDE (place_no), place_no AS record, found.h3_10 "
                f"FROM {form} f JOIN found ON found.n = f.place_no ORDER BY place_no"
            )
            con.unregister("found")
    return snapshot
