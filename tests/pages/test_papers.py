"""Papers that came with the forms: proposed, corrected, stored, corrected again, and missed on the board."""

from io import BytesIO
from pathlib import Path

from docx import Document
from streamlit.testing.v1 import AppTest

from camdash.store.model import PaperInfo
from camdash.ui.navigation import PROGRESS, UPLOAD
from tests.pages.conftest import Open
from tests.pages.uploading import FIRST, book, grids, labelled, opened, send, store

LINES = (
    "UBND QUẬN BA ĐÌNH",
    "Số: 145/BC-UBND",
    "Ba Đình, ngày 20 tháng 3 năm 2024",
    "BÁO CÁO",
    "Kết quả rà soát camera",
    "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "Nguyễn Văn An",
)


def letter() -> bytes:
    """Write a report as a Word file."""
    document, out = Document(), BytesIO()
    for line in LINES:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def papers(home: Path) -> list[PaperInfo]:
    """List what is stored."""
    with opened(home) as kept:
        return kept.papers("2024")


def keep(app: AppTest) -> AppTest:
    """Press the button of the form."""
    next(b for b in app.button if b.label == "Ghi nội dung sửa").click().run()
    assert not app.exception
    return app


def both(open_page: Open) -> AppTest:
    """Upload a form and a report of the same unit."""
    return send(open_page(UPLOAD), bao_cao_docx=letter(), ba_dinh_xlsx=book(FIRST))


def test_what_a_paper_says_of_itself_is_proposed(open_page: Open) -> None:
    """Kind, number and sign, signer and unit stand in a table and in the form below."""
    app = both(open_page)
    assert grids(app, "signer") == [["Nguyễn Văn An"]]
    assert grids(app, "number") == [["145/BC-UBND"]]
    assert app.text_input(key=labelled(app, "text_input", "Ký hiệu")).value == "BC-UBND"


def test_a_paper_is_stored_as_corrected(open_page: Open, home: Path) -> None:
    """It is kept beside the form, and no figure comes of it."""
    app = both(open_page)
    app.text_input(key=labelled(app, "text_input", "Người ký")).set_value("Trần Thị Bình")
    store(keep(app))
    assert app.success[0].value == "Đã lưu: 1 · Văn bản kèm theo: 1"
    assert [(p.unit, p.kind, p.number, p.signer) for p in papers(home)] == [("001", "report", "145", "Trần Thị Bình")]


def test_the_board_misses_the_signed_paper_until_somebody_says_it_is_there(open_page: Open) -> None:
    """The badge goes when the paper is said to bear a signature."""
    store(both(open_page))
    app = open_page(PROGRESS)
    assert next(column for column in grids(app, "paper"))[0] == "Thiếu văn bản ký"
    assert app.metric[-1].value == "1"
    app.selectbox(key="dossier-unit").set_value("001").run()
    app.checkbox(key=labelled(app, "checkbox", "chữ ký")).check()
    keep(app)
    assert grids(app, "paper")[0][0] == "1 văn bản"
    assert app.metric[-1].value == "0"


def test_a_stored_paper_can_be_withdrawn_and_put_back(open_page: Open, home: Path) -> None:
    """Its bytes stay for download."""
    store(both(open_page))
    app = open_page(PROGRESS)
    app.selectbox(key="dossier-unit").set_value("001").run()
    for state in ("withdrawn", "kept"):
        app.button(key=f"paper-state-{papers(home)[0].id}").click().run()
        assert [p.state for p in papers(home)] == [state]
    assert "Tải bản gốc" in [button.label for button in app.get("download_button")]
