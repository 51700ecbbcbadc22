"""Fresh PostgreSQL databases on the server that CAMDASH_TEST_POSTGRES names, gone when a test is done with them."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from camdash.settings import Settings


@contextmanager
def fresh_postgres(home: Path) -> Iterator[Settings]:
    """Give settings of an empty database of its own name; skip where no server is named."""
    named = os.environ.get("CAMDASH_TEST_POSTGRES")
    if not named:
        pytest.skip("no PostgreSQL to test on: set CAMDASH_TEST_POSTGRES to the URL of a server")
    name = f"camdash_test_{uuid.uuid4().hex}"
    server = create_engine(named, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"))
        try:
            yield Settings(home, make_url(named).set(database=name).render_as_string(hide_password=False))
        finally:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()
