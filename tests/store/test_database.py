"""The database itself: migrations, durability, campaigns, and two processes on an empty folder."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from camdash.forms.registry import Campaign, Unit, default_campaign
from camdash.settings import ROOT, Settings
from camdash.store import Store, StoreError
from camdash.store.campaigns import CampaignExistsError
from camdash.store.engine import open_engine, reading, writing
from camdash.store.migrate import migrate
from camdash.store.schema import METADATA
from tests.store.making import OLD_RECEIPT, execute, made, rows, save

OTHER = Campaign("2025", "Khảo sát 2025", date(2025, 12, 31), (Unit("10", "Phường A", "A", "ward", aliases=("pa",)),))


def test_the_migrations_make_the_schema(store: Store) -> None:
    """What Alembic built is what the program thinks is there."""
    with reading(store.engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_database_of_the_first_release_is_brought_up(home: Path) -> None:
    """What was received then is still there; it has no sender."""
    engine = open_engine(Settings.from_environment().database_url)
    with writing(engine) as connection:
        migrate(connection, "0001")
        connection.execute(text("INSERT INTO campaigns VALUES ('2024', 'x', '2024-03-31', 0, '2024-01-01 00:00:00')"))
        connection.execute(text(OLD_RECEIPT))
    engine.dispose()
    with Store.open(Settings.from_environment()) as store:
        assert [(r.file, r.sender) for r in store.receipts("2024")] == [("a.xlsx", None)]
    assert (home / "camdash.db").exists()


def test_a_commit_survives_a_power_cut(store: Store) -> None:
    """Write-ahead log, full synchronisation, foreign keys: on every connection."""
    with reading(store.engine) as connection:
        told = [connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")]
    assert told == ["wal", 2, 1]


def test_the_default_campaign_is_ready(store: Store) -> None:
    """Nobody has to make it."""
    assert store.campaigns() == [default_campaign()]
    assert store.revision("2024") == 0


def test_a_campaign_keeps_its_units(store: Store) -> None:
    """Its registry comes back as it was given; a code is given once."""
    store.add_campaign(OTHER)
    assert store.campaign("2025") == OTHER
    assert [c.code for c in store.campaigns()] == ["2025", "2024"]
    with pytest.raises(CampaignExistsError):
        store.add_campaign(replace(OTHER, name="again"))
    with pytest.raises(StoreError):
        store.campaign("2026")


def test_campaigns_do_not_touch_each_other(store: Store) -> None:
    """The same bytes may come in two campaigns; they are kept once."""
    store.add_campaign(OTHER)
    what = made(rows("a"), unit="10")
    store.save("2025", what.reading, what.content, received_on=date(2025, 3, 1))
    store.save("2024", made(rows("a")).reading, what.content, received_on=date(2024, 3, 1))
    assert (store.revision("2025"), store.revision("2024")) == (1, 1)
    with reading(store.engine) as connection:
        assert connection.scalar(text("SELECT count(*) FROM files")) == 1


def test_what_fails_half_way_leaves_nothing(store: Store) -> None:
    """One file is one transaction."""
    save(store, made(rows("a")))
    with pytest.raises(OperationalError):
        execute(store, "UPDATE campaigns SET revision = 99", "UPDATE nothing SET revision = 99")
    assert store.revision("2024") == 1


OPEN_AND_SAVE = """
import sys
from datetime import date
from camdash.intake.model import FileReading, Table
from camdash.settings import Settings
from camdash.store import Store
with Store.open(Settings.from_environment()) as store:
    for serial in range(10):
        record = {"row": 9, "position_name": f"{sys.argv[1]} {serial}", "quantity": 1}
        table = Table("form1", "S", sys.argv[1], records=[record])
        content, reading = f"{sys.argv[1]} {serial}".encode(), FileReading("f.xlsx", "", tables=[table])
        store.save("2024", reading, content, received_on=date(2024, 3, 1), decision="add")
"""


def test_two_processes_start_on_an_empty_folder_and_write_at_once(home: Path) -> None:
    """Both migrate, both write, neither loses anything nor sees a locked database."""
    command = [sys.executable, "-c", OPEN_AND_SAVE]
    running = [subprocess.Popen([*command, unit], cwd=ROOT, stderr=subprocess.PIPE) for unit in ("271", "271", "250")]
    assert [(p.communicate(timeout=90)[1], p.returncode) for p in running] == [(b"", 0)] * 3
    with Store.open(Settings.from_environment()) as store:
        counted = [v for v in store.versions("2024") if v.state == "current"]
        assert (len(counted), len(store.receipts("2024")), store.revision("2024")) == (20, 30, 20)
    assert (home / "camdash.db").exists()
