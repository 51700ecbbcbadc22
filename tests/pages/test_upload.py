from io import BytesIO
from pathlib import Path

import pytest

from camdash.forms.registry import default_campaign
from camdash.reports.template import blank_form
from camdash.ui.navigation import UPLOAD
from tests.pages.conftest import Open
from tests.pages.uploading import FIRST, OTHER, WRONG, store, upload, versions


def test_nothing_is_stored_before_the_coordinator_confirms(open_page: Open, home: Path) -> None:
    """What was read is shown by file, form and unit; the store stays empty."""
    app = upload(open_page(UPLOAD), ba_dinh=FIRST)
    row = app.dataframe[0].value.iloc[0]
    assert (row["form"], row["unit"], row["rows"], row["cameras"]) == ("Mẫu số 1", "Ba Đình", 2, 5)
    assert versions(home) == []


def test_confirming_stores_and_empties_the_uploader(open_page: Open, home: Path) -> None:
    """The outcome is told, the uploader is a new one, and there is nothing left to confirm."""
    app = upload(open_page(UPLOAD), ba_dinh=FIRST)
    before = app.file_uploader[0].key
    store(app)
    assert [(v.unit, v.cameras, v.state) for v in versions(home)] == [("001", 5, "current")]
    assert app.success[0].value == "Đã lưu: 1"
    assert app.file_uploader[0].key != before
    assert "confirm" not in [button.key for button in app.button]


def test_problems_are_told_with_the_cell_and_what_to_do(open_page: Open) -> None:
    """The sentence names the cell, quotes it and says what to write."""
    problems = upload(open_page(UPLOAD), ba_dinh=WRONG).dataframe[1].value
    assert any("“vài cái”" in message and "D" in message for message in problems["message"])


def test_the_same_file_again_changes_nothing(open_page: Open, home: Path) -> None:
    """A second upload of the same bytes is said to be the same and stored no second time."""
    app = store(upload(open_page(UPLOAD), ba_dinh=FIRST))
    store(upload(app, ba_dinh_again=FIRST))
    assert len(versions(home)) == 1
    assert app.success[0].value == "Trùng tệp đã nhận: 1"


@pytest.mark.parametrize(
    ("answer", "states"),
    [("replace", {"superseded", "current"}), ("add", {"current"}), ("withdraw", {"current", "withdrawn"})],
)
def test_a_held_form_asks_and_the_answer_is_carried_out(
    open_page: Open, home: Path, answer: str, states: set[str]
) -> None:
    """A file that repeats no row of what the unit sent is held until somebody says what it is."""
    app = store(upload(open_page(UPLOAD), ba_dinh=FIRST))
    store(upload(app, ba_dinh_khac=OTHER))
    held = next(v.id for v in versions(home) if v.state == "held")
    app.button(key=f"{answer}-{held}").click().run()
    assert not app.exception
    assert {v.state for v in versions(home)} == states


def test_a_file_of_no_unit_asks_whose_it_is(open_page: Open, home: Path) -> None:
    """The answer given on the page is the unit it is stored for."""
    app = upload(open_page(UPLOAD), khong_ten=FIRST.replace("UBND QUẬN BA ĐÌNH", "ĐƠN VỊ"))
    box = next(box for box in app.selectbox if box.label == "khong_ten.xlsx")
    box.set_value("002").run()
    store(app)
    assert [v.unit for v in versions(home)] == ["002"]


def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(open_page: Open, home: Path) -> None:
    """One bad file is said to be refused and does not stop the others."""
    app = open_page(UPLOAD)
    app.file_uploader[0].upload("hong.xlsx", b"not a workbook")
    store(upload(app, ba_dinh=FIRST))
    assert app.success[0].value == "Đã lưu: 1 · Từ chối: 1"
    assert len(versions(home)) == 1


def test_our_own_blank_form_reads_as_an_empty_form(open_page: Open) -> None:
    """A unit that sends the template back untouched is told so; its name is recognised."""
    campaign = default_campaign()
    app = open_page(UPLOAD)
    app.file_uploader[0].upload("Mau so 1.xlsx", BytesIO(blank_form("form1", campaign.units[0], campaign)).getvalue())
    app.run()
    assert app.dataframe[0].value["unit"].iloc[0] == "Ba Đình"
