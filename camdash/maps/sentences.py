"""What the map says in words: plain text when one points at something, and the lines below the map."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from camdash.analysis.cells import Hexagon
from camdash.analysis.columns import columns
from camdash.analysis.labels import Labels
from camdash.analysis.places import Places
from camdash.forms.registry import default_campaign
from camdash.geo.districts import Districts
from camdash.geo.places import Tally
from camdash.maps.legend import NOT_TOLD
from camdash.palette import UNKNOWN
from camdash.words import N_, Words

PRESENCES: Mapping[str, str] = {"existing": N_("Existing cameras"), "needed": N_("Needed cameras")}
FORMS: Mapping[str, str] = {"existing": "form1", "needed": "form2"}
_LONG = 120
_SHORT = 48


@cache
def codes(name: str, words: Words) -> Mapping[str, str]:
    """Labels of a column's codes, and of `unknown`, in display order."""
    column = columns("form1").get(name) or columns("form2").get(name)
    labels = Labels(words, default_campaign()).codes(column) if column else {}
    return {**labels, UNKNOWN: words.t(NOT_TOLD)}


@cache
def cameras(count: int, words: Words) -> str:
    """Say a number of cameras."""
    return words.n("{count} camera", "{count} cameras", count)


@cache
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


@dataclass(frozen=True, slots=True)
class PointTeller:
    """Says what stands at a dot, in a few short lines.

    `brief` cuts names and leaves out ward and district; `bare` leaves out names as well.
    """

    words: Words
    districts: Districts
    presence: str
    brief: bool = False
    bare: bool = False

    def tell(self, row: Mapping[str, Any], together: int = 1) -> str:
        """Tell name, kind and number, state or priority, place of one record, and how many share its pole."""
        shared = "" if together == 1 else self._shared(together)
        name = "" if self.bare else self._name(row)
        where = "" if self.brief or self.bare else self._where(row)
        return "\n".join(line for line in (name, self._what(row), where, shared) if line)

    def _name(self, row: Mapping[str, Any]) -> str:
        name = str(row.get("position_name") or row.get("address") or "")
        longest = _SHORT if self.brief else _LONG
        return name if len(name) <= longest else name[: longest - 1] + "…"

    def _what(self, row: Mapping[str, Any]) -> str:
        kind = codes("camera_type", self.words).get(row.get("camera_type") or UNKNOWN, "")
        parts = [cameras(int(row["cameras"]), self.words), kind]
        if not self.brief or self.presence == "needed":
            parts.insert(0, self.words.t(PRESENCES[self.presence]))
        if self.presence == "existing":
            parts.append(codes("operating_state", self.words).get(row.get("operating_state") or UNKNOWN, ""))
        else:
            parts.append(codes("priority", self.words).get(row.get("priority") or UNKNOWN, ""))
        return " · ".join(part for part in parts if part)

    def _where(self, row: Mapping[str, Any]) -> str:
        parts = (row.get("ward") or "", district_name(row.get("district"), self.districts))
        return ", ".join(part for part in parts if part)

    def _shared(self, together: int) -> str:
        return self.words.t("One pole: {count}. Click to list them.", count=positions(together, self.words))


def tell_cell(cell: Hexagon, by: str, words: Words) -> str:
    """Tell a hexagon's positions, its existing cameras by their codes of `by`, and the needed by priority."""
    lines = [positions(cell.existing.positions + cell.needed.positions, words)]
    for presence, counted, column in (("existing", cell.existing, by), ("needed", cell.needed, "priority")):
        if counted.positions:
            labels = codes(column, words)
            lines.append(f"{words.t(PRESENCES[presence])}: {words.number(counted.cameras)}")
            lines += [
                f"· {labels.get(code, code)}: {words.number(count)}"
                for code, count in in_order(cell.make_up.get(FORMS[presence], {}))
            ]
    return "\n".join(lines)


def in_order(found: Mapping[str, int]) -> list[tuple[str, int]]:
    """Sort counts by code: the largest first, what is not told last."""
    return sorted(found.items(), key=lambda item: (item[0] == UNKNOWN, -item[1], item[0]))


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
