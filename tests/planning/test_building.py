"""From records to a siting problem: who can be bought, and whom it serves."""

from typing import Any

import numpy as np
import pytest

from camdash.analysis.snapshot import Snapshot
from camdash.planning.building import Question, bits, build
from camdash.planning.decided import NOTHING
from camdash.planning.prepare import inputs, standards_of
from camdash.planning.scenario import Point, Scenario
from tests.planning.city import camera, city, need


def question(snapshot: Snapshot, **asked: Any) -> Question:
    """Build the question of a scenario over a picture."""
    scenario = Scenario(**asked)
    return build(inputs(snapshot, NOTHING, scenario.where, standards_of(NOTHING, scenario)), scenario)


def served(found: Question) -> dict[tuple[str, str], set[str]]:
    """Tell which candidate (action, camera asked for) serves which needs, by their places in the frame."""
    matrix = found.covers.toarray().astype(bool)
    names = found.demand["position_name"].astype(str).to_numpy()
    return {
        (str(action), str(site)): set(names[row])
        for action, site, row in zip(found.candidates["action"], found.candidates["cameras"], matrix, strict=True)
    }


def test_a_new_site_serves_its_own_and_a_near_neighbour() -> None:
    """Within the radius, of a shared purpose, and no larger than the site itself."""
    found = question(city([need("A", 0, quantity=2), need("B", 40)], []))
    assert served(found) == {("new", "2"): {"A", "B"}, ("new", "1"): {"B"}}


def test_another_purpose_is_not_served() -> None:
    """Traffic does not stand for defence of order."""
    found = question(city([need("A", 0), need("B", 40, purposes=["environment"], quantity=2)], []))
    assert served(found) == {("new", "1"): {"A"}, ("new", "2"): {"B"}}


def test_what_a_camera_meets_is_covered_and_nothing_is_bought_for_it() -> None:
    """A working, connected camera of the same purpose at the place."""
    found = question(city([need("A", 0)], [camera("A", 2)]))
    assert list(found.demand["covered"]) == [True]
    assert found.candidates.empty


def test_a_camera_to_put_right_is_a_cheap_candidate() -> None:
    """A broken one is repaired for the need; where only new ones are wanted it is not offered."""
    snapshot = city([need("A", 0)], [camera("A", 2) | {"operating_state": "broken", "install_year": 2023}])
    assert list(question(snapshot).candidates["action"]) in (["repair"], ["replace"])
    assert list(question(snapshot, actions=("new",)).candidates["action"]) == ["new"]
    assert question(snapshot, actions=("connect",)).candidates.empty


def test_costs_are_unit_costs_or_those_stated() -> None:
    """PTZ have their own price."""
    snapshot = city([need("A", 0, camera_type="ptz", quantity=3, cost_vnd=7)], [])
    standards = standards_of(NOTHING, Scenario())
    assert list(question(snapshot).candidates["cost_vnd"]) == [3 * standards.cost_new_ptz_vnd]
    assert list(question(snapshot, stated_costs=True).candidates["cost_vnd"]) == [7]


def test_further_places_are_demand_too() -> None:
    """Covered where a camera that works stands near, else by a site that is near."""
    points = (Point(21.03, 105.85, 2.0, "Bờ Hồ"), Point(21.05, 105.85))
    found = question(city([need("A", 10)], [camera("C", 2_210)]), points=points)
    assert list(found.demand["key"].iloc[1:]) == ["point-0", "point-1"]
    assert list(found.demand["covered"].iloc[1:]) == [False, True]
    assert found.covers.toarray()[:, 1].tolist() == [1.0]


def test_a_site_without_coordinates_serves_only_its_own() -> None:
    """Nothing is near what stands nowhere."""
    lost = {"lat": None, "lon": None}
    found = question(city([need("A", 0) | lost, need("B", 0)], []))
    assert found.covers.sum() == 2


def test_marks_of_sites_reach_their_candidates() -> None:
    """Mandatory and excluded are told by the site's key."""
    snapshot = city([need("A", 0), need("B", 500)], [])
    sites = question(snapshot).candidates["site"].tolist()
    found = question(snapshot, mandatory=(sites[0],), excluded=(sites[1],))
    assert (found.candidates["mandatory"].tolist(), found.candidates["excluded"].tolist()) == (
        [True, False],
        [False, True],
    )


@pytest.mark.parametrize(
    ("one", "other", "shared"), [(["traffic"], ["traffic", "defence"], True), ([], ["other"], False)]
)
def test_sets_of_codes_are_bits(one: list[str], other: list[str], *, shared: bool) -> None:
    """Two sets share a bit where they share a code."""
    import pandas as pd  # noqa: PLC0415

    found = bits(pd.Series([one, other, None]), "purposes")
    assert bool(found[0] & found[1]) is shared
    assert found[2] == 0
    assert found.dtype == np.int64
