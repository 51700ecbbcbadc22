"""From the picture and what was decided to what a scenario is solved over."""

import dataclasses

from camdash.analysis.filters import Filter
from camdash.analysis.snapshot import Snapshot
from camdash.planning.decided import Decided
from camdash.planning.inputs import Inputs
from camdash.planning.positions import positions
from camdash.planning.priority import criteria
from camdash.planning.reuse import reuse
from camdash.planning.scenario import Scenario
from camdash.planning.sites import sites
from camdash.planning.standards import Standards, default


def standards_of(decided: Decided, scenario: Scenario) -> Standards:
    """Give the standards that hold: the defaults, what the campaign changed, what the scenario changes besides."""
    return default().changed({**dict(decided.standards), **dict(scenario.standards)})


def inputs(snapshot: Snapshot, decided: Decided, where: str, standards: Standards) -> Inputs:
    """Gather records into sites, ask what can be reused, and weigh; `where` is a filter's query."""
    narrowed = Filter.from_query(where, snapshot.campaign)
    needs, existing = positions(snapshot, "form2", narrowed), positions(snapshot, "form1", narrowed)
    places, members = sites(needs, existing, standards, decided.decisions)
    reused = reuse(needs, existing, standards, snapshot.thresholds, decided.decisions)
    return Inputs(needs, existing, places, members, reused, criteria(places, standards), standards)


def settled(scenario: Scenario, decided: Decided) -> Scenario:
    """Add what was laid down for sites: a person's word stands above the scenario's own."""
    buy, skip = set(decided.mandatory), set(decided.excluded)
    return dataclasses.replace(
        scenario,
        mandatory=tuple(sorted((set(scenario.mandatory) - skip) | buy)),
        excluded=tuple(sorted((set(scenario.excluded) - buy) | skip)),
    )
