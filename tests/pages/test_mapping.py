"""The mapping screen: what was guessed is asked, what is confirmed is remembered and read at once."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from camdash.intake.model import EVERY_UNIT, LEFT_OUT
from camdash.ui.navigation import UPLOAD
from tests.pages.conftest import Open
from tests.pages.uploading import FIRST, grids, inbox, labelled, opened, upload

TABLE = """
| {unit} |
| MẪU SỐ 1: HIỆN TRẠNG HỆ THỐNG CAMERA |
| STT | Cam lắp chỗ nào | Cột 7 | Mật khẩu |
| 1 | Ngã tư Kim Mã | 3 | a |
| 2 | Vườn hoa Hàng Đậu | 2 | b |
"""
ODD = TABLE.format(unit="UBND QUẬN BA ĐÌNH")
NAMELESS = TABLE.format(unit="ĐỘI QUẢN LÝ SỐ 9")


def mean(app: AppTest, letters: str, target: str) -> None:
    """Choose what a column means."""
    app.selectbox(key=labelled(app, "selectbox", f"Cột {letters} đọc là")).set_value(target)


def confirm(app: AppTest, scope: str = "unit") -> AppTest:
    """Choose for whom it is remembered and press the button."""
    app.radio[0].set_value(scope)
    next(b for b in app.button if b.label == "Xác nhận cách đọc").click().run()
    assert not app.exception
    return app


def remembered(home: Path) -> dict[tuple[str, str], str]:
    """Give what is remembered, by unit and heading."""
    with opened(home) as store:
        return {(m.unit, m.heading): m.target for m in store.column_meanings("2024")}


def test_a_form_as_listed_asks_nothing(open_page: Open) -> None:
    """It is only a folded line."""
    app = upload(open_page(UPLOAD), ba_dinh=FIRST)
    assert "1 bảng đọc chắc chắn" in [folded.label for folded in app.expander]
    assert not app.radio


def test_columns_are_shown_with_how_surely_they_are_read(open_page: Open) -> None:
    """The guessed one is chosen already, the unknown one is not, the secret one cannot be chosen at all."""
    app = upload(open_page(UPLOAD), ba_dinh=ODD)
    texts = " ".join(text.value for text in app.markdown)
    assert "Có thể đúng" in texts
    assert "Chưa nhận ra" in texts
    assert "Đã bỏ, có thông tin đăng nhập" in texts
    shown = {box.label[4]: box.value for box in app.selectbox if "đọc là" in box.label}
    assert shown == {"B": "position_name", "C": "", "A": "row_no"}


def test_what_is_confirmed_is_read_at_once_and_remembered(open_page: Open, home: Path) -> None:
    """Cameras before and after stand on the page; the guess is remembered with the answer."""
    app = upload(open_page(UPLOAD), ba_dinh=ODD)
    mean(app, "C", "quantity")
    confirm(app)
    assert grids(app, "records") == [["2 → 2"]]
    assert grids(app, "errors")[-1] == ["2 → 0"]
    assert remembered(home) == {("001", "Cam lắp chỗ nào"): "position_name", ("001", "Cột 7"): "quantity"}
    assert inbox(app).items[0].reading.tables[0].computed_total == 5


def test_the_next_file_of_the_unit_needs_no_mapping(open_page: Open) -> None:
    """What was confirmed holds for the next upload."""
    app = upload(open_page(UPLOAD), ba_dinh=ODD)
    mean(app, "C", "quantity")
    confirm(app)
    app.button(key="forget").click().run()
    upload(app, again=ODD.replace("Kim Mã", "Núi Trúc"))
    assert not app.radio
    assert inbox(app).items[0].reading.tables[0].computed_total == 5


@pytest.mark.parametrize(("scope", "cameras"), [("unit", [5, 0]), ("every", [5, 5])])
def test_the_answer_holds_for_one_unit_or_for_all(open_page: Open, scope: str, cameras: list[int]) -> None:
    """Other files in the inbox are read anew only where it concerns them."""
    app = upload(open_page(UPLOAD), a=ODD, b=TABLE.format(unit="UBND QUẬN TÂY HỒ"))
    mean(app, "C", "quantity")
    confirm(app, scope)
    assert [item.reading.tables[0].computed_total for item in inbox(app).items] == cameras


def test_two_columns_of_one_meaning_are_said_and_nothing_is_remembered(open_page: Open, home: Path) -> None:
    """The sentence names both columns and what to do."""
    app = upload(open_page(UPLOAD), ba_dinh=ODD)
    mean(app, "C", "position_name")
    confirm(app)
    assert app.error[0].value.startswith("Cột B và cột C cùng được đọc là “Vị trí lắp đặt”.")
    assert remembered(home) == {}


def test_a_column_can_be_left_out(open_page: Open, home: Path) -> None:
    """It is remembered so, and not asked about again."""
    app = upload(open_page(UPLOAD), ba_dinh=ODD)
    mean(app, "C", LEFT_OUT)
    confirm(app)
    assert remembered(home)["001", "Cột 7"] == LEFT_OUT
    assert not app.radio


def test_what_was_read_surely_can_be_corrected(open_page: Open, home: Path) -> None:
    """The folded columns are in the same form; only the changed one is remembered of them."""
    app = upload(open_page(UPLOAD), ba_dinh=ODD)
    mean(app, "A", "camera_code")
    confirm(app)
    assert remembered(home)["001", "STT"] == "camera_code"


def test_without_a_unit_only_every_unit_can_be_meant(open_page: Open, home: Path) -> None:
    """The page says what to do first; for every unit it is remembered."""
    app = upload(open_page(UPLOAD), doi=NAMELESS)
    confirm(app)
    assert "Chưa rõ tệp này của đơn vị nào" in app.error[0].value
    assert remembered(home) == {}
    confirm(app, "every")
    assert remembered(home) == {(EVERY_UNIT, "Cam lắp chỗ nào"): "position_name"}
