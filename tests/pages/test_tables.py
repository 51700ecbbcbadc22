import json
from pathlib import Path

from camdash.analysis.inventory import counts
from camdash.analysis.snapshot import Snapshot, load_snapshot
from camdash.settings import Settings
from camdash.store.store import Store
from camdash.ui.navigation import TABLES
from camdash.words import Words
from tests.pages.conftest import Open


def snapshot_of(home: Path) -> Snapshot:
    """Read the same city beside the page."""
    return load_snapshot(Store.open(Settings(home, f"sqlite:///{home / 'camdash.db'}")), "2024")


def test_the_records_come_with_vietnamese_headings(open_page: Open, small_city: Path, words: Words) -> None:
    """Without a cut the page lists the rows themselves, and says their totals above."""
    app = open_page(TABLES, home=small_city)
    total = counts(snapshot_of(small_city), "form1").iloc[0]
    assert f"tổng số {words.number(int(total['cameras']))} camera" in app.markdown[-1].value
    shown = json.loads(app.dataframe[0].proto.columns)
    assert shown["position_name"]["label"] == "Vị trí lắp đặt"


def test_counts_by_district_have_their_total_on_top(open_page: Open, small_city: Path) -> None:
    """A cut by a single-valued column adds up to its first row, "no information" being one of the rows."""
    app = open_page(TABLES, home=small_city, by="district")
    frame = app.dataframe[0].value
    assert frame["district"].iloc[0] == "Tổng số"
    assert frame["cameras"].iloc[1:].sum() == frame["cameras"].iloc[0]
    assert not frame["district"].isna().any()


def test_a_link_opens_the_same_view(open_page: Open, small_city: Path) -> None:
    """Table, cut and filter are read from the URL by code, and stand in it afterwards."""
    app = open_page(TABLES, home=small_city, table="form2", by="need_group", priority="high")
    assert app.get_by_key("table").value == "form2"
    assert "chip-priority" in [button.key for button in app.button]
    assert app.query_params["by"] == "need_group"
    assert app.query_params["priority"] == "high"


def test_an_unknown_code_in_a_link_narrows_nothing(open_page: Open, small_city: Path) -> None:
    """Somebody else's or an old link never breaks the page."""
    app = open_page(TABLES, home=small_city, table="nothing", district="999", by="secret")
    assert "filter-clear" not in [button.key for button in app.button]
    assert app.multiselect(key="tables-by-form1").value == []


def test_a_filter_narrows_rows_and_totals(open_page: Open, small_city: Path) -> None:
    """What is not told can be asked for as well: its code in the URL is empty."""
    app = open_page(TABLES, home=small_city, by="camera_type", camera_type="ptz")
    assert list(app.dataframe[0].value["camera_type"]) == ["Tổng số", "Quay quét (PTZ)"]


def test_all_tables_can_be_shown_and_downloaded(open_page: Open, small_city: Path) -> None:
    """Each of the five tables has its rows and its downloads: points of those whose records stand somewhere."""
    app = open_page(TABLES, home=small_city)
    app.session_state["downloads"] = True  # the popover, opened
    for table in ("form1", "form2", "ai_needs", "progress", "problems"):
        app.get_by_key("table").set_value(table).run()
        assert not app.exception
        kinds = ["xlsx", "csv", "parquet", *(["geojson", "kml"] if table in {"form1", "form2"} else [])]
        offered = [button.key for button in app.get("download_button")]
        assert offered == [*(f"{table}-{kind}" for kind in kinds), "dashboard-xlsx"]
        assert len(app.dataframe) == 1
