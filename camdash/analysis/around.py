"""What else stands around a place: the located records within some metres, never a sensitive one."""

from typing import Any

from camdash.analysis.places import ID, POINT
from camdash.analysis.snapshot import Snapshot
from camdash.geo.projection import METRES_EAST, METRES_NORTH

Row = dict[str, Any]


MOST = 200


def around(snapshot: Snapshot, form: str, lat: float, lon: float, within_m: float) -> list[Row]:
    """List up to MOST records within `within_m` metres of a place (WGS84 degrees), the nearest first.

    Keys: id, lat, lon, unit, said (name or address, None where neither is told).
    """
    apart = "sqrt(pow(? * (lat - ?), 2) + pow(? * (lon - ?) * cos(radians(?)), 2))"
    measured = [METRES_NORTH, lat, METRES_EAST, lon, lat]
    room = within_m / METRES_NORTH * 2
    sql = f"""
        SELECT {ID} AS id, lat, lon, unit::VARCHAR AS unit, coalesce(position_name, address) AS said, {apart} AS apart
        FROM {form}
        WHERE {POINT} AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? AND {apart} <= ?
        ORDER BY apart, version_id, record LIMIT {MOST}"""
    box = [lat - room, lat + room, lon - room, lon + room]
    rows: list[Row] = snapshot.query(sql, [*measured, *box, *measured, within_m]).drop(["apart"]).to_pylist()
    return rows
