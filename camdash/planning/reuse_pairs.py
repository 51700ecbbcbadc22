"""What comes of one need and one existing camera in its reach: the table of rules, over many pairs at once.

A camera does not serve the need where one of these is told (`serves` is false):

| of | does not serve where |
|---|---|
| purpose | a purpose of the need is neither among the camera's nor one that goes with it (standards, `serves_too`) |
| type | the types differ (one for number plates also serves as a fixed one), or an AI function does not work on it |
| view | both directions are told, the camera neither turns nor sees all round, and they are too far apart |
| verdict | a person said that the two are different, or stand near one another on purpose |

What comes of one that serves, the first rule that holds:

| outcome | where |
|---|---|
| replace | its remedy is to be replaced (camdash.analysis.deciding), or it is out of order and too coarse |
| repair | it is out of order, wholly or in part |
| upgrade | it works but is too coarse for the need, or it cannot be joined as it is |
| met | it works, is fine enough and well connected |
| connect | it works, is fine enough, and there is a way to connect it |

Whatever such a rule would need and nobody told makes the pair unknown (`unknown`, bits of UNKNOWN), never a yes.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from camdash.analysis.thresholds import Thresholds
from camdash.forms.vocabulary import vocabulary
from camdash.planning.asked import TYPES, types_of_functions, wanted_mp
from camdash.planning.codes import Ints, bits, mask, numbers
from camdash.planning.standards import Standards

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

OUTCOMES = ("met", "connect", "repair", "upgrade", "replace", "new", "missing")
"""What becomes of a need, the cheapest first."""

UNKNOWN = (
    "need_purpose", "purpose", "type", "state", "resolution", "connection", "quantity", "excluded", "coordinates",
    "camera",
)  # fmt: skip
"""What was not told: of the need its purpose; of the camera purpose, type, state, resolution, connection, quantity;
of the need again that it does not count, its coordinates, the camera that it speaks of."""

_ALL_ROUND_DEG = 360
_PURPOSES = tuple(code for code in vocabulary("purposes").codes if code != "other")
_PURPOSES_AND_OTHER = (*_PURPOSES, "other")
_SERVED_BY = {"fixed": ("fixed", "anpr")}
_REMEDIES = ("keep", "connect", "replace")


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """What needs ask for, a row each: purposes as bits, types as bits (0: no type told), MP, direction (degrees)."""

    purposes: Ints
    unsure: Bools
    types: Ints
    by_function: Ints
    wanted_mp: Floats
    bearing: Floats

    @staticmethod
    def of(needs: pd.DataFrame, standards: Standards, thresholds: Thresholds) -> "Asked":
        """Read a frame of needs."""
        purposes = bits(needs["purposes"], _PURPOSES_AND_OTHER)
        other = mask(["other"], _PURPOSES_AND_OTHER)
        serving = [mask(_SERVED_BY.get(code, (code,)), TYPES) for code in TYPES]
        return Asked(
            purposes & ~other,
            (purposes & other > 0) | (purposes == 0),
            np.array([*serving, 0])[numbers(needs["camera_type"], TYPES)],
            types_of_functions(needs),
            wanted_mp(needs, standards, thresholds) * (1 - standards["resolution_slack"]),
            needs["bearing_deg"].to_numpy(float),
        )


@dataclass(frozen=True, eq=False, slots=True)
class There:
    """What existing cameras are, a row each; `serves` are the purposes they serve, as bits."""

    serves: Ints
    untold: Bools
    type: Ints
    mp: Floats
    bearing: Floats
    bad: Bools
    state_told: Bools
    remedy: Ints
    reach: Ints
    told_connected: Bools
    quantity_told: Bools

    @staticmethod
    def of(existing: pd.DataFrame, standards: Standards) -> "There":
        """Read a frame of existing cameras."""
        purposes = bits(existing["purposes"], _PURPOSES_AND_OTHER)
        state = numbers(existing["grade_state"], ("pass", "partial", "fail"))
        kind = numbers(existing["camera_type"], TYPES)
        turning = np.isin(kind, [TYPES.index("ptz"), TYPES.index("panoramic")])
        turning |= existing["fov_deg"].to_numpy(float) >= _ALL_ROUND_DEG
        return There(
            _widened(purposes, standards),
            purposes == 0,
            kind,
            existing["resolution_mp"].to_numpy(float),
            np.where(turning, np.nan, existing["bearing_deg"].to_numpy(float)),
            state > 0,
            state >= 0,
            numbers(existing["remedy"], _REMEDIES),
            numbers(existing["reach"], REACHES),
            bits(existing["connected_to"], vocabulary("connected_to").codes) > 0,
            existing["quantity"].notna().to_numpy(bool),
        )


REACHES = ("connected", "connect_now", "gateway", "replace")


def _widened(purposes: Ints, standards: Standards) -> Ints:
    """Add to the purposes of cameras those that go with them."""
    wide = purposes.copy()
    for one, other in sorted(standards.compatible):
        has = purposes & mask([one], _PURPOSES_AND_OTHER) > 0
        wide[has] |= mask([other], _PURPOSES_AND_OTHER)
    return wide


def serves(asked: Asked, there: There, need: Ints, camera: Ints, apart_deg: float) -> Bools:
    """Tell of each pair whether nothing that was told speaks against the camera."""
    short = (asked.purposes[need] & ~there.serves[camera] > 0) & ~there.untold[camera]
    kind = there.type[camera]
    wrong = (asked.types[need] > 0) & ~_has(asked.types[need], kind) | ~_has(asked.by_function[need], kind)
    turned = np.abs((asked.bearing[need] - there.bearing[camera] + 180) % 360 - 180) > apart_deg  # NaN: not told
    fits: Bools = ~short & ~(wrong & (kind >= 0)) & ~turned
    return fits


def _has(types: Ints, kind: Ints) -> Bools:
    found: Bools = types >> np.maximum(kind, 0) & 1 > 0
    return found


def judge(asked: Asked, there: There, need: Ints, camera: Ints) -> tuple[Ints, Ints]:
    """Give of each pair that serves the number of its outcome (OUTCOMES), and the bits of what is untold (UNKNOWN)."""
    mp, wanted = there.mp[camera], asked.wanted_mp[need]
    coarse, bad, reach = mp < wanted, there.bad[camera], there.reach[camera]
    connected = (reach == REACHES.index("connected")) | (
        (there.remedy[camera] == _REMEDIES.index("keep")) & there.told_connected[camera]
    )
    way = np.isin(reach, [1, 2]) | (there.remedy[camera] == _REMEDIES.index("connect"))
    done_for = there.remedy[camera] == _REMEDIES.index("replace")
    rules = [
        ("replace", done_for | (bad & coarse)),
        ("repair", bad),
        ("upgrade", coarse | ((reach == REACHES.index("replace")) & ~connected)),
        ("met", connected),
        ("connect", way),
    ]
    outcome = np.select([rule for _, rule in rules], [OUTCOMES.index(name) for name, _ in rules], -1)
    looked = ~done_for  # what is replaced is not asked for more
    told = there.state_told[camera]
    silent = {
        "need_purpose": asked.unsure[need],
        "purpose": there.untold[camera],
        "type": (there.type[camera] < 0) & ((asked.types[need] > 0) | (asked.by_function[need] != mask(TYPES, TYPES))),
        "quantity": ~there.quantity_told[camera],
        "state": looked & ~told,
        "resolution": looked & np.isnan(mp),
        "connection": looked & ~bad & ~coarse & (outcome < 0),
    }
    unknown = sum(np.where(these, 1 << UNKNOWN.index(code), 0) for code, these in silent.items())
    return outcome.astype(np.int64), np.asarray(unknown, dtype=np.int64)
