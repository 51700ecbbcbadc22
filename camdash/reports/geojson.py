"""Records as GeoJSON (RFC 7946): points in WGS84 with six decimals, nothing sensitive among them."""

from collections.abc import Sequence

import orjson
import pandas as pd

from camdash.analysis.labels import Labels
from camdash.reports._columns import Headings
from camdash.reports._points import points_of
from camdash.reports.facts import Facts


def frame_to_geojson(
    frame: pd.DataFrame,
    name: str,
    labels: Labels,
    facts: Facts,
    *,
    chosen: Sequence[str],
    headings: Headings = "codes",
) -> bytes:
    """Write one feature a line; `chosen` columns are its properties, by field name and code or as readers call them.

    The frame has lat, lon and sensitive. `metadata`, beside the features, tells the facts and how many rows are no
    point, for want of coordinates or because they are sensitive.
    """
    points = points_of(frame, name, labels, chosen, headings)
    features = [
        orjson.dumps(
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": (lon, lat)}, "properties": told},
        )
        for lat, lon, told in points.rows()
    ]
    head = {
        **facts.to_codes(),
        "rows": len(frame),
        "points": len(features),
        "without_coordinates": points.without_coordinates,
        "withheld_sensitive": points.withheld,
    }
    start = b'{"type": "FeatureCollection",\n"name": ' + orjson.dumps(facts.title) + b',\n"metadata": '
    return start + orjson.dumps(head) + b',\n"features": [\n' + b",\n".join(features) + b"\n]}\n"
