"""What only shows when a whole table, or all tables of a file, are looked at together."""

from collections import Counter

from camdash.intake.gate import column_letters, column_number
from camdash.intake.mapping import Columns
from camdash.intake.model import FileReading, Record, Table
from camdash.intake.rows import Body
from camdash.intake.workbook import Sheet
from camdash.problems import Problem, problem
from camdash.text.fold import fold

DUMMY_ROWS = 20
"""So many rows with the very same coordinates are a placeholder rather than a pole."""

DUMMY_PLACES = 8
"""So many places of different names do not share one point."""

MOST_PLACES = 0.8
"""So much of a summary must stand in the other sheets for it to be one, where its numbers differ."""

_IDENTITY = (
    "position_name",
    "address",
    "ward",
    "camera_code",
    "camera_type",
    "quantity",
    "lat",
    "lon",
    "field",
    "problem",
)


def check_table(table: Table, sheet: Sheet, body: Body, columns: Columns) -> list[Problem]:
    """Give the findings on a table as a whole and on cells the reader saw as empty."""
    return [
        *_empty(table, body),
        *_total(table),
        *_hidden(sheet, body),
        *_broken_cells(sheet, body, columns),
        *_dummies(table),
    ]


def _empty(table: Table, body: Body) -> list[Problem]:
    return (
        [problem("empty_form", sheet=table.sheet)]
        if not table.records and body.nil is None and "zero" not in table.skipped_rows.values()
        else []
    )


def _total(table: Table) -> list[Problem]:
    if table.stated_total is None or table.stated_total == table.computed_total:
        return []
    row = next((n for n, why in table.skipped_rows.items() if why == "total"), None)
    letters = table.columns.get("quantity", [""])[0]
    return [
        problem(
            "total_differs",
            sheet=table.sheet,
            cell=f"{letters}{row}" if letters and row else "",
            row=row,
            field="quantity",
            value=str(table.stated_total),
            stated=table.stated_total,
            computed=table.computed_total,
        )
    ]


def _hidden(sheet: Sheet, body: Body) -> list[Problem]:
    hidden = sum(n + 1 in sheet.hidden_rows for n in body.data)
    return [problem("hidden_rows", sheet=sheet.name, count=hidden)] if hidden else []


def _broken_cells(sheet: Sheet, body: Body, columns: Columns) -> list[Problem]:
    """Report error cells and formulas without a value in mapped columns of data rows."""
    if not sheet.errors and not sheet.no_value:
        return []
    mapped = {column_letters(c + 1): name for name, c in columns.fields.items()}
    rows = {n + 1 for n in body.data}
    found = []
    for cell, shown in [*sheet.errors.items(), *((c, "") for c in sheet.no_value)]:
        letters = cell.rstrip("0123456789")
        row = int(cell[len(letters) :])
        if letters in mapped and row in rows:
            code = "cell_error" if shown else "formula_without_value"
            found.append(problem(code, sheet=sheet.name, cell=cell, row=row, field=mapped[letters], value=shown))
    return sorted(found, key=lambda p: (p.row or 0, column_number(p.cell.rstrip("0123456789"))))


def _dummies(table: Table) -> list[Problem]:
    """Flag a point that many rows share: more rows than any pole bears, or several places that differ by name."""
    at: dict[tuple[float, float], list[Record]] = {}
    points = [(r["lat"], r["lon"]) for r in table.records if "lat" in r]
    if len(points) - len(set(points)) < DUMMY_PLACES - 1:
        return []
    for record in table.records:
        if "lat" in record:
            at.setdefault((record["lat"], record["lon"]), []).append(record)
    return [
        problem(
            "dummy_coordinates",
            sheet=table.sheet,
            field="lat",
            value=f"{lat}, {lon}",
            count=len({r["row"] for r in rs}),
        )
        for (lat, lon), rs in at.items()
        if len(rs) >= DUMMY_PLACES and (len(rs) >= DUMMY_ROWS or _places(rs) >= DUMMY_PLACES)
    ]


def _places(records: list[Record]) -> int:
    """Count the different places that records name."""
    named = (r.get("position_name") or r.get("address") or "" for r in records)
    return len({fold(name) for name in named} - {""})


def drop_duplicate_sheets(reading: FileReading) -> None:
    """Empty a table on a sheet of its own that repeats the rows of the file's other tables ("Tổng hợp")."""
    for table in reading.tables:
        others = [
            t
            for t in reading.tables
            if t is not table and t.form == table.form and t.sheet != table.sheet and t.records
        ]
        if not table.records or not others:
            continue
        rest = Counter(key for other in others for key in map(_identity, other.records))
        ours = Counter(map(_identity, table.records))
        summary = _sums_up(table)
        whole = ours == rest or (summary and (not ours - rest or _adds_up(table, others)))
        if whole and (len(others) > 1 or summary or table is reading.tables[-1]):
            _empty_duplicate(reading, table)
        elif summary and _repeats_places(table, others):
            differ = (ours - rest).total()
            stated, counted = table.computed_total, sum(other.computed_total for other in others)
            _empty_duplicate(reading, table)
            reading.problems.append(
                problem("summary_differs", sheet=table.sheet, count=differ, stated=stated, computed=counted)
            )


def _repeats_places(table: Table, others: list[Table]) -> bool:
    """Whether nearly all rows of a summary stand in the other sheets too, their numbers aside."""
    places = {_identity({**r, "quantity": None}) for other in others for r in other.records}
    known = sum(_identity({**r, "quantity": None}) in places for r in table.records)
    return known >= MOST_PLACES * len(table.records)


def _sums_up(table: Table) -> bool:
    return fold(table.sheet).startswith(("tong hop", "tong", "th "))


def _adds_up(table: Table, others: list[Table]) -> bool:
    """Whether a summary names no position of its own and counts what the other sheets count together."""
    nowhere = not any(r.get("position_name") or r.get("address") or "lat" in r for r in table.records)
    counted = sum(r.get("quantity") or 0 for r in table.records)
    return nowhere and counted == sum(other.computed_total for other in others)


def _empty_duplicate(reading: FileReading, table: Table) -> None:
    for record in table.records:
        table.skipped_rows[record["row"]] = "duplicate_sheet"
    table.records = []
    reading.problems = [p for p in reading.problems if p.sheet != table.sheet]
    reading.problems.append(problem("duplicate_sheet", sheet=table.sheet))


def _identity(record: Record) -> tuple[object, ...]:
    return tuple(fold(v) if isinstance(v := record.get(name), str) else v for name in _IDENTITY)
