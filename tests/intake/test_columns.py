"""Cells carried down a column: merged, blank, ditto; and what stops them."""

from camdash.intake.columns import CarryRule, ColumnCells, carry_blanks
from camdash.intake.workbook import Cell, Sheet

RULE = CarryRule(1, 0.5)


def carried(*cells: Cell, breaks: tuple[int, ...] = (), **sheet: object) -> list[Cell]:
    """Carry a column that stands alone on a sheet."""
    of = Sheet("S", [[c] for c in cells], **sheet)  # type: ignore[arg-type]
    return ColumnCells(of, list(range(len(cells)))).carried(0, RULE, breaks)[0]


def test_blanks_below_a_group_are_filled() -> None:
    """A column in which each value stands once, above its group, is read like merged cells."""
    assert carried("A", "", "", "B", "") == ["A", "A", "A", "B", "B"]


def test_a_column_that_repeats_its_values_keeps_its_blanks() -> None:
    """Where a clerk writes the value each time, a blank is a missing one."""
    assert carried("A", "A", "", "A", "") == ["A", "A", "", "A", ""]


def test_a_single_gap_among_many_values_stays() -> None:
    """One blank among nine different values is no group."""
    cells: list[Cell] = [*"ABCDEFGHI", ""]
    assert carry_blanks(cells, (), RULE) == []


def test_ditto_marks_repeat_the_cell_right_above() -> None:
    """A mark below a filled blank repeats that; below a true blank it is blank."""
    assert carried("A", "", "nt", "B", "//") == ["A", "A", "A", "B", "B"]
    assert ColumnCells(Sheet("S", [[""], ["nt"]]), [0, 1]).of(0, carried=True) == ["", ""]


def test_nothing_is_carried_over_a_section_or_into_an_error() -> None:
    """A section row begins anew, and an error cell is no blank."""
    assert carried("A", "", "", "B", "", breaks=(2,)) == ["A", "A", "", "B", "B"]
    assert carried("A", "", "", "B", "", errors={"A3": "#N/A"}) == ["A", "A", "", "B", "B"]


def test_columns_of_rows_of_many_lengths() -> None:
    """A cell beyond the end of its row is blank, however many rows there are."""
    rows: list[list[Cell]] = [["x", float(n), *(["y"] if n % 3 else [])] for n in range(300)]
    columns = ColumnCells(Sheet("S", rows), list(range(1, 300)))
    assert columns.of(1) == [float(n) for n in range(1, 300)]
    assert columns.of(2) == ["y" if n % 3 else "" for n in range(1, 300)]


def test_what_is_carried_down_does_not_change_the_column() -> None:
    """A column may be read again as it stands."""
    columns = ColumnCells(Sheet("S", [["A"], [""], ["nt"]]), [0, 1, 2])
    assert columns.carried(0, RULE)[0] == ["A", "A", "A"]
    assert columns.of(0) == ["A", "", "nt"]


def test_truths_among_numbers_are_told() -> None:
    """True equals 1, so it takes a look at the cells themselves."""
    columns = ColumnCells(Sheet("S", [[1.0, 1.0], [True, 2.0]]), [0, 1])
    assert columns.plain(0).holds_truths()
    assert not columns.plain(1).holds_truths()
