"""The store on PostgreSQL: what it promises on SQLite it keeps there, and figures are the same on both."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from benchmarks.kills import run
from camdash.analysis.inventory import counts, headline, records
from camdash.analysis.progress import problems, progress
from camdash.analysis.snapshot import load_snapshot
from camdash.forms.registry import default_campaign
from camdash.intake.model import EVERY_UNIT, FileReading, Meanings, Paper
from camdash.problems import problem
from camdash.settings import ROOT, Settings
from camdash.store import Store
from camdash.store.collect import import_files
from camdash.store.engine import open_engine, reading, writing
from camdash.store.gather import gather
from camdash.store.migrate import migrate, upgrade
from camdash.store.schema import METADATA
from tests.store.making import OLD_RECEIPT, current, execute, made, rows, save
from tests.store.postgres import fresh_postgres
from tests.store.workbooks import write_returns


@pytest.fixture
def store(postgres: Settings) -> Iterator[Store]:
    """Open an empty store on PostgreSQL."""
    with Store.open(postgres) as opened:
        yield opened


def test_the_migrations_make_the_schema(store: Store) -> None:
    """What Alembic built from nothing is what the program thinks is there; a second opening changes nothing."""
    upgrade(store.engine)
    with reading(store.engine) as connection:
        assert connection.dialect.driver == "psycopg"
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    assert store.campaigns() == [default_campaign()]


def test_a_file_is_kept_whole(store: Store) -> None:
    """Bytes, records, problems, counts and dates come back as they went in."""
    found = problem("quantity_unreadable", sheet="Sheet1", row=12, value="vài cái", field="quantity")
    broken = {"row": 12, "address": "Phố Vọng", "excluded": True, "purposes": ["traffic", "environment"]}
    what = made([*rows("Ngã tư Sở", "b", quantity=2), broken], problems=[found])
    told = save(store, what, 14, by="lan")
    (version,) = store.versions("2024")
    assert (told.kind, told.positions, told.cameras, told.errors) == ("stored", 3, 4, 1)
    assert (version.excluded_positions, version.received_on, version.by) == (1, date(2024, 3, 14), "lan")
    assert store.file(version.sha256) == what.content
    stored = store.records(version.id).to_pylist()
    assert (stored[0]["position_name"], stored[2] | broken) == ("Ngã tư Sở", stored[2])
    assert store.problems([version.id]) == [(version.id, found)]


def test_text_that_postgresql_refuses_is_kept_without_it(store: Store) -> None:
    """A NUL, or half a surrogate pair, in a name or a cell stops no import."""
    odd = "vài\0 \ud83d"
    found = problem("quantity_unreadable", sheet="S\0", row=9, value=odd, field="quantity", text=odd)
    told = save(store, made(rows("a\0b"), file="Mau\0 1 \udcff.xlsx", problems=[found], content=b"odd"))
    assert (told.kind, store.versions("2024")[0].file) == ("stored", "Mau 1 ?.xlsx")
    ((_, kept),) = store.problems([told.version_id or 0])
    assert (kept.sheet, kept.value, kept.params) == ("S", "vài ?", {"text": odd})


def test_versions_follow_one_another_and_the_revision_counts(store: Store) -> None:
    """The same bytes change nothing, most rows again replace, none are held: each change counts once."""
    first = made(rows("a", "b", "c"))
    told = [save(store, first, 11), save(store, first, 12), save(store, made(rows("a", "b", "d", quantity=2)), 13)]
    told.append(save(store, made(rows("x")), 14))
    assert [t.kind for t in told] == ["stored", "same_file", "new_version", "held"]
    assert current(store) == [("271", "form1", 1, 2, 6)]
    assert [v.state for v in store.versions("2024")] == ["superseded", "current", "held"]
    assert (store.revision("2024"), len(store.receipts("2024"))) == (3, 4)


@pytest.mark.parametrize(
    ("verdict", "standing"),
    [
        ("add", [("271", "form1", 1, 1, 1), ("271", "form1", 2, 1, 2)]),
        ("replace", [("271", "form1", 1, 2, 2)]),
        ("withdraw", [("271", "form1", 1, 1, 1)]),
    ],
)
def test_a_held_version_is_decided_once(store: Store, verdict: Any, standing: list[Any]) -> None:
    """The decision moves the version and leaves an event; the same one again changes nothing."""
    save(store, made(rows("a")), 11)
    version = save(store, made(rows("x", "y")), 12).version_id or 0
    store.decide(version, verdict, "lan")
    assert (current(store), store.revision("2024")) == (standing, 3)
    assert [e.by for e in store.events("2024") if e.version == version and e.action == verdict] == ["lan"]
    assert store.decide(version, "accept", "minh").kind == ("same_file" if verdict == "withdraw" else "accepted")


def test_a_nil_return_counts_until_rows_come(store: Store) -> None:
    """None, then rows: the nil return is the version before."""
    assert save(store, made(nil=True), 11).kind == "nil_return"
    assert current(store) == [("271", "form1", 1, 1, 0)]
    assert save(store, made(rows("a")), 12).kind == "new_version"
    assert current(store) == [("271", "form1", 1, 2, 1)]


def test_papers_and_their_changes_are_kept(store: Store) -> None:
    """Stored, corrected, withdrawn, with an event each; the bytes stay."""
    paper = Paper("letter", "1\0", "UBND", "2024-03-05", "Nguyễn Văn An", "271")
    what = FileReading("a.pdf", "", sender="a@b.vn", paper=paper)
    (told,) = store.save("2024", what, b"%PDF", received_on=date(2024, 3, 11))
    number = told.paper_id or 0
    store.edit_paper(number, "lan", number="2", issued_on=None, signed=False)
    store.withdraw_paper(number, "minh")
    after = store.paper(number)
    assert (after.number, after.issued_on, after.signed, after.state, after.sender) == (
        "2",
        None,
        False,
        "withdrawn",
        "a@b.vn",
    )
    assert [(e.field, e.before, e.by) for e in store.paper_events(number)][-1] == ("state", "kept", "minh")
    assert (store.file(after.sha256), store.revision("2024")) == (b"%PDF", 3)


def test_what_people_confirmed_is_kept(store: Store) -> None:
    """However long the heading; changed, and forgotten."""
    heading = "Số mắt cam " * 3000 + "\0"
    for target in ("quantity", "note"):
        store.remember_column("2024", EVERY_UNIT, "form1", heading, target, "lan")
    store.remember_unit("2024", "Tổ 3", "271", "lan")
    assert (list(store.meanings("2024").columns.values()), store.meanings("2024").units) == (["note"], {"to 3": "271"})
    store.forget_column("2024", EVERY_UNIT, "form1", heading, "minh")
    store.forget_unit("2024", "Tổ 3", "minh")
    assert store.meanings("2024") == Meanings()


def test_a_database_of_the_first_release_is_brought_up(postgres: Settings) -> None:
    """What was received then is still there; it has no sender."""
    engine = open_engine(postgres.database_url)
    with writing(engine) as connection:
        migrate(connection, "0001")
        connection.execute(text("INSERT INTO campaigns VALUES ('2024', 'x', '2024-03-31', 0, '2024-01-01')"))
        connection.execute(text(OLD_RECEIPT))
    engine.dispose()
    with Store.open(postgres) as store:
        assert [(r.file, r.sender) for r in store.receipts("2024")] == [("a.xlsx", None)]


def test_one_reading_sees_one_state(store: Store) -> None:
    """What is saved while somebody reads is seen by the next reading only."""
    asked = text("SELECT revision, (SELECT count(*) FROM versions) FROM campaigns")
    with reading(store.engine) as connection:
        before = connection.execute(asked).one()
        save(store, made(rows("a")))
        assert connection.execute(asked).one() == before
    with reading(store.engine) as connection:
        assert connection.execute(asked).one() == (1, 1)


def test_what_fails_half_way_leaves_nothing(store: Store) -> None:
    """One file is one transaction."""
    with pytest.raises(ProgrammingError):
        execute(store, "UPDATE campaigns SET revision = 99", "UPDATE nothing SET revision = 99")
    assert store.revision("2024") == 0


def test_two_imports_start_at_once_on_an_empty_database(postgres: Settings, tmp_path: Path) -> None:
    """Both migrate and both save the same folder: each file counts once and neither import fails."""
    cameras = write_returns(tmp_path / "in")
    command = [sys.executable, "-X", "utf8", "-m", "camdash", "import", str(tmp_path / "in"), "--received-at"]
    running = [subprocess.Popen([*command, "2024-03-11"], cwd=ROOT, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait(timeout=90) for process in running] == [0, 0]
    with Store.open(postgres) as store:
        assert sum(v.cameras for v in store.versions("2024") if v.state == "current") == cameras
        kinds = [r.kind for r in store.receipts("2024")]
    assert (kinds.count("read"), kinds.count("same_file")) == (8, 10)


@pytest.mark.timeout(300)
def test_a_killed_import_loses_nothing_and_the_next_finishes(postgres: Settings, tmp_path: Path) -> None:
    """Nothing acknowledged is lost, nothing is half saved, and the totals are those of an undisturbed import."""
    write_returns(tmp_path / "in")
    rounds = run(tmp_path / "in", rounds=2, fresh=lambda: fresh_postgres(postgres.home))
    assert [one.faults for one in rounds] == [[], []]
    assert rounds[0].stored < rounds[1].stored


def figures(settings: Settings, folder: Path) -> list[str]:
    """Import a folder; give every figure, record and problem of the picture as text."""
    with Store.open(settings) as store:
        list(import_files(store, "2024", gather([folder], date(2024, 3, 11)).items))
        shot = load_snapshot(store, "2024")
        frames = [counts(shot, "form1", ["district", "camera_type"]), records(shot, "form1"), problems(shot)]
        frames.append(progress(shot, date(2024, 4, 1)))
        return [str(headline(shot)), *(frame.to_csv() for frame in frames)]


def test_the_figures_are_those_of_sqlite(postgres: Settings, tmp_path: Path) -> None:
    """The same files give the same picture, row by row, from either database."""
    write_returns(tmp_path / "in")
    on_sqlite = figures(Settings.from_environment({"CAMDASH_HOME": str(tmp_path / "other")}), tmp_path / "in")
    assert figures(postgres, tmp_path / "in") == on_sqlite
    assert "Huyện Ba Vì điểm 3" in on_sqlite[2]
