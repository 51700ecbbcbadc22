"""Numbers in a frame, at the middle of wards and districts, for records that have no dot.

Seen from afar there is one number a district (its wards' included), where there is room for it; from near the wards
have their own. What has no room is told when one points at the district.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pydeck as pdk

from camdash.analysis.places import Places
from camdash.geo.districts import Districts
from camdash.geo.places import Tally
from camdash.maps import layers, sentences
from camdash.maps.legend import LegendEntry
from camdash.maps.look import Look
from camdash.maps.placing import Placer
from camdash.maps.shown import Shown

_RIGHT: Mapping[str, float] = {"existing": -11.0, "needed": 11.0}
_BELOW = 15.0
"""Pixels at the first zoom: so far a number stands from the middle of its ward, and below its district's name."""

_SIZE, _PADDING = 10, 3
_LARGEST = 900
_NEAR = 10.5
"""From this zoom on (about 40 km across the screen) wards have their own number."""


@dataclass(frozen=True, slots=True)
class _Sum:
    lon: float
    lat: float
    name: str
    counted: Tally


def sum_layers(shown: Mapping[str, Shown], districts: Districts, look: Look, placer: Placer) -> list[pdk.Layer]:
    """Draw the number of positions placed by name only, of each form in the form's colour."""
    drawn = []
    for presence, each in shown.items():
        places = each.places
        sums = _near(places, districts, placer) if placer.zoom >= _NEAR else _far(places, districts, placer)
        data = [_number(presence, one, _RIGHT[presence] / placer.degree, look) for one in sums]
        if placer.zoom < _NEAR:
            data = [one for one in data if _fits(one, placer)]
        if data:
            drawn.append(layers.sums_layer(presence, data, look.colours))
    return drawn


def sum_entries(shown: Mapping[str, Shown], look: Look) -> list[LegendEntry]:
    """One line of legend for each form that has such numbers."""
    label = look.words.t("Placed by name only: positions in the ward or district")
    sums = {presence: each.places.in_wards + each.places.in_districts for presence, each in shown.items()}
    return [
        LegendEntry(
            look.words.t(sentences.PRESENCES[presence]),
            label,
            look.colours.presences[presence],
            "box",
            counted.positions,
            counted.cameras,
        )
        for presence, counted in sums.items()
        if counted.positions
    ]


def told_of_districts(shown: Mapping[str, Shown], look: Look) -> dict[str, str]:
    """Say by GSO code how many positions stand in a district by name only; "" where none does."""
    lines: dict[str, list[str]] = {}
    for presence, each in shown.items():
        for code, counted in each.places.by_district().items():
            lines.setdefault(code, []).append(sentences.by_name(presence, counted, look.words))
    return {code: "\n".join(said) for code, said in lines.items()}


def _fits(number: Mapping[str, Any], placer: Placer) -> bool:
    lon, lat = number["p"]
    return placer.place(lon, lat, number["n"], _SIZE, padding=_PADDING)


def _near(places: Places, districts: Districts, placer: Placer) -> Iterator[_Sum]:
    for each in places.wards:
        name = f"{each.ward}, {sentences.district_name(each.district, districts)}"
        yield _Sum(each.lon or 0.0, each.lat or 0.0, name, each.counted)
    own = {each.district: each.counted for each in places.districts}
    yield from _of_districts(own, districts, placer)


def _far(places: Places, districts: Districts, placer: Placer) -> Iterator[_Sum]:
    yield from _of_districts(places.by_district(), districts, placer)


def _of_districts(sums: Mapping[str, Tally], districts: Districts, placer: Placer) -> Iterator[_Sum]:
    for each in districts.districts:
        if each.code in sums:
            yield _Sum(each.label_lon, each.label_lat - _BELOW / placer.degree, each.name, sums[each.code])


def _number(presence: str, what: _Sum, right: float, look: Look) -> dict[str, Any]:
    return {
        "p": [round(what.lon + right, 5), round(what.lat, 5)],
        "n": look.words.number(what.counted.positions),
        "o": min(what.counted.positions, _LARGEST),
        "t": f"{what.name}\n{sentences.by_name(presence, what.counted, look.words)}",
    }
