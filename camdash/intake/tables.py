"""The tables of a sheet: found, their form, unit and columns settled, their rows told apart and read."""

import re
from dataclasses import dataclass, field

from camdash.forms.template import TEMPLATE_VERSION, read_stamp
from camdash.intake.blocks import find_blocks
from camdash.intake.cells import money_scale
from camdash.intake.checks import check_table
from camdash.intake.columns import section_breaks
from camdash.intake.columns_said import say_columns
from camdash.intake.gate import column_letters
from camdash.intake.gazetteer import Gazetteer
from camdash.intake.layout import MIN_FIELDS, Heading, find_headings, repeats, windows
from camdash.intake.mapping import Columns, Memory, column_readings, complete, map_columns
from camdash.intake.model import Context, FileReading, Table
from camdash.intake.origin import Form, Origin, Surroundings, form_of, origin_of, said_form, surroundings
from camdash.intake.records import TableReader
from camdash.intake.rows import Body, tell_rows
from camdash.intake.totals import is_total
from camdash.intake.workbook import Cell, Sheet
from camdash.problems import Problem, problem
from camdash.text.fold import clean
from camdash.text.numbers import read_count

_TITLE_CELLS = 2
_IN_WORDS = re.compile(r"(\d[\d.]*)\s*(?:camera|cam|mắt|chiếc|cái)?\W*$", re.IGNORECASE)


@dataclass(slots=True)
class SheetReader:
    """Reads sheet after sheet of one file into its reading."""

    reading: FileReading
    gazetteer: Gazetteer
    context: Context
    remembered: frozenset[str] = field(init=False)
    foreign: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Index the headings that people have told the meaning of."""
        self.remembered = frozenset(key for _, _, key in self.context.meanings.columns)

    def read(self, sheet: Sheet) -> None:
        """Read every table of a sheet; headings repeated on later pages belong to the table above them."""
        self.foreign.clear()
        headings = find_headings(sheet, self.remembered)
        starts = [h for at, h in enumerate(headings) if at == 0 or not _goes_on(sheet, h, headings[at - 1])]
        known = bool(starts)
        starts = starts or _by_structure(sheet)
        above = 0
        for at, heading in enumerate(starts):
            stop = _next_start(sheet, starts[at + 1], heading.last + 1) if at + 1 < len(starts) else len(sheet.rows)
            for part, own in windows(sheet, heading):
                self._read_table(part, own, (above, stop), known=known)
            above = stop
        if not starts:
            return
        self._account_for(sheet, starts[0].first)
        self._check_template(sheet.name, sheet.rows[: starts[0].first])
        if sheet.hidden:
            self.reading.problems.append(problem("hidden_sheet", sheet=sheet.name))
        if sheet.encoding:
            self.reading.problems.append(problem("encoding_legacy", sheet=sheet.name, encoding=sheet.encoding))

    def _account_for(self, sheet: Sheet, first: int) -> None:
        """Look that each row from the first heading on became a record or was skipped for a reason; say the others."""
        told = {row for t in self.reading.tables if t.sheet == sheet.name for row in (*t.header_rows, *t.skipped_rows)}
        told |= {r["row"] for t in self.reading.tables if t.sheet == sheet.name for r in t.records}
        for number in range(first, len(sheet.rows)):
            if number + 1 in told or number in self.foreign:
                continue
            filled = [cell for cell in sheet.rows[number] if _holds(cell)]
            if not filled or (len(filled) == 1 and not isinstance(filled[0], str)):
                continue
            self.reading.problems.append(problem("row_in_disorder", sheet=sheet.name, row=number + 1))

    def _check_template(self, sheet: str, rows: list[list[Cell]]) -> None:
        """Say that a form was made from another version of the blank form, or for another survey."""
        texts = (cell for row in rows for cell in row if isinstance(cell, str) and "camdash" in cell)
        stamp = next((found for found in (read_stamp(clean(text)) for text in texts) if found), None)
        campaign = self.gazetteer.campaign.code
        if stamp and (stamp.version, stamp.campaign) != (TEMPLATE_VERSION, campaign):
            finding = problem(
                "old_template",
                sheet=sheet,
                version=stamp.version,
                campaign=stamp.campaign,
                current=TEMPLATE_VERSION,
            )
            self.reading.problems.append(finding)

    def _read_table(self, sheet: Sheet, heading: Heading, span: tuple[int, int], *, known: bool) -> None:
        """Read one table; where no heading is `known` it is a form if its cells say so, or its title or file name."""
        around = surroundings(self.reading.file, sheet, span[0], heading.first, self.context.sender)
        rows = sheet.rows[heading.last + 1 : span[1]]
        form = form_of(heading, rows, around)
        body = tell_rows(sheet, heading.last + 1, span[1], form.columns, heading.paths)
        data = [sheet.rows[n] for n in body.data]
        origin = origin_of(around, form.columns, data, self.gazetteer, self.context)
        self._settle(form, heading, data, origin)
        told = not known and form.columns.known and said_form([*around.titles, around.sheet, around.file])
        if not (told or _is_form(form.columns)):
            finding = problem("other_table", sheet=sheet.name, row=heading.first + 1)
            self.reading.problems.append(finding)
            self.foreign.update(range(span[0], span[1]))
            return
        titles = [*around.titles, *around.letterhead]
        reader = TableReader(sheet, form.name, form.columns, self.gazetteer, origin.unit, _scale(around), titles)
        table = Table(form.name, sheet.name, origin.unit, origin.issuer, unit_text=origin.text)
        table.records = reader.read(body.data, body.sections, section_breaks(body.data, [*body.sections, *body.totals]))
        table.header_rows = [n + 1 for n in range(heading.first, heading.last + 1)]
        table.readings = column_readings(form.columns, data)
        _describe(table, form.columns)
        _account(table, body, reader, [n for n in range(span[0], heading.first) if any(c != "" for c in sheet.rows[n])])
        table.nil = body.nil is not None and not table.records
        self._keep(table, sheet, body, reader, [*form.problems, *origin.problems, *say_columns(table, form.columns)])

    def _settle(self, form: Form, heading: Heading, data: list[list[Cell]], origin: Origin) -> None:
        """Settle the columns by what people confirmed for this unit, then by what the cells of the rest say."""
        memory = Memory.of(self.context.meanings, origin.unit, form.name)
        if memory.columns:
            form.columns = map_columns(heading, form.name, data, memory)
        complete(form.columns, form.name, data, self.gazetteer, memory)

    def _keep(self, table: Table, sheet: Sheet, body: Body, reader: TableReader, said: list[Problem]) -> None:
        self.reading.tables.append(table)
        self.reading.problems += [*said, *reader.problems, *check_table(table, sheet, body, reader.columns)]
        if table.unit is None:
            for record in table.records:
                record["excluded"] = True


def _by_structure(sheet: Sheet) -> list[Heading]:
    """Find tables none of whose headings is known, for people to say what their columns mean."""
    blocks = [b for b in find_blocks(sheet) if b.header_rows and len(b.paths) >= MIN_FIELDS]
    below: dict[int, Heading] = {}
    for block in blocks:  # of tables side by side the first one alone: nothing tells them apart but their place
        below.setdefault(block.header_rows[0], Heading(block.header_rows[0], block.header_rows[-1], block.paths))
    return [below[row] for row in sorted(below)]


def _goes_on(sheet: Sheet, heading: Heading, earlier: Heading) -> bool:
    """Whether a heading is printed again on a new page: no title of a form stands right above it."""
    titles: list[str] = []
    for row in reversed(sheet.rows[earlier.last + 1 : heading.first]):
        texts = [cell for cell in row if cell != ""]
        if len(texts) > _TITLE_CELLS:
            break
        titles += [cell for cell in texts if isinstance(cell, str)]
    return repeats(heading, earlier) and not (titles and said_form(titles))


def _next_start(sheet: Sheet, heading: Heading, above: int) -> int:
    """Find where the next table's own title block begins: below a blank row, a total, or a row of data."""
    row = heading.first
    while row > above and _is_title(sheet.rows[row - 1]):
        row -= 1
    return row


