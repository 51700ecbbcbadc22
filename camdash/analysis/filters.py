"""Which records are meant: a filter that is a value, so that it can be a cache key, a link and a sentence.

The same field twice means or, different fields mean and; None means "not told"; on a list field a value means
"contains".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Self
from urllib.parse import parse_qsl, urlencode

from camdash.analysis.coding import holds_any, key
from camdash.analysis.columns import FORM_TABLES, TABLES, Column, columns
from camdash.forms.registry import Campaign, Unit, default_campaign
from camdash.forms.vocabulary import vocabulary
from camdash.words import N_, Words

Value = str | int | float | bool | date | None
Where = tuple[tuple[str, tuple[Value, ...]], ...]

_WRITTEN = re.compile(r"\s*(?P<field>\w+)\s*=(?P<value>.*)", re.DOTALL)
_TRUTH = {"true": True, "1": True, "yes": True, "có": True, "false": False, "0": False, "no": False, "không": False}


class FilterError(ValueError):
    """A filter names a field or a value that does not exist."""

    def __init__(self, msgid: str, **params: str) -> None:
        self.msgid, self.params = msgid, params
        super().__init__(self.message(Words("en")))

    def message(self, words: Words) -> str:
        """Say what is wrong, and which names there are."""
        return words.t(self.msgid, **self.params)


@dataclass(frozen=True, slots=True)
class Filter:
    """Fields with the values wanted; made by `of`, `parse` or `from_query`, which put them into one order."""

    where: Where = ()

    @classmethod
    def of(cls, **fields: Value | Iterable[Value]) -> Self:
        """Make a filter; a field without any value is left out, for it narrows nothing."""
        wanted = {name: _ordered(_values(value)) for name, value in fields.items()}
        return cls(tuple(sorted((name, values) for name, values in wanted.items() if values)))

    @classmethod
    def parse(cls, texts: Iterable[str], campaign: Campaign, *tables: str) -> Self:
        """Read `FIELD=VALUE` texts against the columns of `tables`; raises FilterError for what does not exist."""
        wanted: dict[str, list[Value]] = {}
        for text in texts:
            found = _WRITTEN.fullmatch(text)
            if not found:
                raise FilterError(N_("“{text}” is not a condition. Write FIELD=VALUE."), text=text)
            column = find_column(found["field"], *tables)
            wanted.setdefault(column.name, []).append(read_value(column, found["value"], campaign))
        return cls.of(**wanted)

    @classmethod
    def from_query(cls, query: str, campaign: Campaign, *tables: str) -> Self:
        """Read what `to_query` wrote; raises FilterError for what does not exist."""
        pairs = parse_qsl(query, keep_blank_values=True)
        return cls.parse((f"{name}={value}" for name, value in pairs), campaign, *tables)

    def to_query(self) -> str:
        """Write the filter as the query of a link, `district=001&camera_type=`."""
        return urlencode([(name, write_value(value)) for name, values in self.where for value in values])

    def only(self, *tables: str) -> "Filter":
        """Keep the conditions on columns that one of `tables` has."""
        return Filter(tuple(item for item in self.where if any(item[0] in columns(table) for table in tables)))

    def values(self, name: str) -> tuple[Value, ...]:
        """Give the values wanted of a column; none where it is not narrowed."""
        return tuple(value for known, values in self.where if known == name for value in values)

    def having(self, name: str, values: Iterable[Value]) -> "Filter":
        """Give the filter with these values of a column instead of its own; without any the column is free."""
        return Filter.of(**{**{known: own for known, own in self.where if known != name}, name: tuple(values)})

    def without(self, *names: str) -> "Filter":
        """Give the filter with these columns free."""
        return Filter(tuple(item for item in self.where if item[0] not in names))

    def toggled(self, name: str, value: Value) -> "Filter":
        """Give the filter with one value of a column added, or taken out where it is wanted already."""
        own = self.values(name)
        return self.having(name, (v for v in own if v != value) if value in own else (*own, value))

    def both(self, other: "Filter") -> "Filter":
        """Give the filter that means both: what `other` wants of a column that has its own wanted values is met too.

        A column that no value of both can meet is left with none, and then no row is meant. It writes no link of a
        list column that both narrow, for there "contains one of these and one of those" is no single condition.
        """
        merged = dict(self.where)
        more: list[tuple[str, tuple[Value, ...]]] = []
        for name, values in other.where:
            if name not in merged:
                merged[name] = values
            elif find_column(name, *FORM_TABLES, *TABLES).storage == "list":
                more.append((name, values))
            else:
                merged[name] = tuple(value for value in merged[name] if value in values)
        return Filter(tuple(sorted([*merged.items(), *more], key=lambda item: item[0])))

    def sql(self, table: str) -> tuple[str, list[object]]:
        """Give the condition as DuckDB SQL with its parameters; raises FilterError for a column the table lacks."""
        clauses, params = [], list[object]()
        for name, values in self.where:
            clause, own = _condition(find_column(name, table), values, table)
            clauses.append(clause)
            params += own
        return " AND ".join(clauses) or "TRUE", params


def find_column(name: str, *tables: str) -> Column:
    """Find a column in the first of `tables` that has it; raises FilterError with the names there are."""
    for table in tables:
        if name in columns(table):
            return columns(table)[name]
    known = dict.fromkeys(n for table in tables for n in columns(table))
    raise FilterError(N_("There is no field “{field}” here. Fields: {known}."), field=name, known=", ".join(known))


def read_value(column: Column, text: str, campaign: Campaign) -> Value:
    """Read one value as the column stores it; empty means not told; raises FilterError for a value unknown."""
    text = text.strip()
    if not text:
        return None
    known = known_values(column, campaign)
    if known and text not in known:
        raise FilterError(
            N_("“{value}” is not a value of “{field}”. Values: {known}."),
            value=text,
            field=column.name,
            known=", ".join(known),
        )
    try:
        return _typed(column, text)
    except (ValueError, KeyError):
        raise FilterError(N_("“{value}” cannot be a value of “{field}”."), value=text, field=column.name) from None


def known_values(column: Column, campaign: Campaign) -> Sequence[str]:
    """Give the codes a column may hold, in display order; empty where any value may stand."""
    if column.vocabulary:
        return vocabulary(column.vocabulary).codes
    if column.name == "unit":
        return tuple(unit.code for unit in campaign.units)
    if column.name == "district":
        return tuple(unit.code for unit in districts(campaign))
    return column.codes


@cache
def districts(campaign: Campaign) -> tuple[Unit, ...]:
    """Give the districts a record can lie in: the campaign's own, or those of 2024 where communes report."""
    return campaign.districts or default_campaign().districts


