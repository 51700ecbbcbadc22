"""The page of what people confirmed: listed, searched, deleted, and empty."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from camdash.intake.model import EVERY_UNIT
from camdash.ui.navigation import MEANINGS
from tests.pages.conftest import Open
from tests.pages.uploading import opened


@pytest.fixture
def filled(home: Path) -> Path:
    """Give a home in which two headings and one unit are remembered."""
    with opened(home) as store:
        store.remember_column("2024", "001", "form1", "Cột 7", "quantity", "")
        store.remember_column("2024", EVERY_UNIT, "form2", "Cán bộ đầu mối", "note", "Lan")
        store.remember_unit("2024", "ĐỘI QUẢN LÝ SỐ 9", "002", "")
    return home


def tick(app: AppTest, kind: str, *rows: int) -> AppTest:
    """Tick rows of a list and press delete."""
    key = next(str(grid.key) for grid in app.dataframe if f"remembered-{kind}" in str(grid.key))
    app.session_state[key] = {"selection": {"rows": list(rows), "columns": [], "cells": []}}
    app.run()
    app.button(key=f"forget-{kind}").click().run()
    assert not app.exception
    return app


@pytest.mark.usefixtures("filled")
def test_what_is_remembered_is_said_in_words(open_page: Open) -> None:
    """Units, forms and meanings by name, never by code."""
    columns, units = (grid.value for grid in open_page(MEANINGS).dataframe)
    said = columns[["unit", "form", "heading", "meaning", "by"]].to_numpy().tolist()
    assert said == [
        ["Ba Đình", "Mẫu số 1", "Cột 7", "Số lượng", "Chưa có thông tin"],
        ["Mọi đơn vị", "Mẫu số 2", "Cán bộ đầu mối", "Ghi chú", "Lan"],
    ]
    assert units[["text", "unit"]].to_numpy().tolist() == [["ĐỘI QUẢN LÝ SỐ 9", "Quận Hoàn Kiếm"]]


@pytest.mark.usefixtures("filled")
def test_the_search_narrows_both_lists(open_page: Open) -> None:
    """Without regard to case and accents."""
    app = open_page(MEANINGS)
    app.text_input(key="meanings-search").set_value("can bo").run()
    assert [len(grid.value) for grid in app.dataframe] == [1]
    assert "Không tìm thấy." in [text.value for text in app.caption]


def test_ticked_rows_are_forgotten(open_page: Open, filled: Path) -> None:
    """The page says so, and the store holds them no more."""
    app = tick(open_page(MEANINGS), "columns", 1)
    assert app.success[0].value == "Đã xóa 1 dòng."
    tick(app, "units", 0)
    with opened(filled) as store:
        assert [m.heading for m in store.column_meanings("2024")] == ["Cột 7"]
        assert store.unit_meanings("2024") == []


def test_an_empty_memory_says_how_it_is_filled(open_page: Open) -> None:
    """With the way to the upload page."""
    app = open_page(MEANINGS)
    assert app.subheader[0].value == "Chưa ghi nhớ cách đọc nào"
    assert len(app.page_link) == 1
