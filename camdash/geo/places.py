"""Where each record is drawn, so that what the map shows and what it does not add up to the table.

A record with its own coordinates is a point; else it stands in the number of its ward, else of its district, else
nowhere. A sensitive record (FORMS.md §6) is only ever part of a district's number, whatever else is known of it.
Nothing here changes a record's own lat or lon.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from camdash.forms.sensitive import AREA_CLASS, PURPOSE
from camdash.forms.wards import wards_2024
from camdash.geo.districts import schematic
from camdash.geo.projection import BOX
from camdash.settings import DATA
from camdash.text.fold import accent_key

POINT, WARD, DISTRICT, NOWHERE = "point", "ward", "district", "nowhere"
PLACES = (POINT, WARD, DISTRICT, NOWHERE)

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many positions (records) and cameras (their quantities, excluded records counting none)."""

    positions: int = 0
    cameras: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.positions + other.positions, self.cameras + other.cameras)


@dataclass(frozen=True, slots=True)
class Places:
    """Records parted by where they are drawn: points + wards + districts + nowhere = all of them.

    `points`: the records' own rows with `cameras` (lat, lon always there). `wards`: district, ward, lat, lon,
    positions, cameras (lat, lon are the ward's middle). `districts`: district, positions, cameras. `restricted` counts
    the sensitive records, which are already in `districts` or `nowhere`.
    """

    points: pd.DataFrame
    wards: pd.DataFrame
    districts: pd.DataFrame
    nowhere: Tally
    restricted: Tally

    @property
    def located(self) -> Tally:
        """Count what has its own dot (or stands in a cell)."""
        return _tally(self.points)

    @property
    def in_wards(self) -> Tally:
        """Count what stands in the number of a ward."""
        return _tally(self.wards)

    @property
    def in_districts(self) -> Tally:
        """Count what stands in the number of a district only."""
        return _tally(self.districts)

    @property
    def unlocated(self) -> Tally:
        """Count what has no dot: in wards, in districts and nowhere."""
        return self.in_wards + self.in_districts + self.nowhere

    @property
    def total(self) -> Tally:
        """Count everything; equals the table."""
        return self.located + self.unlocated


def summarise(frame: pd.DataFrame) -> Places:
    """Part records by where they are drawn.

    Columns used, each may lack: lat, lon (WGS84 degrees), ward (official name), district (GSO code), quantity,
    excluded, area_class, purposes (lists of codes).
    """
    kind = place_of(frame)
    cameras = _cameras(frame)
    columns = {"district": _column(frame, "district"), "ward": _column(frame, "ward"), "positions": 1}
    records = pd.DataFrame({**columns, "cameras": cameras}, index=frame.index)
    points = frame.reindex(columns=[*frame.columns, *({"lat", "lon"} - set(frame.columns))])
    points = points.assign(cameras=cameras)[kind == POINT]
    by_ward = _summed(records[kind == WARD], ["district", "ward"])
    by_district = _summed(records[kind == DISTRICT], ["district"])
    restricted = _tally(records[is_sensitive(frame)])
    return Places(points, _with_middles(by_ward), by_district, _tally(records[kind == NOWHERE]), restricted)


def place_of(frame: pd.DataFrame) -> npt.NDArray[Any]:
    """Say for each record where it is drawn: `point`, `ward`, `district` or `nowhere`."""
    sensitive = is_sensitive(frame)
    in_district = _column(frame, "district").isin([each.code for each in schematic().districts]).to_numpy()
    choices = [_has_point(frame) & ~sensitive, _has_ward(frame) & in_district & ~sensitive, in_district]
    return np.select(choices, [POINT, WARD, DISTRICT], NOWHERE)


def is_sensitive(frame: pd.DataFrame) -> Flags:
    """Say which records touch national security or defence, which no map may show (camdash.forms.sensitive)."""
    secure = _column(frame, "area_class").eq(AREA_CLASS).fillna(value=False).to_numpy(dtype=bool)
    purposes = _column(frame, "purposes").tolist()
    defence = np.fromiter((_holds(each, PURPOSE) for each in purposes), dtype=bool, count=len(frame))
    return np.asarray(secure | defence)


def _holds(codes: Any, code: str) -> bool:
    return isinstance(codes, list | tuple | set | np.ndarray | str) and code in codes


def _has_point(frame: pd.DataFrame) -> Flags:
    west, south, east, north = BOX
    lat = pd.to_numeric(_column(frame, "lat"), errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    lon = pd.to_numeric(_column(frame, "lon"), errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    return np.asarray((lat >= south) & (lat <= north) & (lon >= west) & (lon <= east))


def _has_ward(frame: pd.DataFrame) -> Flags:
    wards, districts = _column(frame, "ward"), _column(frame, "district")
    known = {pair: middle_of_ward(*pair) is not None for pair in set(zip(districts, wards, strict=True))}
    return np.fromiter((known[pair] for pair in zip(districts, wards, strict=True)), dtype=bool, count=len(frame))


def _cameras(frame: pd.DataFrame) -> npt.NDArray[np.int64]:
    quantity = pd.to_numeric(_column(frame, "quantity"), errors="coerce").fillna(0).to_numpy(dtype=np.int64)
    excluded = _column(frame, "excluded").eq(other=True).fillna(value=False).to_numpy(dtype=bool)
    return np.where(excluded, 0, quantity)


def _column(frame: pd.DataFrame, name: str) -> "pd.Series[Any]":
    values = frame[name] if name in frame else pd.Series([None] * len(frame), index=frame.index)
    return values.astype("object").where(values.notna(), None)


def _summed(records: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    return records.groupby(keys, as_index=False)[["positions", "cameras"]].sum()


def _tally(frame: pd.DataFrame) -> Tally:
    positions = int(frame["positions"].sum()) if "positions" in frame else len(frame)
    return Tally(positions, int(frame["cameras"].sum()))


def _with_middles(wards: pd.DataFrame) -> pd.DataFrame:
    middles = [middle_of_ward(*pair) or (np.nan, np.nan) for pair in zip(wards["district"], wards["ward"], strict=True)]
    return wards.assign(lat=[lat for lat, _ in middles], lon=[lon for _, lon in middles])


def middle_of_ward(district: str | None, ward: str | None) -> tuple[float, float] | None:
    """Middle (lat, lon in WGS84 degrees) of a ward named officially, in its district; None when not known.

    A ward of early 2024 that was merged since has the middle of the ward that kept its code.
    """
    if not isinstance(district, str) or not isinstance(ward, str):
        return None
    return _middles().get((district, accent_key(ward)))


@cache
def _middles() -> Mapping[tuple[str, str], tuple[float, float]]:
    with (DATA / "geo" / "ward_points_2024.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by_code = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in rows}
    of_2024 = {(w.district, accent_key(w.name)): by_code[w.code] for w in wards_2024().wards if w.code in by_code}
    of_2025 = {(row["district_code"], accent_key(row["name"])): by_code[row["code"]] for row in rows}
    return of_2024 | of_2025
