"""Small cities made by chance, and their maps."""

import json
from functools import cache
from typing import Any

import numpy as np

from camdash.analysis.cells import cells
from camdash.analysis.filters import Filter
from camdash.analysis.places import places, points
from camdash.analysis.snapshot import Snapshot
from camdash.geo.districts import schematic
from camdash.maps.city import RAW_LIMIT, CityMap, city_map
from camdash.maps.look import Look
from camdash.maps.shown import Shown
from camdash.words import Words
from tests.analysis.conftest import make_snapshot, make_version

CODES = [each.code for each in schematic().districts]
LOOK = Look(Words("vi"))
NAME = "Ngã tư Khuất Duy Tiến – Nguyễn Trãi, số 100"
FORMS = {"existing": "form1", "needed": "form2"}


def rows(count: int, seed: int = 1, name: str = NAME) -> list[dict[str, Any]]:
    """Make records all over the city: a fifth without coordinates, a tenth sensitive, half with a direction."""
    random = np.random.default_rng(seed)
    columns: dict[str, list[Any]] = {
        "lat": np.where(random.random(count) < 0.2, None, random.uniform(20.6, 21.3, count)).tolist(),
        "lon": random.uniform(105.3, 106.0, count).tolist(),
        "district": random.choice([*CODES, None], count).tolist(),
        "ward": random.choice(["Phường Phúc Xá", None], count).tolist(),
        "quantity": random.integers(1, 9, count).tolist(),
        "position_name": [name] * count,
        "camera_type": random.choice(["fixed", "ptz", None], count).tolist(),
        "operating_state": random.choice(["working", "broken", None], count).tolist(),
        "priority": random.choice(["high", "low", None], count).tolist(),
        "bearing_deg": random.choice([0.0, 90.0, None], count).tolist(),
        "area_class": random.choice(["market", "national_security", None], count, p=[0.6, 0.1, 0.3]).tolist(),
    }
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def snapshot_of(existing: list[dict[str, Any]], needed: list[dict[str, Any]]) -> Snapshot:
    """Make the picture of a city from the rows of both forms."""
    parts = [
        (make_version(n, form=form), _numbered(own))
        for n, (form, own) in enumerate((("form1", existing), ("form2", needed)), start=1)
        if own
    ]
    return make_snapshot(parts)


def _numbered(own: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"row": number, **row} for number, row in enumerate(own, start=11)]


@cache
def city(existing: int, needed: int, name: str = NAME) -> Snapshot:
    """Make a city of so many records of each form."""
    return snapshot_of(rows(existing, 1, name), rows(needed, 2, name))


def shown(snapshot: Snapshot, *, single: bool = True, where: Filter = Filter()) -> dict[str, Shown]:  # noqa: B008
    """Take both forms, their points one by one or not."""
    return {
        presence: Shown(places(snapshot, form, where), points(snapshot, form, where) if single else None)
        for presence, form in FORMS.items()
    }


def draw(snapshot: Snapshot, look: Look = LOOK, **more: Any) -> CityMap:
    """Draw a city as the page does: dots where they are few, else hexagons."""
    few = sum(each.places.located.positions for each in shown(snapshot, single=False).values()) <= RAW_LIMIT
    cuts = (("form1", look.colour_by), ("form2", "priority"))
    gathered = None if few else cells(snapshot, cuts, Filter(), share=True)
    return city_map(schematic(), look, **shown(snapshot, single=few), **{"cells": gathered, **more})


def spec(drawn: CityMap) -> dict[str, Any]:
    """Read the deck as the browser does."""
    read: dict[str, Any] = json.loads(drawn.deck.to_json())
    return read


def layer(drawn: CityMap, layer_id: str) -> dict[str, Any]:
    """Find a layer of the deck."""
    return next(each for each in spec(drawn)["layers"] if each["id"] == layer_id)
