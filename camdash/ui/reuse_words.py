"""Why a need comes to what it does, as a sentence for the table and its file."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from camdash.ui import labels, tables
from camdash.ui.view import View
from camdash.words import N_

WHY: Mapping[str, str] = MappingProxyType(
    {
        "met": N_("A camera {metres} m away serves this purpose, works, is fine enough and is connected."),
        "connect": N_("A camera {metres} m away serves this purpose and works; it is to be connected."),
        "repair": N_("A camera {metres} m away serves this purpose but is out of order; it is to be repaired."),
        "upgrade": N_("A camera {metres} m away serves this purpose but is too coarse or cannot be joined as it is."),
        "replace": N_("A camera {metres} m away serves this purpose but is worn out, out of use or too coarse."),
        "new": N_("No camera within {radius} m could serve it."),
    }
)
STATED: Mapping[str, str] = MappingProxyType(
    {
        "met": N_("The unit asks to integrate a camera; the one {metres} m away is connected already."),
        "connect": N_("The unit asks to integrate a camera; one that can be connected stands {metres} m away."),
        "upgrade": N_("The unit asks to upgrade a camera; the nearest stands {metres} m away."),
        "replace": N_("The unit asks for it, or it cannot be joined: the nearest camera stands {metres} m away."),
    }
)
UNTOLD: Mapping[str, str] = MappingProxyType(
    {
        "need_purpose": N_("the purpose of the need"),
        "purpose": N_("the purpose of the camera"),
        "type": N_("the type of the camera"),
        "state": N_("the state of the camera"),
        "resolution": N_("the resolution of the camera"),
        "connection": N_("how the camera is connected"),
        "quantity": N_("the number of cameras there"),
        "coordinates": N_("the coordinates of the need"),
        "excluded": N_("the quantity or the place of the need, so that it does not count yet"),
        "camera": N_("which camera it speaks of: none stands in the service radius"),
    }
)
_BY_WORD = N_("A person said that this need and the camera are the same.")
_STATED_KINDS = frozenset({"replace", "upgrade", "integrate"})


def why(view: View, row: Mapping[str, Any]) -> str:
    """Say why a need (a row of camdash.planning.reused) comes to what it does."""
    words, outcome = view.words, str(row["outcome"])
    metres = "" if tables.missing(row["distance_m"]) else words.number(float(row["distance_m"]))
    if row["by_word"]:
        return words.t(_BY_WORD)
    if outcome == "missing":
        return _untold(view, row, metres)
    stated = not tables.missing(row["need_kind"]) and row["need_kind"] in _STATED_KINDS
    said = words.t((STATED if stated else WHY)[outcome], metres=metres, radius=words.number(float(row["radius_m"])))
    return " ".join([said, *_rest(view, row)])


def _untold(view: View, row: Mapping[str, Any], metres: str) -> str:
    words = view.words
    gaps = "; ".join(words.t(UNTOLD[code]) for code in row["unknown"])
    if not metres:
        return words.t("Not told: {gaps}.", gaps=gaps)
    return words.t("A camera stands {metres} m away, but not told: {gaps}.", metres=metres, gaps=gaps)


def _rest(view: View, row: Mapping[str, Any]) -> list[str]:
    """Say what a camera cannot serve of the need, and how many needs it serves."""
    words, said = view.words, []
    if row["served"] and row["new_cameras"]:
        served, new = words.number(int(row["served"])), words.number(int(row["new_cameras"]))
        said.append(words.t("It serves {served}; {new} are to be installed new.", served=served, new=new))
    if int(row["by_needs"]) > 1:
        said.append(words.n("It serves {count} need.", "It serves {count} needs.", int(row["by_needs"])))
    return said


def place_name(row: Mapping[str, Any], name: str = "position_name", other: str = "address") -> str | None:
    """Name the place of a record; None where neither is told."""
    return next((str(row[column]) for column in (name, other) if not tables.missing(row[column])), None)


def unit(view: View, code: Any) -> str:
    """Name a unit."""
    return labels.unit_name(None if tables.missing(code) else str(code), view.labels)
