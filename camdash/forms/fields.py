"""The fields of Form 1, Form 2 and the AI-needs table, read from data/forms/fields.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from camdash.settings import DATA
from camdash.words import Language

FORMS = ("form1", "form2", "ai_needs")
Column = Literal["string", "int", "float", "bool", "list"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: how its cells are read (`kind`), how it is stored (`column`), and what it is called.

    `group` is the heading above it in the blank template, `leaf` its own heading below that group.
    """

    name: str
    kind: str
    column: Column
    forms: tuple[str, ...]
    vi: str
    en: str
    vocabulary: str | None = None
    group: str = ""
    leaf: str = ""
    unit: str = ""
    synonyms: tuple[str, ...] = ()

    def label(self, language: Language = "vi") -> str:
        """Name the field to a reader."""
        return self.vi if language == "vi" else self.en

    @property
    def derived(self) -> bool:
        """Whether the field is worked out and never stands in a column of its own."""
        return self.kind.startswith("derived")


@cache
def all_fields(path: Path = DATA / "forms" / "fields.toml") -> Mapping[str, Field]:
    """Read every field in form order; an unknown form name raises ValueError."""
    with path.open("rb") as file:
        data = tomllib.load(file)
    fields = {name: _field(name, entry) for name, entry in data.items()}
    unknown = {form for f in fields.values() for form in f.forms} - set(FORMS)
    if unknown:
        message = f"{path}: unknown forms {sorted(unknown)}"
        raise ValueError(message)
    return MappingProxyType(fields)


def _field(name: str, entry: dict[str, object]) -> Field:
    lists = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return Field(name=name, **lists)  # type: ignore[arg-type]  # TOML's types are checked by the tests of the data


def fields_of(form: str) -> tuple[Field, ...]:
    """Give the fields of one form in the order of its template."""
    return tuple(f for f in all_fields().values() if form in f.forms)


def headings(language: Language = "vi") -> dict[str, str]:
    """Name every field to a reader, by field name."""
    return {f.name: f.label(language) for f in all_fields().values()}
