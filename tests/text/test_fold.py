"""Text made comparable: cleaned, folded, keyed; what says nothing and what says no."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.text.fold import accent_key, clean, fold, is_stated_absence, is_unknown


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Ngã\u00a0tư \n Sở ", "Ngã tư Sở"),
        ("Hà\u200b Nội\ufeff", "Hà Nội"),
        (unicodedata.normalize("NFD", "Phường Đội Cấn"), "Phường Đội Cấn"),
        ("", ""),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    """Blanks of all kinds become one, invisible characters go, marks are composed."""
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Số lượng (cái)", "so luong cai"),
        ("ĐỊA CHỈ", "dia chi"),
        ("Quận 'Ba Đình'", "quan ba dinh"),
        ("Thời_gian-lưu/trữ:", "thoi gian luu tru"),
        (unicodedata.normalize("NFD", "Hồng ngoại"), "hong ngoai"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """Accents, case and punctuation go."""
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("Thuỵ Khuê", "Thụy Khuê"),
        ("Mĩ Đức", "Mỹ Đức"),
        ("khoẻ", "khỏe"),
        ("Qúy", "quý"),
        ("Hòang Mai", "Hoàng Mai"),
        ("công ti", "công ty"),
    ],
)
def test_accent_key_evens_out_spelling_habits(one: str, other: str) -> None:
    """The old and the new way to place a tone, i and y, are one key."""
    assert accent_key(one) == accent_key(other)


def test_accent_key_keeps_names_apart() -> None:
    """Names that differ only by an accent stay different."""
    assert len({accent_key(name) for name in ("Đồng Xuân", "Đông Xuân", "Việt Hưng", "Việt Hùng")}) == 4


@pytest.mark.parametrize(
    "cell",
    [
        None,
        "",
        " ",
        "-",
        "--",
        "…",
        "...",
        "N/A",
        "n/a",
        "không rõ",
        "Chưa rõ",
        "không có thông tin",
        "\u00a0",
        "'",
        "–",
    ],
)
def test_unknown(cell: str | None) -> None:
    """Nothing, dashes, dots and words for not knowing are unknown, not absent."""
    assert is_unknown(cell)
    assert not is_stated_absence(cell)


@pytest.mark.parametrize("cell", ["không", "Không có", "CHƯA CÓ", "chưa", "khong co", "không."])
def test_stated_absence(cell: str) -> None:
    """A stated absence is told from not knowing."""
    assert is_stated_absence(cell)
    assert not is_unknown(cell)


@pytest.mark.parametrize("cell", ["Chùa", "x", "0", 0, 0.0, False, "nt", "//", "có", '"'])
def test_values_are_neither(cell: object) -> None:
    """A pagoda, a tick, a zero and a ditto mark are values."""
    assert not is_unknown(cell)  # type: ignore[arg-type]
    assert not is_stated_absence(cell)  # type: ignore[arg-type]


@given(st.text())
def test_keys_are_stable(text: str) -> None:
    """Cleaning and folding twice changes nothing more."""
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)
