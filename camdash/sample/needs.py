"""Rows of Form 2: the cameras a unit asks for, and the table of what it wants AI for."""

from collections.abc import Mapping
from random import Random

from camdash.forms.registry import Unit
from camdash.sample import tables
from camdash.sample.scene import Record, Row, Scene, mount, placed
from camdash.sample.shares import Draw, cut

_SIZES = {
    "ptz": {1: 72, 2: 20, 3: 5, 4: 3},
    "fixed": {1: 36, 2: 28, 3: 14, 4: 12, 5: 5, 6: 5},
    "anpr": {1: 40, 2: 60},
    "panoramic": {1: 1},
    "thermal": {1: 1},
}
_PRICES = {"ptz": (25, 70), "fixed": (6, 18), "anpr": (60, 160), "panoramic": (15, 40), "thermal": (80, 200)}
_PAIRED = 0.3
_PLACE_AGAIN = 0.12
_COUNTED = 0.8
_KINDS = Draw({"new": 84, "replace": 6, "upgrade": 4, "relocate": 1, "integrate": 3, "": 2})
_PRIORITIES = Draw({"high": 38, "medium": 44, "low": 18})
_BUDGETS = Draw({"city": 55, "district": 25, "city;district": 8, "lease": 6, "social": 6})
_LINES = Draw({"internet": 45, "leased_line": 34, "own_fibre": 10, "shared_line": 6, "mobile": 5})
_PERIODS = Draw({"2024-2025": 45, "2025": 25, "2025-2027": 20, "2026-2030": 10})
_SMART = {
    "public_security": Draw(
        {
            "none": 35,
            "face_recognition": 14,
            "crowd": 12,
            "intrusion": 10,
            "behaviour": 8,
            "plate_recognition": 8,
            "face_recognition;attribute_search": 8,
            "fire_smoke": 5,
        }
    ),
    "violations": Draw({"plate_recognition": 40, "plate_recognition;red_light;lane": 30, "parking": 20, "none": 10}),
    "traffic": Draw(
        {
            "counting": 26,
            "plate_recognition": 20,
            "plate_recognition;red_light": 14,
            "lane": 8,
            "parking": 8,
            "speed;plate_recognition": 8,
            "none": 16,
        }
    ),
    "urban_order": Draw({"parking": 40, "crowd": 20, "counting": 10, "none": 30}),
    "environment": Draw({"littering": 70, "fire_smoke": 10, "none": 20}),
}
_QUIET = Draw({"none": 80, "intrusion": 20})


def need_rows(
    scene: Scene,
    plan: Mapping[tuple[str, str], int],
    rng: Random,
    *,
    paired: bool,
) -> list[Row]:
    """Make a unit's rows for its planned cameras by group and type; where `paired`, some rows hold two types."""
    rows: list[Row] = []
    for group in tables.GROUPS:
        sizes = {kind: cut(plan.get((group, kind), 0), _SIZES[kind], rng) for kind in _SIZES}
        pairs = int(_PAIRED * min(len(sizes["ptz"]), len(sizes["fixed"]))) if paired else 0
        for _ in range(pairs):
            still = _need(scene, group, "fixed", sizes["fixed"].pop(), rng)
            rows.append(_pair(still, sizes["ptz"].pop()))
        rows += [(_need(scene, group, kind, quantity, rng),) for kind, cuts in sizes.items() for quantity in cuts]
    rng.shuffle(rows)
    return rows


def _pair(still: Record, turning: int) -> Row:
    shared = {k: v for k, v in still.items() if k not in {"cost_vnd", "bearing_deg", "fov_deg", "range_m"}}
    return ({**shared, "camera_type": "ptz", "quantity": turning}, shared)


def _need(scene: Scene, group: str, kind: str, quantity: int, rng: Random) -> Record:
    purposes = scene.purposes(group, rng)
    record = placed(scene.site(purposes[0], rng, again=_PLACE_AGAIN), rng)
    low, high = _PRICES[kind]
    record |= {
        "quantity": quantity,
        "camera_type": kind,
        "purposes": purposes,
        "ai_needs": _SMART.get(purposes[0], _QUIET)(rng).split(";"),
        "min_resolution_mp": float(rng.choice((2, 2, 4, 4, 4, 5, 8))),
        "min_retention_days": rng.choice((15, 30, 30, 30, 60)),
        "transmission": _LINES(rng),
        "funding": _BUDGETS(rng).split(";"),
        "priority": _PRIORITIES(rng),
        "cost_vnd": quantity * rng.randint(10 * low, 10 * high) * 100_000,
        "planned_period": _PERIODS(rng),
        "justification": rng.choice(tables.phrases()["reasons"]),
        "reuse_possible": rng.choice(tables.phrases()["reuse"]),
    }
    if need_kind := _KINDS(rng):
        record["need_kind"] = need_kind
    return mount(record, rng, turns=kind == "ptz")


def ai_rows(unit: Unit, rng: Random) -> list[Row]:
    """Make a unit's table of AI needs: sector, problem, functions and, where counted, the cameras they are for."""
    few = rng.sample(tables.ai_problems(), rng.randint(2, 6))
    rows: list[Row] = []
    for sector, problem, codes in few:
        record: Record = {"field": sector, "problem": problem, "ai_needs": list(codes)}
        if rng.random() < (_COUNTED if unit.is_district else _COUNTED / 2):
            record["quantity"] = rng.randint(2, 60)
        rows.append((record,))
    return rows