def _is_title(row: list[Cell]) -> bool:
    texts = [cell for cell in row if cell != ""]
    told = [cell for cell in texts if isinstance(cell, str)]
    return 0 < len(texts) <= _TITLE_CELLS and len(told) == len(texts) and not is_total(told[0])


def _holds(cell: Cell) -> bool:
    return cell != "" and not (isinstance(cell, str) and cell.isspace())


def _is_form(columns: Columns) -> bool:
    """Tell a form from any other table: it counts something, or asks for places or for AI."""
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
    unread = {**columns.unmapped, **columns.left_out, **{c: columns.named[c] for c in columns.doubled}}
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


def _stated_in_words(row: list[Cell]) -> int | None:
    """Read "Tổng cộng: 03 camera", where the total stands in one cell with its words."""
    texts = [cell for cell in row if cell != ""]
    match = _IN_WORDS.search(texts[0]) if len(texts) == 1 and isinstance(texts[0], str) else None
    return read_count(match[1]).value if match else None


def _stated(sheet: Sheet, row: int, columns: Columns) -> int | None:
    cells = [c for c in (columns.fields.get("quantity"), *columns.split.values()) if c is not None]
    counts = [read_count(sheet.rows[row][c]).value for c in cells if c < len(sheet.rows[row])]
    if "quantity" in columns.fields:
        return counts[0] if counts and counts[0] is not None else _stated_in_words(sheet.rows[row])
    return sum(counts) if counts and None not in counts else None
