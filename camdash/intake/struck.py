"""Which rows are deleted by being struck out, one rule for all formats."""

from collections.abc import Mapping, Sequence


def struck_out(rows: Sequence[Sequence[object]], struck: Mapping[int, int]) -> set[int]:
    """Tell which rows are struck out, given how many cells are in each row (from 1): those with more than half struck.

    A single struck cell is a note taken back, not a camera.
    """
    filled = {row: len(rows[row - 1]) - rows[row - 1].count("") for row in struck if row <= len(rows)}
    return {row for row, count in filled.items() if 2 * struck[row] > count}
