"""Uploading workbooks to the upload page, and looking at what it has stored."""

from functools import cache
from pathlib import Path

from streamlit.testing.v1 import AppTest

from camdash.settings import Settings
from camdash.store.model import VersionInfo
from camdash.store.store import Store
from camdash.ui.inbox import Inbox
from tests.sheets import workbook

HEAD = """
| UBND QUẬN BA ĐÌNH |
| MẪU SỐ 1: HIỆN TRẠNG HỆ THỐNG CAMERA |
| STT | Vị trí lắp đặt | Địa chỉ | Số lượng | Loại camera |
"""
FIRST = HEAD + "| 1 | Ngã tư Kim Mã | Kim Mã | 3 | PTZ |\n| 2 | Vườn hoa Hàng Đậu | Phan Đình Phùng | 2 | Cố định |"
OTHER = HEAD + "| 1 | Cổng Bách Thảo | Hoàng Hoa Thám | 5 | Cố định |\n| 2 | Chợ Châu Long | Châu Long | 4 | Cố định |"
WRONG = HEAD + "| 1 | Ngã tư Kim Mã | Kim Mã | vài cái | PTZ |"


def opened(home: Path) -> Store:
    """Open the page's store beside it."""
    return Store.open(Settings(home, f"sqlite:///{home / 'camdash.db'}"))


def versions(home: Path) -> list[VersionInfo]:
    """List what the page has stored."""
    with opened(home) as store:
        return store.versions("2024")


@cache
def book(table: str) -> bytes:
    """Write a table as workbook, the same bytes each time."""
    return workbook(table)


def upload(app: AppTest, **files: str) -> AppTest:
    """Put workbooks into the uploader; names are given without their ending."""
    for name, table in files.items():
        app.file_uploader[0].upload(f"{name}.xlsx", book(table))
    app.run()
    assert not app.exception
    return app


def store(app: AppTest) -> AppTest:
    """Press confirm."""
    app.button(key="confirm").click().run()
    assert not app.exception
    return app


def send(app: AppTest, **files: bytes) -> AppTest:
    """Put files of any kind into the uploader; the last underscore of a name stands for the dot of its ending."""
    for name, content in files.items():
        stem, _, ending = name.rpartition("_")
        app.file_uploader[0].upload(f"{stem}.{ending}", content)
    app.run()
    assert not app.exception
    return app


def inbox(app: AppTest) -> Inbox:
    """Look into the session's inbox."""
    found = app.session_state["inbox"]
    assert isinstance(found, Inbox)
    return found


def labelled(app: AppTest, kind: str, label: str) -> str:
    """Find the key of a widget by what its label holds."""
    return next(str(widget.key) for widget in getattr(app, kind) if label in widget.label)


def grids(app: AppTest, column: str) -> list[list[object]]:
    """Give this column of every table on the page that has it."""
    return [list(grid.value[column]) for grid in app.dataframe if column in grid.value]
