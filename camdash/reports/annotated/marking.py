"""The marks in a workbook's own XML: tints, notes, and our sheet before the others.

The file is edited part by part, and every part that needs no change is copied byte for byte. Loading and saving it
with openpyxl instead would lose what a clerk has in it: the results of formulas (a total read again would be gone),
charts, shapes, slicers, rich text, and the drop-downs that Excel writes as extensions.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from camdash.problems import Problem
from camdash.reports.annotated.book import Book
from camdash.reports.annotated.findings import Mark, gravest, in_order, marks_of, note_lines
from camdash.reports.annotated.grid import Grid
from camdash.reports.annotated.notes import Notes
from camdash.reports.annotated.package import Package
from camdash.reports.annotated.styles import Styles
from camdash.reports.annotated.summary import Told, summary_page
from camdash.words import Words

_FIRST_BLOCK = 900
"""Notes' boxes are numbered far from those that Excel gives other drawings."""


@dataclass(frozen=True, slots=True)
class _Marking:
    """What is put into one sheet: its marks, the formats, which of them to take back, and how findings are said."""

    marks: list[Mark]
    styles: Styles
    plain: dict[str, str]
    say: Callable[[list[Problem]], list[str]]


def mark_workbook(content: bytes, told: Told) -> tuple[bytes, bool]:
    """Mark the findings in a workbook; gives it with whether it holds macros.

    `told.sheets` names the workbook's sheets by those of the reading where they differ. What an earlier check wrote is
    taken out first. PackageError where the file's parts do not hold together.
    """
    package = Package.open(content)
    book = Book(package)
    book.remove_ours()
    part, xml = book.styles()
    styles = Styles(xml)
    plain = styles.untinted()
    marks = {told.sheets.get(name, name): found for name, found in marks_of(in_order(told.reading)).items()}
    sheets = book.sheets()

    def say(problems: list[Problem]) -> list[str]:
        return note_lines(problems, told.words, told.headings)

    for number, (name, sheet) in enumerate(sheets.items(), start=_FIRST_BLOCK):
        if name in marks or plain or package.relations(sheet).find("comments"):
            _mark_sheet(package, sheet, number, _Marking(marks.get(name, []), styles, plain, say))
    remarks = (*told.remarks, *_unsign(package, told.words))
    _put_summary(book, replace(told, sheets=told.sheets or {name: name for name in sheets}, remarks=remarks), styles)
    package.put(part, styles.to_bytes())
    book.save()
    return package.to_bytes(), book.has_macros


def summary_workbook(told: Told) -> bytes:
    """Make a workbook of the sheet of findings alone."""
    book = Book.empty()
    part, xml = book.styles()
    styles = Styles(xml)
    _put_summary(book, told, styles)
    book.package.put(part, styles.to_bytes())
    book.save()
    return book.package.to_bytes()


def _put_summary(book: Book, told: Told, styles: Styles) -> None:
    page, heading = summary_page(told)
    book.put_first(page.to_xml(styles), heading)


def _mark_sheet(package: Package, part: str, block: int, marking: _Marking) -> None:
    grid = Grid(package.read(part) or b"")
    if grid.root.tag != grid.tag("worksheet"):
        return
    changed = grid.reformat(marking.plain)
    notes = Notes(package, part, grid, block)
    changed = notes.clear_ours() or changed
    for (row, column), problems in _by_place(grid, marking.marks).items():
        number = marking.styles.tinted(grid.format_of(row, column), gravest(problems).value)
        grid.set_format(row, column, number)
        notes.add((row, column), marking.say(problems))
        changed = True
    if changed:
        notes.save()
        package.put(part, grid.to_bytes())


def _by_place(grid: Grid, marks: list[Mark]) -> dict[tuple[int, int], list[Problem]]:
    """Gather findings by the cell that shows: merged cells show their first, a row shows its first filled cell."""
    found: dict[tuple[int, int], list[Problem]] = {}
    for mark in marks:
        column = mark.column or grid.first_filled(mark.row)
        found.setdefault(grid.anchor(mark.row, column), []).extend(mark.problems)
    return found


def _unsign(package: Package, words: Words) -> list[str]:
    """Take out digital signatures, which a changed file cannot keep, and say so."""
    relations = package.relations("")
    signed = [(identifier, part) for identifier, kind, part in relations if kind == "origin"]
    for identifier, part in signed:
        relations.drop(identifier)
        package.drop(part)
    if not signed:
        return []
    return [words.t("The digital signature was taken out, since this copy differs from the file that was signed.")]
