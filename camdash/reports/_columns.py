"""A frame of the analysis as an Arrow table fit to be written: codes or labels, lists joined, no loop over rows."""

from collections.abc import Collection, Mapping
from typing import Literal

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from camdash.analysis.columns import FORM_TABLES, Column, columns
from camdash.analysis.labels import UNKNOWN, Labels
from camdash.forms.fields import fields_of
from camdash.forms.headings import heading_book
from camdash.forms.likeness import likely_target
from camdash.words import N_

Headings = Literal["codes", "labels"]
SEPARATOR = "; "
_LABELLED = ("unit", "district")
_FILLED_DOWN = ("position_name", "ward", "district")
_DIRECTION = "bearing_deg"
_FULL_CIRCLE = 360.0
SAID_IN_FORMS = N_("Unknown")
"""How a form says that something is not told, in words that its reader knows in either language."""


def with_headings(
    frame: pd.DataFrame, name: str, labels: Labels, headings: Headings, said: Collection[str] = ()
) -> pa.Table:
    """Give field names and codes, or headings and labels, as `with_codes` and `with_labels` do."""
    return with_codes(frame, name, labels) if headings == "codes" else with_labels(frame, name, labels, said)


def with_codes(frame: pd.DataFrame, name: str, labels: Labels) -> pa.Table:
    """Give field names and codes, `unit_label` and `district_label` beside their codes; `name` is the frame's table."""
    told: dict[str, pa.ChunkedArray] = {}
    for column, values in _columns(frame, name):
        told[column.name] = _joined(values)
        if column.name in _LABELLED:
            told[f"{column.name}_label"] = _mapped(values, labels.codes(column))
    return pa.table(told)


def with_labels(
    frame: pd.DataFrame, name: str, labels: Labels, said: Collection[str] = (), untold: str = UNKNOWN
) -> pa.Table:
    """Give headings and labels in the reader's language; in the columns `said`, what is not told is said (`untold`)."""
    arrays, names = [], []
    for column, values in _columns(frame, name):
        label = _labelled(values, column, labels)
        arrays.append(pc.fill_null(label, labels.words.t(untold)) if column.name in said else label)
        names.append(labels.heading(column.name, name))
    return pa.Table.from_arrays(arrays, names=names)


def heading_in_forms(column: str, name: str, labels: Labels) -> str:
    """Name a column of `name`; one that is worked out says so where it would be taken for a field of the form."""
    heading = labels.heading(column, name)
    if name not in FORM_TABLES or any(f.name == column and not f.derived for f in fields_of(name)):
        return heading
    if heading_book().target(name, heading) or likely_target(name, heading):
        return labels.words.t(N_("Worked out: {heading}"), heading=heading)
    return heading


def as_a_form(frame: pd.DataFrame, name: str) -> tuple[pd.DataFrame, list[str]]:
    """Give records so that a sheet of them is read back as they are, and the columns in which a blank must be said.

    A reader fills down what clerks leave blank below a position, ward or district; a camera that looks all round
    stands in forms as one of 360°.
    """
    if name not in FORM_TABLES:
        return frame, []
    said = [n for n in _FILLED_DOWN if n in frame.columns and frame[n].isna().any() and frame[n].notna().any()]
    if not {_DIRECTION, "all_round"} <= set(frame.columns):
        return frame, said
    round_ = frame["all_round"].fillna(value=False).astype(bool) & frame[_DIRECTION].isna()
    return frame.assign(**{_DIRECTION: frame[_DIRECTION].mask(round_, _FULL_CIRCLE)}), said


def _columns(frame: pd.DataFrame, name: str) -> list[tuple[Column, pa.ChunkedArray]]:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    known = columns(name)
    return [(known.get(n, Column(n, "string")), _plain(table.column(n))) for n in table.column_names]


def _plain(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Keep text in one of the two ways Arrow has for it."""
    return values.cast(pa.string()) if pa.types.is_large_string(values.type) else values


def _labelled(values: pa.ChunkedArray, column: Column, labels: Labels) -> pa.ChunkedArray:
    if pa.types.is_boolean(values.type):
        return pc.if_else(values, labels.value(column, value=True), labels.value(column, value=False))
    codes = labels.codes(column)
    if pa.types.is_list(values.type):
        return _joined(pa.chunked_array([_mapped_lists(chunk, codes) for chunk in values.chunks], values.type))
    return _mapped(values, codes) if codes else values


def _mapped(values: pa.ChunkedArray | pa.Array, codes: Mapping[str, str]) -> pa.ChunkedArray | pa.Array:
    """Put each code's label in its place; a code without one stays as it is."""
    text = values.cast(pa.string())
    at = pc.index_in(text, pa.array(codes.keys(), pa.string()))
    return pc.coalesce(pc.take(pa.array(codes.values(), pa.string()), at), text)


def _mapped_lists(lists: pa.ListArray, codes: Mapping[str, str]) -> pa.ListArray:
    mapped = _mapped(lists.values, codes) if codes else lists.values
    return pa.ListArray.from_arrays(lists.offsets, mapped, mask=pc.is_null(lists))


def _joined(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Join lists; an empty one is nothing told."""
    if not pa.types.is_list(values.type):
        return values
    some = pc.greater(pc.list_value_length(values), 0)
    return pc.if_else(some, pc.binary_join(values.cast(pa.list_(pa.string())), SEPARATOR), pa.scalar(None, pa.string()))
