"""Whole columns of text are read as single cells are."""

from hypothesis import given
from hypothesis import strategies as st

from camdash.intake.cells import read_text
from camdash.intake.strings import read_texts

TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["-", "…", "không rõ", "'0123", " Ngã tư", "Ngã  tư", "Ngã tư\u00a0", "Cho\u031b\u0323", "Chợ Đồng Xuân", ""]
    ),
    st.text("abcđ 12'\n\x1f", max_size=30),
)
CELLS = st.one_of(TEXTS, st.integers(0, 3).map(float), st.booleans(), st.dates())


def alone(cell: object) -> object:
    """Read one cell as free text."""
    return read_text(cell).value if cell != "" else None  # type: ignore[arg-type]


@given(st.lists(CELLS, max_size=8))
def test_a_column_is_read_as_its_cells_are(cells: list[object]) -> None:
    """Tidy, untidy, numeric and mixed columns give what each cell gives alone."""
    assert read_texts(cells) == [alone(c) for c in cells]  # type: ignore[arg-type]


def test_unknowns_say_nothing_in_a_tidy_column() -> None:
    """Stated unknowns are None between texts that are kept as they are."""
    assert read_texts(["Ngã tư Sở", "không rõ", "", "Số 1"]) == ["Ngã tư Sở", None, None, "Số 1"]
