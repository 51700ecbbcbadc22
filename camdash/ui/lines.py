"""Lines that say of what figures are: the moment and the forms, and what they are narrowed by."""

from camdash.analysis.columns import FORM_TABLES, columns
from camdash.analysis.filters import Filter, Value
from camdash.ui import labels, loaders
from camdash.ui.view import View


def as_of(view: View) -> str:
    """Say of which campaign and moment the figures are, of how many forms, and how many rows are not counted."""
    words, snapshot = view.words, view.snapshot
    return " · ".join(
        (
            view.campaign.name,
            words.t("as of {moment}", moment=words.moment(snapshot.as_of)),
            words.n("{count} form", "{count} forms", snapshot.files),
            words.n("{count} row not counted", "{count} rows not counted", loaders.uncounted_rows(snapshot)),
        )
    )


def narrowed(view: View, where: Filter) -> str:
    """Say a filter of records in words; empty where it narrows nothing."""
    parts = []
    for name, values in where.where:
        told = ", ".join(said(view, name, value) for value in values)
        parts.append(f"{heading(view, name)}: {told}")
    return "; ".join(parts)


def heading(view: View, name: str) -> str:
    """Name a column to narrow by."""
    return view.labels.heading(name, _table_of(name))


def said(view: View, name: str, value: Value) -> str:
    """Say one value of a column to narrow by."""
    return labels.value(_table_of(name), name, value, view.labels)


def _table_of(name: str) -> str:
    return next(table for table in FORM_TABLES if name in columns(table))
