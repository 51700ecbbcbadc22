"""Saving a solved scenario with the data it rests on, and reading it back."""

from typing import Any

from camdash.analysis.snapshot import Snapshot
from camdash.planning.decided import Decided
from camdash.planning.outdated import thresholds_mark
from camdash.planning.plan import Plan, digest, pack, unpack
from camdash.store.plans import Plans, ScenarioInfo


def save(plans: Plans, name: str, plan: Plan, snapshot: Snapshot, said: Decided) -> ScenarioInfo:
    """Save a plan under a name: what was asked, what was found, and over which data; StoreError: no good name."""
    with_forms = snapshot.query("SELECT id FROM versions WHERE state = 'current' AND form IN ('form1', 'form2')")
    packed = pack(plan)
    told: dict[str, Any] = {
        "inputs": plan.scenario.to_json(),
        "revision": snapshot.revision,
        "versions": sorted(with_forms["id"].to_pylist()),
        "decided": said.mark,
        "summary": {**plan.totals, "thresholds": thresholds_mark(snapshot.thresholds)},
        "digest": digest(packed),
    }
    return plans.save_scenario(name, told, packed)


def load(plans: Plans, scenario: ScenarioInfo) -> Plan:
    """Read the plan of a saved scenario."""
    return unpack(plans.result(scenario.id))
