"""Which of two files is the later one, by name."""

import unicodedata

import pytest

from camdash.store.names import compare, plain, rank

TOLD = [
    ("Mau 1 Ba Vi.xlsx", "Mau 1 Ba Vi (bo sung lan 2).xlsx"),
    ("Mẫu 1 Ba Vì.xlsx", "Mẫu 1 Ba Vì bổ sung.xlsx"),
    ("Mẫu 1 Ba Vì lần 2.xlsx", "Mẫu 1 Ba Vì lần 3.xlsx"),
    ("Mẫu 1 Ba Vì lần đầu.xlsx", "Mẫu 1 Ba Vì lần thứ hai.xlsx"),
    ("Mau 1.xlsx", "Mau 1 (1).xlsx"),
    ("Mau 1 (1).xlsx", "Mau 1 (2).xlsx"),
    ("Mau 1 lan 2.xlsx", "Mau 1 lan 2 (1).xlsx"),
    ("Mau1_v1.xlsx", "Mau1_v2.xlsx"),
    ("Mau1 v3.xlsx", "Mau1 final.xlsx"),
    ("Mẫu 1 - bổ sung.xlsx", "Mẫu 1 - bổ sung - chính thức.xlsx"),
    ("Mẫu 1 dự thảo.xlsx", "Mẫu 1.xlsx"),
    ("Mẫu 1.xlsx", "Mẫu 1 (sửa).xlsx"),
    ("Mẫu 1.xlsx", "Mẫu 1 bản cuối.xlsx"),
    ("Mẫu 1.xlsx", "Mẫu 1 - kết quả kiểm tra.xlsx"),
    ("Mẫu 1 (1).xlsx", "Mẫu 1 (1) - kết quả kiểm tra.xlsx"),
    ("Mau 1 lan 2.xlsx", "Mau_1_lan_2_-_ket_qua_kiem_tra.xlsx"),
    ("Mẫu 1 - kết quả kiểm tra.xlsx", "Mẫu 1 - kết quả kiểm tra (1).xlsx"),
]
NOT_TOLD = [
    ("Mau 1 Ba Vi.xlsx", "Form 1 Ba Vi.xlsx"),
    ("Mau 1 bo sung.xlsx", "Mau 1 lan 2.xlsx"),
    ("Mau 1 final.xlsx", "Mau 1 bo sung.xlsx"),
    ("Mau 1 (1).xlsx", "Mau 1 lan 2.xlsx"),
    ("Mau so 1.xlsx", "Mau so 2.xlsx"),
]


@pytest.mark.parametrize(("earlier", "later"), TOLD)
def test_a_name_tells_which_file_is_later(earlier: str, later: str) -> None:
    """The order is told both ways round, and sorting by rank agrees."""
    assert (compare(later, earlier), compare(earlier, later)) == (1, -1)
    assert rank(earlier) < rank(later)


@pytest.mark.parametrize(("one", "other"), NOT_TOLD)
def test_names_that_do_not_tell_are_never_ordered(one: str, other: str) -> None:
    """Nothing is picked by chance."""
    assert compare(one, other) == compare(other, one) == 0


def test_letters_apart_from_their_accents_are_read_the_same() -> None:
    """A Mac writes names in NFD, a mail programme without accents."""
    name = "Mẫu số 1 bổ sung lần 2 (1).xlsx"
    assert rank(unicodedata.normalize("NFD", name)) == rank(name) == rank("Mau so 1 bo sung lan 2 (1).xlsx")


def test_a_name_no_encoding_can_write_is_made_plain() -> None:
    """Linux hands over names in any bytes; the database takes only text."""
    assert plain("Mau\udce1 1\x00.xlsx") == "Mau? 1.xlsx"
