"""What each existing camera answers to every AI function, worked out at loading and kept in the bits of one number.

A record's number has two bits a function, the place of its answer among ANSWERS, then one bit for each column of ASKED
that it does not tell. There are few different numbers and many records: what cameras could serve is counted by number.

Whether a camera can serve a function is told by pixel density (IEC 62676-4, data/thresholds.toml): its picture must
still have the function's pixels a metre at the function's distance. The horizontal pixels follow from the megapixels
at 16:9, which is a proxy; a field of view that is not told is "missing data", never yes.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from camdash.analysis.grading import listed
from camdash.analysis.thresholds import FunctionNeeds, Thresholds, function_needs

COLUMN = "ai_answers"
"""The internal column of Form 1 that holds the number."""

ANSWERS = ("has", "yes", "no", "missing")
"""The camera does it already; it can; it cannot (or does not work now); the data do not tell."""

ASKED = ("fov_deg", "resolution_mp", "camera_type", "operating_state")
"""What has to be known of a camera before it can be said to serve."""

_BITS = 2
_WIDEST_FLAT_DEG = 170
"""Above this field of view a picture is no longer flat: its pixels are spread evenly over the arc."""

_PIXELS = "sqrt(resolution_mp * 1e6 * 16 / 9)"
_AT_ONE_METRE = f"""
    CASE WHEN fov_deg <= {_WIDEST_FLAT_DEG} THEN {_PIXELS} / (2 * tan(radians(fov_deg) / 2))
         ELSE {_PIXELS} / radians(fov_deg) END"""
_NOT_TOLD = {name: f"{name} IS NULL" for name in ASKED} | {
    "operating_state": "operating_state IS NULL AND NOT state_told"
}

Numbers = npt.NDArray[np.uint64]
Cameras = npt.NDArray[np.int64]


def answers_expression(thresholds: Thresholds) -> str:
    """Give the number's expression over stored columns, `grade_state` and `state_told`, as DuckDB SQL: a UBIGINT."""
    answers = [_answer(needs, thresholds) for needs in function_needs().values()]
    bits = [f"({answer})::UBIGINT << {_BITS * place}" for place, answer in enumerate(answers)]
    bits += [f"({_NOT_TOLD[name]})::UBIGINT << {_BITS * len(answers) + place}" for place, name in enumerate(ASKED)]
    return " | ".join(f"({one})" for one in bits)


def answers(numbers: Numbers, cameras: Cameras) -> Mapping[str, list[int]]:
    """Count cameras by function and answer, in the order of ANSWERS; `cameras` are those of each number."""
    sums = {}
    for place, function in enumerate(function_needs()):
        answer = (numbers >> np.uint64(_BITS * place)) & np.uint64(2**_BITS - 1)
        sums[function] = [int(cameras[answer == code].sum()) for code in range(len(ANSWERS))]
    return sums


def untold(numbers: Numbers, cameras: Cameras) -> Mapping[str, int]:
    """Count the cameras that do not tell each column of ASKED."""
    first = _BITS * len(function_needs())
    bits = {name: (numbers >> np.uint64(first + place)) & np.uint64(1) for place, name in enumerate(ASKED)}
    return {name: int(cameras[bit == 1].sum()) for name, bit in bits.items()}


def _answer(needs: FunctionNeeds, thresholds: Thresholds) -> str:
    """Say which of ANSWERS a camera gives to a function: what speaks against it comes before what is missing."""
    density = thresholds.density_px_m(needs.level)
    unsuited = f"camera_type <> 'other' AND camera_type NOT IN ({listed(needs.types)})"
    has, yes, no, missing = range(len(ANSWERS))
    return f"""
        CASE WHEN operating_state = 'planned' OR grade_state = 'fail' THEN {no}
             WHEN list_contains(ai_features, '{needs.code}') THEN {has}
             WHEN {unsuited} OR range_m < {needs.distance_m!r}
                  OR ({_AT_ONE_METRE}) / {needs.distance_m!r} < {density!r} THEN {no}
             WHEN grade_state IS NULL OR ({_AT_ONE_METRE}) IS NULL OR coalesce(camera_type, 'other') = 'other'
             THEN {missing}
             ELSE {yes} END"""
