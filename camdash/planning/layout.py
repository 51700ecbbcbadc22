"""The common, overall camera positions: for every site what stands there, what is done, when, with what, and why.

One row a site and action. Existing cameras that nothing is bought for are kept, or wait for the remedy that their own
state asks for (camdash.analysis.deciding) outside the budget; one that was found to be reported twice is removed from
the count. What people laid down for a site stands above what a plan says (`overridden`).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from camdash.analysis.columns import columns
from camdash.analysis.labels import Labels
from camdash.planning.codes import LIST
from camdash.planning.inputs import Inputs
from camdash.planning.plan import Plan
from camdash.planning.spoken import reason
from camdash.store.plans import Override

DONE = ("keep", "connect", "repair", "upgrade", "replace", "new", "remove")
"""What is done at a site, in the order in which it is shown."""

WAITING = ("connect", "repair", "upgrade", "replace")
"""Remedies that stand in the layout without a phase where the plan does not pay for them."""

COLUMNS = (
    "site", "name", "district", "ward", "lat", "lon", "located", "sensitive", "action", "cameras", "units", "owners",
    "phase", "order", "cost_vnd", "funding", "priority", "area_class", "purposes", "functions", "gain", "reason",
    "params", "keys",
)  # fmt: skip

_OF_SITE = (
    "site", "name", "district", "ward", "lat", "lon", "located", "sensitive", "units", "owners", "priority",
    "area_class", "purposes", "functions",
)  # fmt: skip


def layout(inputs: Inputs, purchases: pd.DataFrame) -> pd.DataFrame:
    """Lay the city out: columns COLUMNS; `purchases` as those of camdash.planning.plan.

    Rows come by phase, order of purchase and site; what has no phase last. `cameras` of all rows but "new" and "remove"
    sum up to the existing cameras that count.
    """
    standing = _standing(inputs.members, inputs.existing, purchases)
    rows = pd.concat([standing, _bought(inputs.members, inputs.needs, purchases)], ignore_index=True)
    told = rows.merge(inputs.sites[list(_OF_SITE)], on="site", how="left", sort=False)
    place = {action: n for n, action in enumerate(DONE)}
    told = told.assign(_at=told["action"].map(place))
    told = told.sort_values(["phase", "order", "site", "_at"], na_position="last", kind="stable", ignore_index=True)
    lists = {name: pd.Series(told[name].map(_list).tolist(), dtype=LIST) for name in ("funding", "keys")}
    return told.assign(**lists)[list(COLUMNS)]


def _standing(members: pd.DataFrame, existing: pd.DataFrame, purchases: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of what stands: cameras put right by the plan, kept, waiting, or counted twice."""
    of_form = members[members["form"] == "form1"][["key", "site", "role"]]
    frame = of_form.merge(existing, on="key", how="inner", sort=False)
    frame = frame[~frame["excluded"].astype(bool)]
    paid = purchases[purchases["camera"].notna()].drop_duplicates("camera").set_index("camera")
    bought = frame["key"].isin(paid.index).to_numpy(bool)
    doubled = (frame["role"] == "doubled").to_numpy(bool)
    remedy = frame["remedy"].astype(object).where(frame["remedy"].isin(WAITING), "keep").to_numpy()
    told = paid.reindex(frame["key"])
    action = np.where(doubled, "remove", np.where(bought, told["action"].astype(object).to_numpy(), remedy))
    frame = frame.assign(
        action=action,
        phase=told["phase"].to_numpy(),
        order=told["order"].to_numpy(),
        paid=told["cost_vnd"].to_numpy(),
        gain=told["gain"].to_numpy(),
        reason=np.where(bought & ~doubled, told["reason"].astype(object).to_numpy(), _reasons(action)),
        params=np.where(bought & ~doubled, told["params"].astype(object).to_numpy(), "{}"),
    )
    by = ["site", "action", "phase", "order", "reason", "params"]
    summed = frame.groupby(by, sort=False, dropna=False).agg(
        cameras=("quantity", "sum"), cost_vnd=("paid", "sum"), gain=("gain", "sum"), keys=("key", list)
    )
    funding = frame.groupby(by, sort=False, dropna=False)["funding"].agg(_joined)
    return summed.assign(funding=funding).reset_index()


def _reasons(action: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Say why something not bought stands as it does."""
    return np.where(action == "remove", "doubled", np.where(action == "keep", "stands", "waits"))


def _bought(members: pd.DataFrame, needs: pd.DataFrame, purchases: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of new cameras, with the keys and funding of the needs that they are bought for."""
    new = purchases[purchases["action"] == "new"]
    of_need = members[(members["form"] == "form2") & members["site"].isin(new["site"])][["key", "site"]]
    told = of_need.merge(needs[["key", "funding"]], on="key", how="left", sort=False).groupby("site", sort=False)
    keys, funding = told["key"].agg(list), told["funding"].agg(_joined)
    kept = new[["site", "action", "phase", "order", "reason", "params", "cameras", "cost_vnd", "gain"]]
    return kept.assign(keys=keys.reindex(new["site"]).to_numpy(), funding=funding.reindex(new["site"]).to_numpy())


def _list(codes: object) -> list[str]:
    return codes if isinstance(codes, list) else []


def _joined(lists: pd.Series) -> list[str]:
    found = {code for codes in lists.tolist() if codes is not None and codes is not pd.NA for code in codes}
    return sorted(found)


def overridden(rows: pd.DataFrame, overrides: Sequence[Override]) -> pd.DataFrame:
    """Put the phase that people laid down above the layout's, where something is bought; tell their notes.

    Adds `overridden` and `note`. That a site must or must not be bought is for the next solving to follow.
    """
    said: Mapping[str, Override] = {each.site: each for each in overrides}
    own = [said.get(str(site)) for site in rows["site"]]
    bought = rows["phase"].notna().to_numpy(bool)
    phase = [
        each.values["phase"] if each is not None and paid and "phase" in each.values else planned
        for each, paid, planned in zip(own, bought, rows["phase"].tolist(), strict=True)
    ]
    return rows.assign(
        phase=pd.array([pd.NA if pd.isna(n) else int(n) for n in phase], dtype="Int64"),
        overridden=[each is not None for each in own],
        note=[each.note if each is not None else "" for each in own],
    )


def readable(plan: Plan, overrides: Sequence[Override], labels: Labels) -> pd.DataFrame:
    """Give a plan's layout as readers and files get it: the columns of the table "layout", the reason as a sentence."""
    frame = overridden(plan.layout, overrides)
    phases = dict(enumerate(phase.label for phase in plan.scenario.phases))
    named = frame.assign(
        position_name=frame["name"],
        phase_label=frame["phase"].map(phases).astype("string[pyarrow]"),
        why=[reason(str(c), str(p), labels) for c, p in zip(frame["reason"], frame["params"], strict=True)],
        order=frame["order"].astype("Int64"),
        cameras=frame["cameras"].astype("Int64"),
        cost_vnd=frame["cost_vnd"].astype("Int64").where(frame["phase"].notna()),
    )
    return named[list(columns("layout"))]
