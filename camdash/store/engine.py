"""Connections: what SQLite needs to be safe against a killed process and a second one; locks and reads on PostgreSQL.

This is the only module that knows one database from another.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text

BUSY_TIMEOUT_MS = 60_000
_WRITES = "camdash_writes"
_POSTGRESQL_READS: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
_SCHEMA_LOCK = 0x63616D64  # "camd": any number that no other program takes for its own


def open_engine(url: str) -> Engine:
    """Open the database at `url`; for SQLite the folder is made and every connection is set to be durable."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, not where the driver guesses
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    _use_write_ahead_log(connection)
    connection.execute("PRAGMA synchronous = FULL")  # a commit that was acknowledged survives a power cut


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch to WAL once a database; SQLite does not wait here when another process is switching, so we do."""
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Read from one consistent state of the database, whatever others write meanwhile."""
    options = _POSTGRESQL_READS if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Write in one transaction: all of it is on disk when the block ends, or none of it."""
    options: dict[str, Any] = {_WRITES: True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def lock_schema(connection: Connection) -> None:
    """Keep other processes from migrating until this transaction ends (on SQLite it already does)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SCHEMA_LOCK})
