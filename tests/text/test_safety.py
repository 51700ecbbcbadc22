"""No cell of any kind makes a parser raise, hang, or give a code that has no sentence."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from string import Formatter
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from camdash.problems import CODES
from camdash.text import measures
from camdash.text.coordinates import read_lat_lon, read_pair
from camdash.text.numbers import read_count, read_number
from camdash.text.quantity import read_quantity

READERS = [
    read_number,
    read_count,
    *(getattr(measures, name) for name in measures.__all__ if name.startswith("read_")),
    read_quantity,
    read_pair,
    lambda cell: read_lat_lon(cell, cell),
    lambda cell: read_lat_lon(21.0, cell),
]
PIECES = [
    "21", "105", "01", "3", "0", "2021", "190507", "1.250", "2,5", " ", ",", ";", "/", "-", "+", "(", ")", ":",
    "=", ".", "°", "'", '"', "''",
    "o", "N", "E", "Đ", "camera", "PTZ", "cố định", "bộ", "mắt", "ngày", "tháng", "năm", "MP", "HD", "x", "triệu",
    "tỷ", "Quý II", "T6", "không",
    "khoảng", "max", "≥", ">=", ">", "~", "hướng", "Đông", "Bắc", "trong đó", "một", "mười", "\n", "\u00a0", "²",
    "٣", "½", "https://", "@",
]  # fmt: skip
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
cells = st.one_of(
    texts,
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


def _placeholders(code: str) -> set[str]:
    """Name what the code's sentence needs beyond the value, which the caller knows."""
    return {name for _, name, _, _ in Formatter().parse(CODES[code].sentence) if name} - {"value"}


def _check(code: str | None, params: Mapping[str, Any]) -> None:
    assert code is None or set(params) == _placeholders(code)


@given(cells)
@example(10**400)
@example(float("nan"))
@example(float("-inf"))
@example(datetime.fromisoformat("9999-12-31T23:59:59"))
@example(date.min)
@example(time.max)
@example(timedelta.min)
@example("9" * 5000)
@example("²")
def test_never_raises(cell: Any) -> None:
    """Whatever stands in a cell, every parser answers, and its code has a sentence with just these parameters."""
    for reader in READERS:
        reading = reader(cell)
        _check(reading.code, reading.params)


@given(cells)
def test_pure(cell: Any) -> None:
    """The same cell gives the same answer."""
    for reader in READERS:
        assert reader(cell) == reader(cell)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece", [*PIECES, "max:", "hướng ", ">=>", "khoảng : ", "1.1", "1-", "camera ", "1 2 ", "((", "a", "21°", "@1.1,"]
)
def test_never_hangs(piece: str) -> None:
    """No repetition of anything a clerk may type makes a reader hang: the limit of the test would end it."""
    for length in (30, 80, 120, 200, 300, 2000, 32_000):
        for reader in READERS:
            reader((piece * length)[:length])
            reader((piece * length)[: length - 1] + "!")
