"""Questions only a person can answer, and files that must not stay: passwords, units, state secrets."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from camdash.settings import ROOT
from camdash.store.model import StoreError
from camdash.ui.navigation import UPLOAD
from tests.packing import mail, zipped
from tests.pages.conftest import Open
from tests.pages.uploading import FIRST, book, grids, inbox, labelled, opened, send, store, upload, versions

CASES = ROOT / "tests" / "cases"
LOCKED = (CASES / "029_password_told" / "sent.xlsx").read_bytes()
SECRET = (CASES / "064_state_secret" / "sent.xlsx").read_bytes()
NAMELESS = FIRST.replace("UBND QUẬN BA ĐÌNH", "ĐỘI QUẢN LÝ SỐ 9")


def open_with(app: AppTest, password: str) -> AppTest:
    """Type a password and press the button."""
    app.text_input(key=labelled(app, "text_input", "Mật khẩu")).set_value(password)
    next(b for b in app.button if b.label == "Mở tệp").click().run()
    assert not app.exception
    return app


def test_a_wrong_password_is_said_and_the_right_one_opens_the_file(open_page: Open, home: Path) -> None:
    """What is stored is the file without its password."""
    app = open_with(send(open_page(UPLOAD), dan_phuong_xlsx=LOCKED), "sai")
    assert [error.value for error in app.error] == ["Mật khẩu không đúng. Nhập lại mật khẩu."]
    open_with(app, "Dp@2024")
    assert not app.text_input
    store(app)
    with opened(home) as kept:
        assert [kept.file(v.sha256)[:2] for v in kept.versions("2024")] == [b"PK"]


def test_a_password_stays_nowhere(open_page: Open, home: Path) -> None:
    """Neither the session nor anything on disk holds it afterwards."""
    app = open_with(send(open_page(UPLOAD), dan_phuong_xlsx=LOCKED), "Dp@2024")
    store(app)
    assert "Dp@2024" not in repr(app.session_state.to_dict())
    assert not [path for path in home.rglob("*") if path.is_file() and b"Dp@2024" in path.read_bytes()]


def test_a_locked_file_in_an_archive_opens_alone(open_page: Open) -> None:
    """The others of the archive stay as they were read."""
    archive = zipped({"a.xlsx": book(FIRST), "b.xlsx": LOCKED})
    app = open_with(send(open_page(UPLOAD), gui_zip=archive), "Dp@2024")
    assert [(i.reading.file, i.reading.readable, i.turn) for i in inbox(app).items] == [
        ("gui.zip/a.xlsx", True, 0),
        ("gui.zip/b.xlsx", True, 1),
    ]


def test_whose_a_file_is_can_be_told_and_is_remembered(open_page: Open, home: Path) -> None:
    """The answer is used at once, and for the next file of the kind."""
    app = upload(open_page(UPLOAD), khong_ten=NAMELESS)
    app.selectbox(key=labelled(app, "selectbox", "khong_ten")).set_value("002").run()
    assert inbox(app).items[0].reading.tables[0].unit == "002"
    with opened(home) as kept:
        assert [(m.text, m.unit) for m in kept.unit_meanings("2024")] == [("ĐỘI QUẢN LÝ SỐ 9", "002")]
    app.button(key="forget").click().run()
    upload(app, lan_sau=NAMELESS)
    assert not inbox(app).items[0].needs_unit


def test_an_answer_can_be_for_this_file_alone(open_page: Open, home: Path) -> None:
    """With the box emptied, before or after the answer, nothing is remembered."""
    app = upload(open_page(UPLOAD), khong_ten=NAMELESS)
    app.selectbox(key=labelled(app, "selectbox", "khong_ten")).set_value("002").run()
    app.checkbox(key="remember-units").uncheck().run()
    with opened(home) as kept:
        assert kept.unit_meanings("2024") == []
    store(app)
    assert [v.unit for v in versions(home)] == ["002"]


def test_a_title_that_every_form_bears_stands_for_no_unit(open_page: Open, home: Path) -> None:
    """Else every file without a name would be counted as that unit's."""
    app = upload(open_page(UPLOAD), mau_1=FIRST.replace("UBND QUẬN BA ĐÌNH", ""))
    app.selectbox(key=labelled(app, "selectbox", "mau_1")).set_value("002").run()
    assert inbox(app).items[0].reading.tables[0].unit == "002"
    with opened(home) as kept:
        assert kept.unit_meanings("2024") == []


def test_nothing_of_a_state_secret_stays(open_page: Open, home: Path) -> None:
    """The sentence is shown, the uploader is a new one, the other file goes on."""
    app = open_page(UPLOAD)
    before = app.file_uploader[0].key
    send(app, mat_xlsx=SECRET, ba_dinh_xlsx=book(FIRST))
    assert "bí mật nhà nước" in app.error[0].value
    assert app.file_uploader[0].key != before
    secret, other = sorted(inbox(app).items, key=lambda item: not item.classified)
    assert (secret.read.content, secret.read.incoming.source) == (b"", b"")
    store(app)
    assert [v.file for v in versions(home)] == [other.reading.file]
    with opened(home) as kept, pytest.raises(StoreError):
        kept.file(secret.reading.sha256)


def test_a_secret_in_an_archive_takes_the_archive_along(open_page: Open) -> None:
    """Its bytes go; the archive's other file stays readable."""
    app = send(open_page(UPLOAD), gui_zip=zipped({"a.xlsx": book(FIRST), "mat.xlsx": SECRET}))
    assert [len(item.read.incoming.source) for item in inbox(app).items] == [0, 0]
    assert sorted(bool(item.read.content) for item in inbox(app).items) == [False, True]


def test_a_mail_s_own_day_and_sender_are_used(open_page: Open, home: Path) -> None:
    """They stand on the page, and the day is the day of receipt."""
    app = send(open_page(UPLOAD), thu_eml=mail({"Mau 1.xlsx": book(FIRST)}))
    assert grids(app, "sender") == [["Quận Ba Đình <vp@badinh.example>"]]
    store(app)
    assert [v.received_on.isoformat() for v in versions(home)] == ["2024-03-12"]
