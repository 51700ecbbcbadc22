"""Which values stand in a column of the records, for columns that no vocabulary lists: wards, years."""

from camdash.analysis.columns import columns
from camdash.analysis.filters import Filter, Value
from camdash.analysis.frames import to_frame
from camdash.analysis.snapshot import Snapshot

_BOTH = ("form1", "form2")


def present(snapshot: Snapshot, name: str, where: Filter) -> list[Value]:
    """Give the different values of a single-valued column in both forms under `where`, in order, unknown left out."""
    parts, params = [], list[object]()
    for form in _BOTH:
        if name in columns(form):
            clause, own = where.only(form).sql(form)
            parts.append(f'SELECT DISTINCT "{name}" AS value FROM {form} WHERE {clause} AND "{name}" IS NOT NULL')
            params += own
    frame = to_frame(snapshot.query(f"SELECT DISTINCT value FROM ({' UNION ALL '.join(parts)}) ORDER BY value", params))
    return list(frame["value"])
