"""From records to a siting problem: what is asked for (demand), what could be bought (candidates), who covers whom.

Demand is each need that counts, at its place, weighted by the priority of its site times the cameras asked for; what an
existing camera meets already is covered from the start. A candidate is either "new", the cameras that a site's needs
ask for and nothing there can serve, or a remedy of one existing camera that would then serve needs around it.

A new site serves the needs that belong to it. It serves a neighbour's need too where that lies within the service
radius of the need's own area class, shares a purpose with it (or one of them tells none), and asks for no more cameras
than the site gets: one camera does not stand for twenty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_array, csr_array

from camdash.forms.vocabulary import vocabulary
from camdash.planning.coverage import coverage
from camdash.planning.inputs import Inputs
from camdash.planning.positions import metres
from camdash.planning.scenario import ACTIONS, Point, Scenario
from camdash.planning.standards import DEFAULT, Standards

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

WEIGHT_OF_ONE = 100
"""Weight of one camera asked for where the priority is the highest; weights are whole numbers, their sums exact."""

REMEDIES = ACTIONS[:-1]
NEW = ACTIONS[-1]


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Demand, candidates and who covers whom, for any budget.

    `demand` has key (of a need, or "point-n"), site, unit, district, quantity, weight, covered, x_m, y_m. `candidates`
    has site, action, camera (key of the camera put right), cameras, cost_vnd, district, x_m, y_m, mandatory, excluded.
    `covers` is candidates x demand.
    """

    demand: pd.DataFrame
    candidates: pd.DataFrame
    covers: csr_array


def build(inputs: Inputs, scenario: Scenario) -> Question:
    """Make the siting question of a scenario; its phases and floors do not matter here."""
    demand = _demand(inputs)
    buys = _what_to_buy(demand, scenario.actions)
    new, camera = _new_candidates(demand, buys, inputs, scenario), _remedy_candidates(demand, buys, inputs)
    candidates = pd.concat([new, camera], ignore_index=True) if len(camera) else new
    whole = pd.concat([demand, _points(scenario.points, inputs, len(demand))], ignore_index=True)
    covers = _covers(whole, new, camera, buys)
    return Question(whole, _marked(candidates, scenario), covers)


# ------------------------------------------------------------------------------------------------ demand


def _demand(inputs: Inputs) -> pd.DataFrame:
    """Take the needs that count, with what reuse says of each; one that a person found met is covered."""
    members = inputs.members
    counted = members[(members["form"] == "form2") & members["role"].isin(["need", "met_by_existing"])]
    told = counted[["key", "site", "role", "counted"]]
    frame = inputs.needs.merge(told, on="key", how="inner", sort=False) if len(told) else _none(inputs.needs, told)
    met = (frame["role"] == "met_by_existing").to_numpy(bool)
    asked = np.where(met, frame["quantity"].fillna(0), frame["counted"]).astype(np.int64)
    frame = frame.assign(quantity=asked, _met=met)[(asked > 0) & ~frame["excluded"].to_numpy(bool)]
    judged = inputs.reuse.set_index("key")[["outcome", "by", "cost_vnd"]].rename(columns={"cost_vnd": "remedy_vnd"})
    frame = frame.join(judged, on="key") if len(frame) else frame.assign(outcome="", by=None, remedy_vnd=0)
    place = pd.Series(np.arange(len(inputs.sites)), index=inputs.sites["site"].astype(object))
    row = place.reindex(frame["site"].astype(object)).to_numpy(np.int64)
    score = np.maximum(1, np.rint(inputs.scores[row] * WEIGHT_OF_ONE)).astype(np.int64)
    lost = ~inputs.sites["located"].to_numpy(bool)[row]
    frame = frame.assign(
        outcome=frame["outcome"].astype(object).mask(frame["_met"], "met"),
        weight=score * frame["quantity"].to_numpy(np.int64),
        purpose_bits=bits(frame["purposes"], "purposes"),
        radius_m=_radii(frame["area_class"], inputs.standards),
        site_row=row,
        x_m=np.where(lost, np.nan, frame["x_m"]),
        y_m=np.where(lost, np.nan, frame["y_m"]),
    )
    frame["covered"] = (frame["outcome"] == "met").to_numpy(bool)
    ordered: pd.DataFrame = frame.sort_values("key", ignore_index=True)
    return ordered


