"""What is said of a table's columns: those guessed, those not read, those dropped."""

from collections.abc import Iterable, Mapping

from camdash.forms.headings import PAIR, SPLIT, UNIT_PRICE
from camdash.intake.gate import column_letters
from camdash.intake.mapping import Columns
from camdash.intake.model import Table
from camdash.problems import Problem, problem

_FIELDS = {PAIR: "lat", UNIT_PRICE: "cost_vnd"}


def say_columns(table: Table, columns: Columns) -> list[Problem]:
    """Give the findings on a table's columns, each at its heading; a column read as listed or confirmed is none."""
    likely = [c for c, how in columns.how.items() if how == "likely"]
    return [
        *_say(table, "column_by_content", {c: columns.named[c] for c in likely if c in columns.by_content}, columns),
        *_say(table, "column_likely", {c: columns.named[c] for c in likely if c not in columns.by_content}, columns),
        *_say(table, "column_unmapped", {c: t for c, t in columns.unmapped.items() if t}),
        *_say(table, "column_unnamed", {c: t for c, t in columns.unmapped.items() if not t}),
        *_say(table, "column_secret", columns.secret),
        *_doubled(table, columns),
    ]


def _say(table: Table, code: str, texts: Mapping[int, str], read: Columns | None = None) -> Iterable[Problem]:
    row = table.header_rows[-1]
    for column, text in sorted(texts.items()):
        letters = column_letters(column + 1)
        field = _field(read, column) if read else ""
        yield problem(code, sheet=table.sheet, cell=f"{letters}{row}", row=row, field=field, value=text, column=letters)


def _field(columns: Columns, column: int) -> str:
    target = columns.target_of(column)
    return "quantity" if target.startswith(SPLIT) else _FIELDS.get(target, target)


def _doubled(table: Table, columns: Columns) -> Iterable[Problem]:
    row = table.header_rows[-1]
    for column, name in columns.doubled.items():
        yield problem(
            "column_doubled",
            sheet=table.sheet,
            cell=f"{column_letters(column + 1)}{row}",
            row=row,
            value=columns.named[column],
            first=column_letters((columns.fields.get(name, columns.pair) or 0) + 1),
        )
