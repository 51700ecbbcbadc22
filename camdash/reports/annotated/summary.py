"""The sheet "Kết quả kiểm tra": what was received and read, totals compared, every finding, the columns."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from camdash.forms.registry import Campaign
from camdash.intake.model import FileReading, Table
from camdash.palette import palette
from camdash.problems import Problem, Severity
from camdash.problems.spoken import FORM_NAMES
from camdash.reports.annotated.findings import SEVERITIES, SEVERITY_WORDS, in_order, one_line, sentence
from camdash.reports.annotated.page import Page, Text, place_in
from camdash.reports.annotated.styles import TINTS, Look
from camdash.reports.annotated.wording import columns_of, meaning, reason, remark, sureness, unit_name
from camdash.words import N_, Words

_WIDTHS = (6.0, 14.0, 20.0, 10.0, 24.0, 30.0, 66.0)
_ALL = len(_WIDTHS)
_LABEL = 2
_LONGEST_VALUE = 200
_SHEETS_NAMED = 6
_MEANINGS = {
    "error": N_("The row is kept but not counted until it is corrected."),
    "warning": N_("The row counts; what could not be understood was left empty or read as said here."),
    "info": N_("Understood or put right by itself; look whether it is meant so."),
}
_COLOURS = palette()
_TITLE = Look(bold=True, size=16, colour=_COLOURS.accent, down="center")
_SUBTITLE = Look(bold=True, colour=_COLOURS.muted, down="center")
_SECTION = Look(bold=True, size=13, colour=_COLOURS.accent, down="bottom")
_NAME = Look(colour=_COLOURS.muted)
_STRONG = Look(bold=True)
_PLAIN = Look()
_HEADING = Look(
    bold=True,
    colour=_COLOURS.on_accent,
    ground=_COLOURS.accent,
    line=_COLOURS.border,
    across="center",
    down="center",
)
_CELL = Look(line=_COLOURS.border, inset=True, down="center")
_MIDDLE = replace(_CELL, across="center", inset=False)
_LINK = replace(_MIDDLE, colour=_COLOURS.severities["info"], link=True)
_SEVERITY = {code: replace(_MIDDLE, bold=True, ground=colour) for code, colour in TINTS.items()}
_DIFFERS = replace(_CELL, bold=True, ground=TINTS["warning"])


@dataclass(frozen=True, slots=True)
class Told:
    """What the sheet is told of: the reading, in whose words, and which sheets of the workbook it may link to."""

    reading: FileReading
    words: Words
    headings: Mapping[str, str]
    campaign: Campaign
    checked_at: datetime
    sheets: Mapping[str, str]
    remarks: Sequence[str] = ()


def summary_page(told: Told) -> tuple[Page, int | None]:
    """Write the sheet; gives it with the row to repeat on each printed page.

    That row is the heading of the findings, worded so that it suits the columns below them too.
    """
    page = Page(_WIDTHS, footer=told.reading.file)
    _head(page, told)
    _severities(page, told)
    if told.reading.tables:
        _totals(page, told)
    heading = _findings(page, told) if told.reading.problems else None
    if told.reading.tables:
        columns = _columns(page, told)
        heading = heading or columns
    return page, heading


def counts_in_words(reading: FileReading, words: Words) -> str:
    """Count the findings by severity in one sentence."""
    found = Counter(p.severity for p in reading.problems)
    if not found:
        return words.t("No findings")
    named = {
        Severity.ERROR: words.n("{count} error", "{count} errors", found[Severity.ERROR]),
        Severity.WARNING: words.n("{count} warning", "{count} warnings", found[Severity.WARNING]),
        Severity.INFO: words.n("{count} notice", "{count} notices", found[Severity.INFO]),
    }
    return ", ".join(named[severity] for severity in SEVERITIES if found[severity])


def _head(page: Page, told: Told) -> None:
    words, reading = told.words, told.reading
    page.add(Text(words.t("Result of the check of the form").upper(), _TITLE, _ALL))
    page.add(Text(f"{one_line(reading.file)} – {counts_in_words(reading, words)}", _SUBTITLE, _ALL))
    page.frozen_rows = len(page.lines)
    page.add()
    forms = dict.fromkeys(words.t(FORM_NAMES[t.form]) for t in reading.tables if t.form in FORM_NAMES)
    units = dict.fromkeys(unit_name(t.unit, told.campaign, words) for t in reading.tables)
    for name, text in (
        (words.t("Survey"), told.campaign.name),
        (words.t("Unit"), "; ".join(units)),
        (words.t("Form"), "; ".join(forms)),
        (words.t("Checked at"), words.moment(told.checked_at)),
        (words.t("Result"), _result(told)),
    ):
        if text:
            page.add(Text(name, _NAME, _LABEL), Text(text, _STRONG, _ALL - _LABEL))
    for remark_ in told.remarks:
        page.add(Text(words.t("Please note"), _NAME, _LABEL), Text(remark_, _PLAIN, _ALL - _LABEL))


def _result(told: Told) -> str:
    """Say in a sentence or two what came of it and what is to be done."""
    words, reading = told.words, told.reading
    if not reading.readable:
        return words.t("The file could not be read as a form.")
    if not reading.tables:
        return words.t("The file holds no form.")
    if reading.nil_return:
        return words.t("The unit reports that it has none.")
    if not reading.problems:
        return words.t("The form was received without findings.")
    return words.t(
        "Correct the coloured cells in this file and send it back as it is. A note at each cell says what to do; "
        "this sheet need not be removed."
    )


def _severities(page: Page, told: Told) -> None:
    found = Counter(p.severity for p in told.reading.problems)
    if not found or not told.reading.tables:
        return
    page.add()
    for severity in SEVERITIES:
        if found[severity]:
            page.add(
                Text(told.words.number(found[severity]), _MIDDLE),
                Text(told.words.t(SEVERITY_WORDS[severity]), _SEVERITY[severity.value]),
                Text(told.words.t(_MEANINGS[severity.value]), _CELL, _ALL - 2),
            )


def _section(page: Page, title: str, headings: Sequence[str]) -> int:
    page.add()
    page.add(Text(title, _SECTION, _ALL))
    return page.add(*(Text(heading, _HEADING) for heading in headings))


def _totals(page: Page, told: Told) -> None:
    words = told.words
    names = (
        words.t("Number in the list"),
        words.t("Form"),
        words.t("Sheet"),
        words.t("Heading"),
        words.t("Unit"),
        words.t("Rows"),
        words.t("Total number of cameras"),
    )
    _section(page, words.t("Tables read and their totals"), names)
    for number, table in enumerate(told.reading.tables, start=1):
        differs = table.stated_total is not None and table.stated_total != table.computed_total
        page.add(
            Text(words.number(number), _MIDDLE),
            Text(words.t(FORM_NAMES.get(table.form, table.form)), _CELL),
            Text(told.sheets.get(table.sheet, table.sheet), _CELL),
            Text(_rows_named(table.header_rows, words), _MIDDLE),
            Text(unit_name(table.unit, told.campaign, words), _CELL),
            Text(_rows_counted(table, words), _CELL),
            Text(_compared(table, words), _DIFFERS if differs else _CELL),
        )


def _rows_named(rows: list[int], words: Words) -> str:
    if not rows:
        return ""
    named = f"{rows[0]}" if len(rows) == 1 else f"{rows[0]}–{rows[-1]}"
    return words.t("row {row}", row=named)


def _rows_counted(table: Table, words: Words) -> str:
    excluded = sum(bool(record.get("excluded")) for record in table.records)
    lines = [words.t("Read: {count}", count=words.number(len(table.records)))]
    if excluded:
        lines.append(words.t("Of these not counted: {count}", count=words.number(excluded)))
    skipped = Counter(table.skipped_rows.values())
    if skipped:
        told = "; ".join(f"{reason(code, words)}: {words.number(count)}" for code, count in skipped.most_common())
        lines.append(words.t("Not data: {count} ({reasons})", count=words.number(skipped.total()), reasons=told))
    return "\n".join(lines)


def _compared(table: Table, words: Words) -> str:
    computed = words.t("Sum of the rows: {count}", count=words.number(table.computed_total))
    if table.stated_total is None:
        return f"{computed}\n" + words.t("The table states no total.")
    stated = words.t("Stated in the table: {count}", count=words.number(table.stated_total))
    difference = table.stated_total - table.computed_total
    verdict = words.t("They agree.")
    if difference:
        verdict = words.t("Difference: {count}", count=words.number(abs(difference)))
    return f"{stated}\n{computed}\n{verdict}"


def _findings(page: Page, told: Told) -> int:
    words = told.words
    names = (
        words.t("Number in the list"),
        words.t("Severity"),
        words.t("Sheet"),
        words.t("Cell, column"),
        words.t("Column heading"),
        words.t("Value, or how it is understood"),
        words.t("What is wrong and what to do"),
    )
    heading = _section(page, words.t("Findings"), names)
    for number, problem in enumerate(in_order(told.reading), start=1):
        label, link = _place(problem, told)
        column, value = _column_and_value(problem, told)
        page.add(
            Text(words.number(number), _MIDDLE),
            Text(words.t(SEVERITY_WORDS[problem.severity]), _SEVERITY[problem.severity.value]),
            Text(told.sheets.get(problem.sheet, problem.sheet), _CELL),
            Text(label, _LINK if link else _MIDDLE, link=link),
            Text(column, _CELL),
            Text(value, _CELL),
            Text(sentence(problem, words), _CELL),
        )
    return heading


def _column_and_value(problem: Problem, told: Told) -> tuple[str, str]:
    """Name the column and the value of a finding; of secrets in a text not even the rest of the text is told."""
    value = "" if problem.code == "secret_in_text" else one_line(problem.value, _LONGEST_VALUE)
    if problem.code.startswith("column_"):
        return value, ""
    return told.headings.get(problem.field, ""), value


def _place(problem: Problem, told: Told) -> tuple[str, str]:
    """Name the place of a finding and give the link to it, "" where there is no such place in the workbook."""
    sheet = told.sheets.get(problem.sheet)
    cell = problem.cell
    label = cell or (told.words.t("row {row}", row=problem.row) if problem.row else "")
    if not cell:
        first = next((t.header_rows[0] for t in told.reading.tables if t.sheet == problem.sheet and t.header_rows), 1)
        cell = f"A{problem.row or first}"
        label = label or (told.words.t("whole sheet") if problem.sheet else told.words.t("whole file"))
    linked = sheet is not None and (problem.cell or problem.row or problem.sheet)
    return label, place_in(sheet, cell) if linked and sheet is not None else ""


def _columns(page: Page, told: Told) -> int:
    words = told.words
    names = (
        words.t("Number in the list"),
        words.t("Understood"),
        words.t("Sheet"),
        words.t("Column"),
        words.t("Heading in the file"),
        words.t("Read as"),
        words.t("Remark"),
    )
    heading = _section(page, words.t("Columns as they were understood"), names)
    number = 0
    for sheets, table in _alike(told.reading.tables):
        named = [told.sheets.get(sheet, sheet) for sheet in sheets]
        for column in columns_of(table):
            number += 1
            look = {"likely": _SEVERITY["info"], "unknown": _SEVERITY["warning"], "secret": _SEVERITY["error"]}
            page.add(
                Text(words.number(number), _MIDDLE),
                Text(sureness(column, words), look.get(column.confidence, _MIDDLE)),
                Text(_named(named, words), _CELL),
                Text(column.letters, _MIDDLE),
                Text(one_line(column.heading, _LONGEST_VALUE), _CELL),
                Text(meaning(column, words, told.headings), _CELL),
                Text(remark(column, words), _CELL),
            )
    return heading


def _named(sheets: list[str], words: Words) -> str:
    """Name the sheets that have the same columns, the first few by name."""
    rest = len(sheets) - _SHEETS_NAMED
    if rest <= 0:
        return "; ".join(sheets)
    return "; ".join(sheets[:_SHEETS_NAMED]) + words.n("; and {count} more", "; and {count} more", rest)


def _alike(tables: Sequence[Table]) -> list[tuple[list[str], Table]]:
    """Put tables together whose columns were understood alike, so that thirty sheets of wards are told once."""
    groups: dict[tuple[object, ...], tuple[list[str], Table]] = {}
    for table in tables:
        key = (table.form, *((c.letters, c.heading, c.target, c.confidence) for c in columns_of(table)))
        groups.setdefault(key, ([], table))[0].append(table.sheet)
    return [(list(dict.fromkeys(sheets)), table) for sheets, table in groups.values()]
