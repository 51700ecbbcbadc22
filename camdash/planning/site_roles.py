"""What each record is at its site, and how many cameras it counts there: nothing is counted twice.

* `existing`, `need`: counts its quantity.
* `doubled`: an existing record that is the same as another one: the greater of them counts.
* `met_by_existing`: a need that an existing camera meets already, and every need that is the same as it.
* `merged`: a need that is the same as another one, or shares its site: the greater of them counts.
* `excluded`: quantity or place was not told, so that it counts nowhere until it is corrected.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from camdash.planning.site_groups import JOINING, Ints, Parts, Said

ROLES = ("existing", "doubled", "need", "merged", "met_by_existing", "excluded")


def roles(records: pd.DataFrame, groups: Ints, said: Sequence[Said]) -> npt.NDArray[np.object_]:
    """Give the role of each record; `records` has form, key, quantity and excluded."""
    is_need = (records["form"] == "form2").to_numpy(bool)
    found = np.where(is_need, "need", "existing").astype(object)
    quantity = records["quantity"].fillna(0).to_numpy(np.int64)
    excluded = records["excluded"].fillna(value=False).to_numpy(bool)
    rank = {"quantity": np.where(excluded, -1, quantity), "key": records["key"].to_numpy(object)}
    same = [(s.one, s.other) for s in said if s.question == "existing" and s.verdict == "same"]
    _all_but_greatest(found, _parts(same).several(), "doubled", rank)
    _met(found, said, is_need)
    asked = [s for s in said if s.question == "needs" and s.verdict in JOINING]
    one_need = [(s.one, s.other) for s in asked if s.verdict == "same" or groups[s.one] == groups[s.other]]
    open_ones = [[m for m in members if found[m] == "need"] for members in _parts(one_need).several()]
    _all_but_greatest(found, open_ones, "merged", rank)
    found[excluded] = "excluded"
    return found


def _met(found: npt.NDArray[np.object_], said: Sequence[Said], is_need: npt.NDArray[np.bool_]) -> None:
    """Mark the needs that an existing camera meets, and those that are the same as one of them."""
    same = [s for s in said if s.verdict == "same"]
    met = {record for s in same if s.question == "need" for record in (s.one, s.other) if is_need[record]}
    for members in _parts((s.one, s.other) for s in same if s.question == "needs").several():
        if met.intersection(members):
            met.update(members)
    found[sorted(met)] = "met_by_existing"


def _parts(pairs: Iterable[tuple[int, int]]) -> Parts:
    parts = Parts()
    for one, other in pairs:
        parts.join(one, other)
    return parts


def _all_but_greatest(
    found: npt.NDArray[np.object_], parts: Iterable[list[int]], role: str, rank: dict[str, npt.NDArray[np.object_]]
) -> None:
    for members in parts:
        ordered = sorted(members, key=lambda m: (-rank["quantity"][m], rank["key"][m]))
        found[ordered[1:]] = role
