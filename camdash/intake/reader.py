"""One file to its reading: gate, sheets, tables, records, problems. Runs in the reader's child process."""

import hashlib
from collections import Counter

from camdash.forms.registry import Campaign
from camdash.intake.cells import money_scale
from camdash.intake.checks import check_table, drop_duplicate_sheets
from camdash.intake.gate import column_letters, inspect
from camdash.intake.gazetteer import Gazetteer, gazetteer_of
from camdash.intake.layout import Columns, Heading, find_headings
from camdash.intake.model import Context, FileReading, Table
from camdash.intake.origin import Form, Surroundings, form_of, origin_of, surroundings
from camdash.intake.records import TableReader
from camdash.intake.rows import Body, tell_rows
from camdash.intake.workbook import DamagedError, Sheet, read_sheets
from camdash.problems import Problem, problem
from camdash.text.fold import fold
from camdash.text.numbers import read_count

_HEADING_REPEATS = 0.9
_IGNORED_SHEETS = ("huong dan", "danh muc", "ket qua kiem tra", "danh sach lua chon")


def read_bytes(name: str, content: bytes, campaign: Campaign, context: Context | None = None) -> FileReading:
    """Read one file's bytes within `campaign`; what is wrong with it comes back as problems, nothing is raised."""
    return read_file(name, content, campaign, context)[0]


def read_file(
    name: str, content: bytes, campaign: Campaign, context: Context | None = None
) -> tuple[FileReading, bytes]:
    """Read one file's bytes; gives with the reading the bytes to keep, which are no longer under a password."""
    reading = FileReading(name, hashlib.sha256(content).hexdigest())
    return _read(reading, content, campaign, context or Context()), content


def _read(reading: FileReading, content: bytes, campaign: Campaign, context: Context) -> FileReading:
    reading.sender = context.sender
    passed = inspect(reading.file, content)
    if isinstance(passed, Problem):
        return _refuse(reading, passed)
    try:
        sheets = read_sheets(content, passed)
    except DamagedError:
        return _refuse(reading, problem("damaged"))
    gazetteer = gazetteer_of(campaign)
    for sheet in sheets:
        if not fold(sheet.name).startswith(_IGNORED_SHEETS):
            _read_sheet(reading, sheet, gazetteer)
    if not reading.tables:
        return _refuse(reading, problem("no_form_found"))
    _drop_blank_ai_needs(reading)
    drop_duplicate_sheets(reading)
    reading.nil_return = any(t.nil for t in reading.tables) and not any(t.records for t in reading.tables)
    return reading


def _drop_blank_ai_needs(reading: FileReading) -> None:
    """Leave out the template's table of AI needs where a unit has written nothing into it, which is no problem."""
    blank = {t.sheet for t in reading.tables if t.form == "ai_needs" and not t.records}
    blank -= {t.sheet for t in reading.tables if t.form != "ai_needs"}
    if len(reading.tables) > 1 and blank:
        reading.tables = [t for t in reading.tables if t.sheet not in blank]
        reading.problems = [p for p in reading.problems if p.code != "empty_form" or p.sheet not in blank]


def _refuse(reading: FileReading, why: Problem) -> FileReading:
    reading.readable = False
    reading.tables = []
    reading.problems = [why]
    return reading


def _read_sheet(reading: FileReading, sheet: Sheet, gazetteer: Gazetteer) -> None:
    """Read every table of a sheet; headings repeated on later pages belong to the table above them."""
    headings = find_headings(sheet)
    starts = [h for at, h in enumerate(headings) if at == 0 or not _repeats(h, headings[at - 1])]
    above = 0
    for at, heading in enumerate(starts):
        stop = _next_start(sheet, starts[at + 1]) if at + 1 < len(starts) else len(sheet.rows)
        _read_table(reading, sheet, heading, (above, stop), gazetteer)
        above = stop
    if starts and sheet.hidden:
        reading.problems.append(problem("hidden_sheet", sheet=sheet.name))


def _repeats(heading: Heading, earlier: Heading) -> bool:
    """Whether a heading is the earlier one printed again on a new page."""
    ours, theirs = Counter(heading.paths.values()), Counter(earlier.paths.values())
    return (ours & theirs).total() >= _HEADING_REPEATS * ours.total() and heading.paths.keys() == earlier.paths.keys()


def _next_start(sheet: Sheet, heading: Heading) -> int:
    """Find where the next table's own title block begins: after the blank row above it."""
    row = heading.first
    while row > 0 and any(cell != "" for cell in sheet.rows[row - 1]):
        row -= 1
    return row


