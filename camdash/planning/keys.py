"""Names of records that outlive a new version: what was decided about a row holds when its unit sends it again.

A key is made of the form, the unit and what makes two rows the same position (camdash.store.parquet.identities): name,
address, ward and camera code, where these are all empty the coordinates. Equal rows of one unit are numbered in their
order. Keys name no place by themselves, so that they may stand in a log.
"""

from threading import Lock

from camdash.analysis.snapshot import Snapshot

KEYED = ("form1", "form2")
TABLE = "record_keys"

_MAKING = Lock()


def key_table(snapshot: Snapshot) -> str:
    """Give the name of the table of keys (form, version_id, record, key) of Form 1 and Form 2, made once a snapshot."""
    with _MAKING, snapshot.con.cursor() as cursor:
        known = {row[0] for row in cursor.sql("SELECT table_name FROM duckdb_tables()").fetchall()}
        if TABLE not in known:
            cursor.execute(f"CREATE TABLE {TABLE} AS {' UNION ALL '.join(map(_keys, KEYED))}")
    return TABLE


def _keys(form: str) -> str:
    texts = ["position_name", "address", "ward", *(["camera_code"] if form == "form1" else [])]
    said = " || '|' || ".join(_folded(name) for name in texts)
    blank = "|" * (len(texts) - 1)
    return f"""
        SELECT '{form}' AS form, version_id, record,
               first || CASE WHEN ordinal = 1 THEN '' ELSE '-' || ordinal END AS key
        FROM (SELECT version_id, record, first,
                     row_number() OVER (PARTITION BY first ORDER BY version_id, record) AS ordinal
              FROM (SELECT version_id, record,
                           left(md5('{form}|' || coalesce(unit::VARCHAR, '') || '|' || CASE WHEN said <> '{blank}'
                                THEN said ELSE coalesce(printf('%.6f,%.6f', lat, lon), '') END), 16) AS first
                    FROM (SELECT version_id, record, unit, lat, lon, {said} AS said FROM {form})))"""


def _folded(name: str) -> str:
    plain = f"replace(strip_accents(lower(coalesce({name}::VARCHAR, ''))), 'đ', 'd')"
    return f"trim(regexp_replace({plain}, '[^a-z0-9]+', ' ', 'g'))"
