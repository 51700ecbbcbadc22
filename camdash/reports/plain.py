"""A frame already said in the reader's words as a file: an xlsx with a sheet of notes, or a csv."""

import csv
import io
from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.csv

from camdash.reports._workbook import Book, fit
from camdash.reports.facts import Facts
from camdash.reports.tables import BOM, defused
from camdash.words import N_, Words


def plain_csv(frame: pd.DataFrame, headings: Mapping[str, str]) -> bytes:
    """Write comma-separated UTF-8 with byte-order mark, text that starts like a formula behind an apostrophe."""
    table = _table(frame, headings)
    head, out = io.StringIO(), io.BytesIO()
    csv.writer(head, lineterminator="\n").writerow(table.column_names)
    pyarrow.csv.write_csv(defused(table), out, pyarrow.csv.WriteOptions(include_header=False))
    return BOM + head.getvalue().encode() + out.getvalue()


def plain_xlsx(frame: pd.DataFrame, headings: Mapping[str, str], facts: Facts, words: Words) -> bytes:
    """Write a workbook: a sheet that says what it is of, then the table with typed cells and a filter."""
    book = Book()
    book.add_notes(words.t(N_("Notes")), facts.title, [("", line) for line in facts.sentences(words)])
    book.add_table(words.t(N_("Data")), fit(_table(frame, headings)))
    return book.close()


def _table(frame: pd.DataFrame, headings: Mapping[str, str]) -> pa.Table:
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    plain = [field.with_type(pa.string()) if _is_text(field.type) else field for field in table.schema]
    return table.cast(pa.schema(plain)).rename_columns([headings[name] for name in frame.columns])


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_large_string(kind) or pa.types.is_null(kind))
