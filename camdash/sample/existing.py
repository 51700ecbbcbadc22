"""Rows of Form 1: the cameras a unit has, with everything a unit may know of them.

Money in đồng, resolution in megapixels, retention in days, bandwidth in Mbps.
"""

from random import Random

from camdash.forms.registry import Unit
from camdash.sample import tables
from camdash.sample.plan import ExistingPlan
from camdash.sample.scene import Record, Row, Scene, mount, placed
from camdash.sample.shares import Draw, cut

_SIZES = {"ptz": {1: 72, 2: 20, 3: 6, 4: 2}, "fixed": {1: 32, 2: 28, 3: 16, 4: 12, 5: 6, 6: 6}}
_PRICES = {"ptz": (18, 62), "fixed": (3, 9)}
_PAIRED = 0.3
_PLACE_AGAIN = 0.1
_NIGHT, _SHARED, _NOTED = 0.88, 0.8, 0.06
_YEARS = Draw(
    {
        "2012": 1,
        "2013": 1,
        "2014": 2,
        "2015": 4,
        "2016": 6,
        "2017": 9,
        "2018": 12,
        "2019": 15,
        "2020": 15,
        "2021": 13,
        "2022": 12,
        "2023": 9,
    }
)
_LINES = Draw({"internet": 62, "shared_line": 27, "leased_line": 3, "mobile": 3, "wireless": 3, "none": 2})
_STORES = Draw(
    {
        "recorder": 62,
        "recorder;centre": 8,
        "camera_card": 12,
        "cloud_vietnam": 5,
        "cloud_foreign": 5,
        "unit_server": 5,
        "none": 3,
    }
)
_KEPT = {
    "recorder": Draw({"7": 6, "10": 8, "15": 26, "20": 10, "30": 42, "45": 3, "60": 5}),
    "camera_card": Draw({"3": 10, "7": 60, "10": 20, "15": 10}),
    "cloud_vietnam": Draw({"7": 60, "30": 40}),
    "cloud_foreign": Draw({"7": 90, "30": 10}),
    "unit_server": Draw({"30": 60, "60": 25, "90": 15}),
}
_LINKS = Draw(
    {
        "ward_police": 40,
        "ward_police;committee": 12,
        "committee": 10,
        "district_police": 12,
        "district_police;ward_police": 5,
        "city_police": 3,
        "ioc": 3,
        "none": 15,
    }
)
_BUDGETS = Draw({"district": 58, "ward": 34, "district;ward": 8})
_SMART = Draw({"none": 84, "intrusion": 6, "counting": 3, "face_recognition": 2, "plate_recognition": 3, "crowd": 2})
_SMART_TRAFFIC = Draw(
    {
        "none": 55,
        "plate_recognition": 15,
        "counting": 15,
        "plate_recognition;red_light": 8,
        "speed;plate_recognition": 7,
    }
)
_SOFTWARE = {
    "Hikvision": "iVMS-4200",
    "Dahua": "SmartPSS",
    "KBVISION": "KBiVMS",
    "Ezviz": "EZVIZ Studio",
    "Imou": "Imou Life",
    "Axis": "AXIS Camera Station",
    "Hanwha": "Wisenet WAVE",
    "Bosch": "BVMS",
}
_SECURITY = {
    "sec_default_password_changed": 0.74,
    "sec_strong_password": 0.55,
    "sec_lockout": 0.35,
    "sec_firmware_updated": 0.3,
    "sec_conformity": 0.12,
}


def existing_rows(scene: Scene, unit: Unit, plan: ExistingPlan, rng: Random, *, paired: bool) -> list[Row]:
    """Make a unit's rows; where `paired`, some rows hold the PTZ and the fixed cameras of one place together."""
    turning, still = (cut(plan.types[kind], _SIZES[kind], rng) for kind in ("ptz", "fixed"))
    pairs = min(len(turning), len(still), int(_PAIRED * len(turning))) if paired else 0
    rows = [_pair(_camera(scene, unit, "fixed", still.pop(), rng), turning.pop()) for _ in range(pairs)]
    rows += [(_camera(scene, unit, "ptz", quantity, rng),) for quantity in turning]
    rows += [(_camera(scene, unit, "fixed", quantity, rng),) for quantity in still]
    rng.shuffle(rows)
    initials = "".join(word[0] for word in unit.short.split()) if unit.is_district else unit.code
    for number, row in enumerate(rows, start=1):
        for record in row:
            record["camera_code"] = f"{initials}-{number:04d}"
    return rows


