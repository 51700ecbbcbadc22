import pandas as pd
import pytest

from camdash.ui.returns import said_standing, standing
from camdash.words import Words

ROW = {"state": "received", "expected": "required", "days_late": 0, "days_overdue": pd.NA}


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({}, "on_time", "Nộp đúng hạn"),
        ({"state": "accepted", "days_late": 4}, "late", "Muộn 4 ngày"),
        ({"state": "errors", "days_late": 4}, "errors", "Có lỗi, muộn 4 ngày"),
        ({"expected": "invited"}, "voluntary", "Đã nộp, không bắt buộc"),
        ({"state": "nil"}, "nil", "Báo không có"),
        ({"state": "held"}, "held", "Tạm giữ"),
        ({"state": "missing", "days_late": pd.NA, "days_overdue": 12}, "overdue", "Quá hạn 12 ngày"),
        ({"state": "missing", "days_late": pd.NA}, "missing", "Chưa nộp"),
        ({"state": "missing", "expected": "invited", "days_late": pd.NA}, "not_required", "Không bắt buộc"),
    ],
)
def test_where_a_return_stands(words: Words, changes: dict[str, object], code: str, said: str) -> None:
    """What needs somebody's hand comes before whether it came in time; days are told in words."""
    row = {**ROW, **changes}
    assert standing(row) == code
    assert said_standing({**row, "standing": code}, words) == said
