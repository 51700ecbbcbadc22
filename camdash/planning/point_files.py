"""Places in files of analysts: CSV with a heading, or GeoJSON points (RFC 7946); WGS84 degrees or VN-2000 metres."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from camdash.planning.scenario import Point
from camdash.text.coordinates import read_lat_lon
from camdash.text.fold import fold
from camdash.text.numbers import read_number
from camdash.words import N_, Words

MOST = 50_000

_LAT = ("lat", "latitude", "vi do", "y")
_LON = ("lon", "lng", "long", "longitude", "kinh do", "x")
_WEIGHT = ("weight", "trong so", "muc do")
_NAME = ("name", "ten", "dia diem", "vi tri")


class PointFileError(ValueError):
    """A file of places cannot be taken."""

    def __init__(self, msgid: str, **params: str | int) -> None:
        self.msgid, self.params = msgid, params
        super().__init__(self.message(Words("en")))

    def message(self, words: Words) -> str:
        """Say where, what, and what to do."""
        return words.t(self.msgid, **self.params)


def read_points(name: str, content: bytes) -> tuple[Point, ...]:
    """Read the places of a .csv or .geojson; PointFileError where one cannot be placed in Hanoi or there is none."""
    rows = _geojson(content) if content.lstrip()[:1] == b"{" else _csv(content)
    points = tuple(_point(number, told) for number, told in rows)
    if not points:
        raise PointFileError(N_("There is no place in {file}. Check that it has a heading and rows."), file=name)
    if len(points) > MOST:
        raise PointFileError(N_("{file} has more than {most} places; divide it."), file=name, most=MOST)
    return points


def _csv(content: bytes) -> list[tuple[int, Mapping[str, Any]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PointFileError(N_("The file is not UTF-8 text. Save it as CSV UTF-8.")) from error
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    heads = {head: fold(head or "") for head in reader.fieldnames or ()}
    columns = {
        what: next((head for head, plain in heads.items() if plain in names), None)
        for what, names in (("lat", _LAT), ("lon", _LON), ("weight", _WEIGHT), ("name", _NAME))
    }
    if columns["lat"] is None or columns["lon"] is None:
        raise PointFileError(N_("The first line names no columns lat and lon. Write lat,lon,weight,name there."))
    return [
        (line, {what: row.get(head) if head else None for what, head in columns.items()})
        for line, row in enumerate(reader, start=2)
        if any(row.values())
    ]


def _geojson(content: bytes) -> list[tuple[int, Mapping[str, Any]]]:
    try:
        told = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise PointFileError(N_("The file is not valid GeoJSON: {fault}."), fault=str(error)) from error
    features = told.get("features", [told]) if isinstance(told, dict) else []
    found: list[tuple[int, Mapping[str, Any]]] = []
    for number, feature in enumerate(features, start=1):
        geometry = (feature or {}).get("geometry") or {}
        at = geometry.get("coordinates")
        if geometry.get("type") != "Point" or not isinstance(at, Sequence) or len(at) < 2:  # noqa: PLR2004
            raise PointFileError(N_("Feature {number} is not a point. Only points are taken."), number=number)
        own = {fold(str(key)): value for key, value in (feature.get("properties") or {}).items()}
        found.append((number, {"lat": at[1], "lon": at[0], "weight": _of(own, _WEIGHT), "name": _of(own, _NAME)}))
    return found


def _of(told: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((told[name] for name in names if name in told), None)


def _point(number: int, told: Mapping[str, Any]) -> Point:
    place = read_lat_lon(told["lat"], told["lon"])
    if place.lat is None or place.lon is None:
        raise PointFileError(
            N_("Row {number}: “{lat}, {lon}” is no place in Hanoi. Correct the row or take it out."),
            number=number,
            lat=str(told["lat"]),
            lon=str(told["lon"]),
        )
    weight = read_number(told["weight"]).value if told["weight"] not in {None, ""} else 1.0
    if weight is None or weight < 0:
        raise PointFileError(
            N_("Row {number}: the weight “{weight}” is not a number from 0 on."),
            number=number,
            weight=str(told["weight"]),
        )
    return Point(place.lat, place.lon, float(weight), str(told["name"] or ""))
