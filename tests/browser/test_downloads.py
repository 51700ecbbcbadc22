"""Downloads as a reader gets them: by the browser, from the page of tables, and pictures of charts."""

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import orjson
import pytest
from lxml import etree
from PIL import Image
from playwright.sync_api import Page, expect

from camdash.intake.reader import read_bytes
from camdash.sample.generate import write_sample
from camdash.settings import ROOT, Settings
from camdash.store.store import Store
from tests.browser.conftest import OpenPage, Server, start_app
from tests.browser.streamlit_page import follow, goto, screenshot, settle

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

KINDS = {
    "xlsx": "Excel (.xlsx)",
    "csv": "CSV (.csv)",
    "parquet": "Parquet (.parquet)",
    "geojson": "GeoJSON (.geojson)",
    "kml": "KML (.kml)",
}
CHART = """
import streamlit as st
from camdash.figures.bars import Bar, bars
from camdash.ui import charts, loaders, pictures
from camdash.ui.view import View
from camdash.words import Words

store = loaders.open_store()
view = View(Words(), charts.colours(), store, loaders.load(store, "2024"))
rows = [Bar("Cố định", 1234), Bar("Quay quét", 56), Bar("Chưa có thông tin", 7, unknown=True)]
pictures.offer(view, lambda: bars(rows, view.words, colour="#123a6f", pale="#d5dbe3"), "Camera theo loại", key="a")
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a home with a few files of a small sample city."""
    folder, home = tmp_path_factory.mktemp("returns"), tmp_path_factory.mktemp("city")
    write_sample(folder, cameras=300, needs=300, seed=5)
    with Store.open(Settings(home, f"sqlite:///{home / 'camdash.db'}")) as store:
        campaign = store.campaign("2024")
        for path in sorted(folder.rglob("*.xlsx"))[:8]:
            reading = read_bytes(path.name, path.read_bytes(), campaign)
            store.save("2024", reading, path.read_bytes(), received_on=campaign.deadline)
    return home


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Server]:
    """Run the app over that city."""
    with start_app(home) as running:
        yield running


def saved(page: Page, name: str) -> tuple[str, bytes]:
    """Click a download button and give the name and bytes of what arrives."""
    with page.expect_download() as waiting:
        page.get_by_test_id("stDownloadButton").filter(has_text=name).get_by_role("button").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_every_format_arrives_with_what_is_on_screen(page: Page) -> None:
    """From one button, by names that say moment, files and rows not counted; the numbers are those above the table."""
    goto(page)
    follow(page, "Bảng số liệu")
    rows = int(re.sub(r"\D", "", page.get_by_text(re.compile(r"^[\d.]+ dòng · ")).inner_text().split("dòng")[0]))
    page.get_by_role("button", name="Tải về", exact=True).click()
    settle(page)
    screenshot(page, "tables-download")
    files = {kind: saved(page, name) for kind, name in KINDS.items()}
    for kind, (name, content) in files.items():
        assert re.fullmatch(rf"hien-trang_tinh-den-\d{{8}}-\d{{4}}_\d+-tep_\d+-dong-chua-tinh\.{kind}", name), name
        assert content
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"][1]))
    assert book["Mẫu số 1"].max_row == rows + 1
    told = orjson.loads(files["geojson"][1])["metadata"]
    assert told["points"] + told["without_coordinates"] + told["withheld_sensitive"] == rows
    assert len(list(etree.fromstring(files["kml"][1]).iterfind(".//{*}Placemark"))) == told["points"]


def test_the_whole_dashboard_arrives(page: Page) -> None:
    """One workbook, with a sheet that says what it is."""
    goto(page)
    follow(page, "Bảng số liệu")
    page.get_by_role("button", name="Tải về", exact=True).click()
    settle(page)
    name, content = saved(page, "Tải toàn bộ bảng điều khiển")
    assert name.startswith("bang-dieu-khien_tinh-den-")
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[0] == "Thông tin"


def test_a_chart_is_saved_as_a_picture(home: Path, tmp_path: Path, open_page: OpenPage) -> None:
    """The browser itself draws SVG and PNG, with title and facts inside, and asks no other machine."""
    script = tmp_path / "chart.py"
    script.write_text(CHART, "utf-8")
    shutil.copytree(ROOT / "static", tmp_path / "static")
    with start_app(home, str(script)) as running:
        page = open_page(url=running.url)
        goto(page)
        page.get_by_role("button", name="Lưu thành ảnh").click()
        settle(page)
        for form in ("svg", "png"):
            page.get_by_role("dialog").get_by_text(f"{form.upper()}:").click()
            settle(page)
            button = page.get_by_role("dialog").locator(".modebar-btn")
            expect(button).to_have_count(1)
            expect(button).to_have_attribute("data-title", "Lưu ảnh")
            with page.expect_download() as waiting:
                button.click()
            expect(page.locator(".plotly-notifier")).to_contain_text("Đã lưu ảnh")
            name, content = waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()
            assert re.match(rf"camera-theo-loai_tinh-den-.*\.{form}$", name)
            if form == "svg":
                said = " ".join(etree.fromstring(content).itertext())
                assert "Camera theo loại" in said
                assert "Khảo sát hệ thống camera năm 2024 · tính đến" in said
            else:
                assert Image.open(io.BytesIO(content)).width == 2400
        page.close()
