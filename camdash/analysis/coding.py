"""How text stands in a snapshot's tables: texts of few values as ENUM, and beside each list an ENUM of its codes.

An ENUM is a byte or two instead of a text, and is compared and grouped several times as fast. Its values are those that
stand in the column, in the order of text, so that it sorts and compares as the text does. The key of a list holds its
different codes in order, joined by a space, and is null where the list tells nothing: there are few different lists and
many records, so that lists are asked and counted by their keys. Keys are not among the columns that readers know.
"""

import duckdb

from camdash.analysis.columns import stored_columns

_FEW_VALUES = frozenset(
    {"unit", "district", "ward", "brand", "model", "vms", "owner_unit", "planned_period", "file", "sheet"}
)
"""Texts that no vocabulary lists, but of which there are few beside the records."""

_JOINED = "nullif(array_to_string(list_sort(list_distinct({name})), ' '), '')"


def key(name: str) -> str:
    """Name the column that holds the key of a list."""
    return f"{name}_key"


def codes(name: str) -> str:
    """Give the codes of a list by its key, as DuckDB SQL; null where the list tells nothing."""
    return f"string_split({key(name)}::VARCHAR, ' ')"


def holds_any(form: str, name: str) -> str:
    """Give the condition that a list holds one of the codes of its one parameter, which is false of a list not told."""
    known = f"SELECT unnest(enum_range(NULL::{_type(form, name)})) AS kept"
    meant = f"SELECT kept FROM ({known}) WHERE list_has_any(string_split(kept::VARCHAR, ' '), ?::VARCHAR[])"
    return f"coalesce({key(name)} IN ({meant}), FALSE)"


def create_table(con: duckdb.DuckDBPyConnection, form: str, stored: str, select: str) -> None:
    """Create a form's table from a query of its records, coded as told above; the table `stored` has all values."""
    coded = [column.name for column in stored_columns(form) if _is_of_few_values(column.name, form)]
    lists = [column.name for column in stored_columns(form) if column.storage == "list"]
    for name in coded:
        _create_type(con, _type(form, name), f'"{name}"', stored)
    for name in lists:
        _create_type(con, _type(form, name), _JOINED.format(name=f'"{name}"'), stored)
    casts = ", ".join(f'"{name}"::{_type(form, name)} AS "{name}"' for name in coded)
    keys = "".join(f", {_JOINED.format(name=name)}::{_type(form, name)} AS {key(name)}" for name in lists)
    con.execute(f"CREATE TABLE {form} AS SELECT * REPLACE ({casts}){keys} FROM ({select})")


def _is_of_few_values(name: str, form: str) -> bool:
    column = next(c for c in stored_columns(form) if c.name == name)
    return column.storage == "string" and bool(column.vocabulary or column.codes or name in _FEW_VALUES)


def _type(form: str, name: str) -> str:
    return f"{form}_{name}"


def _create_type(con: duckdb.DuckDBPyConnection, name: str, value: str, source: str) -> None:
    values = f"SELECT DISTINCT {value} AS v FROM {source}"
    con.execute(f"CREATE TYPE {name} AS ENUM (SELECT v FROM ({values}) WHERE v IS NOT NULL ORDER BY v)")
