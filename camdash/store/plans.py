"""What people decided about the city's common positions: overlaps, standards, scenarios, the proposal, overrides.

Nothing is overwritten: what a later word replaces ends and stays, with who said it when.
"""

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, Table, func, insert, select, update

from camdash.store import campaigns
from camdash.store import planning_schema as schema
from camdash.store.engine import reading, writing
from camdash.store.model import StoreError
from camdash.store.names import plain

Question = Literal["existing", "need", "needs"]
"""Existing beside existing, need beside existing, need beside need."""

Verdict = Literal["same", "different", "merge", "keep_both"]
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class OverlapDecision:
    """What a person said of two records, named by their keys in the order of text."""

    question: Question
    one: str
    other: str
    verdict: Verdict
    note: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StandardsChange:
    """What holds instead of the default planning standards, who said so and when."""

    values: Mapping[str, Any]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ScenarioInfo:
    """A saved scenario without its result: inputs, and of which data it was solved."""

    id: int
    name: str
    inputs: Mapping[str, Any]
    revision: int
    versions: tuple[int, ...]
    decided: str
    summary: Mapping[str, Any]
    digest: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Override:
    """What a person laid down for a site of the layout, whatever a scenario says."""

    site: str
    values: Mapping[str, Any]
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Plans:
    """One campaign's planning, and who speaks."""

    engine: Engine
    campaign: str
    by: str = ""

    def mark(self) -> str:
        """Give a text that changes with every decision, standard or override; scenarios do not change it."""
        with reading(self.engine) as connection:
            return "-".join(str(self._state(connection, table)) for table in _MARKED)

    def _state(self, connection: Connection, table: Table) -> int:
        ended = [func.count(table.c.ended_at)] if "ended_at" in table.c else []
        found = connection.execute(
            select(func.coalesce(func.max(table.c.id), 0), *ended).where(table.c.campaign == self.campaign)
        ).one()
        return sum(found)

    # ------------------------------------------------------------------------------------------- overlaps

    def decisions(self) -> list[OverlapDecision]:
        """List the verdicts that hold, oldest first."""
        rows = self._holding(schema.overlap_decisions, OverlapDecision)
        return [OverlapDecision(**row) for row in rows]

    def decision_log(self) -> list[OverlapDecision]:
        """List every verdict ever given, the newest first, those replaced or taken back included."""
        table = schema.overlap_decisions
        with reading(self.engine) as connection:
            wanted = select(*_columns(table, OverlapDecision)).where(table.c.campaign == self.campaign)
            rows = connection.execute(wanted.order_by(table.c.id.desc())).mappings()
            return [OverlapDecision(**row) for row in rows]

    def decide(self, decisions: Iterable[OverlapDecision]) -> None:
        """Give verdicts, all or none; each replaces what was said of the same pair and question.

        `by` and `at` of what is given do not count. StoreError: no such campaign, question or verdict.
        """
        given = {(d.question, *sorted((d.one, d.other))): d for d in decisions}
        for decision in given.values():
            if decision.question not in _QUESTIONS or decision.verdict not in _VERDICTS:
                message = f"no verdict {decision.question}/{decision.verdict}"
                raise StoreError(message)
        rows = [
            {"question": q, "one": one, "other": other, "verdict": d.verdict, "note": plain(d.note)}
            for (q, one, other), d in given.items()
        ]
        with writing(self.engine) as connection:
            self._open(connection)
            self._end_pairs(connection, given)
            self._insert(connection, schema.overlap_decisions, rows)

    def undecide(self, pairs: Collection[tuple[Question, str, str]]) -> None:
        """Take verdicts back."""
        with writing(self.engine) as connection:
            self._open(connection)
            self._end_pairs(connection, {(q, *sorted((one, other))) for q, one, other in pairs})

    def _end_pairs(self, connection: Connection, pairs: Collection[tuple[str, ...]]) -> None:
        table = schema.overlap_decisions
        wanted = set(pairs)
        standing = select(table.c.id, table.c.question, table.c.one, table.c.other)
        found = connection.execute(standing.where(*self._of(table)))
        ended = [row.id for row in found if (row.question, row.one, row.other) in wanted]
        for start in range(0, len(ended), _AT_ONCE):
            self._end(connection, table, table.c.id.in_(ended[start : start + _AT_ONCE]))

    # ------------------------------------------------------------------------------------------ standards

    def standards(self) -> dict[str, Any]:
        """Give what holds instead of the default planning standards."""
        changes = self.standards_changes()
        return dict(changes[0].values) if changes else {}

    def standards_changes(self) -> list[StandardsChange]:
        """List every change of the standards, the newest first."""
        table = schema.planning_standards
        with reading(self.engine) as connection:
            wanted = select(table.c["values"], table.c.by, table.c.at).where(table.c.campaign == self.campaign)
            rows = connection.execute(wanted.order_by(table.c.id.desc())).mappings()
            return [StandardsChange(dict(row["values"]), row["by"], row["at"]) for row in rows]

    def set_standards(self, values: Mapping[str, Any]) -> None:
        """Let these hold instead of the defaults, all others being the defaults; StoreError: no such campaign."""
        with writing(self.engine) as connection:
            self._open(connection)
            self._insert(connection, schema.planning_standards, [{"values": dict(values)}])

    # ------------------------------------------------------------------------------------------ scenarios

    def scenarios(self) -> list[ScenarioInfo]:
        """List the scenarios that hold, by name."""
        rows = self._holding(schema.scenarios, ScenarioInfo)
        found = [ScenarioInfo(**{**row, "versions": tuple(row["versions"])}) for row in rows]
        return sorted(found, key=lambda each: (each.name.casefold(), each.id))

    def save_scenario(self, name: str, scenario: Mapping[str, Any], result: bytes) -> ScenarioInfo:
        """Save a solved scenario under a name, instead of the one that had it.

        `scenario` has inputs, revision, versions, decided, summary and digest. The proposal follows the name.
        StoreError: no such campaign, no name or too long a one.
        """
        name = " ".join(plain(name).split())
        if not 0 < len(name) <= LONGEST_NAME:
            message = f"a scenario's name has 1 to {LONGEST_NAME} characters"
            raise StoreError(message)
        table = schema.scenarios
        with writing(self.engine) as connection:
            self._open(connection)
            before = set(connection.scalars(select(table.c.id).where(*self._of(table), table.c.name == name)))
            proposed = self._proposal(connection)
            self._end(connection, table, table.c.name == name)
            row = {"name": name, "result": result, **scenario, "versions": list(scenario["versions"])}
            self._insert(connection, table, [row])
            new = connection.scalar(select(func.max(table.c.id)).where(table.c.campaign == self.campaign))
            if proposed in before:
                self._propose(connection, new)
            saved = connection.execute(select(*_columns(table, ScenarioInfo)).where(table.c.id == new)).mappings().one()
        return ScenarioInfo(**{**saved, "versions": tuple(saved["versions"])})

    def result(self, scenario_id: int) -> bytes:
        """Give the result kept with a scenario; StoreError: there is none."""
        table = schema.scenarios
        with reading(self.engine) as connection:
            wanted = select(table.c.result).where(table.c.id == scenario_id, table.c.campaign == self.campaign)
            found: bytes | None = connection.scalar(wanted)
        if found is None:
            message = f"no scenario {scenario_id}"
            raise StoreError(message)
        return found

    def delete_scenario(self, scenario_id: int) -> None:
        """End a scenario, and the proposal with it where it is one."""
        with writing(self.engine) as connection:
            self._open(connection)
            self._end(connection, schema.scenarios, schema.scenarios.c.id == scenario_id)
            self._end(connection, schema.proposals, schema.proposals.c.scenario == scenario_id)

    def proposal(self) -> int | None:
        """Name the scenario that is the proposal."""
        with reading(self.engine) as connection:
            return self._proposal(connection)

    def propose(self, scenario_id: int) -> None:
        """Make a scenario the proposal, instead of the one before; StoreError: it does not hold."""
        if scenario_id not in {each.id for each in self.scenarios()}:
            message = f"no scenario {scenario_id}"
            raise StoreError(message)
        with writing(self.engine) as connection:
            self._open(connection)
            self._propose(connection, scenario_id)

    def _proposal(self, connection: Connection) -> int | None:
        table = schema.proposals
        found = select(table.c.scenario).where(*self._of(table)).order_by(table.c.id.desc()).limit(1)
        scenario: int | None = connection.scalar(found)
        return scenario

    def _propose(self, connection: Connection, scenario_id: int | None) -> None:
        self._end(connection, schema.proposals, schema.proposals.c.id > 0)
        self._insert(connection, schema.proposals, [{"scenario": scenario_id}])

    # ------------------------------------------------------------------------------------------ overrides

    def overrides(self) -> list[Override]:
        """List what was laid down for sites, oldest first."""
        return [Override(**row) for row in self._holding(schema.layout_overrides, Override)]

    def override(self, site: str, values: Mapping[str, Any], note: str = "") -> None:
        """Lay down values for a site instead of what was laid down before; no values take it back."""
        table = schema.layout_overrides
        with writing(self.engine) as connection:
            self._open(connection)
            self._end(connection, table, table.c.site == site)
            if values:
                self._insert(connection, table, [{"site": site, "values": dict(values), "note": plain(note)}])

    # --------------------------------------------------------------------------------------------- common

    def _open(self, connection: Connection) -> None:
        campaigns.lock(connection, self.campaign)
        campaigns.revision(connection, self.campaign)  # raises where there is no such campaign

    def _of(self, table: Table) -> tuple[ColumnElement[bool], ...]:
        return table.c.campaign == self.campaign, table.c.ended_at.is_(None)

    def _holding(self, table: Table, kind: type[Any]) -> list[dict[str, Any]]:
        with reading(self.engine) as connection:
            wanted = select(*_columns(table, kind)).where(*self._of(table)).order_by(table.c.id)
            return [dict(row) for row in connection.execute(wanted).mappings()]

    def _insert(self, connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
        said = {"campaign": self.campaign, "by": self.by, "at": datetime.now(UTC)}
        if rows:
            connection.execute(insert(table), [{**row, **said} for row in rows])

    def _end(self, connection: Connection, table: Table, which: ColumnElement[bool]) -> None:
        ended = {"ended_by": self.by, "ended_at": datetime.now(UTC)}
        connection.execute(update(table).where(*self._of(table), which).values(ended))


_QUESTIONS = frozenset({"existing", "need", "needs"})
_VERDICTS = frozenset({"same", "different", "merge", "keep_both"})
_MARKED = (schema.overlap_decisions, schema.planning_standards, schema.layout_overrides)
_AT_ONCE = 500


def _columns(table: Table, kind: type[Any]) -> list[Any]:
    return [table.c[field.name] for field in dataclasses.fields(kind)]
