"""What the map says in words: plain text when one points at something, and the lines below the map."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from camdash.forms.vocabulary import vocabulary
from camdash.geo.cells import UNKNOWN
from camdash.geo.districts import Districts
from camdash.geo.places import Places, Tally
from camdash.maps.legend import NOT_TOLD
from camdash.words import N_, Words

PRESENCES: Mapping[str, str] = {"existing": N_("Existing cameras"), "needed": N_("Needed cameras")}
_LONG = 120
_SHORT = 48


@cache
def codes(name: str, words: Words) -> Mapping[str, str]:
    """Labels of a vocabulary's codes, and of `unknown`, in display order."""
    answers = vocabulary(name)
    labels = {code: answers.label(code, words.language) for code in answers.codes}
    return {**labels, UNKNOWN: words.t(NOT_TOLD)}


def cameras(count: int, words: Words) -> str:
    """Say a number of cameras."""
    return words.n("{count} camera", "{count} cameras", count)


def positions(count: int, words: Words) -> str:
    """Say a number of positions."""
    return words.n("{count} position", "{count} positions", count)


def tally(counted: Tally, words: Words) -> str:
    """Say positions and their cameras."""
    return f"{positions(counted.positions, words)}, {cameras(counted.cameras, words)}"


def district_name(code: Any, districts: Districts) -> str:
    """Full name of a district; "" for none of the 30."""
    found = districts.district(code if isinstance(code, str) else None)
    return found.name if found else ""


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Give a frame's rows by column name."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


@dataclass(frozen=True, slots=True)
class PointTeller:
    """Says what stands at a dot, in three short lines; `brief` cuts names and leaves out ward and district."""

    words: Words
    districts: Districts
    presence: str
    brief: bool = False

    def tell(self, row: Mapping[str, Any]) -> str:
        """Tell name, kind and number, state, ward and district of one record."""
        lines = [self._name(row), self._what(row), "" if self.brief else self._where(row)]
        return "\n".join(line for line in lines if line)

    def _name(self, row: Mapping[str, Any]) -> str:
        name = _said(row.get("position_name")) or _said(row.get("address"))
        longest = _SHORT if self.brief else _LONG
        return name if len(name) <= longest else name[: longest - 1] + "…"

    def _what(self, row: Mapping[str, Any]) -> str:
        kind = codes("camera_type", self.words).get(_said(row.get("camera_type")) or UNKNOWN, "")
        parts = [cameras(int(row["cameras"]), self.words), kind]
        if not self.brief or self.presence == "needed":
            parts.insert(0, self.words.t(PRESENCES[self.presence]))
        if self.presence == "existing":
            parts.append(codes("operating_state", self.words).get(_said(row.get("operating_state")) or UNKNOWN, ""))
        return " · ".join(part for part in parts if part)

    def _where(self, row: Mapping[str, Any]) -> str:
        parts = (_said(row.get("ward")), district_name(row.get("district"), self.districts))
        return ", ".join(part for part in parts if part)


def _said(value: Any) -> str:
    return value if isinstance(value, str) else ""


def tell_cell(row: Mapping[str, Any], by: str, words: Words) -> str:
    """Tell a hexagon's cameras, those that exist by their codes of `by`, and those needed."""
    labels = codes(by, words)
    lines = []
    for presence, title in PRESENCES.items():
        found = {code: int(row.get(f"{presence}:{code}", 0)) for code in labels}
        told = [f"· {label}: {words.number(found[code])}" for code, label in labels.items() if found[code]]
        if told:
            lines.append(f"{words.t(title)}: {words.number(sum(found.values()))}")
            lines += told if presence == "existing" else []
    return "\n".join([positions(int(row["positions"]), words), *lines])


def by_name(presence: str, counted: Tally, words: Words) -> str:
    """Tell what stands in a ward or district by its name only (no coordinates, or not to be shown singly)."""
    title = words.t(PRESENCES[presence])
    return words.t("{title} placed by name only: {counted}", title=title, counted=tally(counted, words))


def account(presence: str, places: Places, words: Words) -> str:
    """Say where a form's records are on the map; the parts add up to the total."""
    return words.t(
        "{title}: {total}; by coordinates {located}, by ward {wards}, by district {districts}, not placed {nowhere}.",
        title=words.t(PRESENCES[presence]),
        total=positions(places.total.positions, words),
        located=words.number(places.located.positions),
        wards=words.number(places.in_wards.positions),
        districts=words.number(places.in_districts.positions),
        nowhere=words.number(places.nowhere.positions),
    )
