"""A table made by a page, whose cells are said already, as a file: a workbook with notes, or comma-separated text."""

import pandas as pd
import pyarrow as pa

from camdash.reports._workbook import Book, Notes, fit
from camdash.reports.tables import table_to_csv
from camdash.words import N_, Words


def said_to_xlsx(frame: pd.DataFrame, title: str, notes: Notes, words: Words) -> bytes:
    """Write a workbook: a sheet of notes under the title, and the table; the frame's columns are its headings."""
    book = Book()
    book.add_notes(words.t(N_("Notes")), title, notes)
    book.add_table(words.t(N_("Data")), fit(_table(frame)))
    return book.close()


def said_to_csv(frame: pd.DataFrame) -> bytes:
    """Write comma-separated UTF-8 with byte-order mark; the frame's columns are its headings."""
    return table_to_csv(_table(frame))


def _table(frame: pd.DataFrame) -> pa.Table:
    return pa.table({str(name): pa.array(_plain(column)) for name, column in frame.items()})


def _plain(column: pd.Series) -> list[object]:
    values = column.astype(object)
    told: list[object] = values.where(values.notna(), None).tolist()
    return told
