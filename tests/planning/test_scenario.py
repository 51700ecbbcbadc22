"""A planning question as a value."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.planning.scenario import ACTIONS, DistrictFloor, Phase, Point, Scenario, ScenarioError

WRITTEN = """
name = "Sửa trước"
actions = ["connect", "repair"]
mandatory = ["s1"]
[[phases]]
label = "2024-2025"
budget_vnd = 1_000
[[phases]]
label = "2025-2030"
budget_vnd = 3_000
[[floors]]
district = "*"
min_share = 0.2
[[points]]
lat = 21.03
lon = 105.85
weight = 4
[standards]
site_diameter_m = 25
"""

SCENARIOS = st.builds(
    Scenario,
    phases=st.lists(st.builds(Phase, st.text(max_size=5), st.integers(0, 10**12)), min_size=1, max_size=3).map(tuple),
    actions=st.lists(st.sampled_from(ACTIONS), unique=True).map(tuple),
    stated_costs=st.booleans(),
    mandatory=st.lists(st.sampled_from("ab"), unique=True).map(tuple),
    excluded=st.lists(st.sampled_from("cd"), unique=True).map(tuple),
    floors=st.lists(st.builds(DistrictFloor, st.just("001"), st.integers(0, 3), st.floats(0, 1))).map(tuple),
    points=st.lists(st.builds(Point, st.floats(20, 21), st.floats(105, 106), st.floats(0, 9))).map(tuple),
)


def test_toml_says_all_of_it() -> None:
    """Names are those of JSON; a scenario's own name is not part of the question."""
    made = Scenario.from_toml(WRITTEN)
    assert made.budgets_vnd == (1_000, 4_000)
    assert made.floors == (DistrictFloor("*", 0, 0.2),)
    assert made.points == (Point(21.03, 105.85, 4.0),)
    assert made.standards == (("site_diameter_m", 25),)
    assert made.actions == ("connect", "repair")


@given(SCENARIOS)
def test_json_gives_it_back(scenario: Scenario) -> None:
    """Whatever is told in it."""
    assert Scenario.from_json(scenario.to_json()) == scenario


@given(SCENARIOS, st.integers(0, 10**13))
def test_another_budget_is_shared_to_the_dong(scenario: Scenario, total: int) -> None:
    """Nothing is lost by rounding, nothing else changes."""
    changed = scenario.with_budget(total)
    assert changed.budget_vnd == total
    assert dataclasses.replace(changed, phases=scenario.phases) == scenario


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("phases = []", "at least one phase"),
        ("phases = 3", "“phases” must be a list"),
        ("x = 1", "no “x”"),
        ("= 1", "not valid TOML"),
        ("[[phases]]\nlabel = 'a'\nbudget_vnd = -1", "budget of “a”"),
        ("[[phases]]\nlabel = 'a'\nbudget_vnd = 'viele'", "cannot be read"),
        ("[[phases]]\nlabel = 'a'\nmoney = 1", "cannot be read"),
        ("phases = [1]", "must be a table"),
        ("actions = ['buy']", "no action “buy”"),
        ("floors = [{district = '001', min_share = 2}]", "out of range"),
        ("mandatory = ['a']\nexcluded = ['a']", "both mandatory and excluded"),
        ("iterations = -1", "from 0 on"),
    ],
)
def test_what_cannot_be_meant_is_refused(text: str, said: str) -> None:
    """With a sentence that names it."""
    with pytest.raises(ScenarioError, match=said):
        Scenario.from_toml(text)
