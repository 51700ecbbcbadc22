"""A scenario solved: order, reasons, what is served, the same to the byte."""

import dataclasses
from typing import Any

import orjson
import pytest

from camdash.analysis.labels import Labels
from camdash.analysis.snapshot import Snapshot
from camdash.planning.building import build
from camdash.planning.decided import NOTHING, Decided
from camdash.planning.layout import readable
from camdash.planning.plan import Plan, pack, unpack
from camdash.planning.prepare import inputs, settled, standards_of
from camdash.planning.scenario import DistrictFloor, Phase, Scenario
from camdash.planning.solving import Frontier, completed, firmness, frontier_of, solve_plan
from camdash.planning.spoken import reason
from camdash.store.plans import OverlapDecision, Override
from camdash.words import Words
from tests.planning.city import camera, city, need

NEEDS = [need(f"N{n}", n * 500, quantity=1 + n % 3, priority="high" if n % 2 else "low") for n in range(12)]
CAMERAS = [camera("N0", 2), camera("N3", 1_502) | {"operating_state": "broken"}, camera("fern", 90_00)]
MILLION = 1_000_000


def solved(snapshot: Snapshot, said: Decided = NOTHING, **asked: Any) -> Plan:
    """Solve a scenario over a picture, with layout and frontier."""
    scenario = Scenario(**{"phases": (Phase("a", 60 * MILLION), Phase("b", 60 * MILLION)), "iterations": 50, **asked})
    made = inputs(snapshot, said, scenario.where, standards_of(said, scenario))
    question = build(made, settled(scenario, said))
    return completed(made, question, solve_plan(made, question, scenario))


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Give the plan of the small city."""
    return solved(city([dict(n) for n in NEEDS], [dict(c) for c in CAMERAS]))


def test_budgets_of_phases_hold(plan: Plan) -> None:
    """The first phase within its own money, both within all of it."""
    cost = plan.purchases.groupby("phase")["cost_vnd"].sum()
    assert cost.get(0, 0) <= 60 * MILLION
    assert plan.purchases["cost_vnd"].sum() == plan.totals["cost_vnd"] <= 120 * MILLION
    assert plan.totals["left_vnd"] == 120 * MILLION - plan.totals["cost_vnd"]


def test_every_need_is_met_served_or_left(plan: Plan) -> None:
    """Their weights make the share, and the gains of the purchases what is newly served."""
    weight = plan.served.groupby("state")["weight"].sum()
    assert set(plan.served["state"]) <= {"met", "served", "left"}
    assert plan.purchases["gain"].sum() == weight.get("served", 0)
    assert plan.totals["share"] == pytest.approx((weight.get("served", 0) + weight.get("met", 0)) / weight.sum())
    assert plan.totals["share"] <= plan.totals["bound_share"] + 1e-9


def test_order_is_by_what_a_dong_serves(plan: Plan) -> None:
    """Within a phase each next purchase adds no more a đồng than the one before."""
    for _, rows in plan.purchases.groupby("phase"):
        worth = (rows["gain"] / rows["cost_vnd"].clip(lower=1)).tolist()
        assert worth == sorted(worth, reverse=True)
    assert plan.purchases["order"].tolist() == list(range(1, len(plan.purchases) + 1))


def test_each_row_has_a_reason_in_words(plan: Plan) -> None:
    """Also what is not bought, and money that is left."""
    from camdash.forms.registry import default_campaign  # noqa: PLC0415

    labels = Labels(Words("en"), default_campaign())
    for frame in (plan.purchases, plan.rejected, plan.layout):
        for code, params in zip(frame["reason"], frame["params"], strict=True):
            said = reason(str(code), str(params), labels)
            assert said.endswith(".")
            assert "{" not in said


def test_the_layout_accounts_for_every_camera(plan: Plan) -> None:
    """What stands is kept, put right or waits; new ones are those bought."""
    rows = plan.layout
    standing = rows[~rows["action"].isin(["new", "remove"])]["cameras"].sum()
    assert standing == sum(c["quantity"] for c in CAMERAS)
    assert (
        rows[rows["action"] == "new"]["cost_vnd"].sum()
        == plan.purchases[plan.purchases["action"] == "new"]["cost_vnd"].sum()
    )


def test_the_same_question_gives_the_same_bytes(plan: Plan) -> None:
    """Whatever order the records come in; and it can be read back."""
    again = solved(city([dict(n) for n in NEEDS], [dict(c) for c in CAMERAS]))
    assert pack(again) == pack(plan)
    assert pack(unpack(pack(plan))) == pack(plan)


def test_what_must_and_must_not_be_bought_is_obeyed(plan: Plan) -> None:
    """By the scenario, or laid down by a person, whose word stands above."""
    last = str(plan.rejected["site"].iloc[-1])
    first = str(plan.purchases["site"].iloc[0])
    overrides = tuple(Override(site, {"decision": d}, "", "", None) for site, d in ((last, "buy"), (first, "skip")))  # type: ignore[arg-type]
    again = solved(
        city([dict(n) for n in NEEDS], [dict(c) for c in CAMERAS]),
        Decided("1", overrides=overrides),
        mandatory=(first,),
    )
    assert last in set(again.purchases["site"])
    assert first not in set(again.purchases["site"])


def test_a_phase_laid_down_by_hand_stands_above_the_plan(plan: Plan) -> None:
    """And its note is told."""
    from camdash.forms.registry import default_campaign  # noqa: PLC0415

    site = str(plan.purchases["site"].iloc[0])
    override = Override(site, {"phase": 1}, "theo chỉ đạo", "", None)  # type: ignore[arg-type]
    rows = readable(plan, [override], Labels(Words("vi"), default_campaign()))
    mine = rows[(rows["site"] == site) & rows["phase_label"].notna()]
    assert set(mine["phase_label"]) == {"b"}
    assert set(mine["note"]) == {"theo chỉ đạo"}


def test_floors_that_cannot_be_met_are_said() -> None:
    """Nothing is bought, and the district is named."""
    found = solved(city([need("A", 0)], []), floors=(DistrictFloor("001", 5),))
    assert found.totals["status"] == "infeasible"
    assert found.purchases.empty
    assert orjson.loads(found.totals["why_params"])["district"] == "001"


def test_a_doubled_camera_is_taken_out_of_the_layout() -> None:
    """Two records that a person found to be the same count once."""
    snapshot = city([], [camera("A", 0), camera("A ", 1, quantity=2)])
    keys = inputs(snapshot, NOTHING, "", standards_of(NOTHING, Scenario())).existing["key"].tolist()
    decision = OverlapDecision("existing", *sorted(keys), "same")
    rows = solved(snapshot, Decided("1", decisions=(decision,))).layout
    assert rows.set_index("action")["cameras"].to_dict() == {"keep": 2, "remove": 1}


def test_the_frontier_rises_below_its_bound(plan: Plan) -> None:
    """From no money to all of it."""
    curve = Frontier.of(plan)
    assert curve.budgets_vnd == sorted(curve.budgets_vnd)
    assert curve.shares == sorted(curve.shares)
    assert all(s <= b + 1e-9 for s, b in zip(curve.shares, curve.bounds, strict=True))


def test_a_cancelled_frontier_gives_none() -> None:
    """Work that was told to end is no answer."""
    from camdash.planning.solving import CancelledError  # noqa: PLC0415

    snapshot = city([need("A", 0)], [])
    made = inputs(snapshot, NOTHING, "", standards_of(NOTHING, Scenario()))
    with pytest.raises(CancelledError):
        frontier_of(build(made, Scenario()), Scenario(), lambda _: False)


def test_firm_sites_are_chosen_whatever_the_weights() -> None:
    """With money for all, every site is in every drawing."""
    snapshot = city([need(f"N{n}", n * 500) for n in range(4)], [])
    scenario = Scenario()
    made = inputs(snapshot, NOTHING, "", standards_of(NOTHING, scenario))
    found = firmness(made, build(made, scenario), scenario, lambda _: True, 5)
    assert found.frame["share"].tolist() == [1.0] * 4
    poor = dataclasses.replace(scenario, phases=(Phase("a", 0),))
    assert firmness(made, build(made, poor), poor, lambda _: True, 5).frame.empty


@pytest.mark.parametrize("cameras", [[], [camera("A", 0)]])
def test_nothing_asked_for_is_a_plan_of_nothing(cameras: list[dict[str, Any]]) -> None:
    """No needs: nothing is bought, what stands is laid out."""
    plan = solved(city([], [dict(c) for c in cameras]))
    assert plan.purchases.empty
    assert plan.rejected.empty
    assert len(plan.layout) == len(cameras)
    assert pack(unpack(pack(plan))) == pack(plan)
