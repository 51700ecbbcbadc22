"""The look of the city: poles that stand so close that one would do (existing cameras).

Suggestions for people to judge, never a finding: several cameras on one pole are legitimate, and so are two poles at a
wide crossing. Sensitive records are never listed.
"""

from dataclasses import dataclass

import pandas as pd

from camdash.analysis.cuts import CAMERAS, narrowed
from camdash.analysis.filters import Filter
from camdash.analysis.frames import to_frame
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.poles import pole_table
from camdash.analysis.snapshot import Snapshot

ADVICE = ("share_pole", "one_owner")
"""Several owners or units could share one pole; one owner has several positions there."""

WITHIN_M = 5.0

_OWNER = "replace(strip_accents(lower(trim(coalesce(owner_unit, unit)))), 'đ', 'd')"
_NAMES = 3
_SAID = "coalesce(position_name, address)"


def shared_places(
    snapshot: Snapshot, where: Filter = EVERYTHING, within_m: float = WITHIN_M, limit: int = 500
) -> pd.DataFrame:
    """List the places where at least two positions stand within `within_m` metres: most owners, then most cameras.

    Columns: pole (stable as long as its middle stands), lat, lon (WGS84), positions, cameras, units, owners (counts),
    unit_codes, district, ward, names (up to three), advice (of ADVICE). A position is a row of a file.
    """
    sql, params = _places(snapshot, where, within_m)
    order = "ORDER BY advice DESC, owners DESC, cameras DESC, pole"
    return to_frame(snapshot.query(f"SELECT * FROM ({sql}) {order} LIMIT {limit:d}", params))


def summary(snapshot: Snapshot, where: Filter = EVERYTHING, within_m: float = WITHIN_M) -> pd.DataFrame:
    """Count those places by advice; columns: advice, places, positions, cameras."""
    sql, params = _places(snapshot, where, within_m)
    return to_frame(
        snapshot.query(
            f"""
            SELECT advice, count(*) AS places, sum(positions)::BIGINT AS positions, sum(cameras)::BIGINT AS cameras
            FROM ({sql}) GROUP BY ALL ORDER BY advice DESC""",
            params,
        )
    )


def _places(snapshot: Snapshot, where: Filter, within_m: float) -> tuple[str, list[object]]:
    table = pole_table(snapshot, within_m)
    clause, params = where.only("form1").sql("form1")
    sql = f"""
        SELECT pole, any_value(pole_lat) AS lat, any_value(pole_lon) AS lon,
               count(DISTINCT place) AS positions, {CAMERAS} AS cameras,
               count(DISTINCT unit) AS units, count(DISTINCT owner) AS owners,
               list_sort(list(DISTINCT unit::VARCHAR) FILTER (unit IS NOT NULL)) AS unit_codes,
               min(district) AS district, min(ward) AS ward,
               list_sort(list(DISTINCT said) FILTER (said IS NOT NULL))[1:{_NAMES}] AS names,
               CASE WHEN count(DISTINCT owner) > 1 OR count(DISTINCT unit) > 1 THEN 'share_pole'
                    ELSE 'one_owner' END AS advice
        FROM (SELECT p.*, quantity, excluded, unit, district, ward, {_SAID} AS said, {_OWNER} AS owner,
                     hash(version_id, sheet, row) AS place
              FROM (SELECT * FROM form1 WHERE NOT sensitive AND {clause}) r
              JOIN {table} p ON p.lat = r.lat AND p.lon = r.lon)
        GROUP BY pole HAVING count(DISTINCT place) > 1"""
    return sql, params


def by_district(snapshot: Snapshot, where: Filter = EVERYTHING, within_m: float = WITHIN_M) -> pd.DataFrame:
    """Count those places by district and advice, most places first, not told last.

    Columns: district, advice, places, positions, cameras, of_district (places of the district).
    """
    sql, params = _places(snapshot, where, within_m)
    return to_frame(
        snapshot.query(
            f"""
            SELECT *, sum(places) OVER (PARTITION BY district)::BIGINT AS of_district FROM (
                SELECT district, advice, count(*) AS places, sum(positions)::BIGINT AS positions,
                       sum(cameras)::BIGINT AS cameras
                FROM ({sql}) GROUP BY ALL)
            ORDER BY district IS NULL, of_district DESC, district, advice DESC""",
            params,
        )
    )


def at_place(
    snapshot: Snapshot, pole: str, where: Filter = EVERYTHING, within_m: float = WITHIN_M, limit: int = 100
) -> pd.DataFrame:
    """List the records that stand at one place, named as `shared_places` names it, by owner and row.

    Columns: version_id, record, unit, owner_unit, position_name, address, quantity, camera_type, operating_state.
    """
    table = pole_table(snapshot, within_m)
    clause, params = where.only("form1").sql("form1")
    sql = f"""
        SELECT version_id, record, unit, owner_unit, position_name, address, quantity, camera_type, operating_state
        FROM (SELECT * FROM form1 WHERE NOT sensitive AND {clause}) r JOIN {table} p USING (lat, lon)
        WHERE pole = ? ORDER BY unit NULLS LAST, {_OWNER}, version_id, record LIMIT {limit:d}"""
    return to_frame(snapshot.query(sql, [*params, pole]))


@dataclass(frozen=True, slots=True)
class LookedAt:
    """The rows of Form 1 by whether they could be looked at: the three last make the first."""

    rows: int
    unlocated: int
    withheld: int
    looked_at: int


def looked_at(snapshot: Snapshot, where: Filter = EVERYTHING) -> LookedAt:
    """Count the rows without coordinates, those withheld as sensitive, and those that were looked at."""
    source, params = narrowed("form1", where)
    sql = f"""
        SELECT count(*), count(*) FILTER (NOT located), count(*) FILTER (located AND sensitive),
               count(*) FILTER (located AND NOT sensitive) FROM {source}"""
    return LookedAt(*(int(column[0].as_py()) for column in snapshot.query(sql, params).columns))
