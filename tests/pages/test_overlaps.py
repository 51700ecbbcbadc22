"""The page of overlaps: pairs listed, compared, decided one by one and together, taken back, and logged."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from camdash.intake.reader import read_bytes
from camdash.store.plans import OverlapDecision
from camdash.ui.navigation import OVERLAPS
from tests.pages.conftest import Open
from tests.pages.uploading import opened
from tests.sheets import workbook

FIRST = """
| UBND QUẬN BA ĐÌNH |
| MẪU SỐ 1: HIỆN TRẠNG HỆ THỐNG CAMERA |
| STT | Vị trí lắp đặt | Địa chỉ | Quận/huyện | Vĩ độ | Kinh độ | Số lượng | Loại camera | Mục đích sử dụng |
| 1 | Ngã tư Kim Mã | Số 10 Kim Mã | Ba Đình | 21.0310 | 105.8252 | 3 | Cố định | Giao thông |
| 2 | Chợ Châu Long | Châu Long | Ba Đình | 21.0412 | 105.8431 | 2 | PTZ | ANTT |
| 3 | Trụ sở A | Số 1 Hùng Vương | Ba Đình | 21.0365 | 105.8342 | 1 | Cố định | Quốc phòng |
"""
SECOND = """
| SỞ GIAO THÔNG VẬN TẢI |
| MẪU SỐ 1: HIỆN TRẠNG HỆ THỐNG CAMERA |
| STT | Vị trí lắp đặt | Địa chỉ | Quận/huyện | Vĩ độ | Kinh độ | Số lượng | Loại camera | Mục đích sử dụng |
| 1 | Nga tu Kim Ma | 10 Kim Ma | Ba Đình | 21.03105 | 105.8252 | 2 | Cố định | Giao thông |
| 2 | Chợ Châu Long | Châu Long | Ba Đình | 21.0412 | 105.8431 | 2 | PTZ | ANTT |
| 3 | Cửa hàng B | Số 9 Hùng Vương | Ba Đình | 21.0365 | 105.8343 | 1 | Cố định | Giao thông |
"""
NEEDS = """
| UBND QUẬN BA ĐÌNH |
| MẪU SỐ 2: NHU CẦU LẮP ĐẶT CAMERA |
| STT | Vị trí lắp đặt | Địa chỉ | Quận/huyện | Vĩ độ | Kinh độ | Số lượng | Loại camera | Mục đích sử dụng | Kinh phí |
| 1 | Ngã tư Kim Mã | Số 10 Kim Mã | Ba Đình | 21.0310 | 105.8252 | 2 | Cố định | Giao thông | 50000000 |
"""


@pytest.fixture
def city(home: Path) -> Path:
    """Give a home in which two bodies report two cameras both, and a need is met."""
    with opened(home) as store:
        campaign = store.campaign("2024")
        for name, table in (("a", FIRST), ("b", SECOND), ("c", NEEDS)):
            content = workbook(table)
            store.save("2024", read_bytes(f"{name}.xlsx", content, campaign), content, received_on=campaign.deadline)
    return home


def decisions(home: Path) -> list[OverlapDecision]:
    """List the verdicts that hold."""
    with opened(home) as store:
        return store.plans("2024").decisions()


def rows(app: AppTest) -> list[list[object]]:
    """Give suspicion, names and units of the pairs listed."""
    grid = next(grid.value for grid in app.dataframe if "suspicion" in grid.value)
    return [list(row) for row in grid[["suspicion", "one_name", "other_name"]].itertuples(index=False, name=None)]


def figures(app: AppTest) -> list[str]:
    """Give the key figures."""
    return [metric.value for metric in app.metric]


def press(app: AppTest, key: str) -> AppTest:
    """Press a button."""
    app.button(key=key).click().run()
    assert not app.exception
    return app


def tick(app: AppTest, *places: int) -> AppTest:
    """Tick rows of the list."""
    key = next(str(grid.key) for grid in app.dataframe if "overlap-rows" in str(grid.key))
    app.session_state[key] = {"selection": {"rows": list(places), "columns": [], "cells": []}}
    app.run()
    assert not app.exception
    return app


def test_pairs_are_listed_most_suspicious_first(open_page: Open, city: Path) -> None:
    """Two cameras told twice, and beside the sensitive one a neighbour whose pair is not named."""
    app = open_page(OVERLAPS, home=city)
    assert rows(app) == [
        ["Nghi là một", "Chợ Châu Long", "Chợ Châu Long"],
        ["Nghi là một", "Ngã tư Kim Mã", "Nga tu Kim Ma"],
        ["Chỉ ở gần nhau", "Vị trí nhạy cảm, Ba Đình", "Vị trí nhạy cảm, Ba Đình"],
    ]
    assert figures(app)[:4] == ["2", "0", "1", "0"]


def test_the_two_records_stand_side_by_side(open_page: Open, city: Path) -> None:
    """What agrees and what differs, in words; the ticked pair instead of the first."""
    app = tick(open_page(OVERLAPS, home=city), 1)
    fields = next(grid.value for grid in app.dataframe if "agree" in grid.value)
    told = dict(zip(fields["field"], fields["agree"], strict=True))
    assert told["Mục đích sử dụng"] == "= giống"
    assert told["Số lượng"] == "≠ khác"
    assert any("Cách nhau 6 m, tên giống 100 %" in text.value for text in app.markdown)


def test_a_sensitive_pair_shows_neither_fields_nor_map(open_page: Open, city: Path) -> None:
    """No name, no distance, no way to the records."""
    app = tick(open_page(OVERLAPS, home=city), 2)
    assert not [grid for grid in app.dataframe if "agree" in grid.value]
    assert "overlap-open-one" not in [str(button.key) for button in app.button]
    shown = " ".join(text.value for text in app.markdown)
    assert "Trụ sở A" not in shown
    assert "Cửa hàng B" not in shown


def test_figures_follow_a_decision_and_its_taking_back(open_page: Open, city: Path) -> None:
    """Two cameras are counted twice until the verdict is taken back; the log keeps both."""
    app = open_page(OVERLAPS, home=city)
    app.text_input[0].set_value("Đã hỏi hai đơn vị")
    press(app, "overlap-decide-same")
    assert [(d.question, d.verdict, d.note) for d in decisions(city)] == [("existing", "same", "Đã hỏi hai đơn vị")]
    assert len(rows(app)) == 2
    assert figures(app)[3] == "1"
    assert any("2 camera tính hai lần" in text.value for text in app.caption)
    decided = open_page(OVERLAPS, home=city, decision="decided")
    press(decided, "overlap-undecide")
    assert decisions(city) == []
    assert figures(decided)[3] == "0"
    assert decided.subheader[0].value == "Không có cặp nào để hiển thị"


def test_a_met_need_spares_its_cost(open_page: Open, city: Path) -> None:
    """The stated cost, once, though two cameras could meet it."""
    app = open_page(OVERLAPS, home=city, question="need")
    press(press(app, "overlap-decide-same"), "overlap-decide-same")
    assert len(decisions(city)) == 2
    assert figures(app)[4] == "50"


def test_all_suspected_pairs_are_decided_after_a_confirmation(open_page: Open, city: Path) -> None:
    """Not before the box is ticked; the neighbours stay undecided."""
    app = open_page(OVERLAPS, home=city)
    app.session_state["overlap-several"] = True
    app.run()
    app.radio(key="overlap-scope").set_value("same").run()
    assert app.button(key="overlap-decide-several").disabled
    app.checkbox[0].check().run()
    press(app, "overlap-decide-several")
    assert [d.verdict for d in decisions(city)] == ["same", "same"]
    assert app.success[0].value == "Đã ghi “Là một” cho 2 cặp."
    assert [row[0] for row in rows(app)] == ["Chỉ ở gần nhau"]


def test_ticked_pairs_are_decided_together(open_page: Open, city: Path) -> None:
    """With the verdict chosen; a pair that is ticked with others is not shown side by side."""
    app = open_page(OVERLAPS, home=city)
    app.session_state["overlap-several"] = True
    app = tick(app, 0, 2)
    assert not [grid for grid in app.dataframe if "agree" in grid.value]
    app.radio(key="overlap-verdict").set_value("keep_both").run()
    app.checkbox[0].check().run()
    press(app, "overlap-decide-several")
    assert [d.verdict for d in decisions(city)] == ["keep_both", "keep_both"]


def test_the_log_tells_who_what_and_when_and_what_is_no_more(open_page: Open, city: Path) -> None:
    """The newest first; a decision on records that left is said."""
    with opened(city) as store:
        store.plans("2024", "Lan").decide([OverlapDecision("existing", "a", "b", "different", "nhầm")])
    app = press(open_page(OVERLAPS, home=city), "overlap-decide-merge")
    app.session_state["overlap-log"] = True
    app.run()
    log = next(grid.value for grid in app.dataframe if "holds" in grid.value)
    assert log[["by", "pair", "verdict", "holds", "note"]].to_numpy().tolist() == [
        ["Chưa có thông tin", "Chợ Châu Long ↔ Chợ Châu Long", "Gộp một vị trí", "Đang áp dụng", ""],
        ["Lan", "Không còn trong danh sách", "Khác nhau", "Không còn trong danh sách", "nhầm"],
    ]
    assert any("1 quyết định thuộc về cặp không còn trong danh sách" in text.value for text in app.caption)


def test_the_filter_narrows_the_pairs(open_page: Open, city: Path) -> None:
    """And where none is left the page says what to do."""
    assert len(rows(open_page(OVERLAPS, home=city, camera_type="ptz"))) == 1
    app = open_page(OVERLAPS, home=city, camera_type="thermal")
    assert app.subheader[0].value == "Không có cặp nào để hiển thị"
    assert any("Nới bộ lọc" in text.value for text in app.markdown)


def test_no_two_units_ask_for_one_place(open_page: Open, city: Path) -> None:
    """The way on is said."""
    app = open_page(OVERLAPS, home=city, question="needs")
    assert app.subheader[0].value == "Không có cặp nào để hiển thị"
    assert len(app.page_link) == 1


def test_the_list_can_be_taken_along(open_page: Open, city: Path) -> None:
    """As Excel and as CSV, made when they are asked for."""
    app = open_page(OVERLAPS, home=city)
    app.session_state["overlap-files"] = True
    app.run()
    assert [button.key for button in app.get("download_button")] == ["overlaps-xlsx", "overlaps-csv"]
