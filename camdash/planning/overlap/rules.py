"""From evidence to suspicion: a table of rules, the first that holds speaks.

The city's rule on doubled investment is one of position, view, purpose and target, so that distance alone is never
more than "near", and neither are two records that tell different purposes or views. A person decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt

from camdash.planning.overlap.evidence import DIFFERS, SAME, UNTOLD, Evidence
from camdash.words import N_

Flags = npt.NDArray[np.bool_]
Suspicion = Literal["same", "likely", "near"]
SUSPICIONS: tuple[Suspicion, ...] = ("same", "likely", "near")
"""Most suspicious first."""

WITHIN_M = 30.0
"""How far apart two positions may be to be looked at: the width of a large crossing."""

CLOSE_M = 20.0
"""Two readings of one place by hand-held devices lie so near each other (15 m of error, and what rounding adds)."""

SPOT_M = 3.0
"""The same pole: five decimals of a degree are a metre."""

ALIKE = 86.0
"""Likeness from which two names are one: two typing errors in a name of a dozen letters leave 83 to 92."""

UNPLACED_ALIKE = 90.0
"""The same where no distance speaks for it."""

UNLIKE = 60.0
"""Below this two names name different things; names that share only a common word reach 40 to 60."""

_ATTRIBUTES = 2
"""So many of resolution, year, make and number must differ to speak against one camera; one may be a mistake."""


@dataclass(frozen=True, slots=True)
class Rule:
    """If `holds`, the pair is suspected as `suspicion`; `code` names the rule."""

    code: str
    suspicion: Suspicion
    holds: Callable[["Case"], Flags]


class Case:
    """Evidence put into the words of the rules."""

    def __init__(self, evidence: Evidence, question: str) -> None:
        """Take the evidence of one question's pairs."""
        e = evidence
        placed = ~np.isnan(e.distance)
        wish = question != "existing"  # of a need, the type of camera is a wish
        self.close = np.where(placed, e.distance, np.inf) <= CLOSE_M
        self.spot = np.where(placed, e.distance, np.inf) <= SPOT_M
        self.unplaced = ~placed
        named = np.where(np.isnan(e.names), e.likeness, e.names)  # without places the same house is not enough
        self.alike = np.where(placed, e.likeness >= ALIKE, named >= UNPLACED_ALIKE)
        self.nameless = np.isnan(e.likeness)
        self.code = e.code == SAME
        self.owner = e.owner
        self.numbered_house = (e.house == SAME) & (e.area != DIFFERS)
        self.agree = (e.purpose == SAME) | (e.area == SAME) | (e.type == SAME) | (e.agreeing >= _ATTRIBUTES)
        self.told = (e.purpose == SAME) & (e.type == SAME)
        otherwise = (e.purpose == DIFFERS) | (e.view == DIFFERS) | (e.number == DIFFERS) | (e.code == DIFFERS)
        type_differs = e.type == DIFFERS
        self.barred = otherwise | (type_differs & (not wish)) | (e.about & (question == "need"))
        unlike = (e.names < UNLIKE) & (e.house != SAME)
        differ = (e.house == DIFFERS) | (e.differing >= _ATTRIBUTES) | (e.area == DIFFERS) | type_differs
        self.doubted = differ | unlike | e.one_numbered

    @property
    def sure(self) -> Flags:
        """Nothing told speaks against it."""
        sure: Flags = ~self.barred & ~self.doubted
        return sure


RULES: tuple[Rule, ...] = (
    Rule("code", "same", lambda c: c.code & (c.close | c.unplaced) & ~c.barred),
    Rule("owner", "same", lambda c: c.owner & c.close & (c.alike | c.nameless) & c.sure),
    Rule("name", "same", lambda c: c.alike & c.close & (c.agree | c.spot) & c.sure),
    Rule("spot", "likely", lambda c: c.nameless & c.spot & c.told & c.sure),
    Rule("alike", "likely", lambda c: c.alike & ~c.unplaced & ~c.barred),
    Rule("unplaced", "likely", lambda c: c.alike & c.unplaced & ~c.barred),
    Rule("near", "near", lambda c: np.ones(len(c.close), dtype=bool)),
)
"""The rules by which pairs are judged, the strongest first."""


def judge(evidence: Evidence, question: str) -> npt.NDArray[np.int64]:
    """Give each pair the number of the first rule that holds."""
    case = Case(evidence, question)
    return np.select([rule.holds(case) for rule in RULES], np.arange(len(RULES)), default=len(RULES) - 1)


def score(evidence: Evidence, within_m: float) -> npt.NDArray[np.float64]:
    """Rank pairs of one suspicion, 0 to 100: half by likeness, a third by distance, the rest by what agrees."""
    e = evidence
    alike = np.where(np.isnan(e.likeness), 40.0, e.likeness)
    apart = np.where(np.isnan(e.distance), within_m, e.distance)
    told = np.stack([e.purpose, e.type, e.view, e.area])
    agree = 0.5 + ((told == SAME).sum(axis=0) - (told == DIFFERS).sum(axis=0)) / 8
    found: npt.NDArray[np.float64] = 0.5 * alike + 30 * (1 - apart / within_m) + 20 * agree
    return found.round(1)


REASONS: Mapping[str, Callable[[Evidence], Flags]] = MappingProxyType(
    {
        "one_spot": lambda e: e.distance < 0.5,  # noqa: PLR2004 - said as 0 m
        "apart": lambda e: e.distance >= 0.5,  # noqa: PLR2004
        "unplaced": lambda e: np.isnan(e.distance),
        "alike": lambda e: e.likeness >= UNLIKE,
        "unlike": lambda e: e.likeness < UNLIKE,
        "nameless": lambda e: np.isnan(e.likeness),
        "number_differs": lambda e: e.number == DIFFERS,
        "house_same": lambda e: e.house == SAME,
        "house_differs": lambda e: (e.house == DIFFERS) & (e.number != DIFFERS),
        "purpose_same": lambda e: e.purpose == SAME,
        "purpose_differs": lambda e: e.purpose == DIFFERS,
        "area_same": lambda e: (e.area == SAME) & (e.purpose == UNTOLD),
        "area_differs": lambda e: e.area == DIFFERS,
        "type_same": lambda e: e.type == SAME,
        "type_differs": lambda e: e.type == DIFFERS,
        "view_same": lambda e: e.view == SAME,
        "view_differs": lambda e: e.view == DIFFERS,
        "code_same": lambda e: e.code == SAME,
        "code_differs": lambda e: e.code == DIFFERS,
        "owner_named": lambda e: e.owner,
        "attributes_same": lambda e: (e.agreeing >= _ATTRIBUTES) & (e.differing == 0),
        "attributes_differ": lambda e: e.differing >= _ATTRIBUTES,
        "about_existing": lambda e: e.about,
    }
)
"""What is said of a pair, in this order, by code."""

TITLES: Mapping[str, str] = MappingProxyType(
    {"same": N_("Suspected the same"), "likely": N_("Likely doubled"), "near": N_("Only near each other")}
)


def reasons(evidence: Evidence) -> npt.NDArray[np.object_]:
    """Give each pair the codes of what is to be said of it."""
    bits = np.zeros(len(evidence.distance), dtype=np.int64)
    for place, holds in enumerate(REASONS.values()):
        bits |= holds(evidence).astype(np.int64) << place
    known, back = np.unique(bits, return_inverse=True)
    codes = tuple(REASONS)
    said = np.empty(len(known), dtype=object)
    for row, mask in enumerate(known.tolist()):
        said[row] = tuple(code for place, code in enumerate(codes) if mask >> place & 1)
    return said[back] if len(known) else said
