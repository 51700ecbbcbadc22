"""The totals of a survey, counted from the records that were made, never by reading the workbooks back.

`None` (not told) is written as the key "".
"""

from collections.abc import Iterable, Mapping
from typing import Any

from camdash.sample.scene import Record
from camdash.sample.survey import Return

Counts = dict[str, int]
_BY = {
    "form1": ("unit", "district", "camera_type", "area_class", "operating_state", "transmission", "technology"),
    "form2": ("unit", "district", "camera_type", "area_class", "need_kind", "need_group", "transmission", "priority"),
    "ai_needs": ("unit",),
}
_BY_LIST = {
    "form1": ("purposes", "funding", "connected_to", "ai_features"),
    "form2": ("purposes", "funding", "ai_needs"),
    "ai_needs": ("ai_needs",),
}


def totals_of(returns: Iterable[Return]) -> dict[str, Any]:
    """Count the records of the returns that stand: per form in all, and by each single- and list-valued field."""
    records: dict[str, list[Record]] = {form: [] for form in _BY}
    for sent in returns:
        if sent.counted and not sent.nil:
            for form, (_, rows) in sent.tables.items():
                records[form] += [_full(record, sent) for row in rows for record in row]
    return {form: _totals(form, found) for form, found in records.items()}


def _full(record: Record, sent: Return) -> Record:
    return {**record, "unit": sent.unit.code, "need_group": need_group(record.get("purposes"))}


def need_group(purposes: list[str] | None) -> str | None:
    """Put purposes into one of the city's three exclusive groups; None where no purpose is told."""
    if not purposes:
        return None
    if "defence" in purposes:
        return "defence"
    return "security" if {"public_security", "violations"} & set(purposes) else "state_management"


def _totals(form: str, records: list[Record]) -> dict[str, Any]:
    by = {field: _by(records, field) for field in _BY[form]}
    by |= {field: _by(records, field) for field in _BY_LIST[form]}
    return {**_counts(records), "by": by}


def _by(records: list[Record], field: str) -> Mapping[str, Counts]:
    found: dict[str, list[Record]] = {}
    for record in records:
        value = record.get(field)
        for key in value or ("",) if isinstance(value, list) or not value else (value,):
            found.setdefault(key, []).append(record)
    return {key: _counts(found[key]) for key in sorted(found)}


def _counts(records: list[Record]) -> Counts:
    located = [r for r in records if "lat" in r]
    return {
        "positions": len(records),
        "excluded_positions": sum(1 for r in records if r.get("excluded")),
        "cameras": sum(r.get("quantity") or 0 for r in records),
        "working": sum(working(r) for r in records),
        "located_positions": len(located),
        "located_cameras": sum(r.get("quantity") or 0 for r in located),
    }


def working(record: Record) -> int:
    """Give the cameras of a record that are known to work: as counted, else all of them where the state says so."""
    if "quantity_working" in record:
        return int(record["quantity_working"])
    return int(record.get("quantity") or 0) if record.get("operating_state") == "working" else 0
