"""A messy archive mended in the browser: a column told, the file sent back marked, corrected, and received again."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from camdash.settings import Settings
from camdash.store.model import VersionInfo
from camdash.store.store import Store
from camdash.ui.navigation import MEANINGS, PROGRESS, UPLOAD
from camdash.words import Words
from tests.browser.conftest import Server
from tests.browser.streamlit_page import expect_no_exception, follow, goto, screenshot, settle
from tests.packing import zipped
from tests.sheets import workbook

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

VI = Words("vi")
BA_DINH, GONE_BACK = "Mau 1 Ba Dinh.xlsx", "Mau 1 Ba Dinh - kết quả kiểm tra.xlsx"
ODD = """
| UBND QUẬN BA ĐÌNH |
| MẪU SỐ 1: HIỆN TRẠNG HỆ THỐNG CAMERA |
| STT | Cam lắp chỗ nào | Cột 7 | Loại camera | Địa chỉ |
| 1 | Ngã tư Kim Mã | 3 | PTZ | Kim Mã |
| 2 | Vườn hoa Hàng Đậu | vài cái | Cố định | Phan Đình Phùng |
"""
GOOD = """
| UBND QUẬN CẦU GIẤY |
| MẪU SỐ 1: HIỆN TRẠNG HỆ THỐNG CAMERA |
| STT | Vị trí lắp đặt | Số lượng |
| 1 | Ngã tư Xuân Thủy | 4 |
"""
LIKE = ODD.replace("Kim Mã", "Núi Trúc").replace("vài cái", "6")


def upload(page: Page, name: str, content: bytes, files: int) -> None:
    """Choose one file and wait until all that is in it was read."""
    follow(page, VI.t(UPLOAD.title))
    kind = "application/octet-stream"
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    expect(page.get_by_role("button", name=f"Xác nhận và lưu {files} tệp")).to_be_visible(timeout=90_000)
    settle(page)
    expect_no_exception(page)


def store(page: Page, said: str) -> None:
    """Confirm, and wait for what became of the files."""
    settle(page)
    page.get_by_role("button", name="Xác nhận và lưu").click()
    expect(page.get_by_test_id("stAlertContainer").filter(has_text=said)).to_be_visible(timeout=90_000)
    settle(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose one answer of a list by typing it."""
    page.get_by_role("combobox", name=re.compile(label)).click()
    page.keyboard.type(option)
    page.keyboard.press("Enter")
    settle(page)


def marked(page: Page) -> bytes:
    """Download the marked workbook of the unit that is looked at."""
    with page.expect_download(timeout=90_000) as coming:
        page.get_by_role("button", name="Tải bản có đánh dấu lỗi").click()
    assert coming.value.suggested_filename == GONE_BACK
    return Path(coming.value.path()).read_bytes()


def mended(content: bytes) -> bytes:
    """Correct the cell that is marked, as the clerk does, and leave all marks in place."""
    book, out = openpyxl.load_workbook(BytesIO(content)), BytesIO()
    faults = [
        c for page in book.worksheets for row in page.iter_rows() for c in row if c.value == "vài cái" and c.comment
    ]
    assert [(cell.parent.title, cell.coordinate) for cell in faults] == [("Sheet1", "C5")]
    faults[0].value = 2
    book.save(out)
    return out.getvalue()


def current(server: Server) -> list[VersionInfo]:
    """List what counts, as the store of the running app has it."""
    with Store.open(Settings(server.home, f"sqlite:///{server.home / 'camdash.db'}")) as opened:
        return [version for version in opened.versions("2024") if version.state == "current"]


@pytest.fixture(scope="module")
def archive() -> bytes:
    """Pack a form with a heading nobody listed, a good one and one that was cut off."""
    good = workbook(GOOD)
    return zipped({BA_DINH: workbook(ODD), "Mau 1 Cau Giay.xlsx": good, "Mau 1 Me Linh.xlsx": good[: len(good) // 2]})


def test_a_messy_archive_is_mended(page: Page, server: Server, archive: bytes) -> None:
    """From the upload to the corrected file, in one sitting; the fixture judges console and network."""
    goto(page)
    upload(page, "gui.zip", archive, 3)
    choose(page, "Cột C đọc là", "Số lượng")
    screenshot(page, "mapping", whole=True)
    page.get_by_role("button", name="Xác nhận cách đọc").click()
    expect(page.get_by_text("Đã đọc lại 1 tệp")).to_be_visible(timeout=60_000)
    store(page, "Đã lưu: 2 · Từ chối: 1")
    assert sorted((v.unit, v.cameras, v.errors) for v in current(server)) == [("001", 3, 1), ("005", 4, 0)]

    follow(page, VI.t(PROGRESS.title))
    choose(page, "^Đơn vị", "Quận Ba Đình")
    content = marked(page)
    screenshot(page, "dossier", whole=True)
    upload(page, GONE_BACK, mended(content), 1)
    expect(page.get_by_role("button", name="Xác nhận cách đọc")).to_have_count(0)
    store(page, "Bản mới thay thế: 1")
    assert sorted((v.unit, v.cameras, v.errors) for v in current(server)) == [("001", 5, 0), ("005", 4, 0)]


def test_a_like_file_needs_no_mapping(page: Page) -> None:
    """What was confirmed is remembered: nothing is asked, and the page of memory lists it."""
    goto(page)
    upload(page, "Mau 1 Ba Dinh lan 2.xlsx", workbook(LIKE), 1)
    expect(page.get_by_text("1 bảng đọc chắc chắn")).to_be_visible()
    expect(page.get_by_role("button", name="Xác nhận cách đọc")).to_have_count(0)
    follow(page, VI.t(MEANINGS.title))
    expect(page.get_by_test_id("stDataFrame")).to_have_count(1)
    screenshot(page, "meanings", whole=True)


def test_what_is_remembered_can_be_deleted(page: Page) -> None:
    """A row is ticked in the grid, the button says how many go, and the page says what was done."""
    goto(page)
    follow(page, VI.t(MEANINGS.title))
    page.get_by_test_id("stDataFrame").click(position={"x": 16, "y": 52})
    settle(page)
    page.get_by_role("button", name="Xóa 1 dòng").click()
    expect(page.get_by_text("Đã xóa 1 dòng.")).to_be_visible()
