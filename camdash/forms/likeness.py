"""What a heading nobody listed most likely means: reworded as clerks reword, then compared with every known spelling.

Words are paired one to one, allowing for a typing error in longer ones; what stays without a partner must be a word
that hardly changes a heading ("camera", "lắp đặt", a unit of measure). A heading that is as like a second field as
the first means neither. Likeness is rapidfuzz's token-sort ratio, 0 to 100.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from rapidfuzz import fuzz, process

from camdash.forms.headings import NUMBERING, SECRET, heading_book
from camdash.settings import DATA
from camdash.text.fold import fold

NEAR = 50.0
"""Spellings less alike than this are not looked at more closely."""

CLEAR_LEAD = 4.0
"""By so much the best field must be ahead of the second."""

_SAME_WORD = 82.0
_SHORT_WORD = 3
_LONGEST = 80
_SHORTEST = 2
_BRACKETED = re.compile(r"\([^)]*\)")


class Likely(NamedTuple):
    """A guess at a heading: the target and how like its nearest spelling it is, 0 to 100."""

    target: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Wordings:
    """The phrases that mean the same as one pattern, longest first; words that mean nothing, or little."""

    pattern: re.Pattern[str]
    means: Mapping[str, str]
    empty: re.Pattern[str]
    light: frozenset[str]

    def plain(self, heading: str) -> str:
        """Reword a heading into the plain words it is compared by."""
        words = self.pattern.sub(lambda m: self.means[m[0]], fold(heading))
        spare = [word for word, _ in groupby(self.empty.sub(" ", words).split())]
        return " ".join(spare) or words


@cache
def wordings() -> Wordings:
    """Read how clerks reword headings from data/forms/wordings.toml."""
    with (DATA / "forms" / "wordings.toml").open("rb") as file:
        data = tomllib.load(file)
    means = {plain: plain for plain in data["means"]}
    means |= {phrase: plain for plain, phrases in data["means"].items() for phrase in phrases}
    light = frozenset(data["light"]["words"])
    return Wordings(_any_of(list(means)), MappingProxyType(means), _any_of(data["empty"]["words"]), light)


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b")


@cache
def _spellings(form: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the reworded spellings of a form and, beside each, its target; one spelling of two targets is left out."""
    plain: dict[str, set[str]] = {}
    for spelling, target in heading_book().targets[form].items():
        plain.setdefault(wordings().plain(spelling), set()).add(target)
    sure = {spelling: min(targets) for spelling, targets in plain.items() if len(targets) == 1}
    return tuple(sure), tuple(sure.values())


@lru_cache(maxsize=1 << 14)
def likely_target(form: str, heading: str) -> Likely | None:
    """Guess what a heading means in a form; None where nothing known is like it, or two things are alike."""
    if len(heading) > _LONGEST:
        return None
    bare = NUMBERING.sub("", _BRACKETED.sub(" ", heading))
    return next((found for text in dict.fromkeys((heading, bare)) if (found := _likely(form, text))), None)


def _likely(form: str, heading: str) -> Likely | None:
    plain = wordings().plain(heading)
    if len(plain) < _SHORTEST:
        return None
    spellings, targets = _spellings(form)
    best: dict[str, float] = {}
    for spelling, likeness, at in process.extract(
        plain, spellings, scorer=fuzz.token_sort_ratio, limit=25, score_cutoff=NEAR
    ):
        if _same_words(plain.split(), spelling.split()):
            best.setdefault(targets[at], likeness)
    ranked = sorted(best.items(), key=lambda item: -item[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < CLEAR_LEAD):
        return None
    return None if ranked[0][0] == SECRET else Likely(*ranked[0])


def _same_words(ours: list[str], theirs: list[str]) -> bool:
    """Whether the words pair up but for light ones, at least one that is not light among them."""
    light, left, paired = wordings().light, list(theirs), 0
    for word in ours:
        partner = next((other for other in left if _same_word(word, other)), None)
        if partner is not None:
            left.remove(partner)
            paired += word not in light
        elif word not in light:
            return False
    return light.issuperset(left) and (paired > 0 or sorted(ours) == sorted(theirs))


def _same_word(word: str, other: str) -> bool:
    if word == other:
        return True
    close = min(len(word), len(other)) > _SHORT_WORD and abs(len(word) - len(other)) <= 1
    return close and fuzz.ratio(word, other, score_cutoff=_SAME_WORD) > 0


_GRID = re.compile(r"toa do|utm|vn ?2000|wgs ?84|tm ?3|he toa|gps")
_AXES = {
    "x": "lat",
    "n": "lat",
    "b": "lat",
    "lat": "lat",
    "y": "lon",
    "e": "lon",
    "d": "lon",
    "long": "lon",
    "lon": "lon",
}


def axis_of(heading: str) -> str:
    """Tell which of two coordinate columns a heading such as "Tọa độ UTM 48N (E)" stands over; "" where neither.

    In Vietnam X is the northing; which value is which is told by its magnitude all the same.
    """
    words = fold(heading).split()
    return _AXES.get(words[-1], "") if words and _GRID.search(" ".join(words[:-1])) else ""
