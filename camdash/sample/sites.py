"""Places of the sample city: named, addressed, in a ward, with a point near the ward's centre (WGS84 degrees)."""

import csv
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from camdash.forms.wards import wards_2024
from camdash.sample import tables
from camdash.sample.shares import chance
from camdash.settings import DATA

_NEAR = 0.00008
_CLASSES = {"premises": "public_place"}
_SPREAD, _REACH = 0.17, 0.42
_NO_PREFIX = ("Quốc lộ", "Tỉnh lộ", "Đại lộ", "Đường", "Đê")
_TYPES = ("Phường ", "Xã ", "Thị trấn ")
_OFTEN_NAMED = 0.5


@dataclass(frozen=True, slots=True)
class Spot:
    """A ward with its centre and the half-size of its box, in degrees WGS84."""

    name: str
    lat: float
    lon: float
    half_height: float
    half_width: float


@dataclass(frozen=True, slots=True)
class Site:
    """A place where a camera stands; `lat`, `lon` in degrees WGS84."""

    position_name: str
    address: str
    ward: str
    district: str
    area_class: str
    lat: float
    lon: float


@cache
def spots() -> dict[str, list[Spot]]:
    """Read the wards of each district that have a point, under their official names of 2024."""
    official = {w.code: w for w in wards_2024().wards}
    found: dict[str, list[Spot]] = {}
    with (DATA / "geo" / "ward_points_2024.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ward = official.get(row["code"])
            if ward and ward.district == row["district_code"]:
                found.setdefault(ward.district, []).append(_spot(ward.name, row))
    return found


def _spot(name: str, row: dict[str, str]) -> Spot:
    north, south, east, west = (float(row[side]) for side in ("north", "south", "east", "west"))
    return Spot(name, float(row["lat"]), float(row["lon"]), (north - south) / 2, (east - west) / 2)


def has_places(district: str, area_class: str) -> bool:
    """Whether the district can have a place of this class: a known one, or one with a pattern for its name."""
    return has_pattern(area_class) or bool(_known(district, area_class))


def has_pattern(area_class: str) -> bool:
    """Whether places of this class can be invented anywhere."""
    return area_class in tables.names()["urban"]


def _known(district: str, area_class: str) -> tuple[str, ...]:
    return tuple(tables.places().get((district, area_class), ()))


class City:
    """Makes sites and remembers them, so that another unit can report the same place."""

    def __init__(self) -> None:
        """Start with no site."""
        self._sites: dict[tuple[str, str], list[Site]] = {}

    def site(self, district: str, kind: str, rng: Random) -> Site:
        """Make a new site in the district and remember it; a known place always lies in the same ward.

        `kind` is an area class, or "premises" for an office.
        """
        spot = rng.choice(spots()[district])
        known = _known(district, kind)
        if known and (not has_pattern(kind) or rng.random() < _OFTEN_NAMED):
            name = rng.choice(known)
            spot = chance(district, name).choice(spots()[district])
            address = _address(spot, _road(rng.choice(tables.streets()[district])), rng)
        else:
            name, address = _names(district, kind, spot, rng)
        lat = spot.lat + _offset(rng) * spot.half_height
        lon = spot.lon + _offset(rng) * spot.half_width
        site = Site(name, address, spot.name, district, _CLASSES.get(kind, kind), round(lat, 6), round(lon, 6))
        self._sites.setdefault((district, kind), []).append(site)
        return site

    def again(self, district: str, kind: str, rng: Random) -> Site | None:
        """Give a site some unit has used before, measured anew some metres beside; None where there is none."""
        used = self._sites.get((district, kind))
        if not used:
            return None
        site = rng.choice(used)
        lat, lon = (value + rng.uniform(-_NEAR, _NEAR) for value in (site.lat, site.lon))
        return replace(site, lat=round(lat, 6), lon=round(lon, 6))


def _offset(rng: Random) -> float:
    return 2 * max(-_REACH, min(_REACH, rng.gauss(0, _SPREAD)))


def _names(district: str, area_class: str, spot: Spot, rng: Random) -> tuple[str, str]:
    road, other = (_road(street) for street in rng.sample(tables.streets()[district], 2))
    bare = next((spot.name.removeprefix(t) for t in _TYPES if spot.name.startswith(t)), spot.name)
    n, k = rng.randint(2, 320), rng.randint(1, 18)
    pattern = rng.choice(tables.names()["urban" if _urban(spot) else "rural"][area_class])
    text = pattern.format(road=road, other=other, ward=_in_a_sentence(spot.name), name=bare, n=n, k=k)
    return text[0].upper() + text[1:], _address(spot, road, rng)


def _address(spot: Spot, road: str, rng: Random) -> str:
    if _urban(spot):
        return f"Số {rng.randint(2, 320)} {road}"
    return f"Thôn {rng.randint(1, 18)}, {_in_a_sentence(spot.name)}"


def _urban(spot: Spot) -> bool:
    return spot.name.startswith("Phường")


def _in_a_sentence(name: str) -> str:
    return name[0].lower() + name[1:]


def _road(street: str) -> str:
    return street if street.startswith(_NO_PREFIX) else f"đường {street}"
