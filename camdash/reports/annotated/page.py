"""A sheet of text in the making: lines of cells with looks, links and merges, ready to print on A4 across."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from lxml import etree

from camdash.intake.gate import column_letters
from camdash.palette import palette
from camdash.reports.annotated.package import MAIN, Element, begin, write
from camdash.reports.annotated.styles import Look, Styles, argb
from camdash.reports.annotated.text import fit_for_xml

_PARTS = re.compile(r"([A-Z]+)(\d+)")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MOST_LINKS = 60_000
"""Excel opens no sheet with more than 65,530 links."""
_LINE_POINTS = 15.0
_PADDING_POINTS = 4.0
_TALLEST_POINTS = 400.0
_ORDINARY_SIZE = 11
_CHARACTERS_A_UNIT = 1.08
"""A column's width counts the digits of a wider font than the one used here."""


_ORDINARY = Look()


@dataclass(frozen=True, slots=True)
class Text:
    """One cell: what it says, how it looks, over how many columns, and the place in the workbook it leads to."""

    text: str
    look: Look = _ORDINARY
    columns: int = 1
    link: str = ""


@dataclass(slots=True)
class Page:
    """The lines of the sheet from its first row on; `widths` are in characters."""

    widths: Sequence[float]
    lines: list[list[Text]] = field(default_factory=list)
    frozen_rows: int = 0
    footer: str = ""

    def add(self, *cells: Text) -> int:
        """Add a line and give its 1-based row."""
        self.lines.append(list(cells))
        return len(self.lines)

    def to_xml(self, styles: Styles) -> bytes:
        """Write the sheet, whose looks are added to `styles`."""
        root = begin("worksheet", MAIN)
        properties = _sub(root, "sheetPr")
        _sub(properties, "tabColor", rgb=argb(palette().accent))
        _sub(properties, "pageSetUpPr", fitToPage="1")
        self._write_view(root)
        _sub(root, "sheetFormatPr", defaultRowHeight=str(_LINE_POINTS))
        columns = _sub(root, "cols")
        for number, width in enumerate(self.widths, start=1):
            _sub(columns, "col", min=str(number), max=str(number), width=str(width), customWidth="1")
        merges, links = self._write_lines(_sub(root, "sheetData"), styles)
        _write_references(root, merges, links)
        self._write_print_setup(root)
        whole = f"A1:{column_letters(len(self.widths))}{max(len(self.lines), 1)}"
        _sub(_sub(root, "ignoredErrors"), "ignoredError", sqref=whole, numberStoredAsText="1")
        return write(root)

    def _write_view(self, root: Element) -> None:
        view = _sub(_sub(root, "sheetViews"), "sheetView", showGridLines="0", tabSelected="1", workbookViewId="0")
        if self.frozen_rows:
            below = f"A{self.frozen_rows + 1}"
            _sub(view, "pane", ySplit=str(self.frozen_rows), topLeftCell=below, activePane="bottomLeft", state="frozen")
            _sub(view, "selection", pane="bottomLeft", activeCell=below, sqref=below)

    def _write_lines(self, data: Element, styles: Styles) -> tuple[list[str], list[tuple[str, str]]]:
        merges: list[str] = []
        links: list[tuple[str, str]] = []
        for number, line in enumerate(self.lines, start=1):
            row = _sub(data, "row", r=str(number), ht=f"{self._height(line):g}", customHeight="1")
            column = 1
            for cell in line:
                name = f"{column_letters(column)}{number}"
                self._write_cell(row, name, cell, styles)
                for more in range(column + 1, column + cell.columns):
                    _sub(row, "c", r=f"{column_letters(more)}{number}", s=str(styles.look(cell.look)))
                if cell.columns > 1:
                    merges.append(f"{name}:{column_letters(column + cell.columns - 1)}{number}")
                if cell.link:
                    links.append((name, cell.link))
                column += cell.columns
        return merges, links

    @staticmethod
    def _write_cell(row: Element, name: str, cell: Text, styles: Styles) -> None:
        written = _sub(row, "c", r=name, s=str(styles.look(cell.look)))
        if cell.text:
            written.set("t", "inlineStr")
            text = _sub(_sub(written, "is"), "t")
            text.set(_SPACE, "preserve")
            text.text = fit_for_xml(cell.text)

    def _height(self, line: list[Text]) -> float:
        """Give the height in points in which the fullest cell of a line shows its whole text."""
        tallest = _LINE_POINTS
        column = 0
        for cell in line:
            width = sum(self.widths[column : column + cell.columns]) - 2 * cell.look.inset
            width *= _CHARACTERS_A_UNIT * _ORDINARY_SIZE / cell.look.size * (0.9 if cell.look.bold else 1)
            lines = sum(max(1, ceil(len(part) / width)) for part in cell.text.split("\n"))
            tallest = max(tallest, lines * _LINE_POINTS * cell.look.size / _ORDINARY_SIZE)
            column += cell.columns
        return min(tallest + _PADDING_POINTS, _TALLEST_POINTS)

    def _write_print_setup(self, root: Element) -> None:
        sides = {"left": "0.4", "right": "0.4", "top": "0.5", "bottom": "0.6", "header": "0.3", "footer": "0.3"}
        _sub(root, "printOptions", horizontalCentered="1")
        _sub(root, "pageMargins", **sides)
        _sub(root, "pageSetup", paperSize="9", orientation="landscape", fitToWidth="1", fitToHeight="0")
        footer = _sub(_sub(root, "headerFooter"), "oddFooter")
        footer.text = fit_for_xml(f"&L{self.footer.replace('&', '&&')[:120]}&R&P/&N")


def place_in(sheet: str, cell: str) -> str:
    """Name a cell as a link in the workbook does; without its $ "C12" could be another name of a whole column."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!" + _PARTS.sub(r"$\1$\2", cell)


def _write_references(root: Element, merges: list[str], links: list[tuple[str, str]]) -> None:
    if merges:
        merged = _sub(root, "mergeCells", count=str(len(merges)))
        for reference in merges:
            _sub(merged, "mergeCell", ref=reference)
    if links:
        linked = _sub(root, "hyperlinks")
        for name, location in links[:_MOST_LINKS]:
            _sub(linked, "hyperlink", ref=name, location=fit_for_xml(location))


def _sub(parent: Element, name: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{MAIN}}}{name}", attributes)