def _read_table(
    reading: FileReading, sheet: Sheet, heading: Heading, span: tuple[int, int], gazetteer: Gazetteer
) -> None:
    around = surroundings(reading.file, sheet, span[0], heading.first)
    rows = sheet.rows[heading.last + 1 : span[1]]
    form = form_of(heading, rows, around)
    if not _is_form(form):
        reading.problems.append(problem("other_table", sheet=sheet.name, row=heading.first + 1))
        return
    body = tell_rows(sheet, heading.last + 1, span[1], form.columns, heading.paths)
    data = [sheet.rows[n] for n in body.data]
    origin = origin_of(around, form.columns, data, gazetteer)
    reader = TableReader(sheet, form.name, form.columns, gazetteer, origin.unit, _scale(around))
    records = reader.read(body.data, body.sections)
    table = Table(form.name, sheet.name, origin.unit, origin.issuer, records=records)
    table.header_rows = [n + 1 for n in range(heading.first, heading.last + 1)]
    _describe(table, form.columns)
    _account(table, body, reader, [n for n in range(span[0], heading.first) if any(c != "" for c in sheet.rows[n])])
    reading.tables.append(table)
    reading.problems += [*form.problems, *origin.problems, *_column_problems(sheet, form.columns, heading)]
    reading.problems += [*reader.problems, *check_table(table, sheet, body, form.columns)]
    if origin.unit is None:
        for record in records:
            record["excluded"] = True
    table.nil = body.nil is not None and not records


def _is_form(form: Form) -> bool:
    """Tell a form from any other table: it counts something, or asks for places or for AI."""
    columns = form.columns
    asked = {"quantity", "position_name", "address", "lat", "problem", "ai_needs"} & columns.fields.keys()
    return bool(asked or columns.split or columns.pair is not None)


def _scale(around: Surroundings) -> int:
    return next((scale for scale in map(money_scale, around.titles) if scale), 1)


def _describe(table: Table, columns: Columns) -> None:
    """Name the columns as they were understood."""
    named = {name: [column_letters(c + 1)] for name, c in columns.fields.items()}
    if columns.pair is not None:
        named["lat"] = named["lon"] = [column_letters(columns.pair + 1)]
    if columns.split:
        split = [column_letters(c + 1) for c in sorted(columns.split.values())]
        named["quantity"] = [*named.get("quantity", []), *split]
    if columns.unit_price is not None:
        named.setdefault("cost_vnd", [column_letters(columns.unit_price + 1)])
    table.columns = named
    unread = {**columns.unmapped, **{c: columns.named[c] for c in columns.doubled}}
    table.unmapped_columns = {column_letters(c + 1): text for c, text in sorted(unread.items())}
    table.dropped_columns = {column_letters(c + 1): text for c, text in sorted(columns.secret.items())}


def _account(table: Table, body: Body, reader: TableReader, titles: list[int]) -> None:
    """Account for every row that is not a record, and for the totals the table states."""
    skipped = {**dict.fromkeys(titles, "title"), **body.skipped}
    skipped.update(dict.fromkeys(reader.zeros, "zero"))
    grand = _grand_total(body)
    skipped.update({n: "subtotal" for n in body.totals if n != grand})
    table.skipped_rows = {n + 1: why for n, why in sorted(skipped.items())}
    if grand is not None:
        table.stated_total = _stated(reader.sheet, grand, reader.columns)


def _grand_total(body: Body) -> int | None:
    """Find the grand total: it stands above the first record or is the last of the totals below."""
    if not body.totals:
        return None
    first = body.data[0] if body.data else 0
    return body.totals[0] if body.totals[0] < first else body.totals[-1]


def _stated(sheet: Sheet, row: int, columns: Columns) -> int | None:
    cells = [c for c in (columns.fields.get("quantity"), *columns.split.values()) if c is not None]
    counts = [read_count(sheet.rows[row][c]).value for c in cells if c < len(sheet.rows[row])]
    if "quantity" in columns.fields:
        return counts[0] if counts else None
    return sum(counts) if counts and None not in counts else None


def _column_problems(sheet: Sheet, columns: Columns, heading: Heading) -> list[Problem]:
    row = heading.last + 1
    found = [
        problem("column_unmapped", sheet=sheet.name, cell=f"{column_letters(c + 1)}{row}", row=row, value=text)
        for c, text in columns.unmapped.items()
    ]
    found += [
        problem("column_secret", sheet=sheet.name, cell=f"{column_letters(c + 1)}{row}", row=row, value=text)
        for c, text in columns.secret.items()
    ]
    for c, name in columns.doubled.items():
        first = columns.fields.get(name, columns.pair)
        letters = column_letters((first or 0) + 1)
        found.append(
            problem(
                "column_doubled",
                sheet=sheet.name,
                cell=f"{column_letters(c + 1)}{row}",
                row=row,
                value=columns.named[c],
                first=letters,
            )
        )
    return found
