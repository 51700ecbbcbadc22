"""Findings worth a decision: what the figures say, in sentences that name the number, the place and the rows.

Each candidate has a weight, the share of its whole that is affected times how soon it must be decided; the greatest
lead. A figure that is zero, or rests on what is not told, gives no finding.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from camdash.analysis.asked import NEW_OR_UNTOLD
from camdash.analysis.columns import columns
from camdash.analysis.cuts import narrowed
from camdash.analysis.filters import Filter, Value
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.labels import Labels
from camdash.analysis.progress import progress
from camdash.analysis.snapshot import Snapshot
from camdash.words import N_

SHOWN = 3
LEAST_WARDS_TOLD = 0.9
"""Share of a district's existing positions that must tell their ward before "nothing stands there" is said of one."""

_WEIGHTS = {"overdue": 3.0, "excluded": 4.0, "broken": 3.0, "unknown": 1.0, "connect": 2.0, "worn": 2.0, "empty": 4.0}
"""How much a share of each finding counts: rows that do not count and forms not sent spoil all other figures."""

_MEASURES = {
    "cameras": "sum(quantity) FILTER (NOT excluded)",
    "told": "sum(quantity) FILTER (NOT excluded AND operating_state IS NOT NULL)",
    "broken": "sum(quantity) FILTER (NOT excluded AND operating_state IN ('broken', 'stopped'))",
    "unknown": "sum(quantity) FILTER (NOT excluded AND operating_state IS NULL)",
    "reachable": "sum(quantity) FILTER (NOT excluded AND reach IS NOT NULL)",
    "connect": "sum(quantity) FILTER (NOT excluded AND reach = 'connect_now')",
    "aged": "sum(quantity) FILTER (NOT excluded AND grade_age IS NOT NULL)",
    "worn": "sum(quantity) FILTER (NOT excluded AND grade_age = 'fail')",
    "rows": "count(*)",
    "excluded": "count(*) FILTER (excluded)",
}
_EXISTING = (
    (
        "excluded",
        "rows",
        N_("{count} rows of Form 1 ({share}) have errors and are not counted; most come from {unit} ({most})."),
        Filter.of(problem_state="error"),
    ),
    (
        "broken",
        "told",
        N_("{count} cameras ({share} of those whose state is told) are broken or stopped; most are {unit}'s ({most})."),
        Filter.of(operating_state=("broken", "stopped")),
    ),
    (
        "unknown",
        "cameras",
        N_("Of {count} cameras ({share}) nobody tells whether they work; most are {unit}'s ({most})."),
        Filter.of(operating_state=None),
    ),
    (
        "connect",
        "reachable",
        N_(
            "{count} cameras ({share} of those whose connection is told) can be connected to the city's centre now, "
            "and are not; most are {unit}'s ({most})."
        ),
        Filter.of(reach="connect_now"),
    ),
    (
        "worn",
        "aged",
        N_("{count} cameras ({share} of those whose year is told) are past their age; most are {unit}'s ({most})."),
        Filter.of(grade_age="fail"),
    ),
)
"""What is affected, of which whole (both of _MEASURES), how it is said, and the filter of its rows."""

_WARDS = """
    WITH there AS (
        SELECT district, count(*) AS positions, count(ward) AS told,
               list(DISTINCT ward::VARCHAR) FILTER (ward IS NOT NULL) AS known FROM {there} GROUP BY district),
    asked AS (
        SELECT district, ward, sum(quantity) FILTER (NOT excluded AND priority = 'high') AS wanted,
               sum(quantity) FILTER (NOT excluded) AS every
        FROM {asked} GROUP BY ALL)
    SELECT district, list_sort(list(ward::VARCHAR)) AS wards, sum(wanted)::BIGINT AS wanted,
           (SELECT sum(every)::BIGINT FROM asked) AS total
    FROM asked JOIN there USING (district)
    WHERE ward IS NOT NULL AND wanted > 0 AND told >= {least} * positions AND NOT list_contains(known, ward::VARCHAR)
    GROUP BY district ORDER BY wanted DESC, district LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its sentence (msgid) with numbers, shares and places, and the rows that it speaks of.

    `table` and `where` open its rows; `by` counts them, empty for the rows themselves.
    """

    kind: str
    weight: float
    msgid: str
    numbers: tuple[tuple[str, int], ...]
    shares: tuple[tuple[str, float], ...]
    places: tuple[tuple[str, str], ...]
    table: str
    where: Filter
    by: str = ""

    def sentence(self, labels: Labels) -> str:
        """Say the finding in the reader's words."""
        words = labels.words
        said = {name: words.number(number) for name, number in self.numbers}
        said |= {name: words.percent(share, 0 if share >= 0.01 else 1) for name, share in self.shares}  # noqa: PLR2004
        said |= {name: labels.value(columns("form1")["unit"], code) for name, code in self.places}
        return words.t(self.msgid, **said)


