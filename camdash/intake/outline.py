"""Rows numbered 1, 1.1, 1.2, 2, 2.1: the whole number heads its group, it is no record of its own."""

import re

from camdash.intake.workbook import Cell, Sheet

_WHOLE = re.compile(r"^\s*(\d+|[IVXL]+|[A-ZĐ])\s*[.)]?\s*$")
_PART = re.compile(r"^\s*(\d+|[IVXL]+|[A-ZĐ])[.,](\d+)\s*[.)]?\s*$")
_MOST_CELLS = 4


def heads_of_groups(sheet: Sheet, rows: list[int], column: int | None) -> dict[int, str]:
    """Find the rows (0-based) that head a group of rows numbered below them, with their words.

    A head names a place or a class and perhaps a count; a row with more cells is a record, however it is numbered.
    """
    if column is None:
        return {}
    cells = [row[column] if column < len(row) else "" for row in map(sheet.rows.__getitem__, rows)]
    if set(map(type, cells)) == {float} and all(map(float.is_integer, cells)):  # type: ignore[arg-type]  # floats
        return {}  # nothing is numbered below a whole number
    numbers = list(map(_number, cells))
    heads = {}
    for at, row in enumerate(rows[:-1]):
        whole, part = _WHOLE.match(numbers[at]), _PART.match(numbers[at + 1])
        if not (whole and part and whole[1] == part[1]):
            continue
        filled = [cell for cell in sheet.rows[row] if str(cell).strip()]
        words = [cell for cell in filled if isinstance(cell, str) and not _WHOLE.match(cell)]
        if words and len(filled) <= _MOST_CELLS:
            heads[row] = words[0]
    return heads


def _number(cell: Cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
