"""The sample city in homes and snapshots of any size: what `pages` and `analysis` measure on."""

import dataclasses
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import select, update

from camdash.analysis.snapshot import Snapshot, take
from camdash.forms.registry import default_campaign
from camdash.geo.cells import FINEST, index
from camdash.sample.generate import MANIFEST, write_sample
from camdash.sample.plan import CAMERAS
from camdash.settings import Settings
from camdash.store import schema
from camdash.store.collect import import_files
from camdash.store.engine import reading, writing
from camdash.store.gather import gather
from camdash.store.parquet import from_parquet
from camdash.store.store import Store
from camdash.ui.campaigns import SAMPLE

_OF_PLACE = (
    *("version_id", "record", "unit", "row_no", "camera_code", "position_name", "address", "ward", "district"),
    *("lat", "lon", "coordinate_source", "h3_10", "located", "owner_unit", "file", "sheet", "row", "received_on"),
    "problem_state",
)
"""What belongs to where and from whom a record is; all else is what stands there."""

_WAYS = 100
"""A place is moved in so many ways, up to `_APART_DEG` (a hundred metres) each."""

_APART_DEG = 0.001
_STEP = 7_919
_RECORDS_APART = 1_000_000


@contextmanager
def folder_of(home: Path | None) -> Iterator[Path]:
    """Give the folder in which homes are kept: the one asked for, or one that is gone afterwards."""
    if home:
        home.mkdir(parents=True, exist_ok=True)
        yield home
        return
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def store_of(home: Path) -> Store:
    """Open the store of a home."""
    return Store.open(Settings(home=home, database_url=f"sqlite:///{home / 'camdash.db'}"))


def sample_home(folder: Path) -> Path:
    """Make a home with the whole sample city, written as workbooks and imported like real returns, unless it is there.

    Its campaign is `SAMPLE`.
    """
    home = folder / "sample"
    if home.exists():
        return home
    making = folder / f"sample-{os.getpid()}"
    with store_of(making) as store, tempfile.TemporaryDirectory() as workbooks:
        store.add_campaign(dataclasses.replace(default_campaign(), code=SAMPLE, name="Sample"))
        write_sample(Path(workbooks))
        items = gather([Path(workbooks)], date.today(), Path(workbooks) / MANIFEST).items
        for _ in import_files(store, SAMPLE, items):
            pass
    making.rename(home)
    return home


def grown_home(folder: Path, cameras: int) -> Path:
    """Make a home whose versions hold the sample's records again and again, about `cameras` in all, unless it is there.

    The records are written as Parquet into the versions that hold them, not read from workbooks: each copy has a row
    number of its own and stands up to a hundred metres beside. Needs grow alike; findings do not.
    """
    times = max(1, round(cameras / CAMERAS))
    home = folder / f"sample-{times}"
    if times == 1 or home.exists():
        return home if times > 1 else sample_home(folder)
    making = folder / f"sample-{times}-{os.getpid()}"
    shutil.copytree(sample_home(folder), making)
    with store_of(making) as store:
        with reading(store.engine) as connection:
            kept = select(schema.versions.c.id, schema.versions.c.form).where(schema.versions.c.state == "current")
            known = [(row.id, row.form) for row in connection.execute(kept)]
        for version, form in known:
            if form != "ai_needs":
                _grow_version(store, version, form, times)
    making.rename(home)
    return home


def _grow_version(store: Store, version: int, form: str, times: int) -> None:
    records, versions = schema.version_records, schema.versions
    with writing(store.engine) as connection:
        wanted = select(records.c.parquet).where(records.c.version == version)
        table = from_parquet(form, connection.execute(wanted).scalar_one())
        sink = io.BytesIO()
        pq.write_table(_repeated(table, times), sink, compression="zstd")
        connection.execute(update(records).where(records.c.version == version).values(parquet=sink.getvalue()))
        figures = {name: versions.c[name] * times for name in ("positions", "excluded_positions", "cameras")}
        connection.execute(update(versions).where(versions.c.id == version).values(figures))


def _repeated(table: pa.Table, times: int) -> pa.Table:
    draw = np.random.default_rng(1)
    grown = pa.concat_tables([table] * times)
    for name in ("lat", "lon"):
        moved = grown[name].to_numpy() + draw.integers(-_WAYS, _WAYS, len(grown)) * (_APART_DEG / _WAYS)
        grown = grown.set_column(grown.column_names.index(name), name, pa.array(moved, from_pandas=True))
    rows = grown["row"].to_numpy() + np.repeat(np.arange(times), len(table)) * _RECORDS_APART
    return grown.set_column(grown.column_names.index("row"), "row", pa.array(rows))


def grown_snapshot(home: Path, rows: int) -> Snapshot:
    """Take the sample's snapshot and let each of both forms have `rows` records, joined within the database.

    A copy is where one record is and what another one is (camera, purposes, state, grades, money), so that nearly all
    combinations of a unit and what it has occur; it stands up to a hundred metres beside the first.
    """
    with store_of(home) as store:
        snapshot = take(store, SAMPLE)
    for form in ("form1", "form2"):
        _grow_table(snapshot, form, rows)
    return snapshot


def _grow_table(snapshot: Snapshot, form: str, rows: int) -> None:
    con = snapshot.con
    base = len(con.table(form))
    own = [name for name in _OF_PLACE if name in con.table(form).columns]
    copies, places = np.arange(rows) // base, np.arange(rows) % base
    pairs = {"g": copies, "p": places, "t": (places + copies * _STEP) % base}
    con.register("pairs", pa.table(pairs))
    con.register("moved", _moved(con, form))
    told = {name: f"p.{name}" for name in own} | {name: f"m.{name}" for name in ("lat", "lon", "h3_10")}
    told["record"] = f"p.record + g * {_RECORDS_APART} AS record"
    con.execute(f"""
        CREATE TABLE grown AS SELECT {", ".join(told.values())}, t.* EXCLUDE ({", ".join(own)})
        FROM pairs JOIN {form} p ON p.rowid = pairs.p JOIN {form} t ON t.rowid = pairs.t
        LEFT JOIN moved m ON m.place = pairs.p AND m.way = pairs.g % {_WAYS}""")
    con.unregister("moved")
    con.unregister("pairs")
    con.execute(f"DROP TABLE {form}")
    con.execute(f"ALTER TABLE grown RENAME TO {form}")


def _moved(con: duckdb.DuckDBPyConnection, form: str) -> pa.Table:
    """Move each located record in every way: place (its row id), way, lat, lon (WGS84 degrees), h3_10."""
    located = con.sql(f"SELECT rowid AS place, lat, lon FROM {form} WHERE located").fetchnumpy()
    draw = np.random.default_rng(1)
    size = len(located["place"]) * _WAYS
    columns = {"place": np.repeat(located["place"], _WAYS), "way": np.tile(np.arange(_WAYS), len(located["place"]))}
    for name in ("lat", "lon"):
        moved = np.repeat(np.ma.getdata(located[name]), _WAYS) + draw.uniform(-_APART_DEG, _APART_DEG, size)
        columns[name] = np.round(moved, 6)
    return pa.table({**columns, "h3_10": index(columns["lat"], columns["lon"], FINEST)})
