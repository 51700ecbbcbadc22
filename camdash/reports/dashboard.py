"""The whole dashboard as one formatted workbook: what it is of, then a sheet a table, ready to read, sort and print."""

import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

import pandas as pd
import pyarrow as pa
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from camdash.analysis.columns import FORM_TABLES, TABLES, columns
from camdash.analysis.filters import Filter
from camdash.analysis.labels import Labels
from camdash.analysis.snapshot import Snapshot
from camdash.palette import Hex, palette
from camdash.reports._bars import add_bars
from camdash.reports._columns import with_labels
from camdash.reports._fitting import kind_of, lines_of, link_to, names_of, width_of
from camdash.reports._workbook import fit
from camdash.reports.facts import Facts, excluded_rows
from camdash.words import N_, Words

DASHBOARD = "dashboard"
"""What the workbook is of, where an export asks for the name of its table."""

_COLOURS = palette()
_LONGEST_FOOTER = 200
_TITLE, _NOTE, _BACK, _TOTAL, _HEAD = range(5)
_A4 = 9
_LINE_PT, _AIR_PT = 15.0, 4.0
_FORMATS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "title": {"bold": True, "font_size": 15, "font_color": _COLOURS.accent},
        "note": {"italic": True, "font_color": _COLOURS.muted},
        "link": {"font_color": _COLOURS.severities["info"], "underline": 1, "valign": "top"},
        "what": {"font_color": _COLOURS.muted, "valign": "top"},
        "said": {"text_wrap": True, "valign": "top", "align": "left"},
        "heading": {
            "bold": True,
            "text_wrap": True,
            "align": "center",
            "valign": "vcenter",
            "font_color": _COLOURS.on_accent,
            "bg_color": _COLOURS.accent,
            "border": 1,
            "border_color": _COLOURS.border,
        },
        "text": {"text_wrap": True, "valign": "top"},
        "number": {"num_format": "#,##0", "valign": "top"},
        "decimal": {"num_format": "#,##0.0", "valign": "top"},
        "share": {"num_format": "0.0%", "valign": "top"},
        "day": {"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"},
    }
)
_BORDERED = ("text", "number", "decimal", "share", "day")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the dashboard: `table_name` (of TABLES) says what its columns and codes are called.

    `totals`, by column, stand above the headings. `headings` name columns that the table does not have; columns named
    in `shares` are parts of one. `bars` are the columns drawn as bars (several: stacked) beside the table, with the
    `colours` of these columns.
    """

    title: str
    note: str
    frame: pd.DataFrame
    table_name: str
    totals: Mapping[str, int] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    shares: Collection[str] = ()
    bars: Sequence[str] = ()
    colours: Mapping[str, Hex] = field(default_factory=dict)


def dashboard_facts(snapshot: Snapshot, labels: Labels, where: Filter) -> Facts:
    """Give what the workbook is of: the rows not counted are those of both forms, as far as the filter narrows them."""
    return Facts(
        DASHBOARD,
        labels.words.t(N_("Dashboard")),
        snapshot.campaign.name,
        snapshot.as_of,
        snapshot.files,
        excluded_rows(snapshot, FORM_TABLES, where),
        sentence_of(labels, where),
    )


def sentence_of(labels: Labels, where: Filter) -> str:
    """Say a filter whose columns are of several tables; a column that none has is left out."""
    said = []
    for condition in where.where:
        table = next((name for name in TABLES if condition[0] in columns(name)), None)
        said += [labels.sentence(Filter((condition,)), table)] if table else []
    return "; ".join(said)


def dashboard_workbook(
    snapshot: Snapshot, labels: Labels, where: Filter, today: date, tables: Sequence[Sheet]
) -> bytes:
    """Write the sheet "Thông tin" and one for each of `tables`; `today` is the day that delays are counted to."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        facts = dashboard_facts(snapshot, labels, where)
        book.set_properties({"title": facts.title, "subject": facts.survey, "comments": facts.as_of.isoformat()})
        formats = {name: book.add_format(dict(look)) for name, look in _FORMATS.items()}
        lines = {"border": 1, "border_color": _COLOURS.border}
        formats |= {f"{name} cell": book.add_format({**_FORMATS[name], **lines}) for name in _BORDERED}
        strong = {**lines, "bold": True, "bg_color": _COLOURS.surface}
        formats |= {f"{name} total": book.add_format({**_FORMATS[name], **strong}) for name in _BORDERED}
        names = names_of([labels.words.t(N_("About")), *(sheet.title for sheet in tables)])
        pages = _Pages(book, formats, labels, facts, names)
        pages.about(tables, today)
        for name, sheet in zip(names[1:], tables, strict=True):
            pages.table(name, sheet, where)
    return out.getvalue()


