"""Records as Arrow tables of a fixed schema, and as the Parquet bytes in which a version keeps them for good."""

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from camdash.forms.fields import fields_of
from camdash.intake.model import Record
from camdash.store.parts import Identity, Rows
from camdash.text.fold import fold

_TYPES: Mapping[str, pa.DataType] = MappingProxyType(
    {
        "string": pa.string(),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "list": pa.list_(pa.string()),
    }
)
_PLACE = ("position_name", "address", "ward", "camera_code")
_AI_NEED = ("field", "problem")


@cache
def schema_of(form: str) -> pa.Schema:
    """Give the columns of a form's records: where they stood, whether they count, then every field in form order."""
    kept = [pa.field("sheet", pa.string()), pa.field("row", pa.int64()), pa.field("excluded", pa.bool_())]
    return pa.schema([*kept, *(pa.field(f.name, _TYPES[f.column]) for f in fields_of(form))])


def to_arrow(form: str, records: Sequence[Record]) -> pa.Table:
    """Turn records into a table; a field that the form does not have raises ValueError."""
    schema = schema_of(form)
    unknown = set().union(*records) - set(schema.names)
    if unknown:
        message = f"{form} has no fields {sorted(unknown)}"
        raise ValueError(message)
    return pa.Table.from_pylist([{"excluded": False, **r} for r in records], schema=schema)


def to_parquet(form: str, records: Sequence[Record]) -> bytes:
    """Write records as Parquet, compressed with zstd."""
    sink = io.BytesIO()
    pq.write_table(to_arrow(form, records), sink, compression="zstd")
    return sink.getvalue()


def from_parquet(form: str, content: bytes) -> pa.Table:
    """Read a version's records; a field that came to the form later is null, one that left it is left out."""
    stored = pq.read_table(io.BytesIO(content))
    schema = schema_of(form)
    columns = [
        stored.column(f.name).cast(f.type) if f.name in stored.column_names else pa.nulls(stored.num_rows, f.type)
        for f in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def to_records(table: pa.Table) -> list[Record]:
    """Give the rows of a table as records, which hold only what is told."""
    return [
        {key: value for key, value in row.items() if value is not None and not (key == "excluded" and not value)}
        for row in table.to_pylist()
    ]


def identities(form: str, records: Sequence[Mapping[str, Any]]) -> Rows:
    """Count rows by what makes two rows the same position: its name, address, ward and camera's code.

    Where these are all empty the coordinates speak; a row that says no place is never the same as another.

    >>> rows = identities("form1", [{"position_name": "Ngã tư Sở"}, {"position_name": "nga tu so."}, {}])
    >>> sorted(rows.values())
    [1, 2]
    """
    of_row = _of_ai_need if form == "ai_needs" else _of_place
    return Counter(of_row(record) for record in records)


def identity_columns(form: str) -> list[str]:
    """Name the columns that `identities` looks at."""
    looked_at = (*_AI_NEED, "ai_needs") if form == "ai_needs" else (*_PLACE, "lat", "lon")
    return [name for name in looked_at if name in schema_of(form).names]


def _of_place(record: Mapping[str, Any]) -> Identity:
    words = tuple(fold(record.get(name) or "") for name in _PLACE)
    if any(words):
        return words
    lat, lon = record.get("lat"), record.get("lon")
    return (object(),) if lat is None or lon is None else (round(lat, 6), round(lon, 6))


def _of_ai_need(record: Mapping[str, Any]) -> Identity:
    words = tuple(fold(record.get(name) or "") for name in _AI_NEED)
    codes = tuple(sorted(record.get("ai_needs") or ()))
    return (*words, codes) if any(words) or codes else (object(),)
