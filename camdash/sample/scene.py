"""Where a unit's cameras stand and what for: the part that rows of both forms have in common."""

from random import Random
from typing import Any

from camdash.sample import tables
from camdash.sample.shares import Draw
from camdash.sample.sites import City, Site, has_places, spots

Record = dict[str, Any]
Row = tuple[Record, ...]
_ELSEWHERE = "traffic_route"
_UNMEASURED = 0.06


class Scene:
    """A unit's part of the city: draws purposes, districts, area classes and sites by the unit's profile."""

    def __init__(self, share: tables.Share, city: City) -> None:
        """Look up the unit's profile."""
        self.share, self.city = share, city
        self.profile: dict[str, Any] = tables.profiles()["profile"][share.profile]
        self._places = _places(share)
        general: dict[str, Any] = tables.profiles()["purposes"]
        self._purposes = {kind: Draw(self.profile.get(kind, weights)) for kind, weights in general.items()}
        own: dict[str, float] | None = self.profile.get("areas")
        self._areas = {purpose: Draw(own or areas) for purpose, areas in tables.profiles()["areas"].items()}

    def purposes(self, kind: str, rng: Random) -> list[str]:
        """Draw the purposes of a row: `kind` is "existing" or the group of needs."""
        return self._purposes[kind](rng).split(";")

    def site(self, purpose: str, rng: Random, *, again: float) -> Site:
        """Draw a site for a purpose; with probability `again`, one that somebody has reported before."""
        area_class = self._areas[purpose](rng)
        fitting = [d for d in self._places if has_places(d, area_class)]
        if not fitting:
            area_class, fitting = _ELSEWHERE, list(self._places)
        district = rng.choice(fitting)
        known = self.city.again(district, area_class, rng) if rng.random() < again else None
        return known or self.city.site(district, area_class, rng)


def placed(site: Site, rng: Random) -> Record:
    """Give the fields that tell where a camera stands; some were never measured."""
    record: Record = {
        "position_name": site.position_name,
        "address": site.address,
        "ward": site.ward,
        "district": site.district,
        "area_class": site.area_class,
    }
    if rng.random() >= _UNMEASURED:
        record |= {"lat": site.lat, "lon": site.lon}
    return record


def mount(record: Record, rng: Random, *, turns: bool) -> Record:
    """Add how the camera is mounted: height, direction, angle (degrees), range (metres)."""
    record["height_m"] = float(rng.choice((3, 4, 4, 5, 5, 6, 6, 7, 8, 10, 12 if turns else 6)))
    if turns:
        record["all_round"] = True
    else:
        record["bearing_deg"] = float(rng.choice(range(0, 360, 45)))
        record["fov_deg"] = float(rng.choice((70, 80, 90, 100, 110)))
    record["range_m"] = float(rng.choice((80, 100, 150, 200) if turns else (20, 30, 30, 40, 50)))
    return record


def _places(share: tables.Share) -> tuple[str, ...]:
    if share.places == ("*",):
        return tuple(spots())
    return share.places or (share.unit,)
