"""What becomes of each need: met by a camera that is there, to be met by putting one right, or by a new one.

The rules of a pair are those of camdash.planning.reuse_pairs. Of the cameras in reach (the need's service radius, never
farther than the standard's limit) of which enough is told the cheapest outcome counts, then the camera that serves
more of the need, then the nearest. Where no such camera is there but one of which too little is told, the need is
"missing": its data are to be completed first. Without any camera in reach that could serve, the need is "new".

Besides these rules:

* A need that does not count, or has no coordinates, is "missing".
* A need to replace, upgrade or integrate a camera speaks of one that stands there: the nearest in reach, of its own
  unit first; the outcome is what the unit asks for (integrate: met where it is connected, connect where there is a
  way). No camera in reach: "missing", as it is not told which one. A need to move a camera is judged like a new one.
* A person's "same" of need and camera makes the need met; "different" and "keep both" take that camera away.
* A camera that serves fewer than are needed leaves the rest to new ones. One camera may serve several needs.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa

from camdash.analysis.thresholds import Thresholds
from camdash.planning.asked import radius_m
from camdash.planning.codes import LIST, Ints, numbers
from camdash.planning.coverage import coverage
from camdash.planning.reuse_pairs import OUTCOMES, REACHES, UNKNOWN, Asked, Floats, There, judge, serves
from camdash.planning.stand_ins import stand_ins
from camdash.planning.standards import Standards
from camdash.store.plans import OverlapDecision

_KINDS = ("replace", "upgrade", "integrate")
_WORST = len(OUTCOMES)
_NO = np.int64(-1)


def reuse(
    needs: pd.DataFrame,
    existing: pd.DataFrame,
    standards: Standards,
    thresholds: Thresholds,
    decisions: Iterable[OverlapDecision] = (),
) -> pd.DataFrame:
    """Judge each need (camdash.planning.positions of Form 2) against the cameras there are (of Form 1).

    One row a need, in the order given: key, outcome (OUTCOMES), by (key of the camera, missing: none), distance_m (to
    it, NaN: not known), cameras (needed; 0 where the row does not count), served (of them by that camera), new_cameras
    (still to be bought), cost_vnd (đồng by unit costs, missing: not known), by_needs (needs that name that camera),
    by_word (a person said that the camera meets it), radius_m (looked at), unknown (codes of UNKNOWN). `missing` leaves
    open how many are new: its new_cameras are 0.
    """
    existing = existing.sort_values("key", ignore_index=True)  # so that of equal cameras the same one is taken
    pairs = _pairs(needs, existing, standards)
    said = _verdicts(needs, existing, decisions)
    pairs = pairs[~_among(pairs, said[said["verdict"].isin(["different", "keep_both"])], len(existing))]
    asked, there = Asked.of(needs, standards, thresholds), There.of(existing, standards)
    asking = (numbers(needs["need_kind"], _KINDS) < 0)[pairs["need"]]
    fits = asking & serves(asked, there, *_places(pairs), standards["view_apart_deg"])
    best = pd.concat(
        [_judged(pairs[fits], needs, existing, asked, there), _stated(pairs[~asking], needs, existing, there)]
    )
    found = _chosen(best, needs)
    _met_by_word(found, said, needs, existing)
    priced = _priced(found, needs, existing, standards, thresholds)
    return _told(found, needs, existing, priced.assign(radius_m=_radius_m(needs, standards)))


def _radius_m(needs: pd.DataFrame, standards: Standards) -> Floats:
    return np.minimum(radius_m(needs, standards), standards["reuse_reach_m"])


def _pairs(needs: pd.DataFrame, existing: pd.DataFrame, standards: Standards) -> pd.DataFrame:
    """List which camera is in reach of which need, by their places in the frames, with the distance (m)."""
    rows, points = zip(*(_placed(frame, standards) for frame in (existing, needs)), strict=True)
    radius = _radius_m(needs, standards)[rows[1]]
    near = coverage(points[0], points[1], radius).tocoo()
    camera, need = rows[0][near.coords[0]], rows[1][near.coords[1]]
    apart = np.hypot(*(points[0][near.coords[0]] - points[1][near.coords[1]]).T)
    return pd.DataFrame({"need": need, "camera": camera, "distance_m": apart})


def _placed(frame: pd.DataFrame, standards: Standards) -> tuple[Ints, Floats]:
    """Give the rows with coordinates that are a place, and these (metres)."""
    points = frame[["x_m", "y_m"]].to_numpy(float)
    rows = np.flatnonzero(np.isfinite(points).all(axis=1) & ~stand_ins(frame, standards))
    return rows.astype(np.int64), points[rows]


def _verdicts(needs: pd.DataFrame, existing: pd.DataFrame, decisions: Iterable[OverlapDecision]) -> pd.DataFrame:
    """Find what people said of needs and cameras, by their places in the frames."""
    told = [d for d in decisions if d.question == "need"]
    of_need, of_camera = (pd.Index(frame["key"].astype(object)) for frame in (needs, existing))
    rows = []
    for d in told:
        for need, camera in ((d.one, d.other), (d.other, d.one)):
            if need in of_need and camera in of_camera:
                rows.append((of_need.get_loc(need), of_camera.get_loc(camera), d.verdict))
    return pd.DataFrame(rows, columns=["need", "camera", "verdict"]).astype({"need": "int64", "camera": "int64"})


def _among(pairs: pd.DataFrame, others: pd.DataFrame, cameras: int) -> np.ndarray:
    one, other = (frame["need"].to_numpy(np.int64) * cameras + frame["camera"].to_numpy() for frame in (pairs, others))
    return np.isin(one, other)


def _judged(
    pairs: pd.DataFrame, needs: pd.DataFrame, existing: pd.DataFrame, asked: Asked, there: There
) -> pd.DataFrame:
    """Judge the pairs of needs that ask for a camera at a place."""
    outcome, unknown = judge(asked, there, *_places(pairs))
    wanted, has = (frame["quantity"].fillna(0).to_numpy(np.int64) for frame in (needs, existing))
    served = np.minimum(wanted[pairs["need"]], has[pairs["camera"]])
    return pairs.assign(outcome=np.where(unknown > 0, _WORST, outcome), unknown=unknown, served=served, foreign=False)


def _places(pairs: pd.DataFrame) -> tuple[Ints, Ints]:
    return pairs["need"].to_numpy(np.int64), pairs["camera"].to_numpy(np.int64)


def _stated(pairs: pd.DataFrame, needs: pd.DataFrame, existing: pd.DataFrame, there: There) -> pd.DataFrame:
    """Take of needs to replace, upgrade or integrate a camera what the unit asks for."""
    kind = numbers(needs["need_kind"], _KINDS)
    need, camera = _places(pairs)
    as_asked = [OUTCOMES.index(name) for name in ("replace", "upgrade", "missing")]
    joined = [OUTCOMES.index(name) for name in ("met", "connect", "connect", "replace", "missing")]
    outcome = np.where(
        kind[need] == _KINDS.index("integrate"), np.array(joined)[there.reach[camera]], np.array(as_asked)[kind[need]]
    )
    lost = outcome == OUTCOMES.index("missing")
    own = existing["unit"].to_numpy(object)[camera] == needs["unit"].to_numpy(object)[need]
    return pairs.assign(
        outcome=np.where(lost, _WORST, outcome),
        unknown=np.where(lost, 1 << UNKNOWN.index("connection"), 0),
        served=needs["quantity"].fillna(0).to_numpy(np.int64)[need],
        foreign=~own.astype(bool),
    )


def _chosen(best: pd.DataFrame, needs: pd.DataFrame) -> pd.DataFrame:
    """Take of each need its best pair: no pair is "new", one of which too little is told "missing"."""
    stated = (numbers(needs["need_kind"], _KINDS) >= 0)[best["need"]]
    gaps = np.bitwise_count(best["unknown"].to_numpy(np.int64))
    of_stated = np.where(stated, 0, best["outcome"])  # the camera is the nearest, whatever is to be done with it
    order = np.lexsort(
        (best["camera"], best["distance_m"], -best["served"], gaps, of_stated, best["foreign"], best["need"])
    )
    first = best.iloc[order].drop_duplicates("need").set_index("need").reindex(range(len(needs)))
    alone = first["camera"].isna().to_numpy(bool)
    outcome = first["outcome"].fillna(OUTCOMES.index("new")).to_numpy(np.int64)
    unknown = first["unknown"].fillna(0).to_numpy(np.int64)
    unsaid = {
        "camera": alone & (numbers(needs["need_kind"], _KINDS) >= 0),
        "coordinates": needs["x_m"].isna().to_numpy(bool),
        "excluded": needs["excluded"].fillna(value=False).to_numpy(bool),
    }
    for code, those in unsaid.items():
        unknown = np.where(those, 1 << UNKNOWN.index(code), unknown)
        outcome = np.where(those, _WORST, outcome)
    lost = outcome == _WORST
    return pd.DataFrame(
        {
            "outcome": np.where(lost, OUTCOMES.index("missing"), outcome),
            "camera": first["camera"].fillna(_NO).to_numpy(np.int64),
            "distance_m": first["distance_m"].to_numpy(float),
            "served": np.where(lost, 0, first["served"].fillna(0)).astype(np.int64),
            "unknown": np.where(lost, unknown, 0),
            "by_word": False,
        }
    )


def _met_by_word(found: pd.DataFrame, said: pd.DataFrame, needs: pd.DataFrame, existing: pd.DataFrame) -> None:
    """Let a need be met by the camera that a person said it is the same as."""
    same = said[said["verdict"] == "same"].drop_duplicates("need")
    need, camera = _places(same)
    points = [frame[["x_m", "y_m"]].to_numpy(float) for frame in (needs, existing)]
    found.loc[need, "distance_m"] = np.hypot(*(points[0][need] - points[1][camera]).T)
    found.loc[need, "camera"] = camera
    found.loc[need, "by_word"] = True
    found.loc[need, ["outcome", "unknown"]] = 0
    found.loc[need, "served"] = needs["quantity"].fillna(0).to_numpy(np.int64)[need]


def _priced(
    found: pd.DataFrame, needs: pd.DataFrame, existing: pd.DataFrame, standards: Standards, thresholds: Thresholds
) -> pd.DataFrame:
    """Work out what is served, what is bought, and what both cost (đồng)."""
    outcome = found["outcome"].to_numpy(np.int64)
    missing = outcome == OUTCOMES.index("missing")
    counts = ~needs["excluded"].fillna(value=False).to_numpy(bool)
    cameras = np.where(counts, needs["quantity"].fillna(0), 0).astype(np.int64)
    served = np.minimum(found["served"], cameras)
    bought = np.where(missing, 0, cameras - served)
    t = thresholds
    unit_vnd = np.array([0, t.cost_connect_vnd, t.cost_repair_vnd, t.cost_upgrade_vnd, t.cost_replace_vnd, 0, 0])[
        outcome
    ]
    gateway = numbers(existing["reach"], REACHES) == REACHES.index("gateway")
    by_gateway = (outcome == OUTCOMES.index("connect")) & np.append(gateway, [False])[found["camera"]]
    unit_vnd = np.where(by_gateway, t.cost_gateway_vnd, unit_vnd)
    ptz = (needs["camera_type"] == "ptz").fillna(value=False).to_numpy(bool)
    new_vnd = np.where(ptz, standards.cost_new_ptz_vnd, standards.cost_new_fixed_vnd)
    cost = pd.Series((served * unit_vnd + bought * new_vnd).round(), dtype="Int64").where(~missing)
    return pd.DataFrame({"cameras": cameras, "served": served, "new_cameras": bought, "cost_vnd": cost})


def _told(found: pd.DataFrame, needs: pd.DataFrame, existing: pd.DataFrame, priced: pd.DataFrame) -> pd.DataFrame:
    camera = found["camera"].to_numpy(np.int64)
    keys = np.array([*existing["key"], None], dtype=object)
    names = np.array(OUTCOMES, dtype=object)[found["outcome"]]
    serving = (camera >= 0) & (names != "missing")
    many = np.bincount(camera[serving], minlength=len(existing) + 1)
    unknown = found["unknown"].to_numpy(np.int64)
    gaps = {bit: [code for n, code in enumerate(UNKNOWN) if bit >> n & 1] for bit in np.unique(unknown).tolist()}
    return pd.DataFrame(
        {
            "key": needs["key"].reset_index(drop=True),
            "outcome": pd.Series(names, dtype="string[pyarrow]"),
            "by": pd.Series(keys[camera], dtype="string[pyarrow]"),
            "distance_m": found["distance_m"],
            **priced,
            "by_needs": np.where(serving, many[camera], 0),
            "by_word": found["by_word"],
            "unknown": pd.Series(
                pd.array(pa.array([gaps[bit] for bit in unknown.tolist()], pa.list_(pa.string())), LIST)
            ),
        }
    )