@dataclass(frozen=True, slots=True)
class _Row:
    """The figures of one unit."""

    unit: str | None
    figures: dict[str, int]


def findings(snapshot: Snapshot, today: date, where: Filter = EVERYTHING) -> tuple[Finding, ...]:
    """Give the candidates in the order of their weight, the greatest first; the overview shows the first SHOWN."""
    found = [*_of_returns(snapshot, today, where), *_of_existing(snapshot, where), *_of_needs(snapshot, where)]
    return tuple(sorted(found, key=lambda finding: (-finding.weight, finding.kind)))


def _of_returns(snapshot: Snapshot, today: date, where: Filter) -> Iterator[Finding]:
    """Tell of the units that owe a form; a filter on anything but units says nothing of forms that are not there."""
    if where.without("unit").where:
        return
    frame = progress(snapshot, today, where)
    required = frame[frame["expected"] == "required"]
    overdue = required[(required["state"] == "missing") & (required["days_overdue"] > 0)]
    if overdue.empty:
        return
    yield Finding(
        "overdue",
        _WEIGHTS["overdue"] * len(overdue) / len(required),
        N_("{forms} required forms of {units} units have not come; the longest is {days} days overdue."),
        (
            ("forms", len(overdue)),
            ("units", int(overdue["unit"].nunique())),
            ("days", int(overdue["days_overdue"].max())),
        ),
        (),
        (),
        "progress",
        Filter.of(expected="required", state="missing").both(where),
    )


def _of_existing(snapshot: Snapshot, where: Filter) -> Iterator[Finding]:
    """Tell of the existing cameras: rows not counted, broken ones, unknown ones, what can be joined, what is worn."""
    rows = _by_unit(snapshot, where)
    for kind, of, msgid, those in _EXISTING:
        yield from _one(rows, where, (kind, of), msgid, those)


def _one(rows: Sequence[_Row], where: Filter, names: tuple[str, str], msgid: str, those: Filter) -> Iterator[Finding]:
    """Make the finding that `names[0]` of `names[1]` are affected, and which unit has most of them."""
    kind = names[0]
    count, whole = (sum(row.figures[name] for row in rows) for name in names)
    units = [row for row in rows if row.unit is not None]
    if not count or not units:
        return
    most = max(units, key=lambda row: row.figures[kind])
    if most.figures[kind]:
        yield Finding(
            kind,
            _WEIGHTS[kind] * count / whole,
            msgid,
            (("count", count), ("most", most.figures[kind])),
            (("share", count / whole),),
            (("unit", str(most.unit)),),
            "form1",
            where.only("form1").both(those),
            "unit",
        )


def _by_unit(snapshot: Snapshot, where: Filter) -> list[_Row]:
    source, params = narrowed("form1", where)
    sums = ", ".join(f"coalesce({sql}, 0)::BIGINT AS {name}" for name, sql in _MEASURES.items())
    found = snapshot.query(f"SELECT unit, {sums} FROM {source} GROUP BY unit ORDER BY unit", params).to_pylist()
    return [_Row(row["unit"], {name: int(row[name]) for name in _MEASURES}) for row in found]


def _of_needs(snapshot: Snapshot, where: Filter) -> Iterator[Finding]:
    """Tell where new cameras of high priority are asked for and none stands, in the district with most of them.

    What stands there is asked of all existing cameras of the place, whatever else the page is narrowed by.
    """
    wanted = where.only("form2").both(NEW_OR_UNTOLD)
    asked, of_asked = narrowed("form2", wanted)
    place = Filter(tuple(item for item in where.where if item[0] in {"district", "ward"}))
    there, of_there = narrowed("form1", place)
    sql = _WARDS.format(there=there, asked=asked, least=LEAST_WARDS_TOLD)
    rows = snapshot.query(sql, [*of_there, *of_asked]).to_pylist()
    if not rows:
        return
    district, wards, count, total = (rows[0][name] for name in ("district", "wards", "wanted", "total"))
    those: dict[str, Value | tuple[Value, ...]] = {"priority": "high", "district": district, "ward": tuple(wards)}
    yield Finding(
        "empty",
        _WEIGHTS["empty"] * count / total,
        N_("In {unit}, {wards} wards without a single camera ask for {count} new ones of high priority."),
        (("count", count), ("wards", len(wards))),
        (),
        (("unit", district),),
        "form2",
        wanted.both(Filter.of(**those)),
        "ward",
    )