def _none(needs: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    """Give no rows with the columns of both; pandas cannot join Arrow's lists of nothing."""
    return pd.DataFrame({name: pd.Series([], dtype=object) for name in (*needs.columns, *told.columns[1:])})


def _points(points: Sequence[Point], inputs: Inputs, first: int) -> pd.DataFrame:
    """Give further places as demand: served already where a camera that works stands within the default radius."""
    names = ["key", "site", "quantity", "weight", "covered", "purpose_bits", "radius_m", "x_m", "y_m"]
    if not points:
        return pd.DataFrame({name: [] for name in names}).astype({"covered": bool})
    x, y = metres(np.array([p.lat for p in points]), np.array([p.lon for p in points]))
    at = np.column_stack([x, y])
    radius = inputs.standards.radius_m[DEFAULT]
    works = inputs.existing[(inputs.existing["grade_state"] == "pass") & inputs.existing["located"].astype(bool)]
    seen = coverage(works[["x_m", "y_m"]].to_numpy(float), at, radius).sum(axis=0) > 0
    return pd.DataFrame(
        {
            "key": [f"point-{n}" for n in range(len(points))],
            "site": None,
            "position_name": [p.name for p in points],
            "quantity": 1,
            "weight": [max(1, round(p.weight * WEIGHT_OF_ONE)) for p in points],
            "covered": seen,
            "purpose_bits": 0,
            "radius_m": radius,
            "x_m": x,
            "y_m": y,
        },
        index=range(first, first + len(points)),
    )


def bits(lists: pd.Series, name: str) -> Ints:
    """Write lists of codes as sets of bits, 0 where none is told."""
    place = {code: 1 << n for n, code in enumerate(vocabulary(name).codes)}
    known: dict[tuple[str, ...], int] = {}
    found = np.zeros(len(lists), dtype=np.int64)
    for row, codes in enumerate(lists.tolist()):
        if codes is None or codes is pd.NA:
            continue
        told = tuple(codes)
        if told not in known:
            known[told] = sum({place.get(code, 0) for code in told})
        found[row] = known[told]
    return found


def _radii(classes: pd.Series, standards: Standards) -> Floats:
    codes, kinds = pd.factorize(classes, use_na_sentinel=True)
    told = standards.radius_m
    radii = np.array([*(told.get(str(kind), told[DEFAULT]) for kind in kinds), told[DEFAULT]])
    return np.asarray(radii[codes], dtype=float)


# -------------------------------------------------------------------------------------------- candidates


def _what_to_buy(demand: pd.DataFrame, actions: Sequence[str]) -> npt.NDArray[np.object_]:
    """Say for each need what would be bought for it: the remedy found where it is wanted, else new, else nothing."""
    outcome = demand["outcome"].astype(object).to_numpy()
    remedied = np.isin(outcome, [a for a in REMEDIES if a in actions]) & demand["by"].notna().to_numpy(bool)
    rest = np.where(NEW in actions, NEW, "")
    return np.where(outcome == "met", "", np.where(remedied, outcome, rest))


def _new_candidates(
    demand: pd.DataFrame, buys: npt.NDArray[np.object_], inputs: Inputs, scenario: Scenario
) -> pd.DataFrame:
    """Make one candidate of each site for the needs there that only new cameras serve."""
    asked = demand[buys == NEW]
    cost = _new_costs(asked, inputs.standards, stated=scenario.stated_costs)
    summed = asked.assign(cost=cost).groupby("site_row", sort=True)[["quantity", "cost"]].sum()
    rows = summed.index.to_numpy(np.int64)
    sites = inputs.sites.iloc[rows]
    purposes = np.zeros(len(inputs.sites), dtype=np.int64)
    np.bitwise_or.at(purposes, demand["site_row"].to_numpy(np.int64), demand["purpose_bits"].to_numpy(np.int64))
    return pd.DataFrame(
        {
            "site": sites["site"].to_numpy(),
            "action": NEW,
            "camera": None,
            "cameras": summed["quantity"].to_numpy(np.int64),
            "cost_vnd": summed["cost"].to_numpy(np.int64),
            "district": sites["district"].to_numpy(),
            "x_m": sites["x_m"].to_numpy(float),
            "y_m": sites["y_m"].to_numpy(float),
            "site_row": rows,
            "purpose_bits": purposes[rows],
        }
    )


def _new_costs(asked: pd.DataFrame, standards: Standards, *, stated: bool) -> Ints:
    """Cost a need's new cameras: PTZ by its price, all others by that of a fixed one, or as its unit states it."""
    ptz = (asked["camera_type"] == "ptz").fillna(value=False).to_numpy(bool)
    price = np.where(ptz, standards.cost_new_ptz_vnd, standards.cost_new_fixed_vnd)
    cost: Ints = np.rint(price * asked["quantity"].to_numpy(float)).astype(np.int64)
    if not stated:
        return cost
    told = asked["cost_vnd"].fillna(0).to_numpy(np.int64)
    chosen: Ints = np.where(told > 0, told, cost).astype(np.int64)
    return chosen


def _remedy_candidates(demand: pd.DataFrame, buys: npt.NDArray[np.object_], inputs: Inputs) -> pd.DataFrame:
    """Make one candidate of each camera that is put right for needs: by the most that one of them asks of it."""
    asked = demand.assign(buys=buys)[np.isin(buys, REMEDIES)]
    if asked.empty:
        return pd.DataFrame()
    rank = {action: n for n, action in enumerate(REMEDIES)}
    asked = asked.assign(rank=asked["buys"].map(rank))
    most = asked.groupby("by", sort=True).agg(rank=("rank", "max"), cost=("remedy_vnd", "max"))
    camera = inputs.existing.set_index("key").reindex(most.index)
    site = inputs.members[inputs.members["form"] == "form1"].set_index("key")["site"].reindex(most.index)
    place = pd.Series(np.arange(len(inputs.sites)), index=inputs.sites["site"])
    return pd.DataFrame(
        {
            "site": site.to_numpy(),
            "action": [REMEDIES[n] for n in most["rank"].to_numpy(np.int64)],
            "camera": most.index.to_numpy(),
            "cameras": camera["quantity"].fillna(0).to_numpy(np.int64),
            "cost_vnd": most["cost"].fillna(0).to_numpy(np.int64),
            "district": camera["district"].to_numpy(),
            "x_m": camera["x_m"].to_numpy(float),
            "y_m": camera["y_m"].to_numpy(float),
            "site_row": place.reindex(site).to_numpy(np.int64),
            "purpose_bits": bits(camera["purposes"], "purposes"),
        }
    )


def _marked(candidates: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """Mark what must and what must not be bought; a site's word holds for all its candidates."""
    return candidates.assign(
        mandatory=candidates["site"].isin(scenario.mandatory).to_numpy(bool),
        excluded=candidates["site"].isin(scenario.excluded).to_numpy(bool),
    )


# ------------------------------------------------------------------------------------------------- covers


def _covers(demand: pd.DataFrame, new: pd.DataFrame, camera: pd.DataFrame, buys: npt.NDArray[np.object_]) -> csr_array:
    shape = (len(new) + len(camera), len(demand))
    pairs = [_own(demand, new), _around(demand, new)]
    if len(camera):
        pairs += [_remedied(demand, camera, buys, len(new)), _seen(demand, camera, len(buys), len(new))]
    rows = np.concatenate([one for one, _ in pairs])
    columns = np.concatenate([other for _, other in pairs])
    found = csr_array(coo_array((np.ones(len(rows)), (rows, columns)), shape=shape))
    found.sum_duplicates()
    found.data[:] = 1.0
    return found


def _own(demand: pd.DataFrame, new: pd.DataFrame) -> tuple[Ints, Ints]:
    """Give each need to the candidate of its own site."""
    place = pd.Series(np.arange(len(new)), index=new["site_row"].to_numpy())
    row = place.reindex(demand["site_row"].to_numpy() if "site_row" in demand else [])
    told = row.notna().to_numpy(bool)
    return row.to_numpy()[told].astype(np.int64), np.flatnonzero(told)


def _around(demand: pd.DataFrame, new: pd.DataFrame) -> tuple[Ints, Ints]:
    """Give neighbours' needs to sites that are near enough, of a shared purpose, and large enough."""
    near = np.flatnonzero(np.isfinite(demand["x_m"].to_numpy(float)))
    placed = np.flatnonzero(np.isfinite(new["x_m"].to_numpy(float)))
    at, there = new[["x_m", "y_m"]].to_numpy(float)[placed], demand[["x_m", "y_m"]].to_numpy(float)[near]
    found = coverage(at, there, demand["radius_m"].to_numpy(float)[near]).tocoo()
    site, need = placed[found.row], near[found.col]
    one, other = new["purpose_bits"].to_numpy(np.int64)[site], demand["purpose_bits"].to_numpy(np.int64)[need]
    shared = (one == 0) | (other == 0) | (one & other != 0)
    enough = new["cameras"].to_numpy(np.int64)[site] >= demand["quantity"].to_numpy(np.int64)[need]
    return site[shared & enough].astype(np.int64), need[shared & enough].astype(np.int64)


def _remedied(
    demand: pd.DataFrame, camera: pd.DataFrame, buys: npt.NDArray[np.object_], first: int
) -> tuple[Ints, Ints]:
    """Give each need that a remedy serves to the candidate of the camera found for it."""
    need = np.flatnonzero(np.isin(buys, REMEDIES))
    place: Mapping[str, int] = {key: n for n, key in enumerate(camera["camera"])}
    return first + np.array([place[key] for key in demand["by"].iloc[need]], dtype=np.int64), need


def _seen(demand: pd.DataFrame, camera: pd.DataFrame, needs: int, first: int) -> tuple[Ints, Ints]:
    """Give further places to the cameras put right that stand near enough."""
    points = demand.iloc[needs:]
    at, there = camera[["x_m", "y_m"]].to_numpy(float), points[["x_m", "y_m"]].to_numpy(float)
    placed = np.flatnonzero(np.isfinite(at[:, 0]))
    found = coverage(at[placed], there, points["radius_m"].to_numpy(float)).tocoo()
    return first + placed[found.row].astype(np.int64), needs + found.col.astype(np.int64)
