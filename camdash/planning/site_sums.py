"""What the sites are told to be: sums, lists and the weightiest answer of their members, without a loop over rows."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from camdash.forms.vocabulary import vocabulary
from camdash.planning.codes import LIST, flat
from camdash.planning.site_groups import Ints
from camdash.planning.standards import DEFAULT, Standards

KINDS = ("new", "replace", "upgrade", "relocate", "integrate")
PRIORITIES = ("high", "medium", "low")
_NONE = np.iinfo(np.int64).max

Bools = npt.NDArray[np.bool_]


def sums(records: pd.DataFrame, site: Ints, keys: Any, standards: Standards) -> pd.DataFrame:
    """Give the frame of sites (camdash.planning.sites); `site` numbers each record's, `keys` names the sites."""
    size = len(keys)
    place, located = _places(records, site, size)
    first = {name: _first(records[name], site, size) for name in ("district", "ward")}
    named = records["position_name"].where(records["position_name"].notna(), records["address"])
    columns = {
        "site": pd.Series(keys, dtype="string[pyarrow]"),
        **{name: records[name].to_numpy(float)[place] for name in ("lat", "lon", "x_m", "y_m")},
        "located": located,
        "sensitive": np.bincount(site, records["sensitive"].fillna(value=False).to_numpy(bool), size) > 0,
        **first,
        "name": _first(named, site, size),
        "area_class": _best(records["area_class"], _by_importance(standards), site, size),
        "priority": _best(records["priority"], PRIORITIES, site, size),
        **_lists(records, site, size),
        "members": np.bincount(site, minlength=size),
        **_existing(records, site, size),
        **_needed(records, site, size),
        "cost_stated_vnd": _stated(records, site, size),
    }
    return pd.DataFrame(columns)


def _places(records: pd.DataFrame, site: Ints, size: int) -> tuple[Ints, Bools]:
    """Find of each site a record at the coordinates that most members share, the first by key of those."""
    x, y = records["x_m"].to_numpy(float), records["y_m"].to_numpy(float)
    told = np.isfinite(x) & np.isfinite(y)
    order = np.lexsort((y, x, site))
    new = np.ones(len(order), dtype=bool)
    for values in (site, x, y):
        new[1:] &= values[order][1:] == values[order][:-1]
    new[1:] = ~new[1:]
    new[:1] = True
    run = np.empty(len(order), dtype=np.int64)
    run[order] = np.cumsum(new) - 1
    shared = np.bincount(run)[run] if len(run) else run
    best = np.lexsort((np.arange(len(site)), -shared, ~told, site))
    place = best[np.searchsorted(site[best], np.arange(size))]
    return place, told[place]


def _first(values: pd.Series, site: Ints, size: int) -> pd.Series:
    """Give of each site the value of the first member by key that tells one."""
    told = np.flatnonzero(values.notna().to_numpy(bool))
    sites, at = np.unique(site[told], return_index=True)
    found = values.iloc[told[at]].set_axis(sites)
    return found.reindex(range(size)).reset_index(drop=True)


def _best(values: pd.Series, order: Sequence[str], site: Ints, size: int) -> pd.Series:
    """Give of each site the code that comes first in `order`, missing where none is told."""
    ranks = values.astype(object).map({code: n for n, code in enumerate(order)})
    told = ranks.notna().to_numpy(bool)
    best = np.full(size, _NONE)
    np.minimum.at(best, site[told], ranks[told].to_numpy(np.int64))
    codes = np.array([*order, None], dtype=object)
    return pd.Series(codes[np.minimum(best, len(order))], dtype="string[pyarrow]")


def _by_importance(standards: Standards) -> tuple[str, ...]:
    told = standards.of("importance_area")
    codes = vocabulary("area_class").codes
    return tuple(sorted(codes, key=lambda code: (-told.get(code, told[DEFAULT]), codes.index(code))))


def _lists(records: pd.DataFrame, site: Ints, size: int) -> Mapping[str, pd.Series]:
    """List what is told of each site's members, each once, in the order of text."""
    purposes, functions = (flat(records[name]) for name in ("purposes", "ai_needs"))
    kept = ~np.isin(functions[1], ["none"])
    return {
        "units": distinct(*_texts(records["unit"], site), size),
        "owners": distinct(*_texts(records["owner_unit"], site), size),
        "purposes": distinct(site[purposes[0]], purposes[1], size),
        "functions": distinct(site[functions[0][kept]], functions[1][kept], size),
        "periods": distinct(*_texts(records["planned_period"], site), size),
    }


def _texts(values: pd.Series, site: Ints) -> tuple[Ints, npt.NDArray[np.object_]]:
    told = values.notna().to_numpy(bool)
    return site[told], values[told].str.strip().to_numpy(object)


def distinct(site: Ints, values: npt.NDArray[np.object_], size: int) -> pd.Series:
    """Give for each of `size` sites the list of its different values in the order of text (Arrow lists of text)."""
    codes, texts = pd.factorize(values, sort=True)
    wide = max(len(texts), 1)
    pairs = np.sort(site * wide + codes)
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    many = np.bincount(pairs // wide, minlength=size)
    offsets = np.concatenate([[0], np.cumsum(many)]).astype(np.int32)
    told = pa.array(texts, pa.string()).take(pa.array(pairs % wide)) if len(texts) else pa.array([], pa.string())
    return pd.Series(pd.array(pa.ListArray.from_arrays(pa.array(offsets), told), dtype=LIST))


def _existing(records: pd.DataFrame, site: Ints, size: int) -> Mapping[str, Ints]:
    counted = records["counted"].to_numpy(np.int64)
    there = (records["form"] == "form1").to_numpy(bool)
    told = records["quantity_working"]
    whole = records["counted"].where((records["operating_state"] == "working").fillna(value=False), 0)
    working = np.minimum(told.where(told.notna(), whole).to_numpy(np.int64), counted)
    connected = (records["reach"] == "connected").fillna(value=False).to_numpy(bool)
    return {
        "existing": _sum(counted * there, site, size),
        "existing_working": _sum(working * there, site, size),
        "existing_connected": _sum(counted * (there & connected), site, size),
    }


def _needed(records: pd.DataFrame, site: Ints, size: int) -> Mapping[str, Ints]:
    counted = records["counted"].to_numpy(np.int64)
    asked = (records["form"] == "form2").to_numpy(bool)
    kind = records["need_kind"].fillna("new").astype(object).to_numpy()
    camera = records["camera_type"].fillna("").astype(object).to_numpy()
    new = asked & (kind == "new")
    fixed, ptz = new & (camera == "fixed"), new & (camera == "ptz")
    types = {"needed_fixed": fixed, "needed_ptz": ptz, "needed_other": new & ~fixed & ~ptz}
    kinds = {f"needs_{code}": asked & (kind == code) for code in KINDS}
    return {name: _sum(counted * those, site, size) for name, those in (types | kinds).items()}


def _stated(records: pd.DataFrame, site: Ints, size: int) -> pd.Series:
    """Add what units told that the needs which count would cost."""
    those = ((records["role"] == "need") & records["cost_vnd"].notna()).to_numpy(bool)
    total = _sum(np.where(those, records["cost_vnd"].fillna(0).to_numpy(np.int64), 0), site, size)
    return pd.Series(total, dtype="Int64").where(np.bincount(site, those, size) > 0)


def _sum(values: Ints, site: Ints, size: int) -> Ints:
    total = np.zeros(size, dtype=np.int64)
    np.add.at(total, site, values)
    return total
