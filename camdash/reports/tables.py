"""Frames of the analysis as files: csv, json and Parquet with field names and codes, xlsx with headings and labels.

The shapes are those of FORMS.md §8. Text that a spreadsheet program would take for a formula is defused.
"""

import codecs
import csv
import io
from collections.abc import Collection, Mapping
from datetime import datetime

import orjson
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from camdash.analysis.labels import Labels
from camdash.reports._columns import (
    SAID_IN_FORMS,
    Headings,
    as_a_form,
    heading_in_forms,
    with_codes,
    with_headings,
    with_labels,
)
from camdash.reports._notes import table_notes
from camdash.reports._workbook import Book, Notes, fit
from camdash.reports.facts import Facts
from camdash.words import N_

__all__ = ["frame_to_csv", "frame_to_json", "frame_to_parquet", "frame_to_xlsx", "table_notes", "table_to_csv"]

BOM = codecs.BOM_UTF8
_SHEETS: Mapping[str, str] = {"form1": N_("Form 1"), "form2": N_("Form 2")}
"""What the sheet of a form's records is called, by which a reader knows the form whatever columns are on it."""

_FORMULA = r"^[=+\-@\t\r]"


def frame_to_csv(
    frame: pd.DataFrame, name: str, labels: Labels, *, headings: Headings = "codes", by: Collection[str] = ()
) -> bytes:
    """Write comma-separated UTF-8 with byte-order mark; text that starts like a formula gets an apostrophe before it.

    `name` is the table the frame is of; `by` are the columns it is cut by, where labels say what is not told.
    """
    return table_to_csv(with_headings(frame, name, labels, headings, by))


def table_to_csv(table: pa.Table) -> bytes:
    """Write a table whose columns are its headings, like `frame_to_csv`."""
    head, out = io.StringIO(), io.BytesIO()
    csv.writer(head, lineterminator="\n").writerow(table.column_names)
    pyarrow.csv.write_csv(defused(table), out, pyarrow.csv.WriteOptions(include_header=False))
    return BOM + head.getvalue().encode() + out.getvalue()


def frame_to_json(frame: pd.DataFrame, name: str, labels: Labels) -> bytes:
    """Write a JSON array of records, one a line, UTF-8 unescaped; null is null."""
    lines = map(orjson.dumps, with_codes(frame, name, labels).to_pylist())
    return b"[\n" + b",\n".join(lines) + b"\n]\n"


def frame_to_parquet(frame: pd.DataFrame, name: str, labels: Labels, facts: Facts | None = None) -> bytes:
    """Write a Parquet file with field names, codes and their types; `facts` stand in the file's metadata.

    Their keys there are `camdash.as_of` and so on.
    """
    out, table = io.BytesIO(), with_codes(frame, name, labels)
    told = {f"camdash.{key}": str(value) for key, value in facts.to_codes().items()} if facts else {}
    pyarrow.parquet.write_table(table.replace_schema_metadata({**(table.schema.metadata or {}), **told}), out)
    return out.getvalue()


def frame_to_xlsx(
    frame: pd.DataFrame,
    name: str,
    labels: Labels,
    *,
    notes: Notes = (),
    totals: Mapping[str, int] | None = None,
    made_at: datetime | None = None,
    by: Collection[str] = (),
) -> bytes:
    """Write a workbook: a sheet of `notes`, then the table with headings, labels, typed cells and a filter.

    `totals`, by column of the frame, stand in a row above the headings. Records of a form that are written whole are
    read back as the same records; only the source of their coordinates is then decimal degrees.
    """
    words = labels.words
    book = Book(made_at)
    if notes:
        book.add_notes(words.t(N_("Notes")), labels.title(name), notes)
    above: dict[str, str | int] = {labels.heading(column, name): value for column, value in (totals or {}).items()}
    if by or totals:
        table = fit(with_labels(frame, name, labels, by))
    else:
        rows, said = as_a_form(frame, name)
        table = fit(with_labels(rows, name, labels, said, SAID_IN_FORMS))
        table = table.rename_columns([heading_in_forms(column, name, labels) for column in frame.columns])
    if above and table.column_names[0] not in above:
        above = {table.column_names[0]: words.t(N_("Total")), **above}
    book.add_table(words.t(N_("Data") if by or totals else _SHEETS.get(name, "Data")), table, above)
    return book.close()


def defused(table: pa.Table) -> pa.Table:
    """Put an apostrophe before text that a spreadsheet program would take for a formula."""
    return pa.Table.from_arrays([_defuse(column) for column in table.columns], names=table.column_names)


def _defuse(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if not pa.types.is_string(column.type):
        return column
    apostrophe = pc.if_else(pc.match_substring_regex(column, _FORMULA), "'", "")
    return pc.binary_join_element_wise(apostrophe, column, "")
