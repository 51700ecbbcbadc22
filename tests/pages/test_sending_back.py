"""Back to the unit: marked workbooks of what was just uploaded and of what is stored."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl

from camdash.analysis.snapshot import load_snapshot
from camdash.forms.registry import default_campaign
from camdash.palette import palette
from camdash.ui import sending_back
from camdash.ui.navigation import PROGRESS, UPLOAD
from camdash.ui.view import View
from camdash.words import Words
from tests.pages.conftest import Open
from tests.pages.uploading import FIRST, WRONG, inbox, opened, store, upload

OTHER_UNIT = WRONG.replace("BA ĐÌNH", "TÂY HỒ")


def test_one_file_is_marked_when_it_is_asked_for(open_page: Open) -> None:
    """The finding stands at its cell, and the unit's own name of the file is kept."""
    app = upload(open_page(UPLOAD), ba_dinh=WRONG)
    assert "Tải bản có đánh dấu lỗi" in [button.label for button in app.get("download_button")]
    file = sending_back.of_inbox(inbox(app))[0]
    book = openpyxl.load_workbook(BytesIO(file.marked(default_campaign(), "vi")))
    comments = [cell.comment.text for row in book["Sheet1"] for cell in row if cell.comment]
    assert any("vài cái" in text for text in comments)


def test_all_files_go_into_one_archive(open_page: Open) -> None:
    """Only files with findings are in it."""
    app = upload(open_page(UPLOAD), a=WRONG, b=OTHER_UNIT, c=FIRST.replace("BA ĐÌNH", "CẦU GIẤY"))
    app.button(key="uploaded-mark-all").click().run()
    assert not app.exception
    names = ZipFile(BytesIO(app.session_state[f"{sending_back.KEPT}-uploaded"][1])).namelist()
    assert names == ["a - kết quả kiểm tra.xlsx", "b - kết quả kiểm tra.xlsx"]


def test_a_stored_file_is_read_again_and_marked(open_page: Open, home: Path) -> None:
    """On the progress page, from the bytes that are kept."""
    store(upload(open_page(UPLOAD), ba_dinh=WRONG))
    app = open_page(PROGRESS)
    app.selectbox(key="dossier-unit").set_value("001").run()
    assert "stored-marked" in [button.key for button in app.get("download_button")]
    with opened(home) as kept:
        view = View(Words(), palette(), kept, load_snapshot(kept, "2024"))
        file = sending_back.of_store(view, kept.versions("2024"))[0]
        assert file.marked(view.campaign, "vi").startswith(b"PK")