@dataclass(slots=True)
class _Pages:
    """Writes the sheets of one workbook; `names` are the names of its sheets, the first that of what it is of."""

    book: Any
    formats: Mapping[str, Format]
    labels: Labels
    facts: Facts
    names: Sequence[str]

    @property
    def words(self) -> Words:
        return self.labels.words

    def about(self, tables: Sequence[Sheet], today: date) -> None:
        """Say what the workbook is of, and lead to each of its sheets."""
        sheet = self._page(self.names[0])
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 96)
        sheet.write_string(0, 0, self.facts.title, self.formats["title"])
        told = self._told(today)
        for row, (what, said) in enumerate(told, start=2):
            sheet.write_string(row, 0, what, self.formats["what"])
            sheet.write_string(row, 1, said, self.formats["said"])
        top = len(told) + 3
        sheet.write_string(top, 0, self.words.t(N_("Sheets")), self.formats["title"])
        for row, (name, each) in enumerate(zip(self.names[1:], tables, strict=True), start=top + 1):
            rows = self.words.n("{count} row", "{count} rows", len(each.frame))
            sheet.write_url(row, 0, link_to(name), self.formats["link"], rows)
            sheet.write_url(row, 1, link_to(name), self.formats["link"], each.title)

    def _told(self, today: date) -> list[tuple[str, str]]:
        words = self.words
        return [
            (words.t(N_("Survey")), self.facts.survey),
            (words.t(N_("As of")), words.moment(self.facts.as_of)),
            (words.t(N_("Delays counted to")), words.date(today)),
            (words.t(N_("Filter")), self.facts.where or words.t(N_("None: everything is counted"))),
            (words.t(N_("Files counted")), words.number(self.facts.files)),
            (
                words.t(N_("Rows not counted")),
                words.t(
                    N_("{count}: their quantity, place or unit is wanting; they add no cameras until corrected"),
                    count=words.number(self.facts.excluded_rows),
                ),
            ),
        ]

    def table(self, name: str, sheet: Sheet, where: Filter) -> None:
        """Write one table with its title, note, totals, and bars beside it."""
        table, page = self._said(sheet), self._page(name)
        page.write_string(_TITLE, 0, sheet.title, self.formats["title"])
        page.write_string(_NOTE, 0, self._note(sheet, where), self.formats["note"])
        page.write_url(_BACK, 0, link_to(self.names[0]), self.formats["link"], f"← {self.names[0]}")
        kinds = [
            kind_of(column.type, shared=n in sheet.shares) for n, column in zip(sheet.frame, table.columns, strict=True)
        ]
        for at, (heading, kind, column) in enumerate(zip(table.column_names, kinds, table.columns, strict=True)):
            page.set_column(at, at, width_of(heading, kind, column))
            page.write_string(_HEAD, at, heading, self.formats["heading"])
            self._column(page, at, kind, column)
        self._heights(page, table, kinds)
        self._totals(page, sheet, kinds)
        page.autofilter(_HEAD, 0, _HEAD + max(len(table), 1), table.num_columns - 1)
        page.freeze_panes(_HEAD + 1, 1)
        page.repeat_rows(_HEAD)
        if sheet.bars and len(table):
            places = {column: list(sheet.frame).index(column) for column in sheet.bars}
            untold = bool(sheet.frame.iloc[-1:, 0].isna().all())
            add_bars(self.book, page, table, places, name=name, colours=sheet.colours, head=_HEAD, untold=untold)

    def _said(self, sheet: Sheet) -> pa.Table:
        """Give the frame as readers call its columns and codes."""
        key = [str(n) for n in sheet.frame.columns[:1] if n in columns(sheet.table_name)]
        table = fit(with_labels(sheet.frame, sheet.table_name, self.labels, key))
        named = {n: self.labels.heading(n, sheet.table_name) for n in map(str, sheet.frame.columns)}
        return table.rename_columns([sheet.headings.get(n, heading) for n, heading in named.items()])

    def _note(self, sheet: Sheet, where: Filter) -> str:
        """Say the sheet's note, and which conditions of the filter its table knows nothing of."""
        open_ = Filter(tuple(c for c in where.where if c[0] not in columns(sheet.table_name)))
        if not open_.where:
            return sheet.note
        said = self.words.t(N_("Not narrowed by: {conditions}."), conditions=sentence_of(self.labels, open_))
        return f"{sheet.note} {said}".strip()

    def _heights(self, page: Worksheet, table: pa.Table, kinds: Sequence[str]) -> None:
        """Give rows whose text does not fit on one line the height they need; not all programs do so themselves."""
        columns_ = list(zip(table.column_names, kinds, table.columns, strict=True))
        widths = [width_of(*column) for column in columns_]
        lines = [lines_of(heading, width) for (heading, _, _), width in zip(columns_, widths, strict=True)]
        page.set_row(_HEAD, _LINE_PT * max(lines, default=1) + _AIR_PT)
        texts = [(c.to_pylist(), w) for (_, kind, c), w in zip(columns_, widths, strict=True) if kind == "text"]
        for row in range(len(table)):
            most = max((lines_of(values[row] or "", width) for values, width in texts), default=1)
            if most > 1:
                page.set_row(_HEAD + 1 + row, _LINE_PT * most)

    def _column(self, page: Worksheet, at: int, kind: str, column: pa.ChunkedArray) -> None:
        write = {"text": page.write_string, "day": page.write_datetime}.get(kind, page.write_number)
        look = self.formats[f"{kind} cell"]
        for row, value in enumerate(column.to_pylist(), start=_HEAD + 1):
            if value is None:
                page.write_blank(row, at, None, look)
            else:
                write(row, at, value, look)

    def _totals(self, page: Worksheet, sheet: Sheet, kinds: Sequence[str]) -> None:
        if not sheet.totals:
            return
        for at, (name, kind) in enumerate(zip(sheet.frame, kinds, strict=True)):
            look = self.formats[f"{kind} total"]
            if name in sheet.totals:
                page.write_number(_TOTAL, at, sheet.totals[str(name)], look)
            else:
                page.write(_TOTAL, at, self.words.t(N_("Total")) if at == 0 else None, look)

    def _page(self, name: str) -> Worksheet:
        """Add a sheet set up for A4 across, its foot telling what it is of."""
        page = self.book.add_worksheet(name)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.75)
        said = ", ".join(self.facts.sentences(self.words)[:2])[:_LONGEST_FOOTER].replace("&", "&&")
        page.set_footer(f"&L&8{said}&R&8&P/&N")
        return page