def write_value(value: Value) -> str:
    """Write a value as `read_value` reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _typed(column: Column, text: str) -> Value:
    match column.storage:
        case "int":
            return int(text)
        case "float":
            return float(text.replace(",", "."))
        case "bool":
            return _TRUTH[text.casefold()]
        case "date":
            return date.fromisoformat(text)
        case _:
            return text


def _values(value: Value | Iterable[Value]) -> Iterable[Value]:
    return value if isinstance(value, Iterable) and not isinstance(value, str) else (value,)


def _ordered(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(sorted(dict.fromkeys(values), key=lambda v: (v is None, write_value(v))))


def _condition(column: Column, values: tuple[Value, ...], table: str) -> tuple[str, list[object]]:
    name, told = f'"{column.name}"', [v for v in values if v is not None]
    clauses = []
    if column.storage == "list":
        if told:
            clauses.append(holds_any(table, column.name))
        if None in values:
            clauses.append(f"{key(column.name)} IS NULL")
        return f"({' OR '.join(clauses)})", [told] if told else []
    if told:
        clauses.append(f"coalesce({name} IN ({', '.join('?' * len(told))}), FALSE)")
    if None in values:
        clauses.append(f"{name} IS NULL")
    return f"({' OR '.join(clauses) or 'FALSE'})", list(told)