def _pair(still: Record, turning: int) -> Row:
    """Put a place's two kinds of cameras in one row; what would differ between them is left out."""
    shared = {k: v for k, v in still.items() if k not in {"model", "cost_vnd", "bearing_deg", "fov_deg", "range_m"}}
    return ({**shared, "camera_type": "ptz", "quantity": turning}, shared)


def _camera(scene: Scene, unit: Unit, kind: str, quantity: int, rng: Random) -> Record:
    purposes = scene.purposes("existing", rng)
    site = scene.site(purposes[0], rng, again=_PLACE_AGAIN)
    record = placed(site, rng) | {"quantity": quantity, "camera_type": kind, "purposes": purposes}
    _add_device(record, kind, quantity, rng)
    mount(record, rng, turns=kind == "ptz")
    _add_network(record, scene, rng)
    _add_owner(record, scene, unit, rng)
    return record


def _add_device(record: Record, kind: str, quantity: int, rng: Random) -> None:
    product = rng.choice([p for p in tables.products() if p.camera_type == kind])
    year = int(_YEARS(rng))
    low, high = _PRICES[kind]
    record |= {
        "technology": product.technology,
        "brand": product.brand,
        "model": product.model,
        "install_year": year,
        "resolution_mp": product.resolution_mp,
        "night_vision": rng.random() < _NIGHT,
        "cost_vnd": quantity * rng.randint(10 * low, 10 * high) * 100_000,
    }
    if product.brand in _SOFTWARE:
        record["vms"] = _SOFTWARE[product.brand]
    if product.technology == "ip":
        record["protocols"] = rng.choice((["onvif"], ["onvif", "rtsp"], ["onvif", "rtsp", "sdk"]))


def _add_network(record: Record, scene: Scene, rng: Random) -> None:
    fibre = rng.random() < scene.profile["own_fibre"]
    record["transmission"] = "own_fibre" if fibre else _LINES(rng)
    if record["transmission"] not in {"none", "own_fibre"}:
        record["bandwidth_mbps"] = float(rng.choice((20, 40, 60, 80, 100, 150)))
    stores = "centre" if fibre else _STORES(rng)
    record["storage_places"] = stores.split(";")
    if stores != "none":
        record["retention_days"] = 30 if fibre else int(_KEPT[record["storage_places"][0]](rng))
    traffic = record["purposes"][0] == "traffic"
    record["ai_features"] = (_SMART_TRAFFIC if traffic else _SMART)(rng).split(";")
    links = "traffic_centre" if traffic and not scene.share.unit.isdigit() else _LINKS(rng)
    record["connected_to"] = ["city_police"] if fibre else links.split(";")
    record["can_share"] = record["technology"] == "ip" and rng.random() < _SHARED
    record |= {name: rng.random() < share for name, share in _SECURITY.items()}


def _add_owner(record: Record, scene: Scene, unit: Unit, rng: Random) -> None:
    internal = rng.random() < scene.profile["office"]
    record["scope"] = "internal" if internal else "public"
    ward = record["ward"][0].lower() + record["ward"][1:]
    owners: list[str] = tables.phrases()["owners"] if unit.is_district else ["{unit}"]
    district = unit.name[0].lower() + unit.name[1:]
    record["owner_unit"] = rng.choice(owners).format(ward=ward, district=district, unit=unit.name)
    systems: dict[str, str] = tables.phrases()["systems"]
    record["system_name"] = systems.get(record["purposes"][0], systems["public_security"]).format(ward=ward)
    if rng.random() < _NOTED:
        record["note"] = rng.choice(tables.phrases()["notes"])
    donated = rng.random() < scene.profile["donated"]
    budget = _BUDGETS(rng).split(";") if unit.is_district else ["city"]
    record["funding"] = ["social"] if donated else budget
