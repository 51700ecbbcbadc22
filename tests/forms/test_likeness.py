"""Headings nobody listed: what any officer would understand, and what nobody would."""

import pytest

from camdash.forms.fields import FORMS
from camdash.forms.headings import heading_book
from camdash.forms.likeness import likely_target


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Số mắt cam", "quantity"),
        ("Thời hạn lưu (ngày)", "retention_days"),
        ("Nơi đặt cam", "position_name"),
        ("Chỗ gắn camera", "position_name"),
        ("Tình hình HĐ", "operating_state"),
        ("Camera loại gì", "camera_type"),
        ("Cam đấu nối về đâu", "connected_to"),
        ("Đơn vị q.lý", "owner_unit"),
        ("Mục đích SD", "purposes"),
        ("Ngày đưa vào SD", "install_year"),
        ("K.độ", "lon"),
        ("V.độ", "lat"),
        ("Tình trạng hoạt đông", "operating_state"),
        ("Loại cmera", "camera_type"),
        ("Số cam còn chạy tốt", "quantity_working"),
        ("Lưu được bao nhiêu ngày", "retention_days"),
        ("Chiều cao lắp (m)", "height_m"),
        ("Mạng truyền dẫn", "transmission"),
        ("Nguồn tiền", "funding"),
    ],
)
def test_officers_wordings_are_understood(heading: str, field: str) -> None:
    """A reworded or mistyped heading means the field it is like."""
    found = likely_target("form1", heading)
    assert found is not None
    assert found.target == field


@pytest.mark.parametrize(
    "heading",
    [
        "Cán bộ đầu mối",
        "Số điện thoại",
        "Họ tên",
        "Ngày sinh",
        "Chức vụ",
        "Định mức",
        "Khối lượng",
        "Diện tích",
        "Tên trường",
        "Ngày mượn",
        "Cột 7",
        "Tiết",
    ],
)
def test_other_headings_mean_nothing(heading: str) -> None:
    """What is no field of the forms is not taken for one."""
    assert likely_target("form1", heading) is None


@pytest.mark.parametrize("form", FORMS)
def test_no_listed_heading_is_like_another_field(form: str) -> None:
    """Every known spelling is likest its own field, or open."""
    for spelling, target in heading_book().targets[form].items():
        found = likely_target(form, spelling)
        assert found is None or found.target == target, spelling
