"""Numbers and counts in the spellings of Vietnamese offices."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.text.numbers import read_count, read_number
from camdash.text.numerals import leading_words, spelled

WORDS = "không một hai ba bốn năm sáu bảy tám chín".split()  # noqa: SIM905 - digits in order


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (5, 5.0), (5.5, 5.5), ("5", 5.0), ("5,5", 5.5), ("5.5", 5.5), ("1.234,5", 1234.5), ("1,234.5", 1234.5),
        ("'12", 12.0),
        ("1\u00a0250", 1250.0), ("1.250", 1.25), ("6 m", 6.0), ("12%", 12.0), ("≥ 6", 6.0),
        ("khoảng 12 cái", 12.0), ("-5", -5.0),
        ("mười lăm", 15.0), ("6.000.000", 6e6),
    ],
)  # fmt: skip
def test_number(cell: Any, value: float) -> None:
    """Decimal comma, thousands dot, units, apostrophes and words are read."""
    assert read_number(cell) == (value, None, {})


@pytest.mark.parametrize(
    "cell", ["vài", "2-3", "2/3", "1.2.3", "12,34,5", True, date(2024, 1, 6), float("inf"), "cam 3"]
)
def test_number_unreadable(cell: Any) -> None:
    """What is not one number is no number."""
    assert read_number(cell)[:2] == (None, "number_unreadable")


@pytest.mark.parametrize("cell", ["", None, "-", "không rõ", "không", float("nan")])
def test_number_not_told(cell: Any) -> None:
    """Nothing told is null without a problem."""
    assert read_number(cell) == (None, None, {})


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("1.250", 1250, None), ("1,250", 1250, None), ("02", 2, None), ("3 cái", 3, None), (3.0, 3, None),
        ("không", 0, None),
        ("chưa rõ", None, None), (2.5, None, "number_not_whole"), ("2,5", None, "number_not_whole"),
        (-1, None, "number_range"),
        ("nhiều", None, "number_unreadable"),
    ],
)  # fmt: skip
def test_count(cell: Any, value: int | None, code: str | None) -> None:
    """A count is whole; a lone group of three digits is thousands."""
    assert read_count(cell)[:2] == (value, code)


@given(st.integers(0, 999_999))
def test_count_in_every_spelling(count: int) -> None:
    """A count reads back from each way to write it."""
    grouped = f"{count:,}"
    spellings = [
        count,
        float(count),
        str(count),
        f"0{count}",
        f"'{count}",
        grouped.replace(",", "."),
        f"{count}\u00a0",
        f"{count} cái",
    ]
    assert [read_count(cell).value for cell in spellings] == [count] * len(spellings)


def _in_words(number: int) -> str:
    """Spell 1..999 as Vietnamese does."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = [WORDS[hundreds], "trăm"] if hundreds else []
    if tens > 1:
        words += [WORDS[tens], "mươi"]
    elif tens:
        words.append("mười")
    elif hundreds and ones:
        words.append("linh")
    special = {1: "mốt" if tens > 1 else "một", 5: "lăm" if tens else "năm"}
    return " ".join([*words, special.get(ones, WORDS[ones])] if ones else words)


def test_number_words() -> None:
    """Every number below a thousand reads back from its words."""
    assert [spelled(_in_words(number)) for number in range(1, 1000)] == list(range(1, 1000))
    assert [spelled(_in_words(number).upper()) for number in range(1, 1000)] == list(range(1, 1000))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("một nghìn hai trăm", 1200),
        ("hai chục", 20),
        ("muoi lam", 15),
        ("hai muoi lam", 25),
        ("ba bốn", None),
        ("vài", None),
        ("", None),
    ],
)
def test_number_words_beyond(text: str, value: int | None) -> None:
    """Thousands, tens and plain letters are known; two digits in a row are no number."""
    assert spelled(text) == value


def test_leading_words() -> None:
    """A number in words is parted from what it counts."""
    assert leading_words("hai mươi mốt camera") == (21, "camera")
    assert leading_words("camera hai") is None
