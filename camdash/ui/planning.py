"""What the pages of planning read, cached: what was decided, sites, the question of a scenario, its plan.

All are worked out once for each revision and each change of what was decided; frames are shared by all viewers and must
not be changed.
"""

import dataclasses

import streamlit as st

from camdash.planning import prepare
from camdash.planning.building import Question, build
from camdash.planning.decided import Decided, decided
from camdash.planning.inputs import Inputs
from camdash.planning.plan import Plan
from camdash.planning.scenario import Phase, Scenario
from camdash.planning.solving import Tell, solve_plan
from camdash.planning.standards import Standards
from camdash.store.plans import Plans
from camdash.ui import loaders
from camdash.ui.view import View

_FEW, _SOME = 3, 6


def plans(view: View) -> Plans:
    """Give what was decided about the campaign's positions, and the means to decide."""
    return view.store.plans(view.campaign.code)


def decided_now(view: View) -> Decided:
    """Give what holds now; read anew only where something changed."""
    return _decided(loaders.key_of(view.snapshot)[:2], plans(view).mark(), view)


@st.cache_resource(max_entries=_FEW, show_spinner=False)
def _decided(key: tuple[str, str], mark: str, _view: View) -> Decided:  # noqa: ARG001 - they name the moment
    return decided(plans(_view))


def standards(view: View) -> Standards:
    """Give the standards that hold for the campaign."""
    said = decided_now(view)
    return _standards(loaders.key_of(view.snapshot)[:2], said.mark, said)


@st.cache_resource(max_entries=_FEW, show_spinner=False)
def _standards(key: tuple[str, str], mark: str, _said: Decided) -> Standards:  # noqa: ARG001 - they name the moment
    return prepare.standards_of(_said, Scenario())


def inputs(view: View, said: Decided, scenario: Scenario) -> Inputs:
    """Give sites, what can be reused and priorities, for a scenario's part of the city and standards."""
    standards = prepare.standards_of(said, scenario)
    return _inputs(loaders.key_of(view.snapshot), said.mark, scenario.where, repr(standards), view, said, scenario)


@st.cache_resource(max_entries=_FEW, show_spinner=False)
def _inputs(
    key: loaders.Key,  # noqa: ARG001
    mark: str,  # noqa: ARG001
    where: str,
    standards: str,  # noqa: ARG001
    _view: View,
    _said: Decided,
    _scenario: Scenario,
) -> Inputs:
    return prepare.inputs(_view.snapshot, _said, where, prepare.standards_of(_said, _scenario))


def question(view: View, said: Decided, scenario: Scenario) -> Question:
    """Give demand, candidates and who covers whom, whatever may be spent."""
    asked = dataclasses.replace(prepare.settled(scenario, said), phases=(Phase("", 0),), floors=())
    return _question(loaders.key_of(view.snapshot), said.mark, repr(asked), view, said, asked)


@st.cache_resource(max_entries=_SOME, show_spinner=False)
def _question(
    key: loaders.Key,  # noqa: ARG001
    mark: str,  # noqa: ARG001
    asked: str,  # noqa: ARG001
    _view: View,
    _said: Decided,
    _scenario: Scenario,
) -> Question:
    return build(inputs(_view, _said, _scenario), _scenario)


def plan(view: View, said: Decided, scenario: Scenario, tell: Tell | None = None) -> Plan:
    """Solve a scenario over what holds now; the job that asks keeps the plan."""
    made = inputs(view, said, scenario)
    return solve_plan(made, question(view, said, scenario), scenario, tell)
