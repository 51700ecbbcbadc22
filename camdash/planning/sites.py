"""Needs and cameras that belong together become one site (vị trí) with all its owners, purposes and functions.

A site is a star around its densest place, so wide that no two records of it stand farther apart than the standard's
diameter, unless a person joined them. Records without coordinates (or with those of camdash.planning.stand_ins) are
one site where ward (the unit where no ward is told) and name agree, else each is one of its own; they never join a
located site but by a person's word.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa

from camdash.planning.site_groups import Ints, group, obey, verdicts
from camdash.planning.site_roles import roles
from camdash.planning.site_sums import sums
from camdash.planning.stand_ins import stand_ins
from camdash.planning.standards import Standards
from camdash.store.plans import OverlapDecision

_TAKEN = (
    "key", "version_id", "record", "unit", "position_name", "address", "ward", "district", "lat", "lon", "x_m", "y_m",
    "quantity", "camera_type", "purposes", "area_class", "cost_vnd", "excluded", "sensitive",
)  # fmt: skip
_OF_FORM1 = ("owner_unit", "operating_state", "quantity_working", "reach")
_OF_FORM2 = ("need_kind", "ai_needs", "priority", "planned_period")


def sites(
    needs: pd.DataFrame, existing: pd.DataFrame, standards: Standards, decisions: Iterable[OverlapDecision] = ()
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Gather records (camdash.planning.positions of Form 2 and Form 1) into sites; every record is in exactly one.

    The first frame has a row a site, ordered by its key: site (key, made of the smallest key of its members), lat, lon
    (WGS84 of the place with most members), x_m, y_m (EPSG:32648), located, sensitive (any member is), district, ward,
    name, area_class (the most important), lists units, owners, purposes, functions (AI asked for), periods, priority
    (the most urgent told), members, counts of cameras: existing, existing_working, existing_connected (at the city's
    centre), needed_fixed, needed_ptz, needed_other (kind new or not told), needs_new (their sum), needs_replace,
    needs_upgrade, needs_relocate, needs_integrate, and cost_stated_vnd (đồng, missing: none told).
    The second has a row a record, by site and key: site, key, form, role (camdash.planning.site_roles), version_id,
    record, counted (cameras). The order of the rows given does not matter.
    """
    records = _together(needs, existing)
    records.loc[stand_ins(records, standards), ["x_m", "y_m", "lat", "lon"]] = np.nan
    points = records[["x_m", "y_m"]].to_numpy(float)
    said = verdicts(records["key"], decisions)
    groups = group(points[:, 0], points[:, 1], _names(records), standards.site_diameter_m)
    groups = obey(groups, said, records["key"], points, standards.site_diameter_m)
    records["role"] = roles(records, groups, said)
    records["counted"] = _counted(records)
    site, keys = _named(groups, records["key"])
    return sums(records, site, keys, standards), _members(records, site, keys)


def _together(needs: pd.DataFrame, existing: pd.DataFrame) -> pd.DataFrame:
    """Put both forms into one frame in the order of keys."""
    first = existing[[*_TAKEN, *_OF_FORM1]].assign(form="form1")
    second = needs[[*_TAKEN, *_OF_FORM2]].assign(form="form2")
    both = pd.concat([first, second], ignore_index=True)
    order = np.argsort(both["key"].to_numpy(object), kind="stable")
    return both.iloc[order].reset_index(drop=True)


def _names(records: pd.DataFrame) -> Ints:
    """Give unlocated records one number where they share ward (or unit) and name."""
    alone = np.arange(len(records), dtype=np.int64) + len(records)
    lost = np.flatnonzero(records["x_m"].isna().to_numpy(bool))
    few = records.iloc[lost]
    name = _folded(few["position_name"]).where(few["position_name"].notna(), _folded(few["address"]))
    area = _folded(few["ward"]).where(few["ward"].notna(), few["unit"])
    told = (name.fillna("") != "") & area.notna()
    called = few["district"].fillna("") + "|" + area.fillna("") + "|" + name.fillna("")
    alone[lost[told.to_numpy(bool)]] = pd.factorize(called[told], sort=True)[0]
    return alone


def _folded(texts: pd.Series) -> pd.Series:
    plain = texts.astype("string[pyarrow]").str.lower().str.replace("đ", "d").str.normalize("NFD")
    return plain.str.replace(r"\p{Mn}+", "", regex=True).str.replace(r"[^a-z0-9]+", " ", regex=True).str.strip()


def _counted(records: pd.DataFrame) -> pd.Series:
    counts = records["role"].isin(["existing", "need"])
    return records["quantity"].fillna(0).astype("int64").where(counts, 0)


def _named(groups: Ints, keys: pd.Series) -> tuple[Ints, pa.Array]:
    """Give the groups numbers by their smallest key and give the sites' keys; the records are in the order of keys."""
    _, first, of = np.unique(groups, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    number = np.empty(len(first), dtype=np.int64)
    number[order] = np.arange(len(first))
    named = "s" + keys.iloc[first[order]].astype("string[pyarrow]")
    return number[of], named.array


def _members(records: pd.DataFrame, site: Ints, keys: pa.Array) -> pd.DataFrame:
    order = np.lexsort((np.arange(len(site)), site))
    frame = records[["key", "form", "role", "version_id", "record", "counted"]].assign(site=keys.take(site))
    names = ["site", "key", "form", "role", "version_id", "record", "counted"]
    return frame.iloc[order][names].reset_index(drop=True)
