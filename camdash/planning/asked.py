"""What a need asks of a camera: how far it may stand, its resolution, its types."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from camdash.analysis.thresholds import Thresholds, function_needs
from camdash.forms.vocabulary import vocabulary
from camdash.planning.codes import Ints, bits, mask, numbers
from camdash.planning.standards import DEFAULT, Standards

Floats = npt.NDArray[np.float64]

TYPES = tuple(code for code in vocabulary("camera_type").codes if code != "other")
CLOSE_LOOK = ("plate_recognition", "face_recognition")
_WIDE = 16 / 9


def radius_m(needs: pd.DataFrame, standards: Standards) -> Floats:
    """Give the service radius (m) of each need, by its kind of place."""
    return by_code(needs["area_class"], standards.radius_m)


def by_code(values: pd.Series, table: Mapping[str, float]) -> Floats:
    """Give of each code its standard, `default` where none is told or none of its own is given."""
    codes = tuple(table)
    return np.array([*table.values(), table[DEFAULT]])[numbers(values, codes)]


def wanted_mp(needs: pd.DataFrame, standards: Standards, thresholds: Thresholds) -> Floats:
    """Give the resolution (MP) that each need asks for.

    What it tells itself; else the most of its AI functions: pixel density × width of the scene, at 16:9, never below
    a pass (faces and plates: below their own pass); else by purpose; else the threshold of a pass.
    """
    told = needs["min_resolution_mp"].to_numpy(float)
    functions = tuple(function_needs())
    by_function = _most(needs["ai_needs"], functions, [function_mp(code, standards, thresholds) for code in functions])
    purposes = standards.of("resolution_mp")
    codes = vocabulary("purposes").codes
    by_purpose = _most(needs["purposes"], codes, [purposes.get(code, purposes[DEFAULT]) for code in codes])
    known = np.where(by_function > 0, by_function, by_purpose)
    known = np.where(known > 0, known, thresholds.resolution_pass_mp)
    return np.where(np.isfinite(told), told, known)


def function_mp(code: str, standards: Standards, thresholds: Thresholds) -> float:
    """Give the resolution (MP) that one AI function asks for."""
    pixels = thresholds.density_px_m(function_needs()[code].level) * standards["scene_width_m"]
    least = thresholds.resolution_anpr_mp if code in CLOSE_LOOK else thresholds.resolution_pass_mp
    return max(least, pixels * pixels / _WIDE / 1e6)


def _most(lists: pd.Series, codes: Sequence[str], values: Sequence[float]) -> Floats:
    told, most = bits(lists, codes), np.zeros(len(lists))
    for number, value in enumerate(values):
        most = np.where(told >> number & 1, np.maximum(most, value), most)
    return most


def types_of_functions(needs: pd.DataFrame) -> Ints:
    """Give the bits of TYPES that all AI functions of each need work on; all bits where none is asked for."""
    functions = function_needs()
    told = bits(needs["ai_needs"], tuple(functions))
    allowed = np.full(len(needs), mask(TYPES, TYPES))
    for number, needed in enumerate(functions.values()):
        allowed = np.where(told >> number & 1, allowed & mask(needed.types, TYPES), allowed)
    return allowed
