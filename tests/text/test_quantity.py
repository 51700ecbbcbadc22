"""Quantities: counts, mixtures of kinds, sets of lenses, words, and what must not be guessed."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.text.quantity import read_quantity


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        (2, 2), (2.0, 2), ("2", 2), ("02 camera", 2), ("02 cái", 2), ("04 mắt", 4), ("05 (năm) camera", 5),
        ("một", 1), ("Mười lăm", 15),
        ("hai mươi mốt cái", 21), ("01 bộ (04 mắt)", 4), ("01 bộ (gồm 04 mắt)", 4), ("01 bộ 4 mắt", 4),
        ("02 bộ (04 mắt/bộ)", 8),
        ("01 bộ", 1), ("3+2", 5), ("3+2=5", 5), ("1.250", 1250), ("1 000", 1000), ("'03", 3), ("03\u00a0", 3),
        ("02 camera (cột 3)", 2),
        ("SL: 5", 5), ("Số lượng: 5 camera", 5), ("5 mắt camera", 5), ("2,0", 2), ("3 c", 3),
    ],
)  # fmt: skip
def test_one_count(cell: Any, count: int) -> None:
    """One count without a kind, in its ordinary spellings."""
    assert read_quantity(cell) == (((count, ""),), None, {}, False)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("02 PTZ + 03 cố định", [(2, "PTZ"), (3, "cố định")]),
        ("2 PTZ; 3 cố định", [(2, "PTZ"), (3, "cố định")]),
        ("- 02 PTZ\n- 03 cố định", [(2, "PTZ"), (3, "cố định")]),
        ("02PTZ/03 cố định", [(2, "PTZ"), (3, "cố định")]),
        ("PTZ: 02; cố định: 03", [(2, "PTZ"), (3, "cố định")]),
        ("05 camera (02 PTZ, 03 cố định)", [(2, "PTZ"), (3, "cố định")]),
        ("05 camera gồm 02 PTZ và 03 cố định", [(2, "PTZ"), (3, "cố định")]),
        ("Tổng 5: 2 PTZ, 3 cố định", [(2, "PTZ"), (3, "cố định")]),
        ("2 PTZ + 3 cố định = 5", [(2, "PTZ"), (3, "cố định")]),
        ("hai PTZ và ba cố định", [(2, "PTZ"), (3, "cố định")]),
        ("5 camera, trong đó 2 PTZ", [(2, "PTZ"), (3, "")]),
        ("02 camera PTZ", [(2, "PTZ")]),
        ("02 camera (PTZ)", [(2, "PTZ")]),
        ("2 PTZ + 1 ptz", [(3, "PTZ")]),
        ("02 PTZ + 0 cố định", [(2, "PTZ")]),
        ("1 camera thân; 1 camera bán cầu", [(1, "thân"), (1, "bán cầu")]),
    ],
)
def test_kinds(cell: str, parts: list[tuple[int, str]]) -> None:
    """Each kind is a part with its own words, in the order written."""
    reading = read_quantity(cell)
    assert (list(reading.parts), reading.code, reading.zero) == (parts, None, False)


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("O5", 5),
        ("1O", 10),
        ("khoảng 10", 10),
        ("2x4", 8),
        ("02 bộ x 04 mắt", 8),
        ("01 đầu ghi + 4 mắt", 4),
        ("02 camera/01 cột", 2),
    ],
)
def test_repaired(cell: str, count: int) -> None:
    """What was assumed is said."""
    assert read_quantity(cell) == (((count, ""),), "quantity_repaired", {"read": count}, False)


@pytest.mark.parametrize(
    "cell",
    [
        "vài cái", 2.5, "2,5", -1, "-5", "- 3 camera", float("inf"), True, date(2024, 2, 3), "2-3", "3/5", "2;3",
        "> 10", "10 trở lên",
        "một số camera", "nhiều", "Ba Đình", "PTZ", "4K", "2 MP", "02 bộ (04 mắt)", "2 hệ thống", "3+2=6",
        "12/2021", "=SUM(A1)", "#REF!",
        "cam 01 - cam 16", "0912345678", "2 camera 1 PTZ", "5 (6 PTZ)", "x" * 400,
    ],
)  # fmt: skip
def test_never_guessed(cell: Any) -> None:
    """What has no single sure reading is unreadable."""
    assert read_quantity(cell) == ((), "quantity_unreadable", {}, False)


@pytest.mark.parametrize(
    "cell", [0, 0.0, "0", "00", "không", "Không có", "không có camera", "0 cái", "0 PTZ + 0 cố định"]
)
def test_zero(cell: Any) -> None:
    """A stated zero is neither missing nor unreadable."""
    assert read_quantity(cell) == ((), None, {}, True)


@pytest.mark.parametrize("cell", ["", None, "-", "…", "không rõ", float("nan")])
def test_missing(cell: Any) -> None:
    """An empty quantity is missing, never one."""
    assert read_quantity(cell) == ((), "quantity_missing", {}, False)


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_two_kinds_read_back(ptz: int, fixed: int) -> None:
    """Any two counts of two kinds read back, however they are joined."""
    for text in (
        f"{ptz} PTZ + {fixed} cố định",
        f"{ptz:02d} PTZ; {fixed:02d} cố định",
        f"PTZ: {ptz}, cố định: {fixed}",
    ):
        assert read_quantity(text).parts == ((ptz, "PTZ"), (fixed, "cố định"))
    assert read_quantity(f"{ptz}+{fixed}").parts == ((ptz + fixed, ""),)
