"""What a district or a ward is measured by: counts, shares of what is known, and what is needed for what there is.

Shares leave out what no record tells; a share of nothing, and a count per nothing, is not known (None).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from camdash.analysis.columns import columns
from camdash.analysis.filters import Filter
from camdash.analysis.snapshot import Snapshot

Level = Literal["district", "ward"]
Key = tuple[str | None, str | None]
"""A district's GSO code with None, or with the ward's official name."""

MEASURES = ("cameras", "working", "needs", "needs_per_camera", "per_km2", "unknown", "connected", "failing")
SHARES = frozenset({"working", "unknown", "connected", "failing"})
COUNTS = frozenset({"cameras", "needs"})

_FORM1 = """
    SELECT district, {ward} AS ward, {cameras} AS cameras, {working} AS working, {told} AS told,
           {connected} AS connected, {reached} AS reached, {failing} AS failing, {graded} AS graded
    FROM form1 WHERE ({where}) AND {shown} GROUP BY 1, 2
"""
_FORM2 = """
    SELECT district, {ward} AS ward, {cameras} AS needs FROM form2 WHERE ({where}) AND {shown} GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Area:
    """The cameras of one district or ward: all, working of those told, connected of those told, failing of graded."""

    cameras: int = 0
    working: int = 0
    told: int = 0
    connected: int = 0
    reached: int = 0
    failing: int = 0
    graded: int = 0
    needs: int = 0

    def measure(self, name: str, km2: float | None = None) -> float | None:
        """Give one of MEASURES; shares are of one; `km2` is the area's size, needed for `per_km2`."""
        counted = {"cameras": self.cameras, "needs": self.needs}
        if name in counted:
            return float(counted[name])
        part, whole = {
            "working": (self.working, self.told),
            "needs_per_camera": (self.needs, self.cameras),
            "per_km2": (self.cameras, km2),
            "unknown": (self.cameras - self.told, self.cameras),
            "connected": (self.connected, self.reached),
            "failing": (self.failing, self.graded),
        }[name]
        return part / whole if whole else None


def offered() -> tuple[str, ...]:
    """Name the measures that the records can tell."""
    return tuple(name for name in MEASURES if name != "failing" or "grade" in columns("form1"))


def areas(snapshot: Snapshot, level: Level, where: Filter) -> Mapping[Key, Area]:
    """Measure every district, or every ward, of which a record tells; a district of None is "not told".

    Wards leave sensitive records out, which may stand in no smaller total than a district's.
    """
    ward = "ward" if level == "ward" else "NULL::VARCHAR"
    shown = "NOT sensitive AND ward IS NOT NULL" if level == "ward" else "TRUE"
    graded = "grade" in columns("form1")
    first = _FORM1.format(
        ward=ward,
        shown=shown,
        where="{where}",
        cameras=_sum("quantity"),
        working=_sum("working"),
        told=_sum("quantity", "state_told"),
        connected=_sum("quantity", "connected = 'connected'"),
        reached=_sum("quantity", "connected IS NOT NULL"),
        failing=_sum("quantity", "grade = 'fail'") if graded else "0",
        graded=_sum("quantity", "grade IS NOT NULL") if graded else "0",
    )
    second = _FORM2.format(ward=ward, shown=shown, where="{where}", cameras=_sum("quantity"))
    found: dict[Key, dict[str, int]] = {}
    for form, sql in (("form1", first), ("form2", second)):
        clause, params = where.only(form).sql(form)
        for row in snapshot.query(sql.format(where=clause), params).to_pylist():
            found.setdefault((row.pop("district"), row.pop("ward")), {}).update(row)
    return MappingProxyType({key: Area(**told) for key, told in found.items()})


def _sum(what: str, condition: str = "TRUE") -> str:
    return f"coalesce(sum(CASE WHEN NOT excluded AND {condition} THEN {what} END), 0)::BIGINT"
