"""Thousands of sheets composed at random: the finder must be right on nearly all, and safe on anything."""

from hypothesis import given
from hypothesis import strategies as st

from camdash.intake.blocks import Block, find_blocks
from camdash.intake.workbook import Sheet
from tests.composed_sheets import Truth, compose

SHEETS = 3000
RIGHT = 0.99

CELLS = st.one_of(
    st.just(""),
    st.just(""),
    st.text(max_size=12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["STT", "Tổng cộng", "(1)", "(2)", "(3)", "I", "Nơi nhận:", "Số lượng", "Ghi chú", " "]),
    st.integers(1, 5).map(float),
    st.dates(),
    st.booleans(),
)
ROWS = st.lists(st.lists(CELLS, max_size=9), max_size=25)
MERGES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 10), st.integers(0, 6), st.integers(0, 6)).map(
        lambda m: (m[0], m[1], m[0] + m[2], m[1] + m[3])
    ),
    max_size=6,
)


def seen(sheet: Sheet) -> set[Truth]:
    """Say of each table found what is known of a composed one."""
    return {
        Truth(b.header_rows[-1] if b.header_rows else -1, b.first_data_row, b.last_data_row, b.total_row)
        for b in find_blocks(sheet)
    }


def test_nearly_all_composed_sheets_are_read_rightly() -> None:
    """On a sheet all tables must be right and none invented; at least 99 in 100 sheets are."""
    wrong = []
    for seed in range(SHEETS):
        sheet, truth = compose(seed)
        if seen(sheet) != set(truth):
            wrong.append(seed)
    assert len(wrong) <= (1 - RIGHT) * SHEETS, wrong


@given(rows=ROWS, merges=MERGES)
def test_any_grid_gives_tables_within_it(rows: list[list[object]], merges: list[tuple[int, int, int, int]]) -> None:
    """Whatever stands in the cells: no error, all rows of a table lie in it, and no two tables overlap."""
    blocks = find_blocks(Sheet("", rows, merges))  # type: ignore[arg-type]
    for block in blocks:
        assert 0 <= block.first_row <= block.last_row < len(rows)
        told = [*block.header_rows, block.first_data_row, block.last_data_row, block.total_row, block.number_row]
        assert all(block.first_row <= row <= block.last_row for row in told if row is not None)
    assert not any(overlap(a, b) for at, a in enumerate(blocks) for b in blocks[:at])


def overlap(a: Block, b: Block) -> bool:
    """Whether two tables share a cell of their heading or data."""
    rows = a.first_row <= b.last_row and b.first_row <= a.last_row
    return rows and a.first_column <= b.last_column and b.first_column <= a.last_column
